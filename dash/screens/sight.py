"""What the market screen looks at: which tab, filter, order and day, the rows that come of it, and how it is told."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl
from rich.text import Text

from .. import sifting
from ..columns import chosen
from ..lines import when
from ..questions import Behind, Figures, Question, Ran, Sources
from ..running import Running, with_running
from ..sheet import Column, Look, Row
from ..state import State
from ..text import foreign, glyphs
from ..travel import scrubber
from .tabs import TABS, Tab


def first_tab(state: State) -> Tab:
    """Return the tab that is shown first for what is remembered."""
    return TABS.get(state.tab, next(iter(TABS.values())))


@dataclass
class Sight:
    """The state of the screen, without a screen; ``held`` are the answers by their questions.

    ``state`` is what of it is remembered from one run to the next; ``recalled`` says that the rows are those of the
    last run, and ``running`` how far each source is that is being asked.
    """

    look: Look
    state: State = field(default_factory=State)
    typed: str = ""
    published: date | None = None
    recalled: bool = False
    running: dict[str, Running] = field(default_factory=dict)
    days: list[date] = field(default_factory=list)
    trouble: str = ""
    held: dict[Question, pl.DataFrame] = field(default_factory=dict)
    shown: Question | None = None

    def __post_init__(self) -> None:
        if self.state.tab not in TABS:
            self.state.tab = next(iter(TABS))

    @property
    def name(self) -> str:
        """The name of the tab."""
        return self.state.tab

    @property
    def tab(self) -> Tab:
        """The tab."""
        return TABS[self.name]

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
        return self.recalled or self.shown != self.question

    def whole(self) -> pl.DataFrame:
        """Return the rows of the tab, before the filter."""
        rows = self.tab.rows(self.held[self.question])
        return with_running(rows, self.running) if isinstance(self.question, Sources) else rows

    def rows(self) -> pl.DataFrame:
        """Return the rows of the tab that the filter leaves, in their order."""
        header, turned = self.order
        return sifting.arrange(sifting.sift(self.whole(), self.typed), header, turned=turned)

    @property
    def order(self) -> tuple[str | None, bool]:
        """The column by which the tab is sorted, if it is, and whether it is turned round."""
        return self.state.sort.get(self.name, (None, False))

    def columns(self, whole: pl.DataFrame) -> list[Column]:
        """Return the columns that were chosen for the tab, in their order."""
        return chosen(self.tab.columns(whole, self.look), self.state.columns.get(self.name))

    def choose(self, headers: Sequence[str] | None) -> None:
        """Show these columns of the tab, in this order; without any, the usual ones."""
        if headers:
            self.state.columns[self.name] = list(headers)
        else:
            self.state.columns.pop(self.name, None)

    def known(self) -> pl.DataFrame:
        """Return all figures of the day that is shown, whatever their tab, as far as they have been read."""
        return self.held.get(Figures(self.published), pl.DataFrame())

    def fail(self, reason: str, *, again: bool) -> None:
        """Remember that rows could not be read, for the first time or while older ones are shown."""
        self.trouble = f"could not be read again: {reason.partition(chr(10))[0]}" if again else "nothing could be read"

    @property
    def detailed(self) -> bool:
        """Whether there is anything to show beside the rows of the tab."""
        return self.tab.group is not None or isinstance(self.question, Sources)

    def behind(self, row: Row | None) -> Behind | Ran | None:
        """Return what to ask for what is behind a row: the story of a figure, the runs of a source."""
        if row is None or not set(self.tab.keys) <= set(row):  # of the tab that was just left
            return None
        if isinstance(self.question, Sources):
            return Ran(row["name"])
        if self.tab.group is None:
            return None
        return Behind(row["entity"], row["metric"], self.published, when(row))

    def sort_by(self, header: str) -> None:
        """Sort by a column; by the same again, the other way."""
        before, turned = self.order
        self.state.sort[self.name] = (header, not turned if before == header else False)

    @property
    def travels(self) -> bool:
        """Whether the rows are those of a day; the sources are as they stand now."""
        return not isinstance(self.question, Sources)

    def scrubber(self) -> Text:
        """Say which day is shown, and which keys lead elsewhere."""
        return scrubber(self.published, reading=self.reading)

    def status(self, count: int, marked: int, hidden: int = 0) -> Text:
        """Say how many rows there are, how many columns have no room, how rows are sorted and filtered, what went wrong."""
        signs = glyphs(self.look.charset)
        whole = self.whole().height if self.ready else count
        noun = self.tab.noun + ("" if whole == 1 else "s")
        parts = [f"{count:,} of {whole:,} {noun}" if count != whole else f"{count:,} {noun}"]
        parts = parts if self.shown is not None else []
        parts += [f"+{hidden} column{'' if hidden == 1 else 's'}: C"] if hidden else []
        header, turned = self.order
        if header is not None:
            parts.append(f"by {header}{', turned round' if turned else ''}")
        parts += [f"filter: {foreign(self.typed, self.look.charset)}"] if self.typed else []
        parts += [f"{marked} marked"] if marked else []
        reading = "last known, loading" if self.recalled else "reading"
        parts += [reading] if self.reading and not self.trouble else []
        line = Text(f" {signs.dot} ".join(parts), "dim", no_wrap=True, overflow="ellipsis")
        if not self.trouble:
            return line
        trouble = Text(f"{signs.bent} {foreign(self.trouble, self.look.charset)}  ", "bold")
        return Text.assemble(trouble, line, no_wrap=True, overflow="ellipsis")
