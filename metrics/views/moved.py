"""What moved since a moment: what is new, revised, contested, bent or silently edited, and what waits for a person."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

import polars as pl

from ..ledger import Ledger
from ..ledger.grade import CONTESTED
from ..ledger.overlap import QUANTITY
from ..ledger.plain import Bounds
from ..ledger.sentences import once
from ..market import Asked, Market
from ..vocabulary import Check, Rank, Role
from .fields import named
from .said import fineness


class Kind(StrEnum):
    """How something moved, what needs a look most first."""

    EDITED = "edited"
    BENT = "bent"
    CONTESTED = "contested"
    REVISED = "revised"
    WAITS = "waits"
    RULED = "ruled"
    NEW = "new"
    TOLD = "told"


FIELDS = (
    "kind", "entity", "entity_name", "metric", "value", "low", "high", "comparator", "unit", "start", "end", "before",
    "more", "rank", "note", "origin", "publisher", "url", "stated_on", "recorded_at", "quote", "quote_start", "quote_end",
    "observation", "document",
)  # fmt: skip
"""The fields of ``moved``, in order."""

_OF_TELLINGS = (
    "entity", "metric", "value", "low", "high", "comparator", "unit", "start", "end", "origin", "publisher", "url",
    "stated_on", "recorded_at", "quote", "quote_start", "quote_end", "observation", "document", "rank", "digits",
    "precision", "span", "scope", "status", "basis", "as_written", "language", "confidence", "stated_precision",
)  # fmt: skip
_SCREEN = (
    "digits", "precision", "span", "scope", "status", "basis", "as_written", "language", "confidence", "stated_precision",
)  # fmt: skip
_TIME = (*QUANTITY, "start", "end", "_said")
_GATHERED = (Kind.NEW, Kind.TOLD)


def moved(market: Market, since: datetime | None, asked: Asked) -> pl.DataFrame:
    """Return what moved after a moment (``None``: all there is), as of the asked times; what needs a look most first.

    One row an observation, with the fields :data:`FIELDS`: ``kind`` (of :class:`Kind`), ``before`` the value that the page
    or the figure of the same period had, ``rank`` and ``note`` what a person ruled and what was found. What is merely
    new, or told again, is gathered to its newest, with ``more`` like it. For the screen there are also :data:`_SCREEN`
    and ``ruling_reason`` with a ``_`` in front, and the catalog's names. Of a platform's own counts in a large market
    only the newest period is looked at.
    """
    fresh = _fresh(market, since, asked)
    rulings = _rulings(market, asked)
    ruled = rulings if since is None else rulings.filter(pl.col("_ruled_at") > since)
    touched = market.collect(
        market.scan(asked).filter(pl.col("id").is_in(ruled["observation"].implode())).select("id", "entity", "metric")
    )
    touched = pl.concat([fresh, touched]).unique("id")
    entities, metrics = (tuple(sorted(touched[name].unique())) for name in ("entity", "metric"))
    there = replace(asked, entities=entities, metrics=metrics)
    before = _before(market, since, there) if since is not None and touched.height else _nothing()
    ledgers = market.newest(there, Bounds()) if touched.height else iter(())
    parts = [_with_line(_told(part, fresh["id"], before), None if since else line) for part, line in ledgers]
    known = pl.concat([*parts, _waiting(market, fresh["id"], asked)], how="diagonal_relaxed")
    others = ruled.filter(~pl.col("observation").is_in(known["observation"].implode()))
    known = pl.concat([known, _judged(market, others["observation"], asked)], how="diagonal_relaxed")
    known = known.unique("observation", keep="first", maintain_order=True)
    return _arranged(known, rulings, market)


def _fresh(market: Market, since: datetime | None, asked: Asked) -> pl.DataFrame:
    """List the observations that were stored since: id, entity, metric."""
    lazy = market.scan(asked)
    lazy = lazy if since is None else lazy.filter(pl.col("recorded_at") > since)
    return market.collect(lazy.select("id", "entity", "metric"))


def _rulings(market: Market, asked: Asked) -> pl.DataFrame:
    return market.ruled(asked).select("observation", _ruled="rank", _ruling_reason="reason", _ruled_at="recorded_at")


def _nothing() -> pl.DataFrame:
    schema = {**dict.fromkeys(QUANTITY, pl.String()), **dict.fromkeys(_TIME[3:], pl.Date())}
    return pl.DataFrame(schema={**schema, "_was": pl.Float64(), "_was_spread": pl.Float64()})


def _before(market: Market, since: datetime, asked: Asked) -> pl.DataFrame:
    """List the figures that stood at a moment: what they are of, ``_was`` and ``_was_spread``."""
    earlier = replace(asked, recorded=since if asked.recorded is None else min(since, asked.recorded))
    parts = [
        _timed(part.figures).select(*_TIME, _was="value", _was_spread="spread")
        for part, _ in market.newest(earlier, Bounds())
    ]
    return pl.concat(parts, how="vertical_relaxed").unique(_TIME, keep="first", maintain_order=True)


def _timed(rows: pl.DataFrame) -> pl.DataFrame:
    """Add ``_said``, the day on which it was said of what names no period: what tells its figures apart."""
    unplaced = pl.col("start").is_null() & pl.col("end").is_null()
    return rows.with_columns(_said=pl.when(unplaced).then(pl.col("stated_on")))


def _told(part: Ledger, fresh: pl.Series, before: pl.DataFrame) -> pl.DataFrame:
    """Say of the fresh tellings of one part how each moved something."""
    mine = part.tellings.filter(pl.col("observation").is_in(fresh.implode())).with_columns(stated_precision=fineness())
    figures = _timed(part.figures).join(before, on=list(_TIME), how="left", nulls_equal=True)
    own = figures.select(
        "claim", _is_figure=pl.lit(value=True), _spread="spread", _now="value", _was="_was", _was_spread="_was_spread"
    )
    rivals = figures.select(claim="rival_claims", _rival_spread="spread", _rival_was="_was_spread").explode("claim")
    widest = rivals.drop_nulls("claim").sort("_rival_spread", descending=True).unique("claim", keep="first")
    rows = mine.join(own.unique("claim"), on="claim", how="left").join(widest, on="claim", how="left")
    found = (
        once(part.findings)
        .group_by("observation", maintain_order=True)
        .agg(_message=pl.col("message").unique(maintain_order=True).str.join("; "), _over=pl.col("against").first())
    )
    rows = rows.join(found, on="observation", how="left")
    replaced = part.tellings.select(_over="observation", _page_said="value")
    rows = rows.join(replaced.unique("_over"), on="_over", how="left").with_columns(kind=_kind())
    changed = pl.col("kind") == Kind.REVISED
    edited = pl.col("kind") == Kind.EDITED
    before_value = pl.when(edited).then("_page_said").when(changed).then("_was")
    return _gathered(rows.select(*_OF_TELLINGS, "kind", before=before_value, note="_message"))


def _with_line(rows: pl.DataFrame, lines: pl.DataFrame | None) -> pl.DataFrame:
    """Count what a platform counted before, of which only the newest has been reckoned, to ``more``."""
    if lines is None:
        return rows
    earlier = lines.select("entity", "metric", _earlier=pl.col("series").list.len().cast(pl.Int64) - 1)
    known = rows.join(earlier, on=["entity", "metric"], how="left", maintain_order="left")
    usual = pl.col("kind").is_in([*_GATHERED])
    more = pl.when(usual).then(pl.max_horizontal("more", "_earlier")).otherwise("more")
    return known.with_columns(more=more).drop("_earlier")


def _kind() -> pl.Expr:
    word = {each: pl.lit(each.value) for each in Kind}
    figure = pl.col("_is_figure").fill_null(value=False)
    wide = pl.max_horizontal("_spread", "_rival_spread") > CONTESTED
    was_wide = pl.max_horizontal("_was_spread", "_rival_was") > CONTESTED
    contested = wide.fill_null(value=False) & ~was_wide.fill_null(value=False)
    return (
        pl.when(pl.col("findings").list.contains(Check.SILENT_EDIT.value)).then(word[Kind.EDITED])
        .when(pl.col("role") == Role.DISTORTED).then(word[Kind.BENT])
        .when(contested).then(word[Kind.CONTESTED])
        .when(figure & (pl.col("_was") != pl.col("_now")).fill_null(value=False)).then(word[Kind.REVISED])
        .when(figure & pl.col("_was").is_null()).then(word[Kind.NEW])
        .otherwise(word[Kind.TOLD])
    )  # fmt: skip


def _gathered(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep, of what is merely new or told again, the newest of each entity and metric, with ``more`` like it."""
    usual = pl.col("kind").is_in([*_GATHERED])
    when = pl.coalesce("end", "start", "stated_on")
    kinds = ("kind", "entity", "metric")
    newest = rows.filter(usual).sort(
        when, "recorded_at", "observation", descending=[True, True, False], nulls_last=True
    )
    newest = newest.with_columns(more=(pl.len().over(kinds) - 1).cast(pl.Int64)).unique(kinds, keep="first")
    return pl.concat([rows.filter(~usual).with_columns(more=pl.lit(0, pl.Int64)), newest])


def _observed(market: Market, ids: pl.Series, asked: Asked) -> pl.DataFrame:
    """Fetch observations with what their documents are."""
    rows = market.collect(market.scan(asked).filter(pl.col("id").is_in(ids.implode()))).rename({"id": "observation"})
    named_there = pl.col("id").is_in(rows["document"].unique().implode())
    documents = (
        market.store.documents()
        .filter(named_there)
        .select("id", "url", "publisher", "language", "published_on", "published_precision")
    )
    known = market.collect(documents).unique("id").rename({"id": "document"})
    rows = rows.join(known, on="document", how="left", maintain_order="left")
    return rows.with_columns(rank=pl.lit(Rank.NORMAL.value), stated_precision=fineness()).select(_OF_TELLINGS)


def _waiting(market: Market, fresh: pl.Series, asked: Asked) -> pl.DataFrame:
    """List what was stored since and does not count until a person has ruled it preferred."""
    heard = market.collect(market.heard(asked).filter(pl.col("id").is_in(fresh.implode())).select("id"))["id"]
    rows = _observed(market, fresh.filter(~fresh.is_in(heard.implode())), asked)
    note = pl.format("the reader is sure of it to {} %", (pl.col("confidence") * 100).round(0).cast(pl.Int64))
    return rows.with_columns(kind=pl.lit(Kind.WAITS.value), more=pl.lit(0, pl.Int64), note=note)


def _judged(market: Market, ids: pl.Series, asked: Asked) -> pl.DataFrame:
    rows = _observed(market, ids, asked)
    return rows.with_columns(kind=pl.lit(Kind.RULED.value), more=pl.lit(0, pl.Int64))


def _arranged(rows: pl.DataFrame, rulings: pl.DataFrame, market: Market) -> pl.DataFrame:
    for name, kind in (("before", pl.Float64), ("note", pl.String)):
        if name not in rows.columns:
            rows = rows.with_columns(pl.lit(None, kind).alias(name))
    rows = rows.join(rulings, on="observation", how="left").with_columns(rank=pl.coalesce("_ruled", "rank"))
    rows = named(rows, market.catalog, market.now.date()).rename({name: f"_{name}" for name in _SCREEN})
    order = {kind.value: place for place, kind in enumerate(Kind)}
    place = pl.col("kind").replace_strict(order, return_dtype=pl.Int64)
    rows = rows.sort(
        place, "recorded_at", "entity", "metric", "observation", descending=[False, True, False, False, False]
    )
    return rows.select(*FIELDS, *(name for name in rows.columns if name.startswith("_")))
