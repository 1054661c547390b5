"""Rows and columns as lines of text: fitted to a terminal by dropping what matters least, or whole when piped."""

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.measure import Measurement
from rich.text import Text

from metrics.formats import Sink, write_pipe_table

from .text import glyphs

GAP = 2
_LEAST = 4
"""Columns of the terminal that the narrowest cell may be squeezed to."""
_SIGNS = 2
"""Characters up to which a column holds signs, which need no header."""
_ESSENTIAL = 2
"""The last rank for whose columns others are cut rather than that one is dropped."""

Row = Mapping[str, Any]


@dataclass(slots=True)
class Look:
    """How things are shown: the charset, today, the colours of up and down, and whether in full (when piped).

    The parts of a screen share one, so that the day turns for all of them at midnight.
    """

    today: date
    charset: str = "braille"
    up: str = "green"
    down: str = "red"
    full: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """How one column is written. The lower its ``rank``, the longer it stays on a narrow terminal; 0 always stays.

    ``needs`` names the frame's column without which, or without any value in which, it is left out; ``note`` is said
    below the lines where the column is shown. A column one or two characters wide has no header on a terminal. ``least`` is
    the width to which a cell may be cut before a column that matters is dropped; ``filled`` leaves the column out where
    no row has a word in it; ``wraps``, for the last column, continues a long cell below itself.
    """

    header: str
    write: Callable[[Row, Look], Text]
    rank: int = 0
    right: bool = False
    most: int = 40
    needs: str | None = None
    note: str = ""
    least: int = 0
    filled: bool = False
    wraps: bool = False

    @property
    def title(self) -> str:
        """The header as a terminal has room for it."""
        return "" if self.most <= _SIGNS else self.header


@dataclass
class Sheet:
    """Columns and their cells, ready for a terminal (a rich renderable), a pipe or Markdown.

    ``headings`` hold, for the rows that open a section, its heading. ``picture`` stands above the lines on a terminal
    or, if ``alone``, instead of them; ``notes`` stand below.
    """

    columns: Sequence[Column]
    cells: list[list[Text]]
    look: Look
    title: Text | None = None
    headings: Mapping[int, str] = field(default_factory=dict)
    picture: RenderableType | None = None
    alone: bool = False
    notes: Sequence[str] = ()

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Take any width."""
        del console
        return Measurement(1, options.max_width)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw everything into the width of the console."""
        if self.title is not None and not self.alone:
            yield self.title
        if self.picture is not None:
            yield self.picture
            if not self.alone:
                yield Text("")
        if not self.alone:
            yield from self._lines(max(1, options.max_width), console)

    def _lines(self, width: int, console: Console) -> Iterator[Text]:
        widths, shown = self.fitted(width)
        yield self.header(widths, shown)
        for number, row in enumerate(self.cells):
            if number in self.headings:
                if number:
                    yield Text("")
                heading = Text(self.headings[number], "bold", no_wrap=True)
                yield _cut(heading, width, self.look)
            for cells in self._wrapped(row, widths, shown, console):
                yield self.line(cells, widths, shown)
        yield from self._footnotes(shown, width)

    def fitted(self, width: int) -> tuple[list[int], list[int]]:
        """Measure the columns for a width, and choose those that are shown in it."""
        widths = self._widths()
        shown = self._fitting(widths, width)
        for index in shown:
            widths[index] = max(widths[index], len(self.columns[index].title))
        self._squeeze(widths, shown, width)
        return widths, shown

    def header(self, widths: Sequence[int], shown: Sequence[int]) -> Text:
        """Write the titles of the columns."""
        return self.line([Text(column.title, "dim") for column in self.columns], widths, shown)

    def _wrapped(self, row: Sequence[Text], widths: Sequence[int], shown: Sequence[int],
                 console: Console) -> Iterator[Sequence[Text]]:  # fmt: skip
        """Give a row as the lines it takes: several where its last cell wraps."""
        last = shown[-1] if shown else -1
        if not shown or not self.columns[last].wraps or row[last].cell_len <= widths[last]:
            yield row
            return
        for number, part in enumerate(row[last].wrap(console, widths[last])):
            part.rstrip()
            yield [part if index == last else cell if number == 0 else Text() for index, cell in enumerate(row)]

    def _footnotes(self, shown: Sequence[int], width: int) -> Iterator[Text]:
        dropped = [column.header for index, column in enumerate(self.columns) if index not in shown]
        notes = [*self.notes, *(self.columns[index].note for index in shown)]
        notes += [f"no room for: {', '.join(dropped)}"] if dropped else []
        lines = [line for note in notes if note for line in textwrap.wrap(note, width)]
        yield from (Text(line, "dim", no_wrap=True) for line in (["", *lines] if lines else []))

    def _widths(self) -> list[int]:
        """Measure the widest cell of each column, as far as the column may grow."""
        return [
            min(column.most, max([1, *(row[index].cell_len for row in self.cells)]))
            for index, column in enumerate(self.columns)
        ]

    def _fitting(self, widths: Sequence[int], width: int) -> list[int]:
        """Choose the columns that fit; where one that matters does not, cut those that may be cut to make room."""
        whole = self._roomy(widths, width)
        if all(column.rank > _ESSENTIAL or index in whole for index, column in enumerate(self.columns)):
            return whole
        return self._cramped([min(told, self._least(i) or told) for i, told in enumerate(widths)], width)

    def _ranked(self) -> list[int]:
        return sorted(range(len(self.columns)), key=lambda index: (self.columns[index].rank, index))

    def _roomy(self, widths: Sequence[int], width: int) -> list[int]:
        """Choose the columns of rank 0, then by rank until one has no room."""
        room, chosen = width + GAP, []
        for index in self._ranked():
            room -= max(widths[index], len(self.columns[index].title)) + GAP
            if self.columns[index].rank and room < 0:
                break
            chosen.append(index)
        return sorted(chosen)

    def _cramped(self, widths: Sequence[int], width: int) -> list[int]:
        """Choose the columns of rank 0, then whichever of those that matter has room."""
        room, chosen = width + GAP, []
        for index in self._ranked():
            column = self.columns[index]
            wide = max(widths[index], len(column.title)) + GAP
            if column.rank == 0 or (column.rank <= _ESSENTIAL and wide <= room):
                room -= wide
                chosen.append(index)
        return sorted(chosen)

    def _squeeze(self, widths: list[int], shown: Sequence[int], width: int) -> None:
        """Narrow the widest column until the line fits: of those that may be cut, then of those that always stay."""
        while sum(widths[index] + GAP for index in shown) - GAP > width:
            wide = [i for i in shown if self.columns[i].least and widths[i] > self._least(i)]
            widest = max(wide or shown, key=lambda index: (not self.columns[index].right, widths[index]))
            if widths[widest] <= _LEAST:
                widest = max(shown, key=lambda index: widths[index])
            if widths[widest] <= 1:
                return
            widths[widest] -= 1

    def _least(self, index: int) -> int:
        column = self.columns[index]
        return max(column.least, len(column.title)) if column.least else 0

    def line(self, cells: Sequence[Text], widths: Sequence[int], shown: Sequence[int]) -> Text:
        """Write the cells of one row on one line, each cut visibly to its column."""
        line = Text(no_wrap=True, overflow="crop")
        for index in shown:
            cell = _cut(cells[index], widths[index], self.look)
            pad = " " * (widths[index] - cell.cell_len)
            line.append_text(Text(pad) + cell if self.columns[index].right else cell + Text(pad)).append(" " * GAP)
        line.rstrip()
        return line

    def plain(self) -> Iterator[Text]:
        """Write each row on one line, whole, aligned and without header: for a pipe."""
        widths, shown = self._whole()
        for row in self.cells:
            yield self.line(row, widths, shown)

    def lines(self) -> Iterator[str]:
        """Write what :meth:`plain` does, without colour."""
        widths, shown = self._whole()
        for row in self.cells:
            parts = []
            for index in shown:
                text = row[index].plain
                pad = " " * (widths[index] - cell_len(text))
                parts.append(pad + text if self.columns[index].right else text + pad)
            yield (" " * GAP).join(parts).rstrip()

    def _whole(self) -> tuple[list[int], list[int]]:
        """Measure the columns at their full width, leaving out those without a word."""
        widths = [max([0, *(row[index].cell_len for row in self.cells)]) for index in range(len(self.columns))]
        return widths, [index for index, width in enumerate(widths) if width]

    def markdown(self, out: Sink) -> None:
        """Write a pipe table of the same cells."""
        rows = ([cell.plain.strip() for cell in row] for row in self.cells)
        write_pipe_table([c.header for c in self.columns], rows, out, right=[c.right for c in self.columns])


def _cut(text: Text, width: int, look: Look) -> Text:
    """Shorten text to a width, visibly."""
    if text.cell_len <= width:
        return text
    short = text.copy()
    short.truncate(max(0, width - 1), overflow="crop")
    return short.append(glyphs(look.charset).cut)


def sheet(rows: Sequence[Row], columns: Sequence[Column], look: Look, **rest: Any) -> Sheet:
    """Write every cell; a column that has nothing it needs is left out."""
    present = {name for row in rows for name, told in row.items() if told is not None and told != []}
    kept = [column for column in columns if column.needs is None or column.needs in present]
    cells = [[column.write(row, look) for column in kept] for row in rows]
    filled = [i for i, column in enumerate(kept) if not column.filled or any(line[i].plain for line in cells)]
    return Sheet([kept[i] for i in filled], [[line[i] for i in filled] for line in cells], look, **rest)
