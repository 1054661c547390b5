"""What a number is by the words around it: another currency, a part, a score, tokens of another kind, a scale told once."""

from datetime import date
from functools import partial

import pytest

from metrics.vocabulary import Status
from tests.metrics.articles import short_texts

read = partial(short_texts.read, published=date(2026, 3, 10))
told = partial(short_texts.told, published=date(2026, 3, 10))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pt", "A Nvidia faturou US$ 57 bilhões, R$ 305 bilhões pelo câmbio de ontem."),
        ("fr", "Nvidia a réalisé 57 milliards de dollars de chiffre d'affaires, soit 49 milliards d'euros."),
        ("ja", "エヌビディアの売上高は570億ドル、日本円で約8兆8000億円だった。"),
        ("zh", "英伟达营收570亿美元，折合人民币约4050亿元。"),
        ("ko", "엔비디아의 매출은 570억 달러, 한화로 약 83조원이다."),
    ],
)
def test_the_same_amount_in_another_currency_is_told_once(language, text):
    assert [(each.value, each.unit) for each in read(text, language)] == [(57e9, "USD")]


@pytest.mark.parametrize(
    ("language", "text", "context"),
    [
        ("fr", "GPT-5.6 offre 1,05 million de tokens de contexte et 128 000 tokens en sortie.", 1_050_000),
        ("es", "El vocabulario de Kimi K2.5 cuenta con 160.000 tokens y el contexto llega a 256.000 tokens.", 256_000),
    ],
)
def test_tokens_written_or_learnt_are_no_context_window(language, text, context):
    assert {value for _, metric, value in told(text, language) if metric == "context_window_tokens"} == {context}


def test_a_scale_told_once_goes_with_the_metric_to_all_of_a_row():
    text = "ChatGPT, Gemini et Copilot comptent respectivement 800, 450 et 100 millions d'utilisateurs actifs mensuels."
    users = "monthly_active_users"
    assert told(text, "fr") == {("chatgpt", users, 8e8), ("gemini", users, 4.5e8), ("copilot", users, 1e8)}


def test_a_verb_with_a_number_of_its_own_takes_no_other():
    text = "O Gemini aparece com 750 milhões ao mês e, segundo o Google, foi baixado 47 milhões de vezes."
    assert told(text, "pt") == {("gemini", "app_downloads", 47e6)}


def test_a_percentage_in_a_test_is_a_score_and_told_in_percent():
    found = read("Sur SWE-bench Verified, Claude Opus 4.5 grimpe à 77,2 %.", "fr")
    assert [(each.metric, each.value, each.unit) for each in found] == [("benchmark_score", 77.2, "percent")]


@pytest.mark.parametrize(
    ("language", "text", "left"),
    [
        ("ja", "ChatGPTの週間利用者は「8億人」ではなく「9億人」でした。", 9e8),
        ("ko", "챗GPT 주간 이용자는 8억 명이 아니라 9억 명입니다.", 9e8),
        ("zh", "豆包日活为9亿，而非此前报道的8亿。", 9e8),
    ],
)
def test_of_two_numbers_the_denied_one_goes(language, text, left):
    assert [each.value for each in read(text, language)] == [left]


def test_a_word_longer_than_that_of_another_metric_wins():
    assert told("Cursorの年換算売上高は20億ドルを超えた。", "ja") == {("cursor", "annualized_revenue", 2e9)}


def test_nobody_has_a_million_times_a_trillion_parameters():
    assert told("Kimi K2 dispone di 1 trilione di parametri.", "it") == {("kimi_k2", "parameters", 1e12)}


def test_next_week_counts_from_the_day_on_which_it_was_said():
    text = (
        "Altman dijo el 3 de marzo que la semana que viene ChatGPT superará los 1.000 millones de usuarios semanales."
    )
    period = read(text, "es")[0].period
    assert (period.start, period.end) == (date(2026, 3, 9), date(2026, 3, 15))


def test_a_date_in_brackets_is_that_of_its_line():
    found = read("# ChatGPT\n\n- 800 millions d'utilisateurs hebdomadaires (octobre 2025)\n", "fr")
    assert [each.period.start for each in found] == [date(2025, 10, 1)]


def test_a_target_is_none_of_what_the_next_clause_tells():
    text = (
        "A xAI captou US$ 20 bilhões, acima da meta de US$ 15 bilhões, e chega a US$ 230 bilhões de valor de mercado."
    )
    firm = {each.value: each.status is not Status.FORECAST for each in read(text, "pt")}
    assert firm == {20e9: True, 15e9: False, 230e9: True}


@pytest.mark.parametrize(
    ("language", "head"),
    [("pt", "US$ bi"), ("zh", "亿美元"), ("ko", "억 달러"), ("ja", "億ドル"), ("fr", "Md$")],
)
def test_the_head_of_a_column_tells_scale_and_currency(language, head):
    word = {"pt": "Valuation", "zh": "估值", "ko": "기업가치", "ja": "評価額", "fr": "Valorisation"}[language]
    scale = 1e9 if language in {"pt", "fr"} else 1e8
    found = read(f"| AI | {word} ({head}) |\n|---|---|\n| Anthropic | 3800 |\n", language)
    assert [(each.value, each.unit) for each in found] == [(3800 * scale, "USD")]
