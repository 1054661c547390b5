"""One figure with all that is behind it, as renderables: beside the table, and as a page of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import polars as pl
from rich.console import Group, RenderableType
from rich.text import Text

from . import cells, tables
from .card import metric_card
from .charts import Line, LineChart
from .echo import echo
from .questions import Comparison, Story
from .sentence import link, nearest, sentence
from .sheet import Look, Row
from .text import foreign, glyphs

_BESIDE, _PAGE = 9, 16
"""Lines of a chart: beside the table, and on its own page."""


def headline(row: Row, look: Look) -> Text:
    """Write what a figure is of, its value, its period, its grade and its witnesses, on as many lines as it takes."""
    named = f"{cells.name(row, look)} {glyphs(look.charset).dot} {cells.label(row, look)}"
    parts = [cells.figure(row, look), cells.when(row, look), Text(foreign(row.get("grade"), look.charset)),
             cells.witnesses(row, look), cells.age(row, look)]  # fmt: skip
    return Text.assemble((named, "bold"), "\n", Text("   ").join(part for part in parts if part.plain))


def glance(row: Row, look: Look) -> RenderableType:
    """Show what the row of the table itself knows, until its story is read."""
    pairs = zip(row.get("_times") or [], row.get("series") or [], strict=False)
    known = [(when, value) for when, value in pairs if when is not None]
    if not known:
        return headline(row, look)
    line = Line("", [when for when, _ in known], [value for _, value in known])
    return Group(headline(row, look), Text(), LineChart([line], row.get("unit"), _BESIDE, look.charset))


def beside(row: Row, story: Story, look: Look) -> RenderableType:
    """Show a figure's sentence, its chart and its echo tree, for the space beside the table."""
    told = story.tellings.to_dicts()
    parts: list[RenderableType] = [headline(row, look), Text()]
    if told:
        parts += [_told(nearest(_own(told, row)), story, look), Text()]
    parts += [*_chart(story.past, look, _BESIDE), Text()]
    return Group(*parts, *_tree(story, look))


def page(row: Row, story: Story, look: Look) -> RenderableType:
    """Show everything: chart with rivals, sentence, echo tree, each telling in its words, the past, the metric's card."""
    told = story.tellings.to_dicts()
    parts: list[RenderableType] = [headline(row, look), Text()]
    parts += [*_chart(story.claimed, look, _PAGE), Text()]
    if told:
        parts += [_title("The sentence"), _told(nearest(_own(told, row)), story, look), Text()]
    parts += [_title("Who says so"), *_tree(story, look), Text()]
    quoted = [each for each in told if each.get("quote")]
    if len(quoted) > 1:
        parts += [_title("In their words"), *(part for each in quoted for part in (_told(each, story, look), Text()))]
    parts += [_title("Over time"), replace(tables.history(story.past, look), picture=None, title=None), Text()]
    if story.metric is not None:
        parts += [_title("What it means"), metric_card(story.metric, look.charset)]
    return Group(*parts)


def comparison(answer: Comparison, look: Look, *, log: bool) -> RenderableType:
    """Show several histories in one chart, what to mind, and the figures below; raises ``Refused`` where log cannot be."""
    notes = [Text(foreign(note, look.charset), "yellow") for note in answer.notes]
    return Group(*notes, *([Text()] if notes else []), tables.compare(answer.frame, look, log=log))


def citation_of(story: Story) -> str | None:
    """Return the citation of the figure's claim."""
    if "_citation" not in story.tellings.columns:
        return None
    told = story.tellings["_citation"].drop_nulls()
    return str(told[0]) if told.len() else None


def _told(telling: Row, story: Story, look: Look) -> Text:
    return sentence(telling, look, story.texts.get(str(telling.get("document"))))


def address(row: Row, story: Story | None) -> str | None:
    """Return the address that opens a figure's page in a browser, at its sentence where that is known."""
    told = _own(story.tellings.to_dicts(), row) if story is not None and not story.tellings.is_empty() else [row]
    telling = nearest(told)
    text = story.texts.get(str(telling.get("document"))) if story is not None else None
    return link({**telling, "url": telling.get("url") or row.get("url")}, text)


def _title(words: str) -> Text:
    return Text(words, "bold underline")


def _own(told: Sequence[Row], row: Row) -> Sequence[Row]:
    """Keep the tellings of the very value that the row shows, if there are any: the sentence must be about it."""
    own = [
        each for each in told if all(each.get(name) == row.get(name) for name in ("value", "start", "end", "origin"))
    ]
    return own or told


def _tree(story: Story, look: Look) -> Iterator[RenderableType]:
    told = story.tellings.to_dicts()
    if told:
        yield echo(told, look, story.claims.to_dicts(), story.findings.to_dicts())


def _chart(frame: pl.DataFrame, look: Look, height: int) -> Iterator[RenderableType]:
    picture = None if frame.is_empty() else tables.history(frame, look).picture
    if isinstance(picture, LineChart):
        yield replace(picture, height=height)
