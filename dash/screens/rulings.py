"""Keys by which a person rules on the observation that is looked at, wherever one is looked at."""

from typing import Any, ClassVar

from textual.binding import Binding
from textual.screen import Screen

from metrics.vocabulary import Rank

from ..messages import Judge
from .prompt import Prompt


class Rulings(Screen[None]):
    """A screen whose ``row`` is an observation; each ruling asks for its reason, and the contrary ruling undoes it."""

    KEYS: ClassVar[tuple[Binding, ...]] = (
        Binding("f", "rule('preferred')", "prefer", id="prefer", tooltip="rule that it counts, and before others"),
        Binding("d", "rule('deprecated')", "deprecate", id="deprecate", tooltip="rule that it counts nowhere"),
        Binding("u", "undo", "undo", id="undo", tooltip="take the last ruling back by the contrary one"),
    )

    @property
    def row(self) -> dict[str, Any] | None:
        """The observation that is looked at."""
        raise NotImplementedError

    async def action_rule(self, rank: str) -> None:
        """Ask for the reason, and rule."""
        row = self.row
        if row is None or not row.get("observation"):
            return

        def rule(reason: str | None) -> None:
            if reason:
                self.post_message(Judge(row["observation"], rank, reason))

        asks = "preferred: it counts, and before others" if rank == Rank.PREFERRED else "deprecated: it counts nowhere"
        await self.app.push_screen(
            Prompt(f"{asks}. Why? (kept with the ruling, for whoever reads it; escape: no ruling)"), rule
        )

    def action_undo(self) -> None:
        """Take the last ruling back, by the contrary one."""
        row = self.row
        if row is not None and row.get("observation"):
            self.post_message(Judge(row["observation"]))
