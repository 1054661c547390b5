"""Whatever happens to the files of a store, every command leaves with 5 and one line that says what and what to do."""

import json
import shutil

import pytest

from metrics.store import Store


def cut(store):
    """Cut a file short."""
    path = next((store / "observations").glob("*.parquet"))
    path.write_bytes(path.read_bytes()[:-40])


def nonsense(store):
    """Overwrite a file with as many other bytes."""
    path = next((store / "observations").glob("*.parquet"))
    path.write_bytes(b"\x55" * path.stat().st_size)


def missing(store):
    """Delete a file."""
    next((store / "observations").glob("*.parquet")).unlink()


def broken_entry(store):
    """Cut the last entry of the log short."""
    path = max((store / "observations" / "_delta_log").glob("*.json"))
    path.write_bytes(path.read_bytes()[:50])


def no_log(store):
    """Delete the log."""
    shutil.rmtree(store / "observations" / "_delta_log")


def newer(store):
    """Say that a newer version wrote it."""
    path = store / "observations" / "_delta_log" / f"{0:020}.json"
    path.write_text(path.read_text("utf-8").replace('"aimarket.schema":"1"', '"aimarket.schema":"9"'), "utf-8")


def no_table(store):
    """Delete a table."""
    shutil.rmtree(store / "documents")


def a_file(store):
    """Put a file in the place of the store."""
    shutil.rmtree(store)
    store.write_text("no store")


FAULTS = (cut, nonsense, missing, broken_entry, no_log, newer, no_table, a_file)
READING = {
    "show": ["show"],
    "history": ["history", "kimi", "daily_active_users"],
    "why": ["why", "kimi", "daily_active_users"],
    "compare": ["compare", "daily_active_users", "kimi", "doubao"],
    "promises": ["promises"],
    "sql": ["sql", "SELECT * FROM figures"],
    "export": ["export", "out"],
    "export of one file": ["export", "out.csv"],
    "store verify": ["store", "verify"],
    "store compact": ["store", "compact"],
}


def fits(fault, words):
    """Whether a fault is met: an undamaged table that is not read, or a merge of a single file, tells nothing."""
    return not (words[:2] == ["store", "compact"] and fault in {cut, nonsense, missing})


@pytest.fixture
def store(filled, empty):
    return empty / "data" / "aimarket" / "store"


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_damaged_store_is_exit_5_with_one_line_for_every_command(fault, store, filled, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.txt").write_text("Kimi had 24 million daily users in March 2025.", encoding="utf-8")
    fault(store)
    for words in READING.values():
        if not fits(fault, words):
            continue
        done = filled(*words)
        lines = done.err.strip().splitlines()
        assert done.code == 5, (words, done)
        assert len(lines) == 1, (words, done.err)
        assert lines[0].startswith("aimarket: ")
        assert any(advice in lines[0] for advice in ("copy", "--store", "Upgrade", "Restore", "store verify")), lines
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("fault", [cut, nonsense, missing, broken_entry, no_log])
def test_what_repair_leaves_can_be_read_and_written(fault, store, filled, figures):
    fault(store)
    done = filled("store", "verify", "--repair", "--format", "json")
    assert done.code == 0, done.err
    assert done.json
    assert filled("show").code == 0
    assert filled("import", figures).code == 0
    rows = Store.open(str(store)).info()["observations"]
    assert rows == 10


def test_a_clock_that_was_set_back_stores_and_shows_all_the_same(filled, figures, header, tmp_path, monkeypatch):
    monkeypatch.setenv("AIMARKET_NOW", "2020-01-01T00:00:00Z")
    path = tmp_path / "late.csv"
    path.write_text(
        f"{header}\nkimi,papers,7,=,papers,2019-12-01,2019-12-01,point,A,disclosed,Moonshot,https://m.example/7,Moonshot,2019-12-02,\n"
    )
    assert filled("import", path).code == 0
    shown = json.loads(filled("show", "papers", "--format", "json").out)
    assert [row["value"] for row in shown] == [7]
    assert filled("store", "verify").code == 0


def test_a_store_that_vanishes_under_the_work_is_named(filled, store, figures, tmp_path):
    held = Store.open(str(store))
    shutil.rmtree(store)
    assert filled("store", "verify").code == 5
    with pytest.raises(Exception, match=str(store)) as caught:
        held.observations().collect()
    assert type(caught.value).__module__ == "metrics.errors"
