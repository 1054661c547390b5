from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from metrics.articles import intervals
from metrics.model import Period
from metrics.vocabulary import Precision

DAYS = st.dates(date(1950, 1, 1), date(2050, 1, 1))


@given(DAYS, st.sampled_from(["day", "week", "month", "quarter", "half", "year"]), st.integers(-40, 40))
def test_shifting_there_and_back_is_where_it_began(day, unit, count):
    there = intervals.shifted(day, unit, count)
    assert there is not None
    assert there.start is not None
    back = intervals.shifted(there.start, unit, -count)
    assert back == intervals.shifted(day, unit, 0)


@given(DAYS, st.integers(1, 12))
def test_the_latest_month_has_begun_and_the_next_has_not_ended(day, month):
    def make(year):
        return intervals.months(year, month)

    past, coming = intervals.latest(make, day, ended=False), intervals.next_one(make, day)
    assert past.start <= day <= coming.end
    assert past.start.month == coming.start.month == month
    assert (coming.start.year - past.start.year) in {0, 1}


def test_a_quarter_is_the_latest_only_when_it_has_ended():
    found = intervals.latest(lambda year: intervals.quarter(year, 1), date(2025, 2, 24), ended=True)
    assert found == Period.parse("2024-Q1")


def test_only_calendar_quarters_and_halves_are_called_so():
    assert intervals.months(2025, 4, 3).precision is Precision.QUARTER
    assert intervals.months(2025, 5, 3).precision is Precision.MONTH
    assert intervals.months(2025, 7, 6).precision is Precision.HALF


def test_parts_are_cut_as_finely_as_they_are_said():
    year, month = Period.parse("2024"), Period.parse("2024-12")
    assert intervals.part_of(year, "end") == Period.parse("2024-Q4")
    assert intervals.part_of(year, "early") == Period.parse("2024-Q1")
    assert intervals.part_of(month, "end") == month
    assert intervals.part_of(month, "mid") == Period(date(2024, 12, 10), date(2024, 12, 20), Precision.MONTH)


def test_a_period_moves_as_a_whole():
    assert intervals.moved(Period.parse("2024-02-29"), "year", -1) == Period.parse("2023-02-28")
    assert intervals.moved(Period.parse("2025-Q1"), "quarter", -1) == Period.parse("2024-Q4")
    assert intervals.moved(Period(), "year", -1) is None


def test_beyond_the_calendar_there_is_nothing():
    assert intervals.day(2025, 2, 29) is None
    assert intervals.months(1800, 1) is None
    assert intervals.shifted(date(2025, 1, 1), "day", 10**9) is None
