"""Which figures one line may join: the same entity, metric, scope, basis, method, origin, span and unit, nothing less."""

import polars as pl

from ..frames import hashed
from ..vocabulary import Basis, MetricKind, Span, Status
from .registry import Registry
from .scope import fields

_LENGTH = 16
_DAYS_IN_MONTH = 30.4375

METHOD = pl.col("method").str.extract(r"^([^\s/@]+)")
"""What measured, without its version."""


def identify(claims: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Fill ``series``: a short hash, the same for ever, of all that one line must have in common.

    A claim without origin counts as its publisher's. The reader's method tells series apart only where it is itself
    the measurement, and without its version. Sums are also told apart by the length of their period (a quarter's
    revenue and a year's are two series), and promises from what came.
    """
    return claims.with_columns(hashed(*_identity(registry)).str.slice(0, _LENGTH).alias("series"))


def alike(registry: Registry) -> pl.Expr:
    """Give claims of one series the same number; quicker than the series' id, but only good for one run."""
    parts = [part.cast(pl.String) for part in _identity(registry)]
    return pl.struct(*(part.alias(str(number)) for number, part in enumerate(parts))).hash()


def _identity(registry: Registry) -> list[pl.Expr]:
    scope = [field.str.to_lowercase() for field in fields()]
    itself = pl.col("basis").is_in([Basis.MEASURED.value, Basis.FILING.value])
    method = pl.when(itself).then(METHOD)
    origin = pl.coalesce("origin_id", pl.lit("outlet ") + pl.col("publisher"))
    promise = pl.col("status") == Status.FORECAST
    named = [pl.col(name) for name in ("entity", "metric", "unit", "span", "basis")]
    return [*named, *scope, method, origin, promise, summed_months(registry)]


def summed(registry: Registry) -> pl.Expr:
    """Tell the claims whose value adds up over its period, so that half a period is half the value."""
    flows = registry.metrics.filter(pl.col("kind") == MetricKind.FLOW)["metric"].to_list()
    other = pl.col("span").is_in([Span.POINT.value, Span.CUMULATIVE.value, Span.MEAN.value, Span.PEAK.value])
    return (pl.col("span") == Span.SUM) | (pl.col("metric").is_in(flows) & ~other)


def summed_months(registry: Registry) -> pl.Expr:
    """Give the length of a summed period in whole months (0: days), and null for what does not add up."""
    days = (pl.col("end") - pl.col("start")).dt.total_days() + 1
    return pl.when(summed(registry)).then((days / _DAYS_IN_MONTH).round(0).cast(pl.Int32))
