"""The index of ids: lost, damaged or foreign, it is built again and nothing lands twice."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from metrics.store import Appended, Store

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def held(store: Store) -> list[float]:
    return store.observations().select("value").collect()["value"].sort().to_list()


def test_an_id_twice_in_one_append_lands_once(reading, store: Store):
    run, documents, observations = reading("page", range(3))
    doubled = pl.concat([observations, observations])
    assert store.append(run, documents, doubled, now=NOW) == Appended(added=3, unchanged=3, documents=1)
    assert held(store) == [0, 1, 2]


def test_a_reopened_store_knows_what_it_holds_even_without_its_index(reading, store: Store, tmp_path: Path):
    store.append(*reading("page", range(3)), now=NOW)
    index = tmp_path / "store" / "_local" / "observations"
    for file in index.iterdir():
        file.unlink()
    assert Store.open(store.uri).append(*reading("page", range(4)), now=NOW).added == 1
    assert held(store) == [0, 1, 2, 3]


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"{}"])
def test_a_damaged_index_is_built_again(reading, store: Store, tmp_path: Path, damage: bytes):
    store.append(*reading("page", range(3)), now=NOW)
    for file in (tmp_path / "store" / "_local" / "observations").iterdir():
        file.write_bytes(damage)
    assert store.append(*reading("page", range(4)), now=NOW).added == 1
    assert store.append(*reading("page", range(4)), now=NOW).added == 0
    assert store.verify() == []


def test_segments_cut_short_do_not_hide_what_is_there(reading, store: Store, tmp_path: Path):
    store.append(*reading("page", range(100)), now=NOW)
    for file in (tmp_path / "store" / "_local" / "observations").glob("*.arrow"):
        file.write_bytes(file.read_bytes()[:500])
    assert store.append(*reading("page", range(101)), now=NOW).added == 1
    assert store.verify() == []


def test_an_index_of_another_store_is_not_believed(reading, tmp_path: Path):
    first, second = (Store.open(str(tmp_path / name)) for name in ("first", "second"))
    first.append(*reading("page", range(3)), now=NOW)
    (tmp_path / "first" / "_local").rename(tmp_path / "second" / "_local")
    assert second.append(*reading("page", range(3)), now=NOW).added == 3


def test_rows_gone_from_the_table_are_taken_up_again(reading, store: Store):
    store.append(*reading("page", range(3)), now=NOW)
    before = store._tables["observations"].live.version()
    store.append(*reading("page", range(5)), now=NOW)
    store._tables["observations"].live.restore(before)
    assert held(store) == [0, 1, 2]
    assert store.append(*reading("page", range(5)), now=NOW).added == 2
    assert held(store) == [0, 1, 2, 3, 4]
