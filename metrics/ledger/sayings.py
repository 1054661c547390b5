"""When the value is right and what is said about it is not: who made it, how sure it is, or its last digits."""

import polars as pl

from ..vocabulary import Basis, Comparator, Distortion, Span, Status
from . import relations as r
from .relations import a, b

_SLIP = 0.05
_PANEL = [Basis.PANEL.value, Basis.MODELLED.value]
_FIRM = [Comparator.EQUAL.value, Comparator.MORE.value, Comparator.AT_LEAST.value, Comparator.ABOUT.value]
_VAGUE_METRIC = "claim"


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
    """An upper bound told as a level, a promise as a fact, a doubtful value as a firm one."""
    one_group = (
        (a("metric") == b("metric"))
        | (a("comparable") == b("comparable"))
        | (
            ((a("worth") == b("worth")) & (a("unit") == b("unit")) & (a("group") == b("group")))
            & ((a("kind") == _VAGUE_METRIC) | (b("kind") == _VAGUE_METRIC))
        )
    )
    same_value = a("exact") & (a("unit") == b("unit")) & r.overlap() & ~a("own") & ~r.earlier()
    hearsay = r.no_other_origin() | b("weak") | (a("itself") & (b("status") == Status.LOW_RELIABILITY))
    bound = one_group & r.under("_b") & a("comparator").is_in(_FIRM) & hearsay
    promise = (
        r.same_metric()
        & (b("status") == Status.FORECAST)
        & (a("status") == Status.NORMAL)
        & (a("said_last") < a("last")).fill_null(value=False)
        & r.later()
        & r.no_other_origin()
    )
    doubted = (
        r.same_metric()
        & (b("status") == Status.LOW_RELIABILITY)
        & (a("status") == Status.NORMAL)
        & (a("shared") >= r.ROUGH)
        & r.later()
        & r.no_other_origin()
    )
    inferred = (
        r.same_metric()
        & (b("basis") == Basis.DERIVED)
        & (a("basis") != Basis.DERIVED)
        & a("itself")
        & ~b("itself")
        & (a("shared") >= r.ROUGH)
        & r.later()
    )
    return same_value & (bound | promise | doubted | inferred).fill_null(value=False)  # fmt: skip


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
