"""Which claims a check may hold against each other, and which of two is the less credible one.

A check never blames the origin's own document, and never the better attributed of two claims.
"""

from dataclasses import replace

import polars as pl

from ...vocabulary import Comparator, Rank, Span, Status
from ..neighbours import Near, neighbours
from ..overlap import counted, placed
from ..policy import basis_rank
from ..registry import Registry

NEAR_DAYS = 45
"""Claims so far apart still speak of the same time."""
GROWN_DAYS = 15
"""What must be the smaller may be the larger if it was measured more than so much later: it may have grown."""
WITNESSES = 4
"""A claim is held against so many of one time, the most credible ones."""

_SLACK = 1.02
_NEEDED = (
    "claim", "observation", "entity", "metric", "value", "digits", "comparator", "unit", "start", "end", "precision",
    "span", "scope", "status", "basis", "method", "origin", "origin_id", "origin_seen", "publisher", "stated_on",
    "_from", "_to", "_geo", "_platform", "_plan", "_credit",
)  # fmt: skip


def weighed(claims: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Place claims in time and add ``_credit`` (the larger, the more credible) and ``_usable``.

    Not usable: platforms' own counts, deprecated and replaced claims, those that only bent tellings tell, promises, and
    those without a value.
    """
    supported = pl.col("tellings") > pl.col("distorted")
    standing = (pl.col("rank") != Rank.DEPRECATED) & ~pl.col("superseded").fill_null(value=False)
    actual = (pl.col("status") != Status.FORECAST) & pl.col("value").is_not_null()
    return placed(claims).with_columns(_credit=_credit(registry), _usable=supported & standing & actual & ~counted())


def credible(claims: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Keep the claims that a check may look at, weighed."""
    known = claims if "_credit" in claims.columns else weighed(claims, registry)
    return known.filter("_usable").select(_NEEDED)


def of_metrics(claims: pl.DataFrame, registry: Registry, condition: pl.Expr) -> pl.DataFrame:
    """Keep the claims whose metric meets a condition on the registry's metrics."""
    return claims.filter(pl.col("metric").is_in(registry.metrics.filter(condition)["metric"].to_list()))


def _credit(registry: Registry) -> pl.Expr:
    """Rank: own document, a party of the catalog before an unknown one before none, firm, basis, tellings."""
    parties = [*registry.publishers["publisher"], *registry.entities["entity"]]
    named = pl.col("origin_id").is_not_null().cast(pl.Int64)
    known = pl.col("origin_id").is_in(parties).fill_null(value=False).cast(pl.Int64)
    firm = (pl.col("status") != Status.LOW_RELIABILITY).cast(pl.Int64)
    told = (pl.col("tellings") - pl.col("distorted")).cast(pl.Int64).clip(0, 255)
    total = pl.col("origin_seen").fill_null(value=False).cast(pl.Int64)
    for part, size in ((named + known, 3), (firm, 2), (basis_rank(), 16), (told, 256)):
        total = total * size + part
    return total


def held_against(subjects: pl.DataFrame, witnesses: pl.DataFrame, near: Near, *, early: bool = True) -> pl.DataFrame:
    """Pair each claim with those near it that may blame it (their columns end in ``_w``).

    Of two equally credible claims the one said later is to blame, or, with ``early`` false, the smaller value.
    """
    open_to_blame = subjects.filter(~pl.col("origin_seen"))
    lesser = pl.col("_credit") <= pl.col("_credit_w")
    suspect = lesser if near.suspect is None else lesser & near.suspect
    found = neighbours(open_to_blame, witnesses, replace(near, suspect=suspect))
    return found.filter(blamed(_later() if early else _smaller()))


def blamed(tie: pl.Expr | None = None) -> pl.Expr:
    """Tell whether, of a pair, the claim without suffix is the one to blame: less credible, and not its origin's own."""
    even = pl.col("_credit") == pl.col("_credit_w")
    lesser = (pl.col("_credit") < pl.col("_credit_w")) | (even & (_later() if tie is None else tie))
    return ~pl.col("origin_seen") & lesser


def _later() -> pl.Expr:
    said, said_w = (pl.col(name).fill_null(pl.date(9999, 1, 1)) for name in ("stated_on", "stated_on_w"))
    return (said > said_w) | ((said == said_w) & (pl.col("claim") > pl.col("claim_w")))


def _smaller() -> pl.Expr:
    return pl.col("value") < pl.col("value_w")


def exceeds(smaller: str, larger: str) -> pl.Expr:
    """Tell whether what must be the smaller value is the larger, however the comparators are read, and not by growth.

    ``smaller`` and ``larger`` are the suffixes of the two sides. Two per cent are left to rounding.
    """
    bounded = pl.col(f"comparator{smaller}").is_in([Comparator.LESS.value, Comparator.AT_MOST.value])
    open_ended = pl.col(f"comparator{larger}").is_in([Comparator.MORE.value, Comparator.AT_LEAST.value])
    later = (pl.col(f"_to{smaller}") - pl.col(f"_to{larger}")).dt.total_days()
    timely = later <= pl.when(pl.col(f"span{smaller}") == Span.CUMULATIVE).then(0).otherwise(GROWN_DAYS)
    return ~bounded & ~open_ended & timely & (pl.col(f"value{smaller}") > pl.col(f"value{larger}") * _SLACK)
