"""The numbers of a reading by their places: which stand in a quote, which figure was made of which."""

from dataclasses import dataclass

from ..articles.engine.candidate import Candidate
from ..articles.engine.fitness import fits_class, is_elided_money, is_sane
from ..articles.engine.scene import Scene
from ..articles.reading import Read, Reading
from ..model import Metric
from .pointing import Place


@dataclass(frozen=True, slots=True)
class Numbers:
    """Every number that the reader saw, once a place, and where each of its figures has its own."""

    scene: Scene
    candidates: dict[int, Candidate]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, reading: Reading) -> "Numbers":
        """Sort the numbers of a reading that was kept whole."""
        assert reading.scene is not None
        first = {each.measure.quantity.start: each for each in reversed(reading.candidates)}
        starts = tuple(_start(reading, reading.scene, figure) for figure in reading.figures)
        return cls(reading.scene, first, starts)

    def start_of(self, figure: int) -> int:
        """Return where the number of a figure begins in the plain text."""
        return self.starts[figure]

    def figures_at(self, start: int) -> list[int]:
        """Return the figures that were made of the number that begins there."""
        return [index for index, place in enumerate(self.starts) if place == start]

    def fitting(self, place: Place, metric: Metric) -> list[Candidate]:
        """Return the numbers of a quote that may be values of a metric; none of which only a part is quoted."""
        return [each for start, each in self.candidates.items()
                if place.start - _SIGN <= start < place.end
                and self._is_quoted(each, place) and _fits(metric, each)]  # fmt: skip

    def _is_quoted(self, each: Candidate, place: Place) -> bool:
        quantity, text = each.measure.quantity, self.scene.text
        outside = [*range(quantity.start, min(place.start, quantity.end)), *range(place.end, quantity.end)]
        digits = any(char.isdigit() for char in text[quantity.start : quantity.end])
        return not any(text[at].isdigit() for at in outside) if digits else not outside


_SIGN = 8
"""How many characters a currency may stand before a quote that leaves it out."""


def _fits(metric: Metric, each: Candidate) -> bool:
    kind = fits_class(metric, each.measure) or (metric.money and is_elided_money(each.measure, each.scale))
    return kind and is_sane(metric.id, each.measure, each.scale)


def value_of(each: Candidate, *, scaled: bool = True) -> float | None:
    """Return the value of a number as the grammar reads it, a range by its lower end."""
    quantity = each.measure.quantity
    value = quantity.low if quantity.value is None else quantity.value
    return None if value is None else value * (each.scale if scaled else 1.0)


def _start(reading: Reading, scene: Scene, figure: Read) -> int:
    """Find the number that a figure was made of."""
    told = figure.observation
    for each in reading.candidates:
        if each.dropped is not None or each.link is None or each.subject is None:
            continue
        same = (each.link.metric, each.subject.mention.entity) == (told.metric, told.entity)
        sentence = scene.plain.origin(each.sentence.start, each.sentence.end)
        if same and sentence == (told.quote_start, told.quote_end) and value_of(each) == told.value:
            return each.measure.quantity.start
    return scene.plain.place(told.quote_start or 0)
