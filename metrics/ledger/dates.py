"""When a figure is told for another day than its own: shifted by days, by a year, or an old one dated anew."""

from typing import Literal

import polars as pl

from ..vocabulary import Comparator, Distortion, MetricKind, Precision, Status
from . import relations as r
from .overlap import QUANTITY
from .relations import a, b

_WEEK = 7
_YEAR = (300, 430)
_STALE = 550
_ROSE = 1.2
_STAYED = 1.1
_AT_THE_TIME = 100
_TIMELESS = "prices"
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
    """The same value for the same time of another year, where its own year is known to be wrong for it.

    Of a later year: the future of its document, or after the value had grown. Of an earlier one: before the value had
    been reached. Of either: where a known party gives that time another value, or where so many digits are no chance.
    """
    later = years_away().is_between(*_YEAR) & (_future() | a("outgrown") | _no_chance(r.FULL))
    before = (-years_away()).is_between(*_YEAR) & (a("unreached") | _no_chance(r.CLOSE)) & r.after()
    return (
        r.same_metric() & a("exact") & (later | before | ((years_away().abs().is_between(*_YEAR)) & _contradicted()))
        & r.no_other_origin() & ~a("own") & ~r.earlier() & r.same_scope() & _actual()
    )  # fmt: skip


def years_away() -> pl.Expr:
    """Count the days from the other's period to the telling's; whole years where one names no more than a year."""
    years = 365 * (a("last").dt.year() - b("last").dt.year())
    yearly = (a("precision") == Precision.YEAR) | (b("precision") == Precision.YEAR)
    return pl.when(yearly).then(years).otherwise((a("last") - b("last")).dt.total_days())


def _future() -> pl.Expr:
    return (a("first") > a("said_last")).fill_null(value=False)


def _contradicted() -> pl.Expr:
    """A known party gives the telling's own time another value, and the telling is no better founded."""
    return a("disputed") & r.after() & (a("shared") >= r.ROUGH) & ~r.rate()


def _no_chance(of_one_party: int) -> pl.Expr:
    """So many digits of a quantity that moves, told by who names nobody or, later, the same party."""
    moves = ~r.rate() & (a("group") != _TIMELESS).fill_null(value=True)
    named = r.same_origin() & r.after() & (a("shared") >= of_one_party)
    return moves & (a("shared") >= r.CLOSE) & (a("weak") | named)


def stale() -> pl.Expr:
    """An older value told for a time when its maker had already given a newer and higher one."""
    away = (a("first") - b("last")).dt.total_days()
    party = r.no_other_origin() | (b("itself") & ~a("panel"))
    return (
        r.same_metric() & a("exact") & away.is_between(r.NEAR + 1, _STALE) & ~away.is_between(*_YEAR) & party & ~a("own")
        & ~r.earlier() & a("outgrown") & ((a("shared") >= r.ROUGH) | b("itself")) & a("kind").is_in(_RUNNING) & r.same_scope() & _actual()
    )  # fmt: skip


def overtaken(pairs: pl.DataFrame, assertions: pl.DataFrame) -> pl.DataFrame:
    """Add what trusted statements say of the time between the two periods of a pair.

    ``outgrown``: the same quantity was by then stated a fifth higher. ``unreached``: it was then still a fifth lower.
    """
    heights = _heights(assertions)
    wanted = pairs.filter(r.same_metric() & a("exact") & (a("gap") > 0)).select(
        "a", "a_b", *QUANTITY, "value", "first", "last", "first_b", "last_b"
    )
    found = [_outgrown(wanted, heights), _unreached(wanted, heights)]
    for rows in found:
        pairs = pairs.join(rows, on=["a", "a_b"], how="left", maintain_order="left")
    return pairs.with_columns(a("outgrown", "unreached").fill_null(value=False))


def _heights(assertions: pl.DataFrame) -> pl.DataFrame:
    """Give each quantity's trusted values in time: what its maker or a known party said, and said at the time."""
    trusted = (a("own") | a("known")) & (a("status") == Status.NORMAL) | (
        a("panel") & (a("status") == Status.ESTIMATED)
    )
    timely = a("own") | ((a("said_last") - a("last")).dt.total_days() <= _AT_THE_TIME).fill_null(value=True)
    usable = assertions.filter(
        trusted, timely, a("last").is_not_null(), a("value").is_not_null(), a("comparator") != Comparator.LESS
    )
    heights = usable.select(*QUANTITY, stated="last", level="value").sort("stated")
    return heights.with_columns(peak=a("level").cum_max().over(QUANTITY))


def _outgrown(pairs: pl.DataFrame, heights: pl.DataFrame) -> pl.DataFrame:
    after = pairs.filter(a("first") > a("last_b")).with_columns(_day=a("first") - pl.duration(days=1))
    before = _at(after, "_day", heights).select(*after.columns, grown="peak")
    then = _at(before, "last_b", heights)
    rose = (a("grown") >= _ROSE * a("value")) & (a("peak") <= _STAYED * a("value"))
    return then.filter(rose).select("a", "a_b", outgrown=pl.lit(value=True))


def _unreached(pairs: pl.DataFrame, heights: pl.DataFrame) -> pl.DataFrame:
    """Look at the first statement after the telling's time and the last before the other's: one may be bent itself."""
    day = pl.duration(days=1)
    ahead = pairs.filter(a("last") < a("first_b")).with_columns(_from=a("last") + day, _to=a("first_b") - day)
    near = [_at(ahead, "_from", heights, "forward"), _at(ahead, "_to", heights)]
    lower = a("stated").is_between(a("_from"), a("_to")) & (a("value") >= _ROSE * a("level"))
    found = pl.concat([rows.filter(lower).select("a", "a_b") for rows in near]).unique()
    return found.with_columns(unreached=pl.lit(value=True))


def _at(
    pairs: pl.DataFrame, day: str, heights: pl.DataFrame, way: Literal["backward", "forward"] = "backward"
) -> pl.DataFrame:
    """Give each pair the newest height no later than a day, or the oldest no earlier."""
    return pairs.sort(day).join_asof(
        heights, left_on=day, right_on="stated", by=QUANTITY, strategy=way, check_sortedness=False, coalesce=False
    )


def _actual() -> pl.Expr:
    return (a("status") != Status.FORECAST) & (b("status") != Status.FORECAST)


RULES = {Distortion.DATE_SHIFT: shifted, Distortion.YEAR_SHIFT: year_shifted, Distortion.STALE_REDATED: stale}
