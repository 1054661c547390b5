"""Which columns the figures, promises and sources have, in which order: one list for the printed table and the drawn."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from rich.text import Text

from . import cells
from .periods import day
from .sheet import Column, Look, Row


def of_figures(stretch: tuple[date, date]) -> list[Column]:
    """List the columns of ``show``; the trends of all rows are drawn over one stretch of time."""
    axis = f"trend: {day(stretch[0])} to {day(stretch[1])}, from zero"
    return [
        cells.ENTITY, cells.METRIC,
        Column("owner", cells.words("_owner_name", "dim"), rank=9, most=20, needs="_owner_name"),
        Column("openness", cells.words("_openness", "dim"), rank=11, needs="_openness"),
        cells.VALUE, cells.FLAG, cells.PERIOD, cells.COVERS, cells.CHANGE, cells.SINCE,
        Column("trend", cells.trend(stretch), rank=5, needs="_times", note=axis),
        cells.GRADE, cells.TELLINGS, cells.RIVALS, cells.ORIGIN, cells.AGE,
    ]  # fmt: skip


def chosen(columns: Sequence[Column], headers: Sequence[str] | None) -> list[Column]:
    """Keep the columns with these headers, in their order; the further left, the longer one stays on a narrow terminal.

    A column without a header goes with the one before it. Without headers, or where none is known, all stay.
    """
    kept = [column for header in headers or () for column in _with_followers(columns, header)]
    return [replace(column, rank=rank) for rank, column in enumerate(kept)] if kept else list(columns)


def _with_followers(columns: Sequence[Column], header: str) -> list[Column]:
    found: list[Column] = []
    for column in columns:
        if column.title == header or (found and not column.title):
            found.append(column)
        elif found:
            break
    return found


def of_promises() -> list[Column]:
    """List the columns of ``promises``."""
    return [
        replace(cells.ENTITY, least=9), replace(cells.METRIC, rank=0, least=15),
        Column("promised", _amount("promised"), right=True),
        replace(cells.COVERS, rank=3),
        Column("due", cells.date_of("due"), rank=1),
        Column("came", _amount("delivered"), rank=2, right=True),
        Column("on", cells.date_of("delivered_on"), rank=5, needs="delivered_on"),
        Column("kept", _kept),
        replace(cells.STATED, header="said on", rank=4), cells.ORIGIN, cells.URL,
    ]  # fmt: skip


def of_sources() -> list[Column]:
    """List the columns of the sources as the screen shows them: what ran, what is due, what went wrong."""
    return [
        Column("source", cells.words("name"), most=14),
        Column("now", cells.words("_now", "bold"), rank=1, most=60, least=20, needs="_now"),
        Column("asked", _asked, rank=2),
        Column("last run", _moment("last_run"), rank=1),
        Column("next due", _moment("next_due"), rank=3),
        Column("every", cells.words("every", "dim"), rank=5),
        Column("new", cells.words("records"), rank=2, right=True),
        Column("error", cells.words("error", "yellow"), rank=4, most=60),
    ]


def _amount(field: str) -> Callable[[Row, Look], Text]:
    def write(row: Row, look: Look) -> Text:
        comparator = row.get("comparator" if field == "promised" else "delivered_comparator")
        return cells.figure({"value": row.get(field), "unit": row.get("unit"), "comparator": comparator}, look)

    return write


def _kept(row: Row, look: Look) -> Text:
    kept = row.get("kept")
    if kept is None:
        overdue = row.get("due") is not None and row["due"] < look.today
        return Text("not known" if overdue else "open", "dim")
    return Text("kept", look.up) if kept else Text("not kept", look.down)


def _asked(row: Row, look: Look) -> Text:
    del look
    return Text("yes") if row.get("enabled") else Text("no", "dim")


def _moment(field: str) -> Callable[[Row, Look], Text]:
    def write(row: Row, look: Look) -> Text:
        told = row.get(field)
        if told is None:
            unknown = "never" if field == "last_run" else "now" if row.get("every") else ""
            return Text(unknown, "dim") if row.get("enabled") else Text("")
        return Text(f"{day(told.date())} {told:%H:%M}" if told.date() != look.today else f"today {told:%H:%M}")

    return write
