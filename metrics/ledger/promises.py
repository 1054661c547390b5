"""R18: what was announced, when it was due, and what came."""

import polars as pl

from ..vocabulary import Comparator, MetricKind, Status
from .figures import competing
from .neighbours import best
from .overlap import placed
from .registry import Registry
from .series import summed_months

_LESS = [Comparator.LESS.value, Comparator.AT_MOST.value]


def promises(claims: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Match each promise (a claim of status F with a due day) with what came, judged by the policy.

    Returns entity, metric, promised, comparator, unit, due, stated_on, origin, url, claim, then delivered (value),
    delivered_on (last day of its period), delivered_url, kept (null while nothing came). What came is the best claim
    of the same unit (and length, of sums) for the promised period, else the last one before it was due that was said after the promise,
    else the first one after.
    """
    rows = placed(competing(claims, registry)).with_columns(_months=summed_months(registry).fill_null(-1))
    rows = rows.filter(pl.col("_to").is_not_null() & pl.col("value").is_not_null())
    made = rows.filter(pl.col("status") == Status.FORECAST)
    came = best(rows.filter(pl.col("status") != Status.FORECAST), [*_QUANTITY, "_from", "_to"], "_credit", 1)
    meeting = made.select(_PROMISED).join(came.select(_DELIVERED), on=list(_QUANTITY))
    pairs = meeting.filter(_after_promise())
    ranked = pairs.with_columns(_fit=_fit()).sort("_fit", "_credit_d", "claim_d", descending=[False, True, False])
    nearest = ranked.unique("claim", keep="first", maintain_order=True)
    prices = registry.metrics.filter(pl.col("kind") == MetricKind.PRICE)["metric"].to_list()
    found = nearest.select(
        "claim", delivered="value_d", delivered_on="_to_d", delivered_url="url_d", kept=_kept(prices)
    )  # fmt: skip
    shown = made.join(found, on="claim", how="left", maintain_order="left").rename({"value": "promised", "_to": "due"})
    return shown.select(_SHOWN).sort("due", "entity", "metric", "claim")


_QUANTITY = ("entity", "metric", "unit", "_months")
_PROMISED = ("claim", *_QUANTITY, "value", "comparator", "stated_on", "_from", "_to")
_DELIVERED = (
    *(pl.col(name) for name in _QUANTITY),
    *(pl.col(name).name.suffix("_d") for name in ("claim", "value", "stated_on", "_from", "_to", "url", "_credit")),
)
_SHOWN = (
    "entity", "metric", "promised", "comparator", "unit", "due", "stated_on", "origin", "delivered", "delivered_on", "kept",
    "url", "delivered_url", "claim",
)  # fmt: skip


def _after_promise() -> pl.Expr:
    """What came was said no earlier than the promise, and is not measured before the promise was made."""
    later = (pl.col("stated_on_d") >= pl.col("stated_on")).fill_null(value=True)
    return later & (pl.col("_to_d") >= pl.col("stated_on")).fill_null(value=True)


def _fit() -> pl.Expr:
    """0: the promised period itself; then days before the due day, then days after it."""
    same = (pl.col("_to_d") == pl.col("_to")) & (pl.col("_from_d") == pl.col("_from"))
    early = (pl.col("_to") - pl.col("_to_d")).dt.total_days()
    return pl.when(same).then(0).when(early >= 0).then(1 + early).otherwise(1_000_000 - early)


def _kept(prices: list[str]) -> pl.Expr:
    """Whether it came in time and to the full; of a price, or of "at most", no more than promised."""
    at_most = pl.col("comparator").is_in(_LESS) | pl.col("metric").is_in(prices)
    enough = pl.when(at_most).then(pl.col("value_d") <= pl.col("value")).otherwise(pl.col("value_d") >= pl.col("value"))
    return enough & (pl.col("_to_d") <= pl.col("_to"))
