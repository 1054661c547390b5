"""When a value is told of another quantity than its own: another period's users, another unit, another basis of money."""

import polars as pl

from ..vocabulary import Basis, Distortion, MetricKind, Span, Status
from . import relations as r
from .overlap import QUANTITY
from .relations import a, b
from .scales import LOCAL

_ROLLING = 3
_ADJACENT = 31
_YEAR_END = 45
_PEOPLE, _COMPANIES = 2, 3
_DOLLAR = "USD"
_ESTIMATES = [Basis.PANEL.value, Basis.MODELLED.value, Basis.SURVEY.value, Basis.DERIVED.value]
_SAID_BY_ITSELF = [Basis.DISCLOSED.value, Basis.FILING.value]


def period_unit() -> pl.Expr:
    """Daily told for weekly or monthly, or the reverse; in doubt the shorter period is the bent one.

    A longer one told without a day, to one digit, is as likely another figure: a billion a week is no less a month.
    """
    both = (
        (a("comparable") == b("comparable"))
        & (a("order") <= _ROLLING)
        & (b("order") <= _ROLLING)
        & (a("metric") != b("metric"))
    )
    time = r.near(_ADJACENT) | r.undated()
    value = (a("exact") | (a("agrees") & (a("shared") >= r.CLOSE))) & (
        (a("shared") >= r.ROUGH) | (a("exact") & (r.overlap() | r.undated()))
    )
    weaker = a("weak") & ~b("weak")
    stronger = b("weak") & ~a("weak")
    inflated = ~stronger & (a("order") < b("order"))
    chance = (a("order") > b("order")) & r.undated() & (a("shared") < r.ROUGH)
    return (
        _both_users(both)
        & time
        & value
        & r.no_other_origin()
        & ~r.protected()
        & ~chance
        & r.same_scope()
        & (weaker | r.later() | inflated)
    )


def metric_swap() -> pl.Expr:
    """Events told as people, repositories told as models, registered told as active."""
    apart = (a("metric") != b("metric")) & (a("comparable").is_null() | (a("comparable") != b("comparable"))).fill_null(
        value=True
    )
    heavier = (a("worth") > b("worth")) & (b("worth") >= 0) & ~_people_to_companies()
    active = (a("comparable") == b("comparable")) & (a("order") <= _ROLLING) & (b("order") > _ROLLING)
    return ((apart & heavier) | active).fill_null(value=False) & _same_thing() & ~r.protected()


def unit_swap() -> pl.Expr:
    """Users told as customers or companies, whatever the metric is called."""
    return _people_to_companies() & _same_thing() & ~r.protected()


def basis_swap() -> pl.Expr:
    """A rate at the end of a period told as the money of the whole period, or an estimate as a count or disclosure."""
    return _rate_as_sum() | _estimate_as_count()


def _rate_as_sum() -> pl.Expr:
    kin = a("money") & b("money") & (a("unit") == b("unit")) & (a("metric") != b("metric")) & (a("stem") == b("stem"))
    recognised = (a("kind") == MetricKind.FLOW) & (b("kind") != MetricKind.FLOW)
    ends = (a("last") - b("last")).dt.total_days().abs() <= _YEAR_END
    value = a("exact") | (a("agrees") & ((a("shared") >= r.CLOSE) | a("disputed")))
    return (
        kin & recognised & (ends | (r.undated() & (a("shared") >= r.ROUGH))).fill_null(value=False) & value & r.no_other_origin()
        & ~r.protected() & (a("basis") != Basis.FILING)
    )  # fmt: skip


def _estimate_as_count() -> pl.Expr:
    """A panel's or a model's figure told as measured, or as disclosed by who is spoken of.

    A panel that discloses its own estimate does so rightly. The fewer digits, the likelier two figures are only alike.
    """
    itself = a("itself") & ~b("itself") & (a("shared") >= r.CLOSE)
    party = (r.no_other_origin() & (a("shared") >= r.ROUGH)) | itself
    return (
        r.same_metric() & told_as_count() & party & (a("exact") | (a("agrees") & (a("shared") >= r.FULL)))
        & (r.overlap() | r.undated()) & r.after() & ~a("own") & ~r.rate() & r.same_scope()
    ).fill_null(value=False)  # fmt: skip


def told_as_count() -> pl.Expr:
    """One is known by estimate, the other by count, or by the word of who is spoken of."""
    by_itself = a("basis").is_in(_SAID_BY_ITSELF) & (a("itself") | a("weak"))
    estimated = b("basis").is_in(_ESTIMATES) | (b("panel") & (b("basis") == Basis.UNSTATED))
    return estimated & ((a("basis") == Basis.MEASURED) | by_itself)


def currency() -> pl.Expr:
    """The same digits in another currency; of dollars and the money of the entity's own country, dollars are the slip.

    Unless who said it in dollars is the origin, or named it and was first.
    """
    money = (a("metric") == b("metric")) & a("money") & (a("unit") != b("unit"))
    local = a("country").replace_strict({country: code for country, (code, _) in LOCAL.items()}, default=None)
    dollars_for_local = (b("unit") == local) & (a("unit") == _DOLLAR)
    local_for_dollars = (a("unit") == local) & (b("unit") == _DOLLAR)
    first = b("own") | (r.after() & ~b("weak"))
    blamed = dollars_for_local | (pl.when(local_for_dollars).then(first).otherwise(r.better()))
    same_number = a("exact") & (r.near() | r.undated()) & r.no_other_origin()
    return money & same_number & blamed.fill_null(r.better()) & ~r.protected()


def disputed(pairs: pl.DataFrame, assertions: pl.DataFrame) -> pl.DataFrame:
    """Add ``disputed``: a known party gives another value for the telling's own metric and last day."""
    usable = assertions.filter(a("known") | a("own"), a("last").is_not_null(), a("status") == Status.NORMAL)
    known = usable.group_by(*QUANTITY, "last").agg(_least=a("value").min(), _most=a("value").max())
    rows = pairs.join(known, on=[*QUANTITY, "last"], how="left", maintain_order="left")
    off = (a("_least") < 0.8 * a("value")) | (a("_most") > 1.25 * a("value"))
    return rows.with_columns(disputed=off.fill_null(value=False)).drop("_least", "_most")


def _people_to_companies() -> pl.Expr:
    people = (b("worth") == _PEOPLE) & (a("worth") == _COMPANIES)
    return people & ((a("metric") != b("metric")) | (a("unit") != b("unit")))


def _same_thing() -> pl.Expr:
    """One number of one party: the fewer digits it has, the closer everything else must be.

    A page that gives one number to both quantities tells them apart; one that rounds it for the other does not.
    """
    written = (a("exact") | (a("agrees") & (a("shared") >= r.ROUGH))) & b("told")
    many = (a("shared") >= r.CLOSE) & (r.overlap() | r.undated()) & r.no_other_origin()
    some = (a("shared") >= r.ROUGH) & r.overlap() & r.same_origin()
    one = a("exact") & r.identical_period() & r.same_origin()
    promised = a("exact") & _one_promise() & r.same_origin()
    summed = (a("span") != Span.SUM) | (b("span") != Span.SUM)
    told_apart = (a("address") == b("address")) & a("exact")
    return written & (many | some | one | promised) & summed & ~told_apart.fill_null(value=False)


def _one_promise() -> pl.Expr:
    """Both are promised for about the same days: when it is due is told in words such as "next week", or not at all."""
    forecast = (a("status") == Status.FORECAST) & (b("status") == Status.FORECAST)
    said = (a("said_last") - b("said_first")).dt.total_days().abs() <= _ADJACENT
    return (forecast & (r.near(_ADJACENT) | (r.undated() & said))).fill_null(value=False)


def _both_users(condition: pl.Expr) -> pl.Expr:
    return condition.fill_null(value=False)


RULES = {
    Distortion.PERIOD_UNIT: period_unit,
    Distortion.METRIC_SWAP: metric_swap,
    Distortion.UNIT_SWAP: unit_swap,
    Distortion.BASIS_SWAP: basis_swap,
    Distortion.CURRENCY: currency,
}
