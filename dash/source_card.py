"""What is known of one source: what it is, what it grants and wants told, how far it is, what came of its last runs."""

from collections.abc import Iterator

import polars as pl
from rich.console import Group, RenderableType
from rich.text import Text

from .cells import words
from .sheet import Column, Look, Row, sheet
from .text import foreign

_FACTS = (
    ("address", "base_url"), ("asked every", "every"), ("grants", "_quota"), ("licence", "_licence"),
    ("wants told", "_attribution"),
)  # fmt: skip


def source_card(row: Row, runs: pl.DataFrame | None, look: Look) -> RenderableType:
    """Show a source with its last runs, where they have been read."""
    return Group(*_facts(row, look), *_running(row, look), *_runs(runs, look))


def _facts(row: Row, look: Look) -> Iterator[Text]:
    yield Text(foreign(row["name"], look.charset), "bold")
    if not row.get("enabled"):
        yield Text(f"switched off; aimarket config set sources.{row['name']}.enabled true", "dim")
    for label, field in _FACTS:
        if row.get(field):
            yield Text.assemble((f"{label}: ", "dim"), foreign(str(row[field]), look.charset))


def _running(row: Row, look: Look) -> Iterator[Text]:
    if row.get("_now"):
        yield Text.assemble("\n", ("now: ", "bold"), foreign(row["_now"], look.charset))
    for reason in (row.get("_trouble") or "").splitlines():
        yield Text(f"  {foreign(reason, look.charset)}", "yellow")


def _runs(runs: pl.DataFrame | None, look: Look) -> Iterator[RenderableType]:
    if runs is None:
        return
    yield Text("\nLast runs", "bold underline")
    if runs.is_empty():
        yield Text("it has not been asked yet; r asks it now", "dim")
        return
    yield sheet(runs.to_dicts(), _COLUMNS, look)
    error = runs["error"][0]
    for reason in (error or "").split("; "):
        if reason:
            yield Text(f"  {foreign(reason, look.charset)}", "yellow")


def _ended(row: Row, look: Look) -> Text:
    del look
    return Text(f"{row['ended_at']:%Y-%m-%d %H:%M}")


_COLUMNS = [
    Column("ended", _ended), Column("new", words("added"), right=True),
    Column("confirmed", words("unchanged"), right=True, rank=2), Column("failed", words("failed"), right=True, rank=1),
    Column("requests", words("requests"), right=True, rank=3),
]  # fmt: skip
