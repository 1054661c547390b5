"""The one place that reads the clock, so that tests and reproducible output can stand in for it."""

import os
from datetime import UTC, date, datetime, time

from .errors import UsageError


def now() -> datetime:
    """Return the present moment in UTC, or that of ``AIMARKET_NOW`` (ISO 8601) if it is set."""
    stated = os.environ.get("AIMARKET_NOW")
    if not stated:
        return datetime.now(UTC)
    try:
        return moment(stated)
    except ValueError:
        raise UsageError(f"AIMARKET_NOW is {stated!r}: write a time such as 2026-11-24T09:30:00Z") from None


def is_real() -> bool:
    """Tell whether the present moment is that of the machine, and nothing stands in for it."""
    return not os.environ.get("AIMARKET_NOW")


def moment(text: str) -> datetime:
    """Read an ISO 8601 time; without a zone it is UTC, and a date alone means its last microsecond.

    >>> moment("2025-02-01")
    datetime.datetime(2025, 2, 1, 23, 59, 59, 999999, tzinfo=datetime.timezone.utc)
    """
    text = text.strip()
    if len(text) == len("2025-02-01"):
        return datetime.combine(date.fromisoformat(text), time.max, tzinfo=UTC)
    read = datetime.fromisoformat(text)
    try:
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except OverflowError:
        raise ValueError(f"{text!r} lies outside the calendar") from None
