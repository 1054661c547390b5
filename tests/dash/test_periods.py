from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dash.periods import period
from dash.text import CHARSETS
from metrics.model import Period
from metrics.vocabulary import Precision


@pytest.mark.parametrize(
    ("start", "end", "precision", "text"),
    [
        ("2025-01-31", "2025-01-31", "day", "31 Jan 2025"),
        ("2025-01-31", "2025-01-31", None, "31 Jan 2025"),
        ("2025-01-01", "2025-01-31", "month", "Jan 2025"),
        ("2025-01-01", "2025-01-31", None, "Jan 2025"),
        ("2025-01-01", "2025-01-31", "day", "1–31 Jan 2025"),
        ("2025-04-01", "2025-06-30", "quarter", "Q2 2025"),
        ("2025-02-01", "2025-04-30", None, "Feb–Apr 2025"),
        ("2025-07-01", "2025-12-31", "half", "H2 2025"),
        ("2025-01-01", "2025-12-31", "year", "2025"),
        ("2024-01-01", "2025-12-31", "year", "2024–2025"),
        ("2024-02-01", "2025-01-31", "year", "Feb 2024 – Jan 2025"),
        ("2025-12-10", "2025-12-14", "day", "10–14 Dec 2025"),
        ("2025-11-28", "2025-12-04", "week", "28 Nov – 4 Dec 2025"),
        ("2025-12-29", "2026-01-04", "week", "29 Dec 2025 – 4 Jan 2026"),
        ("2025-01-01", "2025-01-01", "month", "Jan 2025"),
        (None, None, None, "not stated"),
        ("2025-01-31", None, "day", "from 31 Jan 2025"),
        (None, "2025-01-31", None, "to 31 Jan 2025"),
        (None, "2025-12-31", "year", "to 2025"),
    ],
)
def test_a_period_is_as_fine_as_its_source(start, end, precision, text):
    day = {key: date.fromisoformat(item) if item else None for key, item in (("start", start), ("end", end))}
    assert period(day["start"], day["end"], precision) == text


@pytest.mark.parametrize("text", ["2025", "2025-Q3", "2025-02", "2025-02-28"])
def test_what_was_parsed_is_written_without_its_precision_too(text):
    read = Period.parse(text)
    assert period(read.start, read.end) == period(read.start, read.end, read.precision)


@given(st.none() | st.dates(), st.none() | st.dates(), st.none() | st.sampled_from(Precision))
def test_every_period_has_words_in_ascii_too(start, end, precision):
    for charset in CHARSETS:
        assert period(start, end, precision, charset)
    assert period(start, end, precision, "ascii").isascii()
