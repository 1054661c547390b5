"""Numbers that are no level of anybody: marks that lie ahead, steps of a sum, plans, polls, the deals of a firm."""

import pytest

from tests.metrics.articles.short_texts import told


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "ChatGPT is within sight of the 1 billion weekly user mark, OpenAI said."),
        ("en", "Anthropic is a step away from a $1 trillion valuation."),
        ("en", "Gemini is closing in on the 1 billion monthly users mark."),
        ("de", "ChatGPT steht kurz vor der Marke von einer Milliarde wöchentlicher Nutzer."),
        ("fr", "ChatGPT est à deux doigts du milliard d'utilisateurs hebdomadaires."),
        ("es", "ChatGPT está a un paso de los 1.000 millones de usuarios semanales."),
        ("it", "ChatGPT è a un passo dal miliardo di utenti settimanali."),
        ("pt", "O Gemini está prestes a ultrapassar a marca de 1 bilhão de usuários mensais."),
        ("zh", "ChatGPT的周活跃用户距离10亿大关只有一步之遥。"),
        ("ja", "ChatGPTの週間利用者は10億人の大台が目前だ。"),
        ("ko", "챗GPT의 주간 이용자는 10억명 돌파를 눈앞에 두고 있다."),
    ],
)
def test_a_mark_that_lies_ahead_is_reached_by_nobody(language, text):
    assert told(text, language) == set()


def test_a_number_neared_that_is_no_mark_is_told_about():
    assert told("Gemini is closing in on 900 million monthly users.") == {("gemini", "monthly_active_users", 9e8)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "For investors, every $100 billion of Anthropic value adds roughly $1 to the price target."),
        ("de", "Jede 100 Milliarden Dollar Bewertung von Anthropic erhöhen unser Kursziel um 1 Dollar."),
        ("es", "Cada 100.000 millones de dólares de valoración de Anthropic suman 1 dólar a nuestro precio objetivo."),
        ("en", "Mistral is small. “The companies that need 50,000 GPUs have a different problem,” Mensch said."),
        ("fr", "« Les entreprises qui ont besoin de 50 000 GPU ont un autre problème », dit Mensch, de Mistral."),
        ("it", "«Le aziende che hanno bisogno di 50.000 GPU hanno un altro problema», dice Mensch di Mistral."),
        ("en", "Palantir said it closed 206 deals worth at least $1 million, 47 of them above $10 million."),
        ("en", "At $30 per user per month, a 10,000-seat rollout of Copilot costs $3.6 million a year."),
        ("de", "ChatGPT liegt vorn, so eine Umfrage. Unter den Jüngeren liegt der Anteil mit 75 Prozent höher."),
        ("fr", "ChatGPT domine, selon un sondage. Chez les 18-24 ans, la part atteint 75 %."),
        ("es", "ChatGPT es el más usado, según una encuesta. Entre los jóvenes, la proporción sube al 75 %."),
        ("en", "ChatGPT is the favourite, a survey found. In cities, the share rises to 58%."),
    ],
)
def test_steps_conditions_deals_and_polls_are_nobodys_level(language, text):
    assert told(text, language) == set()


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "Les analystes estiment que la part de marché de ChatGPT atteint 60 %.", ("chatgpt", "market_share", 60)),
        ("de", "Analysten glauben, dass der Marktanteil von ChatGPT bei 60 Prozent liegt.", ("chatgpt", "market_share", 60)),
        ("en", "The gap narrows: ChatGPT accounted for 64.5% of visits to chatbots.", ("chatgpt", "market_share", 64.5)),
        ("fr", "ChatGPT représentait 64,5 % des visites des chatbots d'IA.", ("chatgpt", "market_share", 64.5)),
        ("es", "Cada semana, 900 millones de personas usan ChatGPT.", ("chatgpt", "weekly_active_users", 9e8)),
        ("en", "Palantir's customer count grew 31% to 1,007.", ("palantir", "enterprise_customers", 1007)),
        ("fr", "Le nombre de clients de Palantir a progressé de 31 % à 1 007.", ("palantir", "enterprise_customers", 1007)),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_poll_or_a_step_is_read(language, text, wanted):
    assert wanted in told(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Claude Opus 5 is priced at $5 per million input tokens. Claude Pro subscribers still pay $20 a month."),
        ("de", "Claude Opus 5 kostet 5 Dollar pro Million Eingabe-Tokens. Abonnenten von Claude Pro zahlen 20 Dollar im Monat."),
        ("fr", "Claude Opus 5 est facturé 5 dollars par million de tokens en entrée. Les abonnés de Claude Pro paient 20 dollars par mois."),
    ],
)  # fmt: skip
def test_the_price_of_a_plan_is_not_carried_from_that_of_tokens(language, text):
    assert {each[2] for each in told(text, language)} == {5}


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("pt", "A CoreWeave mantém a previsão de receitas de 12 a 13 mil milhões de dólares.", {12e9}),
        ("it", "CoreWeave conferma la previsione di ricavi da 12 a 13 miliardi di dollari.", {12e9}),
        ("fr", "CoreWeave maintient sa prévision de chiffre d'affaires de 12 à 13 milliards de dollars.", {12e9}),
        ("es", "CoreWeave mantiene su previsión de ingresos de 12 a 13 mil millones de dólares.", {12e9}),
        ("en", "CoreWeave expects revenue from $12 to $13 billion.", {12e9}),
        ("pt", "A receita da CoreWeave passou de 12 a 13 mil milhões de dólares.", {12e9, 13e9}),
        ("fr", "Alphabet relève de 75 à 85 milliards de dollars ses dépenses d'investissement.", {75e9, 85e9}),
        ("en", "CoreWeave's revenue went from 12 to 13 billion dollars.", {12e9, 13e9}),
    ],
)
def test_two_numbers_near_each_other_are_a_range_unless_something_moves(language, text, values):
    assert {each[2] for each in told(text, language)} == values
