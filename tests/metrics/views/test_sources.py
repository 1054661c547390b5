from datetime import timedelta

import polars as pl
import pytest

from metrics.config import SOURCES
from metrics.config import load as load_config
from metrics.model import Run
from metrics.views.sources import sources


@pytest.fixture
def market(market_of):
    return market_of({})


def logged(market, source, hours, **more):
    when = market.now - timedelta(hours=hours)
    market.store.log(Run(source=source, started_at=when, ended_at=when, version="1", **more), now=market.now)


def row(market, name):
    return sources(market, load_config()).row(by_predicate=pl.col("name") == name, named=True)


def test_every_source_has_a_row_the_shipped_figures_first(market):
    names = sources(market, load_config())["name"].to_list()
    assert names[0] == "starter"
    assert names[1:] == list(SOURCES)


def test_a_source_that_never_ran_has_no_times_and_no_records(market):
    told = row(market, "github")
    assert (told["last_run"], told["next_due"], told["records"], told["error"]) == (None, None, 0, None)


def test_runs_add_up_and_the_last_one_counts(market):
    logged(market, "github", 30, added=7, error="cut short")
    logged(market, "github", 2, added=5)
    told = row(market, "github")
    assert (told["records"], told["error"]) == (12, None)
    assert told["last_run"] == market.now - timedelta(hours=2)
    assert told["next_due"] - told["last_run"] == timedelta(days=1)
