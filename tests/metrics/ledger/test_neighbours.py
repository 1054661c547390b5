from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.ledger.neighbours import Near, best, neighbours
from metrics.ledger.overlap import placed
from metrics.ledger.scope import covers, same_part


def rows_of(periods):
    return pl.DataFrame(
        {
            "claim": [f"c{number:04}" for number in range(len(periods))],
            "key": ["k"] * len(periods),
            "value": [1.0] * len(periods),
            "_from": [start for start, _ in periods],
            "_to": [end for _, end in periods],
            "_credit": list(range(len(periods))),
        },
        schema_overrides={"_from": pl.Date, "_to": pl.Date},
    )


PERIODS = st.lists(
    st.tuples(st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.integers(0, 500)).map(
        lambda drawn: (drawn[0], drawn[0] + timedelta(days=drawn[1]))
    ),
    max_size=15,
)


@settings(max_examples=40, deadline=None)
@given(PERIODS, st.sampled_from([0, 1, 45, 183]))
def test_every_pair_near_enough_is_found_once(periods, days):
    rows = rows_of(periods)
    found = neighbours(rows, rows, Near(keys=("key",), days=days)).select("claim", "claim_w").rows()
    reach = timedelta(days=days)
    expected = {
        (f"c{one:04}", f"c{other:04}")
        for one, (start, end) in enumerate(periods)
        for other, (start_w, end_w) in enumerate(periods)
        if one != other and start_w - end <= reach and start - end_w <= reach
    }
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_pairs_grow_with_the_claims_not_with_their_square():
    day = date(2025, 1, 31)
    counts = [
        neighbours(rows, rows, Near(keys=("key",), days=45, most=4)).height
        for rows in (rows_of([(day, day)] * size) for size in (100, 1000))
    ]
    assert counts == [4 * 100 - 4, 4 * 1000 - 4]


def test_only_the_most_credible_are_met():
    day = date(2025, 1, 31)
    rows = rows_of([(day, day)] * 9)
    met = neighbours(rows, rows, Near(keys=("key",), most=2))["claim_w"].unique().sort().to_list()
    assert met == ["c0007", "c0008"]


def test_a_tie_among_the_best_goes_to_the_smaller_id():
    rows = pl.DataFrame({"claim": ["b", "a", "c"], "key": ["k"] * 3, "weight": [1, 1, 0]})
    assert best(rows, ["key"], "weight", 1)["claim"].to_list() == ["a"]


@pytest.mark.parametrize(
    ("row", "start", "end"),
    [
        ({"period": "2025-01"}, date(2025, 1, 1), date(2025, 1, 31)),
        ({"end": "2025-06-30", "precision": "month"}, date(2025, 6, 1), date(2025, 6, 30)),
        ({"end": "2025-06-30", "precision": "quarter"}, date(2025, 4, 1), date(2025, 6, 30)),
        ({"end": "2025-12-31", "precision": "half"}, date(2025, 7, 1), date(2025, 12, 31)),
        ({"end": "2025-12-31", "precision": "year"}, date(2025, 1, 1), date(2025, 12, 31)),
        ({"end": "2025-12-14", "precision": "week"}, date(2025, 12, 8), date(2025, 12, 14)),
        ({"end": "2025-01-28", "precision": "day"}, date(2025, 1, 28), date(2025, 1, 28)),
        ({"start": "2025-01-28"}, date(2025, 1, 28), date(2025, 1, 28)),
        ({"start": "2023-01-01", "end": "2025-01-28", "span": "cumulative"}, date(2025, 1, 28), date(2025, 1, 28)),
        ({}, None, None),
    ],
)
def test_a_claim_covers_the_days_its_source_meant(claims_of, row, start, end):
    assert placed(claims_of(row)).select("_from", "_to").rows() == [(start, end)]


SCOPES = [
    ("app", "app", True, True),
    ("app", "App", True, True),
    (None, "app", True, True),
    ("app", None, True, False),
    ("app", "web", False, False),
    ("app only", "app only, web excluded", True, True),
    ("app", "apple", False, False),
    ("App Store", "App Store + Google Play", False, False),
    ("all platforms", "app", False, True),
    ("app", "all platforms", False, False),
    ("worldwide web", "web", False, False),
]


@pytest.mark.parametrize(("one", "other", "compatible", "wide"), SCOPES)
def test_scopes_are_compared_by_their_words(claims_of, one, other, compatible, wide):
    scopes = [{"geo": None, "platform": text, "plan": None} for text in (one, other)]
    left, right = placed(claims_of({"scope": scopes[0]}, {"scope": scopes[1]})).partition_by("claim")
    pair = left.hstack(right.rename({name: f"{name}_w" for name in right.columns}))
    assert pair.select(part=same_part("_w"), wide=covers("", "_w")).rows() == [(compatible, wide)]
