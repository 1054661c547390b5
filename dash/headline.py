"""What a row of the table knows of its figure, in a few lines and a chart, before anything is read."""

from rich.console import Group, RenderableType
from rich.text import Text

from . import cells
from .charts import Line, LineChart
from .sheet import Look, Row
from .text import foreign, glyphs

BESIDE = 9
"""Lines of a chart beside the table."""


def subject(row: Row, look: Look) -> str:
    """Write what a figure is of."""
    return f"{cells.name(row, look)} {glyphs(look.charset).dot} {cells.label(row, look)}"


def facts(row: Row, look: Look) -> Text:
    """Write a figure's value, its period, its grade, its witnesses and its age on one line."""
    parts = [cells.figure(row, look), cells.when(row, look), Text(foreign(row.get("grade"), look.charset))]
    parts += [cells.witnesses(row, look)] if row.get("tellings") is not None else []
    parts += [cells.age(row, look)] if row.get("age_days") is not None else []
    return Text("   ").join(part for part in parts if part.plain)


def headline(row: Row, look: Look) -> Text:
    """Write what a figure is of, and on the next line its facts."""
    return Text.assemble((subject(row, look), "bold"), "\n", facts(row, look))


def glance(row: Row, look: Look) -> RenderableType:
    """Show what the row of the table itself knows, until its story is read."""
    pairs = zip(row.get("_times") or [], row.get("series") or [], strict=False)
    known = [(when, value) for when, value in pairs if when is not None]
    if not known:
        return headline(row, look)
    line = Line("", [when for when, _ in known], [value for _, value in known])
    return Group(headline(row, look), Text(), LineChart([line], row.get("unit"), BESIDE, look.charset))
