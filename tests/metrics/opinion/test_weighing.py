"""What a second opinion makes of a reading: figures told twice, shared, contradicted and agreed with at once."""

import pytest

from metrics.articles import read_page
from metrics.articles.reading import read_figures
from metrics.articles.tiers import Tier
from metrics.catalog import load
from metrics.opinion.pointing import Pointing
from metrics.opinion.weighing import Weighing

CATALOG = load()


@pytest.fixture
def weigh():
    """Hold pointings, given as words of a sentence, quote, entity and metric, against the reading of a text."""

    def run(text, *told, language="en"):
        page = read_page(text.encode(), media_type="text/plain", language=language)
        reading = read_figures(page, CATALOG)
        weighing = Weighing(reading, reading.scene, None, "tiny")
        for sentence, quote, entity, metric in told:
            weighing.hear(Pointing(sentence, quote, entity, metric), reading.scene.sentences)
        run.lines = weighing.lines
        return [(each.observation.entity, each.observation.metric, each.observation.value, each.tier)
                for each in weighing.result().figures]  # fmt: skip

    return run


TWICE = "Kimi at 22.2 million daily users\n\nThe number is out. Kimi has 22.2 million daily active users.\n"


def test_pointing_to_the_title_agrees_with_the_figure_of_the_text(weigh):
    rows = weigh(TWICE, (0, "22.2 million", "kimi", "daily_active_users"))
    assert rows == [("kimi", "daily_active_users", 22_200_000, Tier.SURE)]
    assert "agrees" in weigh.lines[0]


SHARED = "Both Grok and Claude have 5 million daily active users.\n"


def test_a_figure_that_two_share_is_not_contradicted_by_naming_one(weigh):
    rows = weigh(
        SHARED, (0, "5 million", "grok", "daily_active_users"), (0, "5 million", "claude", "daily_active_users")
    )
    assert {row[0] for row in rows} == {"grok", "claude"}
    assert ("claude", "daily_active_users", 5_000_000, Tier.SURE) in rows


def test_who_agrees_and_contradicts_at_once_has_agreed(weigh):
    agreed, other = (
        (1, "22.2 million", "kimi", "daily_active_users"),
        (1, "22.2 million", "moonshot", "daily_active_users"),
    )
    for told in ((agreed, other), (other, agreed)):
        rows = weigh("Moonshot grows.\n\nKimi has 22.2 million daily active users.\n", *told)
        assert ("kimi", "daily_active_users", 22_200_000, Tier.SURE) in rows
        assert ("moonshot", "daily_active_users", 22_200_000, Tier.REVIEW) in rows


def test_a_quote_with_two_numbers_that_it_could_be_is_dropped(weigh):
    text = "Claude and Grok were asked. The room held 3 million, later 4 million.\n"
    rows = weigh(text, (1, "3 million, later 4 million", "claude", "monthly_active_users"))
    assert [row for row in rows if row[1] == "monthly_active_users"] == []
    assert "it holds 2 numbers" in weigh.lines[0]


def test_money_keeps_the_currency_of_its_quote_and_has_none_by_default(weigh):
    text = "Mistral was in the news. The sum was 14 billion, others heard €12 billion.\n"
    rows = weigh(text, (1, "12 billion", "mistral", "valuation"), (1, "14 billion", "mistral", "valuation"))
    assert [row[2] for row in rows if row[1] == "valuation"] == [12e9]
    assert "no currency is told" in weigh.lines[1]


def test_a_chinese_quote_is_read_by_the_grammar_of_its_language(weigh):
    text = "月之暗面发布消息。Kimi的那个数字是3600万。\n"
    rows = weigh(text, (1, "3600万", "kimi", "monthly_active_users"), language="zh")
    assert ("kimi", "monthly_active_users", 36_000_000, Tier.REVIEW) in rows


def test_dates_bounds_and_origins_of_what_the_model_alone_saw_are_ours(weigh):
    text = "According to AICPB, in January 2025 the Kimi crowd was more than 36 million.\n"
    page = read_page(text.encode(), media_type="text/plain", language="en")
    reading = read_figures(page, CATALOG)
    weighing = Weighing(reading, reading.scene, None, "tiny")
    weighing.hear(Pointing(0, "36 million", "kimi", "monthly_active_users"), reading.scene.sentences)
    told = next(
        each.observation for each in weighing.result().figures if each.observation.metric == "monthly_active_users"
    )
    assert (str(told.comparator), told.origin, told.period.start.isoformat()) == (">", "AICPB", "2025-01-01")
    assert text[told.quote_start : told.quote_end] == told.quote
