"""A store of its own for every test, and runs that read some values from a page."""

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from metrics.frames import documents_frame, observations_frame
from metrics.model import Document, Observation, Period, Run
from metrics.store import Store

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def run_of(source: str, values: range) -> tuple[Run, pl.DataFrame, pl.DataFrame]:
    """Make a run that reads some values from one page."""
    page = Document(url=f"https://example.org/{source}", sha256="0" * 64, retrieved_at=NOW)
    documents = documents_frame([page])
    said = [
        Observation(
            entity="deepseek",
            metric="daily_active_users",
            value=float(value),
            unit="users",
            document=documents["id"][0],
            period=Period.parse("2025-01-31"),
            stated_on=date(2025, 2, 4) if value % 2 else None,
            retrieved_at=NOW,
        )
        for value in values
    ]
    run = Run(source=source, started_at=NOW, ended_at=NOW, requests=1)
    return run, documents, observations_frame(said, documents)


def write_runs(uri: str, writer: int, runs: int) -> None:
    """Append as a process of its own: pages of its own, and one page that all of them read."""
    store = Store.open(uri)
    for number in range(runs):
        store.append(*run_of(f"page{writer}_{number}", range(5)), now=NOW)
        store.append(*run_of("shared", range(number + 1)), now=NOW)


@pytest.fixture(name="reading")
def make_run():
    """Make a run that reads some values from one page: ``reading("page", range(3))``."""
    return run_of


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(str(tmp_path / "store"))
