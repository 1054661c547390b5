"""Checked rows as documents and observations, with the identities that make a second import add nothing."""

from datetime import datetime

import polars as pl

from ..catalog import Catalog
from ..frames import DOCUMENTS, OBSERVATIONS, address, identify_documents, identify_observations
from ..vocabulary import DocumentKind

_OF_DOCUMENT = (
    "url", "publisher", "title", "kind", "language", "author", "licence", "published_on", "published_precision",
    "published_from", "retrieved_at",
)  # fmt: skip


def build(checked: pl.DataFrame, catalog: Catalog, now: datetime) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the documents and the observations of checked rows, each once.

    A row without an address is told from others by publisher, title and the day it was published or else said. Of the
    rows of one document, that which says most about it counts, whatever their order.
    """
    where = address(*(pl.col(name) for name in ("url", "publisher", "title", "published_on")))
    rows = _dated(checked, now).with_columns(_address=where)
    documents = _documents(rows, catalog)
    keys = documents.select(_address=where, document=pl.col("id"))
    observations = _conformed(rows.join(keys, on="_address", how="left", maintain_order="left"), OBSERVATIONS)
    observations = identify_observations(observations, documents)
    if observations["id"].hash().is_duplicated().any():
        observations = observations.unique("id", keep="first", maintain_order=True)
    return documents, observations


def _dated(checked: pl.DataFrame, now: datetime) -> pl.DataFrame:
    """Settle when each row was said, read and, if it has no address, published."""
    nowhere = pl.col("url").is_null() & pl.col("published_on").is_null()
    given = pl.when(pl.col("published_on").is_not_null())
    rows = checked.with_columns(
        retrieved_at=pl.col("retrieved_at").fill_null(pl.lit(now, OBSERVATIONS["retrieved_at"])),
        stated_on=pl.coalesce("stated_on", "_published_last"),
        published_from=given.then(pl.lit("import")),
        _from=pl.coalesce("_said", "published_on"),
    )
    read_on = pl.col("retrieved_at").dt.date()
    return rows.with_columns(
        # "2026", read in November 2026, was said by then.
        stated_on=pl.when(read_on.is_between("_from", "stated_on")).then(read_on).otherwise("stated_on"),
        published_on=pl.when(nowhere).then("_said").otherwise("published_on"),
        published_precision=pl.when(nowhere).then("_said_precision").otherwise("published_precision"),
        published_from=pl.when(nowhere & pl.col("_said").is_not_null())
        .then(pl.lit("stated_on"))
        .otherwise("published_from"),
    )


def _documents(rows: pl.DataFrame, catalog: Catalog) -> pl.DataFrame:
    held = [name for name in _OF_DOCUMENT if rows[name].null_count() < rows.height]
    found = rows.select("_address", *held).unique(maintain_order=True)
    again = found["_address"].is_duplicated()
    if again.any():
        silent = pl.sum_horizontal(pl.col(name).is_null() for name in held)
        ranked = found.sort(silent, pl.concat_str(pl.all().cast(pl.String), ignore_nulls=True).hash())
        found = ranked.unique("_address", keep="first", maintain_order=True)
    return identify_documents(_published(_conformed(found, DOCUMENTS), catalog))


def _published(documents: pl.DataFrame, catalog: Catalog) -> pl.DataFrame:
    """Fill in publisher and kind from the catalog, where the file does not say."""
    pairs = documents.select("publisher", host=pl.col("url").str.extract(r"^[^:]+://(?:[^/?#]*@)?([^/?#:]+)"))
    known = [
        (*pair, *_publisher(catalog, *pair)) for pair in pairs.unique().sort("publisher", "host").iter_rows()
    ]  # fmt: skip
    schema = dict.fromkeys(("publisher", "host", "_name", "_kind"), pl.String)
    told = pairs.join(
        pl.DataFrame(known, schema=schema, orient="row"),
        on=["publisher", "host"], how="left", nulls_equal=True, maintain_order="left",
    )  # fmt: skip
    return documents.with_columns(
        pl.col("publisher").fill_null(told["_name"]),
        pl.col("kind").fill_null(told["_kind"]),
    )


def _publisher(catalog: Catalog, name: str | None, host: str | None) -> tuple[str | None, str]:
    """Return the name to fill in, and the kind: the publisher's own, its site's, or press."""
    by_name = catalog.publisher(name) if name else None
    by_host = catalog.publisher(host) if host else None
    known = by_name or by_host
    return by_host.name if by_host else None, str(known.kind if known else DocumentKind.PRESS)


def _conformed(frame: pl.DataFrame, schema: pl.Schema) -> pl.DataFrame:
    """Take the columns of a schema, null where the frame has none."""
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in schema.items() if name not in frame.columns]
    return frame.with_columns(missing).select(pl.col(name).cast(dtype) for name, dtype in schema.items())
