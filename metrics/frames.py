"""The polars schemas, once, and the way between objects and frames.

A frame of observations always has the columns of :data:`OBSERVATIONS`; the store adds ``recorded_at``.
"""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any

import polars as pl
import polars_hash as plh

from .model import Document, Observation, Run

_TIME = pl.Datetime("us", "UTC")


def _schema(columns: dict[str, pl.DataType]) -> pl.Schema:
    return pl.Schema(columns)


SCOPE = pl.Struct({"geo": pl.String(), "platform": pl.String(), "plan": pl.String()})

OBSERVATIONS = _schema(
    {
        "id": pl.String(),
        "entity": pl.String(),
        "metric": pl.String(),
        "value": pl.Float64(),
        "low": pl.Float64(),
        "high": pl.Float64(),
        "comparator": pl.String(),
        "digits": pl.Int8(),
        "unit": pl.String(),
        "start": pl.Date(),
        "end": pl.Date(),
        "precision": pl.String(),
        "span": pl.String(),
        "scope": SCOPE,
        "status": pl.String(),
        "basis": pl.String(),
        "origin": pl.String(),
        "attribution": pl.String(),
        "document": pl.String(),
        "as_written": pl.String(),
        "quote": pl.String(),
        "quote_start": pl.Int64(),
        "quote_end": pl.Int64(),
        "pointer": pl.String(),
        "method": pl.String(),
        "confidence": pl.Float32(),
        "stated_on": pl.Date(),
        "retrieved_at": _TIME,
        "recorded_at": _TIME,
    }
)
"""The columns of the observations, in the order of the store."""

DOCUMENTS = _schema(
    {
        "id": pl.String(),
        "url": pl.String(),
        "final_url": pl.String(),
        "request_url": pl.String(),
        "title": pl.String(),
        "publisher": pl.String(),
        "kind": pl.String(),
        "language": pl.String(),
        "author": pl.String(),
        "published_on": pl.Date(),
        "published_precision": pl.String(),
        "published_from": pl.String(),
        "retrieved_at": _TIME,
        "status_code": pl.Int64(),
        "media_type": pl.String(),
        "sha256": pl.String(),
        "text": pl.String(),
        "licence": pl.String(),
        "attribution": pl.String(),
        "recorded_at": _TIME,
    }
)
"""The columns of the documents, in the order of the store."""

RUNS = _schema(
    {
        "id": pl.String(),
        "source": pl.String(),
        "started_at": _TIME,
        "ended_at": _TIME,
        "requests": pl.Int64(),
        "added": pl.Int64(),
        "unchanged": pl.Int64(),
        "failed": pl.Int64(),
        "error": pl.String(),
        "version": pl.String(),
        "recorded_at": _TIME,
    }
)
"""The columns of the runs, in the order of the store."""

RULINGS = _schema(
    {
        "id": pl.String(),
        "observation": pl.String(),
        "rank": pl.String(),
        "reason": pl.String(),
        "recorded_at": _TIME,
    }
)
"""The columns of the rulings, in the order of the store."""

SUBJECTS = _schema(
    {
        "id": pl.String(),
        "source": pl.String(),
        "key": pl.String(),
        "name": pl.String(),
        "entity": pl.String(),
        "recorded_at": _TIME,
    }
)
"""What a source calls a subject by (``name``), by what stable ``key``, and which entity that is; one row a name."""

_EXACT = 2.0**53
_SEPARATOR = "\x1f"
_IDENTITY = (
    "entity",
    "metric",
    "start",
    "end",
    "span",
    "scope.geo",
    "scope.platform",
    "scope.plan",
    "status",
    "comparator",
    "value",
    "low",
    "high",
    "unit",
)


def hashed(*columns: pl.Expr) -> pl.Expr:
    """Hash columns to 32 hexadecimal digits (BLAKE3), the same on every machine and for ever; nulls count as such.

    >>> pl.DataFrame({"a": ["x"], "b": [None]}, schema={"a": pl.String(), "b": pl.String}).select(
    ...     hashed(pl.col("a"), pl.col("b")).alias("id"))["id"][0]
    'a5840e2b3b10ed43526c07767a1a627c'
    """
    text = pl.concat_str([column.cast(pl.String).fill_null("\x00") for column in columns], separator=_SEPARATOR)
    digest: pl.Expr = plh.concat_str(text).chash.blake3()
    return digest.str.slice(0, 32)


def digits_of(value: pl.Expr) -> pl.Expr:
    """Count the significant digits of a number written without trailing zeros: 22,150,000 has four, 30,000,000 one.

    >>> pl.DataFrame({"v": [22_150_000.0, 3e7, 0.94, 0.0]}).select(digits_of(pl.col("v")))["v"].to_list()
    [4, 1, 2, 1]
    """
    size = value.abs()
    # Whole numbers, by far the most, are written quickest as such.
    whole = (size == size.floor()) & (size < _EXACT)
    zeros = pl.when(whole).then(size).cast(pl.Int64).cast(pl.String).str.strip_chars_end("0")
    return pl.coalesce(zeros.str.len_chars(), _written(pl.when(~whole).then(size))).clip(1, 17).cast(pl.Int8)


def _written(size: pl.Expr) -> pl.Expr:
    mantissa = size.cast(pl.String).str.split("e").list.first().str.replace(r"\.0$", "")
    broken = mantissa.str.contains(".", literal=True)
    bare = mantissa.str.replace(".", "", literal=True).str.strip_chars_start("0")
    return pl.when(broken).then(bare).otherwise(bare.str.strip_chars_end("0")).str.len_chars()


def address(url: pl.Expr, publisher: pl.Expr, title: pl.Expr, published_on: pl.Expr) -> pl.Expr:
    """Say where a document is: its URL, or what else tells it from others if it has none."""
    named = pl.concat_str([e.cast(pl.String).fill_null("") for e in (publisher, title, published_on)], separator="|")
    return pl.coalesce(url, pl.lit("urn:aimarket:") + named)


def identify_documents(documents: pl.DataFrame) -> pl.DataFrame:
    """Fill ``id`` from the address and the content, so that an edited page is another document."""
    where = address(*(pl.col(name) for name in ("url", "publisher", "title", "published_on")))
    return documents.with_columns(document_id(where, pl.col("sha256")).alias("id"))


def document_id(where: pl.Expr, sha256: pl.Expr | None = None) -> pl.Expr:
    """Make the id of a document from its address and the hash of its content, if that is known."""
    return hashed(where, pl.lit(None) if sha256 is None else sha256)


def identify_observations(observations: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Fill ``id`` from the document's address, entity, metric, period, scope and value; count ``digits`` if unsaid.

    ``documents`` must hold the documents that ``observations.document`` names.
    """
    where = address(*(pl.col(name) for name in ("url", "publisher", "title", "published_on")))
    addresses = documents.select(document=pl.col("id"), _address=where).unique("document")
    known = observations.join(addresses, on="document", how="left", maintain_order="left")
    return identify_addressed(known).drop("_address")


def identify_addressed(observations: pl.DataFrame) -> pl.DataFrame:
    """Do what :func:`identify_observations` does, where ``_address`` holds the addresses of the documents already."""
    unsaid = {name for name, column in _unnested(observations).items() if column.null_count() == column.len()}
    parts = [pl.lit(None) if name in unsaid else _part(name) for name in _IDENTITY]
    digits = pl.coalesce("digits", digits_of(pl.col("value")))
    return observations.with_columns(hashed(pl.col("_address"), *parts).alias("id"), digits.alias("digits"))


def _unnested(observations: pl.DataFrame) -> dict[str, pl.Series]:
    return {name: observations.select(_part(name)).to_series() for name in _IDENTITY}


def _part(name: str) -> pl.Expr:
    outer, _, inner = name.partition(".")
    return pl.col(outer).struct.field(inner) if inner else pl.col(name)


def documents_frame(documents: Iterable[Document]) -> pl.DataFrame:
    """Turn documents into a frame of :data:`DOCUMENTS`, with their ids."""
    return identify_documents(_frame(list(documents), DOCUMENTS))


def observations_frame(observations: Iterable[Observation], documents: pl.DataFrame) -> pl.DataFrame:
    """Turn observations into a frame of :data:`OBSERVATIONS`, with their ids."""
    return identify_observations(unidentified(list(observations)), documents)


def unidentified(observations: Sequence[Observation]) -> pl.DataFrame:
    """Turn observations into a frame of :data:`OBSERVATIONS` as they are, their ids still empty."""
    return _frame(observations, OBSERVATIONS)


def runs_frame(runs: Iterable[Run]) -> pl.DataFrame:
    """Turn runs into a frame of :data:`RUNS`, with their ids."""
    return _frame(list(runs), RUNS).with_columns(
        hashed(pl.col("source"), pl.col("started_at"), pl.col("ended_at")).alias("id")
    )


def subjects_frame(rows: Iterable[tuple[str, str, str, str]]) -> pl.DataFrame:
    """Turn (source, key, name, entity) into a frame of :data:`SUBJECTS`, with their ids."""
    named = pl.DataFrame(list(rows), schema=["source", "key", "name", "entity"], orient="row")
    named = named.cast(pl.String).with_columns(id=hashed(pl.col("source"), pl.col("key"), pl.col("name")))
    return named.select(pl.col(n) if n in named.columns else pl.lit(None, t).alias(n) for n, t in SUBJECTS.items())


_FOUND: dict[str, Callable[[Any], Any]] = {
    "start": attrgetter("period.start"),
    "end": attrgetter("period.end"),
    "precision": attrgetter("period.precision"),
    "scope": lambda item: {"geo": item.scope.geo, "platform": item.scope.platform, "plan": item.scope.plan},
    "recorded_at": lambda _: None,
}
"""Where a column is found in an object that has no field of its name."""


_WORDS = ("kind", "published_precision", "comparator", "precision", "span", "status", "basis")
"""Columns that hold the words of ``metrics.vocabulary``."""


def _frame(items: Sequence[object], schema: pl.Schema) -> pl.DataFrame:
    """Make a frame column by column, which is several times as quick as row by row."""
    columns = []
    for name, dtype in schema.items():
        values = list(map(_FOUND.get(name) or attrgetter(name), items))
        if name in _WORDS:
            values = [value if value is None else str(value) for value in values]
        columns.append(pl.Series(name, values, dtype))
    return pl.DataFrame(columns)
