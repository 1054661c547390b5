"""The full view of one figure: chart with rivals, the sentence, who says so, the past, what the metric means."""

from datetime import date
from typing import Any, ClassVar

from rich.console import RenderableType
from textual.binding import Binding, BindingType

from metrics.citations import citation

from .. import story as drawn
from ..messages import Browse, Copy
from ..questions import Answer, Behind, Story
from ..sheet import Look
from .page_screen import PageScreen


class Figure(PageScreen):
    """Everything behind one row of the table."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "open", "open", id="open"),
        Binding("y", "copy", "copy citation", id="copy"),
    ]

    def __init__(self, row: dict[str, Any], published: date | None, look: Look) -> None:
        self.row = row
        self.story: Story | None = None
        when = f"   as published on {published}" if published else ""
        title = drawn.headline(row, look).plain.partition("\n")[0] + when
        super().__init__(Behind(row["entity"], row["metric"], published), title, look, f"aimarket-{row['metric']}.svg")

    def picture(self, answer: Answer) -> RenderableType:
        """Make the page."""
        assert isinstance(answer, Story)
        self.story = answer
        return drawn.page(self.row, answer, self.look)

    def action_open(self) -> None:
        """Open the page in the browser, at the sentence."""
        self.post_message(Browse(drawn.address(self.row, self.story)))

    def action_copy(self) -> None:
        """Copy the citation."""
        self.post_message(Copy(citation(self.row), "the citation"))
