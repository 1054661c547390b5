"""The line in which a filter is typed."""

from textual.widgets import Input

LONGEST = 500
"""Characters that can be typed or pasted: each word costs a pass over the rows."""


class FilterLine(Input):
    """Words and ``key:value``; hidden until it is opened."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 textual's name
        super().__init__(
            placeholder="words, key:value, -not   enter keeps it, escape takes it away",
            id=id,
            select_on_focus=False,
            max_length=LONGEST,
        )
        self.cursor_blink = False
        self.display = False

    def open(self, typed: str) -> None:
        """Show the line with what was typed before."""
        self.display = True
        self.value = typed
        self.cursor_position = len(typed)
        self.screen.set_focus(self)  # at once: the next key is the first letter
