from datetime import date

import polars as pl
import pytest

from metrics.ledger.figures import choose
from metrics.ledger.missing import MISSING, missing

TODAY = date(2025, 4, 20)


@pytest.fixture
def why(claims_of, registry):
    def ask(entity, metric, *rows):
        claims = claims_of(*({"entity": entity, "metric": metric} | row for row in rows))
        wanted = pl.DataFrame({"entity": [entity], "metric": [metric]})
        found = missing((choose(claims, registry), claims), registry, wanted, TODAY)
        assert found.schema == MISSING
        return found.select("missing", "reason").rows()

    return ask


def test_what_nobody_collected_is_not_collected(why):
    assert why("doubao", "revenue") == [("not_collected", "nothing was collected")]


def test_what_the_catalog_knows_to_be_secret_is_undisclosed(why):
    assert why("claude", "monthly_active_users") == [("undisclosed", "it exists, but nobody says how much")]
    assert why("claude", "revenue") == [("undisclosed", "it exists, but nobody says how much")]


def test_what_does_not_exist_is_none(why):
    assert why("deepseek", "paying_subscribers") == [("none", "there is none")]


def test_a_claim_without_value_says_that_it_is_undisclosed(why):
    assert why("doubao", "revenue", {"value": None, "period": "2025-01"})[0][0] == "undisclosed"


def test_what_was_deprecated_is_withdrawn(why):
    row = {"value": 1.0, "period": "2025-01", "rank": "deprecated"}
    assert why("doubao", "revenue", row, row) == [("withdrawn", "every claim was deprecated")]


def test_a_figure_as_recent_as_its_cadence_allows_is_not_missing(why):
    assert why("doubao", "daily_active_users", {"value": 1.0, "period": "2025-03"}) == []


def test_a_period_that_is_not_over_is_partial(why):
    assert (
        why("doubao", "revenue", {"value": 1.0, "period": "2025-04", "unit": "USD", "stated_on": "2025-04-10"})[0][0]
        == "partial"
    )


def test_the_next_period_is_over_and_nothing_was_said(why):
    assert why("doubao", "daily_active_users", {"value": 1.0, "period": "2025-02"}) == [
        ("not_yet_published", "nothing since 2025-02-28")
    ]


def test_a_stale_figure_is_no_longer_awaited(why):
    assert why("doubao", "daily_active_users", {"value": 1.0, "period": "2024-02"}) == [
        ("not_collected", "nothing since 2024-02-29")
    ]


def test_what_is_published_irregularly_is_never_awaited(why):
    assert why("deepseek", "public_repositories", {"value": 1.0, "period": "2020-02"}) == []
