from itertools import pairwise

import polars as pl
import pytest

from metrics.ledger.policy import CRITERIA, deciding, score

JAN = {"period": "2025-01-31", "value": 1e6, "stated_on": "2025-02-01", "origin": "X"}


def scores(frame: pl.DataFrame) -> list[int]:
    return frame.select(score(["aicpb"]))["literal"].to_list()


def plan(text: str) -> dict[str, str | None]:
    return {"geo": None, "platform": None, "plan": text}


WORLD = {"geo": "world", "platform": None, "plan": None}
LADDER = [
    ("standing", {"rank": "deprecated", "basis": "measured"}, {}),
    ("preferred", {"basis": "measured"}, {"rank": "preferred"}),
    ("current", {"superseded": True, "basis": "measured"}, {}),
    ("actual", {"status": "F", "basis": "disclosed"}, {"basis": "panel"}),
    ("basis", {"basis": "court", "digits": 5}, {"basis": "filing", "digits": 1}),
    ("basis", {"basis": "disclosed", "origin_seen": True}, {"basis": "court"}),
    ("basis", {"basis": "panel", "origin_seen": True}, {"basis": "disclosed"}),
    ("basis", {"basis": "modelled", "origin_seen": True}, {"basis": "panel"}),
    ("basis", {"basis": "survey", "origin_seen": True}, {"basis": "modelled"}),
    ("basis", {"basis": "leaked", "origin_seen": True}, {"basis": "survey"}),
    ("basis", {"basis": "derived", "origin_seen": True}, {"basis": "leaked"}),
    ("basis", {"basis": "unstated", "origin_seen": True}, {"basis": "derived"}),
    ("seen", {"origin_id": "aicpb"}, {"origin_seen": True}),
    ("method", {"digits": 9}, {"origin_id": "aicpb"}),
    ("method", {"origin_id": "x"}, {"origin_id": "aicpb", "scope": "app"}),
    ("breadth", {"scope": "iOS", "digits": 9, "stated_on": "2025-06-01"}, {"scope": "all platforms"}),
    ("breadth", {"scope": {"geo": "CN", "platform": None, "plan": None}, "digits": 9}, {"scope": WORLD}),
    ("breadth", {"scope": plan("active"), "digits": 9}, {"scope": plan("total")}),
    ("breadth", {"scope": plan("training"), "digits": 9}, {}),
    ("breadth", {"scope": plan("input"), "digits": 9}, {}),
    ("input", {"scope": plan("output"), "digits": 9, "stated_on": "2025-06-01"}, {"scope": plan("input")}),
    ("input", {"scope": plan("outputs and inputs"), "digits": 9}, {"scope": plan("Input, cache miss")}),
    ("digits", {"stated_on": "2025-06-01", "digits": 2}, {"digits": 4}),
    ("digits", {"scope": plan("input"), "digits": 2}, {"scope": plan("input"), "digits": 4}),
    ("stated_on", {}, {"stated_on": "2025-02-02"}),
]


@pytest.mark.parametrize(("criterion", "worse", "better"), LADDER)
def test_one_criterion_outweighs_all_that_come_after_it(claims_of, criterion, worse, better):
    low, high = scores(claims_of(JAN | worse, JAN | better))
    assert high > low
    step = deciding(high, low)
    assert step is not None
    assert step.name == criterion


def test_measured_and_filing_weigh_the_same(claims_of):
    assert len(set(scores(claims_of(JAN | {"basis": "measured"}, JAN | {"basis": "filing"})))) == 1


def test_equal_scores_are_decided_by_nothing():
    assert deciding(5, 5) is None


def test_every_rank_fits_its_bits(claims_of):
    extreme = claims_of(
        JAN | {"stated_on": "9999-12-31", "digits": 127, "basis": "measured", "rank": "preferred", "origin_seen": True},
        JAN | {"stated_on": "0001-01-01", "digits": -1, "rank": "deprecated", "superseded": True, "status": "F"},
        {"value": 1.0, "digits": None, "stated_on": None, "superseded": None, "origin_seen": None},
    )
    for criterion in CRITERIA:
        ranks = extreme.select(criterion.rank(("aicpb",)).alias("rank"))["rank"]
        assert ranks.null_count() == 0, criterion.name
        assert ranks.is_between(0, (1 << criterion.bits) - 1).all(), criterion.name


def test_the_order_has_no_criterion_twice():
    assert all(one.name != other.name for one, other in pairwise(sorted(CRITERIA, key=lambda each: each.name)))
