"""Verification finds what the log and the frames do not show."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from metrics.frames import documents_frame, observations_frame
from metrics.model import Document, Observation, Run
from metrics.store import Store

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DOCUMENTS = documents_frame([Document(url="https://example.org/a", sha256="0")])
OBSERVATIONS = observations_frame(
    [
        Observation(entity="qwen", metric="papers", value=float(v), unit="papers", document=DOCUMENTS["id"][0])
        for v in range(3)
    ],
    DOCUMENTS,
)
RUN = Run(source="test", started_at=NOW, ended_at=NOW)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(str(tmp_path / "store"))


def found(store: Store) -> list[tuple[str, str]]:
    return [(problem.table, problem.kind) for problem in store.verify()]


def test_a_fresh_and_a_filled_store_are_sound(store: Store):
    assert store.verify() == []
    store.append(RUN, DOCUMENTS, OBSERVATIONS, now=NOW)
    assert store.verify() == []


def test_an_observation_without_its_document_is_an_orphan(store: Store):
    store.append(RUN, DOCUMENTS.clear(), OBSERVATIONS, now=NOW)
    [problem] = store.verify()
    assert (problem.table, problem.kind) == ("observations", "orphan")
    assert DOCUMENTS["id"][0] in str(problem)


def test_a_ruling_without_its_observation_is_an_orphan(store: Store):
    store.rule(pl.DataFrame({"observation": ["none"], "rank": ["preferred"], "reason": ["x"]}), NOW)
    assert found(store) == [("rulings", "orphan")]


def test_ids_that_landed_twice_are_named(store: Store):
    store.append(RUN, DOCUMENTS, OBSERVATIONS, now=NOW)
    table = store._tables["observations"]
    assert table.commit(table.write([table.shape.conform(OBSERVATIONS.head(1), NOW)]))
    assert found(store) == [("observations", "duplicate_key")]
    assert OBSERVATIONS["id"][0] in str(store.verify()[0])
    assert store.append(RUN, DOCUMENTS, OBSERVATIONS, now=NOW).added == 0


def test_rows_without_an_id_are_counted(store: Store):
    table = store._tables["documents"]
    nameless = DOCUMENTS.with_columns(id=pl.lit(None, pl.String))
    assert table.commit(table.write([table.shape.conform(nameless, NOW)]))
    assert found(store) == [("documents", "null_key")]


def test_files_with_other_columns_are_named(store: Store, tmp_path: Path):
    store.append(RUN, DOCUMENTS, OBSERVATIONS, now=NOW)
    [file] = (tmp_path / "store" / "observations").glob("*.parquet")
    size = file.stat().st_size
    pl.DataFrame({"id": ["x"]}).write_parquet(file)
    with file.open("r+b") as opened:
        data = opened.read()
        opened.seek(0)
        opened.write(data[:4] + b"\0" * (size - len(data)) + data[4:])
    assert ("observations", "unreadable") in found(store)


def test_what_a_crash_leaves_behind_is_no_problem(store: Store, tmp_path: Path):
    store.append(RUN, DOCUMENTS, OBSERVATIONS, now=NOW)
    table = store._tables["observations"]
    table.write([table.shape.conform(OBSERVATIONS, NOW)])
    (tmp_path / "store" / "observations" / "half.parquet").write_bytes(b"PAR1")
    assert store.verify() == []
    assert store.observations().collect().height == 3
