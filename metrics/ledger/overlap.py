"""When a claim speaks, and when two claims speak of the same part and the same kind of span.

The columns of the other claim of a pair have a suffix.
"""

import polars as pl

from ..vocabulary import Basis, Precision, Span
from .policy import WHOLE

FIELDS = ("geo", "platform", "plan")
"""The fields of a scope."""
JOINTS = r"\s*(?:[+&/]|\band\b|\bet\b|和)\s*"
"""What joins several parts in the text of a scope."""


def placed(claims: pl.DataFrame) -> pl.DataFrame:
    """Add ``_from`` and ``_to``, the days a claim covers (null if it names no period), and its scope in lower case.

    A cumulative value is a level at its end. A missing end is the start, a missing start follows from the precision.
    """
    last = pl.coalesce("end", "start")
    first = unit_start(last)
    cumulative = pl.col("span") == Span.CUMULATIVE
    return claims.with_columns(
        _from=pl.when(cumulative).then(first).otherwise(pl.coalesce("start", first)),
        _to=last,
        **{f"_{name}": pl.col("scope").struct.field(name).str.to_lowercase().str.strip_chars() for name in FIELDS},
    )


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


def same_part(suffix: str) -> pl.Expr:
    """Tell whether a claim and the one with ``suffix`` cover compatible parts.

    Each field is equal, unsaid by one, or qualified by one ("app", "app only, web excluded"); "iOS + Android" is no
    qualification of "iOS".
    """
    return pl.all_horizontal([compatible(pl.col(f"_{name}"), pl.col(f"_{name}{suffix}")) for name in FIELDS])


def one_part(suffix: str) -> pl.Expr:
    """Tell whether a claim and the one with ``suffix`` surely cover one part, so that their values may be compared.

    Each field is unsaid by both, the whole in both, or said by both and compatible.
    """
    sides = [(pl.col(f"_{name}"), pl.col(f"_{name}{suffix}")) for name in FIELDS]
    return pl.all_horizontal(
        [
            (one.is_null() & other.is_null())
            | (one.is_not_null() & other.is_not_null() & (compatible(one, other) | _both_whole(one, other)))
            for one, other in sides
        ]
    ).fill_null(value=False)


def _both_whole(one: pl.Expr, other: pl.Expr) -> pl.Expr:
    return one.str.contains(WHOLE) & other.str.contains(WHOLE)


def covers(larger: str, smaller: str) -> pl.Expr:
    """Tell whether one scope is no narrower than the other: in each field unsaid, the whole, or compatible with a said one."""
    sides = [(pl.col(f"_{name}{larger}"), pl.col(f"_{name}{smaller}")) for name in FIELDS]
    return pl.all_horizontal(
        [
            wide.is_null() | wide.str.contains(WHOLE) | (narrow.is_not_null() & compatible(wide, narrow))
            for wide, narrow in sides
        ]
    ).fill_null(value=False)


def same_span(suffix: str) -> pl.Expr:
    """Tell whether two claims are the same kind of value over time: a mean is no point, unless one did not say."""
    left, right = pl.col("span"), pl.col(f"span{suffix}")
    return (left == right) | (left == Span.UNSTATED) | (right == Span.UNSTATED)


def compatible(left: pl.Expr, right: pl.Expr) -> pl.Expr:
    """Tell whether two words of a scope may mean one part: unsaid, equal, or one a qualification of the other."""
    qualified = _qualifies(left, right) | _qualifies(right, left)
    return left.is_null() | right.is_null() | (left == right) | qualified


def _qualifies(text: pl.Expr, by: pl.Expr) -> pl.Expr:
    begun = by.str.starts_with(text) & by.str.slice(text.str.len_chars(), 1).str.contains(r"\W")
    return begun & ~by.str.contains(JOINTS)
