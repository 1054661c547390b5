"""How each table is laid out in its files: columns, order of rows, sizes, and what the log says about a file."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import polars as pl

from ..frames import DOCUMENTS, OBSERVATIONS, RULINGS, RUNS, SUBJECTS

GROUP_ROWS = 65_536
"""Rows of a row group, the unit that a query skips or reads; of fewer, reading a whole column takes a third longer."""

PAGE_BYTES = 64 << 10
"""Bytes of a page; smaller ones make a file larger and slower to read whole, and a series no quicker to find."""

_GROUP_LEAST = 64
_GROUP_BYTES = 32 << 20
_FILE_BYTES = 192 << 20
_FILE_ROWS = 500_000
_PART_BYTES = 16 << 20
_PART_ROWS = 16_384


@dataclass(frozen=True, slots=True)
class Shape:
    """One table: rows are sorted by ``order``, and each file tells the range of its ``ranged`` columns."""

    name: str
    schema: pl.Schema
    order: tuple[str, ...]
    ranged: tuple[str, ...]

    def conform(self, frame: pl.DataFrame, now: datetime) -> pl.DataFrame:
        """Give a frame exactly the table's columns, recorded at ``now``."""
        recorded = frame.with_columns(recorded_at=pl.lit(now, pl.Datetime("us", "UTC")))
        return recorded.select(self.schema.names()).cast(self.schema)

    def split(self, frame: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """Sort a frame and cut it into the rows of its files."""
        ordered = frame.sort(self.order)
        yield from ordered.iter_slices(max(_GROUP_LEAST, min(_FILE_ROWS, _FILE_BYTES // _row_bytes(frame))))

    def files(self, parts: Iterator[pl.DataFrame]) -> Iterator[Iterator[pl.DataFrame]]:
        """Sort parts, each of which follows the one before, and tell which go into one file; one is held at a time."""
        ahead = next(parts, None)

        def one_file() -> Iterator[pl.DataFrame]:
            nonlocal ahead
            rows = size = 0
            while ahead is not None:
                rows, size = rows + ahead.height, size + int(ahead.estimated_size())
                if rows > ahead.height and (rows > _FILE_ROWS or size > _FILE_BYTES):
                    return
                part, ahead = ahead.sort(self.order), None
                yield part
                del part
                ahead = next(parts, None)

        while ahead is not None:
            yield one_file()


OBSERVATIONS_SHAPE = Shape(
    "observations",
    OBSERVATIONS,
    ("metric", "entity", "end", "recorded_at"),
    ("metric", "entity", "end", "stated_on", "recorded_at"),
)
DOCUMENTS_SHAPE = Shape("documents", DOCUMENTS, ("id",), ("id", "recorded_at"))
RUNS_SHAPE = Shape("runs", RUNS, ("source", "started_at"), ("source", "started_at", "recorded_at"))
RULINGS_SHAPE = Shape("rulings", RULINGS, ("observation", "recorded_at"), ("observation", "recorded_at"))
SUBJECTS_SHAPE = Shape("subjects", SUBJECTS, ("source", "key"), ("source", "recorded_at"))

SHAPES = (RULINGS_SHAPE, RUNS_SHAPE, SUBJECTS_SHAPE, OBSERVATIONS_SHAPE, DOCUMENTS_SHAPE)
"""In the order in which a reader opens them: what refers stands before what is referred to."""


def group_rows(frame: pl.DataFrame) -> int:
    """Choose the rows of a row group, fewer where long texts make rows heavy."""
    return max(_GROUP_LEAST, min(GROUP_ROWS, _GROUP_BYTES // _row_bytes(frame)))


def pieces(rows: int, stored_bytes: int, unpacked: int = 5) -> int:
    """Say in how many parts a merge is to be done, so that each takes little memory; packed files grow ``unpacked`` times."""
    return max(1, -(-rows // _PART_ROWS), -(-stored_bytes * unpacked // _PART_BYTES))


@dataclass
class Statistics:
    """A file's entry in the log: its rows and the ranges of some columns, by which whole files are skipped."""

    columns: tuple[str, ...]
    rows: int = 0
    nulls: Counter[str] = field(default_factory=Counter)
    _ends: list[pl.DataFrame] = field(default_factory=list)

    def add(self, part: pl.DataFrame) -> None:
        """Count a part of the file."""
        ranged = part.select(self.columns)
        self.rows += part.height
        self.nulls.update(ranged.null_count().row(0, named=True))
        self._ends += [ranged.select(pl.all().min()), ranged.select(pl.all().max())]

    def written(self) -> str:
        """Write it as Delta has it."""
        ends = pl.concat(self._ends)
        lows, highs = (ends.select(end).row(0, named=True) for end in (pl.all().min(), pl.all().max()))
        return json.dumps(
            {
                "numRecords": self.rows,
                "minValues": {name: _plain(value) for name, value in lows.items() if value is not None},
                "maxValues": {name: _plain(value) for name, value in highs.items() if value is not None},
                "nullCount": self.nulls,
            }
        )


def _row_bytes(frame: pl.DataFrame) -> int:
    return max(1, int(frame.estimated_size()) // max(1, frame.height))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value
