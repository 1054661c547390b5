"""A number with its metric, and a sentence whose numbers are linked one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...model import Metric
from .measures import Measure
from .metrics import Link
from .scene import Scene, Sentence


@dataclass(frozen=True, slots=True)
class Linked:
    """A measure with its metric, and the sentence it stands in."""

    sentence: Sentence
    measure: Measure
    link: Link
    before: "Linked | None" = None
    """The one before it in its sentence."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A sentence whose numbers are linked one after the other."""

    scene: Scene
    sentence: Sentence
    measures: Sequence[Measure]

    def metric(self, link: Link) -> Metric:
        """Return the metric of a link."""
        return self.scene.catalog.metrics[link.metric]
