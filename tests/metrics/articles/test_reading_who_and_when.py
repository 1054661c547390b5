"""Whose a figure is when money changes hands, who says it, how firm it is, and for when it holds: in six languages."""

from datetime import date

import pytest

from metrics.articles import read_page
from metrics.articles.reading import read_figures
from metrics.catalog import load
from metrics.vocabulary import Status

CATALOG = load()
PUBLISHED = date(2026, 3, 11)


def figures(text, language="en", published=PUBLISHED):
    page = read_page(text.encode(), media_type="text/plain", published=published, language=language)
    return [each.observation for each in read_figures(page, CATALOG).figures]


def told(text, language="en"):
    return {(each.entity, each.metric, each.value) for each in figures(text, language)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Amazon plans to invest 4 billion dollars in Anthropic."),
        ("fr", "Amazon va investir 4 milliards de dollars dans Anthropic."),
        ("de", "Amazon investiert 4 Milliarden Dollar in Anthropic."),
        ("de", "Amazon hat 4 Milliarden Dollar in Anthropic gesteckt."),
        ("es", "Amazon invertirá 4.000 millones de dólares en Anthropic."),
        ("it", "Amazon investirà 4 miliardi di dollari in Anthropic."),
        ("it", "Amazon investirà 4 miliardi di dollari nella californiana Anthropic."),
        ("pt", "A Amazon vai investir US$ 4 bilhões na Anthropic."),
        ("pt", "A Amazon vai investir US$ 4 bilhões na dona do Claude, a Anthropic."),
    ],
)
def test_money_put_into_somebody_is_theirs(language, text):
    assert told(text, language) == {("anthropic", "funding_raised", 4e9)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "OpenAI makes ChatGPT. Microsoft has invested 13 billion dollars in the company."),
        ("de", "Amazon steuert 50 Milliarden Dollar bei."),
    ],
)
def test_what_an_investor_gives_is_nothing_that_it_raised(language, text):
    assert not {entity for entity, metric, _ in told(text, language) if metric == "funding_raised"} & {
        "microsoft",
        "amazon",
    }


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Mistral was valued at 11.7 billion euros in September after ASML led a round."),
        ("fr", "Mistral lève des fonds auprès d'ASML et voit sa valorisation bondir à 11,7 milliards d'euros."),
    ],
)
def test_a_valuation_is_not_the_investors(language, text):
    assert told(text, language) == {("mistral", "valuation", 11.7e9)}


@pytest.mark.parametrize(
    ("language", "text", "status"),
    [
        ("en", "Mistral made 30 million euros in revenue in 2024 and expects 100 million in 2027.", "AF"),
        ("it", "Mistral ha 350 dipendenti e prevede di chiudere il 2027 con ricavi per 100 milioni di euro.", "AF"),
        ("en", "Meta expects capital expenditures of $135 billion in 2027, nearly double the $72.2 billion it spent last year.", "FA"),
        ("pt", "Quase 40 milhões de pessoas usam a Meta AI todos os dias.", "A"),
        ("de", "ChatGPT wird weltweit genutzt, 800 Millionen Menschen werden pro Woche erreicht, so OpenAI.", "A"),
    ],
)  # fmt: skip
def test_what_is_expected_of_one_number_is_not_of_the_other(language, text, status):
    firm = [each.status is not Status.FORECAST for each in figures(text, language)]
    assert firm == [letter == "A" for letter in status]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "ChatGPT has 800 million weekly users, according to the company."),
        ("en", "“ChatGPT has 800 million weekly users,” said Sam Altman."),
        ("fr", "« ChatGPT compte 800 millions d'utilisateurs hebdomadaires », a lancé Sam Altman."),
        ("fr", "ChatGPT compte 800 millions d'utilisateurs hebdomadaires, selon l'entreprise."),
        ("de", "ChatGPT hat nach eigenen Angaben 800 Millionen wöchentliche Nutzer."),
        ("es", "ChatGPT tiene 800 millones de usuarios semanales, según la compañía."),
        ("it", "ChatGPT ha 800 milioni di utenti settimanali, ha annunciato Sam Altman."),
        ("pt", "O ChatGPT tem 800 milhões de usuários semanais, afirmou o presidente-executivo da OpenAI, Sam Altman."),
    ],
)
def test_a_company_speaks_through_its_people_and_its_own_account(language, text):
    (one,) = figures(text, language)
    assert (one.entity, one.value, one.origin) == ("chatgpt", 8e8, "OpenAI")


def test_a_rating_house_goes_on_speaking_for_the_next_sentences():
    text = "ChatGPT was downloaded 64 million times in May, according to Appfigures.\n\nMeanwhile, Gemini saw 22 million downloads."
    assert [each.origin for each in figures(text)] == ["Appfigures", "Appfigures"]


def test_a_company_does_not_speak_for_its_rivals():
    text = "Replit says its annualized revenue is $150 million. Lovable has reached $200 million."
    assert {each.entity: each.origin for each in figures(text)}.get("lovable") is None


def test_a_house_that_announces_is_the_origin_of_its_own_figures():
    text = "We're announcing a new round today. Run-rate revenue of Anthropic has surpassed $30 billion. Claude grows."
    assert [each.origin for each in figures(text)] == ["Anthropic"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "OpenAI zählt 20 Millionen zahlende ChatGPT-Kunden, Ende 2024 waren es 15,5 Millionen."),
        ("fr", "ChatGPT compte 20 millions d'abonnés payants, fin 2024 ils étaient 15,5 millions."),
    ],
)
def test_a_date_behind_a_comma_is_that_of_the_next_number(language, text):
    one, two = figures(text, language)
    assert (one.period.start, two.period.start) == (None, date(2024, 12, 1))


def test_weeks_later_count_from_the_day_before_or_from_none():
    anchored = figures(
        "DeepSeek's app had 20 million daily users on 11 January 2026. Five weeks later it had 30 million."
    )
    assert anchored[-1].period.start == date(2026, 2, 15)
    (alone,) = figures("Two months after its launch, Kimi had 36 million monthly users.")
    assert alone.period.start is None


def test_a_few_more_models_are_so_many_models():
    assert told("DeepSeek will open-source five more models next week.") == {("deepseek", "model_repositories", 5)}


def test_training_for_so_much_is_its_cost():
    assert told("DeepSeek trained its R1 model for just $5.576 million.") == {("deepseek_r1", "training_cost", 5.576e6)}


def test_an_amount_behind_an_at_sign_is_what_that_company_is_worth():
    assert told("Money raised today: OpenAI @ $300b, Sakelmo @ $9.5b") == {("openai", "valuation", 3e11)}


def test_people_who_say_so_are_no_money():
    text = "Perplexity seeks a valuation of $30 billion, according to three people familiar with the matter."
    assert told(text) == {("perplexity", "valuation", 3e10)}


def test_the_window_right_behind_a_number_counts():
    text = "Gemini has 650 million monthly users. ChatGPT is near 800 million weekly."
    assert ("chatgpt", "weekly_active_users", 8e8) in told(text)
