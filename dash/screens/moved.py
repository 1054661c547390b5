"""What moved since the last look, what needs one most first; each may be ruled on, opened and read in its article."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar

import polars as pl
from rich.console import RenderableType
from textual.binding import Binding, BindingType

from metrics.citations import citation

from .. import moves, travel
from ..messages import Answered, Browse, Chosen, Copy
from ..periods import day
from ..questions import Moved as Asked
from ..questions import Question
from ..sentence import link
from ..sheet import Column, Look
from ..state import State
from ..widgets.picture import Picture, empty
from .article import ArticleScreen
from .figure import Figure
from .listing import Listing
from .prompt import Prompt
from .rulings import Rulings
from .sight import Sight
from .tabs import Tab


@dataclass(frozen=True, slots=True)
class _Movements(Tab):
    """The rows of what moved since a moment."""

    since: datetime | None = None

    def nothing(self, typed: str, published: date | None) -> Picture:
        """Say that nothing moved, and how to look further back."""
        if typed or published is not None or self.since is None:
            return Tab.nothing(self, typed, published)
        return empty(f"nothing moved since {day(self.since)} {self.since:%H:%M} UTC", "w looks further back.")


@dataclass
class MovedSight(Sight):
    """A look at what moved since a moment; ``None`` is ever."""

    since: datetime | None = None

    @property
    def name(self) -> str:
        """The name under which order and columns are remembered."""
        return "moved"

    @property
    def tab(self) -> Tab:
        """How the rows are asked for and drawn."""
        return _Movements("Moved", "movement", ("observation",), self._asked, _columns, since=self.since)

    def _asked(self, published: date | None) -> Question:
        return Asked(self.since, published)


def _columns(frame: pl.DataFrame, look: Look) -> list[Column]:
    del frame, look
    return moves.columns()


def _moment(typed: str) -> datetime:
    """Read a moment; raises ``ValueError`` for what is none, ``OverflowError`` for one that UTC has no year for."""
    try:
        read = datetime.fromisoformat(typed)
    except ValueError:
        read = datetime.combine(travel.typed_day(typed), time.min)
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)


class MovedScreen(Listing, Rulings):
    """The rows that moved; seen, they are not news the next time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *Rulings.KEYS,
        Binding("a", "article", "article", id="article", tooltip="the text in which it stands, every number in it lit"),
        Binding("w", "since", "since when", show=False, id="since", tooltip="look further back, or less far"),
        Binding("o", "open", "open", show=False, id="open"),
        Binding("y", "copy", "copy", show=False, id="copy"),
    ]

    def __init__(self, look: Look, state: State, since: datetime | None, published: date | None = None) -> None:
        super().__init__(look, MovedSight(look, state, published=published, since=since))

    @property
    def since(self) -> datetime | None:
        """The moment after which it moved."""
        assert isinstance(self.sight, MovedSight)
        return self.sight.since

    def heading(self, whole: pl.DataFrame | None) -> str:
        """Say since when, and how much of each kind."""
        return f"What moved{'' if self.since else ':'} {moves.since(pl.DataFrame() if whole is None else whole, self.since, self.look)}"

    def told(self, row: dict[str, Any]) -> RenderableType:
        """Tell how it moved, in which words it was said, and what was ruled."""
        return moves.told(row, self.look)

    def on_answered(self, message: Answered) -> None:
        """Remember up to which moment what moved has been seen."""
        if isinstance(message.question, Asked) and isinstance(message.answer, pl.DataFrame):
            state, rows = self.sight.state, message.answer
            seen = [rows[name].max() for name in ("recorded_at", "_ruled_at")]
            state.last_look = max(
                (each for each in (state.last_look, *seen) if isinstance(each, datetime)), default=None
            )

    def on_chosen(self, message: Chosen) -> None:
        """Open the full view of the figure."""
        self.app.push_screen(Figure(message.row, self.sight.published, self.look))

    def action_article(self) -> None:
        """Open the article in which it stands."""
        if (row := self.row) is not None:
            self.app.push_screen(ArticleScreen(row["observation"], self.sight.published, self.look))

    def action_open(self) -> None:
        """Open the page in the browser, at the sentence."""
        if (row := self.row) is not None:
            self.post_message(Browse(link(row)))

    def action_copy(self) -> None:
        """Copy the citation."""
        if (row := self.row) is not None:
            self.post_message(Copy(citation(row), "the citation"))

    async def action_since(self) -> None:
        """Ask since when."""

        def go(typed: str | None) -> None:
            if typed is not None:
                self.look_since(_moment(typed) if typed else None)

        def fault(typed: str) -> str:
            return travel.refused(typed, lambda said: _moment(said).date())

        asks, told = (
            "Show what moved since (YYYY-MM-DD, empty for all there is):",
            str(self.since.date()) if self.since else "",
        )
        await self.app.push_screen(Prompt(asks, told, fault=fault, anew=True), go)

    def look_since(self, since: datetime | None) -> None:
        """Show what moved since another moment."""
        assert isinstance(self.sight, MovedSight)
        if since != self.sight.since:
            self.sight.since = since
            self.ask()
