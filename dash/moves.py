"""What moved, in words: one kind of movement a row, and what is told beside it."""

from collections.abc import Mapping
from datetime import datetime

import polars as pl
from rich.console import Group, RenderableType
from rich.text import Text

from metrics.vocabulary import Rank

from . import cells
from .periods import day
from .sentence import sentence
from .sheet import Column, Look, Row
from .text import foreign, glyphs

KINDS: Mapping[str, str] = {
    "edited": "its page said another number before, and says so nowhere",
    "bent": "this telling bent its claim",
    "contested": "rivals contest it now, which they did not before",
    "revised": "another value is shown for this period than before",
    "waits": "the reader is unsure of it: it counts once it is ruled preferred",
    "ruled": "a person has ruled on it",
    "new": "a figure of a period that had none",
    "told": "somebody else tells what was known",
}
"""What each kind of movement means, for a reader."""

_GRAVE = frozenset({"edited", "bent", "contested"})


def columns() -> list[Column]:
    """List the columns of what moved."""
    return [
        Column("moved", _kind, most=11),
        cells.ENTITY,
        Column("metric", cells.label, rank=1, most=28, least=10),
        cells.VALUE, cells.FLAG,
        Column("before", _before, rank=2, right=True, needs="before"),
        Column("ruling", _ruling, rank=1, filled=True),
        Column("told by", cells.publisher, rank=2, most=24, least=8),
        Column("period", cells.when, rank=3, most=27),
        cells.ORIGIN,
        Column("more", _more, rank=6, right=True, filled=True),
        Column("stored", cells.date_of("recorded_at"), rank=8),
        Column("note", cells.words("note", "dim"), rank=9, most=80, filled=True),
    ]  # fmt: skip


def _kind(row: Row, look: Look) -> Text:
    kind = str(row.get("kind"))
    sign = f"{glyphs(look.charset).bent} " if kind in _GRAVE else "  "
    return Text(f"{sign}{kind}", "yellow" if kind in _GRAVE else "bold" if kind == "waits" else "")


def _before(row: Row, look: Look) -> Text:
    if row.get("before") is None:
        return Text("")
    return Text(cells.figure({"value": row["before"], "unit": row.get("unit")}, look).plain, "dim")


def _ruling(row: Row, look: Look) -> Text:
    del look
    return Text("" if row.get("rank") == Rank.NORMAL else str(row.get("rank") or ""), "bold")


def _more(row: Row, look: Look) -> Text:
    del look
    return Text(f"+{row['more']:,}" if row.get("more") else "", "dim")


def told(row: Row, look: Look) -> RenderableType:
    """Tell of one movement what it is, in which words it was said, what was found and what was ruled."""
    signs = glyphs(look.charset)
    named = f"{cells.name(row, look)} {signs.dot} {cells.label(row, look)}"
    head = Text("   ").join([Text(named, "bold"), cells.figure(row, look), cells.when(row, look)])
    kind = str(row.get("kind"))
    parts = [head, Text.assemble((kind, "bold"), f": {KINDS.get(kind, '')}")]
    if row.get("before") is not None:
        parts.append(Text(f"before: {_before(row, look).plain}"))
    if row.get("note"):
        parts.append(Text(foreign(row["note"], look.charset)))
    if row.get("more"):
        parts.append(Text(f"and {row['more']:,} more of this entity and metric: enter opens them all", "dim"))
    if row.get("_ruling_reason"):
        word = "normal again" if row.get("rank") == Rank.NORMAL else str(row.get("rank"))
        parts.append(Text(f"ruled {word}: {foreign(row['_ruling_reason'], look.charset)}", "bold"))
    return Group(*parts, Text(), sentence(row, look))


def since(frame: pl.DataFrame, moment: datetime | None, look: Look) -> str:
    """Say since when, and how much of each kind."""
    counts = dict(frame.group_by("kind").len().iter_rows()) if "kind" in frame.columns else {}
    told_of = [f"{counts[kind]:,} {kind}" for kind in KINDS if counts.get(kind)]
    when = f"since {day(moment)} {moment:%H:%M} UTC" if moment else "all there is"
    return f" {glyphs(look.charset).dot} ".join([when, *told_of])
