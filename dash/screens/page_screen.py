"""What the full view and the comparison share: a page that is read, drawn, copied from, exported and left."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from rich.console import RenderableType
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from .. import travel
from ..messages import Answered, Failed, Save, Wanted
from ..questions import Answer, Behind, Compared, Days
from ..sheet import Look
from ..widgets.key_bar import KeyBar
from ..widgets.page import Page
from ..widgets.picture import LOADING, Picture, failed
from .prompt import Prompt
from .travelling import Travelling


class PageScreen(Travelling):
    """One question, and its answer on one page that scrolls."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.pop_screen", "back", id="back"),
        Binding("e", "export", "export", id="export"),
    ]

    def __init__(self, question: Behind | Compared, title: str, look: Look, file: str) -> None:
        super().__init__()
        self.question, self.look = question, look
        self._heading, self._file = title, file
        self.drawn: RenderableType | None = None
        self._days: list[date] = []

    def compose(self) -> ComposeResult:
        """Lay out the title, the page and the keys."""
        yield Static(Text(self._heading, no_wrap=True, overflow="ellipsis"), id="title")
        yield Static("", id="scrubber", markup=False)
        yield Page(self.look, id="page")
        yield KeyBar()

    def on_mount(self) -> None:
        """Ask."""
        page = self.query_one(Page)
        page.focus()
        page.tell(LOADING)
        self.ask()

    def ask(self) -> None:
        """Ask for what is shown, and for the days that one may step to."""
        scrubber = self.query_one("#scrubber", Static)
        scrubber.display = self.published is not None
        scrubber.update(travel.scrubber(self.published))
        self.post_message(Wanted(self.question, self))
        self.post_message(Wanted(Days(), self))

    def on_answered(self, message: Answered) -> None:
        """Draw the answer."""
        if isinstance(message.answer, list):
            self._days = message.answer
        elif message.question == self.question:
            self.draw(self.picture(message.answer))

    def picture(self, answer: Answer) -> RenderableType:
        """Make the page of an answer."""
        raise NotImplementedError

    def draw(self, what: RenderableType) -> None:
        """Show a page, where the reader was in the last one."""
        self.drawn = what
        self.query_one(Page).draw(what)

    def on_failed(self, message: Failed) -> None:
        """Say why there is no answer; what was drawn before stays."""
        if self.drawn is None:
            self.query_one(Page).tell(self.refusal(message) if message.refused else failed(message.reason))

    def refusal(self, message: Failed) -> Picture:
        """Say what is refused."""
        return failed(message.reason)

    def on_store_changed(self) -> None:
        """Ask again."""
        self.ask()

    @property
    def published(self) -> date | None:
        """The day that is shown."""
        return self.question.published

    @property
    def days(self) -> Sequence[date]:
        """The days on which something was said."""
        return self._days

    def travel_to(self, day: date | None) -> None:
        """Show what was published by a day; what cannot be shown of it takes the place of what is shown now."""
        if day != self.question.published:
            self.question = replace(self.question, published=day)
            self.drawn = None
            self.ask()

    async def action_export(self) -> None:
        """Ask for a file, and have the page written there."""

        def write(typed: str | None) -> None:
            if typed and self.drawn is not None:
                self.post_message(Save(self.drawn, typed))

        await self.app.push_screen(Prompt("Export this page to (.svg or .txt):", self._file), write)
