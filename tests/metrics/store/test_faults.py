"""What is damaged, full, foreign or in the way is named in one line, and nothing is made worse."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from metrics.errors import StoreError, StoreTooNew, StoreUnreadable, StoreUnwritable
from metrics.frames import documents_frame, observations_frame
from metrics.model import Document, Observation, Run
from metrics.store import Store, reading

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def append(store: Store, values: range) -> int:
    documents = documents_frame([Document(url="https://example.org/a", sha256="0")])
    said = (
        Observation(entity="qwen", metric="github_stars", value=float(v), unit="stars", document=documents["id"][0])
        for v in values
    )
    run = Run(source="test", started_at=NOW, ended_at=NOW)
    return store.append(run, documents, observations_frame(said, documents), now=NOW).added


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = Store.open(str(tmp_path / "store"))
    append(store, range(3))
    append(store, range(5))
    return tmp_path / "store"


def content(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def log(folder: Path, version: int = 0) -> Path:
    return folder / "observations" / "_delta_log" / f"{version:020}.json"


def one_line(failure: StoreError) -> bool:
    return failure.exit_code == 5 and "\n" not in str(failure) and "\x1b" not in str(failure)


def test_a_file_in_place_of_the_store(tmp_path: Path):
    (tmp_path / "store").write_text("mine")
    with pytest.raises(StoreUnreadable, match="that is a file") as caught:
        Store.open(str(tmp_path / "store"))
    assert one_line(caught.value)
    assert (tmp_path / "store").read_text() == "mine"


def test_a_file_in_place_of_a_table(folder: Path):
    for path in (folder / "runs").rglob("*"):
        if path.is_file():
            path.unlink()
    (folder / "runs" / "_delta_log").rmdir()
    (folder / "runs").rmdir()
    (folder / "runs").write_text("mine")
    with pytest.raises(StoreUnreadable, match="that is a file"):
        Store.open(str(folder))


def test_a_file_in_place_of_a_parent_folder(tmp_path: Path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreUnwritable, match="cannot be written") as caught:
        Store.open(str(tmp_path / "file" / "store"))
    assert one_line(caught.value)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that nobody can write to")
def test_a_folder_that_cannot_be_written():
    with pytest.raises(StoreUnwritable, match=r"cannot be written: .*name another store with --store") as caught:
        Store.open("/proc/self/task/aimarket")
    assert one_line(caught.value)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_without_permission_can_be_read_but_not_written(folder: Path):
    append(Store.open(str(folder)), range(3))
    paths = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    for path in paths:
        path.chmod(0o555)
    try:
        store = Store.open(str(folder))
        assert store.observations().collect().height == 5
        with pytest.raises(StoreUnwritable):
            append(store, range(9))
    finally:
        for path in paths:
            path.chmod(0o755)


@pytest.mark.parametrize(
    "damage", [b"", b'{"add":{"path":"', b"\0\0\0\0", b"<html>"], ids=["empty", "cut", "nul", "html"]
)
@pytest.mark.parametrize("version", [0, 1, 2])
def test_a_broken_log_is_refused_and_left_as_it_is(folder: Path, damage: bytes, version: int):
    log(folder, version).write_bytes(damage)
    before = content(folder)
    with pytest.raises(StoreUnreadable) as caught:
        Store.open(str(folder))
    assert one_line(caught.value)
    assert content(folder) == before


def test_a_log_that_is_gone_while_the_data_is_there(folder: Path):
    for path in (folder / "observations" / "_delta_log").iterdir():
        path.unlink()
    before = content(folder)
    with pytest.raises(StoreUnreadable, match="log of the store is gone"):
        Store.open(str(folder))
    assert content(folder) == before


def test_a_log_with_a_gap(folder: Path):
    log(folder, 1).unlink()
    with pytest.raises(StoreUnreadable) as caught:
        Store.open(str(folder))
    assert one_line(caught.value)


def test_a_delta_table_of_something_else(folder: Path):
    log(folder).write_text(log(folder).read_text().replace("aimarket.schema", "other.schema"))
    with pytest.raises(StoreUnreadable, match="no store of aimarket"):
        Store.open(str(folder))


def test_a_store_of_a_newer_schema_is_refused_untouched(folder: Path):
    log(folder).write_text(log(folder).read_text().replace('"aimarket.schema":"1"', '"aimarket.schema":"99"'))
    before = content(folder)
    with pytest.raises(StoreTooNew, match=r"schema 99.*left untouched.*Upgrade") as caught:
        Store.open(str(folder))
    assert one_line(caught.value)
    assert content(folder) == before


@pytest.mark.parametrize("key", ["minReaderVersion", "minWriterVersion"])
def test_a_store_of_a_newer_delta_protocol_is_refused_untouched(folder: Path, key: str):
    text = log(folder).read_text()
    assert f'"{key}":' in text
    lines = [line if '"protocol":' not in line or '"commitInfo"' in line else newer(key) for line in text.splitlines()]
    log(folder).write_text("\n".join(lines))
    before = content(folder)
    with pytest.raises(StoreTooNew, match="left untouched") as caught:
        Store.open(str(folder))
    assert one_line(caught.value)
    assert content(folder) == before


def newer(key: str) -> str:
    return json.dumps({"protocol": {"minReaderVersion": 1, "minWriterVersion": 2} | {key: 99}})


def test_a_missing_file_is_named_when_it_is_asked_for(folder: Path):
    file = next((folder / "observations").glob("*.parquet"))
    file.unlink()
    store = Store.open(str(folder))
    with pytest.raises(StoreUnreadable, match=f"{file.name} is missing") as caught:
        store.observations()
    assert one_line(caught.value)
    assert store.documents().collect().height == 1
    assert [(p.table, p.kind) for p in store.verify() if p.kind == "unreadable"] == [("observations", "unreadable")]


def test_a_file_cut_short_is_named_when_it_is_asked_for(folder: Path):
    file = next((folder / "observations").glob("*.parquet"))
    file.write_bytes(file.read_bytes()[:100])
    store = Store.open(str(folder))
    with pytest.raises(StoreUnreadable, match=f"{file.name} has 100 bytes instead of"):
        store.observations()
    assert any(file.name in str(problem) for problem in store.verify())


def test_a_file_of_the_right_length_but_with_nonsense_is_found_by_verify(folder: Path):
    file = next((folder / "observations").glob("*.parquet"))
    file.write_bytes(b"x" * file.stat().st_size)
    store = Store.open(str(folder))
    found = [problem for problem in store.verify() if problem.kind == "unreadable"]
    assert [problem.table for problem in found] == ["observations"]
    assert file.name in str(found[0])
    with pytest.raises(StoreUnreadable, match="cannot be read") as caught, reading(store.uri):
        store.observations().collect()
    assert one_line(caught.value)


def test_a_damaged_store_can_still_be_appended_to(folder: Path):
    next((folder / "observations").glob("*.parquet")).unlink()
    store = Store.open(str(folder))
    assert append(store, range(7)) == 2


def test_a_removed_folder_is_named(folder: Path, tmp_path: Path):
    store = Store.open(str(folder))
    folder.rename(tmp_path / "elsewhere")
    with pytest.raises(StoreError) as caught:
        append(store, range(9))
    assert one_line(caught.value)
    with pytest.raises(StoreError):
        store.observations()
    assert not folder.exists()


LIMITED = """
import resource, runpy, signal, sys
module = runpy.run_path(sys.argv[1])
store = module["Store"].open(sys.argv[2])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, 4_000))
try:
    module["append"](store, range(3_000))
except module["StoreUnwritable"] as failure:
    print(failure)
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of a process")
def test_a_disk_without_room_loses_nothing(folder: Path):
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, __file__, str(folder)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[3],
        check=False,
    )
    assert "free some space" in done.stdout, done.stderr
    assert len(done.stdout.splitlines()) == 1
    store = Store.open(str(folder))
    assert store.observations().select(pl.len()).collect().item() == 5
    assert store.verify() == []
    assert append(store, range(9)) == 4
