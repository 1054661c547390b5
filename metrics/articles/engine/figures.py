"""From candidates to figures: one a fact, with its best sentence, checked and with a confidence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..page import BlockKind
from .candidate import Candidate
from .confidence import confidence_of
from .fitness import USERS
from .scene import Scene

_ROUNDED, _CLOSE, _SAME = 0.06, 0.005, 1e-9
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
    told: dict[str | None, list[Figure]] = {}
    for figure in figures:
        if not _is_title(figure):
            told.setdefault(_whose(figure), []).append(figure)
    for figure in figures:
        again = _rounds if _is_title(figure) else _repeats
        if not any(other is not figure and again(figure, other) for other in told.get(_whose(figure), ())):
            yield figure


def _whose(figure: Figure) -> str | None:
    subject = figure.candidate.subject
    return None if subject is None else subject.mention.entity


def _is_title(figure: Figure) -> bool:
    return figure.candidate.sentence.block.kind in _TITLES


def _repeats(figure: Figure, other: Figure) -> bool:
    """Tell whether a figure of the body says less precisely what another says: "12 trillion" after "12.035 trillion"."""
    one, two = figure.candidate, other.candidate
    same = one.link is not None and two.link is not None and one.link.metric == two.link.metric
    coarser = one.measure.quantity.digits < two.measure.quantity.digits
    if not (same and coarser and one.currency == two.currency and _apart(figure, other) <= _CLOSE):
        return False
    undated = one.dated is None or one.dated.period.start is None
    return undated or (two.dated is not None and one.dated is not None and one.dated.period == two.dated.period)


def _apart(figure: Figure, other: Figure) -> float:
    """Return how far two values of one entity are apart, as a share."""
    one, two = figure.candidate, other.candidate
    a, b = one.measure.quantity.value, two.measure.quantity.value
    if one.subject is None or two.subject is None or one.subject.mention.entity != two.subject.mention.entity:
        return float("inf")
    return abs(a - b) / abs(b) if a is not None and b else float("inf")


def _rounds(figure: Figure, other: Figure) -> bool:
    """Tell whether a title only rounds a figure of the body, tells it in another currency, or names it wrongly."""
    one, two = figure.candidate, other.candidate
    if one.link is None or two.link is None or one.subject is None or two.subject is None:
        return False
    same = one.link.metric == two.link.metric or {one.link.metric, two.link.metric} <= USERS
    if same and one.currency != two.currency:
        return one.subject.mention.entity == two.subject.mention.entity
    return _apart(figure, other) < (_ROUNDED if same else _SAME)
