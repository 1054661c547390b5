"""What the parts of a written date come to, given the day of publication."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ..model import Period
from ..vocabulary import Precision
from . import intervals
from .whens import WhenKind, WhenRole

Values = Mapping[str, int | str]
_NONE = Period()
_SAID = frozenset({"year", "yy", "year2"})
_KINDS = {
    Precision.DAY: WhenKind.DAY,
    Precision.WEEK: WhenKind.WEEK,
    Precision.MONTH: WhenKind.MONTH,
    Precision.QUARTER: WhenKind.QUARTER,
    Precision.HALF: WhenKind.HALF,
    Precision.YEAR: WhenKind.YEAR,
}
_SAMPLES = (2024, 2025)
"""A leap year and another: a day that neither has is none."""
_WEEK = 7
_YEAR_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A resolved date; ``coming`` is what the same words mean when they look ahead."""

    period: Period
    kind: WhenKind
    relative: bool = False
    part: str | None = None
    label: str | None = None
    shift: tuple[str, int] | None = None
    role: WhenRole | None = None
    coming: Period | None = None


def resolve(meaning: str, values: Values, published: date | None) -> Found | None:
    """Return what a reading comes to, or ``None`` if it is no date: 31 February."""
    return _RESOLVERS[meaning](values, published)


def _number(values: Values, *names: str) -> int | None:
    """Return the first of several slots that is filled."""
    return next((int(values[name]) for name in names if name in values), None)


def _year(values: Values, published: date | None) -> int | None:
    """Return the year that is said, outright or by "last year"."""
    if (year := _number(values, "year", "yy", "year2")) is not None:
        return year
    shift = _number(values, "relyear", "theyear")
    return published.year + shift if published and shift is not None else None


def _unit(values: Values) -> str:
    return str(values.get("unit") or values.get("aunit") or "year")


@dataclass(frozen=True, slots=True)
class _Yearly:
    """Something that comes once a year; ``ended`` says that only a finished one counts as the latest."""

    make: Callable[[int], Period | None]
    kind: WhenKind
    ended: bool = False


def _plain(values: Values, published: date | None) -> Found | None:
    if "span" in values:
        return _span(str(values["span"]), published, _part(values))
    if "weekday" in values and not {"day", "month", "m"} & set(values):
        return _weekday(values, published)
    if "thismonth" in values or set(values) == {"dd"}:
        return _this_month(values, published)
    yearly = _yearly(values)
    return _placed(yearly, values, published) if yearly else None


def _placed(yearly: _Yearly, values: Values, published: date | None) -> Found | None:
    """Place what comes once a year in the year that is said, else take the last one and tell the next."""
    part, relative = _part(values), not _SAID & set(values)
    if relative and published is None:
        valid = any(yearly.make(sample) for sample in _SAMPLES)
        return Found(period=_NONE, kind=yearly.kind, relative=True, part=part) if valid else None
    year = _year(values, published)
    if year is not None:
        return _found(yearly.make(year), yearly.kind, part, relative=relative)
    assert published is not None
    slack = 1 if yearly.kind is WhenKind.DAY else 0
    past = intervals.latest(yearly.make, published, ended=yearly.ended, slack=slack)
    coming = intervals.next_one(yearly.make, published)
    found = _found(coming if "coming" in values else past, yearly.kind, part, relative=True)
    label = f"Q{values['quarter']}" if yearly.kind is WhenKind.QUARTER else None
    return replace(found, coming=intervals.part_of(coming, part), label=label) if found else None


def _part(values: Values) -> str | None:
    """Return which part is meant; 5月份 is the whole month."""
    part = values.get("part")
    return None if part is None or part == "whole" else str(part)


def _this_month(values: Values, published: date | None) -> Found | None:
    """Resolve a day of this or the last month, 本月20日, or of whichever was last to have one, 20日."""
    if published is None:
        return Found(period=_NONE, kind=WhenKind.DAY, relative=True)
    number, named = int(values["dd"]), _number(values, "thismonth")
    back = named if named is not None else -int(number > published.day + 1)
    month = intervals.shifted(published, "month", back)
    if month is None or month.start is None:
        return None
    period = intervals.day(month.start.year, month.start.month, number)
    return Found(period=period, kind=WhenKind.DAY, relative=True) if period else None


def _found(period: Period | None, kind: WhenKind, part: str | None, *, relative: bool) -> Found | None:
    cut = intervals.part_of(period, part)
    return Found(period=cut, kind=kind, relative=relative, part=part) if cut else None


def _yearly(values: Values) -> _Yearly | None:
    """Return what makes the period of a year out of the slots that are filled."""
    month, number = _number(values, "month", "m"), _number(values, "day", "dd")
    if number is not None and month is not None:
        return _Yearly(lambda year: intervals.day(year, month, number), WhenKind.DAY)
    if month is not None:
        return _Yearly(lambda year: intervals.months(year, month), WhenKind.MONTH)
    if (quarter := _number(values, "quarter")) is not None:
        return _Yearly(lambda year: intervals.quarter(year, quarter), WhenKind.QUARTER, ended=True)
    if (half := _number(values, "half")) is not None:
        return _Yearly(lambda year: intervals.half(year, half), WhenKind.HALF, ended=True)
    if (season := _number(values, "season")) is not None:
        return _Yearly(lambda year: intervals.season(year, season), WhenKind.SEASON)
    return _Yearly(intervals.year_of, WhenKind.YEAR) if {*_SAID, "relyear", "theyear"} & set(values) else None


def _weekday(values: Values, published: date | None) -> Found | None:
    if published is None:
        return Found(period=_NONE, kind=WhenKind.DAY, relative=True)
    behind = (published.weekday() + 1 - int(values["weekday"])) % _WEEK
    ahead = timedelta(days=(_WEEK - behind) % _WEEK or _WEEK)
    if "latest" in values and behind == 0:
        behind = _WEEK
    past, coming = published - timedelta(days=behind), published + ahead
    chosen = coming if "coming" in values else past
    return Found(
        period=Period(chosen, chosen, Precision.DAY), kind=WhenKind.DAY, relative=True,
        coming=Period(coming, coming, Precision.DAY),
    )  # fmt: skip


def _span(told: str, published: date | None, part: str | None) -> Found | None:
    """Resolve a word such as "yesterday", written in the pack as ``day-1`` or ``year+0 end``."""
    moved, _, named = told.partition(" ")
    sign = max(moved.find("+"), moved.find("-"))
    unit, count = moved[:sign], int(moved[sign:])
    part = part or named or None
    period = intervals.shifted(published, unit, count) if published else _NONE
    if period is None:
        return None
    kind = WhenKind(unit) if unit != "decade" else WhenKind.SPAN
    cut = intervals.part_of(period, part) if published else _NONE
    label = f"Q{count:+}" if kind is WhenKind.QUARTER else None
    return Found(period=cut or _NONE, kind=kind, relative=True, part=part, label=label)


def closed(found: Found) -> Found:
    """Return the end of a year that somebody closed: "ended 2025 with"."""
    if found.kind is not WhenKind.YEAR or found.part:
        return found
    return replace(found, period=intervals.part_of(found.period, "end") or found.period, part="end")


def _ago(values: Values, published: date | None) -> Found | None:
    count, unit = _number(values, "n") or 1, _unit(values)
    if published is None:
        return Found(period=_NONE, kind=WhenKind.SPAN, relative=True, shift=(unit, -count))
    period = intervals.ago(published, unit, count)
    if period is None or period.precision is None:
        return None
    return Found(period=period, kind=_KINDS[period.precision], relative=True, shift=(unit, -count))


def _earlier(values: Values, published: date | None) -> Found | None:
    """Count back from a date that only the sentence knows; the publication stands in for it here."""
    unit = _unit(values) if "latest" not in values else "year"
    count = _number(values, "n") or 1
    counted = {"n", "aunit"} & set(values)
    back = intervals.ago(published, unit, count) if published and counted else None
    period = back or (intervals.shifted(published, unit, -count) if published else _NONE)
    return Found(period=period or _NONE, kind=WhenKind.OFFSET, relative=True, shift=(unit, -count))


def _later(values: Values, _: date | None) -> Found | None:
    """Count on from a date that only the text knows: "five weeks later"."""
    return Found(period=_NONE, kind=WhenKind.OFFSET, relative=True, shift=(_unit(values), _number(values, "n") or 1))


def _same(_: Values, __: date | None) -> Found | None:
    """Stay with the date before: "over the same period", 同期."""
    return Found(period=_NONE, kind=WhenKind.OFFSET, relative=True, shift=("year", 0))


def _over(values: Values, published: date | None) -> Found | None:
    unit, count = _unit(values), _number(values, "n") or 1
    first = intervals.ago(published, unit, count) if published else None
    period = Period(first.start, published, Precision.DAY) if first and first.start else _NONE
    return Found(period=period, kind=WhenKind.SPAN, relative=True, shift=(unit, -count), role=WhenRole.OVER)


def _range(values: Values, published: date | None) -> Found | None:
    """From one month to another of the same year, 5〜7月期, or from one day to another of a month."""
    if "day" in values or "dd" in values:
        return _days(values, published)
    first, last = _number(values, "month", "m"), _number(values, "month2", "m2")
    if first is None or last is None:
        return None
    count = (last - first) % _YEAR_MONTHS + 1
    return _months(values, published, count, lambda year: intervals.months(year, first, count))


def _days(values: Values, published: date | None) -> Found | None:
    """Resolve several days of one month, 13-19 décembre, or from one month to the next, 1月27日至2月2日."""
    first, last = _plain(values, published), _number(values, "day2", "dd2")
    month = _number(values, "m2")
    if first and last and month and first.period.start:
        there = intervals.day(first.period.start.year + (month < first.period.start.month), month, last)
        if there is None or there.end is None or there.end < first.period.start:
            return None
        return replace(
            first, period=Period(first.period.start, there.end, Precision.DAY), kind=WhenKind.SPAN, coming=None
        )
    if first is None or last is None or first.period.start is None or last < first.period.start.day:
        return replace(first, kind=WhenKind.SPAN, coming=None) if first and first.period.start is None else None
    end = intervals.day(first.period.start.year, first.period.start.month, last)
    period = Period(first.period.start, end.end, Precision.DAY) if end else None
    return replace(first, period=period, kind=WhenKind.SPAN, coming=None) if period else None


def _ending(values: Values, published: date | None) -> Found | None:
    """So many months up to one: the nine months to September, the quarter ended in July, the June quarter."""
    last, count = _number(values, "month", "m"), _number(values, "n", "quarterword", "halfword")
    if last is None or count is None:
        return None
    return _months(values, published, count, lambda year: intervals.months(year, last - count + 1, count))


def _first(values: Values, published: date | None) -> Found | None:
    count = _number(values, "n") or 3 * (_number(values, "nq") or 0)
    if not 1 <= count <= _YEAR_MONTHS:
        return None
    return _months(values, published, count, lambda year: intervals.months(year, 1, count))


def _months(values: Values, published: date | None, count: int, make: Callable[[int], Period | None]) -> Found | None:
    """Place a stretch of months in the year that is said, else take the last that has ended."""
    if count > 4 * _YEAR_MONTHS:
        return None
    year = _year(values, published)
    relative = not _SAID & set(values)
    if year is None and published is None:
        return Found(period=_NONE, kind=WhenKind.SPAN, relative=True)
    if year is None:
        assert published is not None
        period = intervals.latest(make, published, ended=True)
    else:
        period = make(year)
    if period is None or period.precision is None:
        return None
    kind = WhenKind.SPAN if period.precision is Precision.MONTH else _KINDS[period.precision]
    return Found(period=period, kind=kind, relative=relative)


def _fiscal(values: Values, published: date | None) -> Found | None:
    """Name a company's own year and quarter, whose calendar the text does not tell."""
    quarter, year = _number(values, "quarter", "fiscalquarter"), _year(values, published)
    if year is not None and _number(values, "m") == _YEAR_MONTHS:  # it ends with the calendar's
        return _found(intervals.months(year, 1, _YEAR_MONTHS), WhenKind.YEAR, None, relative=False)
    if year is None and quarter is None and published and ("fiscalyear" in values or not values):
        year = published.year
    label = "-".join([*([f"FY{year}"] if year else []), *([f"Q{quarter}"] if quarter else [])])
    return Found(period=_NONE, kind=WhenKind.FISCAL, relative="year" not in values, label=label or None)


_RESOLVERS: dict[str, Callable[[Values, date | None], Found | None]] = {
    "plain": _plain, "numeric": _plain, "ago": _ago, "earlier": _earlier, "later": _later, "same": _same, "over": _over, "range": _range,
    "ending": _ending, "first": _first, "fiscal": _fiscal,
}  # fmt: skip
