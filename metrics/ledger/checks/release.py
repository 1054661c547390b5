"""R9: the day something came out is not the day on which its users were counted, and no day yet to come was measured."""

import polars as pl

from ...vocabulary import Check, MetricKind, Status
from ..overlap import placed
from ..registry import Registry
from .finding import day, findings, gathered, written
from .standing import of_metrics

_LEVELS = [MetricKind.GAUGE.value, MetricKind.ROLLING.value, MetricKind.CLAIM.value]
_AROUND_DAYS = 1
_AHEAD_DAYS = 31


def release(tellings: pl.DataFrame, claims: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Find tellings that date a level of use to the entity's release day, or a measurement to after it was said.

    Held against the claim that a bent telling hangs on, if there is one. A release day may differ by a day between
    time zones.
    """
    others = tellings.filter(pl.col("told") & ~pl.col("own"))
    return gathered([_release_day(others, claims, registry), _future(others)])


def _release_day(tellings: pl.DataFrame, claims: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    days = tellings.filter(pl.col("start") == pl.col("end"))
    days = of_metrics(days, registry, pl.col("kind").is_in(_LEVELS) & (pl.col("unit") == "users"))
    released = registry.entities.filter(pl.col("released").is_not_null()).select("entity", "name", "released")
    apart = (pl.col("end") - pl.col("released")).dt.total_days().abs()
    origin = claims.select(
        "claim", _held=pl.col("observation"), _who=pl.col("origin"), _when=pl.col("end"), _finely="precision"
    )
    caught = days.join(released, on="entity").filter(apart <= _AROUND_DAYS).join(origin, on="claim", how="left")
    bent = (pl.col("_held") != pl.col("observation")) & (pl.col("_when") != pl.col("end"))
    dates = pl.format(
        "; {} dates it {}", pl.col("_who").fill_null("the claim"), day(pl.col("_when"), pl.col("_finely"))
    )
    text = "{} is the release day of {}, hardly the day measured{}"
    message = pl.format(text, written("end"), "name", pl.when(bent).then(dates).otherwise(pl.lit("")))
    held = caught.with_columns(message=message, _held=pl.when(bent).then("_held"))
    return findings(held, Check.RELEASE_DAY, pl.col("message"), "_held")


def _future(tellings: pl.DataFrame) -> pl.DataFrame:
    ahead = (pl.col("_from") > pl.col("said").dt.offset_by(f"{_AHEAD_DAYS}d")) & (pl.col("status") != Status.FORECAST)
    message = pl.format("measured from {}, yet said on {}", written("_from"), written("said"))
    return findings(placed(tellings).filter(ahead), Check.FUTURE, message, None)
