"""A document with every figure in it lit, and what became of the one that is looked at."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from rich.console import Group, RenderableType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from ..became import became
from ..messages import Answered, Browse, Copy, Failed, Looked, Save, Wanted
from ..passages import passages
from ..periods import day, period
from ..questions import Article, Days, InArticle
from ..sentence import link
from ..sheet import Look, Row
from ..text import foreign, glyphs
from ..widgets.key_bar import KeyBar
from ..widgets.page import Page
from ..widgets.passage import Passage
from ..widgets.picture import Picture, empty, failed
from .figure import Figure
from .prompt import Prompt
from .rulings import Rulings
from .travelling import Travelling

_WIDTH = 108
"""Columns of an article that is written to a file."""


class ArticleScreen(Rulings, Travelling):
    """One walks through the figures of a document; each may be ruled on, copied, opened at its sentence."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,n", "step(1)", "next", id="next_figure"),
        Binding("shift+tab,p", "step(-1)", "before", show=False, id="previous_figure"),
        Binding("enter", "full_view", "full view", show=False, id="full_view"),
        Binding("o", "open", "open", id="open", tooltip="in the browser, at the sentence"),
        Binding("y", "copy", "copy", id="copy", tooltip="the sentence"),
        *Rulings.KEYS,
        Binding("e", "export", "export", show=False, id="export"),
        Binding("escape", "app.pop_screen", "back", show=False, id="back"),
    ]

    def __init__(self, observation: str, published: date | None, look: Look) -> None:
        super().__init__()
        self.question, self.look = InArticle(observation, published), look
        self.article: Article | None = None
        self._figures: list[dict[str, Any]] = []
        self._days: list[date] = []
        self._looked_at = observation

    def compose(self) -> ComposeResult:
        """Lay out the title, the article, what became of the figure, and the keys."""
        yield Static("", id="title", markup=False)
        yield Static("", id="scrubber", markup=False)
        yield Passage(self.look, id="article")
        yield Page(self.look, id="became")
        yield KeyBar()

    def on_mount(self) -> None:
        """Ask."""
        self.query_one(Passage).focus()
        self.query_one("#scrubber").display = False
        self.on_store_changed()

    def on_store_changed(self) -> None:
        """Ask (again); the figure that is looked at stays."""
        self.post_message(Wanted(self.question, self))
        self.post_message(Wanted(Days(), self))

    @property
    def published(self) -> date | None:
        """The day that is shown: of the figures, what was made of those that were published by then."""
        return self.question.published

    @property
    def days(self) -> Sequence[date]:
        """The days on which something was said."""
        return self._days

    def travel_to(self, day: date | None) -> None:
        """Show what the figures were on a day."""
        self.question = replace(self.question, published=day)
        self.on_store_changed()

    def on_answered(self, message: Answered) -> None:
        """Show the article, at the figure that was looked at."""
        if isinstance(message.answer, list):
            self._days = message.answer
        if message.question != self.question or not isinstance(message.answer, Article):
            return
        before, self.article = self.article, message.answer
        self._figures = self.article.figures.to_dicts()
        self._write_heading(self.article)
        passage = self.query_one(Passage)
        if before is None or before.text != self.article.text or len(before.figures) != len(self._figures):
            passage.fill(self.article.text, self._figures, _picture(self.article))
        self.look_at(self.place)

    def on_failed(self, message: Failed) -> None:
        """Say why there is no article; what was shown before stays."""
        if self.article is None:
            self.query_one(Passage).tell(failed(message.reason))
        else:
            self.notify(foreign(message.reason, self.look.charset), severity="warning", markup=False)

    @property
    def place(self) -> int:
        """The number of the figure that is looked at."""
        places = [number for number, row in enumerate(self._figures) if row["observation"] == self._looked_at]
        return places[0] if places else 0

    @property
    def row(self) -> dict[str, Any] | None:
        """The figure that is looked at."""
        return self._figures[self.place] if self._figures else None

    def look_at(self, number: int) -> None:
        """Look at a figure."""
        if self._figures:
            self._looked_at = self._figures[number]["observation"]
            self.query_one(Passage).turn_to(number)
            self.query_one("#became", Page).draw(self.told())

    def told(self) -> RenderableType:
        """Tell what became of the figure that is looked at."""
        number = self.place
        return Group(*became(self._figures[number], number, len(self._figures), self.look))

    def _write_heading(self, article: Article) -> None:
        document, dot = article.document, f" {glyphs(self.look.charset).dot} "
        said, title = document.get("published_on"), document.get("title")
        published = period(said, said, document.get("published_precision"), self.look.charset) if said else None
        parts = [title or document.get("publisher") or document.get("url") or "a document without a name",
                 document.get("publisher") if title else None, published,
                 document.get("language"), document.get("url")]  # fmt: skip
        self.query_one("#title", Static).update(
            foreign(dot.join(str(part) for part in parts if part), self.look.charset)
        )
        notes = [_NOTES[article.kept]] if article.kept in _NOTES else []
        notes += [f"as published on {self.question.published}"] if self.question.published else []
        notes += [f"a later version was read on {day(article.newer.date())}"] if article.newer else []
        notes += [f"{article.beyond:,} more figures"] if article.beyond else []
        scrubber = self.query_one("#scrubber", Static)
        scrubber.display = bool(notes)
        scrubber.update(dot.join(notes))

    def on_looked(self, message: Looked) -> None:
        """Look at the figure that was clicked."""
        self.look_at(message.number)

    def action_step(self, by: int) -> None:
        """Go to the next figure or the one before, round the end."""
        if self._figures:
            self.look_at((self.place + by) % len(self._figures))

    def action_full_view(self) -> None:
        """Open the full view of the figure's entity and metric."""
        if (row := self.row) is not None:
            self.app.push_screen(Figure(row, self.question.published, self.look))

    def action_open(self) -> None:
        """Open the page in the browser, at the sentence."""
        row, article = self.row, self.article
        if row is not None and article is not None:
            self.post_message(Browse(_link(row, article)))

    def action_copy(self) -> None:
        """Copy the sentence, or the address where it is not archived."""
        row = self.row
        if row is not None and row.get("quote"):
            self.post_message(Copy(str(row["quote"]), "the quote"))
        elif row is not None and row.get("url"):
            self.post_message(Copy(str(row["url"]), "the address, as the quote is not archived,"))

    async def action_export(self) -> None:
        """Ask for a file, and have the article written there with its figures lit and what became of each."""
        article = self.article
        if article is None:
            return

        def write(typed: str | None) -> None:
            if typed:
                self.post_message(Save(page(article, self._figures, self.look), typed))

        await self.app.push_screen(Prompt("Export this article to (.svg or .txt):", "aimarket-article.svg"), write)


_NOTES = {"quotes": "the text is not archived: these are the sentences that are kept, in order"}


def _link(row: Row, article: Article) -> str | None:
    """Return the address that opens the page at the sentence, its offsets being those of the text that is shown."""
    return link(row, article.text if article.kept == "text" else None)


def _picture(article: Article) -> Picture | None:
    """Say, where nothing of a document is kept, what that means and where it can be read."""
    if article.kept != "nothing":
        return None
    where = article.document.get("url")
    advice = f"o opens it: {where}" if where else "It has no address either."
    methods = {str(told or "").partition("/")[0] for told in _column(article, "method")}
    title, reason = next((words for method, words in _UNKEPT.items() if method in methods), _DATA)
    return empty(title, f"{reason}\n{advice}")


_UNKEPT = {
    "starter": ("quote not archived", "Quotes of the figures that come with the program stay with their authors."),
    "import": ("quote not archived", "A person's file gave the figure without its sentence."),
}  # fmt: skip
_DATA = ("no text, but data", "The figures were read from numbers, not from sentences; where they stood is told below.")
"""What it means that there is no text, by how the figures came to be known."""


def _column(article: Article, name: str) -> list[Any]:
    return article.figures[name].unique().to_list() if name in article.figures.columns else []


def page(article: Article, figures: list[dict[str, Any]], look: Look) -> RenderableType:
    """Draw a whole article: its text with every number lit, then what became of each figure."""
    laid = passages(article.text, figures, look, _WIDTH)
    lines = [laid.drawn(place, None, look.charset) for place in range(len(laid.lines))]
    for line in lines:
        line.end = "\n"
    told: list[RenderableType] = []
    for number, row in enumerate(figures):
        told += [*became(row, number, len(figures), look), ""]
    return Group(*lines, "", *told)
