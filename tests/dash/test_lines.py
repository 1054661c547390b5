"""A line of a chart is called by what tells it from its sisters."""

from datetime import date

from dash.lines import lines
from dash.sheet import Look

LOOK = Look(date(2026, 11, 24), "braille")
ROW = {"entity": "kimi", "entity_name": "Kimi", "origin": "AICPB", "basis": "panel", "span": "point", "value": 1.0,
       "end": date(2025, 1, 31)}  # fmt: skip


def labels(*rows, alone):
    drawn, _ = lines(rows, LOOK, alone=alone)
    return [line.label for line in drawn]


def test_one_series_alone_is_called_by_its_origin():
    assert labels(ROW | {"series": "a"}, alone=True) == ["AICPB"]


def test_series_of_one_origin_are_told_apart_by_what_they_cover_and_how_they_are_known():
    whole, part = ROW | {"series": "a"}, ROW | {"series": "b", "_scope": {"plan": "consumer plans"}}
    leaked = ROW | {"series": "c", "basis": "leaked"}
    assert labels(whole, part, leaked, alone=True) == ["panel", "consumer plans · panel", "leaked"]


def test_entities_with_one_series_each_need_no_more_than_their_names():
    other = ROW | {"entity": "doubao", "entity_name": "Doubao", "origin": "QuestMobile", "series": "b"}
    assert labels(ROW | {"series": "a"}, other, alone=False) == ["Kimi", "Doubao"]


def test_only_the_entity_with_two_series_is_told_apart():
    rival = ROW | {"series": "b", "origin": "QuestMobile"}
    other = ROW | {"entity": "doubao", "entity_name": "Doubao", "series": "c"}
    found = labels(ROW | {"series": "a"}, rival, other, alone=False)
    assert found == ["Kimi (AICPB)", "Kimi (QuestMobile)", "Doubao"]


def test_estimates_are_hollow_and_undated_figures_are_not_drawn():
    (line,), _ = lines([ROW | {"series": "a", "status": "E"}, ROW | {"series": "a", "end": None}], LOOK, alone=True)
    assert line.times == [date(2025, 1, 31)]
    assert line.hollow == [True]
