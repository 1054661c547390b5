"""One of several names to be chosen."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option


class Choice(ModalScreen[str | None]):
    """Asks for one of several names; enter or the mouse gives it, escape gives nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back", id="back"),
        Binding("j", "down", "down", show=False, id="down"),
        Binding("k", "up", "up", show=False, id="up"),
    ]

    def __init__(self, asks: str, names: Sequence[str], chosen: str | None = None) -> None:
        super().__init__()
        self._asks, self._names, self._chosen = asks, list(names), chosen

    def compose(self) -> ComposeResult:
        """Lay out the question and the names."""
        with Vertical(classes="dialog"):
            yield Static(self._asks, markup=False)
            yield OptionList(*(Option(Content(name)) for name in self._names))

    def on_mount(self) -> None:
        """Point at the name that is chosen now."""
        listed = self.query_one(OptionList)
        listed.highlighted = self._names.index(self._chosen) if self._chosen in self._names else 0

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the name."""
        self.dismiss(self._names[event.option_index])

    def action_down(self) -> None:
        """Point at the next name."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """Point at the name before."""
        self.query_one(OptionList).action_cursor_up()
