"""A platform's own counts that nobody retells: by far the most rows, and each simply its own claim."""

import polars as pl

from ..vocabulary import Role
from .claims import CLAIMS, named

_KEY = ("entity", "metric", "unit", "value", "comparator", "start", "end", "span", "status", "origin_id", "scope")
_LENGTH = 16


def apart(tellings: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Split tellings into those to compare, and counts of what no document tells and that stand only once."""
    if tellings["told"].all():
        return tellings, tellings.clear()
    told = tellings.filter("told").select("entity", "metric").unique()
    spoken = pl.struct("entity", "metric").is_in(told.select(pl.struct("entity", "metric").implode()).to_series())
    twice = pl.struct(_KEY).hash().is_duplicated()
    alone = tellings.select(~pl.col("told") & ~spoken & ~twice).to_series()
    return tellings.filter(~alone), tellings.filter(alone)


def attach(counts: pl.DataFrame) -> pl.DataFrame:
    """Give each count its ``claim``, role, distortions (none) and severe (false)."""
    return counts.with_columns(
        claim=pl.col("observation").str.slice(0, _LENGTH),
        severe=pl.lit(value=False),
        distortions=pl.lit([], dtype=pl.List(pl.String)),
        role=pl.lit(Role.ORIGIN.value),
    )


def claims_of(counts: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Give one row a claim, with the columns of ``claims.CLAIMS``; ``names`` as in ``claims.named``."""
    rows = counts.with_columns(
        origin_seen=pl.lit(value=True),
        tellings=(~pl.col("superseded")).cast(pl.Int64),
        distorted=pl.lit(0, dtype=pl.Int64),
        stated_on=pl.coalesce("stated_on", "published_on"),
    )
    return named(rows, names).select(CLAIMS)
