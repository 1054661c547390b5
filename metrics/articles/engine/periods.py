"""For when a figure holds, how firm it is, and by which bound: from the dates and words of its own clause."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ...model import Period
from ...vocabulary import Comparator, Precision
from ..dates import find_dates
from ..quantities import PERCENT, Quantity, QuantityKind
from ..whens import When, WhenKind, WhenRole
from .measures import Measure
from .metrics import ASIDE
from .scene import Scene, Sentence
from .words import Table

_WALL = re.compile(r"[;；。()（）|]")
_COMMA = re.compile(r"[,，、]")
_CLAUSE = re.compile(r"[,;，；。]")
_REACH = 60
_CLOSED = re.compile(r"[)）]")
_NOT_AT = {WhenRole.SINCE, WhenRole.OVER, WhenRole.UNTIL}
_KEYS = {"more": Comparator.MORE, "about": Comparator.ABOUT, "less": Comparator.LESS}
_TIES = re.compile(
    r"(?:的|の|之|に|には|は|で|へ|時点で|時点の|時点では|时|时的|時|時的|份|에|에는|엔|의|은|는)?[约約近超] ?| ?(?:的|の|之|に|には|は|で|へ|時点で|時点の|時点では|时|时的|時|時的|份|에|에는|엔|의|은|는) ?"
)
_SAME = ("year", 0)
_CLOSE = {True: 28, False: 9}
_RECENT, _GROWN = 10, 8
_ASIDE = 24


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
        if _is_of_growth(scene, sentence, when):
            continue
        distance = _distance(scene, sentence, when, measure)
        if distance < nearest and not _is_of_other(scene, sentence, when, measure):
            best, nearest = when, distance
    if best is None:
        return Dated(Period(), None)
    best = _as_said(scene, sentence, best)
    if best.shift == _SAME or _is_anchored(scene, best):
        return Dated(best.anchored or Period(), best)
    if best.shift is not None and best.period.start is None:
        return Dated(_shifted(scene, sentence, best), best)
    return Dated(_narrowed(best), best)


def _as_said(scene: Scene, sentence: Sentence, when: When) -> When:
    """Count "next week" from the day on which it was said, where the sentence names that: "said on 7 May that next week"."""
    if not when.relative or when.kind is WhenKind.OFFSET:
        return when
    verbs = [*sentence.of(Table.ATTRIBUTION, "after")]
    reach = _CLOSE[scene.lexicon.spaced]
    for each in sentence.whens:
        day = each.period.start
        if each is when or each.kind is not WhenKind.DAY or day is None or each.end > when.start:
            continue
        if any(0 <= each.cue_start - hit.end <= reach or 0 <= hit.start - each.end <= reach for hit in verbs):
            again = find_dates(scene.text[when.cue_start : when.end], scene.language, day)
            return replace(when, period=again[0].period, coming=again[0].coming) if again else when
    return when


def _is_anchored(scene: Scene, when: When) -> bool:
    """Tell whether an offset counts from the date before it: not where that is a day, of which only days are counted."""
    if when.anchored is None or when.anchored.start is None or when.shift is None:
        return False
    if when.anchored.precision is Precision.DAY and when.shift[0] not in {"day", "week"}:
        return False
    return scene.published is None or when.anchored.start <= scene.published


def is_of_statement(scene: Scene, sentence: Sentence, when: When) -> bool:
    """Tell whether a day is that of the statement: "said on Monday", "today"."""
    if when.period.start is None or when.kind not in {WhenKind.DAY, WhenKind.WEEK}:
        return False
    if not when.relative:
        verbs = [hit.start for hit in sentence.of(Table.ATTRIBUTION, "after")]
        return not scene.lexicon.spaced and _is_said_on(scene, sentence, when, verbs)
    if when.kind is WhenKind.DAY and when.period.start == scene.published:
        return True
    reach = _CLOSE[scene.lexicon.spaced]
    verbs = [hit.start for hit in sentence.of(Table.ATTRIBUTION, "after")]
    if any(-reach <= place - when.end <= reach for place in verbs):
        return True
    return not scene.lexicon.spaced and _is_said_on(scene, sentence, when, verbs)


def _is_said_on(scene: Scene, sentence: Sentence, when: When, verbs: Sequence[int]) -> bool:
    """Tell whether a recent day stands before the number, and who says it behind: 6日、8億人を超えたと発表した."""
    day, published = when.period.start, scene.published
    if (
        when.kind is not WhenKind.DAY
        or when.cue_start < when.start
        or day is None
        or published is None
        or not 0 <= (published - day).days <= _RECENT
    ):
        return False
    if _is_tied(scene, sentence, when):
        return False
    return any(
        when.end <= each.bound_start and each.unit_end <= place for each in sentence.quantities for place in verbs
    )


def _is_of_growth(scene: Scene, sentence: Sentence, when: When) -> bool:
    """Tell whether a date is only what growth is counted from: 前年同期比94%増, 전년 대비 12%."""
    if any(0 <= hit.start - when.end <= 1 for hit in sentence.of(Table.LINKS, "against")):
        return True
    if when.kind is not WhenKind.OFFSET or scene.lexicon.spaced:
        return False
    following = next((each for each in sentence.quantities if each.bound_start >= when.end), None)
    grown = following is not None and (following.unit_sign == PERCENT or following.kind is QuantityKind.MULTIPLE)
    return grown and following is not None and following.bound_start - when.end <= _GROWN


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
    gap = ASIDE.sub(" ", scene.text[lo:hi]) if lo < hi else ""
    if not before and gap.rstrip()[-1:] in {"(", "（"} and _CLOSED.search(scene.text, when.end, when.end + _ASIDE):
        gap = gap.rstrip()[:-1]  # "800 million weekly users (October 2025)"
    scale = 1 if scene.lexicon.spaced else 3
    distance = len(gap) * scale + 80.0 * len(_WALL.findall(gap)) + 12 * len(_COMMA.findall(gap))
    crossed = [each for each in sentence.quantities if lo <= each.bound_start and each.unit_end <= hi]
    if not before and not scene.lexicon.spaced and (_CLAUSE.search(gap) or _leads(scene, sentence, when)):
        return float("inf")
    if crossed and (
        not before or not (_covers(sentence, when) or _leads_on(scene, when, gap)) or _is_tied(scene, sentence, when)
    ):
        return float("inf")
    distance += 30 * len(crossed)
    return distance if distance < (_LIMIT if before else _BEHIND) else float("inf")


_LIMIT, _BEHIND = 260, 90


def _is_of_other(scene: Scene, sentence: Sentence, when: When, measure: Measure) -> bool:
    """Tell whether a date behind a comma is that of the number behind it: "has 20 million, in May it had 15 million"."""
    if when.start < measure.end or not _is_parted(scene, measure.end, when.cue_start):
        return False
    following = next((each for each in sentence.quantities if each.bound_start >= when.end), None)
    if following is None:
        return False
    gap = scene.text[when.end : following.bound_start]
    return len(gap) <= _CLOSE[scene.lexicon.spaced] and _CLAUSE.search(gap) is None


def _is_parted(scene: Scene, start: int, end: int) -> bool:
    """Tell whether a comma or an "and" stands in a stretch of the text."""
    words = (each.payload for each in scene.words_in(start, end))
    joins = scene.lexicon.spaced and any(each.table is Table.LINKS and each.key == "clause" for each in words)
    return joins or _COMMA.search(scene.text, start, end) is not None


def _leads(scene: Scene, sentence: Sentence, when: When) -> bool:
    """Tell whether a date leads up to the number behind it, as all do where the verb comes last; one in brackets does not."""
    opened = max(scene.text.rfind(sign, sentence.start, when.start) for sign in "(（")
    if opened >= 0 and not _CLOSED.search(scene.text, opened, when.start):
        return False
    return any(each.bound_start >= when.end for each in sentence.quantities)


def _is_tied(scene: Scene, sentence: Sentence, when: When) -> bool:
    """Tell whether a date belongs to the number right behind it alone: 3月末の5億人, 从二季度的1.7亿."""
    following = next((each for each in sentence.quantities if each.bound_start >= when.end), None)
    if scene.lexicon.spaced or following is None:
        return False
    return _TIES.fullmatch(scene.text, when.end, following.bound_start) is not None


def _leads_on(scene: Scene, when: When, gap: str) -> bool:
    """Tell whether a date opens a clause of several numbers: "by March it had grown from 650 to 750 million"."""
    return scene.lexicon.spaced and when.cue_start < when.start and len(gap) <= _REACH and _CLAUSE.search(gap) is None


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
    if anchor is None and count > 0:
        return Period()  # "two months after its launch": nobody says when that was
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
