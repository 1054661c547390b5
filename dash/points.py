"""The points of a line on the scale of its chart: as an index from a day on, or as powers of ten."""

import math
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from metrics.errors import Refused

from .text import foreign

Point = tuple[date, float | None, bool]
"""A day, a value or a gap, and whether it is an estimate."""


class Base(NamedTuple):
    """The value that is 100, and its day."""

    when: date
    value: float


def first_from(points: Iterable[Point], since: date) -> Base | None:
    """Return the first value from a day on; ``None`` if there is none, or it is zero."""
    known = [Base(when, told) for when, told, _ in points if told is not None and when >= since]
    first = min(known, key=lambda base: base.when, default=None)
    return first if first is not None and first.value else None


def rebased(points: list[Point], since: date, base: Base | None) -> list[Point]:
    """Write the values from a day on as an index on a base; no points if there is none.

    >>> day = date(2025, 1, 1)
    >>> rebased([(date(2024, 1, 1), 5.0, False), (day, 50.0, False), (date(2025, 2, 1), 75.0, True)], day, Base(day, 50))
    [(datetime.date(2025, 1, 1), 100.0, False), (datetime.date(2025, 2, 1), 150.0, True)]
    """
    if base is None:
        return []
    return [
        (when, None if told is None else finite(told / base.value * 100), hollow)
        for when, told, hollow in points
        if when >= since
    ]


def finite(told: float) -> float | None:
    """Make what is too large to draw a gap."""
    return told if math.isfinite(told) else None


def logged(points: list[Point], label: str) -> list[Point]:
    """Take the values as powers of ten; raises :class:`Refused` for one that is not positive."""
    for when, told, _ in points:
        if told is not None and told <= 0:
            raise Refused(f"a log scale has no place for {told:g}: {foreign(label)}, {when}. Leave out --log")
    return [(when, None if told is None else math.log10(told), hollow) for when, told, hollow in points]


def power(exponent: float) -> float:
    """Turn a power of ten back into its value."""
    try:
        return float(10.0**exponent)
    except OverflowError:
        return math.inf
