"""One piece of work on a large store, or on the same rows in DuckDB or SQLite, in a process of its own.

``python scale_work.py ENGINE WORK FOLDER`` prints seconds of the first time and of the median of the rest, rows found,
and the peak of the process in MB. FOLDER holds ``store``, ``duck.db`` and ``lite.db``.
"""

# ruff: noqa: T201  (what it prints is its answer; the queries are its own)

import json
import re
import sqlite3
import statistics
import sys
import time
from pathlib import Path

ROUNDS = {"series": 15, "latest": 3, "sum": 3, "append": 9, "open": 5}
ENTITY, METRIC = "openai", "page_views"
ADDED = 1_000
LATEST = 'select metric, entity, arg_max(value, ("end", recorded_at)) from observations group by metric, entity'
LATEST_LITE = 'select metric, entity, max("end"), value from observations group by metric, entity'
SUM = "select metric, unit, count(*), sum(value), min(value), max(value) from observations group by metric, unit"
SERIES = 'select "end", value, unit, recorded_at from observations where metric = ? and entity = ?'
FLAT = (
    "id",
    "entity",
    "metric",
    "value",
    "unit",
    "start",
    "end",
    "basis",
    "method",
    "document",
    "stated_on",
    "recorded_at",
)


def store(work, folder):
    """Work on the store: a function that is told its round and tells how many rows it found or made."""
    import polars as pl

    from metrics.query import run
    from metrics.store import Store

    opened = Store.open(str(folder / "store"), create=False)
    seen = opened.observations
    last = pl.col("value").sort_by("end", "recorded_at").last()
    works = {
        "series": lambda _: (
            seen().filter(pl.col("metric") == METRIC, pl.col("entity") == ENTITY)
            .select("end", "value", "unit", "recorded_at").collect().height
        ),
        "latest": lambda _: seen().group_by("metric", "entity").agg(last).collect(engine="streaming").height,
        "sum": lambda _: run(SUM, {"observations": seen}).height,
        "append": lambda number: appended(opened, number),
        "open": lambda _: Store.open(str(folder / "store"), create=False).info()["observations"],
    }  # fmt: skip
    return works[work]


def fresh(number):
    """New counts of a later day, and their documents."""
    import polars as pl

    from metrics.frames import identify_observations
    from tests.bench.invented_market import measured

    documents, rows = measured(0, ADDED, 20_000)
    ahead = pl.duration(days=number + 1)
    moved = rows.with_columns(pl.col("start") + ahead, pl.col("end") + ahead, pl.col("stated_on") + ahead)
    return documents, identify_observations(moved, documents)


def appended(opened, number):
    from metrics.model import Run
    from tests.bench.invented_market import NOW

    documents, rows = fresh(number)
    begun = time.perf_counter()
    done = opened.append(Run(source="bench", started_at=NOW, ended_at=NOW), documents, rows, now=NOW)
    assert done.added == ADDED
    return time.perf_counter() - begun


def duckdb(work, folder):
    """Work on DuckDB's own file."""
    import duckdb as program

    def opened(_):
        with program.connect(str(folder / "duck.db")) as base:
            return base.execute("select count(*) from observations").fetchall()[0][0]

    if work == "open":
        return opened
    base = program.connect(str(folder / "duck.db"))
    works = {
        "series": lambda _: base.sql(SERIES, params=[METRIC, ENTITY]).pl().height,
        "latest": lambda _: base.sql(LATEST).pl().height,
        "sum": lambda _: base.sql(SUM).pl().height,
        "append": lambda number: inserted(base, number),
        "open": lambda _: (
            program.connect(str(folder / "duck.db")).sql("select count(*) from observations").fetchone()[0]
        ),
    }
    return works[work]


def inserted(base, number):
    rows = fresh(number)[1]
    begun = time.perf_counter()
    base.execute("insert into observations select * from rows")
    base.execute("checkpoint")
    assert rows.height == ADDED
    return time.perf_counter() - begun


def sqlite(work, folder):
    """Work on SQLite's file, which has an index on metric, entity and end."""
    base = sqlite3.connect(folder / "lite.db")
    count = "select count(*) from (select 1 from observations limit 1)"
    works = {
        "series": lambda _: len(base.execute(SERIES, (METRIC, ENTITY)).fetchall()),
        "latest": lambda _: len(base.execute(LATEST_LITE).fetchall()),
        "sum": lambda _: len(base.execute(SUM).fetchall()),
        "append": lambda number: written(base, number),
        "open": lambda _: len(sqlite3.connect(folder / "lite.db").execute(count).fetchall()),
    }
    return works[work]


def written(base, number):
    import polars as pl

    dates = pl.col("start", "end", "stated_on", "recorded_at").cast(pl.String)
    rows = fresh(number)[1].select(FLAT).with_columns(dates).rows()
    begun = time.perf_counter()
    base.executemany(f"insert into observations values ({','.join('?' * len(FLAT))})", rows)
    base.commit()
    return time.perf_counter() - begun


def main(engine, work, folder):
    do = {"store": store, "DuckDB": duckdb, "SQLite": sqlite}[engine](work, Path(folder))
    taken, found = [], 0
    for number in range(ROUNDS[work]):
        begun = time.perf_counter()
        found = do(number)
        taken.append(found if work == "append" else time.perf_counter() - begun)
        if sum(taken) > 60:
            break
    peak = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="utf-8"))[1]) / 1e3
    print(json.dumps([taken[0], statistics.median(taken[1:] or taken), found, peak]))


if __name__ == "__main__":
    main(*sys.argv[1:])
