"""Open or closed: how every metric divides, now and over time, by a definition of open that one may change."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import polars as pl
from rich.console import RenderableType
from textual.binding import Binding, BindingType

from .. import divided
from ..messages import Chosen, Copy
from ..questions import Openness, Question
from ..sheet import Column, Look
from ..spark import window
from ..state import State
from .choice import Choice
from .figure import Figure
from .listing import Listing
from .sight import Sight
from .tabs import Tab


@dataclass
class OpennessSight(Sight):
    """A look at how figures divide, ``by`` what, and what counts as open."""

    by: str = "openness"
    definition: str = "permissive"

    @property
    def name(self) -> str:
        """The name under which order and columns are remembered."""
        return "openness"

    @property
    def tab(self) -> Tab:
        """How the rows are asked for and drawn."""
        return Tab("Open or closed", "group", ("metric", "group"), self._asked, _columns)

    def _asked(self, published: date | None) -> Question:
        return Openness(self.by, self.definition, published)


def _columns(frame: pl.DataFrame, look: Look) -> list[Column]:
    bounds = frame.select(first=pl.col("_times").list.min().min(), last=pl.col("_times").list.max().max())
    return divided.columns(window(bounds.rows(), look.today))


class OpennessScreen(Listing):
    """Groups of figures with their shares; the keys change what they are grouped by and what counts as open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "group_by", "group by", id="group_by", tooltip="openness, level, maker or country"),
        Binding(
            "d",
            "definition",
            "what is open",
            id="definition",
            tooltip="open source alone, permissive weights too, any open weights",
        ),
        Binding("y", "copy", "copy", show=False, id="copy"),
    ]

    def __init__(self, look: Look, state: State, published: date | None = None) -> None:
        super().__init__(look, OpennessSight(look, state, published=published))

    @property
    def division(self) -> OpennessSight:
        """What is looked at."""
        assert isinstance(self.sight, OpennessSight)
        return self.sight

    def heading(self, whole: pl.DataFrame | None) -> str:
        """Say by what the figures divide, and what counts as open."""
        del whole
        sight = self.division
        return f"Shares by {divided.GROUPINGS[sight.by]}   open = {divided.IN_SHORT[sight.definition]}"

    def told(self, row: dict[str, Any]) -> RenderableType:
        """Draw the shares of the row's metric over time, and who is in the group."""
        whole = self.sight.whole() if self.sight.ready else self.table.frame
        assert whole is not None
        same = whole.filter(pl.col("metric") == row["metric"]).to_dicts()
        return divided.told(row, same, self.division.definition, self.look)

    def on_chosen(self, message: Chosen) -> None:
        """Ask which of the group's figures to open."""
        members = message.row.get("_members") or []
        names = [f"{place + 1}  {member['entity_name']}" for place, member in enumerate(members)]

        def go(name: str | None) -> None:
            if name is not None:
                row = {**members[names.index(name)], "metric": message.row["metric"]}
                row["_metric_label"] = message.row["_metric_label"]
                self.app.push_screen(Figure(row, self.sight.published, self.look))

        if names:
            self.app.push_screen(Choice("Open the figure of:", names), go)

    def action_group_by(self) -> None:
        """Group by the next thing."""
        names = list(divided.GROUPINGS)
        self.division.by = names[(names.index(self.division.by) + 1) % len(names)]
        self.ask()

    def action_definition(self) -> None:
        """Take the next definition of open."""
        names = list(divided.DEFINITIONS)
        self.division.definition = names[(names.index(self.division.definition) + 1) % len(names)]
        self.ask()

    def action_copy(self) -> None:
        """Copy the share in words, with what counts as open."""
        if (row := self.row) is not None:
            self.post_message(Copy(divided.words(row, self.division.definition), "the share"))
