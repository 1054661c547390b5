"""Why there is no value: a reason for every gap, so that none is drawn as zero or filled from the past."""

import re
from collections.abc import Iterable
from datetime import date

import polars as pl

from ..vocabulary import Missing, Rank
from .change import partial
from .registry import Registry

_CADENCE_DAYS = {"daily": 1, "weekly": 7, "monthly": 31, "quarterly": 92}
_NOTE = re.compile(rf"\b({Missing.UNDISCLOSED}|{Missing.NONE}):\s*((?:[a-z0-9_]+(?:,\s*)?)+)")

MISSING = pl.Schema(
    {"entity": pl.String, "metric": pl.String, "missing": pl.String, "reason": pl.String, "since": pl.Date}
)
"""What is missing: of which entity and metric, the kind, a sentence, and the last day for which there is a value."""


def missing(
    ledger: tuple[pl.DataFrame, pl.DataFrame], registry: Registry, wanted: pl.DataFrame, today: date
) -> pl.DataFrame:
    """Say for each wanted ``entity`` and ``metric`` why there is no value, or none for the time since the last one.

    ``ledger`` is the figures and the claims. Returns the columns of :data:`MISSING`; a pair whose newest figure is as
    recent as the metric's cadence allows has no row.
    """
    figures, claims = ledger
    asked = wanted.select("entity", "metric").unique(maintain_order=True)
    known = asked.join(_newest(figures, registry, today), on=["entity", "metric"], how="left", maintain_order="left")
    known = known.join(_tried(claims), on=["entity", "metric"], how="left", maintain_order="left")
    known = known.join(
        _noted(registry, asked["entity"].unique()), on=["entity", "metric"], how="left", maintain_order="left"
    )
    known = known.join(
        registry.metrics.select("metric", "cadence", "stale_days"), on="metric", how="left", maintain_order="left"
    )
    judged = known.with_columns(missing=_kind(today))
    return (
        judged.filter(pl.col("missing").is_not_null())
        .with_columns(_reason())
        .select([pl.col(name).cast(kind) for name, kind in MISSING.items()])
    )


def _newest(figures: pl.DataFrame, registry: Registry, today: date) -> pl.DataFrame:
    unfinished = partial(registry) | (pl.col("end") > pl.lit(today))
    rows = figures.with_columns(
        since=pl.coalesce("end", "start", "stated_on"), _unfinished=unfinished.fill_null(value=False)
    )
    rows = rows.sort("since", "claim").unique(["entity", "metric"], keep="last", maintain_order=True)
    return rows.select("entity", "metric", "since", "_unfinished", _figure=pl.lit(value=True))


def _tried(claims: pl.DataFrame) -> pl.DataFrame:
    """Tell, where there are claims, whether all were withdrawn and whether none gives a value."""
    empty = pl.all_horizontal(pl.col("value", "low", "high").is_null())
    return claims.group_by("entity", "metric").agg(
        _withdrawn=(pl.col("rank") == Rank.DEPRECATED).all(),
        _valueless=empty.filter(pl.col("rank") != Rank.DEPRECATED).all(),
    )


def _noted(registry: Registry, entities: Iterable[str]) -> pl.DataFrame:
    """Read ``undisclosed: monthly_active_users`` and ``none: paying_subscribers`` from the notes of the catalog."""
    rows: list[tuple[str, str, str]] = []
    for name in sorted(entities):
        entity = registry.catalog.entities.get(name)
        for kind, metrics in _NOTE.findall((entity and entity.note) or ""):
            rows.extend((name, metric.strip(), kind) for metric in metrics.split(",") if metric.strip())
    schema = {"entity": pl.String, "metric": pl.String, "_noted": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row").unique(
        ["entity", "metric"], keep="first", maintain_order=True
    )


def _kind(today: date) -> pl.Expr:
    age = (pl.lit(today) - pl.col("since")).dt.total_days()
    due = age > pl.col("cadence").replace_strict(_CADENCE_DAYS, default=None, return_dtype=pl.Int64)
    return (
        pl.when(pl.col("_figure").is_null() & pl.col("_withdrawn")).then(pl.lit(Missing.WITHDRAWN.value))
        .when(pl.col("_figure").is_null() & pl.col("_valueless")).then(pl.lit(Missing.UNDISCLOSED.value))
        .when(pl.col("_figure").is_null()).then(pl.col("_noted").fill_null(Missing.NOT_COLLECTED.value))
        .when("_unfinished").then(pl.lit(Missing.PARTIAL.value))
        .when(due & (age > pl.col("stale_days"))).then(pl.lit(Missing.NOT_COLLECTED.value))
        .when(due).then(pl.lit(Missing.NOT_YET_PUBLISHED.value))
    )  # fmt: skip


def _reason() -> pl.Expr:
    since = pl.concat_str(pl.lit("nothing since "), pl.col("since").cast(pl.String))
    written = {
        Missing.WITHDRAWN: pl.lit("every claim was deprecated"),
        Missing.UNDISCLOSED: pl.lit("it exists, but nobody says how much"),
        Missing.NONE: pl.lit("there is none"),
        Missing.PARTIAL: pl.lit("the period is not over"),
        Missing.NOT_YET_PUBLISHED: since,
    }
    reason = since.fill_null("nothing was collected")
    for kind, text in written.items():
        reason = pl.when(pl.col("missing") == kind.value).then(text).otherwise(reason)
    return reason.alias("reason")
