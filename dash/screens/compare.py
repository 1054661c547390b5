"""Several figures in one chart, or the reason why they may not stand in one."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from rich.console import RenderableType
from textual.binding import Binding, BindingType

from metrics.errors import Refused

from .. import story as drawn
from ..messages import Failed
from ..questions import Answer, Compared, Comparison
from ..sheet import Look
from ..text import foreign
from ..widgets.picture import Picture
from .page_screen import PageScreen


class Compare(PageScreen):
    """The histories of marked figures; ``l`` turns the logarithmic scale on and off."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("l", "log", "log scale", id="log")]

    def __init__(self, rows: Sequence[dict[str, Any]], published: date | None, look: Look) -> None:
        self._answer: Comparison | None = None
        self._log = False
        metric = rows[0]["metric"]
        named = ", ".join(foreign(row.get("entity_name"), look.charset) for row in rows)
        title = f"{foreign(rows[0].get('_metric_label'), look.charset)}: {named}"
        question = Compared(metric, tuple(row["entity"] for row in rows), published)
        super().__init__(question, title, look, f"aimarket-compare-{metric}.svg")

    def picture(self, answer: Answer) -> RenderableType:
        """Make the page."""
        assert isinstance(answer, Comparison)
        self._answer = answer
        return drawn.comparison(answer, self.look, log=self._log)

    def refusal(self, message: Failed) -> Picture:
        """Say what may not be compared, and why."""
        return Picture("≠", "(!)", message.reason, "escape leads back; mark others with space.", "bold")

    def action_log(self) -> None:
        """Change the scale; say so where it cannot be."""
        if self._answer is None:
            return
        self._log = not self._log
        try:
            self.draw(drawn.comparison(self._answer, self.look, log=self._log))
        except Refused as refused:
            self._log = False
            self.notify(str(refused), severity="warning", markup=False)
