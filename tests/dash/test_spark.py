from datetime import date, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from dash.spark import ends, spark, thinned, window

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
SERIES = st.lists(st.tuples(st.none() | st.dates(), st.none() | st.floats()), max_size=40)


@given(SERIES, st.integers(1, 60), st.sampled_from(["braille", "block", "ascii"]), st.dates(), st.dates())
def test_any_series_fits_its_width(series, width, charset, one, other):
    stretch = (min(one, other), max(one, other))
    line = spark([when for when, _ in series], [v for _, v in series], stretch, width=width, charset=charset)
    assert len(line) == width
    assert charset != "ascii" or line.isascii()


@given(st.lists(st.tuples(st.none() | st.dates(), st.none() | st.floats()), max_size=40), st.dates())
def test_the_common_window_shows_the_newest_point(series, today):
    start, end = window([[when for when, _ in series]], today)
    known = [when for when, _ in series if when]
    assert start <= end
    assert not known or start <= max(known) <= end


def test_time_goes_across_not_the_index():
    days = [date(2025, 1, 1), date(2025, 1, 20), date(2025, 12, 30)]
    assert spark(days, [1, 2, 3], YEAR) == "▅··········▇"


def test_nothing_is_stretched_over_time_that_was_not_measured():
    assert spark([date(2025, 1, 15), date(2025, 2, 15)], [1, 2], YEAR) == "▄▇          "


def test_one_point_is_a_dot_in_its_place():
    assert spark([date(2025, 7, 1)], [5.0], YEAR) == "     •      "


def test_a_small_rise_looks_small():
    days = [date(2025, month, 15) for month in range(1, 13)]
    assert set(spark(days, [99 + i / 11 for i in range(12)], YEAR)) == {"▇"}


def test_a_null_is_a_gap_and_not_a_zero():
    days = [date(2025, month, 15) for month in range(1, 13)]
    assert spark(days, [4, None, None, 4, *[4] * 8], YEAR).startswith("▇··▇")
    assert spark(days, [4, 0, 0, 4, *[4] * 8], YEAR).startswith("▇▁▁▇")


def test_nothing_known_is_blank():
    assert spark([], [], YEAR) == spark(None, None, YEAR) == spark([None], [1.0], YEAR) == " " * 12


def test_a_value_that_was_stated_is_drawn_and_no_mean():
    days = [date(2025, 1, 1), date(2025, 1, 2), date(2025, 12, 31)]
    assert spark(days, [9, 3, 6], YEAR)[0] == "▄"


def test_the_window_is_at_most_three_years_and_ends_today():
    today = date(2026, 11, 24)
    assert window([[date(2010, 1, 1), date(2026, 1, 1)]], today) == (today - timedelta(days=3 * 365), today)
    assert window([[date(2010, 1, 1), date(2011, 1, 1)]], today) == (date(2010, 1, 1), today)


ROWS = st.lists(
    st.none() | st.lists(st.tuples(st.none() | st.dates(), st.none() | st.floats()), max_size=40), max_size=5
)


@given(ROWS, st.dates())
def test_what_is_kept_of_long_series_is_drawn_as_the_whole(rows, today):
    split = [None if row is None else [list(part) for part in zip(*row, strict=True)] or [[], []] for row in rows]
    columns = {
        "series": pl.Series([None if row is None else row[1] for row in split], dtype=pl.List(pl.Float64)),
        "_times": pl.Series([None if row is None else row[0] for row in split], dtype=pl.List(pl.Date)),
    }
    frame = pl.DataFrame(columns)
    stretch = window(frame["_times"].to_list(), today)
    assert window(ends(frame), today) == stretch
    kept = thinned(frame, stretch)
    assert kept.height == frame.height
    for whole, part in zip(frame.to_dicts(), kept.to_dicts(), strict=True):
        assert spark(part["_times"], part["series"], stretch) == spark(whole["_times"], whole["series"], stretch)


def test_a_frame_without_lines_is_left_as_it_is():
    frame = pl.DataFrame({"series": [None], "_times": [None]})
    assert thinned(frame, YEAR) is frame
    assert ends(frame) == []
