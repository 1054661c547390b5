"""Several processes at once: all land exactly once, and nobody sees half a run."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from metrics.store import Store

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def held(store: Store) -> list[float]:
    return store.observations().select("value").collect()["value"].sort().to_list()


CHILD = """
import runpy, sys
module = runpy.run_path(sys.argv[1])
module[sys.argv[2]](sys.argv[3], *map(int, sys.argv[4:]))
"""
CONFTEST = Path(__file__).with_name("conftest.py")


def spawned(work: str, *arguments: object) -> subprocess.Popen[bytes]:
    """Run a function of conftest.py in another process."""
    command = [sys.executable, "-c", CHILD, str(CONFTEST), work, *map(str, arguments)]
    return subprocess.Popen(command, cwd=Path(__file__).parents[3])


def test_processes_that_append_at_once_all_land_exactly_once(tmp_path: Path):
    uri = str(tmp_path / "store")
    processes = [spawned("write_runs", uri, writer, 12) for writer in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    store = Store.open(uri)
    assert held(store) == sorted([*(float(v) for v in range(5))] * 36 + [float(v) for v in range(12)])
    assert store.info()["runs"] == 72
    assert store.runs().select(pl.col("added").sum()).collect().item() == store.info()["observations"]
    assert store.verify() == []


def test_a_reader_never_sees_half_a_run(tmp_path: Path):
    uri = str(tmp_path / "store")
    store, writer = Store.open(uri), spawned("write_runs", uri, 0, 25)
    seen = set()
    while writer.poll() is None:
        runs, observations, documents = store.runs(), store.observations(), store.documents()
        told = runs.select(pl.col("added").sum()).collect().item()
        stored = observations.select("document").collect()
        known = documents.select("id").collect()
        assert stored.height >= told
        assert set(stored["document"]) <= set(known["id"])
        per_page = stored.join(known, left_on="document", right_on="id").group_by("document").len()
        assert per_page.filter(pl.col("len") < 5).height <= 1  # the page that grows
        seen.add(told)
    assert writer.wait() == 0
    assert len(seen) > 2
    assert store.info()["runs"] == 50
