"""When a claim speaks, and when two claims are the same kind of value over time.

The columns of the other claim of a pair have a suffix.
"""

import polars as pl

from ..vocabulary import Basis, Precision, Span
from .scope import spelled

QUANTITY = ("entity", "metric", "unit")
"""What two claims must share to speak of one quantity; sums in two currencies are two."""


def placed(claims: pl.DataFrame) -> pl.DataFrame:
    """Add ``_from`` and ``_to``, the days a claim covers (null if it names no period), and its scope in lower case.

    A cumulative value is a level at its end. A missing end is the start, a missing start follows from the precision.
    """
    first, last = days()
    return claims.with_columns(*spelled("_"), _from=first, _to=last)


def days() -> tuple[pl.Expr, pl.Expr]:
    """Give the first and the last day that a value covers; both null if it names no period."""
    last = pl.coalesce("end", "start")
    first = unit_start(last)
    cumulative = pl.col("span") == Span.CUMULATIVE
    return pl.when(cumulative).then(first).otherwise(pl.coalesce("start", first)), last


def unit_start(last: pl.Expr) -> pl.Expr:
    """Give the first day of the day, month or year, as ``precision`` says, of which ``last`` is the last day."""
    return (
        pl.when(pl.col("precision") == Precision.MONTH)
        .then(last.dt.month_start())
        .when(pl.col("precision") == Precision.QUARTER)
        .then(last.dt.truncate("1q"))
        .when(pl.col("precision") == Precision.HALF)
        .then(last.dt.truncate("6mo"))
        .when(pl.col("precision") == Precision.YEAR)
        .then(last.dt.truncate("1y"))
        .when(pl.col("precision") == Precision.WEEK)
        .then(last.dt.offset_by("-6d"))
        .otherwise(last)
    )


def counted() -> pl.Expr:
    """Tell the claims that are a platform's or a regulator's own count, seen at its source."""
    return pl.col("basis").is_in([Basis.MEASURED.value, Basis.FILING.value]) & pl.col("origin_seen")


def same_span(suffix: str) -> pl.Expr:
    """Tell whether two claims are the same kind of value over time: a mean is no point, unless one did not say."""
    left, right = pl.col("span"), pl.col(f"span{suffix}")
    return (left == right) | (left == Span.UNSTATED) | (right == Span.UNSTATED)
