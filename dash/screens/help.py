"""The keys of the screen that is open, made from its bindings; nothing here is kept by hand."""

from collections.abc import Iterable
from typing import ClassVar

from rich.console import Group
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
        filter_help = Text("\nThe filter takes words and key:value (country:cn, openness:open, owner:meta, stale:no);\n"
                           "a minus before one turns it round.\n", "dim")  # fmt: skip
        page = self.query_one(Page)
        page.draw(Group(*lines, filter_help, legend(self._look.charset)))
        page.focus()
