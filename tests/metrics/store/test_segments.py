"""Keys are found in mapped memory and by sorted search alike."""

from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.store.segments import KEY, hits, keys_of, read, write

KEYS = st.lists(st.integers(min_value=0, max_value=2**64 - 1), min_size=1, max_size=300, unique=True)


def series(keys: list[int]) -> pl.Series:
    return pl.Series(KEY, keys, pl.UInt64)


@given(held=KEYS, asked=KEYS, shared=st.integers(min_value=0, max_value=20))
def test_a_segment_tells_which_keys_it_holds(held: list[int], asked: list[int], shared: int):
    asked = list({*asked, *held[:shared]})
    with TemporaryDirectory() as folder:
        segment = write(Path(folder), series(sorted(held)))
        assert segment.offset > 0
        mapped = hits(Path(folder), segment, series(asked))
        searched = hits(Path(folder), segment._replace(offset=-1), series(asked))
        assert set(mapped) == set(searched) == set(held) & set(asked)
        assert read(Path(folder), segment).to_list() == sorted(held)


def test_a_segment_of_another_length_is_refused(tmp_path: Path):
    segment = write(tmp_path, series([1, 2, 3]))._replace(size=300)
    with pytest.raises(ValueError, match="300 keys"):
        hits(tmp_path, segment, series([1]))
    with pytest.raises(ValueError, match="300"):
        read(tmp_path, segment)


def test_keys_are_the_same_for_ever():
    ids = pl.LazyFrame({"id": ["a", "", "0123456789abcdef0123456789abcdef"]})
    assert keys_of(ids).to_list() == [15154266338359012955, 17241709254077376921, keys_of(ids)[2]]
