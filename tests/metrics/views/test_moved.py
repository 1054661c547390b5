from datetime import date, timedelta

import pytest

from metrics.judging import judge, undo
from metrics.market import Asked
from metrics.views.moved import FIELDS, Kind, moved

from .conftest import day

OWN = {"value": 20.4e6, "publisher": "Moonshot AI", "url": "https://moonshot.ai/news", "stated_on": "2026-02-01"}
ECHO = {"value": 20e6, "url": "https://echo.example/1", "publisher": "Echo", "stated_on": "2026-02-05"}
BENT = {
    "metric": "daily_active_users", "value": 20.4e6, "origin": "", "basis": "unstated", "url": "https://bent.example/1",
    "publisher": "Bent", "stated_on": "2026-02-09",
}  # fmt: skip
RIVAL = {
    "value": 41e6,
    "origin": "QuestMobile",
    "basis": "panel",
    "status": "E",
    "url": "https://q.example/1",
    "publisher": "QuestMobile",
}
ALL = Asked()


def kinds(frame):
    return sorted(frame.select("kind", "value").rows())


def test_everything_is_new_to_who_never_looked(market_of):
    frame = moved(market_of(OWN), None, ALL)
    assert kinds(frame) == [("new", 20.4e6)]
    assert tuple(frame.columns[: len(FIELDS)]) == FIELDS


def test_nothing_moved_since_the_last_import(market_of):
    assert moved(market_of(OWN), day(0), ALL).is_empty()


def test_another_telling_of_the_known_is_told_and_a_bent_one_is_bent(market_of):
    market_of(OWN)
    frame = moved(market_of(ECHO, BENT), day(0), ALL)
    assert kinds(frame) == [("bent", 20.4e6), ("told", 20e6)]
    assert "told here as daily active users" in frame.filter(kind="bent")["note"][0]


def test_a_page_that_says_another_number_without_a_word_is_edited_with_what_it_said(market_of):
    market_of(ECHO)
    frame = moved(market_of(ECHO | {"value": 25e6}), day(0), ALL)
    assert frame.select("kind", "before", "value").rows() == [("edited", 20e6, 25e6)]


def test_a_figure_of_the_same_period_with_another_value_is_revised(market_of):
    market_of(ECHO | {"origin": "", "basis": "unstated"})
    frame = moved(market_of(OWN | {"value": 24e6}), day(0), ALL)
    assert frame.select("kind", "before", "value").rows() == [("revised", 20e6, 24e6)]


def test_a_rival_far_off_makes_it_contested_once(market_of):
    market_of(OWN)
    market = market_of(RIVAL)
    assert kinds(moved(market, day(0), ALL)) == [("contested", 41e6)]
    later = market_of(
        RIVAL | {"value": 43e6, "url": "https://q.example/2", "origin": "Sensor Tower", "publisher": "Sensor Tower"}
    )
    assert "contested" not in moved(later, day(1), ALL)["kind"].to_list()


def test_many_new_periods_are_gathered_to_the_newest(market_of):
    months = [
        OWN | {"start": f"2025-{m:02}", "end": f"2025-{m:02}", "value": m * 1e6 + 5e5, "stated_on": f"2026-01-{m:02}"}
        for m in range(1, 10)
    ]
    frame = moved(market_of(*months), None, ALL)
    assert frame.select("kind", "more", "end").rows() == [("new", 8, date(2025, 9, 30))]


@pytest.fixture
def unsure(market_of, article_in):
    """A market in which a reader is unsure of one figure."""
    market = market_of(OWN)
    article_in(
        market, "It is said\n300 million use Grok.\n", ("grok", "users", 3e8, "300 million", {"confidence": 0.5})
    )
    return market


def test_what_the_reader_is_unsure_of_waits(unsure):
    waiting = moved(unsure, None, ALL).filter(kind=Kind.WAITS)
    assert waiting["value"].to_list() == [3e8]
    assert "the reader is sure of it to" in waiting["note"][0]


def test_a_ruling_shows_at_once_and_undone_it_is_gone(unsure):
    waiting = moved(unsure, None, ALL).filter(kind=Kind.WAITS)["observation"][0]
    judge(unsure, waiting, "preferred", "seen [b]")
    row = moved(unsure, None, ALL).filter(observation=waiting)
    assert row.select("kind", "rank", "_ruling_reason").rows() == [("new", "preferred", "seen [b]")]
    undo(unsure, waiting)
    row = moved(unsure, None, ALL).filter(observation=waiting)
    assert row.select("kind", "rank").rows() == [("waits", "normal")]


def test_a_ruling_on_what_was_known_is_listed(market_of):
    market = market_of(OWN)
    known = market.collect(market.store.observations())["id"][0]
    judge(market, known, "deprecated", "read wrongly")
    frame = moved(market, day(0) - timedelta(seconds=1), ALL)
    assert frame.select("rank", "_ruling_reason").rows() == [("deprecated", "read wrongly")]
    frame = moved(market_of(ECHO | {"entity": "doubao"}), day(0), ALL)
    assert frame["kind"].to_list() == ["new"]


def test_as_published_on_a_day_only_what_was_said_by_then_has_moved(market_of):
    frame = moved(market_of(OWN, ECHO | {"entity": "doubao"}), None, Asked(published=date(2026, 2, 2)))
    assert frame["entity"].to_list() == ["kimi"]


def test_a_shifted_date_onto_the_release_day_is_told_once(market_of):
    panel = {
        "entity": "deepseek", "metric": "daily_active_users", "value": 22.15e6, "origin": "AICPB", "basis": "panel",
        "start": "2025-01-31", "end": "2025-01-31", "url": "https://panel.example/1", "stated_on": "2025-02-10",
    }  # fmt: skip
    bent = {
        "value": 22.2e6, "origin": "", "start": "2025-01-11", "end": "2025-01-11", "url": "https://bent.example/2",
        "stated_on": "2025-02-24",
    }  # fmt: skip
    market_of(panel)
    (note,) = moved(market_of(panel | bent), day(0), ALL).filter(kind="bent")["note"]
    assert note == "11 Jan 2025 is the launch day; AICPB's figure is for 31 Jan 2025"
