"""One line to be typed: a name, a day, a place."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static


class Prompt(ModalScreen[str | None]):
    """Asks for one line; enter gives it, empty or not; escape gives ``None``.

    What ``fault`` finds wrong with a line is said below it, and the line stays to be mended. With ``anew`` the first
    letter that is typed replaces what stands there.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "back", id="back")]

    def __init__(
        self, asks: str, value: str = "", *, fault: Callable[[str], str] | None = None, anew: bool = False
    ) -> None:
        super().__init__()
        self._asks, self._value, self._fault, self._anew = asks, value, fault, anew

    def compose(self) -> ComposeResult:
        """Lay out the question and the line."""
        with Vertical(classes="dialog"):
            yield Static(self._asks, markup=False)
            typed = Input(self._value, select_on_focus=self._anew)
            typed.cursor_blink = False
            yield typed
            fault = Static("", id="fault", markup=False)
            fault.display = False
            yield fault

    def on_mount(self) -> None:
        """Take the keys from now on: whoever opens it waits for this, so that none is lost."""
        self.set_focus(self.query_one(Input))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give what was typed, unless something is wrong with it."""
        typed = event.value.strip()
        if typed and self._fault is not None and (why := self._fault(typed)):
            told = self.query_one("#fault", Static)
            told.update(why)
            told.display = True
        else:
            self.dismiss(typed)
