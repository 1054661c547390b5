"""The starter figures: how the shipped ``catalog/figures.csv`` becomes documents and observations.

A date in the file is as fine as its source wrote it: ``2025``, ``2025-02`` or ``2025-02-20``, never an invented day. A
period therefore keeps its precision, whole quarters and halves included. A figure of which only the month (or year) of
saying is known counts as said on the last day of it, so that travel in published time never shows it too early; the
document keeps the first day and says how fine it is. One that nobody dated has no ``stated_on``.

Nobody's sentences are shipped: ``quote`` is empty, ``as_written`` holds a name and a number at most. ``licence`` and
``attribution`` of the file belong to the document, ``note`` is for who keeps the file and is not stored.
"""

import hashlib
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

import polars as pl

from .errors import CatalogError
from .frames import DOCUMENTS, OBSERVATIONS, identify_documents, identify_observations
from .vocabulary import Basis, Comparator, DocumentKind, Precision, Span, Status

SOURCE = "starter"
"""The name under which runs record the starter figures."""

METHOD = "starter/1"
"""The ``method`` of their observations."""

FIGURES = Path(__file__).with_name("catalog") / "figures.csv"

COLUMNS = (
    "entity", "metric", "value", "low", "high", "comparator", "digits", "unit", "start", "end", "span", "geo",
    "platform", "plan", "status", "basis", "origin", "as_written", "url", "publisher", "kind", "language", "title",
    "stated_on", "licence", "attribution", "pointer", "note",
)  # fmt: skip
"""The columns of the file, in order; an empty cell means that nobody said."""

_VOCABULARIES: dict[str, type[StrEnum]] = {
    "comparator": Comparator, "span": Span, "status": Status, "basis": Basis, "kind": DocumentKind,
}  # fmt: skip
_OF_DOCUMENT = ("url", "publisher", "kind", "language", "title", "licence", "attribution")
_MONTH, _YEAR = len("2025-02"), len("2025")
_PRECISIONS = {_YEAR: Precision.YEAR, _MONTH: Precision.MONTH, len("2025-02-20"): Precision.DAY}
_SPANS_OF_MONTHS = {2: Precision.QUARTER, 5: Precision.HALF, 11: Precision.YEAR}


def fingerprint(figures: Path = FIGURES) -> str:
    """Say which figures these are, and how they are read: another release of either gives another text."""
    return hashlib.sha256(METHOD.encode() + figures.read_bytes()).hexdigest()[:32]


def read(figures: Path = FIGURES) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the documents and the observations of the file, with the columns of ``frames`` and the same ids each time.

    Raises:
        CatalogError: a word outside its vocabulary, or one address with two descriptions; file and line are named.
    """
    rows = pl.read_csv(figures, infer_schema=False).with_columns(pl.all().replace("", None))
    _check(rows, figures)
    documents = _documents(rows)
    keys = documents.select("url", document="id")
    joined = rows.join(keys, on="url", how="left", maintain_order="left")
    return documents, identify_observations(_observations(joined), documents)


def _documents(rows: pl.DataFrame) -> pl.DataFrame:
    """One document an address; a page that said its figures at several times has no day of its own."""
    once = pl.col("stated_on").n_unique() == 1
    pages = rows.group_by("url", maintain_order=True).agg(
        pl.col(name).first() for name in _OF_DOCUMENT if name != "url"
    ).join(
        rows.group_by("url").agg(stated=pl.when(once).then(pl.col("stated_on").first())), on="url", maintain_order="left"
    )  # fmt: skip
    known = {
        **{name: pl.col(name) for name in _OF_DOCUMENT},
        "published_on": _first_day("stated"),
        "published_precision": _fineness("stated"),
    }
    return identify_documents(pages.select(_filled(known, DOCUMENTS)))


def _observations(rows: pl.DataFrame) -> pl.DataFrame:
    same = ("entity", "metric", "comparator", "unit", "span", "status", "basis", "origin", "as_written", "pointer")
    known = {
        **{name: pl.col(name) for name in (*same, "document")},
        **{name: pl.col(name).cast(pl.Float64) for name in ("value", "low", "high")},
        "digits": pl.col("digits").cast(pl.Int8),
        "start": _first_day("start"),
        "end": _last_day("end"),
        "precision": _precision(),
        "scope": pl.struct("geo", "platform", "plan"),
        "method": pl.lit(METHOD),
        "confidence": pl.lit(1.0, pl.Float32),
        "stated_on": _last_day("stated_on"),
    }
    return rows.select(_filled(known, OBSERVATIONS))


def _filled(known: dict[str, pl.Expr], schema: pl.Schema) -> list[pl.Expr]:
    """Lay expressions into a schema, with null for every column that has none."""
    return [known.get(name, pl.lit(None)).cast(dtype).alias(name) for name, dtype in schema.items()]


def _first_day(column: str) -> pl.Expr:
    return (pl.col(column) + "-01-01").str.head(len("2025-02-20")).str.to_date("%Y-%m-%d")


def _last_day(column: str) -> pl.Expr:
    first, written = _first_day(column), pl.col(column).str.len_chars()
    year = first.dt.offset_by("1y").dt.offset_by("-1d")
    return pl.when(written == _YEAR).then(year).when(written == _MONTH).then(first.dt.month_end()).otherwise(first)


def _fineness(column: str) -> pl.Expr:
    return pl.col(column).str.len_chars().replace_strict(_PRECISIONS, return_dtype=pl.String)


def _precision() -> pl.Expr:
    """The coarser end's precision; months that make a calendar quarter, half or year are that."""
    written = pl.min_horizontal(pl.col("start").str.len_chars(), pl.col("end").str.len_chars())
    own = written.replace_strict(_PRECISIONS, return_dtype=pl.String)
    first, last = _first_day("start"), _first_day("end")
    steps = (last.dt.year() - first.dt.year()) * 12 + last.dt.month() - first.dt.month()
    aligned = (first.dt.month() - 1) % (steps + 1) == 0
    whole = steps.replace_strict(_SPANS_OF_MONTHS, default=None, return_dtype=pl.String)
    return pl.when((written == _MONTH) & aligned).then(pl.coalesce(whole, own)).otherwise(own)


def _check(rows: pl.DataFrame, figures: Path) -> None:
    if tuple(rows.columns) != COLUMNS:
        raise CatalogError(f"{figures}: line 1: the columns must be {', '.join(COLUMNS)}")
    numbered = rows.with_row_index("_line", offset=2)
    for column, words in _VOCABULARIES.items():
        strange = numbered.filter(~pl.col(column).is_in(list(words)).fill_null(value=False))
        _refuse(strange, figures, column, words)
    described = pl.concat_str(_OF_DOCUMENT, separator="\x1f", ignore_nulls=True)
    other = numbered.filter(described != described.first().over("url"))
    for line, url in other.select("_line", "url").head(1).iter_rows():
        raise CatalogError(f"{figures}: line {line}: {url} is described otherwise further up")


def _refuse(strange: pl.DataFrame, figures: Path, column: str, words: Iterable[str]) -> None:
    for line, found in strange.select("_line", column).head(1).iter_rows():
        raise CatalogError(f"{figures}: line {line}, {column}: {found!r} is none of {', '.join(words)}")
