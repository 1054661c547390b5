"""``catalog sources``: every source with its last run and when it is next due."""

import polars as pl

from .. import starter
from ..collectors import collector_of, names
from ..config import SOURCES, Configuration
from ..market import Market
from ..schedule import interval

_LISTED = {
    "name": pl.String(), "enabled": pl.Boolean(), "base_url": pl.String(), "every": pl.String(),
    "_quota": pl.String(), "_licence": pl.String(), "_attribution": pl.String(),
}  # fmt: skip
_SHOWN = (
    "name", "enabled", "base_url", "every", "last_run", "next_due", "records", "error", "_quota", "_licence",
    "_attribution",
)  # fmt: skip

_RUNS = 20


def sources(market: Market, configuration: Configuration) -> pl.DataFrame:
    """Return one row a source: name, enabled, base_url, every, last_run, next_due, records, error.

    Screen columns: ``_quota``, what the source grants, ``_licence`` and ``_attribution``, what it wants
    told with its figures.
    """
    rows: list[dict[str, object]] = [_starter(configuration)]
    for name in SOURCES:
        key = f"sources.{name}."
        rows.append(
            {
                "name": name,
                "enabled": configuration.flag(key + "enabled"),
                "base_url": configuration.values.get(key + "base_url"),
                "every": configuration.text(key + "every"),
                **_asked_of_us(name),
            }
        )
    time = pl.Datetime("us", "UTC")
    listed = pl.DataFrame(rows, schema=_LISTED)
    runs = market.collect(
        market.store.runs()
        .sort("ended_at", "started_at")
        .group_by("source", maintain_order=True)
        .agg(
            last_run=pl.col("ended_at").last(),
            records=pl.col("added").sum(),
            error=pl.col("error").last(),
            _finished=pl.col("ended_at").filter(pl.col("version").is_not_null()).last(),
        )
    )
    waits = {row: interval(row) for row in listed["every"].drop_nulls().unique().to_list()}
    wait = pl.col("every").replace_strict(waits, default=None, return_dtype=pl.Duration("us"))
    return (
        listed.join(runs, left_on="name", right_on="source", how="left", maintain_order="left")
        .with_columns(pl.col("last_run").cast(time), next_due=(pl.col("_finished") + wait).cast(time))
        .with_columns(pl.col("records").fill_null(0))
        .select(_SHOWN)
    )


def runs(market: Market, source: str) -> pl.DataFrame:
    """Return the last runs of a source, the latest first: started_at ended_at requests added unchanged failed error."""
    fields = ("started_at", "ended_at", "requests", "added", "unchanged", "failed", "error")
    mine = market.store.runs().filter(pl.col("source") == source).sort("ended_at", "started_at", descending=True)
    return market.collect(mine.select(fields).head(_RUNS))


def _asked_of_us(name: str) -> dict[str, object]:
    if name not in names():
        return {}
    collector = collector_of(name)
    return {"_quota": collector.quota, "_licence": collector.licence, "_attribution": collector.attribution}


def _starter(configuration: Configuration) -> dict[str, object]:
    return {"name": starter.SOURCE, "enabled": configuration.flag("catalog.starter"), "base_url": None, "every": None}
