from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dash import axes

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@given(FINITE, FINITE, st.integers(1, 20))
def test_an_axis_holds_its_values_and_few_ticks(one, other, most):
    low, high = min(one, other), max(one, other)
    axis = axes.values(low, high, most)
    assert axis.low <= low <= high <= axis.high
    assert 0 <= axis.share(low) <= axis.share(high) <= 1
    assert len(axis.ticks) <= most + 3


@given(st.dates(), st.dates(), st.integers(1, 30))
def test_date_ticks_are_few_ordered_and_inside(one, other, most):
    start, end = min(one, other), max(one, other)
    ticks = [when for when, _ in axes.dates(start, end, most)]
    assert len(ticks) <= most
    assert ticks == sorted(set(ticks))
    assert all(start <= when <= end for when in ticks)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 800, (0, 200, 400, 600, 800)),
        (3, 7, (0, 2, 4, 6, 8)),
        (-5, 5, (-5, 0, 5)),
        (5, 5, (0, 2, 4, 6)),
        (0, 0, (0, 1)),
        (-8, -8, (-8, -6, -4, -2, 0)),
    ],
)
def test_ticks_are_one_two_or_five_times_a_power_of_ten(low, high, ticks):
    assert axes.values(low, high, 4).ticks == ticks


@pytest.mark.parametrize(
    ("start", "end", "labels"),
    [
        (date(2025, 1, 20), date(2025, 1, 24), ["20 Jan 2025", "21 Jan", "22 Jan", "23 Jan", "24 Jan"]),
        (date(2024, 12, 20), date(2025, 1, 20), ["23 Dec 2024", "30 Dec", "6 Jan 2025", "13 Jan", "20 Jan"]),
        (date(2024, 11, 5), date(2025, 3, 2), ["Dec 2024", "2025", "Feb", "Mar"]),
        (date(2023, 2, 1), date(2026, 11, 24), ["2024", "2025", "2026"]),
        (date(1, 1, 1), date(9999, 12, 31), ["2000", "4000", "6000", "8000"]),
    ],
)
def test_date_ticks_are_whole_days_weeks_months_or_years(start, end, labels):
    assert [label for _, label in axes.dates(start, end, 6)] == labels


def test_labels_that_would_read_the_same_get_more_digits():
    assert axes.labels((22.1511, 22.1512), lambda tick: f"{tick:.2f}") == ["22.1511", "22.1512"]
