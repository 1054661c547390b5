"""What is merged part by part fills files of a bounded size, in order."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.frames import SUBJECTS
from metrics.store import shapes
from metrics.store.shapes import SUBJECTS_SHAPE, pieces


def rows(count, first=0):
    keys = pl.int_range(first, first + count, eager=True).cast(pl.String).str.zfill(9)
    named = pl.DataFrame({"source": ["hub"] * count, "key": keys})
    return named.select(pl.col(n) if n in named.columns else pl.lit(None, t).alias(n) for n, t in SUBJECTS.items())


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(min_value=1, max_value=300_000), min_size=1, max_size=6))
def test_parts_are_gathered_into_files_without_losing_any(sizes):
    starts = [sum(sizes[:place]) for place in range(len(sizes))]
    parts = (rows(size, start).reverse() for size, start in zip(sizes, starts, strict=True))
    files = [[part["key"] for part in file] for file in SUBJECTS_SHAPE.files(parts)]
    keys = pl.concat([part for file in files for part in file])
    assert keys.equals(rows(sum(sizes))["key"])
    assert all(sum(map(len, file)) <= shapes._FILE_ROWS for file in files)
    assert len(files) <= 1 + 2 * sum(sizes) // shapes._FILE_ROWS


def test_nothing_makes_no_file():
    assert list(SUBJECTS_SHAPE.files(iter(()))) == []


def test_a_part_takes_few_rows_however_well_they_are_packed_and_few_bytes_however_few_rows():
    assert pieces(1_000_000, 1) == 62
    assert pieces(10, 1 << 30) == 320
    assert pieces(1, 1) == 1
