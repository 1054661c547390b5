"""The newest reading of a series is found whatever the order of the rows."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from metrics.store import Store, latest
from tests.metrics.store.conftest import NOW

ROWS = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.none() | st.integers(0, 4), st.integers(0, 3)),
    max_size=30,
)


@given(ROWS)
def test_the_newest_row_of_every_series_is_kept_in_any_order(rows):
    schema = {"metric": pl.String, "entity": pl.String, "end": pl.Int64, "recorded_at": pl.Int64}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    newest: dict[tuple[str, str], tuple[int, int]] = {}
    for metric, entity, end, stored in rows:
        age = (-1 if end is None else end, stored)
        newest[metric, entity] = max(newest.get((metric, entity), (-1, -1)), age)
    found = latest(frame.lazy()).collect(engine="streaming").rows()
    assert {(metric, entity): (-1 if end is None else end, stored) for metric, entity, end, stored in found} == newest
    assert len(found) == len(newest)


def test_the_newest_of_a_store_come_from_several_runs(store: Store, reading):
    for name in "ab":
        store.append(*reading(name, range(5)), now=NOW)
    held = store.observations().collect()
    found = latest(store.observations()).collect()
    assert found.height == held.select("metric", "entity").n_unique()
    assert set(found["id"]) <= set(held["id"])
    assert set(found.columns) == set(held.columns)
