"""Whose a number is by the clause that it stands in: relative clauses, partners before "the company", firms, bases."""

import pytest

from tests.metrics.articles.short_texts import told


@pytest.mark.parametrize(
    ("language", "text", "figure"),
    [
        ("en", "With 22 million daily active users, DeepSeek trails Doubao, which has 95 million.",
         ("doubao", "daily_active_users", 95e6)),
        ("en", "Mistral, whose models compete with those of OpenAI, which is valued at $500 billion, has 350 employees.",
         ("mistral", "employees", 350)),
        ("de", "DeepSeek liegt hinter Doubao, das 95 Millionen tägliche Nutzer hat.", ("doubao", "daily_active_users", 95e6)),
        ("es", "DeepSeek va por detrás de Doubao, que tiene 95 millones de usuarios diarios.", ("doubao", "daily_active_users", 95e6)),
        ("es", "ChatGPT sumó 46 millones de descargas en marzo, por delante de Gemini, con 41 millones.", ("gemini", "app_downloads", 41e6)),
        ("pt", "O ChatGPT perde para o AI Overviews, recurso do Google, que segundo a Alphabet tem dois bilhões de usuários mensais.",
         ("ai_overviews", "monthly_active_users", 2e9)),
        ("fr", "DeepSeek suit Doubao, qui compte 95 millions d'utilisateurs quotidiens.", ("doubao", "daily_active_users", 95e6)),
    ],
)  # fmt: skip
def test_the_number_of_a_relative_clause_is_of_whom_the_clause_explains(language, text, figure):
    assert figure in told(text, language)


@pytest.mark.parametrize(
    ("language", "text", "figure"),
    [
        ("en", "OpenAI closed a round led by SoftBank, which values the company at $300 billion.", ("openai", "valuation", 300e9)),
        ("pt", "A OpenAI fechou uma rodada de US$ 40 bilhões liderada pelo SoftBank, que avalia a empresa em US$ 300 bilhões.",
         ("openai", "valuation", 300e9)),
    ],
)  # fmt: skip
def test_the_clause_behind_an_investor_explains_the_round(language, text, figure):
    assert figure in told(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Anthropic grows. In announcing a deal with Google and Broadcom, the company said it was valued at $380 billion."),
        ("en", "Anthropic grows. Together with Nvidia and Microsoft, the company is now worth $380 billion."),
        ("de", "Anthropic wächst. Nach der Vereinbarung mit Google teilte das Unternehmen mit, die Bewertung liege bei 380 Milliarden Dollar."),
        ("es", "Anthropic crece. Tras el acuerdo con Google, la compañía alcanzó una valoración de 380.000 millones de dólares."),
        ("en", "After a deal with Nvidia, Anthropic is worth $380 billion."),
    ],
)  # fmt: skip
def test_a_partner_of_the_opening_clause_does_not_get_the_figure(language, text):
    assert told(text, language) == {("anthropic", "valuation", 380e9)}


@pytest.mark.parametrize(
    ("language", "text", "figures"),
    [
        ("en", "Qwen models were downloaded 210 million times from Hugging Face in June, up from 165 million in May.",
         {("qwen", "model_downloads", 210e6), ("qwen", "model_downloads", 165e6)}),
        ("en", "Sierra is worth $10 billion after its latest AI round, up from $4.5 billion last October.",
         {("sierra", "valuation", 10e9), ("sierra", "valuation", 4.5e9)}),
        ("en", "Cursor's valuation jumped from $9.9 billion in the last funding round to $29.3 billion.",
         {("cursor", "valuation", 9.9e9), ("cursor", "valuation", 29.3e9)}),
        ("de", "Mit 183 Milliarden Dollar bewerten Investoren Anthropic nach einer Runde über 13 Milliarden. Im März waren es noch 61,5 Milliarden gewesen.",
         {("anthropic", "valuation", 183e9), ("anthropic", "funding_raised", 13e9), ("anthropic", "valuation", 61.5e9)}),
    ],
)  # fmt: skip
def test_what_a_number_was_is_of_the_same_metric_and_of_the_same_subject(language, text, figures):
    assert told(text, language) == figures


@pytest.mark.parametrize(
    ("language", "text", "figure"),
    [
        ("en", "Mistral AI was valued at 11.7 billion euros in its latest funding round in September.", ("mistral", "valuation", 11.7e9)),
        ("de", "Bei der jüngsten Finanzierungsrunde wurde Mistral mit 11,7 Milliarden Euro bewertet.", ("mistral", "valuation", 11.7e9)),
        ("pt", "A Mistral foi avaliada em 11,7 mil milhões de euros na última ronda de financiamento.", ("mistral", "valuation", 11.7e9)),
        ("pt", "A francesa Mistral AI captou 1,7 bilhão de euros em rodada liderada pela ASML.", ("mistral", "funding_raised", 1.7e9)),
        ("en", "SoftBank will invest $30 billion more in OpenAI.", ("openai", "funding_raised", 30e9)),
        ("de", "ASML steigt mit 1,3 Milliarden Euro bei Mistral ein.", ("mistral", "funding_raised", 1.3e9)),
        ("pt", "A Amazon, que investiu US$ 8 bilhões na Anthropic, constrói data centers.", ("anthropic", "funding_raised", 8e9)),
    ],
)  # fmt: skip
def test_a_round_and_its_price_are_told_apart(language, text, figure):
    assert told(text, language) == {figure}


def test_a_start_up_right_before_a_number_has_it_rather_than_whom_it_attacks():
    text = "Perplexity wächst. Das Startup mit gerade mal 50 Mitarbeitern fordert den Tech-Giganten Google heraus."
    assert told(text, "de") == {("perplexity", "employees", 50)}


def test_both_prices_are_of_the_model_that_is_named_behind_the_second():
    text = "Anthropic charges $3 per million input tokens and $15 per million output tokens for Claude Sonnet 4.5."
    assert {each[0] for each in told(text)} == {"claude_sonnet_4_5"}


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("DeepSeek used 2,048 Nvidia H800 chips to train the model.", ("deepseek", "gpus", 2048)),
        ("Anthropic will get access to up to one million of Google's TPUs.", ("anthropic", "gpus", 1e6)),
    ],
)  # fmt: skip
def test_chips_are_of_who_uses_them_and_their_code_is_no_number(text, figure):
    assert told(text) == {figure}


def test_messages_that_users_send_are_no_users():
    text = (
        "Segundo a OpenAI, o volume de mensagens trocadas diariamente por usuários do ChatGPT passou de três bilhões."
    )
    assert {each[1:] for each in told(text, "pt")} == {("messages_daily", 3e9)}


def test_more_than_a_countrys_output_is_still_what_a_company_is_worth():
    text = "El valor bursátil de Nvidia rebasa los 5 billones de dólares, más que el PIB de Alemania."
    assert told(text, "es") == {("nvidia", "valuation", 5e12)}
