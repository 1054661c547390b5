"""What one does with rows wherever they stand in a table: filter, sort, choose columns, export, travel in time."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from .. import sifting
from ..messages import Headed, Save, Stop
from ..widgets.filter_line import FilterLine
from .choice import Choice
from .column_choice import ColumnChoice
from .prompt import Prompt
from .rows import Rows
from .travelling import Travelling


class Sifted(Rows, Travelling):
    """Rows, and a ``FilterLine`` below them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash", "filter", "filter", id="filter", tooltip="keep the rows that have some words or key:value pairs"
        ),
        Binding("s", "sort", "sort", show=False, id="sort", tooltip="by a column, the same again the other way"),
        Binding("e", "export", "export", show=False, id="export", tooltip="write the rows that are shown to a file"),
        Binding("C", "columns", "columns", show=False, id="columns", tooltip="choose and order the columns"),
        Binding("escape", "back", "leave the filter", show=False, id="back"),
    ]

    def on_headed(self, message: Headed) -> None:
        """Sort by the clicked column."""
        self.sort_by(message.header)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while one types."""
        self.sight.typed = event.value
        if self.sight.ready:
            self.lay()

    def on_input_submitted(self) -> None:
        """Keep the filter and return to the table."""
        self.query_one(FilterLine).display = False
        self.table.focus()

    def action_filter(self) -> None:
        """Open the line of the filter."""
        self.query_one(FilterLine).open(self.sight.typed)

    def action_back(self) -> None:
        """Take the filter away, or stop asking sources."""
        line = self.query_one(FilterLine)
        if not line.display and not line.value:
            self.post_message(Stop())
        self.close_filter()

    def close_filter(self) -> None:
        """Take the filter away."""
        line = self.query_one(FilterLine)
        line.value = ""
        line.display = False
        self.table.focus()

    def action_sort(self) -> None:
        """Ask by which column to sort."""
        frame = self.table.frame
        names = [] if frame is None else [name for name in self.table.headers if sifting.sortable(name, frame)]
        if names:
            chosen = self.sight.order[0]
            self.app.push_screen(Choice("Sort by (again to turn it round):", names, chosen), self.sort_by)

    def sort_by(self, header: str | None) -> None:
        """Sort by a column; by the same again, the other way."""
        frame = self.table.frame
        if header is not None and frame is not None and sifting.sortable(header, frame):
            self.sight.sort_by(header)
            self.lay()

    async def action_export(self) -> None:
        """Ask for a file, and have the rows that are shown written there."""
        frame = self.table.frame
        name = f"aimarket-{self.sight.tab.title.lower().replace(' ', '-')}.csv"

        def write(typed: str | None) -> None:
            if typed and frame is not None:
                self.post_message(Save(frame, typed))

        await self.app.push_screen(Prompt("Export these rows to (.csv .json .ndjson .md):", name), write)

    @property
    def published(self) -> date | None:
        """The day that is shown."""
        return self.sight.published

    @property
    def days(self) -> Sequence[date]:
        """The days on which something was said."""
        return self.sight.days

    def travel_to(self, day: date | None) -> None:
        """Show what was published by a day, or what is known now."""
        if day != self.sight.published:
            self.sight.published = day
            self.ask()

    def action_columns(self) -> None:
        """Ask which columns to show."""
        if self.sight.ready:
            usual = [each.title for each in self.sight.tab.columns(self.sight.whole(), self.look) if each.title]
            self.app.push_screen(
                ColumnChoice(usual, self.sight.state.columns.get(self.sight.name)), self.choose_columns
            )

    def choose_columns(self, headers: Sequence[str] | None) -> None:
        """Show the columns that were chosen; none are the usual ones, ``None`` changes nothing."""
        if headers is not None and self.sight.ready:
            self.sight.choose(headers)
            self.lay()
