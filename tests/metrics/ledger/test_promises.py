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


def test_too_little_or_too_late_is_not_kept(claims_of, registry):
    late = EIGHT | {"start": "2025-06-01", "end": "2025-06-01", "stated_on": "2025-06-01"}
    assert kept(claims_of, registry, FIVE, EIGHT | {"value": 4.0})[0][-1] is False
    assert kept(claims_of, registry, FIVE, late) == [(5.0, 8.0, date(2025, 6, 1), False)]


@pytest.mark.parametrize("row", [{"comparator": "≤"}, {"metric": "price", "unit": "USD"}])
def test_of_a_price_or_a_limit_no_more_may_come(claims_of, registry, row):
    assert kept(claims_of, registry, FIVE | row, EIGHT | row | {"comparator": "="})[0][-1] is False


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
