"""How to find the pairs of claims that lie near each other in time, without a join that grows with the square of its input.

Time is cut into buckets of months. Of each bucket and key only a bounded number of claims, the most credible, may be
met by the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

_LONGEST = 40
"""Buckets of a period that are searched; of a longer one, the last."""
_DAYS_IN_MONTH = 31
_NARROW = ("value", "order", "origin_seen", "_from", "_to", "_credit", "_grows")
_LEFT, _RIGHT = "_left", "_right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Which pairs to find: equal in ``keys``, at most ``days`` apart (0: they overlap), worth looking at.

    Of the claims to be met, the ``most`` with the largest ``_credit`` count in one bucket (for each value of ``among``).
    ``suspect`` reads value, order, origin_seen, _from, _to, _credit and _grows of both sides, the met side's with ``_w``.
    """

    keys: tuple[str, ...]
    days: int = 0
    most: int = 64
    among: tuple[str, ...] = ()
    suspect: pl.Expr | None = None


def neighbours(left: pl.DataFrame, right: pl.DataFrame, near: Near) -> pl.DataFrame:
    """Pair the placed claims of ``left`` with those of ``right`` that they meet, whose columns end in ``_w``."""
    size = 1 + near.days // _DAYS_IN_MONTH
    here = _buckets(_narrow(left, near, _LEFT), near.days, size)
    there = _buckets(_narrow(right, near, _RIGHT, "claim"), 0, size)
    there = best(there, ["_key", "_bucket", *near.among], "_credit", near.most).drop("claim")
    pairs = here.lazy().join(there.lazy(), on=["_key", "_bucket"], suffix="_w").filter(_meet(near))
    if near.suspect is not None:
        pairs = pairs.filter(near.suspect)
    found = pairs.select(_LEFT, _RIGHT).collect().sort(_LEFT, _RIGHT)
    met = right[found[_RIGHT]]
    both = pl.concat([left[found[_LEFT]], met.rename({name: f"{name}_w" for name in met.columns})], how="horizontal")
    same = [pl.col(name).eq_missing(pl.col(f"{name}_w")) for name in near.keys]
    return both.filter(pl.col("claim") != pl.col("claim_w"), *same)


def best(claims: pl.DataFrame, keys: Sequence[str], by: str, count: int) -> pl.DataFrame:
    """Keep the ``count`` claims with the largest ``by`` within ``keys``; the smaller claim id breaks a tie."""
    marked = claims.with_columns(_crowded=pl.len().over(keys) > count)
    if not marked["_crowded"].any():
        return claims
    ordered = marked.filter("_crowded").sort(by, "claim", descending=[True, False])
    few = ordered.filter(pl.int_range(pl.len()).over(keys) < count)
    return pl.concat([marked.filter(~pl.col("_crowded")), few]).drop("_crowded")


def _narrow(claims: pl.DataFrame, near: Near, index: str, *more: str) -> pl.DataFrame:
    wanted = dict.fromkeys((*more, *near.among, *(name for name in _NARROW if name in claims.columns)))
    rows = claims.select(*wanted, _key=pl.struct(near.keys).hash()).with_row_index(index)
    return rows.filter(pl.col("_to").is_not_null())


def _buckets(rows: pl.DataFrame, days: int, size: int) -> pl.DataFrame:
    first = _month(pl.col("_from").dt.offset_by(f"-{days}d")) // size
    last = _month(pl.col("_to").dt.offset_by(f"{days}d")) // size
    spread = rows.with_columns(_first=pl.max_horizontal(first, last - _LONGEST), _last=last)
    several = pl.col("_first") != pl.col("_last")
    one = spread.with_columns(_bucket=pl.col("_first"))
    if spread.select(several.any()).item():
        buckets = pl.int_ranges("_first", pl.col("_last") + 1, dtype=pl.Int32)
        many = spread.filter(several).with_columns(_bucket=buckets).explode("_bucket")
        one = pl.concat([one.filter(~several), many])
    return one.drop("_last")


def _month(day: pl.Expr) -> pl.Expr:
    return (day.dt.year() * 12 + day.dt.month()).cast(pl.Int32)


def _meet(near: Near) -> pl.Expr:
    """Tell a pair that is near enough, in the first bucket that both are in, so that it is found once."""
    first_shared = pl.col("_bucket") == pl.max_horizontal("_first", "_first_w")
    gap = pl.max_horizontal(pl.col("_from_w") - pl.col("_to"), pl.col("_from") - pl.col("_to_w"))
    return first_shared & (gap.dt.total_days() <= near.days)
