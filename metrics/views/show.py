"""``show``: the newest figure of every entity and metric, with its history in one cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import starmap

import polars as pl

from ..errors import UsageError
from ..ledger import Ledger
from ..ledger.overlap import QUANTITY
from ..ledger.plain import Bounds
from ..ledger.scope import fields, spelled, unsaid
from ..market import Asked, Market
from ..vocabulary import Rank
from .fields import SHOW, aged, named, ordered

_FORECAST = "F"
_SCREEN = (
    "origin_seen", "grade_why", "digits", "precision", "span", "findings", "publisher", "scope", "parts", "observation",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How the figures are cut, ordered and numbered."""

    since: date | None = None
    until: date | None = None
    sort: str | None = None
    limit: int | None = None
    group_by: str | None = None


def show(market: Market, asked: Asked, wanted: Wanted) -> pl.DataFrame:
    """Return one row an entity and metric: its newest figure, with the fields of ``fields.SHOW``.

    ``since`` and ``until`` bound the figure's period, not what it changed from. For the screen there are also ``_times``
    (the days of ``series``), the claim's columns of :data:`_SCREEN` with a ``_`` in front, ``_parts`` (how many other
    parts, by scope, have a figure of their own for the same time), ``_before`` (the period that ``change`` counts from),
    and the catalog's names.

    Raises:
        UsageError: a field that cannot be sorted by.
    """
    # Not in a loop, whose variable would keep one part while the next is reckoned.
    parts = market.newest(asked, Bounds(since=wanted.since, until=wanted.until))
    rows = list(starmap(partial(_newest, wanted=wanted), parts))
    frame = pl.concat(rows, how="vertical_relaxed", rechunk=True)
    today = asked.published or market.now.date()
    frame = aged(named(frame, market.catalog, today), market.catalog, today)
    return _arranged(ordered(frame, SHOW), market, wanted)


def _newest(part: Ledger, lines: pl.DataFrame | None, wanted: Wanted) -> pl.DataFrame:
    """Choose the newest figures of a part; its ``lines`` are those of plain series, otherwise its figures make them."""
    figures = part.figures.with_columns(_when=pl.coalesce("end", "start", "stated_on"))
    if wanted.since is not None:
        figures = figures.filter(pl.col("_when") >= wanted.since)
    if wanted.until is not None:
        figures = figures.filter(pl.coalesce("start", "end", "stated_on") <= wanted.until)
    narrow = figures.select(
        "entity", "metric", "_when", "start", "stated_on", "claim", "value", _firm=pl.col("status") != _FORECAST,
        _line="series", _place=pl.int_range(pl.len()),
    )  # fmt: skip
    ranked = narrow.sort("_firm", "_when", "start", "stated_on", "claim", nulls_last=False)
    places = ranked.group_by("entity", "metric", maintain_order=True).agg(pl.col("_place").last())["_place"]
    chosen = _with_parts(figures[places], part.claims)
    chosen = chosen.rename({"series": "_line", **{name: f"_{name}" for name in _SCREEN}})
    kept = [name for name in (*SHOW, *(f"_{name}" for name in _SCREEN), "_before") if name in chosen.columns]
    own = ["entity", "metric"]
    if lines is None:
        own, lines = ["_line"], _lines(narrow.join(chosen.select("_line"), on="_line", how="semi"))
    shown = chosen.select("_line", *kept).join(lines, on=own, how="left", maintain_order="left").drop("_line")
    # Text is copied, or a few words would keep the part's whole columns in memory.
    return shown.with_columns(pl.col("series").fill_null([]), pl.col(pl.String) + "")


def _lines(figures: pl.DataFrame) -> pl.DataFrame:
    """Lay the values of each series (``_line``) out in time."""
    return (
        figures.filter(pl.col("value").is_not_null())
        .sort("_when", "stated_on", "start", "claim", nulls_last=False)
        .group_by("_line", maintain_order=True)
        .agg(series=pl.col("value"), _times=pl.col("_when"))
    )


def _with_parts(chosen: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """Add ``parts``: of how many other scopes something stands beside the figure, for the same time and in its unit.

    Input beside output, an app beside a site: only one of them has the row.
    """
    time = [*QUANTITY, "start", "end"]
    parts = pl.struct(spelled()).alias("_part")
    standing = (pl.col("tellings") > pl.col("distorted")) & (pl.col("rank") != Rank.DEPRECATED)
    scoped = claims.filter(~unsaid(fields()), standing).select(*time, parts)
    if scoped.is_empty():
        return chosen.with_columns(parts=pl.lit(0, pl.UInt32))
    narrow = chosen.select(*time, parts).with_row_index("_row")
    others = narrow.join(scoped, on=time, nulls_equal=True, suffix="_other").filter(
        pl.col("_part").ne_missing(pl.col("_part_other"))
    )
    counts = others.group_by("_row").agg(parts=pl.col("_part_other").n_unique())
    found = narrow.select("_row").join(counts, on="_row", how="left", maintain_order="left")
    return chosen.with_columns(found["parts"].fill_null(0))


def _arranged(frame: pl.DataFrame, market: Market, wanted: Wanted) -> pl.DataFrame:
    """Order the rows: by groups of the catalog and size unless a field is named."""
    if wanted.sort is None:
        rank = {name: place for place, name in enumerate(market.catalog.metrics)}
        place = pl.col("metric").replace_strict(rank, default=len(rank), return_dtype=pl.Int64)
        by: Sequence[pl.Expr] = [place, pl.col("value"), pl.col("entity")]
        frame = frame.sort(*by, descending=[False, True, False], nulls_last=True)
    else:
        frame = frame.sort(*_sorting(wanted.sort), nulls_last=True, maintain_order=True)
    if wanted.group_by is not None:
        frame = frame.sort(_group(wanted.group_by), nulls_last=True, maintain_order=True)
    return frame if wanted.limit is None else frame.head(wanted.limit)


def _sorting(text: str) -> tuple[pl.Expr]:
    """Read ``value`` or ``-value``: numbers and dates fall, words rise, a minus turns it round."""
    field = text.lstrip("-")
    plain = [name for name in SHOW if name != "series"]
    if field not in plain:
        raise UsageError(f"cannot sort by {field!r}. Fields: {', '.join(plain)}")
    words = {"entity", "entity_name", "owner", "metric", "unit", "status", "basis", "origin", "grade", "url", "quote"}
    rising = (field in words) != text.startswith("-")
    column = pl.col(field)
    return (column if rising else _falling(column, field),)


def _falling(column: pl.Expr, field: str) -> pl.Expr:
    return column.rank("dense", descending=True).alias(f"_{field}_rank")


def _group(name: str) -> pl.Expr:
    return pl.col({"owner": "_owner_name", "country": "_country", "openness": "_openness"}[name])
