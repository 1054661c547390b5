from datetime import UTC, date, datetime

import polars as pl

from metrics.judging import judge
from metrics.market import Asked
from metrics.views.fields import WHY
from metrics.views.why import why

KIMI = Asked(metrics=("monthly_active_users",), entities=("kimi",))
OWN = {"value": 20.4e6, "publisher": "Moonshot AI", "url": "https://moonshot.ai/news", "stated_on": "2026-02-01"}
ECHO = {"value": 20e6, "url": "https://echo.example/1", "publisher": "Echo", "stated_on": "2026-02-05"}
BENT = {
    "metric": "daily_active_users", "value": 20.4e6, "origin": "", "basis": "unstated", "url": "https://bent.example/1",
    "publisher": "Bent", "stated_on": "2026-02-09",
}  # fmt: skip
RIVAL = {"value": 31e6, "origin": "QuestMobile", "basis": "panel", "status": "E", "url": "https://q.example/1"}


def test_the_origin_comes_first_then_who_tells_it(market_of):
    answer = why(market_of(ECHO, OWN), KIMI)
    assert answer.tellings.select("publisher", "role", "distortions").rows() == [
        ("Moonshot AI", "origin", []),
        ("Echo", "relay", ["rounded"]),
    ]
    assert tuple(answer.tellings.columns[: len(WHY)]) == WHY
    assert answer.claims.select("tellings", "origin_seen").rows() == [(2, True)]


def test_a_bent_telling_hangs_on_the_claim_it_bends_with_the_reason(market_of):
    answer = why(market_of(OWN, BENT), KIMI)
    assert answer.tellings["role"].to_list() == ["origin", "distorted"]
    assert answer.findings.select("kind", "message").rows() == [
        ("period_unit", "Moonshot AI's 20.4 M (Jan 2026) is monthly active users, told here as daily active users")
    ]


def test_the_most_told_claim_says_what_it_was_chosen_over(market_of):
    claims = why(market_of(OWN, ECHO, RIVAL), KIMI).claims
    assert claims["value"].to_list() == [20.4e6, 31e6]
    assert claims["_why_chosen"].list.len().to_list() == [1, 0]
    assert "31,000,000 users (QuestMobile" in claims["_why_chosen"][0][0]
    assert "basis" in claims["_why_chosen"][0][0]


def test_what_its_page_has_replaced_is_listed_as_superseded(market_of):
    market_of(OWN)
    answer = why(market_of(OWN | {"value": 22e6}), KIMI)
    told = answer.tellings.select("value", "_superseded", "findings").sort("value").rows()
    assert told == [(20.4e6, True, []), (22e6, False, ["silent_edit"])]
    assert answer.claims.select("value", "tellings", "superseded").rows() == [(22e6, 1, False), (20.4e6, 0, True)]


def test_before_the_edit_was_recorded_nothing_is_superseded(market_of):
    market_of(OWN)
    market = market_of(OWN | {"value": 22e6})
    then = Asked(metrics=KIMI.metrics, entities=KIMI.entities, recorded=datetime(2026, 11, 24, 23, tzinfo=UTC))
    assert why(market, then).tellings.select("value", "_superseded").rows() == [(20.4e6, False)]


def test_a_day_chooses_the_claims_that_cover_it_or_else_the_nearest_before(market_of):
    later = OWN | {"value": 30.1e6, "start": "2026-03", "end": "2026-03", "url": "https://moonshot.ai/march"}
    market = market_of(OWN, later)
    for on, value in ((date(2026, 1, 15), 20.4e6), (date(2026, 2, 15), 20.4e6), (date(2026, 3, 1), 30.1e6)):
        told = why(market, KIMI, on)
        assert told.tellings["value"].to_list() == [value]
        assert told.claims["value"][-1] == 30.1e6, "the newest of all is named, whatever day is asked for"
    assert why(market, KIMI, date(2025, 1, 1)).tellings.is_empty()


def test_a_ruling_comes_with_its_reason_and_the_first_claim_with_its_citation(market_of):
    market = market_of(OWN, RIVAL)
    rival = why(market, KIMI).tellings.filter(value=31e6)["observation"].item()
    judge(market, rival, "deprecated", "another app")
    rows = why(market, KIMI).tellings.select("value", "_rank", "_ruling_reason", "_citation").rows()
    assert [(value, rank, reason) for value, rank, reason, _ in rows] == [
        (20.4e6, "normal", None),
        (31e6, "deprecated", "another app"),
    ]
    assert rows[0][3].startswith("Moonshot AI")
    assert rows[1][3] is None


def test_two_parts_of_one_quantity_are_two_claims_with_their_scopes(market_of):
    app, web = OWN | {"platform": "app"}, OWN | {"platform": "web", "value": 9e6}
    answer = why(market_of(app, web), KIMI)
    assert sorted(answer.tellings["_scope"].struct.field("platform")) == ["app", "web"]
    assert answer.claims.height == 2


def test_who_told_it_stands_in_the_order_of_the_days_and_the_first_is_marked(market_of):
    late, soon = ECHO | {"stated_on": "2026-02-07"}, ECHO | {"stated_on": "2026-02-03", "url": "https://soon.example/1"}
    bent, undated = BENT | {"stated_on": "2026-02-02"}, ECHO | {"stated_on": "", "url": "https://never.example/1"}
    told = why(market_of(OWN | {"stated_on": "2026-02-06"}, late, soon, bent), KIMI).tellings
    assert told.select(pl.col("stated_on").dt.day(), "role", "_first").rows() == [
        (6, "origin", None), (2, "distorted", "first"), (3, "relay", None), (7, "relay", None),
    ]  # fmt: skip
    told = why(market_of(undated), KIMI).tellings
    assert told["_first"].to_list() == [None, "first dated", None, None, None]
    assert told["stated_on"][-1] is None


def test_what_is_told_alone_is_not_called_the_first(market_of):
    assert why(market_of(OWN), KIMI).tellings["_first"].to_list() == [None]
