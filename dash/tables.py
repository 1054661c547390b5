"""The views as tables: which columns each has, in which order, and which give way first on a narrow terminal.

Each function takes a frame with the fields of the view as ``--format json`` prints them, in the order of its rows, and
returns a :class:`Sheet`: a rich renderable for a terminal, plain lines for a pipe, a pipe table for Markdown. Columns
whose name begins with ``_`` add what only a screen shows; every one of them may be absent.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

import polars as pl
from rich.text import Text

from metrics.formats import texts

from . import cells, proof
from .charts import LineChart
from .columns import of_figures, of_promises
from .echo import REPLACED, distortions, echo, first, short_id
from .lines import Key, key, lines, when
from .sheet import Column, Look, Row, Sheet, sheet
from .spark import ends, thinned, window
from .text import foreign, glyphs, number

View = Callable[[pl.DataFrame, Look], Sheet]


def show(frame: pl.DataFrame, look: Look, *, group_by: str | None = None) -> Sheet:
    """Lay out the figures, one an entity and metric, in sections by metric or by owner, country or openness.

    Screen columns: ``_times`` (List[Date], as long as ``series``), ``_origin_seen`` (Boolean), ``_owner_name``,
    ``_openness``, ``_country``, ``_metric_label``, ``_precision``, ``_span``, ``_missing`` (String), ``_digits``
    (integer), ``_scope`` (struct of geo, platform, plan), ``_parts`` (integer), ``_before`` (struct of start, end,
    precision).
    """
    stretch = window(ends(frame), look.today)
    rows = thinned(frame, stretch).to_dicts()
    columns = of_figures(stretch)
    headings = _headings(rows, _SECTIONS.get(group_by or "", "metric"), look)
    if headings and group_by is None and not look.full:
        columns.remove(cells.METRIC)
    return sheet(rows, columns, look, headings=headings, notes=[_legend(rows)])


_SECTIONS = {"owner": "_owner_name", "country": "_country", "openness": "_openness"}


def _headings(rows: Sequence[Row], field: str, look: Look) -> dict[int, str]:
    """Find where sections open, if the rows come in sections."""
    starts, at = [], 0
    for shared, group in groupby(rows, key=lambda row: row.get(field)):
        starts.append((at, shared))
        at += len(list(group))
    if len({shared for _, shared in starts}) < len(starts):
        return {}
    write = cells.label if field == "metric" else cells.words(field)
    return {at: write(rows[at], look).plain or "not known" for at, _ in starts}


def _legend(rows: Sequence[Row]) -> str:
    """Explain the letters that are there, and where other parts are told."""
    told = [words for letter, words in cells.FLAGS.items() if any(row.get("status") == letter for row in rows)]
    told += ["+1 other: another part has a value too, see why"] if any(row.get("_parts") for row in rows) else []
    return ", ".join(told)


def history(frame: pl.DataFrame, look: Look, *, log: bool = False, rebase: date | None = None,
            marks: Mapping[Key, int] | None = None) -> Sheet:  # fmt: skip
    """Lay out one entity's figures over time under their chart; each row carries the mark of its line.

    Screen columns: ``_metric_label``, ``_owner_name``, ``_kind`` (String), ``_digits`` (integer), ``_origin_seen``
    (Boolean), ``_scope`` (struct of geo, platform, plan). ``marks`` are those of the lines in what else is shown.
    """
    return _over_time(frame, look, [cells.PERIOD], marks, log=log, rebase=rebase)


def compare(frame: pl.DataFrame, look: Look, *, log: bool = False, rebase: date | None = None) -> Sheet:
    """Lay out several entities' figures over time under one chart; fields and screen columns as in ``history``.

    Raises :class:`Refused` where ``log`` or ``rebase`` cannot be had.
    """
    return _over_time(frame, look, [cells.ENTITY, cells.PERIOD], log=log, rebase=rebase)


def _over_time(frame: pl.DataFrame, look: Look, front: list[Column], marks: Mapping[Key, int] | None = None,
               **scale: Any) -> Sheet:  # fmt: skip
    rows = frame.to_dicts()
    drawn, keys = lines(rows, look, alone=cells.ENTITY not in front, marks=marks)
    chart = LineChart(drawn, _only(rows, "unit"), charset=look.charset, **scale)
    indexed = [Column("index", _index(chart, keys), rank=1, right=True)] if scale.get("rebase") else []
    columns = [*front, cells.VALUE, cells.FLAG, *indexed, cells.GRADE, cells.TELLINGS, replace(cells.RIVALS, rank=6),
               replace(cells.ORIGIN, rank=4), Column("span", _span, rank=8, needs="span"), _PART, _REPLACED, cells.BASIS,
               replace(cells.STATED, rank=9)]  # fmt: skip
    if look.full:
        columns = [cells.ENTITY, *(column for column in columns if column is not cells.ENTITY), cells.URL, cells.QUOTE]
    elif len(marks or drawn) > 1:
        columns.insert(0, Column("line", _mark(chart, keys), most=1))
    return sheet(rows, columns, look, title=_title(rows, look, cells.ENTITY in front),
                 picture=chart if rows else None, notes=[_legend(rows)])  # fmt: skip


def _title(rows: Sequence[Row], look: Look, several: bool) -> Text | None:  # noqa: FBT001
    if not rows:
        return None
    label = cells.label(rows[0], look).plain
    return Text(label if several else f"{cells.name(rows[0], look)} {glyphs(look.charset).dot} {label}", "bold")


def _only(rows: Sequence[Row], field: str) -> Any:
    told = {row.get(field) for row in rows}
    return told.pop() if len(told) == 1 else None


def _mark(chart: LineChart, keys: dict[Key, int]) -> Callable[[Row, Look], Text]:
    def write(row: Row, look: Look) -> Text:
        del look
        index = keys[key(row)]
        return Text(chart.mark(index), chart.color(index))

    return write


def _index(chart: LineChart, keys: dict[Key, int]) -> Callable[[Row, Look], Text]:
    def write(row: Row, look: Look) -> Text:
        index = chart.index(keys[key(row)], when(row), row.get("value"))
        return Text(number(index, charset=look.charset), "" if index is not None else "dim")

    return write


def _part(row: Row, look: Look) -> Text:
    return Text(cells.scope(row, look))


_PART = Column("covers", _part, rank=2, most=32, least=8, filled=True)


def _replaced(row: Row, look: Look) -> Text:
    del look
    return Text(REPLACED if row.get("_superseded") else "", "dim")


_REPLACED = Column("standing", _replaced, rank=3, filled=True)


def _span(row: Row, look: Look) -> Text:
    span = row.get("span")
    return Text("" if span in {None, "unstated"} else foreign(span, look.charset))


def why(frame: pl.DataFrame, look: Look, *, claims: pl.DataFrame | None = None,
        findings: pl.DataFrame | None = None) -> Sheet:  # fmt: skip
    """Draw the echo tree on a terminal; piped, one telling a line. ``claims`` and ``findings``: see ``echo``."""
    rows = frame.to_dicts()
    columns = [
        cells.ENTITY, cells.METRIC, cells.VALUE, cells.PERIOD, cells.COVERS,
        Column("role", cells.words("role")),
        Column("publisher", cells.publisher),
        Column("language", cells.words("_language")),
        cells.ORIGIN,
        Column("bent", _bent),
        Column("findings", cells.words("findings")),
        _REPLACED,
        Column("id", _id, needs="observation"),
        Column("stated", _told), cells.URL, replace(cells.QUOTE, needs=None),
    ]  # fmt: skip
    others = [[] if part is None else part.to_dicts() for part in (claims, findings)]
    return sheet(rows, columns, look, picture=echo(rows, look, *others) if rows else None, alone=True)


def _id(row: Row, look: Look) -> Text:
    return Text(short_id(row, look), "dim")


def _bent(row: Row, look: Look) -> Text:
    sign = f"{glyphs(look.charset).bent} " if row.get("role") == "distorted" else ""
    return Text(sign) + Text(", ").join(distortions(row, look))


def _told(row: Row, look: Look) -> Text:
    return cells.said(row, look).append(first(row))


def promises(frame: pl.DataFrame, look: Look) -> Sheet:
    """Lay out what was announced, when it is due and what came.

    Fields, all optional but the entity: entity, entity_name, metric, promised, comparator, unit, due, stated_on,
    origin, delivered, delivered_on, kept (Boolean), url, _scope (struct), _span.
    """
    return sheet(frame.to_dicts(), of_promises(), look)


def generic(frame: pl.DataFrame, look: Look) -> Sheet:
    """Lay out any frame as it is: every column, numbers in full precision, the first columns longest."""
    columns = [
        Column(foreign(name, look.charset), _raw(name), rank=index, right=dtype.is_numeric(), most=48)
        for index, (name, dtype) in enumerate(frame.schema.items())
        if not name.startswith("_")
    ]
    flat = frame.with_columns(
        pl.col(name).list.join(", ") for name, kind in frame.schema.items() if kind == pl.List(pl.String)
    )
    return sheet(texts(flat).to_dicts(), columns, look)


def _raw(name: str) -> Callable[[Row, Look], Text]:
    def write(row: Row, look: Look) -> Text:
        told = row.get(name)
        return Text(glyphs(look.charset).none, "dim") if told is None else Text(foreign(told, look.charset))

    return write


def check(frame: pl.DataFrame, look: Look) -> Sheet:
    """Lay out a proof-read article, one line a finding; the screen columns are those of ``views.checking``."""
    rows = [*proof.told(frame.to_dicts())]
    return sheet(rows, proof.columns(several=frame["source"].n_unique() > 1), look)


def read(frame: pl.DataFrame, look: Look) -> Sheet:
    """Lay out the figures read in articles, each with its sentence; ``_metric_label`` and ``_digits`` are for the screen."""
    several = frame["source"].n_unique() > 1 if len(frame) else False
    doubtful = "review" in frame["tier"]
    columns = [
        *([Column("source", cells.words("source", "dim"), rank=3, most=24)] if several else []),
        cells.ENTITY, cells.METRIC, cells.VALUE, cells.FLAG, cells.PERIOD, cells.COVERS, replace(cells.ORIGIN, rank=2, least=8),
        *([Column("tier", cells.words("tier"), rank=2)] if doubtful else []),
        replace(cells.QUOTE, rank=1, most=200, least=24, wraps=True),
    ]  # fmt: skip
    return sheet(frame.to_dicts(), columns, look)


def entities(frame: pl.DataFrame, look: Look) -> Sheet:
    """Lay out the catalog's entities: id, name, kind, owner, country, aliases (List[String])."""
    columns = [
        Column("name", cells.words("name"), most=28),
        Column("id", cells.words("id", "cyan"), most=32),
        Column("kind", cells.words("kind"), rank=1),
        Column("owner", cells.words("owner"), rank=2),
        Column("country", cells.words("country"), rank=3),
        Column("aliases", cells.words("aliases", "dim"), rank=4, most=60),
    ]
    return sheet(frame.to_dicts(), columns, look)


def _whole(*names: str) -> View:
    """Lay out a frame of words whose columns all stay: a value is cut, then the widest; a message at the end wraps."""
    columns = [
        Column(name, _raw(name), most=200, least=24 if name == "value" else 0, wraps=name in _MESSAGES)
        for name in names
    ]
    return lambda frame, look: sheet(texts(frame).to_dicts(), columns, look)


_MESSAGES = frozenset({"detail", "message"})

VIEWS: dict[str, View] = {
    "show": show, "history": history, "compare": compare, "why": why, "promises": promises, "check": check, "read": read, "entities": entities,
    "config": _whole("key", "value", "source"), "doctor": _whole("check", "ok", "detail"),
    "problems": _whole("table", "kind", "message"),
}  # fmt: skip
"""The views that have a layout of their own; any other is laid out as it is."""


def lay_out(view: str, frame: pl.DataFrame, look: Look, **options: Any) -> Sheet:
    """Lay out a frame as the view of that name, with the view's own options."""
    return VIEWS.get(view, generic)(frame, look, **options)
