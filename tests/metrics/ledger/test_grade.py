import pytest

from metrics.ledger.figures import choose

AICPB = {
    "origin": "AICPB",
    "basis": "panel",
    "value": 22.15e6,
    "digits": 4,
    "period": "2025-01-31",
    "tellings": 6,
    "distorted": 2,
}
PRESS = {"period": "2025-01-31", "value": 30e6}
GRADES = [
    ("C2", AICPB),
    ("C3", AICPB | {"tellings": 1, "distorted": 0}),
    ("C4", AICPB | {"findings": ["order"]}),
    ("C5", AICPB | {"findings": ["order", "jump"]}),
    ("C4", AICPB | {"status": "U"}),
    ("C3", AICPB | {"period": None, "start": None, "stated_on": "2025-02-01"}),
    ("C6", AICPB | {"period": None, "start": None}),
    ("A1", PRESS | {"basis": "measured", "origin": "Hub", "origin_seen": True, "tellings": 1}),
    ("A1", PRESS | {"basis": "filing", "origin": "SEC", "origin_seen": True, "tellings": 1}),
    ("B3", PRESS | {"basis": "measured", "origin": "Hub"}),
    ("B2", PRESS | {"basis": "disclosed", "origin": "Firm", "origin_seen": True, "tellings": 1}),
    ("C3", PRESS | {"basis": "disclosed", "origin": "Firm"}),
    ("C3", PRESS | {"basis": "court", "origin": "Google"}),
    ("D3", PRESS | {"basis": "leaked", "origin": "Insider"}),
    ("D3", PRESS | {"basis": "modelled", "origin": "Model"}),
    ("E3", PRESS | {"basis": "disclosed", "origin": "Shaky"}),
    ("E6", PRESS),
    ("E2", PRESS | {"tellings": 3}),
    ("F6", PRESS | {"publisher": None}),
]


@pytest.mark.parametrize(("expected", "row"), GRADES)
def test_source_and_information_are_graded_apart(claims_of, registry, expected, row):
    row = {name: value for name, value in row.items() if value is not None or name != "period"}
    assert choose(claims_of(row), registry)["grade"].to_list() == [expected]


def test_an_independent_origin_that_agrees_confirms(claims_of, registry):
    figures = choose(claims_of(AICPB, PRESS | {"value": 22e6, "origin": "QuestMobile"}), registry)
    assert figures["grade"].to_list() == ["C1"]
    assert "an independent origin agrees" in figures["grade_why"][0]


def test_an_unattributed_value_confirms_nothing(claims_of, registry):
    assert choose(claims_of(AICPB, PRESS | {"value": 22e6}), registry)["grade"].to_list() == ["C2"]


def test_rivals_far_apart_make_it_doubtful(claims_of, registry):
    figures = choose(claims_of(AICPB, PRESS | {"value": 40e6, "origin": "QuestMobile"}), registry)
    assert figures["grade"].to_list() == ["C4"]
    assert "rivals contest it" in figures["grade_why"][0]


def test_every_grade_gives_its_reasons(claims_of, registry):
    why = choose(claims_of(AICPB), registry)["grade_why"][0].to_list()
    assert why == ["the origin's own document was not seen", "several tellings agree"]
