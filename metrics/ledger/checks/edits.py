"""R20: the same page, the same quantity, another number than before."""

import polars as pl

from ...vocabulary import Check
from ..registry import Registry
from ..scope import fields
from .finding import findings, short, written

_QUANTITY = ("url", "entity", "metric", "start", "end", "_geo", "_platform", "_plan", "span", "status")


def edits(tellings: pl.DataFrame, claims: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Find tellings that silently replaced an older value on their page; held against the newest one they replaced.

    A platform's or regulator's own data is revised in the open, so that only told values count. An origin's own page
    may say what is new; only another number for the time that it had named is an edit.
    """
    del claims, registry
    dated = pl.coalesce("end", "start").is_not_null()
    pages = tellings.filter(pl.col("told") & (~pl.col("own") | dated) & pl.col("url").is_not_null()).with_columns(
        fields("_")
    )
    replaced = pages.filter("superseded")
    last = replaced.sort("recorded_at", "observation").unique(_QUANTITY, keep="last")
    current = pages.filter(~pl.col("superseded")).join(last, on=list(_QUANTITY), suffix="_w", nulls_equal=True)
    changed = current.filter((pl.col("value") != pl.col("value_w")) & (pl.col("recorded_at") > pl.col("recorded_at_w")))
    read = written("recorded_at_w")
    message = pl.format("the page said {} when read on {}, now {}", short("value_w"), read, short("value"))
    return findings(changed, Check.SILENT_EDIT, message)
