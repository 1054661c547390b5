"""One line to be typed: a name, a day, a place."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static


class Prompt(ModalScreen[str | None]):
    """Asks for one line; enter gives it, escape gives nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "back", id="back")]

    def __init__(self, asks: str, value: str = "") -> None:
        super().__init__()
        self._asks, self._value = asks, value

    def compose(self) -> ComposeResult:
        """Lay out the question and the line."""
        with Vertical(classes="dialog"):
            yield Static(self._asks, markup=False)
            typed = Input(self._value, select_on_focus=False)
            typed.cursor_blink = False
            yield typed

    def on_mount(self) -> None:
        """Take the keys from now on: whoever opens it waits for this, so that none is lost."""
        self.set_focus(self.query_one(Input))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give what was typed."""
        self.dismiss(event.value.strip() or None)
