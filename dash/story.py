"""One figure with all that is behind it, as renderables: beside the table, and as a page of its own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

import polars as pl
from rich.console import Group, RenderableType
from rich.text import Text

from metrics.citations import citation

from . import cells, comparable, tables
from .card import metric_card
from .charts import LineChart
from .echo import echo, short_id
from .headline import BESIDE, facts, headline
from .lines import Key, places
from .periods import stated
from .questions import Comparison, Story
from .sentence import link, nearest, sentence
from .sheet import Look, Row
from .text import foreign, glyphs

_OVER_TIME = "Over time"
_PAGE = 16
"""Lines of a chart on its own page."""


def beside(row: Row, story: Story, look: Look) -> RenderableType:
    """Show a figure's sentence, its chart and its echo tree, for the space beside the table."""
    told = story.tellings.to_dicts()
    parts: list[RenderableType] = [headline(row, look), Text()]
    if told:
        parts += [_told(nearest(_own(told, row)), story, look), Text()]
    parts += [*_chart(story.past, look, BESIDE), Text()]
    return Group(*parts, *_tree(story, look, "the full view (enter)"))


def page(row: Row, story: Story, look: Look) -> RenderableType:
    """Show everything but what it is of, which is the title: the chart of all that may be compared, sentence, echo tree, words, revisions, the metric's card."""
    told, claimed = story.tellings.to_dicts(), story.claimed.to_dicts()
    standing = [each for each in claimed if not each.get("_superseded")] or claimed
    telling = next((each for each in told if each.get("observation") == _observed(row)), None)
    reference = _reference(row, telling, standing)
    parts: list[RenderableType] = [facts(row, look), Text()]
    marks = places([reference, *claimed])
    drawn = comparable.may_be_compared(claimed, reference)
    parts += _comparable(story.claimed, drawn, look, marks)
    parts += [] if any(_same(each, row) for each in drawn) else [comparable.astray(row, telling, reference, look)]
    parts += [Text()]
    if told:
        parts += [_title("The sentence"), _told(nearest(_own(told, row)), story, look), Text()]
    parts += [_title("Who says so"), *_tree(story, look, _OVER_TIME), Text()]
    quoted = [each for each in told if each.get("quote")]
    if len(quoted) > 1:
        parts += [_title("In their words"), *(part for each in quoted for part in (_told(each, story, look), Text()))]
    parts += [
        _title(_OVER_TIME),
        replace(tables.history(story.past, look, marks=marks), picture=None, title=None),
        Text(),
    ]
    parts += _section("Revisions", comparable.revisions(claimed, look))
    parts += _section("Series", comparable.series(claimed, reference, look, marks))
    if story.metric is not None:
        parts += [_title("What it means"), metric_card(story.metric, look.charset), Text()]
    return Group(*parts, *_section("Citation", [Text(foreign(cited(row, story), look.charset))]))


def newest(story: Story) -> Row | None:
    """Return the newest figure of a story; ``None`` where there is none yet."""
    return story.past.row(-1, named=True) if story.past.height else None


def again(row: Row, story: Story) -> Row | None:
    """Return what a story now has for the period of a figure, else its newest figure; ``None`` where there is none."""
    same = [each for each in story.past.to_dicts() if all(each.get(name) == row.get(name) for name in ("start", "end"))]
    return _own(same, row)[-1] if same else newest(story)


def nothing(published: date | None, look: Look) -> RenderableType:
    """Say that nothing of a figure was known on a day."""
    return Text(
        f"\n{glyphs(look.charset).none} nothing of this was published by {published}: ] and }} lead back to the present"
    )


def cited(row: Row, story: Story | None) -> str:
    """Cite a figure: as the row itself does where it has its witnesses, else as its claim is cited."""
    known = citation_of(story) if story is not None and row.get("tellings") is None else None
    return known or citation(row)


def _section(title: str, lines: Iterable[Text]) -> list[RenderableType]:
    """Write lines under a title; nothing, where there are none."""
    written = list(lines)
    return [_title(title), *written, Text()] if written else []


def _comparable(frame: pl.DataFrame, kept: Sequence[Row], look: Look,
                marks: Mapping[Key, int]) -> Iterator[RenderableType]:  # fmt: skip
    """Draw the series that may be compared with that of a figure, and say how many may not."""
    names = [row.get("_claim") for row in kept]
    claim = pl.col("_claim") if "_claim" in frame.columns else pl.lit(None, pl.String)
    yield from _chart(frame if len(kept) == len(frame) else frame.filter(claim.is_in(names)), look, _PAGE, marks)
    left = len(comparable.by_series(frame.to_dicts())) - len(comparable.by_series(kept))
    if left:
        yield Text(f"not in this chart: {left} series that may not be compared with it, see Series below", "dim")


def _reference(row: Row, telling: Row | None, standing: Sequence[Row]) -> Row:
    """Return the claim whose series is drawn: that of the figure's own value, else that which it tells of, else the last."""
    own = [each for each in standing if _same(each, row)]
    told_of = [each for each in standing if telling is not None and each.get("_claim") == telling.get("claim")]
    return _own(own or told_of or standing, row)[-1] if standing else row


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


def observation(row: Row, story: Story | None) -> str | None:
    """Return the observation whose article is opened for a figure: one that is archived, if there is one."""
    if story is not None and not story.tellings.is_empty():
        own = _own(story.tellings.to_dicts(), row)
        archived = [each for each in own if str(each.get("document")) in story.texts]
        return str(nearest(archived or own)["observation"])
    return _observed(row)


def _observed(row: Row) -> str | None:
    told = row.get("_observation") or row.get("observation")
    return str(told) if told else None


def documents(row: Row, story: Story | None) -> list[Row]:
    """List the tellings behind a figure, one a document, its own claim's first."""
    rows = story.tellings.to_dicts() if story is not None else []
    own = _own(rows, row) if rows else []
    mine = {id(each) for each in own}
    ordered = [*own, *(each for each in rows if id(each) not in mine)]
    return list({each.get("document"): each for each in reversed(ordered)}.values())[::-1]


def document(row: Row, story: Story | None, look: Look) -> str:
    """Name the document of a telling in one line: who, when, what it says, and whether its text is archived."""
    dot = f" {glyphs(look.charset).dot} "
    archived = story is not None and str(row.get("document")) in story.texts
    kept = "archived" if archived else "quote only" if row.get("quote") else "not archived"
    parts = [cells.publisher(row, look).plain, stated(row),
             foreign(row.get("_language"), look.charset), cells.figure(row, look).plain, kept, short_id(row, look)]  # fmt: skip
    return dot.join(part for part in parts if part)


def _title(words: str) -> Text:
    return Text(words, "bold underline")


def _own(told: Sequence[Row], row: Row) -> Sequence[Row]:
    """Keep the rows of the very value that the row shows, if there are any: the sentence must be about it.

    Of those the ones that name the same origin, if any do: a figure's origin may be written in other words.
    """
    own = [each for each in told if _same(each, row)]
    named = [each for each in own if each.get("origin") == row.get("origin")]
    return named or own or told


def _same(each: Row, row: Row) -> bool:
    """Tell whether two rows say the same value of the same period."""
    return all(each.get(name) == row.get(name) for name in ("value", "start", "end"))


def _tree(story: Story, look: Look, below: str) -> Iterator[RenderableType]:
    told = story.tellings.to_dicts()
    if told:
        yield echo(told, look, story.claims.to_dicts(), story.findings.to_dicts(), below=below)


def _chart(frame: pl.DataFrame, look: Look, height: int,
           marks: Mapping[Key, int] | None = None) -> Iterator[RenderableType]:  # fmt: skip
    picture = None if frame.is_empty() else tables.history(frame, look, marks=marks).picture
    if isinstance(picture, LineChart):
        yield replace(picture, height=height)
