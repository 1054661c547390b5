"""R3: rarely does more than half of a month's users come every day of it."""

import polars as pl

from ...vocabulary import Check, Precision, Span
from ..neighbours import best
from ..overlap import placed
from ..registry import Registry
from ..scope import same_part
from .finding import findings, short, source
from .standing import credible, of_metrics

_MOST = 0.5
_DAILY, _MONTHLY = 1, 3


def stickiness(tellings: pl.DataFrame, claims: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Find daily users told for a month, or as a mean, that exceed half of the monthly users by the same origin.

    A single day's level may do so at the end of a month of growth, so that days are left alone. Looks at tellings,
    because one telling may call a mean what its origin gave for a day.
    """
    keys = ["entity", "origin_id", "unit", "_month"]
    spread = (pl.col("precision") != Precision.DAY) | (pl.col("end") > pl.col("start"))
    vague = pl.col("span").is_in([Span.MEAN.value, Span.UNSTATED.value]) & spread
    others = tellings.filter(pl.col("told") & ~pl.col("own") & vague)
    month = pl.col("_from").dt.month_start()
    means = placed(of_metrics(others, registry, _level(_DAILY))).with_columns(_month=month)
    wholes = credible(of_metrics(claims, registry, _level(_MONTHLY)), registry).with_columns(_month=month)
    pairs = means.join(best(wholes, keys, "_credit", 1), on=keys, suffix="_w")
    sticky = pairs.filter(same_part("_w") & (pl.col("value") > _MOST * pl.col("value_w")))
    share = (100 * pl.col("value") / pl.col("value_w")).round(0).cast(pl.Int64, strict=False)
    text = "{} daily users would be {} % of the month's {} ({}): rather a level on one day than a mean"
    return findings(sticky, Check.STICKINESS, pl.format(text, short("value"), share, short("value_w"), source()))


def _level(order: int) -> pl.Expr:
    return (pl.col("comparable") == "active_users") & (pl.col("order") == order)
