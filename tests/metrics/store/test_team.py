"""One store in a bucket, several machines: what each writes lands exactly once, and all read the same."""

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from metrics.store import Store
from tests.fakes.object_store import BUCKET, bucket

URI = f"s3://{BUCKET}/market"
WRITERS, RUNS = 4, 3
CHILD = "import runpy, sys; runpy.run_path(sys.argv[1])['write_runs'](sys.argv[2], *map(int, sys.argv[3:]))"
CONFTEST = Path(__file__).with_name("conftest.py")


@pytest.fixture
def team(home, monkeypatch):
    """An empty bucket, reached as the environment says."""
    with bucket() as (_, environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        yield environment


def machine(number: int, home: Path) -> subprocess.Popen[bytes]:
    """Append as one of several machines: no lock and no index is shared with the others, only the bucket."""
    command = [sys.executable, "-c", CHILD, str(CONFTEST), URI, str(number), str(RUNS)]
    cache = {"XDG_CACHE_HOME": str(home / f"machine{number}")}
    return subprocess.Popen(command, cwd=Path(__file__).parents[3], env={**os.environ, **cache})


def test_machines_that_write_at_once_lose_nothing_and_store_nothing_twice(team, home):
    machines = [machine(number, home) for number in range(WRITERS)]
    assert [each.wait() for each in machines] == [0] * WRITERS
    store = Store.open(URI)
    observations, runs = store.observations(), store.runs()
    pages = observations.group_by("document").len().collect()["len"].sort().to_list()
    assert pages == sorted([RUNS, *[5] * (WRITERS * RUNS)])
    assert store.info()["runs"] == 2 * WRITERS * RUNS
    assert runs.select(pl.col("added").sum()).collect().item() == store.info()["observations"]
    assert store.verify() == []
    latest = observations.filter(pl.col("entity") == "deepseek").sort("recorded_at", "value").tail(1).collect()
    assert latest["value"].to_list() == [4.0]
