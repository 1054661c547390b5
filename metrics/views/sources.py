"""``catalog sources``: every source with its last run and when it is next due."""

import polars as pl

from .. import starter
from ..config import SOURCES, Configuration
from ..market import Market
from ..schedule import interval


def sources(market: Market, configuration: Configuration) -> pl.DataFrame:
    """Return one row a source: name, enabled, base_url, every, last_run, next_due, records, error."""
    rows: list[dict[str, object]] = [_starter(configuration)]
    for name in SOURCES:
        key = f"sources.{name}."
        rows.append(
            {
                "name": name,
                "enabled": configuration.flag(key + "enabled"),
                "base_url": configuration.values.get(key + "base_url"),
                "every": configuration.text(key + "every"),
            }
        )
    time = pl.Datetime("us", "UTC")
    listed = pl.DataFrame(
        rows, schema={"name": pl.String, "enabled": pl.Boolean, "base_url": pl.String, "every": pl.String}
    )
    runs = market.collect(
        market.store.runs()
        .sort("ended_at")
        .group_by("source", maintain_order=True)
        .agg(last_run=pl.col("ended_at").last(), records=pl.col("added").sum(), error=pl.col("error").last())
    )
    waits = {row: interval(row) for row in listed["every"].drop_nulls().unique().to_list()}
    wait = pl.col("every").replace_strict(waits, default=None, return_dtype=pl.Duration("us"))
    return (
        listed.join(runs, left_on="name", right_on="source", how="left", maintain_order="left")
        .with_columns(pl.col("last_run").cast(time), next_due=(pl.col("last_run") + wait).cast(time))
        .with_columns(pl.col("records").fill_null(0))
        .select("name", "enabled", "base_url", "every", "last_run", "next_due", "records", "error")
    )


def _starter(configuration: Configuration) -> dict[str, object]:
    return {"name": starter.SOURCE, "enabled": configuration.flag("catalog.starter"), "base_url": None, "every": None}
