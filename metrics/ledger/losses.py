"""What a telling lost of its claim without telling anything untrue: digits, the kind of value, the part, who made it."""

from collections.abc import Mapping

import polars as pl

from ..vocabulary import Comparator, Distortion, Span
from .checks.finding import FINDINGS, day, short
from .registry import Registry
from .scope import FIELDS, WHOLE

_SPANS = {
    Span.POINT.value: "the level of one moment", Span.MEAN.value: "a mean", Span.SUM.value: "a sum",
    Span.PEAK.value: "a peak", Span.TRAILING.value: "a trailing rate", Span.CUMULATIVE.value: "a running total",
}  # fmt: skip


def losses(tellings: pl.DataFrame, claims: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Write what tellings lost as findings: observation, claim, kind, message, against.

    What is bent may have lost something too. A rounded value that says so ("about") lost nothing. Who speaks of an
    entity's own figure need not name the entity again; who names another maker says where to look up what the figure
    covers.
    """
    lost = tellings.explode("distortions").rename({"distortions": "kind"})
    heads = claims.select("claim", *(pl.col(name).alias(f"_{name}") for name in _OF_HEAD))
    chains = registry.entities.select("entity", _chain="chain")
    rows = lost.join(heads, on="claim").join(chains, on="entity", how="left")
    rows = rows.filter(_worth_telling(), pl.col("observation") != pl.col("_observation")).with_columns(**_words())
    parts = [
        rows.filter(pl.col("kind") == kind.value).rechunk().with_columns(message=written)
        for kind, written in _sentences().items()
    ]
    return (
        pl.concat(parts)
        .select("observation", "claim", "kind", "message", against="_observation")
        .cast(pl.Schema(FINDINGS))
    )


_OF_HEAD = ("observation", "value", "origin", "origin_id", "publisher", "start", "end", "precision", "span", "scope")


def _worth_telling() -> pl.Expr:
    kind = pl.col("kind")
    rounded = (kind == Distortion.ROUNDED) & (pl.col("comparator") == Comparator.EQUAL)
    part = pl.any_horizontal([pl.col("_scope").struct.field(name).str.contains(WHOLE).not_() for name in FIELDS])
    scope = (kind == Distortion.SCOPE_DROPPED) & pl.col("origin_id").is_null() & part
    itself = pl.col("_chain").list.contains(pl.col("_origin_id")).fill_null(value=False)
    unnamed = (kind == Distortion.ATTRIBUTION_DROPPED) & ~itself
    return rounded | scope | unnamed | (kind == Distortion.SPAN)


def _words() -> dict[str, pl.Expr]:
    last, scope = pl.coalesce("_end", "_start"), pl.col("_scope").struct
    spans = [pl.col(name).replace_strict(_SPANS, default=pl.col(name)) for name in ("span", "_span")]
    return {
        "_who": pl.coalesce("_origin", "_publisher", pl.lit("an unnamed source")),
        "_when": day(last, pl.col("_precision")),
        "_part": pl.concat_str([scope.field(name) for name in FIELDS], separator=", ", ignore_nulls=True),
        "_told": short("value"),
        "_known": short("_value"),
        "_as": spans[0],
        "_is": spans[1],
    }


def _sentences() -> Mapping[Distortion, pl.Expr]:
    known = pl.format("{}'s {} ({})", "_who", "_known", "_when")
    return {
        Distortion.ROUNDED: pl.format("{}'s figure is {} ({}), told here as {}", "_who", "_known", "_when", "_told"),
        Distortion.SPAN: pl.format("{} is {}, told here as {}", known, "_is", "_as"),
        Distortion.SCOPE_DROPPED: pl.format("{} covers only {}, which is not said here", known, "_part"),
        Distortion.ATTRIBUTION_DROPPED: pl.format(
            "{} ({}) is {}'s figure, who is not named", "_known", "_when", "_who"
        ),
    }
