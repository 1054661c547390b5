"""What is behind the row under the cursor, beside the table: chart, sentence, echo tree, or the runs of a source."""

from typing import Any

import polars as pl
from rich.console import Group, RenderableType
from rich.text import Text
from textual import events
from textual.timer import Timer

from ..headline import glance
from ..messages import Answered, Dragged, Failed, Wanted
from ..questions import Answer, Behind, Ran, Story
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
        self._question: Behind | Ran | None = None
        self._answer: Answer | None = None
        self._timer: Timer | None = None

    def point(self, row: dict[str, Any] | None, question: Behind | Ran | None) -> None:
        """Show another row, and ask for its story when the cursor rests; the same question keeps what is shown."""
        self.row = row
        if self._timer is not None:
            self._timer.stop()
        if row is None or question is None:
            self._question, self.story, self._answer = None, None, None
            self.draw(Text(""))
            return
        if question != self._question or self._answer is None:
            self._question, self.story, self._answer = question, None, None
            self.draw(self._glance(row))
            self.scroll_home(animate=False)
        elif isinstance(question, Ran):
            self.draw(self._whole(row, self._answer))
        self._timer = self.set_timer(_PAUSE_S, self.ask)

    def ask(self) -> None:
        """Ask for the story behind the row, if anybody can see it."""
        if self._question is not None and self.region.area:
            self.post_message(Wanted(self._question, self))

    def on_resize(self) -> None:
        """Ask now that there is room, if nothing was asked when there was none."""
        if self._answer is None:
            self.ask()

    def on_answered(self, message: Answered) -> None:
        """Show the story, if it is still the one that is wanted."""
        if message.question == self._question and self.row is not None:
            self._answer = message.answer
            self.story = message.answer if isinstance(message.answer, Story) else None
            self.draw(self._whole(self.row, message.answer))

    def _glance(self, row: dict[str, Any]) -> RenderableType:
        if not isinstance(self._question, Ran):
            return glance(row, self.look)
        from ..source_card import source_card

        return source_card(row, None, self.look)

    def _whole(self, row: dict[str, Any], answer: Answer) -> RenderableType:
        if isinstance(answer, Story):
            from ..story import beside  # what draws a story is loaded with the first one

            return beside(row, answer, self.look)
        from ..source_card import source_card

        assert isinstance(answer, pl.DataFrame)
        return source_card(row, answer, self.look)

    def on_failed(self, message: Failed) -> None:
        """Say what could not be read, under what is known."""
        if message.question == self._question and self.row is not None:
            reason = Text(f"\n{foreign(message.reason, self.look.charset)}", "bold")
            self.draw(Group(self._glance(self.row), reason))

    # The border can be pulled.

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the border."""
        on_border = event.x == 0 if self.styles.border_left[0] else event.y == 0
        if on_border and event.button == 1:
            self.capture_mouse()
            event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Pull the border."""
        if self.app.mouse_captured is self:
            self.post_message(Dragged(event.screen_x, event.screen_y))

    def on_mouse_up(self) -> None:
        """Let go of the border."""
        self.release_mouse()
