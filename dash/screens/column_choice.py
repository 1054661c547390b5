"""Which columns a table shows, and in which order."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

_KEYS = "space shows or hides, J and K move, u the usual ones, enter takes them, escape leaves all as it was"


class ColumnChoice(ModalScreen[list[str] | None]):
    """Gives the headers that are to be shown, in their order; an empty list for the usual ones, ``None`` on escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back", id="back"),
        Binding("down,j", "step(1)", "down", show=False, id="down"),
        Binding("up,k", "step(-1)", "up", show=False, id="up"),
        Binding("space", "turn", "show or hide the column", id="mark"),
        Binding("J,shift+down", "move(1)", "column further down", id="column_down"),
        Binding("K,shift+up", "move(-1)", "column further up", id="column_up"),
        Binding("u", "usual", "the usual columns", id="usual_columns"),
    ]

    def __init__(self, usual: Sequence[str], chosen: Sequence[str] | None) -> None:
        super().__init__()
        self._usual = list(usual)
        known = [header for header in chosen or usual if header in self._usual]
        self._shown = set(known)
        self._headers = known + [header for header in self._usual if header not in self._shown]

    def compose(self) -> ComposeResult:
        """Lay out the names and the keys."""
        with Vertical(classes="dialog"):
            yield Static("Columns, from left to right:", markup=False)
            yield OptionList(*self._options())
            yield Static(_KEYS, markup=False, classes="keys")

    def _options(self) -> list[Option]:
        return [Option(Content(f"{'[x]' if header in self._shown else '[ ]'} {header}")) for header in self._headers]

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    def on_mount(self) -> None:
        """Point at the first."""
        self._list.highlighted = 0

    def _draw(self, at: int) -> None:
        self._list.clear_options()
        self._list.add_options(self._options())
        self._list.highlighted = at

    def action_step(self, by: int) -> None:
        """Point at another column."""
        self._list.highlighted = ((self._list.highlighted or 0) + by) % len(self._headers)

    def action_turn(self) -> None:
        """Show the column, or hide it; one stays in any case."""
        at = self._list.highlighted or 0
        self._shown ^= {self._headers[at]}
        self._shown = self._shown or {self._headers[at]}
        self._draw(at)

    def action_move(self, by: int) -> None:
        """Move the column to the left or right."""
        at = self._list.highlighted or 0
        to = min(max(0, at + by), len(self._headers) - 1)
        self._headers.insert(to, self._headers.pop(at))
        self._draw(to)

    def action_usual(self) -> None:
        """Go back to the usual columns."""
        self._headers, self._shown = list(self._usual), set(self._usual)
        self._draw(0)

    def on_option_list_option_selected(self) -> None:
        """Give the columns."""
        chosen = [header for header in self._headers if header in self._shown]
        self.dismiss([] if chosen == self._usual else chosen)
