"""``why``: who says so, in which words, who said it first and who only repeats it."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from ..citations import citations
from ..ledger import Ledger
from ..ledger.figures import explain
from ..ledger.registry import registry_of
from ..market import Asked, Market
from ..vocabulary import Role, Status
from .fields import WHY, named, ordered
from .said import fineness


@dataclass(frozen=True, slots=True)
class Why:
    """The tellings behind a figure and what was found against them.

    ``tellings`` has the fields of ``fields.WHY``, the most told claim first, in it the origin's own page first and then
    who told it in the order in which they did; ``claims`` one row a claim in the same order, with grade, spread and the
    reasons, and last, where they are of one day, the newest figure of all; ``findings`` one row a finding with its message.
    """

    tellings: pl.DataFrame
    claims: pl.DataFrame
    findings: pl.DataFrame


_SCREEN = (
    "digits", "precision", "span", "language", "title", "attribution", "scope", "as_written", "status", "basis", "rank",
    "superseded",
)  # fmt: skip


def why(market: Market, asked: Asked, on: date | None = None) -> Why:
    """Return the echo tree of one entity and metric, of all periods or of those that cover a day.

    For the screen the tellings also have :data:`_SCREEN` with a ``_`` in front, ``_ruling_reason``, ``_stated_precision``
    (see ``said.fineness``), ``_first`` (in words, of what was told on the earliest day of its claim), and ``_citation``
    for the first claim; the claims have ``_why_chosen``, what the first was chosen over and by which criterion.
    """
    part = market.reckon(asked)
    claims = everything = _judged(part.claims, part.figures)
    if on is not None:
        claims = _covering(claims, on)
    claims = claims.sort(
        "tellings", pl.coalesce("end", "start", "stated_on"), "claim", descending=[True, True, False], nulls_last=True
    )
    claims = claims.with_columns(_why_chosen=_reasons(claims, part, market))
    tellings = _placed(part.tellings, claims).with_columns(_stated_precision=fineness(), _first=_first())
    tellings = named(tellings, market.catalog, market.now.date())
    tellings = tellings.join(_ruled(market, asked), on="observation", how="left", maintain_order="left")
    tellings = tellings.rename({name: f"_{name}" for name in _SCREEN})
    tellings = tellings.join(_cited(claims.head(1), market), on="claim", how="left", maintain_order="left")
    findings = part.findings.filter(pl.col("observation").is_in(tellings["observation"].implode()))
    return Why(ordered(tellings, WHY), _with_newest(claims, everything), findings)


def _placed(tellings: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """Put tellings in the order of their claims, in each the origin first, then by the day on which they told it."""
    place = claims.select("claim").with_row_index("_place")
    told = pl.col("role") != Role.ORIGIN
    roles = {role: number for number, role in enumerate(Role)}
    order = pl.col("role").replace_strict(roles, default=len(roles), return_dtype=pl.Int64)
    return (
        tellings.join(place, on="claim", how="inner")
        .sort("_place", told, "stated_on", order, "observation", nulls_last=True)
        .drop("_place")
    )


def _with_newest(claims: pl.DataFrame, everything: pl.DataFrame) -> pl.DataFrame:
    """Add the newest figure of all periods, if it is not among the claims: who asks for a day is told what came after."""
    figures = everything.filter(pl.col("grade").is_not_null(), pl.col("status") != Status.FORECAST)
    newest = figures.sort(
        pl.coalesce("end", "start", "stated_on"), "start", "stated_on", "claim", nulls_last=False
    ).tail(1)
    return pl.concat([claims, newest.join(claims, on="claim", how="anti")], how="diagonal")


def _first() -> pl.Expr:
    """Say in words which tellings are of the earliest day of a claim that others tell too.

    Where the day of another is not known, or only its month, that one may have come before.
    """
    earliest = pl.col("stated_on").min().over("claim")
    vague = pl.coalesce(_since_when(), pl.date(1, 1, 1)) < earliest
    word = pl.when(vague.any().over("claim")).then(pl.lit("first dated")).otherwise(pl.lit("first"))
    return pl.when(pl.len().over("claim") > 1, pl.col("stated_on") == earliest).then(word)


def _since_when() -> pl.Expr:
    return pl.when(fineness().is_null()).then("stated_on").otherwise("published_on")


def _reasons(claims: pl.DataFrame, part: Ledger, market: Market) -> pl.Series:
    """Say of the first claim what it was chosen over; the others say nothing."""
    first = part.figures.join(claims.head(1).select("claim"), on="claim", how="semi")
    told = explain(first.row(0, named=True), part.claims, registry_of(market.catalog)) if len(first) else []
    return pl.Series([told if place == 0 else [] for place in range(len(claims))], dtype=pl.List(pl.String))


def _ruled(market: Market, asked: Asked) -> pl.DataFrame:
    return market.ruled(asked).select("observation", _ruling_reason="reason")


def _cited(claims: pl.DataFrame, market: Market) -> pl.DataFrame:
    known = named(claims, market.catalog, market.now.date())
    return claims.select("claim", _citation=citations(known).cast(pl.String))


def _judged(claims: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    extra = [name for name in ("grade", "grade_why", "rivals", "rival_claims", "spread", "change") if name in figures]
    return claims.join(figures.select("claim", *extra), on="claim", how="left", maintain_order="left")


def _covering(claims: pl.DataFrame, on: date) -> pl.DataFrame:
    """Keep the claims whose period covers a day, or else those of the nearest period before it."""
    start, end = pl.coalesce("start", "end", "stated_on"), pl.coalesce("end", "start", "stated_on")
    covering = claims.filter(start <= on, end >= on)
    if not covering.is_empty():
        return covering
    before = claims.filter(end <= on)
    return before.filter(end == end.max()) if not before.is_empty() else claims.head(0)
