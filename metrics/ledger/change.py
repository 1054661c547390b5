"""How a figure moved: against the figure before in its own series, or between two dates; never across series."""

from datetime import date

import polars as pl

from ..vocabulary import Status
from .registry import Registry
from .series import points, summed


def change(figures: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Add ``change`` (0.12 = +12 %) and ``previous``, the value of the figure before in the same series.

    Both are null where there is none, where the value before is zero, for promises, for figures without a period, and
    for sums said before their period was over, which are no one's "before" either.
    """
    whole = pl.col("value").is_not_null() & pl.col("end").is_not_null() & (pl.col("status") != Status.FORECAST)
    usable = whole.fill_null(value=False) & ~partial(registry)
    narrow = figures.select("series", "end", "start", "claim", "value", _whole=usable).with_row_index("_row")
    ordered = narrow.filter("_whole").sort(pl.col("series").hash(), "end", "start", "claim")
    before = pl.when(pl.col("series") == pl.col("series").shift(1)).then(pl.col("value").shift(1))
    moved = pl.when(before != 0).then(pl.col("value") / before - 1)
    found = ordered.select("_row", change=moved, previous=before)
    back = narrow.select("_row").join(found, on="_row", how="left", maintain_order="left")
    return figures.with_columns(back["change"], back["previous"])


def partial(registry: Registry) -> pl.Expr:
    """Tell the sums that were said before their period was over."""
    return (summed(registry) & (pl.col("stated_on") < pl.col("end"))).fill_null(value=False)


def growth(figures: pl.DataFrame, series: str, since: date, until: date) -> float | None:
    """Return the relative growth of one series from its last figure at ``since`` to its last one at ``until``.

    ``None`` if either is missing, if both are the same figure, or if it starts from zero.
    """
    rows = points(figures, series).filter(pl.col("value").is_not_null() & pl.col("end").is_not_null())
    first, last = rows.filter(pl.col("end") <= since).tail(1), rows.filter(pl.col("end") <= until).tail(1)
    if until <= since or first.is_empty() or first["claim"][0] == last["claim"][0] or first["value"][0] == 0:
        return None
    return float(last["value"][0] / first["value"][0] - 1)
