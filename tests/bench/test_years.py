"""Three years of daily collecting, 1,000 entities by 20 metrics: files bounded, run time and start-up as on the first day.

``pytest -m bench tests/bench/test_years.py -s``; AIMARKET_BENCH_DAYS (1095), AIMARKET_BENCH_ENTITIES (1000) and
AIMARKET_BENCH_METRICS (20) make it shorter. A year's figures are medians, and means where merging counts too.
"""

import os
import statistics
import sys

import pytest

from tests.bench.years import Day, lived, median

pytestmark = pytest.mark.bench

DAYS = int(os.environ.get("AIMARKET_BENCH_DAYS", "1095"))
ENTITIES = int(os.environ.get("AIMARKET_BENCH_ENTITIES", "1000"))
METRICS = int(os.environ.get("AIMARKET_BENCH_METRICS", "20"))
MOST_FILES = 150


def test_the_third_year_is_as_quick_as_the_first(tmp_path, capsys):
    days: list[Day] = []
    third = max(1, DAYS // 3)
    for day in lived(str(tmp_path / "store"), DAYS, ENTITIES, METRICS):
        days.append(day)
        if len(days) % third == 0:
            with capsys.disabled():
                sys.stdout.write(told(days, days[-third:]))
    assert max(day.files for day in days) <= MOST_FILES
    first, last = days[:third], days[-third:]
    assert median(last, "opening") <= 1.5 * median(first, "opening") + 20


def told(days: list[Day], year: list[Day]) -> str:
    held, mean = len(days) * ENTITIES * METRICS, statistics.mean(day.run for day in year) * 1e3
    return (
        f"\ndays {len(days) - len(year) + 1:,} to {len(days):,}: run median {median(year, 'run'):,.0f} ms, mean {mean:,.0f} ms; "
        f"opening {median(year, 'opening'):,.1f} ms; one series {median(year, 'series'):,.1f} ms; at most "
        f"{max(day.files for day in year)} files, {max(day.on_disk for day in year)} with log, index and what waits to be "
        f"deleted; {held:,} observations of {days[-1].size / held:.1f} bytes\n"
    )
