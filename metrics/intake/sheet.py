"""The rows under examination: their columns as text, and every fault found in them."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

import polars as pl

from ..errors import BadRow, UsageError
from ..literal import one_line
from .columns import COLUMNS, Rows

T = TypeVar("T")

_LONGEST = 80
_WRITABLE = (pl.String, pl.Categorical, pl.Enum, pl.Boolean, pl.Date, pl.Datetime, pl.Time)


class Sheet:
    """Rows whose columns are asked for by name; what is wrong with a cell is noted, never raised."""

    def __init__(self, rows: Rows) -> None:
        self.height = rows.frame.height
        self._frame = rows.frame
        self._lines = rows.lines
        self._faults: list[tuple[int, str, str]] = []
        self._doubts: list[tuple[int, str, str]] = []
        if rows.may_hold_nul:
            self._refuse_nul()

    def raw(self, column: str) -> pl.Series:
        """Return a column as the file has it, null throughout if it has none."""
        return self._frame[column] if column in self._frame.columns else self.nothing(column)

    def nothing(self, column: str, dtype: "pl.DataType | type[pl.DataType]" = pl.String) -> pl.Series:
        """Return a column of nulls."""
        return pl.Series(column, [None], dtype).new_from_index(0, self.height)

    def text(self, column: str) -> pl.Series:
        """Return a column as text without outer space, null where it is blank."""
        values = self.as_text(column)
        if values.null_count() == self.height:
            return values
        values = values.str.strip_chars()
        blank = values == ""
        return values.set(blank.fill_null(value=False), None) if blank.any() else values

    def verbatim(self, column: str) -> pl.Series:
        """Return a column as text, null where it is blank."""
        values = self.as_text(column)
        if values.null_count() == self.height:
            return values
        blank = (values.str.strip_chars() == "").fill_null(value=False)
        return values.set(blank, None) if blank.any() else values

    def read(
        self, column: str, convert: Callable[[str], Any], dtype: "pl.DataType | type[pl.DataType]" = pl.String
    ) -> pl.Series:
        """Convert a column, each distinct text once; a ``ValueError`` or ``UsageError`` of it is a fault."""
        return self.translate(self.as_text(column), convert, dtype)

    def translate(
        self, values: pl.Series, convert: Callable[[str], Any], dtype: "pl.DataType | type[pl.DataType]" = pl.String
    ) -> pl.Series:
        """Do what :meth:`read` does, for texts made of several columns; the name of ``values`` is the column."""
        found = self.converted(values, convert)
        if not found:
            return self.nothing(values.name, dtype)
        targets = pl.Series(list(found.values()), dtype=dtype)
        return values.replace_strict(pl.Series(list(found)), targets, default=None, return_dtype=dtype)

    def converted(self, values: pl.Series, convert: Callable[[str], T]) -> dict[str, T | None]:
        """Return what each distinct text means, ``None`` if it is blank; note the rows of those that mean nothing."""
        good: dict[str, T | None] = {}
        bad: dict[str, str] = {}
        for value in values.drop_nulls().unique().to_list():
            text = value.strip()
            try:
                good[value] = convert(text) if text else None
            except (ValueError, UsageError) as error:
                bad[value] = str(error)
        if bad:
            self.fault(values.name, values.is_in(list(bad)), lambda row: bad[values[row]])
        return good

    def require(self, column: str, read: pl.Series) -> None:
        """Note each row that has nothing in a column, given what was read of it."""
        if read.null_count():
            raw = self.as_text(column).str.strip_chars()
            self.fault(column, raw.is_null() | (raw == ""), "is missing")

    def as_text(self, column: str) -> pl.Series:
        """Return a column as text, all of it as the file has it."""
        values = self.raw(column)
        if values.null_count() == self.height:
            return self.nothing(column)
        if not (values.dtype.is_numeric() or isinstance(values.dtype, _WRITABLE)):
            self.fault(column, values.is_not_null(), f"is {values.dtype}, not text")
            return self.nothing(column)
        return values.cast(pl.String)

    def fault(self, column: str, where: pl.Series, reason: str | Callable[[int], str]) -> None:
        """Note a fault in each row where ``where`` is true; ``reason`` may be told the row's number."""
        for row in where.fill_null(value=False).arg_true():
            self._faults.append((row, column, reason if isinstance(reason, str) else reason(row)))

    def doubt(self, column: str, where: pl.Series, reason: Callable[[int], str]) -> None:
        """Note what is odd in each row where ``where`` is true, though it may be so."""
        for row in where.fill_null(value=False).arg_true():
            self._doubts.append((row, column, reason(row)))

    def good(self) -> pl.Series:
        """Say which rows are without fault."""
        rows = sorted({row for row, _, _ in self._faults})
        good = pl.Series([True]).new_from_index(0, self.height)
        return good.scatter(rows, False) if rows else good

    def bad(self) -> list[BadRow]:
        """Return every fault, in the order of rows and columns."""
        return self._named(self._faults)

    def doubtful(self) -> list[BadRow]:
        """Return every doubt about a row that is without fault."""
        bad = {row for row, _, _ in self._faults}
        return self._named([doubt for doubt in self._doubts if doubt[0] not in bad])

    def _named(self, noted: list[tuple[int, str, str]]) -> list[BadRow]:
        order = {name: place for place, name in enumerate(COLUMNS)}
        sorted_out = sorted(set(noted), key=lambda each: (each[0], order[each[1]], each[2]))
        return [BadRow(self._lines[row], column, reason) for row, column, reason in sorted_out]

    def _refuse_nul(self) -> None:
        for column in self._frame.columns:
            if self._frame[column].dtype == pl.String:
                self.fault(column, self._frame[column].str.contains("\0", literal=True), "holds NUL")


def shown(text: str) -> str:
    """Quote foreign text in a message: visible, on one line, not too long."""
    return f"'{one_line(text if len(text) <= _LONGEST else text[:_LONGEST] + '…')}'"


def one_of(words: type[StrEnum]) -> Callable[[str], str]:
    """Return a reader of one word of a vocabulary, in any case of letters."""
    known = {word.casefold(): str(word) for word in words}

    def read(text: str) -> str:
        if text.casefold() in known:
            return known[text.casefold()]
        raise ValueError(f"{shown(text)} is none of {', '.join(words)}")

    return read
