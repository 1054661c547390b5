"""What the program and its store take at one, ten and thirty million observations, beside DuckDB and SQLite.

``AIMARKET_BENCH_ROWS=1000000,10000000,30000000 pytest -m bench tests/bench/test_scale.py -s`` (1,000,000 if it is not
set). Every piece of work runs in a process of its own, so that its peak is its own. DuckDB has the rows in the order in which
they came, day by day. SQLite is left out beyond ten million rows: filling it takes longer than all the rest. What the
first paint takes beside a bare app is measured by ``test_start_speed.py``; the real figures by ``test_store_speed.py``.
"""

# ruff: noqa: T201  (a benchmark prints its table)

import json
import math
import os
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from metrics.store import Store
from tests.bench import scale_work
from tests.bench.invented_market import alone, filled, python
from tests.bench.screen_start import LOADED, started

duckdb = pytest.importorskip("duckdb")
pytestmark = pytest.mark.bench

ROOT = Path(__file__).parents[2]
SIZES = [int(size) for size in os.environ.get("AIMARKET_BENCH_ROWS", "1_000_000").split(",")]
SQLITE_MOST = PROMISED = 10_000_000
WORKS = ("open", "series", "latest", "sum", "append")
READING = ("series", "latest", "sum")
REPEATED, TURNS = ("open", *READING), 3
"""What changes nothing is done in so many turns, of which the best counts."""
SAME = scale_work.SAME
ENTITY, METRIC = scale_work.ENTITY, scale_work.METRIC
SUM = scale_work.SUM
MOST = 1.1
"""Times that DuckDB takes, by the clock."""
UNPACKING = ("sum",)
"""What mostly unpacks numbers, which DuckDB's own file holds in bits, readable by no other program: held against DuckDB on
the store's files. CONTRIBUTING has both ratios."""
PROGRAM = {
    "show": ("show", "--format", "json"),
    "show users": ("show", "users", "--format", "json"),
    "history": ("history", ENTITY, METRIC, "--format", "json"),
    "history, told": ("history", "openai", "revenue", "--format", "json"),
    "why": ("why", "openai", "revenue", "--format", "json"),
    "sql": ("sql", SUM, "--format", "json"),
    "store info": ("store", "info", "--format", "json"),
    "store compact": ("store", "compact"),
}


@dataclass(frozen=True)
class Peers:
    """One market in three programs."""

    rows: int
    folder: Path

    def engines(self, work: str) -> list[str]:
        other = ["DuckDB, bare insert"] if work == "append" else [SAME] if work in READING else []
        return ["store", "DuckDB", *other, *(["SQLite"] if self.rows <= SQLITE_MOST else [])]


def made(rows: int, folder: Path) -> Peers:
    """Fill the store, and the others with its rows."""
    filled(str(folder / "store"), "platforms", rows)
    store = Store.open(str(folder / "store"), create=False)
    with duckdb.connect(str(folder / "duck.db")) as duck:
        duck.execute("set memory_limit = '4GB'")
        for table, came in (("observations", '"end", entity, metric'), ("documents", "retrieved_at"), ("runs", "id")):
            pieces = [f"'{folder / 'store' / table / piece.path}'" for piece in store._tables[table].pieces()]
            held = f"read_parquet([{', '.join(pieces)}])"
            duck.execute(f"create table {table} as select * from {held} order by {came}")
        duck.execute("checkpoint")
    if rows <= SQLITE_MOST:
        lite = sqlite3.connect(folder / "lite.db")
        lite.execute("create table observations (" + ", ".join(f'"{name}"' for name in scale_work.FLAT) + ")")
        marks = ",".join("?" * len(scale_work.FLAT))
        for batch in store.observations().select(scale_work.FLAT).collect_batches(chunk_size=200_000):
            dated = batch.with_columns(pl.col("start", "end", "stated_on", "recorded_at").cast(pl.String))
            lite.executemany(f"insert into observations values ({marks})", dated.iter_rows())
        lite.execute('create index series on observations (metric, entity, "end")')
        lite.commit()
        lite.close()
    return Peers(rows, folder)


def by_turns(peers: Peers, work: str, turns: int) -> dict[str, list[list[float]]]:
    """Let each engine do a piece of work in turn, several times over, so that no other load falls on one of them alone."""
    taken: dict[str, list[list[float]]] = {engine: [] for engine in peers.engines(work)}
    for _ in range(turns):
        for engine, times in taken.items():
            if not times or engine != "SQLite":
                times.append(json.loads(python(scale_work.__file__, engine, work, peers.folder)))
    return taken


def painted(folder: Path) -> list[float]:
    """Seconds until the screen shows the figures of the last run, and those of now; it has run once before."""
    homes = {name: str(folder / "home") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")}
    environment = {**homes, "AIMARKET_STORE": str(folder / "store"), "AIMARKET_CONFIG": str(folder / "config.toml")}
    started(ROOT, " figures", **environment)
    return started(ROOT, "last known, loading", LOADED, **environment)


def slope(points: list[tuple[int, float]]) -> float:
    """How a figure grows with the rows: the exponent of the power law through its points."""
    xs, ys = [math.log(rows) for rows, _ in points], [math.log(figure) for _, figure in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, tuple[float, ...]]]:
    """Seconds (of the processor for the program) and peak MB of each piece of work by size, as it is printed."""
    every: dict[int, dict[str, tuple[float, ...]]] = {}
    for rows in SIZES:
        folder = tmp_path_factory.mktemp("scale")
        peers, found = made(rows, folder), {}
        configuration = folder / "config.toml"
        configuration.write_text("[catalog]\nstarter = false\n", encoding="utf-8")
        sizes = {name: path.stat().st_size / 1e6 for name, path in (("DuckDB", folder / "duck.db"),)}
        held = Store.open(str(folder / "store")).info()
        print(
            f"\n{rows:,} rows: store {held['bytes'] / 1e6:,.0f} MB in {held['files']} files, DuckDB {sizes['DuckDB']:,.0f} MB"
        )
        for work in WORKS:
            turns = TURNS if work in REPEATED else 1
            for engine, times in by_turns(peers, work, turns).items():
                first, median, cpu, peak = min(times, key=lambda each: each[1])
                found[f"{engine} {work}"] = (median, peak, cpu)
                print(
                    f"{rows:>11,}  {work:<8} {engine:<19} first {first * 1e3:>9,.1f} ms  median {median * 1e3:>9,.1f} ms  {cpu * 1e3:>9,.1f} CPU-ms  peak {peak:>6,.0f} MB"
                )
        for name, arguments in PROGRAM.items():
            took = alone("--config", configuration, "--store", folder / "store", *arguments)
            found[f"aimarket {name}"] = (took.cpu, took.peak)
            print(
                f"{rows:>11,}  aimarket {name:<14} {took.seconds:>7.2f} s  {took.cpu:>7.2f} CPU-s  peak {took.peak:>6,.0f} MB"
            )
        for name, seconds in zip(("first paint", "figures of now"), painted(folder), strict=True):
            found[f"screen {name}"] = (seconds, math.nan)
            print(f"{rows:>11,}  screen {name:<14} {seconds:>9.2f} s")
        every[rows] = found
        shutil.rmtree(folder)
    return every


def test_the_program_answers_at_any_size(measured):
    for name in measured[SIZES[0]] if len(SIZES) > 1 else ():
        points = [(rows, found[name]) for rows, found in measured.items() if name in found]
        if len(points) > 1:
            time_, peak = (slope([(rows, figure[at]) for rows, figure in points]) for at in (0, 1))
            print(f"{name:<24} grows with rows^{time_:.2f}, its peak with rows^{peak:.2f}")
    for rows, found in measured.items():
        assert found["aimarket show"][1] < 1_200 * max(1, rows / PROMISED)


def test_the_store_answers_as_fast_as_duckdb(measured):
    slower = []
    for rows, found in measured.items():
        for work in WORKS:
            ours = found[f"store {work}"]
            for peer in ("DuckDB", *([SAME] if work in READING else [])):
                theirs = found[f"{peer} {work}"]
                ratio, cpu = ours[0] / theirs[0], ours[2] / theirs[2]
                print(f"{rows:>11,}  {work:<8} store / {peer:<18} {ratio:.2f}, of the processor {cpu:.2f}")
                held = SAME if work in UNPACKING else "DuckDB"
                if ratio > MOST and rows >= PROMISED and peer == held:
                    slower.append((rows, work, round(ratio, 2)))
    assert not slower
