"""When the value is right and what is said about it is not: who made it, how sure it is, or its last digits."""

import polars as pl

from ..vocabulary import Basis, Comparator, Distortion, Span, Status
from . import relations as r
from .overlap import QUANTITY
from .relations import a, b
from .swaps import told_as_count

_SLIP = 0.05
_PANEL = [Basis.PANEL.value, Basis.MODELLED.value]
_FIRM = [Comparator.EQUAL.value, Comparator.MORE.value, Comparator.AT_LEAST.value, Comparator.ABOUT.value]
_VAGUE_METRIC = "claim"
_TENTATIVE = [Status.ESTIMATED.value, Status.PROVISIONAL.value]
_VALUE = (*QUANTITY, "value")


def attribution_swapped() -> pl.Expr:
    """A figure of one party told as another's: as the company's own what a panel estimated."""
    named = ~a("weak") & ~b("weak") & a("known") & b("known") & ~r.same_origin()
    estimated = a("itself") & ~b("itself") & (b("panel") | b("basis").is_in(_PANEL))
    taken = estimated & ((a("exact") & (a("shared") >= r.CLOSE)) | (a("agrees") & (a("shared") >= r.FULL)))
    other = a("exact") & (a("shared") >= r.FULL) & r.better() & (r.later() | a("said_first").is_null())
    return (
        r.same_metric()
        & named
        & (r.overlap() | r.undated())
        & (taken | other)
        & ~a("own")
        & ~r.earlier()
        & ~r.rate()
        & r.same_scope()
    )


def certainty_raised() -> pl.Expr:
    """An upper bound told as a level, a promise or an estimate as a fact, a doubtful value as a firm one."""
    said = a("exact") & (a("unit") == b("unit")) & ~a("own") & ~r.earlier()
    then = r.overlap() & (_bound() | _promise() | _doubted() | _inferred())
    return said & (then | _estimate() | _foretold()).fill_null(value=False)


def _bound() -> pl.Expr:
    one_group = (
        (a("metric") == b("metric"))
        | (a("comparable") == b("comparable"))
        | (
            ((a("worth") == b("worth")) & (a("unit") == b("unit")) & (a("group") == b("group")))
            & ((a("kind") == _VAGUE_METRIC) | (b("kind") == _VAGUE_METRIC))
        )
    )
    hearsay = r.no_other_origin() | b("weak") | (a("itself") & (b("status") == Status.LOW_RELIABILITY))
    return one_group & r.under("_b") & a("comparator").is_in(_FIRM) & hearsay


def _promise() -> pl.Expr:
    return _from_to(Status.FORECAST) & (a("said_last") < a("last")).fill_null(value=False) & r.no_other_origin()


def _doubted() -> pl.Expr:
    return _from_to(Status.LOW_RELIABILITY) & (a("shared") >= r.ROUGH) & r.no_other_origin()


def _from_to(status: Status) -> pl.Expr:
    """One quantity, said with a reservation and later without."""
    return r.same_metric() & (b("status") == status) & (a("status") == Status.NORMAL) & r.later()


def _inferred() -> pl.Expr:
    derived = (b("basis") == Basis.DERIVED) & (a("basis") != Basis.DERIVED)
    by_itself = a("itself") & ~b("itself")
    return r.same_metric() & derived & by_itself & (a("shared") >= r.ROUGH) & r.later()


def _estimate() -> pl.Expr:
    """An estimate or a provisional value told as final, by who says so and nowhere settled by the origin itself.

    That a panel's figure is told as somebody's count is named as such, see ``swaps.basis_swap``.
    """
    tentative = b("status").is_in(_TENTATIVE) & a("firm") & ~a("settled") & r.better() & ~told_as_count()
    time = (r.overlap() | r.undated()) & r.after()
    party = r.no_other_origin() | (a("itself") & ~b("itself"))
    return r.same_metric() & tentative & time & party & (a("shared") >= r.CLOSE) & r.same_scope() & r.same_span()


def _foretold() -> pl.Expr:
    """A forecast told as what came, to so many digits that it is no outcome; or as a fact without a time."""
    after = r.overlap() & (a("shared") >= r.CLOSE) & a("firm") & ~a("settled")
    untimely = r.undated() & (a("said_last") < b("last")) & (a("shared") >= r.ROUGH)
    return _from_to(Status.FORECAST) & (after | untimely) & r.no_other_origin() & r.same_scope()


def settled(pairs: pl.DataFrame, assertions: pl.DataFrame) -> pl.DataFrame:
    """Add ``settled``: the origin's own page states the telling's value without reservation."""
    firm = assertions.filter("own", a("status") == Status.NORMAL, a("last").is_not_null())
    known = firm.select(*_VALUE).unique().with_columns(settled=pl.lit(value=True))
    rows = pairs.join(known, on=list(_VALUE), how="left", maintain_order="left")
    return rows.with_columns(a("settled").fill_null(value=False))


def transcribed() -> pl.Expr:
    """Nearly what the origin's own document says of the same days, but not in rounding."""
    slip = (a("value") - b("value")).abs() <= _SLIP * b("value")
    ends = (a("last") - b("last")).dt.total_days().abs() <= 1
    starts = (a("first") - b("first")).dt.total_days().abs() <= 1
    plain = (a("comparator") == Comparator.EQUAL) & (b("comparator") == Comparator.EQUAL)
    return (
        r.same_metric() & ~a("agrees") & slip & b("own") & b("told") & ~a("own") & r.same_origin() & r.overlap() & ends & starts & plain
        & (a("shared") >= r.ROUGH) & ~r.earlier() & r.same_scope() & r.same_span() & (a("span") != Span.MEAN)
    )  # fmt: skip


RULES = {
    Distortion.ATTRIBUTION_SWAPPED: attribution_swapped,
    Distortion.CERTAINTY_RAISED: certainty_raised,
    Distortion.TRANSCRIBED: transcribed,
}
