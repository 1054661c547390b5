"""Which columns an imported file may have, and what a header that is another one is told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import polars as pl

from ..catalog.names import nearest
from ..errors import BadInput, BadRow
from ..literal import one_line

_BINARY = 8
"""Control characters that no header has, however odd."""

REQUIRED = ("entity", "metric", "value", "unit")

NAMED = (
    "entity", "metric", "value", "comparator", "unit", "start", "end", "span", "status", "basis", "origin", "url",
    "publisher", "stated_on", "quote",
)  # fmt: skip

OPTIONAL = (
    "low", "high", "digits", "precision", "scope", "geo", "platform", "plan", "attribution", "as_written",
    "quote_start", "quote_end", "pointer", "method", "confidence", "retrieved_at", "title", "published_on", "language",
    "kind", "licence", "author",
)  # fmt: skip

OURS = ("id", "document", "recorded_at")
"""What the store makes itself: taken in a file, so that an export can come back, and left aside."""

COLUMNS = (*NAMED, *OPTIONAL, *OURS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of a file that could be told apart, as they stand in it.

    ``frame`` has columns of :data:`COLUMNS`, mostly text; ``lines`` the line on which each row begins.
    """

    frame: pl.DataFrame
    lines: pl.Series
    bad: list[BadRow] = field(default_factory=list)
    may_hold_nul: bool = True


def check_header(file: str, names: Sequence[str], line: int = 1) -> None:
    """Refuse a header with a name that is empty, unknown or there twice, or without a required one.

    Raises:
        BadInput: every fault of the header.
    """
    if sum(char < " " for name in names for char in name) > _BINARY:
        raise BadInput(file, [BadRow(line, "header", "this is no text: a header names columns, such as entity,metric")])
    faults = [BadRow(line, one_line(name) or "header", reason) for name, reason in _faults(names)]
    if faults:
        raise BadInput(file, faults, f"columns: {', '.join(NAMED)}; optional: {', '.join(OPTIONAL)}")


def _faults(names: Sequence[str]) -> Iterable[tuple[str, str]]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield name, "the header names this column twice"
        elif not name.strip():
            yield name, "the header has a column without a name"
        elif name not in COLUMNS:
            yield name, unknown_column(name)
        seen.add(name)
    for name in REQUIRED:
        if name not in seen:
            yield name, "the header lacks this column"


def unknown_column(name: str) -> str:
    """Say that a column is none of ours, and which are nearest."""
    return f"unknown column. Nearest: {', '.join(nearest(name, COLUMNS))}"
