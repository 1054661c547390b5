"""How a figure is cited: who made it first, then who told it; the value as it was said; and how far it is known."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

import polars as pl

from .literal import one_line
from .vocabulary import STATUS_WORDS, Precision

_BOUNDS = {">": "more than ", "≥": "at least ", "~": "about ", "<": "less than ", "≤": "at most "}
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_CURRENCY_LENGTH = 3


def citation(row: Mapping[str, Any]) -> str:
    """Cite a figure in one line, its origin first; "quoted by" unless the origin's own document was seen.

    A row has the fields of a figure or of ``show``; of those that only the screen sees, the names may begin with ``_``.

    >>> print(citation({
    ...     "origin": "AICPB", "publisher": "Cegelem", "stated_on": date(2025, 2, 10), "entity_name": "DeepSeek",
    ...     "metric": "daily_active_users", "value": 22_150_000.0, "unit": "users", "start": date(2025, 1, 31),
    ...     "end": date(2025, 1, 31), "precision": "day", "scope": {"geo": None, "platform": "app", "plan": None},
    ...     "status": "E", "tellings": 6, "distorted": 2, "retrieved_at": date(2026, 11, 23)}))
    AICPB, quoted by Cegelem (2025): DeepSeek, 22.15 million daily active users on 31 Jan 2025 (app; estimate). Seen 23 Nov 2026. [1 origin, 6 tellings, 2 distorted]
    """
    name = _get(row, "entity_name") or _get(row, "entity")
    about = "; ".join([*_scope(_get(row, "scope")), *filter(None, [STATUS_WORDS.get(_get(row, "status"))])])
    what = f"{name}, {_quantity(row)}{_period(row)}{f' ({about})' if about else ''}"
    seen = _get(row, "retrieved_at")
    known = f" Seen {_day(seen)}." if seen else ""
    tellings, distorted = int(_get(row, "tellings") or 0), int(_get(row, "distorted") or 0)
    counts = f"1 origin, {tellings} telling{'' if tellings == 1 else 's'}, {distorted} distorted"
    return one_line(f"{_who(row)}: {what}.{known} [{counts}]")


def citations(figures: pl.DataFrame) -> pl.Series:
    """Cite each row of a frame, as ``citation``."""
    return pl.Series("citation", [citation(row) for row in figures.iter_rows(named=True)], pl.String)


def _get(row: Mapping[str, Any], name: str) -> Any:
    return row[name] if row.get(name) is not None else row.get(f"_{name}")


def _who(row: Mapping[str, Any]) -> str:
    origin, publisher = _get(row, "origin"), _get(row, "publisher") or _host(_get(row, "url"))
    said = _get(row, "stated_on")
    year = f" ({said.year})" if said else ""
    if not origin:
        return f"{publisher or 'Unknown source'}{year}"
    if _get(row, "origin_seen") or not publisher or publisher == origin:
        return f"{origin}{year}"
    return f"{origin}, quoted by {publisher}{year}"


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _quantity(row: Mapping[str, Any]) -> str:
    """Write the value with its metric: the label alone says the unit where it ends in it."""
    label = _get(row, "metric_label") or str(_get(row, "metric")).replace("_", " ")
    label = label[:1].lower() + label[1:] if label.split(" ")[0][1:].islower() else label
    unit, value = str(_get(row, "unit") or ""), _get(row, "value")
    if value is None:
        return f"{label}: no value"
    bound, number = _BOUNDS.get(_get(row, "comparator") or "", ""), _number(value)
    if len(unit) == _CURRENCY_LENGTH and unit.isupper():
        return f"{label}: {bound}{unit} {number}"
    if label.endswith(unit):
        return f"{bound}{number} {label}"
    return f"{label}: {bound}{number}{' %' if unit == 'percent' else f' {unit}'}"


def _number(value: float) -> str:
    for scale, word in _SCALES:
        if abs(value) >= scale:
            return f"{value / scale:.12g} {word}"
    return f"{value:,.12g}"


def _scope(scope: Mapping[str, str | None] | None) -> list[str]:
    return [", ".join(part for part in scope.values() if part)] if scope and any(scope.values()) else []


def _period(row: Mapping[str, Any]) -> str:
    start, end = _get(row, "start"), _get(row, "end")
    precision = _get(row, "precision") or Precision.DAY
    if start is None or end is None:
        return f" from {_named(start, precision)}" if start else f" until {_named(end, precision)}" if end else ""
    if start == end:
        return f" on {_day(start)}"
    first, last = _named(start, precision), _named(end, precision)
    if precision == Precision.DAY:
        return f" from {first} to {last}"
    return f" in {last}" if first == last else f" in {first} to {last}"


def _named(day: date, precision: str) -> str:
    names = {
        Precision.YEAR: f"{day.year}",
        Precision.HALF: f"H{1 + (day.month - 1) // 6} {day.year}",
        Precision.QUARTER: f"Q{1 + (day.month - 1) // 3} {day.year}",
        Precision.MONTH: f"{_MONTHS[day.month - 1]} {day.year}",
    }
    return names.get(Precision(precision), _day(day))


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def _day(day: date | datetime) -> str:
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"
