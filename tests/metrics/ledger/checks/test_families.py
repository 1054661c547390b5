import pytest

from metrics.ledger import checks


@pytest.fixture
def kinds(claims_of, tellings_of, registry):
    def run(*rows):
        tellings = tellings_of(*({"claim": f"c{number:03}"} | row for number, row in enumerate(rows)))
        return checks.run(tellings, claims_of(*rows), registry).select("observation", "kind").rows()

    return run


STORES = {
    "metric": "app_downloads",
    "unit": "downloads",
    "span": "cumulative",
    "origin": "Appfigures",
    "end": "2025-01-28",
}


def test_one_store_is_a_part_of_both(kinds):
    both = STORES | {"scope": "App Store + Google Play", "value": 1e6, "tellings": 2}
    assert kinds(both, STORES | {"scope": "Google Play", "value": 1.2e6}) == [("o001", "part_over_whole")]
    assert kinds(both, STORES | {"scope": "Google Play badge", "value": 1.2e6}) == []


def test_downloads_that_grow_past_last_weeks_total_are_no_contradiction(kinds):
    both = STORES | {"scope": "App Store + Google Play", "value": 1e6, "end": "2025-01-24", "tellings": 2}
    assert kinds(both, STORES | {"scope": "Google Play", "value": 1.2e6}) == []


def test_a_part_may_have_a_larger_share_than_the_whole(kinds):
    share = {"metric": "market_share", "unit": "percent", "period": "2025-11", "origin": "Panel"}
    assert kinds(share | {"scope": "worldwide", "value": 64.5}, share | {"scope": "US", "value": 66.0}) == []


def test_a_months_visits_may_exceed_a_days(kinds):
    visits = {"metric": "monthly_visits", "unit": "visits", "origin": "Panel"}
    day = visits | {"period": "2025-01-31", "value": 29.2e6, "scope": "global"}
    assert kinds(day, visits | {"period": "2025-02", "value": 525e6, "scope": "web"}) == []


def test_halves_may_be_named_by_the_scope(kinds):
    day = {"metric": "tokens_daily", "unit": "tokens", "period": "2025-02-28", "origin": "DeepSeek", "tellings": 2}
    halves = [day | {"scope": "input", "value": 608e9}, day | {"scope": "output", "value": 168e9}]
    assert kinds(*halves, day | {"value": 788e9, "tellings": 1}) == [("o002", "sum_of_parts")]


def test_what_accumulates_may_grow_fifty_fold_but_not_shrink(kinds):
    early, late = STORES | {"end": "2025-01-24", "value": 1e6}, STORES | {"end": "2025-02-28", "value": 110e6}
    assert kinds(early, late) == []
    assert kinds(early | {"value": 110e6}, late | {"value": 1e6}) == [("o001", "jump")]


def test_a_tie_between_magnitudes_is_lost_by_the_smaller_value(kinds):
    users = {"period": "2025-01", "origin": "Firm"}
    assert kinds(users | {"value": 9.0}, users | {"value": 9e6, "stated_on": "2025-05-01"}) == [("o000", "jump")]


def test_a_database_label_agrees_if_it_says_the_same_or_nothing(kinds):
    row = {"value": 700e6, "period": "2025-08", "document_kind": "database", "origin": "Firm"}
    assert kinds(row | {"title": "ChatGPT 700M WAU"}, row | {"title": "ChatGPT WAU"}) == []
    assert kinds(row | {"title": "Revenue 12B, users 700M"}) == []
    assert kinds(row | {"title": "ChatGPT 770M WAU", "document_kind": "press"}) == []
    assert kinds(row | {"title": "ChatGPT 770 million WAU"}) == [("o000", "label")]


def test_what_the_day_of_an_address_cannot_contradict_is_left_alone(kinds):
    row = {"value": 1e6, "period": "2025-01", "origin": "Firm", "stated_on": "2025-02-20"}
    assert kinds(row | {"url": "https://a.example/2025/02/21/x"}) == []
    assert kinds(row | {"url": "https://a.example/2025/02/31/x"}) == []
    assert kinds(row | {"url": "https://a.example/20250221456/x"}) == []
    assert kinds(row | {"url": "https://a.example/2024-02-20-x"}) == [("o000", "url_date")]
    assert kinds(row | {"url": "https://a.example/20240711/x", "stated_on": "2024-07-11"}) == [
        ("o000", "future"),
        ("o000", "url_date"),
    ]


def test_what_is_said_long_before_it_was_measured_comes_from_the_future(kinds):
    row = {"value": 1e6, "period": "2025-12", "origin": "Firm"}
    assert kinds(row | {"stated_on": "2025-02-20"}) == [("o000", "future")]
    assert kinds(row | {"stated_on": "2025-02-20", "status": "F"}) == []
    assert kinds(row | {"stated_on": "2025-11-20"}) == []


def test_the_nearest_attributed_claim_decides_whether_one_is_out_of_line(kinds):
    first = STORES | {"end": "2025-01-24", "value": 1e6}
    near = STORES | {"end": "2025-02-05", "value": 40e6}
    blog = STORES | {"end": "2025-02-28", "value": 110e6, "origin": None}
    assert kinds(first, near, blog) == []
    assert kinds(first, blog) == [("o001", "outlier")]


def test_a_value_no_metric_can_have_is_out_of_range(kinds):
    assert kinds({"value": 9e9, "period": "2025-01", "origin": "Firm"}) == [("o000", "out_of_range")]
    assert kinds(
        {"metric": "market_share", "unit": "percent", "value": 101.0, "period": "2025-01", "origin": "Firm"}
    ) == [("o000", "out_of_range")]
    assert kinds({"metric": "price", "unit": "USD", "value": -1.0, "period": "2025-01", "origin": "Firm"}) == [
        ("o000", "out_of_range")
    ]


def test_an_own_page_may_change_its_number(kinds):
    page = {"period": "2025-01", "url": "https://firm.example/", "origin": "Firm", "origin_seen": True, "own": True}
    assert kinds(page | {"value": 1.0, "superseded": True}, page | {"value": 2.0}) == []
