"""R18: what was announced, when it was due, what came, and whether that decides if the promise was kept."""

import polars as pl

from ..vocabulary import Comparator, Status
from .change import partial
from .figures import competing
from .neighbours import best
from .overlap import QUANTITY, placed, same_span, unit_start
from .registry import Registry
from .scope import FIELDS
from .series import summed_months

NEAR = 0.05
"""A rounded value, or what something cost, is as promised within this part of it."""

_LESS = (Comparator.LESS.value, Comparator.AT_MOST.value)
_MORE = (Comparator.MORE.value, Comparator.AT_LEAST.value)


def promises(claims: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Match each promise (a claim of status F with a due day) with what came, judged by the policy.

    Returns entity, metric, promised, comparator, unit, scope, due (with due_start and due_precision), stated_on,
    origin, url, claim, then delivered (the value), delivered_comparator, delivered_on (the last day of its period, with
    delivered_start and delivered_precision), delivered_url, kept (null while what came cannot decide, or nothing came).
    What came has the unit, scope and span of the promise and is measured no earlier than the unit of time it was due
    in; a sum is of the promised period itself. The promised period goes first, then what decides, then the nearest.
    """
    rows = placed(competing(claims, registry)).with_columns(
        _months=summed_months(registry).fill_null(-1), _partial=partial(registry)
    )
    rows = rows.filter(pl.col("_to").is_not_null() & pl.col("value").is_not_null())
    made = rows.filter(pl.col("status") == Status.FORECAST).with_columns(_due_from=unit_start(pl.col("_to")))
    came = best(rows.filter(pl.col("status") != Status.FORECAST), [*_QUANTITY, "span", "_from", "_to"], "_credit", 1)
    meeting = made.select(_PROMISED).join(came.select(_DELIVERED), on=list(_QUANTITY), nulls_equal=True)
    costs = [metric.id for metric in registry.catalog.metrics.values() if metric.cost]
    pairs = meeting.filter(_answers()).with_columns(kept=_kept(costs), _same=_same_period(), _gap=_gap())
    order = [~pl.col("_same"), pl.col("kept").is_null(), "_gap", -pl.col("_credit_d"), "claim_d"]
    found = pairs.sort(order).unique("claim", keep="first", maintain_order=True).select(_FOUND)
    shown = made.join(found, on="claim", how="left", maintain_order="left")
    shown = shown.rename({"value": "promised", "_to": "due", "start": "due_start", "precision": "due_precision"})
    return shown.select(_SHOWN).sort("due", "entity", "metric", "claim")


_QUANTITY = (*QUANTITY, "_months", *(f"_{name}" for name in FIELDS))
_PROMISED = ("claim", *_QUANTITY, "value", "comparator", "span", "stated_on", "_from", "_to", "_due_from")
_DELIVERED = (
    *(pl.col(name) for name in _QUANTITY),
    *(
        pl.col(name).name.suffix("_d")
        for name in (
            "claim", "value", "comparator", "span", "start", "precision", "stated_on", "_from", "_to", "url", "_credit",
            "_partial",
        )
    ),
)  # fmt: skip
_FOUND = (
    pl.col("claim"),
    pl.col("kept"),
    pl.col("value_d").alias("delivered"),
    pl.col("comparator_d").alias("delivered_comparator"),
    pl.col("_to_d").alias("delivered_on"),
    pl.col("start_d").alias("delivered_start"),
    pl.col("precision_d").alias("delivered_precision"),
    pl.col("url_d").alias("delivered_url"),
)
_SHOWN = (
    "entity", "metric", "promised", "comparator", "unit", "scope", "due", "due_start", "due_precision", "stated_on", "origin",
    "delivered", "delivered_comparator", "delivered_on", "delivered_start", "delivered_precision", "kept", "url",
    "delivered_url", "claim",
)  # fmt: skip


def _answers() -> pl.Expr:
    """What came was said no earlier than the promise and speaks of the time it was due, or of later."""
    later = (pl.col("stated_on_d") >= pl.col("stated_on")).fill_null(value=True)
    after = (pl.col("_to_d") >= pl.col("stated_on")).fill_null(value=True)
    timely = (pl.col("_to_d") >= pl.col("_due_from")) & ((pl.col("_months") < 0) | _same_period())
    return later & after & timely & same_span("_d")


def _same_period() -> pl.Expr:
    return (pl.col("_to_d") == pl.col("_to")) & (pl.col("_from_d") == pl.col("_from"))


def _gap() -> pl.Expr:
    return (pl.col("_to_d") - pl.col("_to")).dt.total_days().abs()


def _kept(costs: list[str]) -> pl.Expr:
    """Whether it came in time and to the full; null where a bound, another time or a cost leaves it open.

    What was reached by the due day keeps a promise; what is short of it then, or within one such period after, breaks
    it. A cost is no aim: it is as promised or not to be judged, unless a limit was promised.
    """
    limit = pl.col("comparator").is_in(_LESS)
    in_time = pl.col("_to_d") <= pl.col("_to")
    next_one = pl.col("_to") + (pl.col("_to") - pl.col("_from")) + pl.duration(days=1)
    due = (
        (pl.col("_to_d") >= pl.col("_to"))
        & (pl.col("_from_d") >= pl.col("_due_from"))
        & (pl.col("_from_d") <= next_one)
    )
    decisive = (_same_period() | due) & ~pl.col("_partial_d")
    cost = pl.col("metric").is_in(costs) & ~limit
    bound = pl.col("comparator_d").is_in([*_LESS, *_MORE])
    as_forecast = ~bound & ((pl.col("value_d") - pl.col("value")).abs() <= NEAR * pl.col("value").abs())
    enough = pl.when(cost).then(as_forecast).when(limit).then(_reaches(-1)).otherwise(_reaches(1))
    short = pl.when(cost).then(pl.lit(value=False)).when(limit).then(_fails(-1)).otherwise(_fails(1))
    return pl.when(enough & in_time).then(pl.lit(value=True)).when(short & decisive).then(pl.lit(value=False))


def _aim(sign: int) -> pl.Expr:
    """The promised value, a little less strict where either side is rounded; negative for a limit."""
    rounded = (pl.col("comparator") == Comparator.ABOUT) | (pl.col("comparator_d") == Comparator.ABOUT)
    return pl.col("value") * sign - pl.when(rounded).then(NEAR * pl.col("value").abs()).otherwise(0.0)


def _reaches(sign: int) -> pl.Expr:
    """Whether what came is surely no less than an aim (``sign`` 1), or no more than a limit (-1)."""
    open_below = pl.col("comparator_d").is_in(_LESS if sign > 0 else _MORE)
    return ~open_below & (pl.col("value_d") * sign >= _aim(sign))


def _fails(sign: int) -> pl.Expr:
    """Whether what came is surely less than an aim (``sign`` 1), or more than a limit (-1)."""
    open_above = pl.col("comparator_d").is_in(_MORE if sign > 0 else _LESS)
    strict = pl.col("comparator_d") == (Comparator.LESS if sign > 0 else Comparator.MORE)
    came = pl.col("value_d") * sign
    return ~open_above & ((came < _aim(sign)) | (strict & (came == _aim(sign))))
