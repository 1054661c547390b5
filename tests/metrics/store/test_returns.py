"""A page that goes back to what it said before: its latest reading is what stands."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from metrics.catalog import load
from metrics.frames import RULINGS, documents_frame, observations_frame
from metrics.ledger import reckon
from metrics.model import Document, Observation, Period, Run, Scope
from metrics.store import Store, as_recorded

START = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    return Store.open(str(tmp_path / "store"))


def read(store, day, *values, url="https://news.example/kimi", **more):
    """Read a page on a day of March; returns how many rows were new."""
    page = documents_frame([Document(url=url, publisher="News")])
    said = {"period": Period.parse("2026-02"), "stated_on": date(2026, 3, 1)} | more
    told = [
        Observation(
            entity="kimi", metric="monthly_active_users", value=value, unit="users", document=page["id"][0], **said
        )
        for value in values
    ]
    moment = START + timedelta(days=day)
    run = Run(source="import", started_at=moment, ended_at=moment)
    return store.append(run, page, observations_frame(told, page), now=moment).added


def standing(store, day=99):
    """The values that stand on a day, as the ledger reckons them."""
    moment = START + timedelta(days=day)
    rows, pages = (as_recorded(scan, moment).collect() for scan in (store.observations(), store.documents()))
    tellings = reckon(rows, pages, pl.DataFrame(schema=RULINGS), load()).tellings
    return sorted(tellings.filter(~pl.col("superseded"))["value"].to_list())


def test_a_value_that_returns_is_what_stands_again(store):
    assert [read(store, day, value) for day, value in enumerate([1e6, 2e6, 1e6])] == [1, 1, 1]
    assert [standing(store, day) for day in range(3)] == [[1e6], [2e6], [1e6]]


def test_a_returned_value_read_again_is_known_again(store):
    assert [read(store, day, value) for day, value in enumerate([1e6, 2e6, 1e6, 1e6, 1e6])] == [1, 1, 1, 0, 0]


def test_a_page_may_go_back_and_forth_as_often_as_it_likes(store):
    assert [read(store, day, value) for day, value in enumerate([1e6, 2e6, 1e6, 2e6, 1e6, 3e6, 1e6])] == [1] * 7
    assert standing(store) == [1e6]
    assert store.verify() == []


def test_a_page_that_says_two_things_at_once_replaces_neither_however_often_it_is_read(store):
    assert [read(store, day, 1e6, 2e6) for day in range(3)] == [2, 0, 0]
    assert standing(store) == [1e6, 2e6]


def test_a_file_that_keeps_its_old_row_beside_the_new_one_stays_as_it_is(store):
    assert [read(store, 0, 1e6), read(store, 1, 1e6, 2e6), read(store, 2, 1e6, 2e6)] == [1, 1, 0]
    assert standing(store) == [2e6]


@pytest.mark.parametrize(
    "other",
    [
        {"url": "https://other.example/kimi"},
        {"period": Period.parse("2026-01")},
        {"scope": Scope(platform="app")},
    ],
)
def test_another_page_period_or_part_makes_nothing_return(store, other):
    assert [read(store, 0, 1e6), read(store, 1, 2e6, **other), read(store, 2, 1e6)] == [1, 1, 0]


def test_a_reading_without_a_period_returns_too(store):
    assert [read(store, day, value, period=Period()) for day, value in enumerate([1e6, 2e6, 1e6, 1e6])] == [1, 1, 1, 0]
