from datetime import date

import pytest

from metrics.ledger.promises import promises

WEEK = {
    "metric": "public_repositories",
    "unit": "repositories",
    "start": "2025-02-24",
    "end": "2025-02-28",
    "origin": "DeepSeek",
    "basis": "disclosed",
}
FIVE = WEEK | {
    "value": 5.0,
    "status": "F",
    "stated_on": "2025-02-21",
    "origin_seen": True,
    "url": "https://example.org/promise",
}
EIGHT = WEEK | {"value": 8.0, "stated_on": "2025-02-28", "origin_seen": True}


def kept(claims_of, registry, *rows):
    return promises(claims_of(*rows), registry).select("promised", "delivered", "delivered_on", "kept").rows()


def test_five_repositories_were_promised_and_eight_came(claims_of, registry):
    told = WEEK | {"value": 5.0, "stated_on": "2025-03-01", "publisher": "Apidog"}
    row = promises(claims_of(FIVE, EIGHT, told), registry).row(0, named=True)
    assert (row["promised"], row["due"], row["stated_on"]) == (5.0, date(2025, 2, 28), date(2025, 2, 21))
    assert (row["delivered"], row["delivered_on"], row["kept"]) == (8.0, date(2025, 2, 28), True)
    assert (row["entity"], row["origin"], row["url"]) == ("deepseek", "DeepSeek", "https://example.org/promise")


def test_nothing_came_yet(claims_of, registry):
    assert kept(claims_of, registry, FIVE) == [(5.0, None, None, None)]


def test_what_came_is_told_with_its_bound_and_as_finely_as_it_was_dated(claims_of, registry):
    promise = FIVE | {"start": "2025-12-01", "end": "2025-12-31", "precision": "month", "scope": "GitHub"}
    came = EIGHT | {
        "start": "2025-12-01",
        "end": "2025-12-31",
        "precision": "month",
        "scope": "GitHub",
        "comparator": ">",
    }
    row = promises(claims_of(promise, came), registry).row(0, named=True)
    assert (row["due_start"], row["due"], row["due_precision"]) == (date(2025, 12, 1), date(2025, 12, 31), "month")
    assert (row["delivered_start"], row["delivered_on"]) == (date(2025, 12, 1), date(2025, 12, 31))
    assert (row["delivered_precision"], row["delivered_comparator"]) == ("month", ">")
    assert row["scope"] == {"geo": None, "platform": "GitHub", "plan": None}


def test_too_little_is_not_kept(claims_of, registry):
    assert kept(claims_of, registry, FIVE, EIGHT | {"value": 4.0})[0][-1] is False


DECEMBER = {"period": "2025-12", "metric": "daily_active_users", "origin": "Firm"}
TWENTY = DECEMBER | {"value": 20.0, "status": "F", "stated_on": "2025-08-01"}


def verdict(claims_of, registry, promise, came):
    return kept(claims_of, registry, TWENTY | promise, DECEMBER | {"stated_on": "2026-03-01"} | came)[0][1::2]


@pytest.mark.parametrize(
    ("promised", "came", "expected"),
    [
        (">", ("=", 21.0), True), ("=", ("=", 20.0), True), ("=", ("=", 19.9), False),
        (">", (">", 19.0), None), ("=", (">", 25.0), True), ("=", ("≥", 20.0), True),
        ("≥", ("<", 18.0), False), ("≥", ("<", 20.0), False), ("≥", ("≤", 20.0), None), ("≥", ("<", 25.0), None),
        ("~", ("=", 19.1), True), ("=", ("~", 19.1), True), ("~", ("=", 18.9), False), ("~", (">", 19.1), True),
        ("≤", ("=", 20.0), True), ("≤", ("=", 21.0), False), ("≤", (">", 20.0), False), ("≤", (">", 19.0), None),
        ("≤", ("<", 19.0), True), ("<", ("<", 25.0), None), ("≤", ("~", 20.9), True), ("≤", ("~", 21.1), False),
    ],
)  # fmt: skip
def test_a_bound_decides_only_what_it_excludes(claims_of, registry, promised, came, expected):
    comparator, value = came
    found = verdict(claims_of, registry, {"comparator": promised}, {"value": value, "comparator": comparator})
    assert found == (value, expected)


@pytest.mark.parametrize(
    ("came", "expected"),
    [
        ({"period": "2025-10", "value": 25.0}, (None, None)),
        ({"period": "2025-11-30", "value": 25.0}, (None, None)),
        ({"period": "2025-12-15", "value": 25.0}, (25.0, True)),
        ({"period": "2025-12-15", "value": 15.0}, (15.0, None)),
        ({"period": "2025-12-31", "value": 15.0}, (15.0, False)),
        ({"period": "2025", "value": 15.0}, (15.0, None)),
        ({"period": "2026-01", "value": 15.0}, (15.0, False)),
        ({"period": "2026-01", "value": 25.0}, (25.0, None)),
        ({"period": "2026-03", "value": 15.0}, (15.0, None)),
    ],
)
def test_only_what_is_measured_when_it_was_due_decides(claims_of, registry, came, expected):
    assert verdict(claims_of, registry, {}, came) == expected


def test_the_promised_period_goes_before_what_came_near_it(claims_of, registry):
    rows = [DECEMBER | {"value": 19.0, "comparator": ">", "stated_on": "2025-12-18"}]
    rows += [DECEMBER | {"period": day, "value": 25.0, "stated_on": "2026-03-01"} for day in ("2025-12-31", "2026-01")]
    assert kept(claims_of, registry, TWENTY | {"comparator": ">"}, *rows) == [(20.0, 19.0, date(2025, 12, 31), None)]


def test_what_decides_goes_before_what_is_merely_nearer(claims_of, registry):
    rows = [
        DECEMBER | {"period": day, "value": 25.0, "stated_on": "2026-03-01"} for day in ("2025-12-01", "2026-01-01")
    ]
    assert kept(claims_of, registry, TWENTY, *rows) == [(20.0, 25.0, date(2025, 12, 1), True)]


PLANS = [
    (None, None, True), ("consumer", "consumer", True), ("consumer", "Consumer ", True),
    (None, "consumer", None), ("consumer", None, None), ("consumer", "enterprise", None), ("consumer", "consumer plans", None),
]  # fmt: skip


@pytest.mark.parametrize(("promised", "came", "expected"), PLANS)
def test_a_part_never_decides_the_whole(claims_of, registry, promised, came, expected):
    scopes = [{"scope": {"geo": None, "platform": None, "plan": text}} for text in (promised, came)]
    found = verdict(claims_of, registry, scopes[0], scopes[1] | {"value": 20.0})
    assert found == (20.0 if expected else None, expected)


def test_a_firmer_figure_of_a_part_does_not_hide_the_whole(claims_of, registry):
    part = DECEMBER | {"value": 9.0, "scope": "app", "basis": "filing", "stated_on": "2026-03-01"}
    whole = DECEMBER | {"value": 21.0, "stated_on": "2026-03-01"}
    assert kept(claims_of, registry, TWENTY, part, whole)[0][1::2] == (21.0, True)


@pytest.mark.parametrize(
    ("promised", "came", "expected"),
    [("point", "point", True), ("point", "unstated", True), ("point", "peak", None), ("mean", "point", None)],
)
def test_a_peak_does_not_keep_what_was_promised_of_a_point(claims_of, registry, promised, came, expected):
    assert verdict(claims_of, registry, {"span": promised}, {"span": came, "value": 20.0})[1] is expected


@pytest.mark.parametrize(
    ("promised", "came", "expected"),
    [
        ({}, {"value": 19.1}, True),
        ({}, {"value": 20.9}, True),
        ({}, {"value": 15.0}, None),
        ({}, {"value": 30.0}, None),
        ({}, {"value": 20.0, "comparator": ">"}, None),
        ({"comparator": ">"}, {"value": 12.0}, None),
        ({"comparator": "≤"}, {"value": 30.0}, False),
        ({"comparator": "≤"}, {"value": 12.0}, True),
        ({"metric": "revenue"}, {"metric": "revenue", "value": 15.0}, False),
    ],
)
def test_to_spend_less_than_forecast_breaks_no_promise(claims_of, registry, promised, came, expected):
    cost = {"metric": "capex", "unit": "USD", "period": "2025"}
    assert verdict(claims_of, registry, cost | promised, cost | came) == (came["value"], expected)


def test_a_sum_said_before_its_year_was_over_breaks_no_promise(claims_of, registry):
    year = {"metric": "revenue", "unit": "USD", "period": "2025"}
    early = year | {"value": 15.0, "stated_on": "2025-11-01"}
    assert verdict(claims_of, registry, year, early) == (15.0, None)
    assert verdict(claims_of, registry, year, early | {"value": 21.0}) == (21.0, True)


def test_next_years_sales_say_nothing_of_this_years(claims_of, registry):
    sales = {"metric": "revenue", "unit": "USD"}
    came = sales | {"period": "2026", "value": 50.0, "stated_on": "2027-02-01"}
    assert verdict(claims_of, registry, sales | {"period": "2025"}, came) == (None, None)


def test_what_was_there_before_the_promise_does_not_keep_it(claims_of, registry):
    before = EIGHT | {"start": "2025-01-01", "end": "2025-01-01", "stated_on": "2025-01-01"}
    assert kept(claims_of, registry, FIVE, before) == [(5.0, None, None, None)]


def test_another_currency_keeps_no_promise(claims_of, registry):
    row = {"metric": "revenue", "unit": "USD"}
    assert kept(claims_of, registry, FIVE | row, EIGHT | row | {"unit": "CNY"}) == [(5.0, None, None, None)]


def test_a_deprecated_promise_was_never_made(claims_of, registry):
    assert kept(claims_of, registry, FIVE | {"rank": "deprecated"}) == []


def test_a_month_does_not_fulfil_what_was_promised_for_the_year(claims_of, registry):
    sales = {"metric": "revenue", "unit": "USD", "origin": "Firm"}
    year = sales | {"period": "2025", "value": 12.7e9, "status": "F", "stated_on": "2025-03-26"}
    month = sales | {"period": "2025-07", "value": 1e9, "stated_on": "2025-08-20"}
    assert kept(claims_of, registry, year, month) == [(12.7e9, None, None, None)]


def test_r18_promise_and_what_came(claims_of, registry):
    week = {
        "metric": "public_repositories",
        "unit": "repositories",
        "start": "2025-02-24",
        "end": "2025-02-28",
        "origin": "DeepSeek",
        "origin_seen": True,
    }
    claims = claims_of(
        week | {"value": 5.0, "status": "F", "stated_on": "2025-02-21"},
        week | {"value": 8.0, "stated_on": "2025-02-28"},
    )
    assert promises(claims, registry).select("promised", "delivered", "kept").rows() == [(5.0, 8.0, True)]
