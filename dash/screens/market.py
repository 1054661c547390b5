"""The first screen: figures by group in a table, and beside it what is behind the one under the cursor."""

from datetime import date
from typing import ClassVar

import polars as pl
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.screen import Screen
from textual.widgets import Footer, Input, Static

from metrics.citations import citation

from .. import sifting
from .. import story as drawn
from ..messages import (
    Answered,
    Browse,
    Chosen,
    Copy,
    Failed,
    Headed,
    Pointed,
    Save,
    Tabbed,
    Wanted,
)  # fmt: skip
from ..questions import Days
from ..sheet import Look
from ..text import foreign
from ..widgets.filter_line import FilterLine
from ..widgets.frame_table import FrameTable, Key
from ..widgets.picture import LOADING, failed
from ..widgets.preview import Preview
from ..widgets.tab_bar import TabBar
from .choice import Choice
from .compare import Compare
from .figure import Figure
from .prompt import Prompt
from .sight import Sight
from .tabs import TABS


class Market(Screen[None]):
    """Tabs, table, preview; everything on it follows the day that is travelled to."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (70, "-narrow"), (130, "-wide")]  # noqa: RUF012 typed by Screen
    VERTICAL_BREAKPOINTS = [(0, "-low"), (22, "-high")]  # noqa: RUF012 likewise
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "filter", id="filter"),
        Binding("s", "sort", "sort", id="sort"),
        Binding("c", "compare", "compare", id="compare"),
        Binding("o", "open", "open", id="open"),
        Binding("y", "copy", "copy", id="copy"),
        Binding("e", "export", "export", show=False, id="export"),
        Binding("left_square_bracket", "travel('earlier')", "a day earlier", show=False, id="earlier"),
        Binding("right_square_bracket", "travel('later')", "a day later", show=False, id="later"),
        Binding("left_curly_bracket", "travel('month_earlier')", "a month earlier", show=False, id="month_earlier"),
        Binding("right_curly_bracket", "travel('month_later')", "a month later", show=False, id="month_later"),
        Binding("t", "day", "go to a day", show=False, id="day"),
        Binding("left,h", "tab(-1)", "tab before", show=False, id="tab_before"),
        Binding("right,l", "tab(1)", "next tab", show=False, id="tab_after"),
        Binding("p", "preview", "show or hide the preview", show=False, id="preview"),
        Binding("escape", "back", "leave the filter", show=False, id="back"),
    ]

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look, self.sight = look, Sight(look)
        self._left: dict[str, Key] = {}

    def compose(self) -> ComposeResult:
        """Lay out tabs, scrubber, table, preview, status, filter and keys."""
        yield TabBar({name: tab.title for name, tab in TABS.items()}, id="tabs")
        yield Static("", id="scrubber", markup=False)
        with Container(id="body"):
            yield FrameTable(self.look, self.sight.tab.keys, id="table")
            yield Preview(self.look, id="preview")
        yield Static("", id="status", markup=False)
        yield FilterLine(id="filter")
        yield Footer(compact=True, show_command_palette=False)

    @property
    def table(self) -> FrameTable:
        """The table."""
        return self.query_one(FrameTable)

    def on_mount(self) -> None:
        """Ask for the first rows, once the picture of a store being read is painted."""
        self.table.focus()
        self.call_after_refresh(self.on_store_changed)

    # Frames come down.

    def ask(self) -> None:
        """Show what is held of the tab, and ask for what is not; the old rows stay until new ones come."""
        if self.sight.ready:
            self.lay()
        else:
            if self.sight.shown is None:
                self.table.tell(LOADING)
            self.post_message(Wanted(self.sight.question, self))
        self.draw_lines()

    def on_answered(self, message: Answered) -> None:
        """Take rows, and show them if they are still wanted."""
        if isinstance(message.answer, list):
            self.sight.days = message.answer
        elif isinstance(message.answer, pl.DataFrame):
            self.sight.held[message.question] = message.answer
            if message.question == self.sight.question:
                self.sight.trouble = ""
                self.lay()

    def on_failed(self, message: Failed) -> None:
        """Show the failure in place of rows, or beside the old ones where there are any."""
        if message.question != self.sight.question:
            return
        again = self.sight.shown is not None
        if not again:
            self.table.tell(failed(message.reason))
        self.sight.fail(message.reason, again=again)
        self.draw_lines()

    def on_store_changed(self) -> None:
        """Ask (again) for what is shown; nothing moves."""
        self.sight.held.clear()
        self.ask()
        self.post_message(Wanted(Days(), self))

    def lay(self) -> None:
        """Lay the wanted rows into the table."""
        sight, table = self.sight, self.table
        whole = sight.whole()
        sight.shown = sight.question
        table.fill(sight.rows(), sight.tab.columns(whole, self.look), basis=whole,
                   empty=sight.tab.nothing(sight.typed, sight.published))  # fmt: skip
        if (left := self._left.pop(sight.tab.title, None)) is not None:
            table.point(table.place_of(left, table.cursor))
        self.draw_lines()

    def draw_lines(self) -> None:
        """Write the scrubber and the status."""
        scrubber = self.query_one("#scrubber", Static)
        scrubber.display = self.sight.published is not None
        scrubber.update(self.sight.scrubber())
        frame = self.table.frame
        status = self.sight.status(0 if frame is None else frame.height, len(self.table.marks))
        self.query_one("#status", Static).update(status)

    # What the parts say.

    def on_pointed(self, message: Pointed) -> None:
        """Show what is behind the row."""
        self.query_one(Preview).point(message.row, self.sight.behind(message.row))
        self.draw_lines()

    def on_chosen(self, message: Chosen) -> None:
        """Open the full view of a figure."""
        if "metric" in message.row:
            self.app.push_screen(Figure(message.row, self.sight.published, self.look))

    def on_headed(self, message: Headed) -> None:
        """Sort by the clicked column."""
        self.sort_by(message.header)

    def on_tabbed(self, message: Tabbed) -> None:
        """Change to another tab, and leave the cursor of this one where it is."""
        table, sight = self.table, self.sight
        if table.key is not None:
            self._left.setdefault(sight.tab.title, table.key)
        sight.tab, sight.shown, sight.trouble = TABS[message.name], None, ""
        self.query_one(TabBar).chosen = message.name
        self.set_class(sight.tab.group is None, "-plain")
        table.turn_to(sight.tab.keys)
        self.ask()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while one types."""
        self.sight.typed = event.value
        if self.sight.ready:
            self.lay()

    def on_input_submitted(self) -> None:
        """Keep the filter and return to the table."""
        self.query_one(FilterLine).display = False
        self.table.focus()

    # What the keys do.

    def action_filter(self) -> None:
        """Open the line of the filter."""
        self.query_one(FilterLine).open(self.sight.typed)

    def action_back(self) -> None:
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
            chosen = self.sight.order.get(self.sight.tab.title, (None, False))[0]
            self.app.push_screen(Choice("Sort by (again to turn it round):", names, chosen), self.sort_by)

    def sort_by(self, header: str | None) -> None:
        """Sort by a column; by the same again, the other way."""
        frame = self.table.frame
        if header is not None and frame is not None and sifting.sortable(header, frame):
            self.sight.sort_by(header)
            self.lay()

    def action_compare(self) -> None:
        """Compare the marked figures, or say what is missing."""
        marked = [row for row in self.table.marks.values() if "metric" in row and "value" in row]
        told = {row["metric"]: row["_metric_label"] for row in marked}
        if len(marked) < 2:  # noqa: PLR2004 two is what a comparison takes
            self.say("mark at least two figures with space, then compare")
        elif len(told) > 1:
            self.say(f"may not be compared, they are of different metrics: {', '.join(map(str, told.values()))}")
        else:
            self.app.push_screen(Compare(marked, self.sight.published, self.look))

    def say(self, words: str) -> None:
        """Tell something that is no success."""
        self.notify(foreign(words, self.look.charset), severity="warning", markup=False)

    def action_open(self) -> None:
        """Open the page of the row in the browser."""
        row, story = self.table.row, self.query_one(Preview).story
        if row is not None:
            self.post_message(Browse(drawn.address(row, story if self.sight.tab.group else None)))

    def action_copy(self) -> None:
        """Copy the citation of the row, or the address where there is nothing to cite."""
        row = self.table.row
        if row is not None and self.sight.tab.group is not None:
            self.post_message(Copy(citation(row), "the citation"))
        elif row is not None:
            self.post_message(
                Copy(str(row.get("url") or row.get("name")), "the address" if row.get("url") else "the name")
            )

    def action_export(self) -> None:
        """Ask for a file, and have the rows that are shown written there."""
        frame = self.table.frame
        name = f"aimarket-{self.sight.tab.title.lower().replace(' ', '-')}.csv"

        def write(typed: str | None) -> None:
            if typed and frame is not None:
                self.post_message(Save(frame, typed))

        self.app.push_screen(Prompt("Export these rows to (.csv .json .ndjson .md):", name), write)

    def action_travel(self, step: str) -> None:
        """Step through published time."""
        self.travel_to(self.sight.step(step))

    def action_day(self) -> None:
        """Ask for a day to go to."""

        def go(typed: str | None) -> None:
            try:
                day = date.fromisoformat(typed) if typed else None
            except ValueError:
                self.say(f"{typed} is no day: write YYYY-MM-DD")
            else:
                self.travel_to(day if day is None or day < self.look.today else None)

        self.app.push_screen(
            Prompt("Show what was published by (YYYY-MM-DD, empty for now):", str(self.sight.published or "")), go
        )

    def travel_to(self, day: date | None) -> None:
        """Show what was published by a day, or what is known now."""
        if day != self.sight.published:
            self.sight.published = day
            self.ask()

    def action_tab(self, by: int) -> None:
        """Go to the tab beside."""
        self.query_one(TabBar).step(by)

    def action_preview(self) -> None:
        """Show or hide what stands beside the table."""
        self.toggle_class("-alone")

    def jump(self, entity: str, metric: str, group: str) -> None:
        """Go to a figure, whatever tab it is in."""
        self.action_back()
        self._left[TABS[group].title] = (entity, metric)
        self.on_tabbed(Tabbed(group))
