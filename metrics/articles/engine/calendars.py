"""A company's own calendar: which months its quarters and years are, where they are not those of everybody."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from ...model import Period
from ...vocabulary import Precision
from .. import intervals
from ..whens import When, WhenKind
from .firmness import FUTURE
from .measures import Measure
from .periods import Dated
from .scene import Scene, Sentence
from .words import Table

_LABEL = re.compile(r"(?:FY(\d{4}))?-?(?:Q([1-4]|[+-]\d+))?")
_YEAR, _HALF, _QUARTER = 12, 6, 3
_SOON, _JUST = timedelta(days=183), timedelta(days=75)
"""A forecast is for what begins so soon, and not for what ended just now: that one was forecast before."""
_OF = 5
"""Signs between a half and the year that it is of."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A fiscal year that ends with a month; ``begun`` says that it is numbered by the year in which it begins."""

    ends: int
    begun: bool = False

    def quarter(self, number: int) -> Callable[[int], Period | None]:
        """Return what makes that quarter of the fiscal year that ends in a given year."""
        first = self.ends - _YEAR + (number - 1) * _QUARTER + 1
        return lambda year: intervals.months(year, first, _QUARTER)

    def year(self, ending: int) -> Period | None:
        """Return the fiscal year that ends in a year."""
        return intervals.months(ending, self.ends - _YEAR + 1, _YEAR)

    def ending(self, numbered: int) -> int:
        """Return the year in which the fiscal year of a number ends."""
        return numbered + self.begun

    def half(self, number: int, ending: int) -> Period | None:
        """Return the first or second half of the fiscal year that ends in a year."""
        return intervals.months(ending, self.ends - _YEAR + (number - 1) * _HALF + 1, _HALF)

    def running(self, day: date) -> int:
        """Return the year in which the fiscal year of a day ends."""
        return day.year + (day.month > self.ends)

    def around(self, day: date, count: int) -> Period | None:
        """Return the quarter so many after the one in which a day lies."""
        passed = (day.month - self.ends - 1) % _QUARTER
        return intervals.months(day.year, day.month - passed + count * _QUARTER, _QUARTER)


def calendar_of(scene: Scene, entity: str) -> Calendar | None:
    """Return the calendar of an entity's house, ``None`` where it is everybody's or not known."""
    for owner in scene.catalog.owner_chain(entity):
        known = scene.catalog.entities.get(owner)
        if known is not None and known.fiscal_year_ends:
            return Calendar(known.fiscal_year_ends, known.fiscal_year_begun)
    return None


def in_own_calendar(scene: Scene, sentence: Sentence, entity: str) -> Sentence:
    """Return a sentence whose quarters and fiscal years are those of a company: Nvidia's third ends in October."""
    if not any(when.kind in {WhenKind.FISCAL, WhenKind.QUARTER} for when in sentence.whens):
        return sentence
    calendar = calendar_of(scene, entity)
    if calendar is None:
        return sentence
    foretold = next(sentence.of(Table.STATUS, *FUTURE), None) is not None
    whens = [_placed(when, calendar, scene.published, foretold=foretold) for when in sentence.whens]
    return replace(sentence, whens=_halved(whens, calendar))


def _placed(when: When, calendar: Calendar, published: date | None, *, foretold: bool) -> When:
    """Place a fiscal period, a quarter by its number and one counted from today in a company's own calendar."""
    told = _LABEL.fullmatch(when.label or "") if when.kind in {WhenKind.FISCAL, WhenKind.QUARTER} else None
    year, quarter = told.groups() if told else (None, None)
    ending = _ending(int(year), when, calendar, published) if year else None
    if ending is not None:
        period = calendar.quarter(int(quarter))(ending) if quarter else calendar.year(ending)
        return replace(when, period=period or when.period)
    if published is None or year:
        return when
    if quarter and quarter.isdecimal():
        make = calendar.quarter(int(quarter))
        past, coming = intervals.latest(make, published, ended=True), intervals.next_one(make, published)
        return replace(when, period=past or when.period, coming=coming)
    if quarter:
        return replace(when, period=calendar.around(published, int(quarter)) or when.period)
    return when if foretold or when.kind is not WhenKind.QUARTER else _over(when, calendar, published)


def _ending(year: int, when: When, calendar: Calendar, published: date | None) -> int | None:
    """Return in which year a fiscal year ends: a numbered one, or the last or next; none where it is only called one."""
    if not when.relative:
        return calendar.ending(year)
    if published is None or year == published.year:
        return None
    return calendar.running(published) + year - published.year


def _over(when: When, calendar: Calendar, published: date) -> When:
    """Move a numbered quarter of a year that has not come, while that of the company's own year of that number is over."""
    start = when.period.start
    if when.relative or start is None or when.period.precision is not Precision.QUARTER or start <= published:
        return when
    own = calendar.quarter((start.month + 2) // _QUARTER)(calendar.ending(start.year))
    return replace(when, period=own) if own is not None and own.end is not None and own.end <= published else when


def _halved(whens: Sequence[When], calendar: Calendar) -> list[When]:
    """Cut a fiscal year to the half that stands before it: "the first half of fiscal 2026"."""
    cut = list(whens)
    for place, (half, year) in enumerate(pairwise(whens)):
        end = year.period.end
        if half.kind is WhenKind.HALF and year.kind is WhenKind.FISCAL and 0 <= year.start - half.end <= _OF and end:
            number = 1 if half.period.start is None or half.period.start.month == 1 else 2
            period = calendar.half(number, end.year)
            cut[place : place + 2] = (replace(each, period=period or each.period) for each in (half, year))
    return cut


def ahead(dated: Dated, published: date | None, measure: Measure, measures: Sequence[Measure]) -> Dated:
    """Return what a quarter or month means for a forecast, the next one: "expects 32 billion in the third quarter".

    One that ended just now was forecast before: "had expected". Beside another amount it may be what was expected of one
    that is over: "made 30 billion, 28 had been expected".
    """
    when = dated.when
    if when is None or when.coming is None or when.kind in {WhenKind.DAY, WhenKind.WEEK}:
        return dated
    past, coming = when.period, when.coming
    if published is None or past.end is None or coming.start is None:
        return dated
    if published - past.end < _JUST or coming.start - published > _SOON:
        return dated
    if any(each is not measure and each.quantity.currencies for each in measures):
        return dated
    return Dated(coming, when)
