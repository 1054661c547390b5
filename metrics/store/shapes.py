"""How each table is laid out in its files: columns, order of rows, sizes, and what the log says about a file."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl

from ..frames import DOCUMENTS, OBSERVATIONS, RULINGS, RUNS, SUBJECTS

GROUP_ROWS = 16_384
"""Rows of a row group, the unit that a query skips or reads."""

PAGE_BYTES = 16 << 10
"""Bytes of a page, within which a series is looked for."""

_GROUP_LEAST = 64
_GROUP_BYTES = 32 << 20
_FILE_BYTES = 192 << 20
_FILE_ROWS = 500_000


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
    """Say in how many pieces a merge is to be done, so that each fits in memory; packed files grow ``unpacked`` times."""
    return max(1, -(-rows // _FILE_ROWS), -(-stored_bytes * unpacked // _FILE_BYTES))


def statistics(frame: pl.DataFrame, columns: tuple[str, ...]) -> str:
    """Write a file's entry in the log: its rows and the ranges of its columns, by which whole files are skipped."""
    lows, highs, nulls = (
        frame.select(expression).row(0, named=True)
        for expression in (pl.col(columns).min(), pl.col(columns).max(), pl.col(columns).null_count())
    )
    return json.dumps(
        {
            "numRecords": frame.height,
            "minValues": {name: _plain(value) for name, value in lows.items() if value is not None},
            "maxValues": {name: _plain(value) for name, value in highs.items() if value is not None},
            "nullCount": nulls,
        }
    )


def _row_bytes(frame: pl.DataFrame) -> int:
    return max(1, int(frame.estimated_size()) // max(1, frame.height))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value
