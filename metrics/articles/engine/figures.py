"""From candidates to figures: one a fact, with its best sentence, checked and with a confidence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..page import BlockKind
from .candidates import Candidate
from .confidence import confidence_of
from .fitness import USERS
from .scene import Scene

_TITLES = {BlockKind.TITLE, BlockKind.HEADING, BlockKind.STANDFIRST, BlockKind.CAPTION}


@dataclass(frozen=True, slots=True)
class Figure:
    """A candidate that stands, with how sure it is."""

    candidate: Candidate
    confidence: float


def figures_of(scene: Scene, candidates: Iterable[Candidate]) -> list[Figure]:
    """Return the figures of a text in its order, repetitions joined."""
    kept: dict[tuple[object, ...], Figure] = {}
    for each in candidates:
        if each.dropped is not None:
            continue
        figure = Figure(each, confidence_of(scene, each))
        key = _key(scene, each)
        held = kept.get(key)
        if held is None or _better(figure, held):
            kept[key] = figure
    return sorted(_without_rounded(kept.values()), key=lambda figure: figure.candidate.measure.start)


def _key(scene: Scene, each: Candidate) -> tuple[object, ...]:
    assert each.link is not None
    assert each.subject is not None
    quantity = each.measure.quantity
    mention = each.subject.mention
    written = scene.text[mention.start : mention.end].lower()
    written = written if any(char.isdigit() for char in written) else ""
    value = quantity.value if quantity.value is not None else (quantity.low, quantity.high)
    return (mention.entity, written, each.link.metric, value, each.scale)


def _better(figure: Figure, held: Figure) -> bool:
    """Prefer the body to a heading, then what says more, then what is surer."""
    return _weight(figure) > _weight(held)


def _weight(figure: Figure) -> tuple[bool, bool, float]:
    each = figure.candidate
    dated = each.dated is not None and each.dated.period.start is not None
    return (each.sentence.block.kind not in _TITLES, dated, figure.confidence)


def _without_rounded(figures: Iterable[Figure]) -> Iterator[Figure]:
    """Leave out what only rounds another: a title that says 22 million where the text says 22.15."""
    figures = list(figures)
    for figure in figures:
        if not any(other is not figure and _rounds(figure, other) for other in figures):
            yield figure


def _rounds(figure: Figure, other: Figure) -> bool:
    one, two = figure.candidate, other.candidate
    if one.sentence.block.kind not in _TITLES or two.sentence.block.kind in _TITLES:
        return False
    if one.link is None or two.link is None or one.subject is None or two.subject is None:
        return False
    same = one.link.metric == two.link.metric or {one.link.metric, two.link.metric} <= USERS
    if not same or one.subject.mention.entity != two.subject.mention.entity:
        return False
    a, b = one.measure.quantity.value, two.measure.quantity.value
    return a is not None and b is not None and b != 0 and abs(a - b) / abs(b) < 0.06  # noqa: PLR2004
