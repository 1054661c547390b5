"""What several views share: names from the catalog, ages, and the order of fields."""

from datetime import date

import polars as pl

from ..catalog import Catalog

SHOW = (
    "entity", "entity_name", "owner", "metric", "value", "comparator", "unit", "start", "end", "status", "basis",
    "origin", "grade", "tellings", "distorted", "rivals", "spread", "change", "series", "stated_on", "url", "quote",
    "age_days", "stale",
)  # fmt: skip
"""The fields of ``show``, in order."""

HISTORY = (
    "entity", "entity_name", "metric", "value", "low", "high", "comparator", "unit", "start", "end", "precision",
    "span", "status", "basis", "origin", "series", "grade", "tellings", "distorted", "rivals", "stated_on",
    "recorded_at", "url", "quote",
)  # fmt: skip
"""The fields of ``history`` and ``compare``, in order."""

WHY = (
    "claim", "role", "distortions", "findings", "entity", "entity_name", "metric", "value", "comparator", "unit",
    "start", "end", "origin", "publisher", "url", "stated_on", "quote", "quote_start", "quote_end", "observation",
    "document",
)  # fmt: skip
"""The fields of ``why``, in order."""


def named(frame: pl.DataFrame, catalog: Catalog, on: date) -> pl.DataFrame:
    """Add ``entity_name``, ``owner`` and, for the screen, ``_owner_name _country _openness _metric_label _group``."""
    rows = []
    for entity in frame["entity"].unique().to_list():
        known = catalog.entities.get(entity)
        owner = known.owner if known else None
        owning = catalog.entities.get(owner) if owner else None
        rows.append(
            {
                "entity": entity,
                "entity_name": known.name if known else entity,
                "owner": owner,
                "_owner_name": owning.name if owning else owner,
                "_country": _country(catalog, entity),
                "_openness": catalog.openness_at(entity, on) if known else None,
            }
        )
    schema = dict.fromkeys(("entity", "entity_name", "owner", "_owner_name", "_country", "_openness"), pl.String)
    labels = {name: metric.label for name, metric in catalog.metrics.items()}
    groups = {name: metric.group for name, metric in catalog.metrics.items()}
    return frame.join(pl.DataFrame(rows, schema=schema), on="entity", how="left", maintain_order="left").with_columns(
        pl.col("metric")
        .replace_strict(labels, default=pl.col("metric"), return_dtype=pl.String)
        .alias("_metric_label"),
        pl.col("metric").replace_strict(groups, default=None, return_dtype=pl.String).alias("_group"),
    )


def _country(catalog: Catalog, entity: str) -> str | None:
    """Return the country of an entity, or else of its owner."""
    for name in catalog.owner_chain(entity) if entity in catalog.entities else ():
        known = catalog.entities.get(name)
        if known and known.country:
            return known.country
    return None


def aged(frame: pl.DataFrame, catalog: Catalog, today: date) -> pl.DataFrame:
    """Add ``age_days``, counted from ``end`` or else ``stated_on``, and ``stale``."""
    limits = {name: metric.stale_days for name, metric in catalog.metrics.items()}
    limit = pl.col("metric").replace_strict(limits, default=None, return_dtype=pl.Int64)
    age = (pl.lit(today) - pl.coalesce("end", "stated_on")).dt.total_days()
    return frame.with_columns(age.alias("age_days"), (age > limit).alias("stale"))


def ordered(frame: pl.DataFrame, fields: tuple[str, ...]) -> pl.DataFrame:
    """Put the fields of a view first and keep, after them, only what is for screens."""
    return frame.select(*fields, *(name for name in frame.columns if name.startswith("_")))
