"""The keys of the screen that is open, made from its bindings; nothing here is kept by hand."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.console import Group
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from ..card import legend
from ..sheet import Look
from ..widgets.page import Page

KeyLine = tuple[str, str]
"""The keys of one action as they are written on a keyboard, and what it does."""

_TWO_COLUMNS = 90
"""Columns of the terminal from which on the keys stand in two columns."""


def side_by_side(lines: Sequence[Text]) -> Table:
    """Lay lines into two columns, the left one first."""
    half = (len(lines) + 1) // 2
    grid = Table.grid(padding=(0, 3))
    for at in range(half):
        grid.add_row(*lines[at::half])
    return grid


class Help(ModalScreen[None]):
    """Lists keys, then how a line of the table is read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back", id="back"),
        Binding("question_mark", "dismiss(None)", "back", show=False, id="help"),
    ]

    def __init__(self, keys: Iterable[KeyLine], look: Look) -> None:
        super().__init__()
        self._keys, self._look = list(keys), look

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        with Vertical(classes="dialog tall"):
            yield Page(self._look, id="help")

    def on_mount(self) -> None:
        """Write the keys."""
        wide = max((len(key) for key, _ in self._keys), default=0) + 2
        lines = [Text.assemble((f"{key:<{wide}}", "bold"), does) for key, does in self._keys]
        keys = Group(*lines) if self.size.width < _TWO_COLUMNS else side_by_side(lines)
        filter_help = Text("\nThe filter takes words and key:value (country:cn, openness:open, owner:meta, stale:no);\n"
                           "a minus before one turns it round.\n", "dim")  # fmt: skip
        page = self.query_one(Page)
        page.draw(Group(keys, filter_help, legend(self._look.charset)))
        page.focus()
