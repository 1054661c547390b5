"""How far the store's figures of a source reach is read for the metric that is asked for."""

from datetime import UTC, date, datetime

import pytest

from metrics.catalog import load as load_catalog
from metrics.frames import documents_frame, observations_frame
from metrics.market import Market
from metrics.model import Document, Observation, Period, Scope
from metrics.store import Store
from metrics.update.held import Held
from metrics.vocabulary import Precision

NOW = datetime(2030, 1, 5, 12, tzinfo=UTC)


@pytest.fixture
def market(tmp_path):
    store = Store.open(str(tmp_path / "store"))
    pages = documents_frame([Document(url="https://hub.example/x")])

    def told(metric, day, method="hub/1", **scope):
        end = None if day is None else date(2030, 1, day)
        return Observation(
            entity="bolt", metric=metric, value=1.0, unit="stars", document=pages["id"][0], method=method,
            period=Period(end, end, Precision.DAY), scope=Scope(**scope),
        )  # fmt: skip

    said = [
        told("github_stars", 1, platform="Hub"), told("github_stars", 3, platform="Hub"), told("github_stars", 2, geo="FR"),
        told("followers", 4), told("likes", None), told("github_stars", 5, "hubris/1", platform="Hub"),
    ]  # fmt: skip
    store.land(pages, observations_frame(said, pages), now=NOW)
    return Market(catalog=load_catalog(), store=store, now=NOW)


def test_the_last_day_is_that_of_the_source_the_place_and_the_platform(market):
    held = Held(market, "hub")
    assert held.get(("bolt", "github_stars", None, "Hub")) == date(2030, 1, 3)
    assert held.get(("bolt", "github_stars", "FR", None)) == date(2030, 1, 2)
    assert held.get(("bolt", "github_stars", None, None)) is None
    assert held.get(("bolt", "likes", None, None)) is None


def test_each_metric_is_read_once_and_no_other(market):
    held = Held(market, "hub")
    for _ in range(2):
        assert ("bolt", "followers", None, None) in held
        assert ("spark", "followers", None, None) not in held
    assert market.reads == [1]


def test_going_through_it_finds_all_that_is_dated(market):
    held = Held(market, "hub")
    assert dict(held) == {
        ("bolt", "github_stars", None, "Hub"): date(2030, 1, 3), ("bolt", "github_stars", "FR", None): date(2030, 1, 2),
        ("bolt", "followers", None, None): date(2030, 1, 4),
    }  # fmt: skip
    assert len(held) == 3
