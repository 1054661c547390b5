"""A company's own calendar: which months its quarters and years are, where they are not those of everybody."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ...model import Period
from ...vocabulary import Precision
from .. import intervals
from ..whens import When, WhenKind
from .measures import Measure
from .periods import Dated
from .scene import Scene, Sentence

_LABEL = re.compile(r"(?:FY(\d{4}))?-?(?:Q([1-4]|[+-]\d+))?")
_YEAR, _QUARTER = 12, 3


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
    return replace(sentence, whens=[_placed(when, calendar, scene.published) for when in sentence.whens])


def _placed(when: When, calendar: Calendar, published: date | None) -> When:
    """Place a fiscal period, a quarter by its number and one counted from today in a company's own calendar."""
    if when.kind not in {WhenKind.FISCAL, WhenKind.QUARTER}:
        return when
    told = _LABEL.fullmatch(when.label or "")
    year, quarter = told.groups() if told else (None, None)
    if year and not when.relative:
        ending = calendar.ending(int(year))
        period = calendar.quarter(int(quarter))(ending) if quarter else calendar.year(ending)
        return replace(when, period=period or when.period)
    if published is None:
        return when
    if quarter and quarter.isdecimal():
        make = calendar.quarter(int(quarter))
        past, coming = intervals.latest(make, published, ended=True), intervals.next_one(make, published)
        return replace(when, period=past or when.period, coming=coming)
    if quarter:
        return replace(when, period=calendar.around(published, int(quarter)) or when.period)
    return _come(when, calendar, published)


def _come(when: When, calendar: Calendar, published: date) -> When:
    """Move a numbered quarter of a year that has not come, while that of the company's own year of that number is over."""
    start = when.period.start
    if when.relative or start is None or when.period.precision is not Precision.QUARTER or start <= published:
        return when
    own = calendar.quarter((start.month + 2) // _QUARTER)(calendar.ending(start.year))
    return replace(when, period=own) if own is not None and own.end is not None and own.end <= published else when


def ahead(dated: Dated, measure: Measure, measures: Sequence[Measure]) -> Dated:
    """Return what a quarter or month means for a forecast, the next one: "expects 32 billion in the third quarter".

    Beside another amount it may be what was expected of one that is over: "made 30 billion, 28 had been expected".
    """
    when = dated.when
    if when is None or when.coming is None or when.kind in {WhenKind.DAY, WhenKind.WEEK}:
        return dated
    if any(each is not measure and each.quantity.currencies for each in measures):
        return dated
    return Dated(when.coming, when)
