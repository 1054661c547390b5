"""How rows come down to a table: asked for, laid into it, kept in their place when others replace them."""

from collections.abc import Mapping

import polars as pl
from textual.screen import Screen
from textual.widgets import Static

from ..messages import Answered, Failed, Marked, Underway, Wanted
from ..questions import Days, Question, Sources
from ..running import line
from ..sheet import Look
from ..state import State
from ..widgets.frame_table import FrameTable, Key
from ..widgets.picture import LOADING, failed
from .sight import Sight


class Rows(Screen[None]):
    """A screen with a ``FrameTable`` and the lines ``#scrubber``, ``#underway`` and ``#status``.

    ``recalled`` are the rows of the last run, which are shown until those of this one have been read.
    """

    def __init__(
        self, look: Look, state: State | None = None, recalled: Mapping[Question, pl.DataFrame] | None = None
    ) -> None:
        super().__init__()
        self.look, self.sight = look, Sight(look, state or State())
        self._left: dict[str, Key] = {}
        self._recalled = dict(recalled or {})

    @property
    def table(self) -> FrameTable:
        """The table."""
        return self.query_one(FrameTable)

    def on_mount(self) -> None:
        """Show the rows of the last run, and ask for those of now once something is painted."""
        self.table.focus()
        self.recall()
        self.call_after_refresh(self.on_store_changed)

    def recall(self) -> None:
        """Show the rows that the last run showed, if they are at hand, marked as such."""
        sight = self.sight
        if (rows := self._recalled.pop(sight.question, None)) is not None:
            sight.held[sight.question] = rows
            sight.recalled = True
            self.lay()
            sight.held.clear()

    def ask(self) -> None:
        """Show what is held of the tab, and ask for what is not; the old rows stay until new ones come."""
        if self.sight.ready:
            self.lay()
        else:
            if self.sight.shown is None:
                self.table.tell(LOADING)
                self.recall()
            self.post_message(Wanted(self.sight.question, self))
        self.draw_lines()

    def on_answered(self, message: Answered) -> None:
        """Take rows, and show them if they are still wanted."""
        if isinstance(message.answer, list):
            self.sight.days = message.answer
        elif isinstance(message.answer, pl.DataFrame):
            self.sight.held[message.question] = message.answer
            self._recalled.pop(message.question, None)
            if message.question == self.sight.question:
                self.sight.trouble, self.sight.recalled = "", False
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

    def on_underway(self, message: Underway) -> None:
        """Show how far the sources are that are being asked."""
        self.sight.running.update(message.running)
        told = self.query_one("#underway", Static)
        told.display = not message.over
        told.update(line(message.running, self.look.charset))
        if self.sight.ready and isinstance(self.sight.question, Sources):
            self.lay()

    def lay(self) -> None:
        """Lay the wanted rows into the table."""
        sight, table = self.sight, self.table
        whole = sight.whole()
        sight.shown = sight.question
        table.fill(
            sight.rows(), sight.columns(whole), basis=whole, empty=sight.tab.nothing(sight.typed, sight.published)
        )
        if (left := self._left.pop(sight.name, None)) is not None:
            table.point(table.place_of(left, table.cursor))
        self.mark_again()
        self.draw_lines()

    def mark_again(self) -> None:
        """Mark the figures that were marked in the last run, or before another tab took the table."""
        missing, known = [mark for mark in self.sight.state.marks if mark not in self.table.marks], self.sight.known()
        if not missing or self.sight.tab.group is None or known.is_empty():
            return
        wanted = pl.DataFrame(missing, schema={"entity": pl.String, "metric": pl.String}, orient="row")
        for row in known.join(wanted, on=["entity", "metric"], how="semi").to_dicts():
            self.table.marks[(row["entity"], row["metric"])] = row
        self.table.refresh()

    def on_marked(self, message: Marked) -> None:
        """Remember a mark or forget it; those of figures that are not there on the day that is shown stay."""
        if self.sight.tab.group is None:
            return
        entity, metric = map(str, message.key)
        others = [mark for mark in self.sight.state.marks if mark != (entity, metric)]
        self.sight.state.marks = [*others, (entity, metric)] if message.key in self.table.marks else others

    def on_fitted(self) -> None:
        """Say again how many columns have no room."""
        self.draw_lines()

    def draw_lines(self) -> None:
        """Write the scrubber and the status."""
        scrubber = self.query_one("#scrubber", Static)
        scrubber.display = self.sight.published is not None and self.sight.travels
        scrubber.update(self.sight.scrubber())
        frame = self.table.frame
        table = self.table
        status = self.sight.status(0 if frame is None else frame.height, len(table.marks), table.hidden)
        self.query_one("#status", Static).update(status)
