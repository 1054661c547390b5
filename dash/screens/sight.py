"""What the market screen looks at: which tab, filter, order and day, the rows that come of it, and how it is told."""

from dataclasses import dataclass, field
from datetime import date

import polars as pl
from rich.text import Text

from .. import sifting, travel
from ..lines import when
from ..questions import Behind, Figures, Question
from ..sheet import Look, Row
from ..text import foreign, glyphs
from .tabs import TABS, Tab


@dataclass
class Sight:
    """The state of the screen, without a screen; ``held`` are the answers by their questions."""

    look: Look
    tab: Tab = field(default_factory=lambda: next(iter(TABS.values())))
    typed: str = ""
    published: date | None = None
    order: dict[str, tuple[str, bool]] = field(default_factory=dict)
    days: list[date] = field(default_factory=list)
    trouble: str = ""
    held: dict[Question, pl.DataFrame] = field(default_factory=dict)
    shown: Question | None = None

    @property
    def question(self) -> Question:
        """What has to be asked for this sight."""
        return self.tab.question(self.published)

    @property
    def ready(self) -> bool:
        """Whether the rows are at hand."""
        return self.question in self.held

    @property
    def reading(self) -> bool:
        """Whether what is shown is not yet what is wanted."""
        return self.shown != self.question

    def whole(self) -> pl.DataFrame:
        """Return the rows of the tab, before the filter."""
        return self.tab.rows(self.held[self.question])

    def rows(self) -> pl.DataFrame:
        """Return the rows of the tab that the filter leaves, in their order."""
        header, turned = self.order.get(self.tab.title, (None, False))
        return sifting.arrange(sifting.sift(self.whole(), self.typed), header, turned=turned)

    def known(self) -> pl.DataFrame:
        """Return all figures of the day that is shown, whatever their tab, as far as they have been read."""
        return self.held.get(Figures(self.published), pl.DataFrame())

    def fail(self, reason: str, *, again: bool) -> None:
        """Remember that rows could not be read, for the first time or while older ones are shown."""
        self.trouble = f"could not be read again: {reason.partition(chr(10))[0]}" if again else "nothing could be read"

    def behind(self, row: Row | None) -> Behind | None:
        """Return what to ask for the story of a row; figures only have one."""
        if row is None or self.tab.group is None:
            return None
        return Behind(row["entity"], row["metric"], self.published, when(row))

    def sort_by(self, header: str) -> None:
        """Sort by a column; by the same again, the other way."""
        before, turned = self.order.get(self.tab.title, (None, False))
        self.order[self.tab.title] = (header, not turned if before == header else False)

    def step(self, name: str) -> date | None:
        """Return the day that a step through published time leads to; ``None`` is now."""
        by_days = {"earlier": travel.earlier, "later": travel.later}
        if name in by_days:
            return by_days[name](self.days, self.published, self.look.today)
        by_months = {"month_earlier": travel.month_earlier, "month_later": travel.month_later}
        return by_months[name](self.published, self.look.today)

    def scrubber(self) -> Text:
        """Say which day is shown, and which keys lead elsewhere."""
        reading = "   reading" if self.reading else ""
        keys = "[ ] a day   { } a month   t go to"
        return Text(f"as published on {self.published}{reading}   {keys}", no_wrap=True, overflow="ellipsis")

    def status(self, count: int, marked: int) -> Text:
        """Say how many rows there are, how they are sorted and filtered, and what went wrong."""
        signs = glyphs(self.look.charset)
        whole = self.whole().height if self.ready else count
        noun = self.tab.noun + ("" if whole == 1 else "s")
        parts = [f"{count:,} of {whole:,} {noun}" if count != whole else f"{count:,} {noun}"]
        parts = parts if self.shown is not None else []
        if self.tab.title in self.order:
            header, turned = self.order[self.tab.title]
            parts.append(f"by {header}{', turned round' if turned else ''}")
        parts += [f"filter: {foreign(self.typed, self.look.charset)}"] if self.typed else []
        parts += [f"{marked} marked"] if marked else []
        parts += ["reading"] if self.reading and not self.trouble else []
        line = Text(f" {signs.dot} ".join(parts), "dim", no_wrap=True, overflow="ellipsis")
        if not self.trouble:
            return line
        trouble = Text(f"{signs.bent} {foreign(self.trouble, self.look.charset)}  ", "bold")
        return Text.assemble(trouble, line, no_wrap=True, overflow="ellipsis")
