"""Which tables hold data, and their rows: each cell with the words that head its column."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

_LONGEST_CELL = 400
_MOST_ROWS = 5_000
_WIDEST, _LONGEST_SPAN = 200, 50
_LAYOUT = ("table", "h1", "h2", "article", "form")
_DIGIT = re.compile(r"\d")


@dataclass(slots=True, eq=False)
class Cell:
    """One cell of a table; ``extent`` is where it stands once the text of the page is made."""

    text: str
    heading: bool = False
    extent: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class Placed:
    """A cell in one row; ``own`` is false in the rows that it only hangs over into."""

    cell: Cell
    head: Cell | None = None
    own: bool = True


Row = tuple[Placed, ...]


def is_grid(table: Any) -> bool:
    """Tell a table of data (or a list of terms) from one that only lays out a page.

    Data stand in several columns of short cells; whatever holds tables, headings or long texts is layout.
    """
    if table.tag == "dl":
        nested = any(_holds(term, "dl", "dt", "dd", *_LAYOUT) for term in table.iter("dt", "dd"))
        return not nested and _are_short(table.iterchildren("dt", "dd"))
    if _holds(table, *_LAYOUT):
        return False
    return any(len(row) > 1 for row in table.iter("tr")) and _are_short(table.iter("td", "th"))


def _holds(element: Any, *tags: str) -> bool:
    return next(element.iterdescendants(*tags), None) is not None


def _are_short(cells: Iterable[Any]) -> bool:
    return all(len("".join(cell.itertext())) <= _LONGEST_CELL for cell in cells)


def rows_of(table: Any, text_of: Callable[[Any], str]) -> list[Row]:
    """Return the rows of a table of data that hold any text, in order."""
    rows = _terms(table, text_of) if table.tag == "dl" else _Columns(text_of).rows(table)
    return [row for row in rows if any(placed.own and placed.cell.text for placed in row)]


def _terms(terms: Any, text_of: Callable[[Any], str]) -> list[Row]:
    rows: list[Row] = []
    for child in islice(terms.iter("dt", "dd"), _MOST_ROWS):
        cell = Placed(Cell(text_of(child), heading=child.tag == "dt"))
        if child.tag == "dt" or not rows:
            rows.append((cell,))
        else:
            rows[-1] = (*rows[-1], cell)
    return rows


class _Columns:
    """The columns of one table while its rows are placed: a cell may span several columns, and several rows."""

    def __init__(self, text_of: Callable[[Any], str]) -> None:
        self.text_of = text_of
        self.hanging: dict[int, tuple[int, Cell]] = {}
        self.heads: dict[int, Cell] = {}

    def rows(self, table: Any) -> list[Row]:
        rows: list[Row] = []
        all_told = list(islice(table.iter("tr"), _MOST_ROWS))
        bare = next(table.iter("th"), None) is None
        for element in all_told:
            placed = self._place(element)
            first = not rows and len(all_told) > 1
            if _is_head(element, placed.values(), named=not bare or not first, first=first and not self.heads):
                self.heads |= {column: each.cell for column, each in placed.items() if each.cell.text}
            else:
                for column, each in placed.items():
                    each.head = self.heads.get(column)
            rows.append(tuple({id(each.cell): each for each in reversed(placed.values())}.values())[::-1])
        return rows

    def _place(self, row: Any) -> dict[int, Placed]:
        placed: dict[int, Placed] = {}
        column = 0
        for element in row.iterchildren("td", "th"):
            column = self._hang_over(placed, column)
            if column >= _WIDEST:
                break
            cell = Cell(self.text_of(element), heading=element.tag == "th")
            deep = _span(element, "rowspan")
            for _ in range(_span(element, "colspan")):
                placed[column] = Placed(cell)
                if deep > 1:
                    self.hanging[column] = (deep - 1, cell)
                column += 1
        self._hang_over(placed, column)
        return placed

    def _hang_over(self, placed: dict[int, Placed], column: int) -> int:
        """Put in what hangs over from rows above, and return the next free column."""
        while column in self.hanging and column not in placed:
            left, cell = self.hanging.pop(column)
            placed[column] = Placed(cell, own=False)
            if left > 1:
                self.hanging[column] = (left - 1, cell)
            column += 1
        return column


def _is_head(row: Any, cells: Iterable[Placed], *, named: bool, first: bool) -> bool:
    """Tell a row of heads: it is said to be one, consists of heading cells, or comes first and holds no digit."""
    parent = row.getparent()
    if parent is not None and parent.tag == "thead":
        return True
    told = [placed.cell for placed in cells if placed.cell.text]
    if not told or not first:
        return False
    if named:
        return all(cell.heading for cell in told)
    return not any(_DIGIT.search(cell.text) for cell in told)


def _span(element: Any, name: str) -> int:
    written = (element.get(name) or "").strip()
    return max(1, min(int(written[:4]), _LONGEST_SPAN)) if written.isdecimal() else 1
