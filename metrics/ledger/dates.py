"""When a figure is told for another day than its own: shifted by days, by a year, or an old one dated anew."""

import polars as pl

from ..vocabulary import Comparator, Distortion, MetricKind, Status
from . import relations as r
from .relations import a, b

_WEEK = 7
_YEAR = (300, 430)
_STALE = 550
_ROSE = 1.2
_STAYED = 1.1
_RUNNING = (MetricKind.GAUGE.value, MetricKind.ROLLING.value, MetricKind.CUMULATIVE.value, MetricKind.CLAIM.value)


def shifted() -> pl.Expr:
    """The same value for days that lie near its own without touching them."""
    days = (a("last") - a("first")).dt.total_days()
    volatile = ~r.rate() & (a("kind") != MetricKind.CUMULATIVE).fill_null(value=True)
    on_day = days <= _WEEK
    same_party = (
        r.same_origin()
        & ~r.rate()
        & (
            (
                on_day
                & (
                    (a("shared") >= r.FULL)
                    | ((a("shared") >= r.CLOSE) & volatile)
                    | (a("released") & (a("shared") >= r.ROUGH))
                )
            )
            | ((a("shared") >= r.FULL) & a("exact"))
        )
    )
    nameless = a("weak") & on_day & volatile & (a("shared") >= r.ROUGH) & (b("digits") >= r.CLOSE)
    return (
        r.same_metric() & a("agrees") & ~r.overlap() & r.near() & (same_party | nameless) & r.better() & b("told")
        & ~r.protected() & r.same_scope() & _actual()
    )  # fmt: skip


def year_shifted() -> pl.Expr:
    """The same value for the same time of another year: the future of its document, or after the value had grown."""
    away = (a("last") - b("last")).dt.total_days()
    future = (a("first") > a("said_last")).fill_null(value=False)
    telling = a("exact") & (a("shared") >= r.CLOSE) & ~r.rate() & a("weak")
    return (
        r.same_metric() & a("exact") & away.is_between(*_YEAR) & r.no_other_origin() & ~a("own") & ~r.earlier()
        & (future | a("outgrown") | telling) & r.same_scope() & _actual()
    )  # fmt: skip


def stale() -> pl.Expr:
    """An older value told for a time when its maker had already given a newer and higher one."""
    away = (a("first") - b("last")).dt.total_days()
    party = r.no_other_origin() | (b("itself") & ~a("panel"))
    return (
        r.same_metric() & a("exact") & away.is_between(r.NEAR + 1, _STALE) & ~away.is_between(*_YEAR) & party & ~a("own")
        & ~r.earlier() & a("outgrown") & ((a("shared") >= r.ROUGH) | b("itself")) & a("kind").is_in(_RUNNING) & r.same_scope() & _actual()
    )  # fmt: skip


def outgrown(pairs: pl.DataFrame, assertions: pl.DataFrame) -> pl.DataFrame:
    """Add ``outgrown``: between the two periods the same quantity was stated a fifth higher, by its maker or a known party."""
    trusted = (a("own") | a("known")) & (a("status") == Status.NORMAL) | (
        a("panel") & (a("status") == Status.ESTIMATED)
    )
    usable = assertions.filter(
        trusted, a("last").is_not_null(), a("value").is_not_null(), a("comparator") != Comparator.LESS
    )
    heights = usable.select("entity", "metric", "unit", "last", "value").sort("last").with_columns(
        peak=a("value").cum_max().over("entity", "metric", "unit")
    ).select("entity", "metric", "unit", "last", "peak")  # fmt: skip
    keys = ["entity", "metric", "unit"]
    wanted = pairs.filter(r.same_metric() & a("exact") & (a("first") > b("last"))).select(
        "a", "a_b", *keys, "value", "first", "last_b"
    )
    before = wanted.with_columns(_day=a("first") - pl.duration(days=1)).sort("_day").join_asof(
        heights, left_on="_day", right_on="last", by=keys, check_sortedness=False
    )  # fmt: skip
    then = before.sort("last_b").join_asof(
        heights, left_on="last_b", right_on="last", by=keys, suffix="_then", check_sortedness=False
    )
    rose = (a("peak") >= _ROSE * a("value")) & (a("peak_then") <= _STAYED * a("value"))
    found = then.filter(rose).select("a", "a_b", outgrown=pl.lit(value=True))
    return pairs.join(found, on=["a", "a_b"], how="left", maintain_order="left").with_columns(
        a("outgrown").fill_null(value=False)
    )


def _actual() -> pl.Expr:
    return (a("status") != Status.FORECAST) & (b("status") != Status.FORECAST)


RULES = {Distortion.DATE_SHIFT: shifted, Distortion.YEAR_SHIFT: year_shifted, Distortion.STALE_REDATED: stale}
