"""A table of its own with what is behind its row below it: what the screens of what moved and of openness share."""

from typing import Any, ClassVar

import polars as pl
from rich.console import RenderableType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from ..messages import Pointed
from ..sheet import Look
from ..widgets.filter_line import FilterLine
from ..widgets.frame_table import FrameTable
from ..widgets.key_bar import KeyBar
from ..widgets.page import Page
from .sifted import Sifted
from .sight import Sight


class Listing(Sifted):
    """Rows under a title, and a page that tells of the one under the cursor; escape leads back."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (70, "-narrow"), (130, "-wide")]  # noqa: RUF012 typed by Screen
    VERTICAL_BREAKPOINTS = [(0, "-low"), (22, "-high")]  # noqa: RUF012 likewise
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "back", show=False, id="back")]

    def __init__(self, look: Look, sight: Sight) -> None:
        super().__init__(look, sight.state)
        self.sight = sight

    def compose(self) -> ComposeResult:
        """Lay out title, scrubber, table, page, status, filter and keys."""
        yield Static("", id="title", markup=False)
        yield Static("", id="scrubber", markup=False)
        yield FrameTable(self.look, self.sight.tab.keys, id="table")
        yield Page(self.look, id="behind")
        underway = Static("", id="underway", markup=False)
        underway.display = False
        yield underway
        yield Static("", id="status", markup=False)
        yield FilterLine(id="filter")
        yield KeyBar()

    @property
    def row(self) -> dict[str, Any] | None:
        """The row under the cursor."""
        return self.table.row

    def heading(self, whole: pl.DataFrame | None) -> str:
        """Say what is listed; the rows, once they have been read."""
        raise NotImplementedError

    def told(self, row: dict[str, Any]) -> RenderableType:
        """Tell of a row what is behind it."""
        raise NotImplementedError

    def draw_lines(self) -> None:
        """Write the title, the scrubber and the status."""
        super().draw_lines()
        whole = self.sight.whole() if self.sight.ready else None
        self.query_one("#title", Static).update(self.heading(whole))

    def on_pointed(self, message: Pointed) -> None:
        """Tell of the row under the cursor."""
        page = self.query_one("#behind", Page)
        page.display = message.row is not None
        if message.row is not None:
            page.draw(self.told(message.row))
            page.scroll_home(animate=False)
        self.draw_lines()

    def action_back(self) -> None:
        """Take the filter away; where there is none, leave."""
        line = self.query_one(FilterLine)
        if line.display or line.value:
            self.close_filter()
        else:
            self.app.pop_screen()
