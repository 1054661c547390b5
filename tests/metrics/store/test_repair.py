"""A damaged store is put in order: every row that a file still holds stays, the rest is named as lost."""

import os
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from metrics.errors import StoreTooNew, StoreUnreadable, UsageError
from metrics.store import Place, Store, repair

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
RUNS, EACH = "abc", 5
ALL = len(RUNS) * EACH


@pytest.fixture
def folder(tmp_path, reading):
    """A store of so few runs that its logs have no checkpoint yet, which would stand for their entries."""
    folder = tmp_path / "store"
    store = Store.open(str(folder))
    for name in RUNS:
        store.append(*reading(name, range(EACH)), now=NOW)
    return folder


def mended(folder):
    return [(line.table, line.kind) for line in repair(Place.of(str(folder), {}), NOW)]


def held(folder):
    return Store.open(str(folder), create=False).observations().collect().height


def files(folder, table="observations"):
    return sorted((folder / table).glob("*.parquet"))


def test_a_sound_store_is_left_alone(folder):
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    assert mended(folder) == []
    after = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    assert {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)} <= {
        folder / "_local" / "append.lock"
    }


@pytest.mark.parametrize("damage", [b"", b"PAR1", os.urandom(3_000)])
def test_a_damaged_file_is_set_aside_and_its_rows_are_named_as_lost(folder, damage):
    path = files(folder)[0]
    path.write_bytes(damage)
    assert mended(folder) == [("observations", "set_aside"), ("observations", "lost")]
    assert held(folder) == ALL - EACH
    assert [each.read_bytes() for each in (folder / "damaged").rglob("*.parquet")] == [damage]
    assert Store.open(str(folder)).verify() == []
    assert mended(folder) == []


def test_a_missing_file_is_named_and_the_rest_can_be_read(folder, reading):
    files(folder)[0].unlink()
    assert mended(folder) == [("observations", "set_aside"), ("observations", "lost")]
    store = Store.open(str(folder))
    for name in RUNS:
        store.append(*reading(name, range(EACH)), now=NOW)
    assert (held(folder), store.verify()) == (ALL, [])


def test_rows_of_a_damaged_merge_come_back_from_the_files_that_were_merged(folder):
    before = files(folder)
    Store.open(str(folder)).compact()
    (merged,) = [path for path in files(folder) if path not in before]
    merged.write_bytes(b"gone")
    assert mended(folder) == [("observations", "set_aside"), ("observations", "restored")]
    assert held(folder) == ALL


@pytest.mark.parametrize("damage", [b"", b"{", b"\0" * 40])
@pytest.mark.parametrize("entry", [0, 2, -1])
def test_a_broken_log_is_begun_anew_with_every_row(folder, damage, entry):
    sorted((folder / "observations" / "_delta_log").glob("*.json"))[entry].write_bytes(damage)
    with pytest.raises(StoreUnreadable):
        Store.open(str(folder))
    assert mended(folder) == [("observations", "log"), ("observations", "restored")]
    store = Store.open(str(folder))
    assert (held(folder), store.verify()) == (ALL, [])
    assert list((folder / "damaged").rglob("_delta_log"))


def test_a_log_that_is_gone_is_begun_anew(folder):
    for path in (folder / "documents" / "_delta_log").iterdir():
        path.unlink()
    assert mended(folder) == [("documents", "log"), ("documents", "restored")]
    assert Store.open(str(folder)).verify() == []


def test_ids_that_stand_twice_stand_once_afterwards(folder):
    store = Store.open(str(folder))
    table = store._tables["observations"]
    table.commit(table.write([store.observations().collect().head(7)]))
    assert [problem.kind for problem in store.verify()] == ["duplicate_key"]
    assert mended(folder) == [("observations", "doubled")]
    assert (held(folder), Store.open(str(folder)).verify()) == (ALL, [])


def test_a_store_of_a_newer_version_is_left_untouched(folder):
    log = folder / "observations" / "_delta_log"
    first = log / f"{0:020}.json"
    first.write_text(first.read_text("utf-8").replace('"aimarket.schema":"1"', '"aimarket.schema":"9"'), "utf-8")
    (log / f"{2:020}.json").write_bytes(b"{")
    with pytest.raises(StoreTooNew):
        mended(folder)
    assert not (folder / "damaged").exists()


def test_what_is_no_store_of_ours_is_left_untouched(tmp_path: Path):
    foreign = tmp_path / "foreign" / "observations"
    foreign.mkdir(parents=True)
    pl.DataFrame({"a": [1]}).write_parquet(foreign / "x.parquet")
    with pytest.raises(StoreUnreadable, match="no table of aimarket"):
        mended(tmp_path / "foreign")
    with pytest.raises(StoreUnreadable, match="there is no store"):
        mended(tmp_path / "nothing")
    assert [path.name for path in foreign.iterdir()] == ["x.parquet"]


def test_only_a_folder_can_be_repaired():
    with pytest.raises(UsageError, match="copy s3://team/market to this machine"):
        repair(Place.of("s3://team/market", {}), NOW)


def test_what_a_killed_writer_left_is_not_taken_in(folder, reading):
    store = Store.open(str(folder))
    _, _, observations = reading("killed", range(EACH))
    table = store._tables["observations"]
    table.write([table.shape.conform(observations, NOW)])
    assert mended(folder) == []
    files(folder)[0].unlink()
    mended(folder)
    assert Store.open(str(folder)).verify() == []
