from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from metrics.ledger import figures
from metrics.ledger.figures import choose, explain

AICPB = {
    "origin": "AICPB",
    "basis": "panel",
    "value": 22.15e6,
    "digits": 4,
    "period": "2025-01-31",
    "scope": "app",
    "stated_on": "2025-02-05",
}
UNIT = {"period": "2025-01-31", "stated_on": "2025-02-01"}


def only(frame: pl.DataFrame) -> dict:
    assert frame.height == 1
    return frame.row(0, named=True)


def test_one_figure_a_period_is_chosen_by_the_policy(claims_of, registry):
    claims = claims_of(
        AICPB,
        UNIT | {"value": 30e6, "origin": "Firm", "basis": "disclosed", "digits": 1},
        UNIT | {"value": 31e6, "digits": 8},
        {"period": "2025-02-28", "value": 40e6, "origin": "Firm", "basis": "disclosed"},
    )
    chosen = choose(claims, registry)
    assert chosen.select("end", "value").rows() == [(date(2025, 1, 31), 30e6), (date(2025, 2, 28), 40e6)]


def test_a_person_overrules_every_other_criterion(claims_of, registry):
    rows = [UNIT | {"value": 1.0, "basis": "measured", "origin": "A"}, UNIT | {"value": 2.0, "rank": "preferred"}]
    assert only(choose(claims_of(*rows), registry))["value"] == 2.0


def test_deprecated_bent_and_valueless_claims_are_no_figures(claims_of, registry):
    rows = [
        UNIT | {"value": 1.0, "rank": "deprecated"},
        UNIT | {"value": 2.0, "tellings": 2, "distorted": 2},
        UNIT | {"value": None},
    ]
    assert choose(claims_of(*rows), registry).is_empty()


def test_a_promise_is_a_figure_only_where_nothing_came(claims_of, registry):
    week = {
        "metric": "public_repositories",
        "unit": "repositories",
        "start": "2025-02-24",
        "end": "2025-02-28",
        "origin": "DeepSeek",
    }
    promise = week | {"value": 5.0, "status": "F", "basis": "disclosed", "origin_seen": True, "stated_on": "2025-02-21"}
    came = week | {"value": 8.0, "stated_on": "2025-02-28"}
    assert only(choose(claims_of(promise, came), registry))["value"] == 8.0
    assert only(choose(claims_of(promise), registry))["status"] == "F"


def test_claims_without_a_period_give_one_figure_for_each_day_they_were_said(claims_of, registry):
    rows = [
        {"value": value, "stated_on": day}
        for value, day in ((1.0, "2025-01-01"), (2.0, "2025-01-01"), (3.0, "2025-01-02"))
    ]
    rows[1]["digits"] = 9
    assert choose(claims_of(*rows), registry)["value"].to_list() == [2.0, 3.0]


def test_rivals_are_other_origins_of_that_time_and_part_whether_they_agree_or_not(claims_of, registry):
    rows = [
        AICPB | {"basis": "disclosed"},
        UNIT | {"value": 22.2e6, "origin": "Agrees", "scope": "App"},
        {"period": "2025-01", "value": 33e6, "origin": "Overlaps", "scope": "app only, web excluded"},
        UNIT | {"value": 40e6, "origin": "Other part", "scope": "all platforms"},
        UNIT | {"value": 41e6, "origin": "Unsaid part"},
        UNIT | {"value": 50e6, "origin": "AICPB", "scope": "app"},
        {"period": "2025-02-28", "value": 60e6, "origin": "Later", "scope": "app"},
        UNIT | {"value": 70e6, "origin": "A mean", "span": "mean", "scope": "app"},
        UNIT | {"value": 80e6, "origin": "Deprecated", "rank": "deprecated", "scope": "app"},
        UNIT | {"value": 90e6, "origin": "Bent", "distorted": 1, "scope": "app"},
        UNIT | {"value": 91e6, "origin": "Disputed", "findings": ["order"], "scope": "app"},
        UNIT | {"value": 92e6, "origin": "Promise", "status": "F", "scope": "app"},
        UNIT | {"value": 93e6, "origin": "Replaced", "superseded": True, "scope": "app"},
    ]
    rows[0]["span"] = "point"
    chosen = choose(claims_of(*rows), registry).filter(pl.col("claim") == "c000")
    figure = only(chosen)
    assert (figure["rivals"], figure["rival_claims"]) == (2, ["c001", "c002"])
    assert figure["spread"] == pytest.approx(33 / 22.15)


@pytest.mark.parametrize(
    ("one", "other", "rivals"),
    [
        (None, None, 1),
        ("app", "app", 1),
        ("app", "app only, web excluded", 1),
        ("all platforms", "total", 1),
        (None, "app", 0),
        (None, "all platforms", 0),
        ("web", "app", 0),
    ],
)
def test_rivals_say_the_same_of_their_part_or_neither_says_anything(claims_of, registry, one, other, rivals):
    scopes = [{"geo": None, "platform": text, "plan": None} for text in (one, other)]
    rows = [
        {"period": "2025-01-31", "value": 1.0, "origin": "A", "scope": scopes[0]},
        {"period": "2025-01", "value": 3.0, "origin": "B", "scope": scopes[1]},
    ]
    figures = choose(claims_of(*rows), registry)
    assert figures["rivals"].to_list() == [rivals, rivals]
    assert figures["spread"].to_list() == ([pytest.approx(3.0)] * 2 if rivals else [None, None])


@pytest.mark.parametrize(
    ("one", "other", "rivals"),
    [("peak", "peak", 1), ("peak", "unstated", 1), ("peak", "point", 0), ("mean", "point", 0)],
)
def test_a_peak_and_a_point_are_no_rivals(claims_of, registry, one, other, rivals):
    rows = [
        {"period": "2025-01-31", "value": 1.0, "origin": "A", "span": one},
        {"period": "2025-01", "value": 3.0, "origin": "B", "span": other},
    ]
    assert choose(claims_of(*rows), registry)["rivals"].to_list() == [rivals, rivals]


def test_the_total_is_the_figure_however_many_digits_a_part_has(claims_of, registry):
    said = {"stated_on": "2025-07-11", "origin": "Maker", "basis": "disclosed", "origin_seen": True}
    total = said | {"value": 1e12, "digits": 1, "scope": {"geo": None, "platform": None, "plan": "total"}}
    active = said | {"value": 32e9, "digits": 2, "scope": {"geo": None, "platform": None, "plan": "active"}}
    claims = claims_of(active, total)
    figure = only(choose(claims, registry))
    assert figure["value"] == 1e12
    assert explain(figure, claims, registry)[0].endswith("names no part of the whole")
    assert only(choose(claims_of(active, total | {"rank": "deprecated"}), registry))["value"] == 32e9


def test_without_rivals_there_is_no_spread(claims_of, registry):
    figure = only(choose(claims_of(AICPB), registry))
    assert (figure["rivals"], figure["rival_claims"], figure["spread"]) == (0, [], None)


def test_a_quarter_is_no_rival_of_its_year(claims_of, registry):
    money = {"metric": "revenue", "unit": "USD", "entity": "chatgpt"}
    rows = [
        money | {"period": "2025", "value": 13.1e9, "origin": "A"},
        money | {"period": "2025-Q1", "value": 3e9, "origin": "B"},
    ]
    assert choose(claims_of(*rows), registry)["rivals"].to_list() == [0, 0]


def test_two_currencies_are_two_figures_and_no_rivals(claims_of, registry):
    money = {"metric": "price", "period": "2025-01-31"}
    rows = [
        money | {"unit": "USD", "value": 70e9, "origin": "A"},
        money | {"unit": "CNY", "value": 490e9, "origin": "B"},
    ]
    assert choose(claims_of(*rows), registry).select("unit", "rivals").sort("unit").rows() == [("CNY", 0), ("USD", 0)]


def test_a_platforms_own_counts_only_meet_what_names_the_same_period(claims_of, registry):
    counted = {"metric": "model_downloads", "unit": "downloads", "basis": "measured", "origin_seen": True}
    rows = [
        counted | {"period": "2025-01-31", "value": 10.0, "origin": "Hub"},
        counted | {"period": "2025-01-31", "value": 11.0, "origin": "Mirror"},
        counted | {"period": "2025-01-30", "value": 9.0, "origin": "Hub"},
    ]
    assert choose(claims_of(*rows), registry).select("end", "rivals").rows() == [
        (date(2025, 1, 30), 0),
        (date(2025, 1, 31), 1),
    ]


def test_every_competitor_is_answered_with_the_criterion_that_decided(claims_of, registry):
    claims = claims_of(
        AICPB,
        UNIT | {"value": 30e6, "origin": "Model", "basis": "modelled"},
        UNIT | {"value": 20e6, "origin": "QuestMobile", "basis": "panel", "digits": 1, "scope": "web"},
        UNIT | {"value": 21e6, "origin": "QuestMobile", "basis": "panel", "digits": 1, "scope": "iOS"},
        {"period": "2025-01", "value": 33e6, "origin": "Month", "scope": "app"},
    )
    figure = choose(claims, registry).filter(pl.col("claim") == "c000").row(0, named=True)
    assert explain(figure, claims, registry) == [
        "20,000,000 users (QuestMobile, said 2025-02-01): more digits",
        "21,000,000 users (QuestMobile, said 2025-02-01): more digits",
        "30,000,000 users (Model, said 2025-02-01): firmer basis",
        "33,000,000 users (Month, said on no known day): of another period, which has its own figure",
    ]


def test_a_tie_is_broken_by_the_smaller_claim_id(claims_of, registry):
    claims = claims_of(UNIT | {"value": 2.0, "claim": "b"}, UNIT | {"value": 3.0, "claim": "a"})
    figure = only(choose(claims, registry))
    assert figure["claim"] == "a"
    assert explain(figure, claims, registry)[0].endswith("the smaller claim id stands")


def test_no_claims_give_no_figures_with_the_same_columns(claims_of, registry):
    one, none = choose(claims_of(AICPB), registry), choose(claims_of(), registry)
    assert none.is_empty()
    assert none.schema == one.schema


def test_rivals_are_bounded_however_many_claims_there_are(claims_of, registry):
    rows = [UNIT | {"value": 1e6 + n, "origin": f"O{n}", "claim": f"c{n:05}"} for n in range(300)]
    figure = only(choose(claims_of(*rows), registry))
    assert figure["rivals"] in (figures.MOST_RIVALS, figures.MOST_RIVALS - 1)


ROWS = st.lists(
    st.fixed_dictionaries({
        "entity": st.sampled_from(["deepseek", "doubao"]),
        "metric": st.sampled_from(["daily_active_users", "revenue"]),
        "value": st.sampled_from([None, 0.0, 1.0, 1.05, 2.0, 90.0]),
        "period": st.sampled_from(["2025-01-31", "2025-01", "2025-02", "2025", "2025-Q1"]),
        "origin": st.sampled_from([None, "AICPB", "QuestMobile", "Other"]),
        "basis": st.sampled_from(["measured", "disclosed", "panel", "unstated"]),
        "origin_seen": st.booleans(),
        "scope": st.sampled_from([None, "app", "all platforms"]).map(lambda text: {"geo": None, "platform": text, "plan": None}),
        "span": st.sampled_from(["unstated", "point", "mean", "sum", "cumulative"]),
        "status": st.sampled_from(["A", "E", "F"]),
        "stated_on": st.sampled_from([None, "2025-02-01", "2025-03-01"]),
        "superseded": st.booleans(),
        "distorted": st.sampled_from([0, 1]),
    }),
    max_size=12,
)  # fmt: skip
PROPERTY = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@PROPERTY
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_claims_changes_nothing(claims_of, registry, rows, shuffle):
    claims = claims_of(*rows)
    order = list(range(claims.height))
    shuffle.shuffle(order)
    assert_frame_equal(choose(claims, registry), choose(claims[order], registry))


@PROPERTY
@given(ROWS, ROWS)
def test_adding_a_deprecated_claim_changes_nothing(claims_of, registry, rows, more):
    both = claims_of(*rows, *({**row, "rank": "deprecated"} for row in more))
    assert_frame_equal(choose(claims_of(*rows), registry), choose(both, registry))


@PROPERTY
@given(ROWS)
def test_a_figure_is_a_claim_that_somebody_made(claims_of, registry, rows):
    claims = claims_of(*rows)
    chosen = choose(claims, registry)
    assert chosen["claim"].is_unique().all()
    assert chosen.select(claims.columns).join(claims, on="claim", how="anti").is_empty()
    same = chosen.join(claims, on="claim", suffix="_claimed").select(
        pl.col("value").eq_missing(pl.col("value_claimed"))
    )
    assert same["value"].all()
    keyed = chosen.filter(pl.col("end").is_not_null())
    assert keyed.select("entity", "metric", "start", "end").is_unique().all()
