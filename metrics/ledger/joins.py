"""Which assertions tell one claim: the same quantity of the same origin, in coarser or finer words."""

import polars as pl

from ..vocabulary import Status
from . import relations as r
from .relations import a, b

_REMEMBERED = 400
_DIGITS_OF_MEANS = 3
_COST = 2**40


def joinable() -> pl.Expr:
    """The telling may be one of the other's claim, which is the better founded of the two."""
    forecast = (a("status") == Status.FORECAST) == (b("status") == Status.FORECAST)
    return (
        r.better() & r.same_metric() & a("agrees") & r.no_other_origin() & r.same_scope() & forecast
        & (r.under() == r.under("_b")) & _period() & _span() & _digits()
    )  # fmt: skip


def kinships(pairs: pl.DataFrame) -> pl.DataFrame:
    """Give all the others whose claim an assertion may join: a, parent, cost (the nearest one's is lowest), exact."""
    apart = (~r.same_origin()).cast(pl.Int64) * 4 + (~a("exact")).cast(pl.Int64) * 2 + (~r.overlap()).cast(pl.Int64)
    return pairs.filter(joinable()).select("a", "exact", parent="a_b", cost=apart * _COST + a("a_b"))


def _period() -> pl.Expr:
    """The periods overlap; or one is unsaid, and the telling came after the other's within about a year."""
    remembered = (a("said_last") - b("last")).dt.total_days().is_between(-31, _REMEMBERED)
    unsaid = r.undated() & (remembered | b("last").is_null() | a("said_first").is_null())
    vague = ~(r.coarse() ^ r.coarse("_b")) | a("exact")
    return (r.overlap() & vague) | unsaid.fill_null(value=True)


def _span() -> pl.Expr:
    return r.same_span() | (r.level() & r.same_origin() & (a("shared") >= _DIGITS_OF_MEANS))


def _digits() -> pl.Expr:
    """One digit in common is enough only if it is the same number, or the same party's for the same time."""
    return (a("shared") > 1) | a("exact") | (r.same_origin() & r.overlap())
