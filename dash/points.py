"""The points of a line on the scale of its chart: as an index from a day on, or as powers of ten."""

import math
from datetime import date

from metrics.errors import Refused

from .text import foreign

Point = tuple[date, float | None, bool]
"""A day, a value or a gap, and whether it is an estimate."""


def rebased(points: list[Point], base: date) -> tuple[list[Point], float | None]:
    """Set the first value from a day on to 100 and leave out what is before; no points if there is no such value.

    >>> day = date(2025, 1, 1)
    >>> rebased([(date(2024, 1, 1), 5.0, False), (day, 50.0, False), (date(2025, 2, 1), 75.0, True)], day)
    ([(datetime.date(2025, 1, 1), 100.0, False), (datetime.date(2025, 2, 1), 150.0, True)], 50.0)
    """
    kept = [point for point in points if point[0] >= base]
    first = next((told for _, told, _ in kept if told is not None), None)
    if not first:
        return [], None
    return [(when, None if told is None else finite(told / first * 100), hollow) for when, told, hollow in kept], first


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
