"""A person's own figures, from a file or typed: every row checked before anything is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import polars as pl

from ..catalog import Catalog
from ..config import shortened
from ..errors import BadInput, BadRow, UsageError
from ..literal import path_text
from .build import build
from .check import check
from .columns import NAMED, OPTIONAL, REQUIRED, Rows, check_header
from .delimited import read_delimited
from .homecoming import at_home
from .records import read_ndjson, read_parquet
from .sheet import Sheet

__all__ = ["NAMED", "OPTIONAL", "REQUIRED", "Intake", "parse_one", "read"]

_READERS = {".csv": read_delimited, ".ndjson": read_ndjson, ".jsonl": read_ndjson, ".parquet": read_parquet}


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What a file holds: the good rows as frames of the store, the bad ones with line, column and reason.

    ``rows`` counts those of the file, good and bad. A row may be bad for more than one reason. ``doubtful`` names good
    rows that hold something odd.
    """

    documents: pl.DataFrame
    observations: pl.DataFrame
    rows: int
    bad: list[BadRow]
    doubtful: list[BadRow] = field(default_factory=list)

    @property
    def rejected(self) -> int:
        """How many rows cannot be stored."""
        return len({row.line for row in self.bad})


def read(path: Path, catalog: Catalog, *, now: datetime) -> Intake:
    """Read a CSV, NDJSON or Parquet file of observations; ``now`` is when that was.

    Raises:
        UsageError: the file cannot be read, or its suffix is none of these.
        BadInput: the file as a whole is another one than was expected: its header, its encoding.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UsageError(f"{shortened(path_text(path))}: the suffix tells the format: {', '.join(_READERS)}")
    try:
        raw = path.read_bytes()
    except IsADirectoryError:
        raise UsageError(f"{shortened(path_text(path))}: a directory; name the files in it") from None
    except OSError as error:
        raise UsageError(f"{shortened(path_text(path))}: {error.strerror or error}") from None
    return _taken(at_home(path, reader(path_text(path), raw)), catalog, now)


def parse_one(fields: Mapping[str, str | None], catalog: Catalog, *, now: datetime) -> Intake:
    """Read one observation from its fields, named like the columns of a file.

    Raises:
        UsageError: every field that cannot be taken, with the reason.
    """
    given = {name: [text] for name, text in fields.items() if text is not None}
    check_fields = [*given, *(name for name in REQUIRED if name not in given)]
    try:
        check_header("figure", check_fields)
    except BadInput as error:
        raise UsageError("\n".join(f"{row.column}: {row.reason}" for row in error.rows)) from None
    frame = pl.DataFrame(given, schema=dict.fromkeys(given, pl.String))
    taken = _taken(Rows(frame=frame, lines=pl.Series([1])), catalog, now)
    if taken.bad:
        raise UsageError("\n".join(f"{row.column}: {row.reason}" for row in taken.bad))
    return taken


def _taken(rows: Rows, catalog: Catalog, now: datetime) -> Intake:
    sheet = Sheet(rows)
    checked = check(sheet, catalog)
    found = sheet.bad()
    documents, observations = build(checked.filter(sheet.good()) if found else checked, catalog, now)
    bad = sorted([*rows.bad, *found], key=lambda row: row.line)
    rejected = len({row.line for row in rows.bad})
    return Intake(
        documents=documents, observations=observations, rows=sheet.height + rejected, bad=bad, doubtful=sheet.doubtful()
    )
