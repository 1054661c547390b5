"""One fact, whatever the language, the way of writing its number and the order of its words, is one observation."""

import re
from datetime import date
from itertools import product

import pytest

from metrics.articles import read_page
from metrics.articles.reading import read_figures
from metrics.articles.tiers import Tier
from metrics.catalog import load

CATALOG = load()
PUBLISHED = date(2025, 2, 24)

NUMBERS = {
    "en": ["22.5 million", "22,500,000", "22.5m"],
    "fr": ["22,5 millions d’", "22,5\u00a0millions d’", "22\u202f500\u202f000 "],
    "de": ["22,5 Millionen", "22.500.000", "22,5 Mio."],
    "es": ["22,5 millones de", "22.500.000", "22,5\u00a0millones de"],
    "pt": ["22,5 milhões de", "22.500.000", "22,5\u00a0milhões de"],
    "it": ["22,5 milioni di", "22.500.000", "22,5\u00a0milioni di"],
    "zh": ["2250万", "2,250万", "2250 万"],
    "zh-Hant": ["2250萬", "2,250 萬", "2250 萬"],
    "ja": ["2250万", "2,250万", "2250 万"],
    "ko": ["2250만", "2250만 ", "2,250만"],
}
ORDERS = {
    "en": [
        "Kimi had {} monthly active users in January, according to AICPB.",
        "According to AICPB, Kimi had {} monthly active users in January.",
        "In January, according to AICPB, {} people used the Kimi app every month.",
    ],
    "fr": [
        "Kimi comptait {}utilisateurs actifs mensuels en janvier, selon AICPB.",
        "Selon AICPB, Kimi comptait en janvier {}utilisateurs actifs mensuels.",
        "En janvier, le nombre d’utilisateurs actifs mensuels de Kimi a atteint {}utilisateurs, selon AICPB.",
    ],
    "de": [
        "Kimi hatte im Januar {} monatlich aktive Nutzer, so AICPB.",
        "Laut AICPB hatte Kimi im Januar {} monatlich aktive Nutzer.",
        "{} monatlich aktive Nutzer hatte Kimi im Januar laut AICPB.",
    ],
    "es": [
        "Kimi tenía {} usuarios activos mensuales en enero, según AICPB.",
        "Según AICPB, Kimi tenía en enero {} usuarios activos mensuales.",
        "En enero, {} usuarios activos mensuales tenía Kimi, según AICPB.",
    ],
    "pt": [
        "O Kimi tinha {} usuários ativos mensais em janeiro, segundo a AICPB.",
        "Segundo a AICPB, o Kimi tinha em janeiro {} usuários ativos mensais.",
        "Em janeiro, eram {} usuários ativos mensais no Kimi, segundo a AICPB.",
    ],
    "it": [
        "Kimi aveva {} utenti attivi mensili a gennaio, secondo AICPB.",
        "Secondo AICPB, a gennaio Kimi aveva {} utenti attivi mensili.",
        "A gennaio erano {} gli utenti attivi mensili di Kimi, secondo AICPB.",
    ],
    "zh": [
        "据AICPB统计，Kimi在1月的月活跃用户达到{}。",
        "AICPB数据显示，1月Kimi月活跃用户数为{}。",
        "今年1月，Kimi拥有{}月活跃用户，AICPB称。",
    ],
    "zh-Hant": [
        "據AICPB統計，Kimi在1月的月活躍用戶達到{}。",
        "AICPB數據顯示，1月Kimi月活躍用戶數為{}。",
        "根據AICPB，今年1月Kimi有{}月活躍用戶。",
    ],
    "ja": [
        "AICPBによると、Kimiの月間アクティブユーザーは1月に{}人だった。",
        "AICPBによると、1月のKimiの月間利用者数は{}人に達した。",
        "1月、Kimiは{}人の月間アクティブユーザーを抱えていたと、AICPBが発表した。",
    ],
    "ko": [
        "AICPB에 따르면 Kimi의 1월 월간 활성 이용자는 {}명이다.",
        "AICPB에 따르면 1월 Kimi의 월간활성이용자(MAU)는 {}명을 기록했다.",
        "AICPB는 지난 1월 Kimi 월간 이용자가 {}명이라고 밝혔다.",
    ],
}  # fmt: skip
CASES = [
    (language, order.format(number))
    for language in NUMBERS
    for order, number in product(ORDERS[language], NUMBERS[language])
]
DIGIT = re.compile(r"\d")


def read(language, text):
    page = read_page(text.encode(), media_type="text/plain", published=PUBLISHED, language=language[:2])
    return page, read_figures(page, CATALOG).figures


@pytest.mark.parametrize(("language", "text"), CASES)
def test_one_fact_is_one_observation_however_it_is_told(language, text):
    _, figures = read(language, text)
    told = [each.observation for each in figures]
    assert [(each.entity, each.metric, each.value, str(each.comparator), each.unit) for each in told] == [
        ("kimi", "monthly_active_users", 22_500_000, "=", "users")
    ]
    assert (told[0].period.start, told[0].period.end) == (date(2025, 1, 1), date(2025, 1, 31))
    assert told[0].origin == "AICPB"
    assert figures[0].tier is Tier.SURE


def with_another_digit(text, place):
    return text[:place] + str((int(text[place]) + 1) % 10 or 1) + text[place + 1 :]


@pytest.mark.parametrize(("language", "text"), CASES[::3])
def test_another_digit_in_the_text_is_another_value_and_no_quote_of_before(language, text):
    page, (figure,) = read(language, text)
    told = figure.observation
    start = page.text.index(told.as_written, told.quote_start)
    for digit in DIGIT.finditer(page.text, start, start + len(told.as_written)):
        changed = with_another_digit(page.text, digit.start())
        assert changed[told.quote_start : told.quote_end] != told.quote
        other, (figure,) = read(language, changed)
        assert figure.observation.value != told.value
        assert (figure.observation.entity, figure.observation.metric) == (told.entity, told.metric)
        assert other.text[figure.observation.quote_start : figure.observation.quote_end] == figure.observation.quote


NAMES = {"kimi": "Kimi", "doubao": "Doubao", "deepseek": "DeepSeek", "claude": "Claude", "perplexity": "Perplexity"}
WINDOWS = {
    "daily_active_users": {"en": "daily active users", "fr": "utilisateurs actifs quotidiens", "de": "täglich aktive Nutzer",
                           "zh": "日活跃用户", "ja": "日間アクティブユーザー", "ko": "일간 활성 이용자"},
    "weekly_active_users": {"en": "weekly active users", "fr": "utilisateurs actifs hebdomadaires",
                            "de": "wöchentlich aktive Nutzer", "zh": "周活跃用户", "ja": "週間アクティブユーザー",
                            "ko": "주간 활성 이용자"},
    "monthly_active_users": {"en": "monthly active users", "fr": "utilisateurs actifs mensuels",
                             "de": "monatlich aktive Nutzer", "zh": "月活跃用户", "ja": "月間アクティブユーザー",
                             "ko": "월간 활성 이용자"},
}  # fmt: skip
FRAMES = {
    "en": "{name} has 7.5 million {window}.",
    "fr": "{name} compte 7,5 millions d’{window}.",
    "de": "{name} hat 7,5 Millionen {window}.",
    "zh": "{name}拥有750万{window}。",
    "ja": "{name}の{window}は750万人だ。",
    "ko": "{name}의 {window}는 750만명이다.",
}


@pytest.mark.parametrize("metric", [*WINDOWS])
@pytest.mark.parametrize("language", [*FRAMES])
def test_another_name_or_window_is_another_entity_or_metric_and_the_rest_stays(language, metric):
    for entity, name in NAMES.items():
        text = FRAMES[language].format(name=name, window=WINDOWS[metric][language])
        _, figures = read(language, text)
        assert [(each.observation.entity, each.observation.metric, each.observation.value) for each in figures] == [
            (entity, metric, 7_500_000)
        ], text


BOUNDS = {
    ">": {"en": "more than ", "fr": "plus de ", "de": "mehr als ", "es": "más de ", "pt": "mais de ", "it": "più di ",
          "zh": "超过", "zh-Hant": "超過"},
    "~": {"en": "about ", "fr": "environ ", "de": "rund ", "es": "unos ", "pt": "cerca de ", "it": "circa ", "zh": "约",
          "zh-Hant": "約", "ja": "約", "ko": "약 "},
    "<": {"en": "fewer than ", "fr": "moins de ", "de": "weniger als ", "es": "menos de ", "pt": "menos de ",
          "it": "meno di ", "zh": "不到", "zh-Hant": "不到"},
}  # fmt: skip


@pytest.mark.parametrize(("sign", "language"), [(sign, language) for sign in BOUNDS for language in BOUNDS[sign]])
def test_a_bound_changes_the_comparator_and_nothing_else(sign, language):
    for order in ORDERS[language][:2]:
        _, (figure,) = read(language, order.format(BOUNDS[sign][language] + NUMBERS[language][0]))
        told = figure.observation
        assert (told.entity, told.metric, told.value, str(told.comparator)) == (
            "kimi",
            "monthly_active_users",
            22_500_000,
            sign,
        )
        assert told.origin == "AICPB"


@pytest.mark.parametrize("language", [*ORDERS])
def test_what_stands_around_a_fact_does_not_change_it(language):
    text = ORDERS[language][0].format(NUMBERS[language][0])
    alone = read(language, text)[1][0].observation
    for before, after in (("\n\n", "\n"), ("\ufeff", ""), ("---\nsite: Paper\n---\n\n", "\n"), ("“", "”"), ("- ", "")):
        page, (figure,) = read(language, before + text + after)
        told = figure.observation
        assert (told.entity, told.metric, told.value, told.period, told.origin) == (
            alone.entity, alone.metric, alone.value, alone.period, alone.origin,
        )  # fmt: skip
        assert page.text[told.quote_start : told.quote_end] == told.quote
