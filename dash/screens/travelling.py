"""Keys that step through published time, on every screen that shows figures."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from .. import travel
from ..sheet import Look
from ..text import foreign
from .prompt import Prompt


class Travelling(Screen[None]):
    """A screen that shows what was ``published`` by a day, and knows the ``days`` on which something was said."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left_square_bracket", "travel('earlier')", "a day earlier", show=False, id="earlier"),
        Binding("right_square_bracket", "travel('later')", "a day later", show=False, id="later"),
        Binding("left_curly_bracket", "travel('month_earlier')", "a month earlier", show=False, id="month_earlier"),
        Binding("right_curly_bracket", "travel('month_later')", "a month later", show=False, id="month_later"),
        Binding("t", "day", "go to a day", show=False, id="day", tooltip="show what the public could know on a day"),
    ]

    look: Look

    @property
    def published(self) -> date | None:
        """The day that is shown; ``None`` is now."""
        raise NotImplementedError

    @property
    def days(self) -> Sequence[date]:
        """The days on which something was said, the oldest first."""
        raise NotImplementedError

    def travel_to(self, day: date | None) -> None:
        """Show what was published by a day, or what is known now."""
        raise NotImplementedError

    def say(self, words: str) -> None:
        """Tell something that is no success."""
        self.notify(foreign(words, self.look.charset), severity="warning", markup=False)

    def action_travel(self, step: str) -> None:
        """Step through published time."""
        self.travel_to(travel.step(step, self.days, self.published, self.look.today))

    async def action_day(self) -> None:
        """Ask for a day to go to."""

        def go(typed: str | None) -> None:
            if typed is None:
                return
            day = travel.typed_day(typed) if typed else None
            if day is not None and day > self.look.today:
                self.say(f"{day} is still to come: this is what is known now")
            self.travel_to(day if day is None or day < self.look.today else None)

        asks = "Show what was published by (YYYY-MM-DD, empty for now):"
        shown = str(self.published or "")
        await self.app.push_screen(Prompt(asks, shown, fault=travel.refused, anew=True), go)
