"""From a text to its figures: who, what, how much, when, how firm, who says so, and the very sentence."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.articles import document_of, observations_of, read_page
from metrics.articles.reading import read_figures
from metrics.articles.tiers import Tier
from metrics.catalog import load
from metrics.model import Period
from metrics.vocabulary import Basis, Comparator, Precision, Status

CATALOG = load()
PUBLISHED = date(2025, 2, 24)


def page(text, language="en", published=PUBLISHED):
    return read_page(text.encode(), media_type="text/plain", published=published, language=language)


def figures(text, language="en", published=PUBLISHED):
    return [each.observation for each in read_figures(page(text, language, published), CATALOG).figures]


def told(text, language="en", published=PUBLISHED):
    return {(each.entity, each.metric, each.value) for each in figures(text, language, published)}


def test_a_figure_carries_its_sentence_number_and_clocks():
    text = "A note.\n\nSome talk came first. ChatGPT now has more than 400 million weekly users, OpenAI said. Then more talk."
    (one,) = figures(text)
    assert text[one.quote_start : one.quote_end] == one.quote
    assert one.quote == "ChatGPT now has more than 400 million weekly users, OpenAI said."
    assert (one.as_written, one.value, one.unit, one.comparator) == ("400 million", 4e8, "users", Comparator.MORE)
    assert (one.origin, one.basis, one.stated_on) == ("OpenAI", Basis.DISCLOSED, PUBLISHED)


def test_offsets_count_the_written_text_with_its_marks():
    text = "Last year **Kimi** reached [**36 million**](https://example.org/1) monthly users."
    (one,) = figures(text)
    assert text[one.quote_start : one.quote_end] == one.quote
    assert one.as_written in one.quote
    assert one.value == 36e6


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Kimi has 22.15 million daily active users."),
        ("fr", "Kimi compte 22,15 millions d'utilisateurs actifs quotidiens."),
        ("de", "Kimi hat 22,15 Millionen täglich aktive Nutzer."),
        ("es", "Kimi tiene 22,15 millones de usuarios activos diarios."),
        ("pt", "O Kimi tem 22,15 milhões de usuários ativos diários."),
        ("it", "Kimi ha 22,15 milioni di utenti attivi giornalieri."),
        ("zh", "Kimi的日活跃用户为2215万。"),
        ("zh-Hant", "Kimi 的每日活躍用戶為 2,215 萬。"),
        ("ja", "Kimiの1日当たりの利用者数は2215万人。"),
        ("ko", "키미의 일간 활성 이용자는 2215만 명이다."),
        ("en", "Daily active users of Kimi: 22,150,000"),
        ("en", "On an average day 22.15m users open Kimi."),
        ("fr", "Chaque jour, 22,15 M d'utilisateurs ouvrent Kimi."),
    ],
)
def test_one_fact_is_the_same_in_every_language_and_order(language, text):
    assert told(text, language) == {("kimi", "daily_active_users", 22_150_000)}


@pytest.mark.parametrize("digit", "123456789")
def test_another_digit_is_another_value(digit):
    assert told(f"Kimi has {digit}2 million monthly users.") == {
        ("kimi", "monthly_active_users", int(digit + "2") * 1e6)
    }


def test_several_figures_of_one_sentence_go_to_whom_they_belong():
    text = "By its count ChatGPT had 30 million monthly users in India, Gemini 20 million and Claude 10 million."
    assert {(entity, value) for entity, _, value in told(text)} == {
        ("chatgpt", 30e6),
        ("gemini", 20e6),
        ("claude", 10e6),
    }


def test_an_earlier_value_has_its_own_date():
    now, before = sorted(
        figures("Weekly users of ChatGPT reached 400 million, up from 300 million in December."),
        key=lambda each: -each.value,
    )
    assert (now.period, before.period) == (
        Period(),
        Period(date(2024, 12, 1), date(2024, 12, 31), Precision.MONTH),
    )


def test_a_round_and_its_valuation_are_two_figures():
    text = "Anthropic raised $3.5 billion at a $61.5 billion valuation."
    assert told(text) == {("anthropic", "funding_raised", 3.5e9), ("anthropic", "valuation", 61.5e9)}


def test_the_yearly_rate_is_no_revenue():
    assert told("Cursor passed $500 million in annual recurring revenue.") == {("cursor", "annualized_revenue", 5e8)}


def test_input_and_output_prices_are_told_apart():
    text = "DeepSeek-V3 costs $0.27 per million input tokens and $1.10 per million output tokens."
    assert {(each.value, each.scope.plan, each.unit) for each in figures(text)} == {
        (0.27, "input", "USD"),
        (1.1, "output", "USD"),
    }


def test_a_promise_is_no_fact():
    (one,) = figures("DeepSeek will open five code repositories next week.")
    assert (one.metric, one.value, one.status) == ("model_repositories", 5, Status.FORECAST)


def test_a_range_keeps_both_ends():
    (one,) = figures("Meta expects capital expenditures of $60 billion to $65 billion in 2025.")
    assert (one.metric, one.low, one.high, one.unit) == ("capex", 60e9, 65e9, "USD")


def test_an_elided_currency_is_that_of_the_amount_before():
    text = "Mistral a levé 600 millions d'euros, portant sa valorisation à 5,8 milliards."
    assert {(each.metric, each.unit) for each in figures(text, "fr")} == {
        ("funding_raised", "EUR"),
        ("valuation", "EUR"),
    }


def test_money_without_any_currency_is_no_figure():
    assert told("They say Cohere is worth 5 billion.") == set()


def test_a_rival_told_with_a_bare_count_is_counted_as_the_figure_it_is_held_against():
    text = (
        "En janvier, Kimi a atteint 22,2 millions d'utilisateurs actifs quotidiens. "
        "Un chiffre qui dépasse celui de Douban (16,95 millions d'utilisateurs), autre chatbot."
    )
    assert told(text, "fr") == {("kimi", "daily_active_users", 22.2e6), ("doubao", "daily_active_users", 16.95e6)}


def test_the_company_means_whom_the_text_speaks_of():
    text = "Perplexity grew again this winter. The company employs 250 people and was valued at $9 billion."
    assert told(text) == {("perplexity", "employees", 250), ("perplexity", "valuation", 9e9)}


def test_a_table_is_read_by_its_heads():
    text = "Chatbots in June\n\n| App | Monthly users | Market share |\n|---|---|---|\n| ChatGPT | 500 million | 46 % |\n| Gemini | 400 million | 27 % |\n"
    assert told(text) == {
        ("chatgpt", "monthly_active_users", 5e8), ("chatgpt", "market_share", 46),
        ("gemini", "monthly_active_users", 4e8), ("gemini", "market_share", 27),
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "WhatsApp has three billion monthly users, so Meta hardly needs to advertise its assistant.",
        "ChatGPT's weekly users grew 40 % over the summer.",
        "If only one in ten of them paid $20 a month, OpenAI would collect nearly $20 billion a year.",
        "Perplexity denied having 100 million users.",
        "A survey of 1,200 adults found that 42 % had tried ChatGPT.",
        "Anthropic agreed to pay authors $1.5 billion to settle the lawsuit.",
        "Companies with more than 700 million monthly users must request a licence from Meta to use Llama.",
        "ChatGPT Plus costs $20 a month.",
        "GPT-4.1 is OpenAI's best model, with o4-mini at rank 3 of 45.",
        "Meta is cutting about 600 jobs in its AI labs.",
        "Claude is available in 159 countries and Gemini in more than 40 languages.",
        "The city will give 350,000 employees access to Claude.",
    ],
)
def test_what_is_no_figure_is_not_read_as_a_sure_one(text):
    reading = read_figures(page(text), CATALOG)
    assert [each.observation for each in reading.of_tier(Tier.SURE)] == []


def test_an_unknown_language_has_no_figures_and_a_note():
    reading = read_figures(page("Чат-бот Kimi: 5 миллионов.", "ru"), CATALOG)
    assert reading.figures == ()
    assert any("language" in note for note in reading.notes)


def test_without_a_day_of_publication_what_is_relative_has_no_period():
    (one,) = figures("Last month Kimi had 36 million monthly users.", published=None)
    assert (one.value, one.period.start, one.stated_on) == (36e6, None, None)


def test_a_title_that_rounds_its_text_is_no_second_figure():
    text = "Kimi tops 22 million daily users\n\nIn truth Kimi had 22.15 million daily active users, says AICPB."
    assert told(text) == {("kimi", "daily_active_users", 22.15e6)}


def test_observations_point_at_their_document():
    article = page("Kimi has 36 million monthly users.")
    document = document_of(article, retrieved_at=None, catalog=CATALOG)
    (one,) = observations_of(article, CATALOG, document)
    assert (one.document, one.method) == (document.id, "reader/1")


def test_reading_twice_gives_the_same():
    text = "ChatGPT had 400 million weekly users, Claude 19 million monthly users and Kimi 36 million."
    assert figures(text) == figures(text)


PIECES = [
    "ChatGPT", "Kimi", "DeepSeek-V3", "豆包", "has", "von", "millions d'utilisateurs", "月活", "valued at", "$", "€", "22,5", "300",
    "million", "万", "%", "(", ")", ",", ".", "\n\n", "- ", "| a | b |\n", "**", "[1]", "in May", "up from", "the company", "会社",
]  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join), st.sampled_from(["en", "fr", "zh", "de"]))
def test_whatever_is_read_its_quote_stands_in_the_text(text, language):
    article = page(text, language)
    for each in read_figures(article, CATALOG).figures:
        one = each.observation
        assert article.text[one.quote_start : one.quote_end] == one.quote
        assert one.as_written in one.quote
        assert 0 <= one.confidence <= 1


def test_of_an_endless_text_the_beginning_is_read_and_a_note_says_so():
    text = "ChatGPT has 400 million weekly users. " * 12_000
    reading = read_figures(page(text), CATALOG)
    assert {each.observation.value for each in reading.figures} == {4e8}
    assert any("beginning" in note for note in reading.notes)
