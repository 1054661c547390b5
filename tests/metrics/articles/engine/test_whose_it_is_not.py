"""Names that stand beside a figure and have no part in it, and numbers that are of something else."""

from datetime import date

import pytest

from metrics.articles.dates import find_dates
from tests.metrics.articles.short_texts import read, told


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Brightfold, an Oslo start-up, raised $40 million last week to challenge Perplexity."),
        ("en", "Brightfold raised $40 million to challenge Perplexity."),
        ("fr", "Brightfold a levé 40 millions de dollars pour concurrencer Mistral AI."),
        ("de", "Brightfold sammelte 40 Millionen Dollar ein, um mit Mistral AI zu konkurrieren."),
        ("es", "Brightfold levantó 40 millones de dólares para competir con Perplexity."),
        ("ja", "ブライトフォールドは40億円を調達し、Sakana AIに対抗する。"),
    ],
)
def test_what_an_unknown_company_raises_is_nobody_elses(language, text):
    assert not told(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Former OpenAI researchers raised $30 million for a robotics firm."),
        ("de", "Der frühere OpenAI-Forscher sammelte 30 Millionen Dollar ein."),
        ("zh", "前OpenAI首席科学家去年筹集了3亿美元。"),
    ],
)
def test_where_somebody_was_before_raises_nothing(language, text):
    assert not told(text, language)


def test_a_word_that_only_ends_in_former_is_none():
    assert told("目前OpenAI估值3000亿美元。", "zh") == {("openai", "valuation", 3e11)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nvidia will supply 260,000 GPUs to South Korea."),
        ("es", "Nvidia suministrará 260.000 GPU a Corea del Sur."),
        ("ko", "엔비디아는 한국에 GPU 26만 장을 공급한다."),
    ],
)
def test_chips_are_not_those_of_who_sells_them(language, text):
    assert not told(text, language)


def test_chips_are_those_of_who_buys_them_and_their_name_is_no_date():
    (found,) = read("Meta bought 350,000 H100 GPUs from Nvidia.")
    assert (found.entity, found.metric, found.value, found.period.start) == ("meta", "gpus", 350_000, None)
    assert not find_dates("20,000 H200 and H100 chips", "en", date(2026, 5, 9))


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("ja", "ソフトバンクは年内にもOpenAIへ225億ドルを追加で払い込む。", 22.5e9),
        ("zh", "谷歌向OpenAI竞争对手Anthropic追加10亿美元投资。", 1e9),
        ("de", "Nvidia will bis zu 100 Milliarden Dollar in OpenAI investieren.", 1e11),
        ("en", "Nvidia plans to invest up to $100 billion in OpenAI to build data centers.", 1e11),
        ("fr", "SoftBank injecte 22,5 milliards de dollars dans OpenAI.", 22.5e9),
    ],
)
def test_money_goes_to_whom_it_is_put_into(language, text, value):
    wanted = "anthropic" if "Anthropic" in text else "openai"
    assert told(text, language) == {(wanted, "funding_raised", value)}


def test_a_number_that_is_given_to_somebody_is_no_other_numbers():
    text = "It has 40B parameters, against 228B for Kimi K2."
    assert ("kimi_k2", "parameters", 40e9) not in told(text)


def test_who_opens_a_sentence_as_a_rival_is_still_its_subject():
    assert told("Glean, a rival of OpenAI, raised $150 million.") == {("glean", "funding_raised", 1.5e8)}


@pytest.mark.parametrize(
    "text", ["Training took 10^25 operations, OpenAI's models show.", "OpenAI models need 10²⁵ steps."]
)
def test_a_power_counts_nothing(text):
    assert not told(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Der ASML-Anteil an Mistral AI: 11% der Unternehmensanteile."),
        ("en", "Nvidia took a 10% stake in Mistral AI."),
    ],
)
def test_a_share_of_the_company_is_no_share_of_the_market(language, text):
    assert not told(text, language)
