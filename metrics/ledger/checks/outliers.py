"""R19: what nobody stands behind and does not fit, and what cannot be."""

import polars as pl

from ...vocabulary import Check, Comparator
from ..neighbours import Near
from ..overlap import QUANTITY, same_span
from ..registry import Registry
from ..scope import covers
from ..series import summed_months
from .finding import findings, gathered, short, source
from .standing import NEAR_DAYS, WITNESSES, credible, held_against

_OUT_OF_LINE = 3.0


def outliers(tellings: pl.DataFrame, claims: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Find unattributed claims at least three times off the nearest attributed one, and impossible values."""
    del tellings
    return gathered([_out_of_line(claims, registry), _out_of_range(claims, registry)])


def _out_of_line(claims: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    usable = credible(claims, registry).filter(pl.col("value") > 0)
    keys = (*QUANTITY, "_months")
    usable = usable.with_columns(_months=summed_months(registry).fill_null(-1))
    usable = usable.with_columns(_group=pl.struct(keys).hash())
    usable = usable.filter(pl.col("value").max().over("_group") >= _OUT_OF_LINE * pl.col("value").min().over("_group"))
    unnamed = usable.filter(pl.col("origin_id").is_null())
    named = usable.filter(pl.col("origin_id").is_not_null()).join(unnamed, on=keys, how="semi")
    pairs = held_against(unnamed, named, Near(keys=keys, days=NEAR_DAYS, most=WITNESSES)).filter(
        same_span("_w") & (covers("", "_w") | covers("_w", ""))
    )
    apart = (pl.col("_to") - pl.col("_to_w")).dt.total_days().abs()
    nearest = pairs.filter(apart == apart.min().over("claim"))
    above = _off("value", "value_w") & covers("_w", "") & ~_bound(Comparator.LESS, Comparator.AT_MOST)
    below = _off("value_w", "value") & covers("", "_w") & ~_bound(Comparator.MORE, Comparator.AT_LEAST)
    times = (pl.max_horizontal("value", "value_w") / pl.min_horizontal("value", "value_w")).round(1)
    way = pl.when(above).then(pl.lit("above")).otherwise(pl.lit("below"))
    message = pl.format("unattributed, and {} times {} {} ({})", times, way, short("value_w"), source())
    return findings(nearest.filter(above | below), Check.OUTLIER, message)


def _off(larger: str, smaller: str) -> pl.Expr:
    return pl.col(larger) >= _OUT_OF_LINE * pl.col(smaller)


def _bound(*comparators: Comparator) -> pl.Expr:
    return pl.col("comparator").is_in([each.value for each in comparators])


def _out_of_range(claims: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    bounds = registry.metrics.select("metric", "label", _least="low", _most="high")
    outside = (pl.col("value") < pl.col("_least")) | (pl.col("value") > pl.col("_most"))
    caught = claims.filter(~pl.col("origin_seen")).join(bounds, on="metric").filter(outside)
    text = "{} is outside what {} can be, from {} to {}"
    message = pl.format(text, short("value"), "label", short("_least"), short("_most"))
    return findings(caught, Check.OUT_OF_RANGE, message, None)
