"""Steps through published time: to the day before or after on which something was said, or by months."""

import contextlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from rich.text import Text

FIRST = date(1990, 1, 1)
"""No day before it can be typed: nobody counted anything of this then."""


def earlier(days: Sequence[date], at: date | None, today: date) -> date | None:
    """Return the last day before, of the sorted days; where there is none, stay.

    >>> earlier([date(2025, 1, 1), date(2025, 2, 1)], None, date(2025, 3, 1))
    datetime.date(2025, 2, 1)
    """
    place = bisect_left(days, at or today)
    return days[place - 1] if place else at


def later(days: Sequence[date], at: date | None, today: date) -> date | None:
    """Return the first day after; ``None``, which is now, after the last of them."""
    if at is None:
        return None
    place = bisect_right(days, at)
    return days[place] if place < len(days) and days[place] < today else None


def month_earlier(at: date | None, today: date) -> date:
    """Return the last day of the month before; in the first month that there is, stay.

    >>> month_earlier(date(2025, 3, 31), date(2026, 1, 1)), month_earlier(None, date(2026, 1, 1))
    (datetime.date(2025, 2, 28), datetime.date(2025, 12, 31))
    """
    first = (at or today).replace(day=1)
    return first - timedelta(days=1) if first > date.min else at or today


def month_later(at: date | None, today: date) -> date | None:
    """Return the end of this month, or of the next if it is its end already; ``None``, which is now, from today on."""
    if at is None:
        return None
    end = _end(at)
    end = _end(end + timedelta(days=1)) if end == at else end
    return end if end < today else None


def step(name: str, days: Sequence[date], at: date | None, today: date) -> date | None:
    """Return the day that a named step leads to (earlier, later, month_earlier, month_later); ``None`` is now."""
    if name in {"earlier", "later"}:
        return (earlier if name == "earlier" else later)(days, at, today)
    return (month_earlier if name == "month_earlier" else month_later)(at, today)


def typed_day(typed: str) -> date:
    """Read a day as it is typed, or as the screen writes it; raises ``ValueError``.

    >>> typed_day("2025-02-21") == typed_day("21 Feb 2025") == typed_day("21 february 2025")
    True
    """
    for form in ("%d %b %Y", "%d %B %Y"):
        with contextlib.suppress(ValueError):
            return datetime.strptime(typed, form).date()  # noqa: DTZ007 a day has no zone
    return date.fromisoformat(typed)


def refused(typed: str, read: Callable[[str], date] = typed_day) -> str:
    """Say why what was typed is no day to go to; nothing, where it is one.

    >>> refused("1066-10-14"), refused("2025-01-01"), refused("soon")
    ('1066-10-14 is before 1990-01-01, the first day that can be shown', '', 'soon is no day: write YYYY-MM-DD')
    """
    try:
        day = read(typed)
    except (ValueError, OverflowError):
        return f"{typed} is no day: write YYYY-MM-DD"
    return f"{day} is before {FIRST}, the first day that can be shown" if day < FIRST else ""


def scrubber(day: date | None, *, reading: bool = False) -> Text:
    """Say which day is shown, and which keys lead elsewhere."""
    keys = "[ ] a day   { } a month   t go to"
    return Text(f"as published on {day}{'   reading' if reading else ''}   {keys}", no_wrap=True, overflow="ellipsis")


def _end(at: date) -> date:
    return (at.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
