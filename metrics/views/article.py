"""One document with the figures that stand in it: where each number is, and what the ledger made of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import polars as pl

from ..errors import UsageError
from ..ledger import Ledger
from ..ledger.sentences import once
from ..market import Asked, Market
from ..vocabulary import Rank, Role
from .fields import named

_MOST = 1_000
"""Figures of one document that are gone into: a database has more than anybody reads."""
_BETWEEN = "\n\n"


class Kept(StrEnum):
    """What is archived of a document."""

    TEXT = "text"
    QUOTES = "quotes"
    NOTHING = "nothing"


class Standing(StrEnum):
    """What became of one figure of a document."""

    CHOSEN = "chosen"
    OTHER = "other"
    BENT = "bent"
    SUPERSEDED = "superseded"
    DEPRECATED = "deprecated"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Article:
    """A document in the version in which an observation was read, and every figure that its page ever gave.

    ``document`` has the fields of a document but its text; ``text`` is what is archived of it: all of it, or the
    sentences that are kept, in order, or nothing, as ``kept`` says. ``figures`` has one row an observation, in the
    order of the text: the fields of ``fields.WHY``, low, high, standing (of :class:`Standing`), number_start and
    number_end (offsets in ``text``, like quote_start and quote_end; null where it does not stand there). ``beyond`` is how
    many figures more the document has; ``newer`` the day on which a later version of its page was read.
    """

    document: Mapping[str, Any]
    text: str
    kept: Kept
    figures: pl.DataFrame
    beyond: int = 0
    newer: Any = None


_SCREEN = ("digits", "precision", "span", "scope", "status", "basis", "as_written", "confidence")
_OF_TELLINGS = ("observation", "claim", "role", "distortions", "rank", "superseded")
_CLAIMED = (
    "entity",
    "metric",
    "value",
    "low",
    "high",
    "comparator",
    "unit",
    "digits",
    "start",
    "end",
    "precision",
    "origin",
)


def article(market: Market, observation: str, asked: Asked) -> Article:
    """Return the document in which an observation was read, as of the asked times.

    For the screen each figure also has :data:`_SCREEN` with a ``_`` in front, ``_metric_label``, ``_language``,
    ``_grade``, ``_messages`` (what was found against it), ``_ruling_reason`` and ``_claimed``: of a bent telling the
    claim that it bends, of one that tells a chosen claim otherwise that claim, of one that was not chosen the claim that
    was, a struct of entity_name, metric_label and :data:`_CLAIMED`.

    Raises:
        UsageError: there is no such observation.
    """
    found = market.collect(market.store.observations().filter(pl.col("id") == observation).select("document").head(1))
    if found.is_empty():
        raise UsageError(f"no observation {observation!r}. Ids: aimarket why ENTITY METRIC --format json")
    versions = _versions(market, found["document"][0])
    shown = versions.filter(pl.col("id") == found["document"][0]).row(0, named=True)
    rows, beyond = _observations(market, versions["id"], observation, asked)
    figures = _judged(market, rows, asked).with_columns(
        publisher=pl.lit(shown["publisher"], pl.String), url=pl.lit(shown["url"], pl.String),
        _language=pl.lit(shown["language"], pl.String),
    )  # fmt: skip
    text, kept = _archived(shown.pop("text"), figures)
    last = versions.row(-1, named=True)
    newer = last["retrieved_at"] if last["id"] != shown["id"] else None
    return Article(shown, text, kept, _placed(figures, text), beyond, newer)


def _versions(market: Market, document: str) -> pl.DataFrame:
    """Fetch a document with, for their ids, all versions of its page, in the order in which they were read."""
    documents = market.store.documents()
    mine = market.collect(documents.filter(pl.col("id") == document))
    url = mine["url"][0] if mine.height else None
    if url is None:
        return mine
    others = documents.filter(pl.col("url") == url, pl.col("id") != document).with_columns(text=pl.lit(None, pl.String))
    return pl.concat([mine, market.collect(others)]).sort("recorded_at", "retrieved_at", "id", nulls_last=False)


def _observations(market: Market, documents: pl.Series, asked_for: str, asked: Asked) -> tuple[pl.DataFrame, int]:
    rows = market.collect(market.scan(asked).filter(pl.col("document").is_in(documents.implode())))
    first = pl.col("id") != asked_for
    kept = rows.sort(first, "recorded_at", "id").head(_MOST)
    return kept.rename({"id": "observation"}), rows.height - kept.height


def _judged(market: Market, rows: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    """Join to observations what the ledger made of them; those that do not count yet wait for a ruling."""
    entities, metrics = (tuple(sorted(rows[name].unique())) for name in ("entity", "metric"))
    part = market.reckon(replace(asked, entities=entities, metrics=metrics))
    tellings = part.tellings.select(_OF_TELLINGS)
    known = rows.join(tellings, on="observation", how="left", maintain_order="left")
    known = known.join(_messages(part), on="observation", how="left", maintain_order="left")
    known = known.join(_ruled(market, asked), on="observation", how="left", maintain_order="left")
    known = known.join(_chosen(part), on="claim", how="left", maintain_order="left").with_columns(standing=_standing())
    known = known.join(_held_against(part, market), on="claim", how="left", maintain_order="left")
    told = pl.col("standing").is_in([Standing.BENT, Standing.OTHER])
    itself = (pl.col("standing") == Standing.BENT) | ((pl.col("standing") == Standing.CHOSEN) & _otherwise())
    claimed = pl.when(itself).then("_own").when(told).then("_over")
    known = named(known.with_columns(_claimed=claimed), market.catalog, market.now.date())
    empty = pl.lit([], dtype=pl.List(pl.String))
    return known.with_columns(
        pl.col("distortions", "_messages").fill_null(empty),
        rank=pl.coalesce("rank", "_ruled", pl.lit(Rank.NORMAL.value)),
    ).rename({name: f"_{name}" for name in _SCREEN})


def _messages(part: Ledger) -> pl.DataFrame:
    kinds = part.findings.group_by("observation", maintain_order=True).agg(
        findings=pl.col("kind").unique(maintain_order=True)
    )
    words = once(part.findings).group_by("observation").agg(_messages=pl.col("message").unique(maintain_order=True))
    return kinds.join(words, on="observation", how="left", maintain_order="left")


def _ruled(market: Market, asked: Asked) -> pl.DataFrame:
    return market.ruled(asked).select("observation", _ruled="rank", _ruling_reason="reason")


def _chosen(part: Ledger) -> pl.DataFrame:
    return part.figures.select("claim", _grade="grade", _is_figure=pl.lit(value=True)).unique("claim", keep="first")


def _standing() -> pl.Expr:
    word = {each: pl.lit(each.value) for each in Standing}
    return (
        pl.when(pl.col("claim").is_null()).then(word[Standing.WAITING])
        .when(pl.col("rank") == Rank.DEPRECATED).then(word[Standing.DEPRECATED])
        .when("superseded").then(word[Standing.SUPERSEDED])
        .when(pl.col("role") == Role.DISTORTED).then(word[Standing.BENT])
        .when(pl.col("_is_figure").fill_null(value=False)).then(word[Standing.CHOSEN])
        .otherwise(word[Standing.OTHER])
    )  # fmt: skip


def _otherwise() -> pl.Expr:
    """Tell the figures that are not told in the very words of their claim: another value, comparator or period."""
    own = pl.col("_own").struct
    names = ("value", "comparator", "start", "end")
    return pl.any_horizontal([own.field(name).ne_missing(pl.col(name)) for name in names])


def _held_against(part: Ledger, market: Market) -> pl.DataFrame:
    """Give of each claim itself (``_own``) and the figure that was chosen over it (``_over``)."""
    claims = named(part.claims.select("claim", *_CLAIMED), market.catalog, market.now.date())
    own = pl.struct(*_CLAIMED, "entity_name", metric_label="_metric_label")
    told = claims.select("claim", _own=own)
    rivals = part.figures.select(_by="claim", claim="rival_claims").explode("claim").drop_nulls()
    over = rivals.join(told.rename({"claim": "_by", "_own": "_over"}), on="_by").drop("_by")
    return told.join(over.unique("claim", keep="first", maintain_order=True), on="claim", how="left")


def _archived(text: str | None, figures: pl.DataFrame) -> tuple[str, Kept]:
    """Return what is archived: the text, or else the kept sentences in their order."""
    if text:
        return text, Kept.TEXT
    quoted = figures.filter(pl.col("quote").is_not_null()).sort("quote_start", nulls_last=True, maintain_order=True)
    quotes = quoted["quote"].unique(maintain_order=True).to_list()
    return _BETWEEN.join(quotes), Kept.QUOTES if quotes else Kept.NOTHING


def _placed(figures: pl.DataFrame, text: str) -> pl.DataFrame:
    """Say where in the text each sentence and its number stand, and put the figures in that order."""
    places = [
        _place(text, row) for row in figures.select("quote", "quote_start", "quote_end", "_as_written").iter_rows()
    ]
    names = ("quote_start", "quote_end", "number_start", "number_end")
    found = pl.DataFrame(places, schema=dict.fromkeys(names, pl.Int64), orient="row")
    placed = figures.drop("quote_start", "quote_end").hstack(found)
    return placed.sort("number_start", "quote_start", "entity", "metric", "start", "observation", nulls_last=True)


_Place = tuple[int | None, int | None, int | None, int | None]


def _place(text: str, row: Sequence[Any]) -> _Place:
    quote, start, end, number = row
    if not quote:
        return None, None, None, None
    if start is None or end is None or text[start:end] != quote:
        start = text.find(quote)
        if start < 0:
            return None, None, None, None
        end = start + len(quote)
    return start, end, *number_place(text, start, end, number)


def number_place(text: str, start: int, end: int, number: str | None) -> tuple[int | None, int | None]:
    """Find a number in the sentence between two offsets: the first that is not the tail of a longer one.

    >>> number_place("122 and 22 million", 0, 18, "22 million")
    (8, 18)
    """
    if not number:
        return None, None
    found = re.compile(rf"(?<![\d.,]){re.escape(number)}").search(text, start, end)
    at = found.start() if found else text.find(number, start, end)
    return (None, None) if at < 0 else (at, at + len(number))
