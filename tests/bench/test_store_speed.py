"""How fast the store answers and grows, beside DuckDB and SQLite with the same rows in the same process.

``pytest -m bench tests/bench/test_store_speed.py -s``; AIMARKET_BENCH_ROWS sets the size (1,000,000; what is promised is
asserted from 10,000,000 on, a smaller run only prints), and AIMARKET_SHARED names the folder with the real figures, which are left out where they are not.
"""
# ruff: noqa: T201  (a benchmark prints its table)

import os
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from metrics.frames import DOCUMENTS, OBSERVATIONS, hashed
from metrics.model import Run
from metrics.store import Store, latest

duckdb = pytest.importorskip("duckdb")
pytestmark = pytest.mark.bench

ROWS = int(os.environ.get("AIMARKET_BENCH_ROWS", "1_000_000"))
PROMISED = ROWS >= 10_000_000
"""Whether the store is of the size that the promises are made for."""
SHARED = Path(os.environ.get("AIMARKET_SHARED", Path(__file__).parents[3] / "shared"))
REAL = SHARED / "data" / "github_ranking_8m"
ENTITIES, METRICS = 1_000, 40
NOW = datetime(2026, 11, 24, tzinfo=UTC)
SLOW_S = 3.0
FEW = ["entity", "end", "recorded_at", "value", "unit"]
FLAT = ["id", "metric", *FEW, "comparator", "status", "basis", "origin", "document", "method", "stated_on"]


def filled(known: pl.LazyFrame) -> pl.DataFrame:
    """Give rows (entity, metric, value, unit, end, number) all columns of an observation, in the order they arrive."""
    end, text = pl.col("end"), pl.col("number").cast(pl.String)
    given = {
        "start": end, "end": end, "stated_on": end, "precision": pl.lit("day"), "span": pl.lit("point"),
        "comparator": pl.lit("="), "status": pl.lit("A"), "basis": pl.lit("measured"), "digits": pl.lit(6, pl.Int8),
        "scope": pl.struct(
            geo=pl.when(pl.col("number") % 4 == 0).then(pl.lit("CN")),
            platform=pl.lit(None, pl.String), plan=pl.lit(None, pl.String),
        ),
        "origin": pl.format("Source {}", pl.col("number") % 16), "as_written": pl.col("value").cast(pl.String),
        "document": hashed(end, pl.col("metric")), "pointer": pl.format("/data/{}/{}", "entity", "metric"),
        "method": pl.format("collector_{}/1", pl.col("number") % 16), "confidence": pl.lit(1.0, pl.Float32),
        "retrieved_at": end.cast(pl.Datetime("us", "UTC")) + pl.duration(hours=2),
        "id": hashed(pl.col("entity"), pl.col("metric"), end, text),
    }  # fmt: skip
    rest = {name: pl.lit(None, kind) for name, kind in OBSERVATIONS.items()}
    own = {name: pl.col(name) for name in ("entity", "metric", "value", "unit")}
    columns = rest | given | own
    return known.select(columns[name].alias(name) for name in OBSERVATIONS.names()).sort("end").collect()


def generated(rows: int) -> pl.DataFrame:
    """Make daily series of very unequal length, as one collects them: many have begun lately, few long ago."""
    series = pl.LazyFrame({"s": range(ENTITIES * METRICS)}).with_columns(
        weight=1 / ((pl.col("s") * 7_919 % (ENTITIES * METRICS)) + 1).sqrt(),
    )
    length = (pl.col("weight") / pl.col("weight").sum() * rows).ceil().cast(pl.Int64)
    number = pl.col("s") * 1_000_003 + pl.col("back") * 7_919
    return filled(
        series.select("s", back=pl.int_ranges(0, length))
        .explode("back")
        .head(rows)
        .select(
            entity=pl.format("organisation_{}", pl.col("s") % ENTITIES),
            metric=pl.format("metric_{}", pl.col("s") // ENTITIES),
            value=(number % 999_983).cast(pl.Float64) * 10,
            unit=pl.when(pl.col("s") % 3 == 0).then(pl.lit("users")).otherwise(pl.lit("downloads")),
            end=pl.lit(date(2026, 11, 23)) - pl.duration(days="back"),
            number=number,
        )
    )


def real() -> pl.DataFrame:
    """Take the daily stars of the repositories in GitHub's rankings."""
    names = pl.scan_parquet(REAL / "dim_repo.parquet")
    facts = pl.scan_parquet(REAL / "fact_*.parquet").join(names, on="repo_id")
    return filled(
        facts.select(
            entity=pl.format("github:{}", "repo"),
            metric=pl.when(pl.col("item_id") % 2 == 0).then(pl.lit("github_stars")).otherwise(pl.lit("github_forks")),
            value=pl.when(pl.col("item_id") % 2 == 0).then("stars").otherwise("forks").cast(pl.Float64),
            unit=pl.lit("stars"),
            end="snapshot_date",
            number=pl.col("item_id"),
        )
    )


def documents_of(observations: pl.DataFrame) -> pl.DataFrame:
    """Make the documents that some observations name."""
    ids = observations.select(id=pl.col("document").unique())
    return ids.select(pl.col("id") if n == "id" else pl.lit(None, t).alias(n) for n, t in DOCUMENTS.items())


def append(store: Store, part: pl.DataFrame) -> float:
    """Append rows as one run and return the seconds it took."""
    documents = documents_of(part)
    begun = time.perf_counter()
    store.append(Run(source="bench", started_at=NOW, ended_at=NOW), documents, part, now=NOW)
    return time.perf_counter() - begun


@dataclass
class Rivals:
    """One set of rows in three programs."""

    name: str
    rows: int
    uri: str
    store: Store
    duck: "duckdb.DuckDBPyConnection"
    lite: sqlite3.Connection
    pairs: list[tuple[str, str]]


@pytest.fixture(scope="module", params=["generated", "real"])
def rivals(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rivals]:
    if request.param == "real" and not REAL.exists():
        pytest.skip("the real figures are not here")
    folder = tmp_path_factory.mktemp(request.param)
    frame = generated(ROWS) if request.param == "generated" else real().head(ROWS)
    store = Store.open(str(folder / "store"))
    step = max(1, min(1_000_000, ROWS // 8))
    seconds = sum(append(store, part) for part in frame.iter_slices(step))
    duck = duckdb.connect(str(folder / "duck.db"))
    begun = time.perf_counter()
    duck.execute("create table observations as select * from frame")
    duck.execute("checkpoint")
    ducked = time.perf_counter() - begun
    lite = sqlite3.connect(folder / "lite.db")
    lite.execute(f"create table observations ({', '.join(FLAT)})".replace("end", '"end"'))
    flat = frame.select(FLAT).with_columns(pl.col("end", "recorded_at", "stated_on").cast(pl.String))
    for part in flat.iter_slices(100_000):
        lite.executemany(f"insert into observations values ({','.join('?' * len(FLAT))})", part.iter_rows())
    lite.execute('create index series on observations (metric, entity, "end")')
    lite.commit()
    info, size = store.info(), (folder / "duck.db").stat().st_size
    print(
        f"\n{request.param}: {frame.height:,} rows; store {seconds:.1f} s, {info['bytes'] / 1e6:.0f} MB in {info['files']} files; DuckDB {ducked:.1f} s, {size / 1e6:.0f} MB"
    )
    some = frame.sample(64, seed=1).select("entity", "metric").rows()
    yield Rivals(request.param, frame.height, str(folder / "store"), store, duck, lite, some)
    duck.close()
    lite.close()


def race(works: dict[str, Callable[[str, str], int]], pairs: list[tuple[str, str]], rounds: int) -> dict[str, float]:
    """Take the median milliseconds of each, in turns on the same series, so that a busy machine slows all alike."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds + 2):
        for name, work in works.items():
            if taken[name][:1] > [SLOW_S]:
                continue  # once is enough to know
            begun = time.perf_counter()
            assert work(*pairs[number % len(pairs)]) > 0
            taken[name].append(time.perf_counter() - begun)
    return {name: statistics.median(seconds[2:] or seconds) * 1e3 for name, seconds in taken.items()}


def table(title: str, rivals: Rivals, times: dict[str, float]) -> float:
    """Print the times beside the store's and return the ratio to DuckDB's native table."""
    ratio = times["store"] / times["DuckDB"]
    cells = "  ".join(f"{name} {ms:8.1f} ms" for name, ms in times.items())
    print(f"{rivals.name:>9} {rivals.rows:>10,}  {title:<34} {cells}  store/DuckDB {ratio:.2f}")
    return ratio


def files_of(rivals: Rivals) -> str:
    """Name the store's files for DuckDB, so that it reads the very same ones."""
    held = [str(path) for path in Path(rivals.uri, "observations").glob("*.parquet")]
    live = {piece.path for piece in rivals.store._tables["observations"].pieces()}
    return "read_parquet([" + ", ".join(f"'{path}'" for path in held if Path(path).name in live) + "])"


@pytest.mark.parametrize("columns", [["*"], FEW], ids=["all columns", "five columns"])
def test_one_series_comes_as_fast_as_from_duckdb(rivals: Rivals, columns: list[str]):
    shown = ", ".join(f'"{name}"' if name != "*" else name for name in columns)
    of_series = "where metric = ? and entity = ?"

    def ours(entity: str, metric: str) -> int:
        chosen = rivals.store.observations().filter(pl.col("metric") == metric, pl.col("entity") == entity)
        return chosen.select(pl.col(columns)).collect().height

    def duck(source: str) -> Callable[[str, str], int]:
        return lambda entity, metric: (
            rivals.duck.sql(f"select {shown} from {source} {of_series}", params=[metric, entity]).pl().height
        )

    def lite(entity: str, metric: str) -> int:
        return len(rivals.lite.execute(f"select {shown} from observations {of_series}", (metric, entity)).fetchall())

    works = {
        "store": ours,
        "DuckDB": duck("observations"),
        "DuckDB on our files": duck(files_of(rivals)),
        "SQLite indexed": lite,
    }
    times = race(works, rivals.pairs, 31)
    ratio = table(f"one series, {len(columns) if columns != ['*'] else 'all'} columns", rivals, times)
    assert ratio <= 1.0 or not PROMISED


def test_latest_figures_of_a_metric_come_nearly_as_fast_as_from_duckdb(rivals: Rivals):
    def ours(_: str, metric: str) -> int:
        chosen = rivals.store.observations().filter(pl.col("metric") == metric)
        return latest(chosen).select(FEW).collect().height

    def duck(source: str) -> Callable[[str, str], int]:
        last = ", ".join(f'arg_max("{name}", ("end", recorded_at))' for name in FEW[1:])
        query = f"select entity, {last} from {source} where metric = ? group by entity"
        return lambda _, metric: rivals.duck.sql(query, params=[metric]).pl().height

    def lite(_: str, metric: str) -> int:
        query = 'select entity, max("end"), value, unit, recorded_at from observations where metric = ? group by entity'
        return len(rivals.lite.execute(query, (metric,)).fetchall())

    works = {
        "store": ours,
        "DuckDB": duck("observations"),
        "DuckDB on our files": duck(files_of(rivals)),
        "SQLite indexed": lite,
    }
    times = race(works, rivals.pairs, 11)
    ratio = table("latest of every series of a metric", rivals, times)
    assert ratio <= 1.2 or not PROMISED


QUERIES = r"""
import re, sys
from pathlib import Path
import polars as pl
from metrics.store import Store, latest
found = Store.open(sys.argv[1], create=False).observations().filter(pl.col("metric") == sys.argv[2])
newest = latest(found).collect()
peak = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())  # ru_maxrss is the parent's too
print(newest.height, peak[1])
"""


def test_the_latest_figures_need_little_memory(rivals: Rivals):
    _, metric = rivals.pairs[0]
    done = subprocess.run(
        [sys.executable, "-c", QUERIES, rivals.uri, metric], check=True, capture_output=True, text=True
    )
    found, peak = (int(part) for part in done.stdout.split())
    print(
        f"{rivals.name:>9} {rivals.rows:>10,}  latest of a metric, all columns: {found:,} rows, peak {peak / 1e3:,.0f} MB"
    )
    assert peak < 1.5e6


def test_an_append_costs_the_same_whatever_the_store_holds(tmp_path: Path):
    print()
    runs, size = 96, 1_000
    sizes = [n for n in (10_000, 100_000, 1_000_000, 10_000_000) if n <= ROWS]
    frame = generated(sizes[-1] + runs * size)
    stores = {n: Store.open(str(tmp_path / str(n))) for n in sizes}
    for held, store in stores.items():
        for part in frame.head(held).iter_slices(1_000_000):
            append(store, part)
    taken: dict[int, list[float]] = {held: [] for held in sizes}
    for number in range(runs):
        part = frame.slice(sizes[-1] + number * size, size)
        for held, store in stores.items():
            taken[held].append(append(store, part) * 1e3)
    quiet = {held: statistics.quantiles(times)[0] for held, times in taken.items()}
    for held, times in taken.items():
        told = f"lower quartile {quiet[held]:.1f} ms, median {statistics.median(times):.1f} ms, mean with merges {statistics.mean(times):.1f} ms"
        print(f"append of {size:,} rows to {held:>10,}: {told}, {stores[held].info()['files']} files")
    # The lower quartile: half of the appends of a busy machine measure its other work.
    ratio = quiet[sizes[-1]] / quiet[sizes[0]]
    print(f"append at {sizes[-1]:,} / at {sizes[0]:,}: {ratio:.2f}")
    assert ratio <= 1.2 or not PROMISED
