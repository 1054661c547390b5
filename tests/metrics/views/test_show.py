from datetime import UTC, date, datetime

import pytest

from metrics.errors import UsageError
from metrics.market import Asked
from metrics.views.fields import SHOW
from metrics.views.show import Wanted, show

ALL = Asked()
MONTHS = [
    {"value": 20e6, "start": "2026-01", "end": "2026-01", "stated_on": "2026-02-03", "url": "https://news.example/1"},
    {"value": 25e6, "start": "2026-02", "end": "2026-02", "stated_on": "2026-03-03", "url": "https://news.example/2"},
    {"value": 30e6, "start": "2026-03", "end": "2026-03", "stated_on": "2026-04-03", "url": "https://news.example/3"},
]
PRICE = {
    "entity": "gpt_4o", "metric": "price_per_million_tokens", "unit": "USD", "start": "2026-01-05", "end": "2026-01-05",
    "origin": "OpenAI",
}  # fmt: skip


def test_the_newest_figure_of_a_series_is_shown_with_its_history(market_of):
    row = show(market_of(*MONTHS), ALL, Wanted()).row(0, named=True)
    assert (row["value"], row["end"], row["series"]) == (30e6, date(2026, 3, 31), [20e6, 25e6, 30e6])
    assert row["change"] == pytest.approx(0.2)
    assert (row["age_days"], row["stale"]) == (238, True)


def test_the_fields_stand_first_in_order_and_the_rest_is_for_screens(market_of):
    columns = show(market_of(*MONTHS), ALL, Wanted()).columns
    assert tuple(columns[: len(SHOW)]) == SHOW
    assert all(name.startswith("_") for name in columns[len(SHOW) :])


def test_the_screen_is_told_which_period_the_change_counts_from(market_of):
    row = show(market_of(*MONTHS), ALL, Wanted()).row(0, named=True)
    assert row["_before"] == {"start": date(2026, 2, 1), "end": date(2026, 2, 28), "precision": "month"}


def test_since_hides_older_figures_and_still_says_what_the_change_counts_from(market_of):
    market = market_of(*MONTHS)
    row = show(market, ALL, Wanted(since=date(2026, 3, 1))).row(0, named=True)
    assert row["series"] == [30e6]
    assert (row["change"], row["_before"]["end"]) == (pytest.approx(0.2), date(2026, 2, 28))
    assert show(market, ALL, Wanted(since=date(2026, 4, 1))).is_empty()
    assert show(market, ALL, Wanted(until=date(2026, 2, 10)))["value"].to_list() == [25e6]


def test_one_row_says_of_how_many_other_parts_there_is_a_value_too(market_of):
    market = market_of(
        PRICE | {"value": 2.5, "plan": "input", "url": "https://news.example/a"},
        PRICE | {"value": 10, "plan": "output", "url": "https://news.example/b"},
        PRICE | {"entity": "o3", "value": 2, "plan": "input", "url": "https://news.example/c"},
    )
    rows = show(market, ALL, Wanted()).select("entity", "value", "_scope", "_parts").sort("entity").to_dicts()
    assert [(row["entity"], row["value"], row["_scope"]["plan"], row["_parts"]) for row in rows] == [
        ("gpt_4o", 2.5, "input", 1),
        ("o3", 2, "input", 0),
    ]


def test_what_its_page_has_replaced_is_no_other_part_and_no_telling(market_of):
    market_of(MONTHS[0])
    row = show(market_of(MONTHS[0] | {"value": 21e6}), ALL, Wanted()).row(0, named=True)
    assert (row["value"], row["tellings"], row["rivals"], row["_parts"]) == (21e6, 1, 0, 0)


def test_a_readings_rounding_on_the_same_page_is_no_second_telling(market_of):
    market_of(MONTHS[0] | {"value": 20_040_000})
    row = show(market_of(MONTHS[0] | {"value": 20e6}), ALL, Wanted()).row(0, named=True)
    assert (row["value"], row["tellings"]) == (20e6, 1)


def test_a_promise_gives_way_to_what_was(market_of):
    goal = MONTHS[2] | {"value": 90e6, "start": "2027", "end": "2027", "status": "F", "url": "https://news.example/9"}
    assert show(market_of(*MONTHS, goal), ALL, Wanted())["value"].to_list() == [30e6]


def test_rows_are_sorted_by_a_field_cut_and_grouped(market_of):
    market = market_of(
        MONTHS[0],
        MONTHS[0] | {"entity": "doubao", "value": 90e6, "origin": "ByteDance"},
        MONTHS[0] | {"entity": "chatgpt", "value": 50e6, "origin": "OpenAI"},
    )
    assert show(market, ALL, Wanted())["entity"].to_list() == ["doubao", "chatgpt", "kimi"]
    assert show(market, ALL, Wanted(sort="entity_name"))["entity"].to_list() == ["chatgpt", "doubao", "kimi"]
    assert show(market, ALL, Wanted(sort="-value", limit=1))["entity"].to_list() == ["kimi"]
    grouped = show(market, ALL, Wanted(group_by="country"))["_country"].to_list()
    assert grouped == sorted(grouped)


@pytest.mark.parametrize("field", ["series", "nothing", "_parts"])
def test_what_is_no_field_to_sort_by_is_refused(market_of, field):
    with pytest.raises(UsageError, match="cannot sort by"):
        show(market_of(MONTHS[0]), ALL, Wanted(sort=field))


def test_time_travel_shows_what_was_known_then(market_of):
    market_of(MONTHS[0])
    market = market_of(MONTHS[0] | {"value": 21e6})
    before = Asked(recorded=datetime(2026, 11, 24, 23, tzinfo=UTC))
    assert show(market, before, Wanted())["value"].to_list() == [20e6]
    assert show(market, Asked(published=date(2026, 2, 2)), Wanted()).is_empty()
