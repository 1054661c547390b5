"""For when a figure holds, how firm it is, and by which bound: from the dates and words of its own clause."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ...model import Period
from ...vocabulary import Comparator, Precision, Status
from ..quantities import Quantity
from ..whens import When, WhenKind, WhenRole
from .measures import Measure
from .scene import Scene, Sentence
from .words import Table

_WALL = re.compile(r"[;；。()（）|]")
_COMMA = re.compile(r"[,，、]")
_NOT_AT = {WhenRole.SINCE, WhenRole.OVER, WhenRole.UNTIL}
_KEYS = {"more": Comparator.MORE, "about": Comparator.ABOUT, "less": Comparator.LESS}
_CLOSE = {True: 28, False: 9}
_STATUS_REACH = {True: 90, False: 40}
_FUTURE = ("forecast", "target", "announced", "talks")


@dataclass(frozen=True, slots=True)
class Dated:
    """When a figure holds, and the words that say so."""

    period: Period
    when: When | None


def period_of(scene: Scene, sentence: Sentence, measure: Measure) -> Dated:
    """Return the period of a measure: the nearest date of its clause that is not nearer to another number."""
    best, nearest = None, float("inf")
    for when in sentence.whens:
        if when.role in _NOT_AT or (when.period.start is None and when.shift is None):
            continue
        if is_of_statement(scene, sentence, when) or _is_founding(scene, sentence, when):
            continue
        distance = _distance(scene, sentence, when, measure)
        if distance < nearest:
            best, nearest = when, distance
    if best is None:
        return Dated(Period(), None)
    if best.shift is not None and best.period.start is None:
        return Dated(_shifted(scene, sentence, best), best)
    return Dated(_narrowed(best), best)


def is_of_statement(scene: Scene, sentence: Sentence, when: When) -> bool:
    """Tell whether a day is that of the statement: "said on Monday", "today"."""
    if when.period.start is None or when.kind not in {WhenKind.DAY, WhenKind.WEEK} or not when.relative:
        return False
    if when.kind is WhenKind.DAY and when.period.start == scene.published:
        return True
    reach = _CLOSE[scene.lexicon.spaced]
    return any(
        hit.payload.key == "after" and -reach <= hit.start - when.end <= reach for hit in sentence.of(Table.ATTRIBUTION)
    )


def _is_founding(scene: Scene, sentence: Sentence, when: When) -> bool:
    reach = 6 if scene.lexicon.spaced else 2
    return any(
        0 <= when.start - hit.end <= reach or 0 <= hit.start - when.end <= reach
        for hit in sentence.of(Table.LINKS, "founded")
    )


def _distance(scene: Scene, sentence: Sentence, when: When, measure: Measure) -> float:
    """Return how far a date is from a number; infinite where another number stands between them."""
    before = when.end <= measure.start
    lo, hi = (when.end, measure.start) if before else (measure.end, when.cue_start)
    gap = scene.text[lo:hi] if lo < hi else ""
    scale = 1 if scene.lexicon.spaced else 3
    distance = len(gap) * scale + 80.0 * len(_WALL.findall(gap)) + 12 * len(_COMMA.findall(gap))
    crossed = [each for each in sentence.quantities if lo <= each.bound_start and each.unit_end <= hi]
    if crossed and (not before or not _covers(sentence, when)):
        return float("inf")
    distance += 30 * len(crossed)
    return distance if distance < (_LIMIT if before else _BEHIND) else float("inf")


_LIMIT, _BEHIND = 260, 90


def _covers(sentence: Sentence, when: When) -> bool:
    """Tell whether a date stands before all numbers of its sentence, and so holds for all: "In March A had 3, B 2"."""
    return all(when.end <= each.bound_start for each in sentence.quantities)


def _narrowed(when: When) -> Period:
    """Take the end of a year, half or quarter for its last month: a stock is counted there."""
    period = when.period
    if when.part == "end" and period.end is not None and when.kind in {WhenKind.YEAR, WhenKind.QUARTER, WhenKind.HALF}:
        return Period(period.end.replace(day=1), period.end, Precision.MONTH)
    return period


def _shifted(scene: Scene, sentence: Sentence, when: When) -> Period:
    """Count from the date of the number before, else from the day of publication: "a year earlier"."""
    assert when.shift is not None
    anchor = next(
        (each.period for each in reversed(sentence.whens)
         if each.start < when.start and each.period.end and each.role not in _NOT_AT), None,
    )  # fmt: skip
    unit, count = when.shift
    if anchor is not None and unit == "year" and anchor.start and anchor.end and anchor.precision is not Precision.DAY:
        return Period(_years(anchor.start, count), _years(anchor.end, count), anchor.precision)
    day = anchor.end if anchor and anchor.end else scene.published
    if day is None:
        return Period()
    return shifted(day, when.shift, anchor.precision if anchor else None)


def _years(day: date, count: int) -> date:
    last = calendar.monthrange(day.year + count, day.month)[1]
    return date(day.year + count, day.month, min(day.day, last))


def shifted(day: date, shift: tuple[str, int], precision: Precision | None) -> Period:
    """Return the month (or year, or day) that lies a shift away from a day."""
    unit, count = shift
    if unit in {"day", "week"}:
        moved = day + timedelta(days=count * (7 if unit == "week" else 1))
        return Period(moved, moved, Precision.DAY)
    months = count * {"month": 1, "quarter": 3, "half": 6, "year": 12}.get(unit, 12)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if precision is Precision.YEAR:
        return Period(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)
    last = calendar.monthrange(year, month + 1)[1]
    return Period(date(year, month + 1, 1), date(year, month + 1, last), Precision.MONTH)


def stated_on(scene: Scene, sentence: Sentence) -> date | None:
    """Return the day of the statement: the one that its sentence names, else that of publication."""
    named = (each.period.start for each in sentence.whens if is_of_statement(scene, sentence, each))
    return next(named, None) or scene.published


def comparator_of(scene: Scene, sentence: Sentence, measure: Measure) -> Comparator:
    """Return the bound of a number: of its own words, else of a verb that stands right before or behind it."""
    quantity: Quantity = measure.quantity
    if quantity.comparator is not Comparator.EQUAL:
        return quantity.comparator
    close = _CLOSE[scene.lexicon.spaced]
    for hit in sentence.of(Table.COMPARATORS):
        if hit.end <= measure.start:
            gap = scene.text[hit.end : measure.start]
        elif hit.start >= quantity.unit_end and not scene.lexicon.spaced:
            gap = scene.text[quantity.unit_end : hit.start]
        else:
            continue
        if len(gap) <= close and not re.search(r"[\d,;，。、（(]", gap):
            return _KEYS[hit.payload.key]
    return Comparator.EQUAL


def status_of(
    scene: Scene, sentence: Sentence, measure: Measure, dated: Dated, measures: Sequence[Measure]
) -> tuple[Status, str | None]:
    """Return how firm a figure is: estimated, forecast, or said as a fact, with the word that says so."""
    reach = _STATUS_REACH[scene.lexicon.spaced]
    estimated: str | None = None
    for hit in sentence.of(Table.STATUS):
        lo, hi = min(hit.end, measure.end), max(hit.start, measure.start)
        gap = scene.text[lo:hi]
        behind = hit.start >= measure.end
        if len(gap) > (reach // 3 if behind and scene.lexicon.spaced else reach) or _WALL.search(gap):
            continue
        if any(lo <= each.start and each.end <= hi for each in measures if each is not measure) and behind:
            continue
        if hit.payload.key in _FUTURE:
            return Status.FORECAST, scene.text[hit.start : hit.end]
        estimated = scene.text[hit.start : hit.end]
    future = dated.period.start is not None and scene.published is not None and dated.period.start > scene.published
    if future:
        return Status.FORECAST, None
    return (Status.ESTIMATED, estimated) if estimated else (Status.NORMAL, None)
