"""A table of comma-separated values in an answer, as records that know where they stand."""

import csv
from collections.abc import Iterator
from io import StringIO

from ..literal import one_line
from .answer import Answer
from .node import Node

_SHOWN = 60
_LONGEST = 131_072
"""What the standard library takes, unless another library in the process has let it take more."""


def records(answer: Answer, *needed: str) -> list[Node]:
    """Read a table by its header: one object of texts a record, empty cells left out; pointers count records from 0.

    Raises:
        Changed: no such table, a column that is ``needed`` is missing, or a record is cut off or too long.
    """
    rows = _rows(answer)
    header = [name.strip() for name in next(rows, [])]
    if answer.media_type == "text/html" or not set(needed) <= set(header) or len(set(header)) < len(header):
        raise answer.changed(f"a table with the columns {', '.join(needed)}")
    found: list[Node] = []
    for row in rows:
        if max(map(len, row)) > _LONGEST:
            raise answer.changed(f"cells of at most {_LONGEST} characters")
        if len(row) != len(header):
            shown = one_line(row[0])[:_SHOWN]
            raise answer.changed(f"{len(header)} cells in each record, not {len(row)} as in that of {shown!r}")
        told = {name: cell for name, cell in zip(header, row, strict=True) if cell.strip()}
        found.append(Node(told, answer.request_url, f"/{len(found)}"))
    return found


def _rows(answer: Answer) -> Iterator[list[str]]:
    """Yield the rows that hold anything; quoted cells may hold line breaks."""
    try:
        yield from (row for row in csv.reader(StringIO(answer.text(), newline=""), strict=True) if row)
    except csv.Error as error:
        raise answer.changed(f"comma-separated values ({error})") from None
