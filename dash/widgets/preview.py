"""What is behind the row under the cursor, beside the table: chart, sentence, echo tree."""

from typing import Any

from rich.text import Text
from textual.timer import Timer

from .. import story as drawn
from ..messages import Answered, Failed, Wanted
from ..questions import Behind, Story
from ..sheet import Look
from ..text import foreign
from .page import Page

_PAUSE_S = 0.15
"""How long the cursor must rest before a story is read."""


class Preview(Page):
    """Shows at once what the row knows, and the rest when it has been read; hidden, it asks for nothing."""

    def __init__(self, look: Look, *, id: str | None = None) -> None:  # noqa: A002 textual's name
        super().__init__(look, id=id)
        self.row: dict[str, Any] | None = None
        self.story: Story | None = None
        self._question: Behind | None = None
        self._timer: Timer | None = None

    def point(self, row: dict[str, Any] | None, question: Behind | None) -> None:
        """Show another row, and ask for its story when the cursor rests; the same question keeps what is shown."""
        self.row = row
        if self._timer is not None:
            self._timer.stop()
        if row is None or question is None:
            self._question, self.story = None, None
            self.draw(Text(""))
            return
        if question != self._question or self.story is None:
            self._question, self.story = question, None
            self.draw(drawn.glance(row, self.look))
            self.scroll_home(animate=False)
        self._timer = self.set_timer(_PAUSE_S, self.ask)

    def ask(self) -> None:
        """Ask for the story behind the row, if anybody can see it."""
        if self._question is not None and self.region.area:
            self.post_message(Wanted(self._question, self))

    def on_resize(self) -> None:
        """Ask now that there is room, if nothing was asked when there was none."""
        if self.story is None:
            self.ask()

    def on_answered(self, message: Answered) -> None:
        """Show the story, if it is still the one that is wanted."""
        if message.question == self._question and isinstance(message.answer, Story) and self.row is not None:
            self.story = message.answer
            self.draw(drawn.beside(self.row, self.story, self.look))

    def on_failed(self, message: Failed) -> None:
        """Say what could not be read, under what is known."""
        if message.question == self._question and self.row is not None:
            reason = Text(f"\n{foreign(message.reason, self.look.charset)}", "bold")
            self.draw(Text.assemble(drawn.headline(self.row, self.look), "\n", reason))
