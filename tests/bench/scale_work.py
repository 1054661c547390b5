"""One piece of work on a large store, or on the same rows in DuckDB (its own file, or the store's) or SQLite, in a process of its own.

``python scale_work.py ENGINE WORK FOLDER`` prints seconds of the first time, the median of the rest in seconds and in those
of the processor, and the peak of the process in MB. FOLDER holds ``store``, ``duck.db`` and ``lite.db``.
"""

# ruff: noqa: T201  (what it prints is its answer; the queries are its own)

import json
import re
import sqlite3
import statistics
import sys
import time
from functools import partial
from pathlib import Path

ROUNDS = {"series": 21, "latest": 5, "sum": 9, "append": 13, "open": 13}
ENTITY, METRIC = "openai", "page_views"
ADDED = 1_000
SAME = "DuckDB, same files"
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
    """Work on the store: a function that is told its round, or what an append brings."""
    import polars as pl

    from metrics.query import run
    from metrics.store import Store, latest

    opened = Store.open(str(folder / "store"), create=False)
    seen = opened.observations
    works = {
        "series": lambda _: (
            seen().filter(pl.col("metric") == METRIC, pl.col("entity") == ENTITY)
            .select("end", "value", "unit", "recorded_at").collect().height
        ),
        "latest": lambda _: latest(seen()).select("metric", "entity", "value").collect(engine="streaming").height,
        "sum": lambda _: run(SUM, {"observations": seen}).height,
        "append": lambda brought: appended(opened, brought),
        "open": lambda _: Store.open(str(folder / "store"), create=False).info()["observations"],
    }  # fmt: skip
    return works[work]


def prepared(number):
    """Make new counts of a later day, their documents and the run that brought them."""
    import polars as pl

    from metrics.frames import identify_observations
    from metrics.model import Run
    from tests.bench.invented_market import NOW, measured

    documents, rows = measured(0, ADDED, 20_000)
    ahead = pl.duration(days=number + 1)
    moved = rows.with_columns(pl.col("start") + ahead, pl.col("end") + ahead, pl.col("stated_on") + ahead)
    run = Run(source="bench", started_at=NOW, ended_at=NOW, added=ADDED)
    return run, documents, identify_observations(moved, documents)


def appended(opened, brought):
    from tests.bench.invented_market import NOW

    assert opened.append(*brought, now=NOW).added == ADDED


def duckdb(work, folder, *, bare=False):
    """Work on DuckDB's own file; an append does what the store's does, ``bare`` only inserts the observations."""
    import duckdb as program

    def opened(_):
        with program.connect(str(folder / "duck.db")) as base:
            return base.execute("select count(*) from observations").fetchall()[0][0]

    if work == "open":
        return opened
    base = program.connect(str(folder / "duck.db"))
    if bare:
        return lambda brought: inserted(base, brought)
    return (asked(base) | {"append": lambda brought: landed(base, brought)})[work]


def same_files(work, folder):
    """Let DuckDB read the very files of the store, not its own."""
    import duckdb as program

    from metrics.store import Store

    pieces = Store.open(str(folder / "store"), create=False)._tables["observations"].pieces()
    paths = [str(folder / "store" / "observations" / piece.path) for piece in pieces]
    base = program.connect()
    base.execute(f"create view observations as select * from read_parquet({paths})")
    return asked(base)[work]


def asked(base):
    """Ask a database of DuckDB what only reads."""
    return {
        "series": lambda _: base.sql(SERIES, params=[METRIC, ENTITY]).pl().height,
        "latest": lambda _: base.sql(LATEST).pl().height,
        "sum": lambda _: base.sql(SUM).pl().height,
    }


def landed(base, brought):
    """Store what one run brought, once, in one transaction: documents and observations that are not there, and the run."""
    from metrics.frames import runs_frame

    run, documents, rows = brought
    base.execute("begin")
    for table, frame in (("documents", documents), ("observations", rows), ("runs", runs_frame([run]))):
        base.register("brought", frame)
        new = f"where id not in (select id from {table} where id in (select id from brought))"
        base.execute(f"insert into {table} by name select * from brought {new if table != 'runs' else ''}")
    base.execute("commit")
    base.execute("checkpoint")


def inserted(base, brought):
    rows = brought[2]
    base.execute("insert into observations select * from rows")
    base.execute("checkpoint")
    assert rows.height == ADDED


def sqlite(work, folder):
    """Work on SQLite's file, which has an index on metric, entity and end."""
    base = sqlite3.connect(folder / "lite.db")
    count = "select count(*) from (select 1 from observations limit 1)"
    works = {
        "series": lambda _: len(base.execute(SERIES, (METRIC, ENTITY)).fetchall()),
        "latest": lambda _: len(base.execute(LATEST_LITE).fetchall()),
        "sum": lambda _: len(base.execute(SUM).fetchall()),
        "append": lambda brought: written(base, brought),
        "open": lambda _: len(sqlite3.connect(folder / "lite.db").execute(count).fetchall()),
    }
    return works[work]


def written(base, brought):
    import polars as pl

    dates = pl.col("start", "end", "stated_on", "recorded_at").cast(pl.String)
    rows = brought[2].select(FLAT).with_columns(dates).rows()
    base.executemany(f"insert into observations values ({','.join('?' * len(FLAT))})", rows)
    base.commit()


def main(engine, work, folder):
    bare = partial(duckdb, bare=True)
    engines = {"store": store, "DuckDB": duckdb, SAME: same_files, "DuckDB, bare insert": bare, "SQLite": sqlite}
    do = engines[engine](work, Path(folder))
    taken = []
    for number in range(ROUNDS[work]):
        ready = prepared(number) if work == "append" else number
        begun, used = time.perf_counter(), time.process_time()
        do(ready)
        taken.append((time.perf_counter() - begun, time.process_time() - used))
        if sum(seconds for seconds, _ in taken) > 60:
            break
    median, cpu = (statistics.median(each) for each in zip(*(taken[1:] or taken), strict=True))
    peak = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="utf-8"))[1]) / 1e3
    print(json.dumps([taken[0][0], median, cpu, peak]))


if __name__ == "__main__":
    main(*sys.argv[1:])
