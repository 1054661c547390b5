"""What must not matter to a ledger: the order of rows, what is unrelated, and being computed twice."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

STORY = (
    {"outlet": "Gazette", "value": 22_150_000, "period": "2030-01-31", "origin": "Panelia", "said": "2030-02-05"},
    {"outlet": "Month", "value": 22_200_000, "period": "2030-01", "origin": "Panelia"},
    {"outlet": "Shifted", "value": 22_200_000, "period": "2030-01-11", "origin": "Panelia"},
    {"outlet": "Swapped", "value": 22_150_000, "origin": "Acme"},
    {"outlet": "Rival", "value": 30e6, "comparator": ">", "period": "2030-02-03", "origin": "Countly"},
    {"outlet": "Nine", "value": 9, "period": "2030-01"},
    {"outlet": "Users", "metric": "users", "value": 1e6, "period": "2030-02-20", "origin": "Acme"},
    {"outlet": "Loads", "metric": "app_downloads", "value": 1e6, "period": "2030-02-20", "origin": "Acme"},
)
FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _facts(told, without=()):
    rows = (
        told.tellings.select("publisher", "claim", "role", "distortions", "severe", "observation")
        .sort("observation")
        .rows()
    )
    return [row for row in rows if row[0] not in without]


@FEW
@given(seed=st.integers(0, 2**32 - 1))
def test_the_order_of_rows_changes_nothing(tell, seed):
    usual, shuffled = tell(*STORY), tell(*STORY, shuffle=seed)
    assert _facts(usual) == _facts(shuffled)
    assert usual.claims.equals(shuffled.claims)
    assert usual.findings.equals(shuffled.findings)


@FEW
@given(value=st.floats(1, 1e12), month=st.integers(1, 12), origin=st.sampled_from(["Countly", "Rivalry", None]))
def test_a_claim_about_an_unrelated_entity_changes_nothing(tell, value, month, origin):
    other = {
        "outlet": "Other", "entity": "chatter", "metric": "monthly_visits", "value": value,
        "period": f"2030-{month:02}", "origin": origin,
    }  # fmt: skip
    assert _facts(tell(*STORY, other), without=("Other",)) == _facts(tell(*STORY))


def test_the_same_story_twice_is_the_same_ledger(tell):
    first, second = tell(*STORY), tell(*STORY)
    assert first.tellings.equals(second.tellings)
    assert first.claims.equals(second.claims)


def test_every_telling_belongs_to_one_claim_and_every_claim_has_a_telling(tell):
    told = tell(*STORY)
    assert set(told.tellings["claim"]) == set(told.claims["claim"])
    assert told.tellings["claim"].null_count() == 0
    assert told.claims["claim"].is_unique().all()


def test_a_claims_value_was_stated_by_somebody(tell):
    told = tell(*STORY)
    stated = told.claims.join(told.tellings, on="observation").select("value", "value_right")
    assert stated.height == told.claims.height
    assert stated["value"].equals(stated["value_right"].rename("value"))


def test_every_severe_distortion_has_a_sentence(tell):
    told = tell(*STORY)
    kinds = told.findings.group_by("observation").agg("kind")
    assert set(kinds["observation"]) == set(told.tellings.filter("severe")["observation"])
    assert told.findings["message"].null_count() == 0
