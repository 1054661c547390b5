from datetime import date

import pytest

from dash.comparable import differing, may_be_compared, revisions, series
from dash.sheet import Look
from metrics.views.traits import TRAITS

LOOK = Look(date(2026, 11, 24))
POINT = {"series": "s1", "unit": "users", "span": "point", "origin": "AICPB", "basis": "panel", "value": 5e6,
         "start": date(2025, 1, 31), "end": date(2025, 1, 31), "_scope": {"geo": None, "platform": "app", "plan": None}}  # fmt: skip


@pytest.mark.parametrize(
    ("other", "what"),
    [
        ({"unit": "accounts"}, "unit"), ({"span": "mean"}, "span"), ({"_scope": {"platform": "web"}}, "platform"),
        ({"span": "sum", "start": date(2025, 1, 1)}, "span"),
    ],
)  # fmt: skip
def test_what_keeps_two_series_apart_is_named_with_the_reason(other, what):
    found, why = differing(POINT, POINT | other)
    assert found.startswith(what)
    assert why


def test_what_is_not_stated_agrees_with_everything():
    assert differing(POINT, POINT | {"span": "unstated", "_scope": None}) is None
    month = POINT | {"span": "sum", "start": date(2025, 1, 1)}
    quarter = month | {"end": date(2025, 3, 31)}
    assert differing(month, quarter)[0] == "months summed: 3, not 1"


def test_each_series_says_whether_it_may_be_compared():
    other = POINT | {"series": "s2", "origin": "QuestMobile"}
    mean = POINT | {"series": "s3", "span": "mean"}
    rows = [mean, other, POINT, POINT]
    lines = [line.plain for line in series(rows, POINT, LOOK)]
    assert lines[0].endswith("2 figures, 31 Jan 2025  this one")
    assert any("may be compared: of another origin (QuestMobile)" in line for line in lines)
    assert any("may not be compared (span: mean, not point): over their period" in line for line in lines)
    assert may_be_compared(rows, POINT) == [other, POINT, POINT]


def test_a_revision_says_what_was_and_what_is():
    old = POINT | {"_superseded": True, "value": 4e6, "recorded_at": date(2025, 2, 1)}
    (line,) = revisions([old, POINT | {"_superseded": False}], LOOK)
    assert line.plain == "31 Jan 2025   4 M → 5 M   AICPB, stored 1 Feb 2025"
    assert list(revisions([POINT], LOOK)) == []


FIELDS = {
    "unit": ({"unit": "users"}, {"unit": "accounts"}),
    "span": ({"span": "mean"}, {"span": "peak"}),
    "months": ({"span": "sum", "end": "2025-01-31"}, {"span": "sum", "end": "2025-03-31"}),
    "geo": ({"_scope": {"geo": "US"}}, {"_scope": {"geo": "CN"}}),
    "platform": ({"_scope": {"platform": "app"}}, {"_scope": {"platform": "web"}}),
    "plan": ({"_scope": {"plan": "paid"}}, {"_scope": {"plan": "free"}}),
}


@pytest.mark.parametrize("trait", TRAITS, ids=lambda trait: trait.field)
def test_the_screen_and_the_comparison_give_the_same_reason(trait):
    mine, other = (
        POINT | {"start": date(2025, 1, 1), "_scope": {}} | change for change in FIELDS[trait.field]
    )  # fmt: skip
    rows = [row | {"end": date.fromisoformat(str(row["end"]))} for row in (mine, other)]
    assert differing(*rows)[1] == trait.why
