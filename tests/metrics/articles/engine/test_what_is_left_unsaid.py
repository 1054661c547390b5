"""What a sentence leaves to its neighbours: the window of users, a scale, a currency, which of two a price is."""

import pytest

from metrics.articles.numbers import find_quantities
from tests.metrics.articles.short_texts import read, told


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Some 20 million people used Perplexity in March, according to Sensor Tower."),
        ("ko", "지난달 퍼플렉시티를 쓴 사용자가 2000만 명이었다."),
        ("zh", "上个月使用Perplexity的用户达2000万。"),
        ("ja", "先月Perplexityを使った人は2000万人だった。"),
    ],
)
def test_who_used_something_in_a_month_is_its_monthly_user(language, text):
    assert told(text, language) == {("perplexity", "monthly_active_users", 2e7)}


def test_users_of_a_month_whose_use_is_not_spoken_of_have_no_window():
    assert ("chatgpt", "monthly_active_users", 8e8) not in told("In March ChatGPT had 800 million users.")


def test_a_week_may_stand_right_before_the_number():
    assert ("chatgpt", "weekly_active_users", 8e8) in told("週8億人が使うChatGPTを抱える。", "ja")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "un tour de deux à trois milliards d'euros"),
        ("es", "una ronda de dos a tres mil millones de dólares"),
        ("de", "eine Runde von zwei bis drei Milliarden Euro"),
        ("it", "un round da due a tre miliardi di euro"),
    ],
)
def test_a_round_of_two_to_three_is_a_range_and_no_rise(language, text):
    (found,) = find_quantities(text, language, [])
    assert (found.low, found.high) == (2e9, 3e9)


def test_millions_that_are_told_once_hold_for_the_thousands_after_them():
    text = "xAI cerró una ronda de 20 mil mdd; su valuación es de 230 mil mdd, cuando hace un año era de 50 mil."
    assert told(text, "es") == {
        ("xai", "funding_raised", 20e9),
        ("xai", "valuation", 230e9),
        ("xai", "valuation", 50e9),
    }
    assert {each.unit for each in read(text, "es")} == {"USD"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Kimi K2 is a model with 1 trillion total parameters and 32B active."),
        ("fr", "Kimi K2 compte 1 000 milliards de paramètres, dont 32 milliards actifs."),
    ],
)
def test_active_parameters_need_no_second_noun(language, text):
    assert told(text, language) == {("kimi_k2", "parameters", 1e12), ("kimi_k2", "parameters", 32e9)}


def test_what_stands_before_and_is_of_the_first_of_two_prices():
    found = read("GPT-5.2 coûte 1,75 dollar par million de jetons en entrée et 14 dollars en sortie.", "fr")
    assert {(each.value, each.scope.plan) for each in found} == {(1.75, "input"), (14, "output")}


def test_an_app_earns_what_is_told_with_its_downloads():
    text = "오픈AI는 소라 앱을 접는다. 앱은 인기를 끌었다.\n\n소라 앱의 누적 다운로드는 960만 건, 누적 매출은 140만 달러였다."
    assert ("sora", "revenue", 1.4e6) in told(text, "ko")


def test_words_of_number_are_no_millions_of_the_sentence_before():
    text = "Kimi K2 has 1 trillion parameters. For nine of the past twelve months, Kimi K2 was the largest open model."
    assert told(text) == {("kimi_k2", "parameters", 1e12)}
