from datetime import date

import pytest

from metrics.errors import Refused
from metrics.market import Asked
from metrics.views.fields import HISTORY
from metrics.views.history import compare, history

KIMI = Asked(metrics=("monthly_active_users",), entities=("kimi",))
BOTH = Asked(metrics=("monthly_active_users",), entities=("kimi", "doubao"))
FIRST = {"value": 20.4e6}
SECOND = {
    "value": 25e6,
    "start": "2026-02",
    "end": "2026-02",
    "url": "https://news.example/2",
    "stated_on": "2026-03-03",
}
DOUBAO = {"entity": "doubao", "value": 90e6, "origin": "ByteDance", "url": "https://news.example/d"}


def test_figures_come_one_a_period_the_oldest_first(market_of):
    frame = history(market_of(SECOND, FIRST), KIMI)
    assert frame["value"].to_list() == [20.4e6, 25e6]
    assert tuple(frame.columns[: len(HISTORY)]) == HISTORY
    assert all(name.startswith("_") for name in frame.columns[len(HISTORY) :])


def test_with_all_claims_what_was_not_chosen_is_there_too(market_of):
    rival = {"value": 31e6, "origin": "QuestMobile", "basis": "panel", "status": "E", "url": "https://news.example/3"}
    market = market_of(FIRST, rival)
    assert history(market, KIMI)["value"].to_list() == [20.4e6]
    assert sorted(history(market, KIMI, all_claims=True)["value"]) == [20.4e6, 31e6]


def test_what_its_page_has_replaced_stays_in_all_claims_marked_and_without_tellings(market_of):
    market_of(FIRST)
    market = market_of(FIRST | {"value": 23.1e6})
    assert history(market, KIMI)["value"].to_list() == [23.1e6]
    rows = history(market, KIMI, all_claims=True).select("value", "tellings", "_superseded").sort("value").rows()
    assert rows == [(20.4e6, 0, True), (23.1e6, 1, False)]


def test_a_page_that_goes_back_stands_at_what_it_says_last(market_of):
    for value in (20.4e6, 23.1e6):
        market_of(FIRST | {"value": value})
    frame = history(market_of(FIRST), KIMI, all_claims=True).select("value", "tellings", "_superseded").sort("value")
    assert frame.rows() == [(20.4e6, 1, False), (23.1e6, 0, True)]


def test_a_value_that_a_person_prefers_stands_against_its_page(market_of):
    from metrics.judging import judge

    market_of(FIRST)
    market = market_of(FIRST | {"value": 23.1e6})
    first = history(market, KIMI, all_claims=True).filter(_superseded=True)["_observation"].item()
    judge(market, first, "preferred", "the page was vandalised")
    assert history(market, KIMI)["value"].to_list() == [20.4e6]


def test_like_may_be_compared_with_like(market_of):
    frame, notes = compare(market_of(FIRST, SECOND, DOUBAO), BOTH)
    assert set(frame["entity"]) == {"kimi", "doubao"}
    assert notes == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"span": "mean"}, "spans differ"),
        ({"platform": "app"}, "platforms differ"),
        ({"geo": "CN"}, "places differ"),
    ],
)
def test_what_differs_in_kind_is_refused_with_the_reason(market_of, change, reason):
    other = {"span": "peak", "platform": "web", "geo": "US"}
    market = market_of(FIRST | {name: other[name] for name in change}, DOUBAO | change)
    with pytest.raises(Refused, match=reason):
        compare(market, BOTH)


def test_what_only_one_of_them_states_is_a_caution(market_of):
    _, notes = compare(market_of(FIRST | {"platform": "app"}, DOUBAO), BOTH)
    assert notes == ["mind the platforms: Kimi: app; Doubao: not stated"]


def test_nothing_to_compare_is_refused(market_of):
    with pytest.raises(Refused, match="no figure of Doubao"):
        compare(market_of(FIRST), BOTH)


def test_a_day_after_the_last_figure_of_one_is_no_day_to_rebase(market_of):
    market = market_of(FIRST, SECOND, DOUBAO)
    with pytest.raises(Refused, match="cannot rebase to 2026-02-15: no figure on or after that day of Doubao"):
        compare(market, BOTH, rebase=date(2026, 2, 15))


def test_the_newest_figures_decide_what_is_compared_and_more_old_ones_do_not(market_of):
    means = [
        FIRST
        | {"span": "mean", "start": f"2025-{month:02}", "end": f"2025-{month:02}", "url": f"https://n.example/{month}"}
        for month in (1, 2, 3)
    ]
    other = DOUBAO | {"span": "mean", "start": "2025-01", "end": "2025-01", "url": "https://news.example/e"}
    frame, notes = compare(market_of(*means, SECOND | {"span": "point"}, DOUBAO | {"span": "point"}, other), BOTH)
    assert sorted(frame["value"]) == [25e6, 90e6]
    assert notes == ["left out: 4 figures with other spans (mean)"]


def test_a_newest_figure_that_is_left_out_is_named_with_the_reason(market_of):
    frames = [
        FIRST,
        SECOND | {"platform": "app"},
        DOUBAO,
        DOUBAO | {"platform": "web", "start": "2026-03", "end": "2026-03"},
    ]
    _, notes = compare(market_of(*frames), BOTH)
    assert any(
        note.startswith("left out: the newest figure of Doubao, 90,000,000 users (2026-03-31)") for note in notes
    )
