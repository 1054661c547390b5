"""The first screen: figures by group in a table, and beside it what is behind the one under the cursor."""

from collections.abc import Mapping
from typing import Any, ClassVar

import polars as pl
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Static

from metrics.citations import citation

from ..messages import (
    Answered,
    Browse,
    Chosen,
    Collect,
    Copy,
    Dragged,
    Pointed,
    Tabbed,
    Wanted,
)  # fmt: skip
from ..questions import Figures, Names, Question
from ..sheet import Look
from ..state import State
from ..widgets.filter_line import FilterLine
from ..widgets.frame_table import FrameTable
from ..widgets.key_bar import KeyBar
from ..widgets.preview import Preview
from ..widgets.tab_bar import TabBar
from .placing import STEP, dragged, moved, placed, resized
from .sifted import Sifted
from .tabs import TABS


class Market(Sifted):
    """Tabs, table, preview; everything on it follows the day that is travelled to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "compare", "compare", id="compare", tooltip="the marked figures in one chart, or why not"),
        Binding(
            "a", "article", "article", id="article", tooltip="the text that tells the figure, every number in it lit"
        ),
        Binding(
            "m",
            "moved",
            "moved",
            id="moved",
            tooltip="what is new, revised, contested, bent or silently edited since the last look",
        ),
        Binding(
            "O",
            "openness",
            "openness",
            id="openness",
            tooltip="shares of open and closed, by owner and by country, over time",
        ),
        Binding("o", "open", "open", show=False, id="open", tooltip="in the browser, at the sentence"),
        Binding("y", "copy", "copy", show=False, id="copy", tooltip="the citation"),
        Binding("left,h", "tab(-1)", "tab before", show=False, id="tab_before"),
        Binding("right,l", "tab(1)", "next tab", show=False, id="tab_after"),
        Binding("p", "preview", "show or hide the preview", show=False, id="preview"),
        Binding("P", "preview_place", "move the preview", show=False, id="preview_place"),
        Binding("plus", "preview_size(1)", "a larger preview", show=False, id="preview_larger"),
        Binding("minus", "preview_size(-1)", "a smaller preview", show=False, id="preview_smaller"),
        Binding("r", "collect", "ask this source, or all about this figure", show=False, id="collect"),
        Binding("R", "collect_all", "ask all sources that are due", show=False, id="collect_all"),
    ]

    def __init__(
        self, look: Look, state: State | None = None, recalled: Mapping[Question, pl.DataFrame] | None = None
    ) -> None:
        super().__init__(look, state, recalled)
        self.looked = self.sight.state.last_look
        """Up to when what moved had been seen before this run."""
        self.names = pl.DataFrame()
        """What the palette leads to: every entity and metric (the fields of ``names``)."""

    def compose(self) -> ComposeResult:
        """Lay out tabs, scrubber, table, preview, status, filter and keys."""
        yield TabBar({name: tab.title for name, tab in TABS.items()}, id="tabs", chosen=self.sight.name)
        yield Static("", id="scrubber", markup=False)
        with Container(id="body"):
            yield FrameTable(self.look, self.sight.tab.keys, id="table")
            yield Preview(self.look, id="preview")
        underway = Static("", id="underway", markup=False)
        underway.display = False
        yield underway
        yield Static("", id="status", markup=False)
        yield FilterLine(id="filter")
        yield KeyBar()

    def on_resize(self) -> None:
        """Put the preview where there is room for it."""
        self.place_preview()

    def place_preview(self) -> None:
        """Put the preview where it is wanted."""
        state, preview = self.sight.state, self.query_one(Preview)
        self._place = placed(state, *self.size) if self.sight.detailed else "hidden"
        self.set_class(self._place == "right", "-beside")
        self.set_class(self._place == "hidden", "-alone")
        beside, share = self._place == "right", state.shares.get(self._place, 0)
        for part, size in ((preview, share), (self.table, 100 - share)):
            part.styles.width = f"{size}fr" if beside else "1fr"
            part.styles.height = "1fr" if beside else f"{size}fr"

    # What the parts say.

    def on_pointed(self, message: Pointed) -> None:
        """Show what is behind the row."""
        self.query_one(Preview).point(message.row, self.sight.behind(message.row))
        self.draw_lines()

    def on_chosen(self, message: Chosen) -> None:
        """Open the full view of a figure."""
        if "metric" in message.row:
            from .figure import Figure

            self.app.push_screen(Figure(message.row, self.sight.published, self.look))

    def on_tabbed(self, message: Tabbed) -> None:
        """Change to another tab, and leave the cursor of this one where it is."""
        table, sight = self.table, self.sight
        if table.key is not None:
            self._left.setdefault(sight.name, table.key)
        sight.state.tab, sight.shown, sight.trouble, sight.recalled = message.name, None, "", False
        self.query_one(TabBar).chosen = message.name
        self.place_preview()
        table.turn_to(sight.tab.keys)
        self.ask()

    # What the keys do.

    def action_compare(self) -> None:
        """Compare the marked figures, or say what is missing."""
        marked = [row for row in self.table.marks.values() if "metric" in row and "value" in row]
        told = {row["metric"]: row["_metric_label"] for row in marked}
        if len(marked) < 2:  # noqa: PLR2004 two is what a comparison takes
            self.say("mark at least two figures with space, then compare")
        elif len(told) > 1:
            self.say(f"may not be compared, they are of different metrics: {', '.join(map(str, told.values()))}")
        else:
            from .compare import Compare

            self.app.push_screen(Compare(marked, self.sight.published, self.look))

    def action_article(self) -> None:
        """Open the article that tells the figure, if possible one that is archived."""
        from ..story import observation as observed

        row, story = self.table.row, self.query_one(Preview).story
        observation = observed(row, story) if row is not None and self.sight.tab.group else None
        if observation is not None:
            from .article import ArticleScreen

            self.app.push_screen(ArticleScreen(observation, self.sight.published, self.look))
        elif row is not None:
            self.say("no article tells this row: o opens its page, if it has one")

    def action_moved(self) -> None:
        """List what moved since the last look."""
        from .moved import MovedScreen

        self.app.push_screen(MovedScreen(self.look, self.sight.state, self.looked, self.sight.published))

    def action_openness(self) -> None:
        """Show how figures divide by openness, maker or country."""
        from .openness import OpennessScreen

        self.app.push_screen(OpennessScreen(self.look, self.sight.state, self.sight.published))

    def action_open(self) -> None:
        """Open the page of the row in the browser."""
        from ..story import address

        row, story = self.table.row, self.query_one(Preview).story
        if row is not None:
            self.post_message(Browse(address(row, story if self.sight.tab.group else None)))

    def action_copy(self) -> None:
        """Copy the citation of the row, or the address where there is nothing to cite."""
        row = self.table.row
        if row is not None and self.sight.tab.group is not None:
            self.post_message(Copy(citation(row), "the citation"))
        elif row is not None:
            self.post_message(
                Copy(str(row.get("url") or row.get("name")), "the address" if row.get("url") else "the name")
            )

    def action_tab(self, by: int) -> None:
        """Go to the tab beside."""
        self.query_one(TabBar).step(by)

    def action_preview(self) -> None:
        """Show or hide what stands beside the table."""
        self.sight.state.hidden = not self.sight.state.hidden
        self.place_preview()
        if not self.sight.state.hidden and self._place == "hidden":
            self.say("there is no room for the preview here: enter opens the full view")

    def action_preview_place(self) -> None:
        """Move the preview to its next place."""
        told = moved(self.sight.state)
        self.place_preview()
        self.notify(f"the preview stands {told}", markup=False)

    def action_preview_size(self, by: int) -> None:
        """Give the preview more or less room."""
        resized(self.sight.state, self._place, by * STEP)
        self.place_preview()

    def on_dragged(self, message: Dragged) -> None:
        """Give the preview the room up to where its border was pulled."""
        body = self.query_one("#body").region
        beside = self._place == "right"
        dragged(self.sight.state, self._place, (body.right - message.x) / max(1, body.width) if beside
                else (body.bottom - message.y) / max(1, body.height))  # fmt: skip
        self.place_preview()

    def action_collect(self) -> None:
        """Ask the source under the cursor, or every source about the entity under it."""
        row = self.table.row
        if row is not None and "name" in row:
            self.post_message(Collect([row["name"]]))
        elif row is not None and "entity" in row:
            self.post_message(Collect(only=row["entity"]))

    def action_collect_all(self) -> None:
        """Ask all sources that are due."""
        self.post_message(Collect())

    def jump(self, entity: str, metric: str, group: str) -> None:
        """Go to a figure, whatever tab it is in."""
        self.close_filter()
        self._left[group] = (entity, metric)
        self.on_tabbed(Tabbed(group))

    def visit(self, row: Mapping[str, Any]) -> None:
        """Show the figures of an entity, in the first tab that has any, or of a metric; the filter tells which."""
        what = str(row["what"])
        known = self.sight.known()
        mine = known.filter(pl.col(what) == row["id"]) if what in known.columns else known
        groups = (
            [group for group in TABS if group == row["group"] or (what == "entity" and group in mine["_group"])]
            if len(mine)
            else []
        )
        if not groups:
            self.say(f"no figure of {row['name']} is held here: {what} {row['id']}")
            return
        self.close_filter()
        self.on_tabbed(Tabbed(groups[0]))
        self.query_one(FilterLine).value = f"{what}:{row['id']}"

    def on_answered(self, message: Answered) -> None:
        """Ask for the names that the palette leads to, once there are figures, and take them."""
        if isinstance(message.question, Names) and isinstance(message.answer, pl.DataFrame):
            self.names = message.answer
        elif isinstance(message.question, Figures) and self.names.is_empty():
            self.post_message(Wanted(Names(), self))
