from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dash.travel import earlier, later, month_earlier, month_later, refused

TODAY = date(2026, 11, 24)
DAYS = [date(2025, 1, 31), date(2025, 2, 21), date(2026, 11, 24)]


def test_steps_lead_over_the_days_and_stop_at_both_ends():
    assert earlier(DAYS, None, TODAY) == date(2025, 2, 21)
    assert earlier(DAYS, date(2025, 2, 1), TODAY) == date(2025, 1, 31)
    assert earlier(DAYS, date(2025, 1, 31), TODAY) == date(2025, 1, 31)
    assert earlier([], None, TODAY) is None
    assert later(DAYS, date(2025, 1, 31), TODAY) == date(2025, 2, 21)
    assert later(DAYS, date(2025, 2, 21), TODAY) is None
    assert later(DAYS, None, TODAY) is None


@given(st.dates(date(1990, 1, 1), TODAY))
def test_a_month_earlier_is_the_end_of_a_month_and_a_month_later_leads_back(day):
    before = month_earlier(day, TODAY)
    assert before < day
    assert month_earlier(before, TODAY).month == (before.month - 2) % 12 + 1
    after = month_later(before, TODAY)
    assert after is None or before < after < TODAY


def test_months_lead_to_the_present():
    assert month_later(date(2026, 10, 31), TODAY) is None
    assert month_later(date(2025, 2, 21), TODAY) == date(2025, 2, 28)
    assert month_later(date(2025, 2, 28), TODAY) == date(2025, 3, 31)
    assert month_later(None, TODAY) is None


def test_before_the_first_month_there_is_none():
    assert month_earlier(date(1, 1, 3), TODAY) == date(1, 1, 3)
    assert month_earlier(date(1, 2, 3), TODAY) == date(1, 1, 31)


def test_days_before_anybody_counted_are_refused():
    assert "is before 1990-01-01" in refused("1989-12-31")
    assert refused("1 Jan 1990") == ""
