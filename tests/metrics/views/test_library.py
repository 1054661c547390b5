from datetime import UTC, datetime

from metrics.judging import judge
from metrics.market import Asked
from metrics.views.library import TELLINGS, Library

LATER = datetime(2026, 11, 24, 23, tzinfo=UTC)


def read(library, name):
    return library.tables()[name]().collect()


def test_every_table_can_be_read_and_none_has_a_column_for_screens(market_of):
    library = Library(market_of({}), Asked())
    assert set(library.tables()) == {
        "figures", "claims", "tellings", "observations", "documents", "entities", "metrics", "runs", "findings", "rulings",
    }  # fmt: skip
    for name in library.tables():
        assert not [column for column in read(library, name).columns if column.startswith("_")]


def test_a_telling_names_its_claim_and_role(market_of):
    library = Library(market_of({}), Asked())
    tellings, claims = read(library, "tellings"), read(library, "claims")
    assert tuple(tellings.columns) == TELLINGS
    assert tellings["claim"].to_list() == claims["claim"].to_list()
    assert tellings["role"].to_list() == ["relay"]


def test_tables_are_as_they_were_recorded_at_a_time(market_of):
    market_of({"value": 20.4e6})
    market = market_of({"value": 31.7e6})
    judge(market, market.collect(market.store.observations())["id"][0], "deprecated", "for a test")
    now, then = Library(market, Asked()), Library(market, Asked(recorded=LATER))
    assert (read(now, "observations").height, read(then, "observations").height) == (2, 1)
    assert (read(now, "runs").height, read(then, "runs").height) == (2, 1)
    assert (read(now, "rulings").height, read(then, "rulings").height) == (1, 0)
    assert read(then, "claims")["superseded"].to_list() == [False]
    assert sorted(read(now, "claims")["superseded"]) == [False, True]


def test_the_documents_are_those_that_what_is_asked_names(market_of):
    market = market_of(
        {}, {"url": "https://late.example/", "stated_on": "2026-06-01", "start": "2026-05", "end": "2026-05"}
    )
    early = Library(market, Asked(published=datetime(2026, 3, 1, tzinfo=UTC).date()))
    assert read(early, "documents")["url"].to_list() == ["https://news.example/1"]
