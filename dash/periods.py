"""A period as people read it, never finer than its source dated it."""

import calendar
from collections.abc import Mapping
from datetime import date
from typing import Any

from .text import glyphs

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NOT_STATED = "not stated"


def day(when: date) -> str:
    """Write a day, whatever the locale.

    >>> day(date(2025, 1, 31))
    '31 Jan 2025'
    """
    return f"{when.day} {month(when)}"


def stated(row: Mapping[str, Any]) -> str:
    """Write when something was said, as finely as that is known; empty where it is not.

    >>> stated({"stated_on": date(2025, 2, 28), "_stated_precision": "month"}), stated({"stated_on": None})
    ('Feb 2025', '')
    """
    said = row.get("stated_on")
    return _one(said, row.get("_stated_precision")) if said else ""


def month(when: date) -> str:
    """Write a month."""
    return f"{MONTHS[when.month - 1]} {when.year}"


def period(start: date | None, end: date | None, precision: str | None = None, charset: str = "braille") -> str:
    """Write a period by its precision, or by its shape where the precision is not known.

    >>> period(date(2025, 1, 31), date(2025, 1, 31)), period(date(2025, 4, 1), date(2025, 6, 30))
    ('31 Jan 2025', 'Q2 2025')
    >>> period(date(2025, 12, 10), date(2025, 12, 14)), period(None, None)
    ('10–14 Dec 2025', 'not stated')
    """
    if start is None or end is None:
        return _half_open(start, end, precision)
    if start == end:
        return _one(start, precision)
    first, last = start.day == 1, end.day == calendar.monthrange(end.year, end.month)[1]
    if first and last and precision not in {"day", "week"}:
        return _months(start, end, glyphs(charset).dash)
    return _days(start, end, glyphs(charset).dash)


def _half_open(start: date | None, end: date | None, precision: str | None) -> str:
    if start:
        return f"from {_one(start, precision)}"
    return f"to {_one(end, precision)}" if end else NOT_STATED


def _one(when: date, precision: str | None) -> str:
    if precision == "month":
        return month(when)
    if precision == "quarter":
        return f"Q{(when.month + 2) // 3} {when.year}"
    if precision == "half":
        return f"H{1 if when.month <= 6 else 2} {when.year}"  # noqa: PLR2004 June
    return str(when.year) if precision == "year" else day(when)


def _months(start: date, end: date, dash: str) -> str:
    """Write a period of whole months."""
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    names = {1: (1, "month"), 3: (3, "quarter"), 6: (6, "half"), 12: (12, "year")}
    step, precision = names.get(count, (0, ""))
    if step and (start.month - 1) % step == 0:
        return _one(start, precision)
    if count % 12 == 0 and start.month == 1:
        return f"{start.year}{dash}{end.year}"
    if start.year == end.year:
        return f"{MONTHS[start.month - 1]}{dash}{month(end)}"
    return f"{month(start)} {dash} {month(end)}"


def _days(start: date, end: date, dash: str) -> str:
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}{dash}{day(end)}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} {dash} {day(end)}"
    return f"{day(start)} {dash} {day(end)}"
