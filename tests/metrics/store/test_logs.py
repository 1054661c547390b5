"""A damaged log is named by file, with what to do; and a table that is gone is no empty one."""

import shutil
from pathlib import Path

import polars as pl
import pytest

from metrics.errors import StoreUnreadable
from metrics.store import Store
from metrics.store.logs import fault_of

RUNS = 3
"""So few that there is no checkpoint yet, which would stand for the commits before it."""


@pytest.fixture
def folder(store: Store, reading, tmp_path: Path) -> Path:
    for number in range(RUNS):
        run, documents, observations = reading(f"page{number}", range(2))
        store.append(run, documents, observations, now=run.ended_at)
    return tmp_path / "store"


def commit(folder: Path, version: int) -> Path:
    return folder / "observations" / "_delta_log" / f"{version:020}.json"


def test_a_sound_log_has_no_fault(folder: Path):
    assert fault_of(folder / "observations" / "_delta_log") is None
    assert fault_of(folder / "nowhere") is None


@pytest.mark.parametrize("damage", [b'{"add":{"path":"', b"<html>", b"[1]", b"\xff\xfe", b"{ no json"])
@pytest.mark.parametrize("version", [0, 2, RUNS])
def test_a_broken_commit_is_named_with_what_to_do(folder: Path, damage: bytes, version: int):
    commit(folder, version).write_bytes(damage)
    with pytest.raises(StoreUnreadable) as caught:
        Store.open(str(folder))
    message = str(caught.value)
    assert str(commit(folder, version)) in message
    assert "from a copy" in message
    assert "store verify --repair" in message


@pytest.mark.parametrize("version", [0, 2])
def test_a_missing_commit_is_named(folder: Path, version: int):
    commit(folder, version).unlink()
    with pytest.raises(StoreUnreadable, match=f"{commit(folder, version).name} is missing"):
        Store.open(str(folder))


def test_a_broken_checkpoint_is_named(folder: Path):
    checkpoint = commit(folder, 3).with_suffix(".checkpoint.parquet")
    checkpoint.write_bytes(b"PAR1 nonsense")
    assert fault_of(checkpoint.parent) == f"{checkpoint} is no readable checkpoint"
    pl.DataFrame({"x": [1]}).write_parquet(checkpoint)
    for version in range(4):
        commit(folder, version).unlink()
    assert fault_of(checkpoint.parent) is None


@pytest.mark.parametrize("name", ["runs", "observations", "documents"])
def test_a_store_that_lost_a_table_is_damaged_and_not_made_anew(folder: Path, name: str):
    shutil.rmtree(folder / name)
    for create in (True, False):
        with pytest.raises(StoreUnreadable, match=f"is damaged: it has no {name}"):
            Store.open(str(folder), create=create)
    assert not (folder / name).exists()


def test_a_store_whose_making_was_cut_off_is_made_again(tmp_path: Path):
    Store.open(str(tmp_path / "new"))
    shutil.rmtree(tmp_path / "new" / "observations")
    assert Store.open(str(tmp_path / "new")).verify() == []


def test_a_merge_that_fails_is_noted_and_the_append_stands(store: Store, reading, tmp_path: Path):
    run, documents, observations = reading("first", range(2))
    store.append(run, documents, observations, now=run.ended_at)
    damaged = next((tmp_path / "store" / "observations").glob("*.parquet"))
    damaged.write_bytes(b"x" * damaged.stat().st_size)
    for number in range(12):
        run, documents, observations = reading(f"page{number}", range(2))
        assert store.append(run, documents, observations, now=run.ended_at).added == 2
    (note,) = store.notes
    assert note.startswith("what was appended is stored, but small files of observations could not be merged: ")
    assert "The next append tries again" in note
    assert store.info()["observations"] == 26


def test_a_sound_store_has_nothing_to_note(folder: Path):
    store = Store.open(str(folder))
    store.compact()
    assert store.notes == []
