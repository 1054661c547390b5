from datetime import date

import pytest

from metrics.errors import UsageError
from metrics.judging import judge
from metrics.market import Asked
from metrics.views.article import Kept, Standing, article, number_place
from metrics.vocabulary import Span

TEXT = (
    "Kimi grows\n\nKimi has 20.4 million active users, says Moonshot AI.\n"
    "Doubao had 155 million users.\nAnother speaks of 300 million users of Grok.\n"
)
KIMI = ("kimi", "monthly_active_users", 20.4e6, "20.4 million", {"origin": "Moonshot AI"})
BENT = ("kimi", "daily_active_users", 20.4e6, "20.4 million", {"span": Span.UNSTATED, "digits": 3})
DOUBAO = ("doubao", "weekly_active_users", 155e6, "155 million")
UNSURE = ("grok", "users", 3e8, "300 million", {"confidence": 0.5})
OWN = {"value": 20.4e6, "publisher": "Moonshot AI", "url": "https://moonshot.ai/news", "stated_on": "2026-02-01"}
EVERYTHING = Asked()


@pytest.fixture
def read(market_of, article_in):
    """Store the article beside what Kimi's maker said; returns the market and the ids of the figures by entity."""

    def stored(*figures):
        market = market_of(OWN)
        return market, article_in(market, TEXT, *figures)

    return stored


def test_every_figure_of_a_text_is_placed_in_it_with_its_number(read):
    market, ids = read(DOUBAO, KIMI)
    found = article(market, ids["doubao"], EVERYTHING)
    assert found.kept is Kept.TEXT
    assert found.text == TEXT
    told = found.figures.select(
        "entity", "quote_start", "quote_end", "quote", "number_start", "number_end", "_as_written"
    )
    for entity, start, end, quote, first, last, number in told.iter_rows():
        assert found.text[start:end] == quote, entity
        assert found.text[first:last] == number
    assert found.figures["entity"].to_list()[:2] == ["kimi", "doubao"]
    assert found.figures["number_start"].is_sorted()


def test_each_figure_says_what_became_of_it(read):
    market, ids = read(BENT, DOUBAO)
    found = article(market, ids["kimi"], EVERYTHING)
    standing = dict(found.figures.select("entity", "standing").iter_rows())
    assert standing["kimi"] == Standing.BENT
    assert standing["doubao"] == Standing.CHOSEN
    kimi = found.figures.filter(entity="kimi").row(0, named=True)
    assert "period_unit" in kimi["distortions"]
    assert kimi["_claimed"]["metric"] == "monthly_active_users"
    assert kimi["_claimed"]["metric_label"] == "Monthly active users"
    assert any("told here as daily active users" in message for message in kimi["_messages"])


def test_what_the_reader_is_unsure_of_waits_until_it_is_ruled_preferred(read):
    market, ids = read(KIMI, UNSURE)
    found = article(market, ids["kimi"], EVERYTHING)
    waiting = found.figures.filter(standing=Standing.WAITING)
    assert waiting["value"].to_list() == [3e8]
    judge(market, waiting["observation"][0], "preferred", "the page says so")
    again = article(market, ids["kimi"], EVERYTHING).figures.filter(value=3e8)
    assert again.select("standing", "rank", "_ruling_reason").rows() == [("chosen", "preferred", "the page says so")]
    judge(market, waiting["observation"][0], "deprecated", "nobody knows who")
    again = article(market, ids["kimi"], EVERYTHING).figures.filter(value=3e8)
    assert again["rank"].to_list() == ["deprecated"]


def test_of_a_deprecated_figure_it_is_said_so(read):
    market, ids = read(DOUBAO)
    judge(market, ids["doubao"], "deprecated", "read wrongly")
    found = article(market, ids["doubao"], EVERYTHING).figures.filter(entity="doubao")
    assert found["standing"].to_list() == [Standing.DEPRECATED]


def test_without_a_text_the_kept_sentences_stand_in_order_and_are_placed(market_of):
    first = {"quote": "Kimi had 20 million users.", "url": "https://n.example/1"}
    second = {
        "value": 30e6,
        "start": "2026-02",
        "end": "2026-02",
        "quote": "Now 30 million.",
        "url": "https://n.example/1",
    }
    market = market_of(first, second)
    some = market.collect(market.store.observations())["id"][0]
    found = article(market, some, EVERYTHING)
    assert found.kept is Kept.QUOTES
    assert sorted(found.text.split("\n\n")) == ["Kimi had 20 million users.", "Now 30 million."]
    for start, end, quote in found.figures.select("quote_start", "quote_end", "quote").iter_rows():
        assert found.text[start:end] == quote


def test_where_nothing_is_kept_the_figures_are_listed_all_the_same(market_of):
    market = market_of(OWN)
    found = article(market, market.collect(market.store.observations())["id"][0], EVERYTHING)
    assert (found.kept, found.text) == (Kept.NOTHING, "")
    assert found.document["url"] == "https://moonshot.ai/news"
    assert found.figures.select("value", "standing", "number_start").rows() == [(20.4e6, "chosen", None)]


def test_what_an_earlier_version_of_the_page_said_is_listed_as_superseded(market_of):
    market_of(OWN)
    market = market_of(OWN | {"value": 22e6})
    new = market.collect(market.store.observations()).filter(value=22e6)["id"][0]
    told = article(market, new, EVERYTHING).figures.select("value", "standing").sort("value").rows()
    assert told == [(20.4e6, "superseded"), (22e6, "chosen")]


def test_a_rival_names_the_figure_that_is_shown_instead(market_of):
    rival = OWN | {
        "value": 31e6,
        "origin": "QuestMobile",
        "basis": "panel",
        "url": "https://q.example/1",
        "publisher": "QuestMobile",
    }
    market = market_of(OWN, rival)
    mine = market.collect(market.store.observations()).filter(value=31e6)["id"][0]
    row = article(market, mine, EVERYTHING).figures.row(0, named=True)
    assert row["standing"] == "other"
    assert row["_claimed"]["value"] == 20.4e6


def test_as_published_on_an_earlier_day_later_figures_are_left_out(market_of):
    late = {
        "value": 30e6,
        "start": "2026-02",
        "end": "2026-02",
        "stated_on": "2026-03-05",
        "url": OWN["url"],
        "publisher": OWN["publisher"],
    }
    market = market_of(OWN, late)
    ids = market.collect(market.store.observations()).filter(value=20.4e6)["id"]
    assert article(market, ids[0], Asked(published=date(2026, 2, 10))).figures["value"].to_list() == [20.4e6]


def test_an_unknown_observation_is_refused(market_of):
    with pytest.raises(UsageError, match="no observation 'nothing'"):
        article(market_of(OWN), "nothing", EVERYTHING)


@pytest.mark.parametrize(
    ("text", "number", "found"),
    [
        ("1,22 or 22", "22", (8, 10)),
        ("a 22.5 %", "22.5", (2, 6)),
        ("none", "22", (None, None)),
        ("22", None, (None, None)),
    ],
)
def test_a_number_is_not_found_in_the_tail_of_a_longer_one(text, number, found):
    assert number_place(text, 0, len(text), number) == found
