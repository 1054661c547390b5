"""Where the ticks of an axis stand: 1, 2 or 5 times a power of ten for values, whole days, months or years for dates."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from .periods import MONTHS

_TINY = 1e-300
_ROOTS = (1, 2, 5, 10)
_BASELINE = 0.5
_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000, 60000)


@dataclass(frozen=True, slots=True)
class Axis:
    """The range an axis covers and the ticks inside it."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def share(self, value: float) -> float:
        """Say how far up a value stands, from 0 at the bottom to 1 at the top."""
        # Halves, because the span of the largest floats is infinite.
        span = self.high / 2 - self.low / 2
        return min(1.0, max(0.0, (value / 2 - self.low / 2) / span)) if span > 0 else 0.5


def values(low: float, high: float, most: int) -> Axis:
    """Lay an axis around values, from zero unless they all lie far from it.

    >>> values(17e6, 42e6, 5).ticks
    (0.0, 10000000.0, 20000000.0, 30000000.0, 40000000.0, 50000000.0)
    >>> values(99.2, 100, 4).ticks
    (99.2, 99.4, 99.6, 99.8, 100.0)
    """
    if low > 0 and (low < high * _BASELINE or low == high):
        low = 0.0
    elif high < 0 and (high > low * _BASELINE or low == high):
        high = 0.0
    if low == high:
        return Axis(0.0, 1.0, (0.0, 1.0))
    unit = max(10.0 ** math.floor(math.log10(max(abs(low), abs(high)))), _TINY)
    ticks = _ticks(low / unit, high / unit, max(1, most), unit)
    return Axis(min((low, *ticks)), max((high, *ticks)), ticks)


def _ticks(low: float, high: float, most: int, unit: float) -> tuple[float, ...]:
    raw = (high - low) / most
    power = math.floor(math.log10(raw))
    step = next(root for root in (root * 10.0**power for root in _ROOTS) if root >= raw * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    # A step finer than floats can tell apart would give a tick for every one of them.
    indices = range(first, last + 1) if last - first <= most + 2 else (first, last)
    ticks = dict.fromkeys(_rounded(index, step, unit) for index in indices)
    return tuple(tick for tick in ticks if math.isfinite(tick))


def _rounded(index: int, step: float, unit: float) -> float:
    tick = index * step * unit
    return float(f"{tick:.12g}") if math.isfinite(tick) else tick


def logarithms(low: float, high: float, most: int) -> Axis:
    """Lay an axis around values given as powers of ten (log10), from one whole power to another.

    >>> logarithms(6.5, 8.6, 4)
    Axis(low=6.0, high=9.0, ticks=(6.0, 7.0, 8.0, 9.0))
    """
    first, last = math.floor(low), math.ceil(high)
    last = max(last, first + 1)
    step = max(1, math.ceil((last - first) / max(1, most)))
    if last - first == 1 and most > 2:  # noqa: PLR2004 room for 1, 2 and 5 within the one decade
        return Axis(float(first), float(last), tuple(first + math.log10(root) for root in _ROOTS))
    return Axis(float(first), float(last), tuple(float(power) for power in range(first, last + 1, step)))


def labels(ticks: tuple[float, ...], write: Callable[[float], str]) -> list[str]:
    """Write the ticks, with more digits where two would read the same."""
    told = [write(tick) for tick in ticks]
    return told if len(set(told)) == len(told) else [f"{tick:.12g}" for tick in ticks]


def dates(start: date, end: date, most: int) -> list[tuple[date, str]]:
    """Place ticks on whole days, Mondays, months or years, at most as many as asked, each with its label.

    >>> [label for _, label in dates(date(2024, 11, 5), date(2025, 6, 20), 8)]
    ['Dec 2024', '2025', 'Feb', 'Mar', 'Apr', 'May', 'Jun']
    """
    span = (end - start).days + 1
    for days in _DAYS:
        if span <= days * most:
            first = start.toordinal() + (1 - start.toordinal()) % days  # an ordinal of 1 modulo 7 is a Monday
            ticks = [date.fromordinal(ordinal) for ordinal in range(first, end.toordinal() + 1, days)]
            return [(tick, _day(tick, with_year=_turn(ticks, index))) for index, tick in enumerate(ticks)]
    for months in _MONTHS:
        first = -(-(start.year * 12 + start.month - (start.day == 1)) // months)
        last = (end.year * 12 + end.month - 1) // months
        if last - first < most:
            ticks = [date(*_month(index * months)) for index in range(first, last + 1)]
            return [(tick, _months(tick, months, first=index == 0)) for index, tick in enumerate(ticks)]
    return []


def _month(index: int) -> tuple[int, int, int]:
    return index // 12, index % 12 + 1, 1


def _turn(ticks: list[date], index: int) -> bool:
    return index == 0 or ticks[index].year != ticks[index - 1].year


def _day(tick: date, *, with_year: bool) -> str:
    return f"{tick.day} {MONTHS[tick.month - 1]}{f' {tick.year}' if with_year else ''}"


def _months(tick: date, step: int, *, first: bool) -> str:
    if tick.month == 1 or step >= 12:  # noqa: PLR2004 a year
        return str(tick.year)
    return f"{MONTHS[tick.month - 1]}{f' {tick.year}' if first else ''}"
