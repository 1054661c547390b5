"""How a figure moved: against the figure before in its own series; never across series."""

import polars as pl

from ..vocabulary import Comparator, Status
from .registry import Registry
from .series import summed


def change(figures: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Add ``change`` (0.12 = +12 %) and ``previous``, the value of the figure before in the same series.

    ``_before`` is that figure's period: start, end, precision. All are null where there is none, for promises, for figures without a period, and for sums said before their period
    was over, which are no one's "before" either; ``change`` also where the value before is zero, and between two bounds:
    how far "over 3" lies from "over 2" is not known.
    """
    whole = pl.col("value").is_not_null() & pl.col("end").is_not_null() & (pl.col("status") != Status.FORECAST)
    usable = whole.fill_null(value=False) & ~partial(registry)
    period = pl.struct("start", "end", "precision")
    narrow = figures.select(
        "series", "end", "start", "claim", "value", _whole=usable, _bound=_bound(), _period=period
    ).with_row_index("_row")
    ordered = narrow.filter("_whole").sort(pl.col("series").hash(), "end", "start", "claim")
    same = pl.col("series") == pl.col("series").shift(1)
    before = pl.when(same).then(pl.col("value").shift(1))
    known = ~(pl.col("_bound") & pl.col("_bound").shift(1))
    moved = pl.when((before != 0) & known).then(pl.col("value") / before - 1)
    found = ordered.select(
        "_row", change=moved, previous=before, _before=pl.when(same).then(pl.col("_period").shift(1))
    )
    back = narrow.select("_row").join(found, on="_row", how="left", maintain_order="left")
    return figures.with_columns(back["change"], back["previous"], back["_before"])


def partial(registry: Registry) -> pl.Expr:
    """Tell the sums that were said before their period was over."""
    return (summed(registry) & (pl.col("stated_on") < pl.col("end"))).fill_null(value=False)


def _bound() -> pl.Expr:
    exact = pl.col("comparator").is_in([Comparator.EQUAL.value, Comparator.ABOUT.value])
    return (~exact).fill_null(value=False)
