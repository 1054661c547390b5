"""What a run brought has been written through to the disk when it is acknowledged, each file and its name before what relies on it."""

import errno
import os
import stat
from pathlib import Path

import pytest

from metrics.store import Store
from tests.metrics.store.conftest import NOW

CHECKPOINT_EVERY = 5


@pytest.fixture
def synced(monkeypatch) -> list[int]:
    """The files that are written through to the disk from now on, by inode and in order."""
    files, fsync = list[int](), os.fsync

    def noted(descriptor: int) -> None:
        fsync(descriptor)
        files.append(os.fstat(descriptor).st_ino)

    monkeypatch.setattr(os, "fsync", noted)
    return files


def files_of(store: Store, pattern: str) -> dict[str, int]:
    return {path.name: path.stat().st_ino for path in Path(store.uri).glob(pattern)}


def test_all_of_an_acknowledged_run_is_on_the_disk(store: Store, reading, synced):
    store.append(*reading("page", range(3)), now=NOW)
    for table in ("documents", "observations", "runs"):
        (data,) = files_of(store, f"{table}/*.parquet").values()
        commit = files_of(store, f"{table}/_delta_log/*.json")[f"{1:020}.json"]
        folder, log = (path.stat().st_ino for path in (Path(store.uri) / table, Path(store.uri) / table / "_delta_log"))
        assert synced.index(data) < synced.index(folder) < synced.index(commit) < len(synced) - synced[::-1].index(log)


def test_a_new_store_is_on_the_disk_before_anything_is_in_it(tmp_path: Path, synced):
    store = Store.open(str(tmp_path / "store"))
    logs = [files_of(store, f"{table}/_delta_log/*.json") for table in store._tables]
    inside = [path for path in Path(store.uri).rglob("*") if path.is_dir() and path.name != "_local"]
    folders = {path.stat().st_ino for path in (tmp_path, Path(store.uri), *inside)}
    assert {inode for log in logs for inode in log.values()} | folders == set(synced)


def test_what_a_merge_leaves_is_on_the_disk_before_it_replaces_anything(store: Store, reading, synced):
    for number in range(3):
        store.append(*reading(f"page{number}", range(3)), now=NOW)
    del synced[:]
    store.compact()
    live = {piece.path for piece in store._tables["observations"].pieces()}
    (merged,) = (inode for name, inode in files_of(store, "observations/*.parquet").items() if name in live)
    commit = files_of(store, "observations/_delta_log/*.json")[f"{4:020}.json"]
    assert synced.index(merged) < synced.index(commit)


def test_a_checkpoint_is_on_the_disk_before_the_commit_that_made_it(store: Store, reading, synced):
    for number in range(CHECKPOINT_EVERY):
        store.append(*reading(f"page{number}", range(1)), now=NOW)
    made = files_of(store, "runs/_delta_log/*.checkpoint.parquet") | files_of(store, "runs/_delta_log/_last_checkpoint")
    assert len(made) == 2
    assert set(made.values()) <= set(synced)


def test_a_file_system_that_cannot_sync_folders_is_no_fault(tmp_path: Path, monkeypatch):
    fsync = os.fsync

    def files_only(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", files_only)
    assert Store.open(str(tmp_path / "store")).verify() == []
