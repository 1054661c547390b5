"""Merging keeps the number of files small without ever rewriting much."""

from hypothesis import given
from hypothesis import strategies as st

from metrics.store.compaction import FEW, SMALL, plan
from metrics.store.tiers import FACTOR, overdue

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
