"""What a second opinion makes of a reading: what both say is sure, what one says alone or otherwise waits for review."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ..articles.engine.candidate import Candidate
from ..articles.engine.scene import Scene, Sentence
from ..articles.reading import METHOD, Read, Reading
from ..articles.tiers import SURE, tier_of
from ..literal import one_line
from ..model import Document
from .numbers import Numbers, value_of
from .pointing import Pointing, place_of
from .proposing import propose

_SHOWN = 80


@dataclass
class Weighing:
    """A reading while it is held against what a model points to."""

    reading: Reading
    scene: Scene
    document: Document | None
    model: str
    numbers: Numbers = field(init=False)
    agreed: set[int] = field(default_factory=set)
    doubted: set[int] = field(default_factory=set)
    added: dict[tuple[object, ...], tuple[int, Read]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.numbers = Numbers.of(self.reading)

    @property
    def method(self) -> str:
        """How figures were read on which the model had its say."""
        return f"{METHOD} + {self.model}"

    def hear(self, pointing: Pointing, sentences: Sequence[Sentence]) -> None:
        """Take one pointing into account, and say what came of it."""
        shown = f"{one_line(pointing.quote)[:_SHOWN]!r} is {one_line(pointing.metric)[:_SHOWN]} of {one_line(pointing.entity)[:_SHOWN]}"
        self.lines.append(f"{self.model}: {shown}: {self._heard(pointing, sentences)}")

    def _heard(self, pointing: Pointing, sentences: Sequence[Sentence]) -> str:
        catalog = self.scene.catalog
        if pointing.metric not in catalog.metrics or pointing.entity not in catalog.entities:
            return "dropped: no such id"
        place = place_of(self.scene, sentences, pointing)
        if place is None:
            return "dropped: no sentence says so"
        fitting = self.numbers.fitting(place, catalog.metrics[pointing.metric])
        same = [index for index, figure in enumerate(self.reading.figures) if _says(figure, pointing, fitting)]
        if same:
            self.agreed |= {*same}
            return "agrees with the reader"
        if len(fitting) != 1:
            return f"dropped: it holds {len(fitting) or 'no'} numbers that this could be"
        return self._alone(pointing, fitting[0])

    def _alone(self, pointing: Pointing, candidate: Candidate) -> str:
        """Put what the model says alone beside what the reader made of the same number."""
        others = self.numbers.figures_at(candidate.measure.quantity.start)
        read = [self.reading.figures[index].observation for index in others]
        told = ", ".join(f"{each.metric} of {each.entity}" for each in read) or f"nothing ({candidate.dropped})"
        proposed = propose(self.scene, candidate, pointing, self.document, self.method)
        if not isinstance(proposed, Read):
            return f"dropped: {proposed}; the reader says {told}"
        self.doubted |= {*others}
        key = (pointing.entity, pointing.metric, proposed.observation.value)
        self.added.setdefault(key, (candidate.measure.start, proposed))
        return f"waits for review; the reader says {told}"

    def result(self) -> Reading:
        """Return the reading as it stands now, its figures in the order of the text."""
        placed = [(self.numbers.start_of(index), self._weighed(index, figure))
                  for index, figure in enumerate(self.reading.figures)]  # fmt: skip
        placed += self.added.values()
        return replace(self.reading, figures=tuple(figure for _, figure in sorted(placed, key=lambda each: each[0])))

    def _weighed(self, index: int, figure: Read) -> Read:
        known = figure.observation.confidence
        if index in self.agreed:
            return self._with(figure, max(SURE, (1 + known) / 2))
        return self._with(figure, known / 2) if index in self.doubted else figure

    def _with(self, figure: Read, confidence: float) -> Read:
        confidence = round(confidence, 4)
        told = replace(figure.observation, confidence=confidence, method=self.method)
        return replace(figure, observation=told, tier=tier_of(confidence))


def _says(figure: Read, pointing: Pointing, fitting: Iterable[Candidate]) -> bool:
    """Tell whether a figure is the one that is pointed to, be it where its fact is told again."""
    told = figure.observation
    same = (told.entity, told.metric) == (pointing.entity, pointing.metric)
    return same and any(told.value in {value_of(each), value_of(each, scaled=False)} for each in fitting)
