"""An exported ``observations.csv`` that comes back: what it says of pages stands in the ``documents.csv`` beside it."""

from dataclasses import replace
from pathlib import Path

import polars as pl

from ..errors import BadInput, BadRow
from ..literal import path_text, unguard_expr
from .columns import Rows

_TAKEN = ("url", "publisher", "title", "kind", "language", "author", "licence", "published_on")
_DOCUMENTS = "documents.csv"


def at_home(path: Path, rows: Rows) -> Rows:
    """Give rows that name a document, but no address, what the documents beside their file say.

    Raises:
        BadInput: there are no such documents, so nobody could tell whose words the rows are.
    """
    if path.suffix.lower() != ".csv" or "document" not in rows.frame.columns or "url" in rows.frame.columns:
        return rows
    documents = _documents(path)
    known = [name for name in _TAKEN if name in documents.columns and name not in rows.frame.columns]
    beside = documents.select(pl.col("id").alias("document"), *known).unique("document", keep="first")
    return replace(rows, frame=rows.frame.join(beside, on="document", how="left", maintain_order="left"))


def _documents(path: Path) -> pl.DataFrame:
    beside = path.with_name(_DOCUMENTS)
    try:
        found = pl.read_csv(beside.read_bytes(), infer_schema=False)
        return found.select(pl.col("id"), unguard_expr(pl.exclude("id")))
    except (OSError, pl.exceptions.PolarsError):
        reason = f"names pages, and {_DOCUMENTS} of the same export is not beside it: keep both in one folder"
        raise BadInput(path_text(path), [BadRow(1, "document", reason)]) from None
