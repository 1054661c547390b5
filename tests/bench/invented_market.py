"""A market of any size: platforms' own daily counts with some press beside them, or told figures alone.

``python invented_market.py URI KIND ROWS`` fills a store run by run. ``alone`` runs a program by itself and tells what it took.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from metrics.catalog import load
from metrics.frames import DOCUMENTS, OBSERVATIONS, identify_documents, identify_observations
from metrics.model import Run
from metrics.store import Store

PRESS = 50_000
ENTITIES, METRICS, AT_ONCE = 1_000, 20, 1_000_000
NOW = datetime(2026, 11, 24, tzinfo=UTC)
LAST = date(2026, 11, 23)
PUBLISHERS = ("GitHub", "Hugging Face", "Wikimedia Foundation")
UNITS = {
    "github_stars": "stars", "model_downloads": "downloads", "model_likes": "likes", "page_views": "views",
    "package_downloads": "downloads", "public_repositories": "repositories", "model_repositories": "repositories",
}  # fmt: skip
SPOKEN = {
    "daily_active_users": "users", "monthly_active_users": "users", "app_downloads": "downloads", "revenue": "USD",
    "monthly_visits": "visits", "valuation": "USD", "github_stars": "stars", "employees": "people",
}  # fmt: skip
PROGRAM = "import sys; from dash.cli import main; sys.exit(main(sys.argv[1:]))"
# The peak of a process counts that of the one it was forked from, so that a small one stands between.
ALONE = """
import json, os, subprocess, sys, tempfile, time
begun = time.perf_counter()
with tempfile.TemporaryFile() as out:
    child = subprocess.Popen([sys.executable, *sys.argv[1:]], stdout=out)
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - begun
    out.seek(0)
    told = out.read(100).decode(errors="replace")
if code := os.waitstatus_to_exitcode(status):
    sys.exit(code)
peak = used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
print(json.dumps([seconds, used.ru_utime + used.ru_stime, peak, told]))
"""


def subjects(count: int) -> list[str]:
    """Name entities: those of the catalog, then such as a user adds."""
    known = list(load().entities)[:count]
    return [*known, *(f"organisation_{number}" for number in range(count - len(known)))]


def counts(first: int, last: int, rows: int, entities: int, metrics: int) -> pl.LazyFrame:
    """Number so many of the daily counts, entity by entity and metric by metric within a day, the oldest day first."""
    series = entities * metrics
    days = -(-rows // series)
    names = pl.Series([*UNITS, *(f"platform_metric_{number}" for number in range(METRICS - len(UNITS)))])
    units = pl.Series([*UNITS.values(), *["items"] * (metrics - len(UNITS))][:metrics])
    who = pl.Series(subjects(entities))
    number = pl.int_range(first, last, dtype=pl.Int64, eager=True).alias("number").to_frame().lazy()
    one, metric = pl.col("number") % series, pl.col("number") % metrics
    return number.with_columns(
        entity=pl.lit(who).gather(one // metrics), metric=pl.lit(names).gather(metric), unit=pl.lit(units).gather(metric),
        publisher=pl.lit(pl.Series(PUBLISHERS)).gather(metric % len(PUBLISHERS)),
        day=pl.lit(LAST) - pl.duration(days=days - 1 - pl.col("number") // series),
        value=(one * 7_919 % 999_983 + pl.col("number") // series * (one % 97 + 1)).cast(pl.Float64),
    )  # fmt: skip


def measured(
    first: int, last: int, total: int, *, entities: int = ENTITIES, metrics: int = METRICS
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Make what collectors store: each day one answer of a platform for each entity, with several counts in it."""
    rows = counts(first, last, total, entities, metrics).collect()
    url = pl.format("https://api.{}.example/{}", pl.col("publisher").str.to_lowercase().str.replace(" ", "-"), "entity")
    rows = rows.with_columns(url=url, sha256=pl.format("{}{}{}", "publisher", "entity", "day"), kind=pl.lit("platform"))
    return stored(rows.with_columns(basis=pl.lit("measured"), origin=pl.lit(None, pl.String), method=pl.lit("api/1")))


def told(count: int, basis: str, metrics: dict[str, str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Make what outlets tell of the catalog's entities: values by chance, twenty origins, fifty publishers."""
    who, what = pl.Series(subjects(180)), pl.Series(list(metrics))
    chance = {name: pl.col("number").hash(seed) for seed, name in enumerate(("e", "m", "v", "d", "o", "p", "u"))}
    rows = pl.int_range(count, dtype=pl.Int64, eager=True).alias("number").to_frame().with_columns(**chance)
    rows = rows.with_columns(
        entity=pl.lit(who).gather(pl.col("e") % len(who)), metric=pl.lit(what).gather(pl.col("m") % len(what)),
        value=(pl.col("v") % 100_000_000 + 1).cast(pl.Float64), day=pl.lit(date(2023, 1, 1)) + pl.duration(days=pl.col("d") % 1300),
        origin=pl.format("Panel {}", pl.col("o") % 20), publisher=pl.format("P{}", pl.col("p") % 50),
        url=pl.format("https://x.example/{}", pl.col("u") % count), sha256=pl.lit(None, pl.String), kind=pl.lit("press"),
    )  # fmt: skip
    unit = pl.col("metric").replace_strict(metrics)
    return stored(rows.with_columns(unit=unit, basis=pl.lit(basis), method=pl.lit("import/1")))


def stored(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    pages = {name: pl.col(name) for name in ("url", "publisher", "sha256", "kind")} | {"retrieved_at": pl.lit(NOW)}
    rows = rows.with_columns(
        start="day", end="day", stated_on="day", precision=pl.lit("day"), span=pl.lit("point"), status=pl.lit("A"),
        comparator=pl.lit("="), confidence=pl.lit(1.0), retrieved_at=pl.lit(NOW),
        scope=pl.struct(geo=pl.lit(None, pl.String), platform=pl.lit(None, pl.String), plan=pl.lit(None, pl.String)),
    )  # fmt: skip
    keys = ["url", "sha256"]
    documents = identify_documents(complete(rows.select(**pages).unique(keys, keep="first"), DOCUMENTS))
    linked = rows.join(documents.select(*keys, document="id"), on=keys, how="left", nulls_equal=True)
    return documents, identify_observations(complete(linked, OBSERVATIONS), documents)


def complete(rows: pl.DataFrame, schema: pl.Schema) -> pl.DataFrame:
    columns = [pl.col(name) if name in rows.columns else pl.lit(None).alias(name) for name in schema]
    return rows.select(column.cast(kind) for column, kind in zip(columns, schema.values(), strict=True))


def fill(uri: str, kind: str, rows: int) -> None:
    """Fill a store run by run, as a collector or an import does."""
    store, run = Store.open(uri), Run(source="bench", started_at=NOW, ended_at=NOW)
    if kind == "told":
        spoken = {"daily_active_users": "users", "monthly_visits": "visits", **UNITS}
        store.append(run, *told(rows, "panel", spoken), now=NOW)
        return
    for first in range(0, rows, AT_ONCE):
        store.append(run, *measured(first, min(rows, first + AT_ONCE), rows), now=NOW)
    store.append(run, *told(min(PRESS, rows), "disclosed", SPOKEN), now=NOW)


def filled(uri: str, kind: str, rows: int) -> None:
    """Fill a store in a process of its own."""
    python(__file__, uri, kind, rows)


@dataclass(frozen=True)
class Took:
    """What a program took that ran alone."""

    seconds: float
    cpu: float
    peak: float
    out: str


def python(*arguments: object) -> str:
    """Run Python on something of this checkout; what it prints."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment).stdout


def alone(*arguments: object) -> Took:
    """Run ``aimarket`` with arguments alone, so that its peak (MB) is its own; fails if it does."""
    seconds, cpu, peak, out = json.loads(python("-c", ALONE, "-c", PROGRAM, *arguments))
    return Took(seconds, cpu, peak, out)


if __name__ == "__main__":
    fill(sys.argv[1], sys.argv[2], int(sys.argv[3]))
