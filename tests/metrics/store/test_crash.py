"""Killed at any moment, the store is sound, holds what was acknowledged, and the same work completes it."""

import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from metrics.frames import documents_frame, observations_frame
from metrics.model import Document, Observation, Run
from metrics.store import Store

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
RUNS, VALUES, KILLS = 400, 20, 10

CHILD = """
import runpy, sys
runpy.run_path(sys.argv[1])["work"](sys.argv[2])
"""


def work(uri: str) -> None:
    """Append one run after the other, saying which are done."""
    store = Store.open(uri)
    for number in range(RUNS):
        documents = documents_frame([Document(url=f"https://example.org/{number}", sha256="0")])
        said = (
            Observation(entity=f"e{value}", metric="papers", value=1.0, unit="papers", document=documents["id"][0])
            for value in range(VALUES)
        )
        run = Run(source=f"run{number}", started_at=NOW, ended_at=NOW)
        store.append(run, documents, observations_frame(said, documents), now=NOW)
        print(number, flush=True)  # noqa: T201  (the acknowledgement)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9")
def test_kills_leave_the_store_sound(tmp_path: Path):
    uri, chance, acknowledged = str(tmp_path / "store"), random.Random(3), -1
    for _ in range(KILLS):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, __file__, uri],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[3],
        )
        assert child.stdout is not None
        first = child.stdout.readline() if chance.random() < 0.9 else ""
        time.sleep(chance.uniform(0, 0.7))
        child.kill()
        told = [int(line) for line in [first, *child.stdout.read().splitlines()] if line.strip()]
        child.stdout.close()
        child.wait()
        acknowledged = max([acknowledged, *told])
        store = Store.open(uri)
        assert store.verify() == []
        runs = store.runs().select("source", "added").collect()
        assert {f"run{number}" for number in range(acknowledged + 1)} <= set(runs["source"])
        observations = store.observations().select("document").collect()
        assert observations.group_by("document").len().filter(pl.col("len") != VALUES).height == 0
    assert acknowledged > 0
