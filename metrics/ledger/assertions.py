"""Tellings that say exactly the same are one assertion; assertions stand in one order, the best founded first.

Everything after this works on assertions, of which there are far fewer than tellings. An assertion is known by its
place in the order (``a``), so "better founded" is "smaller".
"""

import polars as pl

from ..vocabulary import Basis, Comparator, DocumentKind, MetricKind, Precision, Rank, Status
from .overlap import QUANTITY, days
from .registry import Registry
from .scope import spelled

_KEY = (
    "entity",
    "metric",
    "unit",
    "value",
    "comparator",
    "start",
    "end",
    "precision",
    "span",
    "status",
    "basis",
    "origin_id",
    "told",
)
_HEARSAY = [
    kind.value for kind in (DocumentKind.PRESS, DocumentKind.AGGREGATOR, DocumentKind.BLOG, DocumentKind.SOCIAL)
]
_WORTH = {
    "companies": 3,
    "customers": 3,
    "businesses": 3,
    "organizations": 3,
    "subscribers": 2,
    "seats": 2,
    "users": 2,
    "people": 2,
    "models": 1,
}
_NO_COUNT = [MetricKind.SHARE.value, MetricKind.PRICE.value, MetricKind.SCORE.value]
_NOT_COUNTED = ["money", "prices"]
_COUNTED = [Basis.MEASURED.value, Basis.DISCLOSED.value, Basis.FILING.value]
_READ = r"^(?:reader|starter)\b"
_FINENESS = {name.value: step for step, name in enumerate(Precision)}
_NO_PRECISION = len(_FINENESS)


def ordered(tellings: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Sort tellings, the best founded first, and add what the order rests on.

    Adds weak (no maker of figures is named), known (a party of the catalog is), itself (the entity or its owner is),
    said_first and said_last (the days between which it was said; said_first null if nobody knows), and ``a``.
    """
    rows = _maker(tellings, registry).with_columns(_clock()).with_columns(_order=_order())
    rows = rows.sort("_order", "observation").drop("_order")
    key = pl.struct(*_KEY, *spelled()).hash()
    rows = rows.with_columns(_key=key)
    first = rows.select("_key").unique(keep="first", maintain_order=True).with_row_index("a")
    return rows.join(first, on="_key", how="left", maintain_order="left").drop("_key")


def assertions(tellings: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Give one row an assertion in order: its best telling, when it was first said, the days it covers, its metric.

    ``first`` and ``last`` are the days measured (both null if unsaid); a cumulative value is a level at its end.
    """
    heard = tellings.group_by("a").agg(
        pl.col("said_first").min().alias("_said_first"), pl.col("said_last").min().alias("_said_last")
    )
    rows = tellings.unique("a", keep="first", maintain_order=True).join(
        heard, on="a", how="left", maintain_order="left"
    )
    rows = rows.with_columns(said_first="_said_first", said_last="_said_last").drop("_said_first", "_said_last")
    facts = registry.metrics.select(
        "metric", "comparable", "order", "kind", "money", "group", "low", "high", _units=pl.col("units")
    )
    things = registry.entities.select("entity", "family", "country", _released=pl.col("released"))
    first_day, last_day = days()
    return (
        rows.join(facts, on="metric", how="left", maintain_order="left")
        .join(things, on="entity", how="left", maintain_order="left")
        .with_columns(*spelled(), pl.col("money").fill_null(value=False), first=first_day, last=last_day)
        .with_columns(
            worth=_worth(),
            subject=pl.struct(QUANTITY).hash(),
            stem=pl.col("metric").str.extract(r"([^_]+)$"),
            address=pl.coalesce("url", "document"),
            released=_on_release_day(),
            firm=_firm(),
        )
        .drop("_units", "_released")
    )


def _maker(tellings: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    kinds = registry.publishers.select(origin_id="publisher", _origin_kind="kind")
    chains = registry.entities.select("entity", _chain="chain")
    makers = registry.entities["entity"].to_list()
    rows = tellings.join(kinds, on="origin_id", how="left", maintain_order="left")
    rows = rows.join(chains, on="entity", how="left", maintain_order="left")
    hearsay = pl.col("_origin_kind").is_in(_HEARSAY).fill_null(value=False)
    known = pl.col("_origin_kind").is_not_null() | pl.col("origin_id").is_in(makers)
    return rows.with_columns(
        weak=(pl.col("origin_id").is_null() & ~pl.col("own")) | hearsay,
        known=(known & ~hearsay).fill_null(value=False),
        itself=(
            pl.col("_chain").list.contains(pl.col("origin_id")) | (pl.col("own") & pl.col("origin_id").is_null())
        ).fill_null(value=False),
        panel=pl.col("_origin_kind")
        .is_in([DocumentKind.PANEL.value, DocumentKind.RESEARCH.value])
        .fill_null(value=False),
    ).drop("_origin_kind", "_chain")


def _clock() -> list[pl.Expr]:
    """Say between which days it was said: a document dated to a month, or to its first day, may be any day of it."""
    said, published = pl.coalesce("stated_on", "published_on"), pl.coalesce("published_on", "stated_on")
    fineness = pl.col("published_precision")
    first_of_month = (published.dt.day() == 1) & fineness.is_null() & (said.dt.truncate("1mo") == published)
    month = (fineness == Precision.MONTH).fill_null(value=False) | first_of_month
    year = (fineness == Precision.YEAR).fill_null(value=False)
    first = pl.when(year).then(published.dt.truncate("1y")).when(month).then(published.dt.month_start()).otherwise(said)
    last = (
        pl.when(year).then(published.dt.offset_by("1y").dt.truncate("1y").dt.offset_by("-1d"))
        .when(month).then(published.dt.month_end())
        .otherwise(said)
    )  # fmt: skip
    return [first.alias("said_first"), pl.coalesce(last, pl.col("said")).alias("said_last")]


def _order() -> pl.Expr:
    """Pack the order into one integer: own and standing, attributed, dated, firm, exact, finely written, said early."""
    steps: list[tuple[pl.Expr, int]] = [
        (pl.col("superseded") | (pl.col("rank") == Rank.DEPRECATED), 1),
        (~pl.col("own"), 1),
        (pl.col("weak"), 1),
        (pl.coalesce("end", "start").is_null(), 1),
        (pl.col("precision").replace_strict(_FINENESS, default=_NO_PRECISION, return_dtype=pl.Int64), 3),
        (pl.col("status") == Status.LOW_RELIABILITY, 1),
        (pl.col("comparator") != Comparator.EQUAL, 1),
        (31 - pl.col("digits").cast(pl.Int64).fill_null(0).clip(0, 31), 5),
        (pl.col("said_first").is_null() | (pl.col("said_first") != pl.col("said_last")), 1),
        (pl.col("said_last").cast(pl.Int32).cast(pl.Int64).fill_null(2**17 - 1).clip(0, 2**17 - 1), 17),
    ]
    total = pl.lit(0, dtype=pl.Int64)
    for expression, bits in steps:
        total = total * (1 << bits) + expression.cast(pl.Int64).fill_null((1 << bits) - 1)
    return total


def _firm() -> pl.Expr:
    """It says itself that the value is no estimate, by its basis or a person's hand, and names no panel.

    What was read in an article is of normal status unless its words say more, so that this alone says nothing.
    """
    by_hand = ~pl.col("method").str.contains(_READ).fill_null(value=False)
    plain = (pl.col("basis") == Basis.UNSTATED) & by_hand
    return (pl.col("status") == Status.NORMAL) & ~pl.col("panel") & (pl.col("basis").is_in(_COUNTED) | plain)


def _on_release_day() -> pl.Expr:
    """The day measured is the entity's release day, give or take one for the time zone."""
    day = pl.col("first") == pl.col("last")
    away = (pl.col("last") - pl.col("_released")).dt.total_days().abs()
    return (day & (away <= 1)).fill_null(value=False)


def _worth() -> pl.Expr:
    """Rank what is counted by how much more it means than a mere event; -1 for what is no count of things."""
    own = pl.col("unit").replace_strict(_WORTH, default=None, return_dtype=pl.Int8)
    listed = [pl.when(pl.col("_units").list.contains(unit)).then(worth) for unit, worth in _WORTH.items()]
    counted = ~pl.col("money") & ~pl.col("kind").is_in(_NO_COUNT).fill_null(value=False)
    counts = counted & ~pl.col("group").is_in(_NOT_COUNTED).fill_null(value=False)
    return pl.when(counts).then(pl.coalesce(own, *listed, pl.lit(0))).otherwise(-1).cast(pl.Int8)
