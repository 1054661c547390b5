"""Observations seen as tellings: who published each, whose own words it is, when it was said, and what replaced it."""

import polars as pl

from ..vocabulary import Basis, DocumentKind, Rank, Status
from .registry import Registry
from .scope import fields

_MEASURED = [Basis.MEASURED.value, Basis.FILING.value]
COUNTERS = [DocumentKind.PLATFORM.value, DocumentKind.REGULATOR.value]
"""The kinds of documents in which somebody counts, rather than tells."""
OF_DOCUMENTS = ("id", "url", "publisher", "title", "kind", "language", "published_on", "published_precision")
"""What is read of the documents."""
_HOSTS = ["github.com", "huggingface.co", "modelscope.cn"]
_HOSTED = r"^https?://(?:www\.)?((?:github\.com|huggingface\.co|modelscope\.cn)/[^/?#]+)"
_NAME = r"^([^?#]+)"
_IDENTITY = ("entity", "metric", "unit", "start", "end", "span", "origin_id")


def prepare(
    observations: pl.DataFrame, documents: pl.DataFrame, rulings: pl.DataFrame, registry: Registry
) -> pl.DataFrame:
    """Turn observations into tellings, one row each.

    Columns: those of ``OBSERVATIONS`` (``id`` becomes ``observation``), url, publisher, title, document_kind,
    language, published_on, published_precision, origin_id and publisher_id (canonical or null), own (the document is
    the origin's own), told (not a platform's or a regulator's own count), rank (the latest ruling's), said,
    superseded (its page now says another value).
    """
    rows = observations.rename({"id": "observation"})
    facts = _looked_up(rows, "document", _documents(documents, registry), "document")
    origins = _looked_up(rows, "origin", registry.origins(rows["origin"]), "written")
    chains = _looked_up(rows, "entity", registry.entities.select("entity", _chain="chain"), "entity")
    rows = pl.concat([rows, facts, origins, chains], how="horizontal")
    rows = rows.with_columns(told=_told(), said=_said(), rank=pl.lit(Rank.NORMAL.value))
    rows = rows.with_columns(own=_own()).drop("_chain", "_publisher_owner")
    return _superseded(_ranked(rows, rulings))


def _looked_up(rows: pl.DataFrame, column: str, table: pl.DataFrame, key: str) -> pl.DataFrame:
    """Look each row's ``column`` up in a small table; returns the table's other columns alone, in the rows' order."""
    found = rows.select(pl.col(column).alias(key)).join(table, on=key, how="left", maintain_order="left")
    return found.drop(key)


def _documents(documents: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """One row a document: whose page it is, from the address on a shared host, its publisher's name, its host."""
    facts = documents.select(OF_DOCUMENTS).filter(pl.col("id").is_last_distinct())
    facts = facts.with_columns(host=pl.col("url").str.splitn("/", 4).struct.field("field_2"))
    named = registry.parties(facts["publisher"]).rename({"written": "publisher", "party": "by_name"})
    facts = facts.join(_hosts(facts["host"], registry), on="host", how="left")
    hosted = facts.filter("shared").select("id", place=pl.col("url").str.extract(_HOSTED).str.to_lowercase())
    pages = hosted.join(registry.pages, on="place")
    facts = (
        facts.join(pages.select("id", "party"), on="id", how="left")
        .join(named, on="publisher", how="left")
        .with_columns(publisher_id=pl.coalesce("party", "by_name", "by_host"))
    )
    owners = registry.publishers.select(publisher_id="publisher", _publisher_owner="owner")
    facts = facts.join(owners, on="publisher_id", how="left")
    return facts.select(
        "url", "publisher", "title", "language", "published_on", "published_precision", "publisher_id",
        "_publisher_owner", document="id", document_kind="kind",
    )  # fmt: skip


def _hosts(hosts: pl.Series, registry: Registry) -> pl.DataFrame:
    """One row a host: whose it is, by_host, and whether several have their pages there, shared."""
    known = hosts.unique().to_frame().select("host", written=pl.format("https://{}", pl.col("host").str.extract(_NAME)))
    known = known.join(registry.parties(known["written"]), on="written", how="left")
    return known.select("host", by_host="party", shared=pl.col("host").str.contains_any(_HOSTS))


def _told() -> pl.Expr:
    counted = pl.col("basis").is_in(_MEASURED) & pl.col("document_kind").is_in(COUNTERS)
    return ~counted.fill_null(value=False)


def _said() -> pl.Expr:
    return pl.coalesce("stated_on", "published_on", pl.col("retrieved_at").dt.date())


def _own() -> pl.Expr:
    """The page is the origin's; or no other origin is named and the page is that of the entity or its owner.

    Who is not in the catalog is known by the very name.
    """
    publisher, origin = pl.col("publisher_id"), pl.col("origin_id")
    party = pl.coalesce("_publisher_owner", publisher)
    by_name = pl.col("publisher").str.to_lowercase() == pl.col("origin").str.to_lowercase()
    origins_page = (publisher == origin) | (party == origin) | (by_name & publisher.is_null())
    speaks_for_itself = origin.is_null() | pl.col("_chain").list.contains(origin)
    home = pl.col("_chain").list.contains(party)
    return (origins_page.fill_null(value=False) | (speaks_for_itself & home).fill_null(value=False)) | ~pl.col("told")


def _ranked(rows: pl.DataFrame, rulings: pl.DataFrame) -> pl.DataFrame:
    if rulings.is_empty():
        return rows
    latest = rulings.sort("recorded_at", "id").unique("observation", keep="last").select("observation", _ruled="rank")
    ruled = rows.join(latest, on="observation", how="left", maintain_order="left")
    return ruled.with_columns(rank=pl.coalesce("_ruled", "rank")).drop("_ruled")


def firm() -> pl.Expr:
    """Give the status without what a later reading may change about it."""
    return pl.col("status").replace(Status.PROVISIONAL.value, Status.NORMAL.value)


def address(document: str) -> pl.Expr:
    """Say where a page is, whichever version of it; ``document`` names the column with the version's id."""
    return pl.coalesce("url", document)


def _superseded(rows: pl.DataFrame) -> pl.DataFrame:
    """Mark what its page said of a quantity before it was last read to say anything of it that was not known.

    A provisional value is replaced by the final one.
    """
    # A database that gives a page as its source is not that page.
    page = address("document").alias("address")
    key = pl.struct(page, "publisher", firm(), *_IDENTITY, *fields()).hash()
    keyed = rows.with_columns(_key=key)
    latest = (
        keyed.lazy().group_by("_key")
        .agg(pl.col("recorded_at").max().alias("_last"), pl.col("recorded_at").min().alias("_first"))
        .filter(pl.col("_first") < pl.col("_last")).select("_key", "_last").collect()
    )  # fmt: skip
    if latest.is_empty():
        return rows.with_columns(superseded=pl.lit(value=False))
    marked = keyed.join(latest, on="_key", how="left", maintain_order="left")
    replaced = (pl.col("recorded_at") < pl.col("_last")).fill_null(value=False)
    return marked.with_columns(superseded=replaced).drop("_key", "_last")
