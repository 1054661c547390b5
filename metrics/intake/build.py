"""Checked rows as documents and observations, with the identities that make a second import add nothing."""

import re
from datetime import datetime

import polars as pl

from ..catalog import Catalog
from ..frames import DOCUMENTS, OBSERVATIONS, address, document_id, identify_addressed
from ..vocabulary import DocumentKind

_OF_DOCUMENT = (
    "url", "publisher", "title", "kind", "language", "author", "licence", "published_on", "published_precision",
    "published_from", "retrieved_at",
)  # fmt: skip
_HOST = r"^(?:[^?#]*@)?([^?#:]+)"
_CHANCE = 56
"""Bits of a hash that decide between rows that say as much about one document."""


def build(checked: pl.DataFrame, catalog: Catalog, now: datetime) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the documents and the observations of checked rows, each once.

    A row without an address is told from others by publisher, title and the day it was published or else said. Of the
    rows of one document, that which says most about it counts, whatever their order.
    """
    where = address(*(pl.col(name) for name in ("url", "publisher", "title", "published_on")))
    rows = _dated(checked, now).with_columns(_address=where)
    rows = rows.with_columns(document=document_id(pl.col("_address")))
    documents = _documents(rows, catalog)
    observations = identify_addressed(_conformed(rows, OBSERVATIONS, "_address")).drop("_address")
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
    held = [name for name in _OF_DOCUMENT if name == "retrieved_at" or rows[name].null_count() < rows.height]
    silent = pl.sum_horizontal(pl.col(name).is_null() for name in held).cast(pl.UInt64)
    rank = silent * 2**_CHANCE + pl.struct(held).hash() // 2 ** (64 - _CHANCE)
    places = rows.select(rank.arg_sort()).to_series()
    chosen = places.filter(rows["document"].gather(places).is_first_distinct()).sort()
    found = rows.select("document", *held).select(pl.all().gather(chosen)).rename({"document": "id"})
    return _published(_conformed(found, DOCUMENTS), catalog)


def _published(documents: pl.DataFrame, catalog: Catalog) -> pl.DataFrame:
    """Fill in publisher and kind from the catalog, where the file does not say: the publisher's own, its site's, or press."""
    sites = documents["url"].str.splitn("/", 4).struct.field("field_2")
    by_name = _looked_up(documents["publisher"], catalog, "")
    by_site = _looked_up(sites, catalog, _HOST)
    return documents.with_columns(
        pl.col("publisher").fill_null(by_site["name"]),
        pl.coalesce("kind", by_name["kind"], by_site["kind"], pl.lit(DocumentKind.PRESS.value)).alias("kind"),
    )


def _looked_up(written: pl.Series, catalog: Catalog, pattern: str) -> pl.DataFrame:
    """Give the ``name`` and ``kind`` of the publisher that each text names, by what a pattern finds in it, if any."""
    texts = written.drop_nulls().unique()
    known = [catalog.publisher(found[1]) if (found := re.search(pattern or "(.*)", text)) else None for text in texts]
    rows = [(text, each.name, str(each.kind)) for text, each in zip(texts, known, strict=True) if each]
    table = pl.DataFrame(rows, schema=dict.fromkeys(("_written", "name", "kind"), pl.String), orient="row")
    return written.alias("_written").to_frame().join(table, on="_written", how="left", maintain_order="left")


def _conformed(frame: pl.DataFrame, schema: pl.Schema, *more: str) -> pl.DataFrame:
    """Take the columns of a schema, null where the frame has none, and some more."""
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in schema.items() if name not in frame.columns]
    return frame.with_columns(missing).select(*(pl.col(name).cast(dtype) for name, dtype in schema.items()), *more)
