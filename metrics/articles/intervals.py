"""Calendar arithmetic on periods: months, quarters, halves and years, shifted, cut to a part, or the last one before."""

import calendar
from collections.abc import Callable
from datetime import date, timedelta

from ..model import Period
from ..vocabulary import Precision

FIRST_YEAR, LAST_YEAR = 1900, 2100
_MONTHS = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF: 6, Precision.YEAR: 12}


def day(year: int, month: int, number: int) -> Period | None:
    """Return one day, or ``None`` if the calendar has none such."""
    try:
        moment = date(year, month, number)
    except ValueError:
        return None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return Period(moment, moment, Precision.DAY)


def months(year: int, month: int, count: int = 1, precision: Precision | None = None) -> Period | None:
    """Return ``count`` whole months from a month on, which may lie outside 1 to 12.

    >>> months(2025, 0).start
    datetime.date(2024, 12, 1)
    """
    first = year * 12 + month - 1
    last = first + count - 1
    if first // 12 < FIRST_YEAR or last // 12 > LAST_YEAR or count < 1:
        return None
    start = date(first // 12, first % 12 + 1, 1)
    end = date(last // 12, last % 12 + 1, calendar.monthrange(last // 12, last % 12 + 1)[1])
    return Period(start, end, precision or _precision(start, count))


def _precision(start: date, count: int) -> Precision:
    """Name a stretch of whole months: a quarter only if it is one of the calendar's."""
    for precision in (Precision.QUARTER, Precision.HALF, Precision.YEAR):
        if count == _MONTHS[precision] and (start.month - 1) % count == 0:
            return precision
    return Precision.MONTH


def quarter(year: int, number: int) -> Period | None:
    """Return a quarter; number 0 is the last of the year before."""
    return months(year, 3 * number - 2, 3, Precision.QUARTER)


def half(year: int, number: int) -> Period | None:
    """Return a half-year."""
    return months(year, 6 * number - 5, 6, Precision.HALF)


def year_of(number: int) -> Period | None:
    """Return a year."""
    return months(number, 1, 12, Precision.YEAR)


def season(year: int, number: int) -> Period | None:
    """Return a season of the north, spring first; winter begins in December of the year."""
    return months(year, 3 * number, 3, Precision.QUARTER)


def shifted(anchor: date, unit: str, count: int) -> Period | None:
    """Return the calendar unit that lies ``count`` units from the one of a day.

    >>> shifted(date(2025, 2, 24), "week", -1).start
    datetime.date(2025, 2, 17)
    """
    if unit in {"day", "week"}:
        return _days(anchor, unit, count)
    if unit == "month":
        return months(anchor.year, anchor.month + count)
    if unit == "quarter":
        return quarter(anchor.year, (anchor.month + 2) // 3 + count)
    if unit == "half":
        return half(anchor.year, (anchor.month + 5) // 6 + count)
    return year_of(anchor.year + count * (10 if unit == "decade" else 1))


def _days(anchor: date, unit: str, count: int) -> Period | None:
    try:
        if unit == "day":
            moment = anchor + timedelta(days=count)
            return Period(moment, moment, Precision.DAY)
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=count)
        return Period(monday, monday + timedelta(days=6), Precision.WEEK)
    except OverflowError:
        return None


def ago(anchor: date, unit: str, count: int) -> Period | None:
    """Return when it was so many units before a day: that day for days and weeks, that month for longer ones."""
    if unit in {"day", "week"}:
        return shifted(anchor, "day", -count * (7 if unit == "week" else 1))
    if unit == "quarter":
        return shifted(anchor, "quarter", -count)
    size = {"month": 1, "half": 6, "year": 12, "decade": 120}[unit]
    return months(anchor.year, anchor.month - size * count)


def moved(period: Period, unit: str, count: int) -> Period | None:
    """Return a period the same length some units away.

    >>> moved(Period.parse("2025-09"), "year", -1).start
    datetime.date(2024, 9, 1)
    """
    if period.start is None or period.end is None:
        return None
    if unit in {"day", "week"}:
        step = timedelta(days=count * (7 if unit == "week" else 1))
        return Period(period.start + step, period.end + step, period.precision)
    size = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}[unit] * count
    length = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    whole = months(period.start.year, period.start.month + size, length, period.precision)
    if period.precision is not Precision.DAY or whole is None or whole.start is None or whole.end is None:
        return whole
    first = min(period.start.day, calendar.monthrange(whole.start.year, whole.start.month)[1])
    last = min(period.end.day, whole.end.day)
    return Period(whole.start.replace(day=first), whole.end.replace(day=last), Precision.DAY)


def latest(make: Callable[[int], Period | None], anchor: date, *, ended: bool, slack: int = 0) -> Period | None:
    """Return the last of a yearly thing that has begun (or ended) by a day, with some days to spare."""
    limit = anchor + timedelta(days=slack)
    for year in range(anchor.year + 1, anchor.year - 9, -1):
        period = make(year)
        edge = (period.end if ended else period.start) if period else None
        if edge and edge <= limit:
            return period
    return None


def next_one(make: Callable[[int], Period | None], anchor: date) -> Period | None:
    """Return the first of a yearly thing that has not ended before a day."""
    for year in range(anchor.year, anchor.year + 9):
        period = make(year)
        if period and period.end and period.end >= anchor:
            return period
    return None


def part_of(period: Period | None, part: str | None) -> Period | None:
    """Cut a period to its early, middle or last part; the end of a month is dated no finer than the month."""
    if period is None or part is None or period.start is None:
        return period
    year, month = period.start.year, period.start.month
    if period.precision is Precision.YEAR:
        first, count, precision = {
            "early": (1, 3, Precision.QUARTER), "mid": (5, 4, Precision.HALF), "end": (10, 3, Precision.QUARTER),
        }[part]  # fmt: skip
        return months(year, first, count, precision)
    if period.precision is Precision.MONTH and part == "mid":
        return Period(date(year, month, 10), date(year, month, 20), Precision.MONTH)
    return period
