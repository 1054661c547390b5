"""When a value was computed by its teller: a multiple or a mean of others' figures, or parts added up wrongly."""

import polars as pl

from ..vocabulary import Comparator, Distortion, DocumentKind, Status
from . import relations as r
from .agreement import agree, same
from .pairs import NEEDED, anchors, gap
from .relations import a, b
from .scales import KEYS

_MULTIPLES = (2, 3, 4, 7, 12, 30, 52)
_LONG = 7
_SHORT = 4
_LARGE = 1e6
_DIFFER = 1.5
_SLIP = 0.05
_PARTS = (2, 4)
_QUARTER = 92


def multiples(said: pl.DataFrame) -> pl.DataFrame:
    """Find doubtful values of no origin that are a small multiple of another in the same document."""
    doubtful = said.filter("told", "weak", ~a("own"), a("status") == Status.LOW_RELIABILITY, a("worth") >= 0)
    beside = ["entity", "unit", "address"]
    if doubtful.is_empty():
        return _none()
    said = said.join(doubtful.select(beside).unique(), on=beside, how="semi", maintain_order="left")
    pairs = doubtful.select(*NEEDED).join(
        anchors(said.select(*NEEDED), *beside), on=beside, suffix="_b", coalesce=False
    )
    times = pl.any_horizontal([same(a("value"), b("value") * k) for k in _MULTIPLES])
    found = pairs.with_columns(gap()).filter(times, a("worth") == b("worth"), r.near() | a("gap").is_null())
    return found.select("a", by="a_b", kind=pl.lit(Distortion.ARITHMETIC_INVENTED.value))


def means(said: pl.DataFrame) -> pl.DataFrame:
    """Find values with many digits, of no named origin or a database's own, between two rivals with few."""
    database = a("document_kind") == DocumentKind.DATABASE
    cents = a("money") & (a("value") >= _LARGE) & (a("value") != a("value").round(0))
    computed = ~a("known") | database | cents | (a("origin_id") == a("publisher_id"))
    long = said.filter("told", ~a("own") | database, computed.fill_null(value=True), a("digits") >= _LONG)
    if long.is_empty():
        return _none()
    rivals = anchors(said.filter(a("digits") <= _SHORT).select(*NEEDED), *KEYS)
    pairs = long.select(*NEEDED).join(rivals, on=list(KEYS), suffix="_b", coalesce=False).with_columns(gap())
    close = pairs.filter(r.near(_QUARTER) | a("gap").is_null(), _apart(a("value"), b("value")) <= _DIFFER)
    least, most = b("value").min(), b("value").max()
    between = close.group_by("a").agg(
        by=b("a").min(), _between=(least < a("value").first()) & (most > a("value").first()),
        _told=same(a("value"), b("value")).any(),
    )  # fmt: skip
    return between.filter("_between", ~a("_told")).select("a", "by", kind=pl.lit(Distortion.ARITHMETIC_INVENTED.value))


def sums(said: pl.DataFrame) -> pl.DataFrame:
    """Find values that miss by a little the sum of the parts that the origin's own document gives."""
    days = [a("first"), a("last")]
    own = said.filter(
        "own", "told", *(day.is_not_null() for day in days), a("value") > 0, a("worth") == 0, a("comparable").is_null()
    )
    if own.is_empty():
        return _none()
    parts = own.group_by("entity", "unit", "group", "address", "first", "last", "itself").agg(
        value_b=a("value").unique().sum(), digits_b=a("digits").max(), count=a("value").n_unique(), a_b=a("a").min(),
        origin_id=a("origin_id").first(), _most=a("value").max(),
    )  # fmt: skip
    total_given = same(a("value_b"), 2 * a("_most"))
    whole = parts.filter(a("count").is_between(*_PARTS)).with_columns(
        value_b=pl.when(total_given).then("_most").otherwise("value_b")
    )
    told = said.filter("told", ~a("own"), a("comparator") == Comparator.EQUAL, a("digits") >= r.ROUGH)
    pairs = told.join(whole, on=["entity", "unit", "group"], suffix="_b", coalesce=False).with_columns(gap())
    party = (a("origin_id") == b("origin_id")) | (a("itself") & b("itself"))
    off = (a("value") / b("value") - 1).abs() <= _SLIP
    wrong = off & ~agree(a("value"), a("digits"), b("value"), b("digits"))
    ends = (a("last") - b("last")).dt.total_days().abs() <= 1
    return pairs.filter(party, wrong, a("gap") == 0, ends).select(
        "a", by="a_b", kind=pl.lit(Distortion.TRANSCRIBED.value)
    )


def _none() -> pl.DataFrame:
    return pl.DataFrame(schema={"a": pl.UInt32, "by": pl.UInt32, "kind": pl.String})


def _apart(one: pl.Expr, other: pl.Expr) -> pl.Expr:
    return pl.max_horizontal(one / other, other / one)
