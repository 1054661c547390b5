"""What a page says again after it had said something else: known by its id, and yet news.

The id of an observation holds its value but not its time, so that a reading which only confirms adds nothing. A page
that goes from one million to two and back to one would then stay at two for ever. A reading that returns is therefore
stored once more, under an id made of its own and of that which it replaces: the same again is known again.
"""

from collections.abc import Callable

import polars as pl

from ..frames import address, hashed

_SCOPE = ("geo", "platform", "plan")
_QUANTITY = ("entity", "metric", "unit", "start", "end", "span", "status")
_SAID = ("value", "low", "high", "comparator")
_PLACE = ("url", "publisher", "title", "published_on")
_PAGE = ["key", "place"]

Scan = Callable[[], pl.LazyFrame]


def returning(read: pl.DataFrame, fresh: pl.DataFrame, observations: Scan, documents: Scan) -> pl.DataFrame:
    """Of the rows that were read keep those whose page has said otherwise since, under new ids; most often none.

    ``fresh`` are those of them that are not known yet. What was read must be in the ``documents`` of the store. A page
    on which what stood last, or something new, is read too has said several things at once, and nothing returns.
    """
    known = read.join(fresh.select("id"), on="id", how="anti", maintain_order="left")
    if known.is_empty():
        return known
    before = _before(known, observations())
    if before.is_empty():
        return known.clear()
    now = _keyed(read.lazy()).join(before.lazy().select("key").unique(), on="key", how="semi").collect()
    places = _places(documents(), pl.concat([before["document"], now["document"]]).unique())
    before, now = before.join(places, on="document"), now.join(places, on="document")
    last = before.filter(pl.col("recorded_at") == pl.col("recorded_at").max().over(_PAGE))
    moved = now.join(last.select(*_PAGE, "said"), on=[*_PAGE, "said"], how="anti")
    moved = moved.join(now.join(last, on=[*_PAGE, "said"], how="semi"), on=_PAGE, how="anti")
    moved = moved.join(now.join(fresh.select("id"), on="id", how="semi"), on=_PAGE, how="anti")
    replaced = last.group_by(_PAGE).agg(_replaced=pl.col("id").min())
    again = moved.join(replaced, on=_PAGE).select("id", _again=hashed(pl.col("id"), pl.col("_replaced")))
    return known.join(again, on="id", maintain_order="left").with_columns(id="_again").drop("_again")


def _before(known: pl.DataFrame, stored: pl.LazyFrame) -> pl.DataFrame:
    """Read what the store holds of the same quantities, where it is not all the same; most of its files are skipped."""
    reach = pl.col("end").is_between(known["end"].min(), known["end"].max()) | pl.col("end").is_null()
    listed = [pl.col(name).is_in(known[name].unique().implode()) for name in ("metric", "entity")]
    keys = _keyed(known.lazy()).select("key").unique()
    held = _keyed(stored.filter(*listed, reach)).join(keys, on="key", how="semi").collect(engine="streaming")
    return held.filter(pl.col("said").n_unique().over("key") > 1)


def _keyed(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Give each row ``key`` (what it speaks of), ``said`` (what it says), id, document and recorded_at."""
    scope = [pl.col("scope").struct.field(name) for name in _SCOPE]
    key, said = pl.struct(*_QUANTITY, *scope).hash(), pl.struct(_SAID).hash()
    return rows.select("id", "document", "recorded_at", key=key, said=said)


def _places(documents: pl.LazyFrame, ids: pl.Series) -> pl.DataFrame:
    named = documents.filter(pl.col("id").is_in(ids.implode()))
    return named.select(document="id", place=address(*(pl.col(name) for name in _PLACE))).collect()
