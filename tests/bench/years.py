"""Years of daily collecting in compressed time: a run a day, and after each the files are a day older.

What ages by the machine's clock is made to: log entries by their time of change, and files that were merged are deleted
as the vacuum of a later day does.
"""

import os
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
from deltalake import DeltaTable

from metrics.model import Run
from metrics.store import Store
from tests.bench.invented_market import measured

BEGUN = datetime(2027, 1, 1, 6, tzinfo=UTC)
DAY_S = 86_400
SWEPT_EVERY = 50


@dataclass(frozen=True)
class Day:
    """What one day took: seconds of the run, of opening the store and of one series, and what there is since."""

    run: float
    opening: float
    series: float
    files: int
    on_disk: int
    size: int


def lived(uri: str, days: int, entities: int, metrics: int) -> Iterator[Day]:
    """Collect day after day: every entity has an answer a day, every count is another each day."""
    each = entities * metrics
    for day in range(days):
        documents, rows = measured(day * each, (day + 1) * each, days * each, entities=entities, metrics=metrics)
        one = rows.row(each // 2, named=True)
        now = BEGUN + timedelta(days=day)
        begun = time.perf_counter()
        store = Store.open(uri)
        opened = time.perf_counter()
        done = store.append(Run(source="hub", started_at=now, ended_at=now), documents, rows, now=now)
        ran = time.perf_counter()
        asked = store.observations().filter(pl.col("metric") == one["metric"], pl.col("entity") == one["entity"])
        held = asked.select("end", "value").collect().height
        found = time.perf_counter()
        assert (done.added, held) == (each, day + 1)
        aged(Path(uri), sweep=day % SWEPT_EVERY == 0)
        info = store.info()
        on_disk = sum(1 for path in Path(uri).rglob("*") if path.is_file())
        yield Day(ran - opened, opened - begun, found - ran, info["files"], on_disk, info["bytes"])


def aged(folder: Path, *, sweep: bool) -> None:
    """Make the log a day older and, now and then, delete what no version of the last hours needs."""
    for entry in folder.glob("*/_delta_log/*"):
        if entry.is_file() and (told := entry.stat().st_mtime) > time.time() - DAY_S:
            os.utime(entry, (told - DAY_S, told - DAY_S))
    for log in folder.glob("*/_delta_log") if sweep else ():
        DeltaTable(log.parent).vacuum(0, dry_run=False, enforce_retention_duration=False, full=True)


def median(days: list[Day], name: str) -> float:
    """The median of a field in milliseconds."""
    return statistics.median(getattr(day, name) for day in days) * 1e3
