"""Merging keeps the number of files small without ever rewriting much."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.errors import StoreUnreadable
from metrics.frames import subjects_frame
from metrics.store import Store
from metrics.store.compaction import FEW, SMALL, merge, plan
from metrics.store.tables import Piece
from metrics.store.tiers import FACTOR, overdue

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SIZES = st.lists(st.integers(min_value=1, max_value=1 << 34), max_size=40)


@given(SIZES)
def test_what_is_merged_leaves_sizes_in_progression(sizes: list[int]):
    ascending = sorted(sizes)
    count = overdue(ascending)
    assert count != 1
    left = sorted([*([sum(ascending[:count])] if count else []), *ascending[count:]])
    assert overdue(left) == 0
    assert all(large >= FACTOR * sum(left[:number]) for number, large in enumerate(left))


def appended(sizes: list[int]) -> tuple[list[int], int]:
    """Append runs one by one, merging as planned; tells the runs left and the bytes rewritten."""
    runs: dict[str, int] = {}
    rewritten = 0
    for number, size in enumerate(sizes):
        runs[str(number)] = size
        due = plan(list(runs.items()))
        if due:
            merged = sum(runs.pop(name) for name in due)
            rewritten += merged
            runs[f"merged{number}"] = merged
    return sorted(runs.values()), rewritten


def test_a_single_run_is_left_alone():
    assert plan([("a", 1)]) == []
    assert plan([("a", SMALL * 10)]) == []


@given(st.integers(min_value=1, max_value=SMALL // 4))
def test_thousands_of_equal_appends_leave_few_runs_and_rewrite_each_byte_a_few_times(size: int):
    runs, rewritten = appended([size] * 2_000)
    assert len(runs) <= FEW + 12
    assert rewritten <= 2_000 * (size * 12 + SMALL / FEW)


@given(st.lists(st.integers(min_value=1, max_value=64 * SMALL), min_size=1, max_size=200))
def test_any_sequence_of_appends_keeps_every_byte_in_few_runs(sizes: list[int]):
    runs, _ = appended(sizes)
    assert sum(runs) == sum(sizes)
    assert len(runs) <= FEW + 16


@pytest.mark.parametrize("entities", [1, 3, 50_000])
def test_what_is_merged_in_many_parts_stays_whole_and_sorted_in_one_file(tmp_path, entities):
    store = Store.open(str(tmp_path / "store"))
    table = store._tables["subjects"]
    for number in range(4):
        keys = [f"{place % entities:06}" for place in range(number, 60_000, 4)]
        frame = subjects_frame(("hub", key, f"{number}.{place}", "bolt") for place, key in enumerate(keys))
        assert table.commit(table.write([table.shape.conform(frame, NOW)]))
    before = store.subjects().collect().sort("id")
    store.compact()
    (piece,) = table.pieces()
    held = table.scan_pieces([piece]).collect()
    assert piece.rows == 60_000
    assert held["key"].is_sorted()
    assert held.sort("id").equals(before)


def test_a_merge_that_finds_fewer_rows_than_the_log_counts_leaves_everything_as_it_was(tmp_path):
    store = Store.open(str(tmp_path / "store"))
    table = store._tables["subjects"]
    for name in ("one", "two"):
        frame = subjects_frame([("hub", str(place), name, "bolt") for place in range(20_000)])
        assert table.commit(table.write([table.shape.conform(frame, NOW)]))
    merged = [Piece(piece.path, piece.rows + 1, piece.size) for piece in table.pieces()]
    files = sorted(table.folder.glob("*.parquet"))
    with pytest.raises(StoreUnreadable, match="40000 rows where its log counts 40002"):
        merge(table, store._identities["subjects"], merged)
    assert sorted(table.folder.glob("*.parquet")) == files
