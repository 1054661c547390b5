"""R2: whoever uses it daily uses it weekly, monthly, and is registered."""

import polars as pl

from ...vocabulary import Check
from ..neighbours import Near
from ..registry import Registry
from ..scope import covers
from .finding import findings, short, source
from .standing import NEAR_DAYS, credible, exceeds, held_against, of_metrics

_WITNESSES = 2
"""A claim is held against so many of each rung and time."""


def order(tellings: pl.DataFrame, claims: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Find claims of one entity, at about the same time, that break the order of their comparable group.

    The order is the catalog's (daily ≤ weekly ≤ monthly ≤ registered). It binds only where the scope of what must be
    the larger is no narrower.
    """
    del tellings
    ranked = pl.col("order").is_not_null() & pl.col("comparable").is_not_null()
    levels = registry.metrics.select("metric", "label", "comparable", "order")
    usable = of_metrics(credible(claims, registry), registry, ranked).join(levels, on="metric", how="left")
    several = usable.with_columns(_group=pl.struct("entity", "comparable").hash())
    several = several.filter(pl.col("order").min().over("_group") < pl.col("order").max().over("_group"))
    more, higher = pl.col("value") > pl.col("value_w"), pl.col("order") < pl.col("order_w")
    suspect = ((pl.col("order") != pl.col("order_w")) & (more == higher)).fill_null(value=False)
    keys = ("entity", "comparable", "unit")
    near = Near(keys=keys, days=NEAR_DAYS, most=_WITNESSES, among=("order",), suspect=suspect)
    pairs = held_against(several, several, near)
    below = (pl.col("order") < pl.col("order_w")) & covers("_w", "") & exceeds("", "_w")
    above = (pl.col("order") > pl.col("order_w")) & covers("", "_w") & exceeds("_w", "")
    verb = pl.when(below).then(pl.lit("exceeds")).otherwise(pl.lit("is below"))
    message = pl.format(
        "{} of {} {} {} of {} ({})", "label", short("value"), verb, "label_w", short("value_w"), source()
    )
    return findings(pairs.filter(below | above), Check.ORDER, message)
