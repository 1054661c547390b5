"""Which figures make one line of a chart, and what the line is called: by what tells it from its sisters."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from metrics.vocabulary import MetricKind

from . import cells
from .charts import Line
from .sheet import Look, Row
from .text import foreign, glyphs, status

Key = tuple[Any, Any]


def key(row: Row) -> Key:
    """Name the line that a figure belongs to."""
    return row.get("entity"), row.get("series")


def places(rows: Sequence[Row]) -> dict[Key, int]:
    """Number the lines of figures in the order in which they come."""
    return {name: index for index, name in enumerate(dict.fromkeys(map(key, rows)))}


def lines(rows: Sequence[Row], look: Look, *, alone: bool,
          marks: Mapping[Key, int] | None = None) -> tuple[list[Line], dict[Key, int]]:  # fmt: skip
    """Make one line of each series, and say which is which; ``alone``: there is only one entity.

    A line is called by its entity and, where that has several, by what they differ in: origin, part covered, basis,
    span, promise. ``marks`` are the places of lines in what else is shown, so that one mark is one series.
    """
    series: dict[Key, list[Row]] = {}
    for row in rows:
        series.setdefault(key(row), []).append(row)
    drawn = []
    for name, points in series.items():
        sisters = [other[0] for (owner, _), other in series.items() if owner == name[0]]
        told = _apart(points[0], sisters, look) if len(sisters) > 1 or alone else ""
        named = "" if alone else cells.name(points[0], look).plain
        label = f"{named} ({told})" if named and told else named or told
        drawn.append(replace(_line(label, points), of=cells.name(points[0], look).plain, place=(marks or {}).get(name)))
    return drawn, {name: index for index, name in enumerate(series)}


def _apart(row: Row, sisters: Sequence[Row], look: Look) -> str:
    """Write what tells a series from its sisters; the origin if nothing does."""
    each = [_traits(sister, look) for sister in sisters]
    own = _traits(row, look)
    differing = [part for index, part in enumerate(own) if len({traits[index] for traits in each}) > 1 and part]
    return f" {glyphs(look.charset).dot} ".join(differing) or own[0]


def _traits(row: Row, look: Look) -> list[str]:
    basis, span = (row.get(name) for name in ("basis", "span"))
    promise = status("F") if row.get("status") == "F" else ""
    return [
        foreign(row.get("origin"), look.charset) or "origin not stated",
        cells.scope(row, look),
        "" if basis in {None, "unstated"} else foreign(basis, look.charset),
        "" if span in {None, "unstated"} else foreign(span, look.charset),
        promise,
    ]


def when(row: Row) -> date | None:
    """Say where on the axis of dates a figure stands."""
    return row.get("end") or row.get("start") or row.get("stated_on")


def _line(label: str, points: Sequence[Row]) -> Line:
    known = [(told, row) for told, row in ((when(row), row) for row in points) if told]
    return Line(
        label,
        [told for told, _ in known],
        [row.get("value") for _, row in known],
        [row.get("status") in {"E", "F"} for _, row in known],
        loose=[not (row.get("end") or row.get("start")) for _, row in known],
        stepped=points[0].get("_kind") == MetricKind.PRICE,  # a list price holds until it is changed
    )
