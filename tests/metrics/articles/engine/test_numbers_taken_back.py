"""Numbers that are none of the world's, and numbers whose metric only their sentence as a whole tells."""

import pytest

from metrics.articles.numbers import find_quantities
from tests.metrics.articles.short_texts import told


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Hugging Face does not host five million models."),
        ("de", "Mistral hat nicht 5 Millionen Nutzer."),
        ("fr", "Mistral n'a pas 5 millions d'utilisateurs."),
        ("es", "Perplexity no tiene 5 millones de usuarios."),
        ("it", "Perplexity non ha 5 milioni di utenti."),
        ("pt", "A Perplexity não tem 5 milhões de usuários."),
        ("en", "An earlier version of this article said that Replika had 40 million users."),
        ("ja", "誤ってPerplexityの利用者数は500万人と報じた。"),
    ],
)
def test_what_a_text_denies_or_corrects_is_no_figure(language, text):
    assert not told(text, language)


def test_a_number_that_is_taken_for_granted_is_not_denied():
    text = "OpenAI has not said how many of its 800 million weekly users pay for ChatGPT."
    assert {each[2] for each in told(text)} == {8e8}


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "Nvidia reported revenue of $81.6 billion, ahead of the $78.8 billion analysts had expected.", {81.6e9}),
        ("en", "Nvidia reported revenue of $81.6 billion and beat the consensus of $78.8 billion.", {81.6e9}),
        ("de", "Nvidia erzielte einen Umsatz von 81,6 Milliarden Dollar. Analysten hatten 78,8 Milliarden Dollar erwartet.", {81.6e9}),
        ("fr", "Nvidia a réalisé un chiffre d'affaires de 81,6 milliards de dollars, contre un consensus de 78,8 milliards.", {81.6e9}),
    ],
)  # fmt: skip
def test_what_analysts_had_expected_is_no_figure(language, text, values):
    assert {each[2] for each in told(text, language) if each[1] == "revenue"} == values


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Black Forest Labs got $300 million at $3.25 billion.", {("funding_raised", 3e8), ("valuation", 3.25e9)}),
        ("ElevenLabs let employees sell $100 million of stock at $6.6 billion.", {("funding_raised", 1e8), ("valuation", 6.6e9)}),
        ("Thinking Machines raised a $2 billion seed round at $12 billion.", {("funding_raised", 2e9), ("valuation", 12e9)}),
        ("Mistral has signed contracts worth €1.4 billion.", set()),
        ("Meta raised the low end of its range for capital expenditures to $125 billion.", {("capex", 125e9)}),
        ("Mistral employs some 350 people in Paris and London.", {("employees", 350)}),
        ("Of ChatGPT's 900 million weekly users, 50 million pay.", {("weekly_active_users", 9e8), ("paying_subscribers", 5e7)}),
        ("ChatGPT's weekly user count doubled from 400 million to 800 million.",
         {("weekly_active_users", 4e8), ("weekly_active_users", 8e8)}),
        ("Microsoft invested $37.5 billion in the second quarter.", {("capex", 37.5e9)}),
        ("The Gemini app has more than 900 million monthly users, up from 400 million a year ago.",
         {("monthly_active_users", 9e8), ("monthly_active_users", 4e8)}),
        ("11.30 Lovable says that it has eight million users.", {("users", 8e6)}),
        ("API prices differ by model, per million tokens. GPT-4o ($2.50/$10) is old.",
         {("price_per_million_tokens", 2.5), ("price_per_million_tokens", 10)}),
    ],
)  # fmt: skip
def test_the_metric_is_what_the_words_around_a_number_make_of_it(text, figures):
    assert {each[1:] for each in told(text)} == figures


def test_from_x_to_y_spans_where_a_dash_or_a_german_bis_joins_them():
    spans = find_quantities("guidance to $70-72 billion from $66-72 billion", "en", [])
    assert [(each.low, each.high) for each in spans] == [(70e9, 72e9), (66e9, 72e9)]
    assert [each.low for each in find_quantities("Ausgaben von 70 bis 72 Mrd. Dollar", "de", [])] == [70e9]
    assert [each.low for each in find_quantities("stieg von 70 auf 72 Mrd. Dollar", "de", [])] == [None, None]


def test_an_item_that_told_several_metrics_passes_none_on():
    text = "Numbers:\n\n- Cursor: valuation $50 billion, ARR $2 billion\n- Lovable: $400 million, led by funds"
    assert not [each for each in told(text) if each[0] == "lovable"]
