"""How the two assertions of a pair stand to each other: in time, scope, span, origin. Words that the rules are made of.

Columns of the assertion held against end in ``_b``.
"""

import polars as pl

from ..vocabulary import Comparator, MetricKind, Precision, Span, Status
from . import overlap as time
from .scope import FIELDS, compatible

a = pl.col
NEAR = 60
ROUGH, CLOSE, FULL = 2, 3, 4
"""How many digits two values share: two may be chance, three hardly, four is the number itself."""
_UNDER = [Comparator.LESS.value, Comparator.AT_MOST.value]
_LEVELS = [Span.POINT.value, Span.MEAN.value]
_COARSE = [Precision.QUARTER.value, Precision.HALF.value]
_RATES = [MetricKind.SHARE.value, MetricKind.PRICE.value, MetricKind.SCORE.value]


def b(name: str) -> pl.Expr:
    """The column of the assertion held against."""
    return pl.col(f"{name}_b")


def same_metric() -> pl.Expr:
    """The same metric in the same unit."""
    return (a("metric") == b("metric")) & (a("unit") == b("unit"))


def overlap() -> pl.Expr:
    """Both name their period, and the periods share a day."""
    return (a("gap") == 0).fill_null(value=False)


def undated() -> pl.Expr:
    """The telling names no period."""
    return a("last").is_null()


def near(days: int = NEAR) -> pl.Expr:
    """The periods are at most so many days apart."""
    return (a("gap") <= days).fill_null(value=False)


def identical_period() -> pl.Expr:
    """Both name the very same days."""
    return ((a("last") == b("last")) & (a("first") == b("first"))).fill_null(value=False)


def same_origin() -> pl.Expr:
    """One party made both figures; an entity and its owner are one party."""
    return (a("origin_id") == b("origin_id")).fill_null(value=False) | (a("itself") & b("itself"))


def no_other_origin() -> pl.Expr:
    """The telling names the same origin, or none that could have made the figure."""
    return same_origin() | a("weak")


def earlier() -> pl.Expr:
    """The telling was certainly said before the other."""
    return (a("said_last") < b("said_first")).fill_null(value=False)


def later() -> pl.Expr:
    """The telling was certainly said after the other."""
    return (b("said_last") < a("said_first")).fill_null(value=False)


def after() -> pl.Expr:
    """The telling was said after the other, or may have been and is the worse founded of the two."""
    return later() | a("said_first").is_null() | (better() & ~earlier())


def unheard() -> pl.Expr:
    """The telling was said before the other's period began, so it cannot be an echo of it, unless that is a forecast."""
    return ((a("said_last") < b("first")) & (b("status") != Status.FORECAST)).fill_null(value=False)


def protected() -> pl.Expr:
    """The telling is its origin's own, or the first to say so and says who made it."""
    return a("own") | (earlier() & ~a("weak"))


def better() -> pl.Expr:
    """The other assertion is the better founded."""
    return a("a_b") < a("a")


def rate() -> pl.Expr:
    """The metric is a share, a price or a score: flat for months, and often equal by chance."""
    return a("kind").is_in(_RATES).fill_null(value=False)


def under(side: str = "") -> pl.Expr:
    """The value is only an upper bound."""
    return pl.col(f"comparator{side}").is_in(_UNDER)


def same_scope() -> pl.Expr:
    """Each field of the scope is equal, a qualification of the other's word, or unsaid by one."""
    return pl.all_horizontal([compatible(a(name), b(name)).fill_null(value=True) for name in FIELDS])


def same_span() -> pl.Expr:
    """Both are the same kind of value over time, or one does not say which."""
    return time.same_span("_b")


def level() -> pl.Expr:
    """One is a point and the other a mean."""
    return a("span").is_in(_LEVELS) & b("span").is_in(_LEVELS)


def coarse(side: str = "") -> pl.Expr:
    """The period is a quarter or a half year, which is no vague way to name a month."""
    return pl.col(f"precision{side}").is_in(_COARSE).fill_null(value=False)
