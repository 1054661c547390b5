import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from metrics.ledger import checks

WEEK = {
    "metric": "weekly_active_users",
    "period": "2025-04-11",
    "value": 800e6,
    "origin": "Stage",
    "stated_on": "2025-04-15",
}
MONTH = {
    "metric": "monthly_active_users",
    "period": "2025-03",
    "value": 600e6,
    "origin": "Court",
    "basis": "court",
    "stated_on": "2025-04-23",
}


@pytest.fixture
def blamed(claims_of, tellings_of, registry):
    """Run every check; gives the observations blamed: o000 for the first row, o001 for the second."""

    def run(*rows):
        tellings = tellings_of(*({"claim": f"c{number:03}"} | row for number, row in enumerate(rows)))
        return checks.run(tellings, claims_of(*rows), registry)["observation"].to_list()

    return run


def test_the_less_firmly_based_of_two_is_blamed(blamed):
    assert blamed(WEEK, MONTH) == ["o000"]
    assert blamed(WEEK | {"basis": "filing"}, MONTH) == ["o001"]


def test_the_origins_own_document_is_never_blamed(blamed):
    assert blamed(WEEK | {"origin_seen": True, "own": True}, MONTH) == ["o001"]
    assert blamed(WEEK | {"origin_seen": True, "own": True}, MONTH | {"origin_seen": True, "own": True}) == []


def test_an_unattributed_claim_is_blamed_before_an_attributed_one(blamed):
    assert blamed(WEEK, MONTH | {"origin": None}) == ["o001"]


def test_a_party_of_the_catalog_is_believed_before_an_unknown_one(blamed):
    assert blamed(WEEK | {"origin": "AICPB"}, MONTH | {"basis": "unstated"}) == ["o001"]


def test_of_two_equally_credible_the_later_is_blamed(blamed):
    assert blamed(WEEK, MONTH | {"basis": "unstated"}) == ["o001"]
    assert blamed(WEEK | {"stated_on": "2025-05-01"}, MONTH | {"basis": "unstated"}) == ["o000"]


@pytest.mark.parametrize(
    "silent",
    [
        {"rank": "deprecated"},
        {"superseded": True},
        {"status": "F"},
        {"value": None},
        {"distorted": 1},
        {"basis": "measured", "origin_seen": True, "told": False},
    ],
)
def test_what_does_not_stand_neither_blames_nor_is_blamed(blamed, silent):
    assert blamed(WEEK, MONTH | silent) == []
    assert blamed(MONTH, WEEK | silent) == []


def test_a_bound_breaks_the_order_only_where_it_must(blamed):
    assert blamed(WEEK | {"comparator": "<"}, MONTH) == []
    assert blamed(WEEK, MONTH | {"comparator": ">"}) == []
    assert blamed(WEEK | {"comparator": ">"}, MONTH) == ["o000"]


def test_growth_is_no_contradiction(blamed):
    assert blamed(WEEK | {"period": "2025-05-10"}, MONTH) == []
    assert blamed(WEEK | {"period": "2025-02-20"}, MONTH) == ["o000"]
    assert blamed(WEEK | {"period": "2025-01-05"}, MONTH) == []


def test_a_narrower_month_is_no_bound_for_a_wider_week(blamed):
    assert blamed(WEEK, MONTH | {"scope": "US mobile"}) == []
    assert blamed(WEEK | {"scope": "consumer plans"}, MONTH) == ["o000"]
    assert blamed(WEEK | {"scope": "app"}, MONTH | {"scope": "app only, web excluded"}) == ["o000"]


def test_nothing_gives_no_findings_with_the_right_columns(claims_of, tellings_of, registry):
    found = checks.run(tellings_of(), claims_of(), registry)
    assert found.schema == checks.FINDINGS
    assert found.is_empty()


def test_hostile_names_are_written_as_they_are(claims_of, tellings_of, registry):
    name = "[bold]{}\x1b[31m=cmd()"
    rows = [WEEK, MONTH | {"origin": name}]
    message = checks.run(tellings_of(*rows), claims_of(*rows), registry)["message"][0]
    assert f"({name}, Mar 2025)" in message


ROWS = st.lists(
    st.fixed_dictionaries({
        "metric": st.sampled_from(["daily_active_users", "weekly_active_users", "monthly_active_users", "tokens_daily", "revenue"]),
        "unit": st.sampled_from(["users", "USD"]),
        "value": st.sampled_from([None, 0.0, 9.0, 100.0, 105.0, 1e6, 5e7, 1e10]),
        "period": st.sampled_from(["2025-01-11", "2025-01-31", "2025-01", "2025-02", "2025", "2026-02-01"]),
        "origin": st.sampled_from([None, "AICPB", "Somebody"]),
        "basis": st.sampled_from(["panel", "disclosed", "unstated", "measured"]),
        "comparator": st.sampled_from(["=", ">", "≤"]),
        "origin_seen": st.booleans(),
        "scope": st.sampled_from([None, "app", "all platforms", "app + web"]).map(lambda text: {"geo": None, "platform": text, "plan": None}),
        "stated_on": st.sampled_from([None, "2025-02-01", "2025-03-01"]),
        "url": st.sampled_from([None, "https://a.example/2024/02/01/x", "https://b.example/"]),
        "title": st.sampled_from([None, "95 users, Dec 2024", "ChatGPT 49M WAU"]),
        "document_kind": st.sampled_from(["press", "database"]),
    }),
    max_size=10,
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_finding_and_no_own_row_is_blamed(claims_of, tellings_of, registry, rows, shuffle):
    rows = [row | {"own": row["origin_seen"]} for row in rows]
    claims = claims_of(*rows)
    tellings = tellings_of(*({"claim": f"c{number:03}"} | row for number, row in enumerate(rows)))
    order = list(range(len(rows)))
    shuffle.shuffle(order)
    found = checks.run(tellings, claims, registry)
    assert_frame_equal(found, checks.run(tellings[order], claims[order], registry))
    assert found.join(claims.filter("origin_seen"), on="observation", how="semi").is_empty()
    assert found["message"].null_count() == 0
