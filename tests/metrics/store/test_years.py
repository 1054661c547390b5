"""Months of daily collecting leave few files, each day as quick to open as the first."""

from itertools import islice

from tests.bench.years import lived


def test_two_months_of_daily_runs_leave_a_bounded_number_of_files(tmp_path):
    days = list(islice(lived(str(tmp_path / "store"), 60, 50, 5), 60))
    early, late = (max(day.files for day in part) for part in (days[10:30], days[30:]))
    assert late <= early + 3
    assert max(day.files for day in days) <= 40
    assert max(day.on_disk for day in days[-10:]) <= 200
    assert days[-1].size / (60 * 250) < 200
