"""A file written part by part is the file written at once, and what breaks a part breaks the file."""

import io
import json
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.store.streams import stream

WHOLE = pl.DataFrame({"a": pl.int_range(40_000, eager=True).cast(pl.String), "b": [None, *range(39_999)]})


def written(*parts, ranged=("a", "b")):
    target = io.BytesIO()
    told = stream(iter(parts), ranged, target)
    target.seek(0)
    return pl.read_parquet(target), json.loads(told)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(min_value=1, max_value=39_999), max_size=5))
def test_parts_make_the_file_that_the_whole_would(cuts):
    bounds = [0, *sorted(set(cuts)), WHOLE.height]
    parts = [WHOLE[low:high] for low, high in pairwise(bounds)]
    assert written(*parts)[0].equals(WHOLE)
    assert written(*parts)[1] == written(WHOLE)[1]


def test_the_log_hears_of_rows_ranges_and_nulls():
    _, told = written(WHOLE[:3], WHOLE[3:10])
    assert told == {
        "numRecords": 10, "minValues": {"a": "0", "b": 0}, "maxValues": {"a": "9", "b": 8}, "nullCount": {"a": 0, "b": 1}
    }  # fmt: skip


def test_a_column_of_nothing_has_no_range():
    nothing = pl.DataFrame({"a": [None, None]}, schema={"a": pl.String})
    _, told = written(nothing, nothing, ranged=("a",))
    assert told == {"numRecords": 4, "minValues": {}, "maxValues": {}, "nullCount": {"a": 4}}


@pytest.mark.parametrize("good", [0, 1, 2, 3])
def test_what_goes_wrong_in_a_part_comes_out_as_it_is(good):
    def parts():
        for _ in range(good):
            yield WHOLE
        raise LookupError("torn")

    with pytest.raises(LookupError, match="torn"):
        stream(parts(), ("a",), io.BytesIO())
