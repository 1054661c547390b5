"""Whose number it is in a sentence of several clauses: of the clause's own subject, of whom "that of" stands for."""

import pytest

from tests.metrics.articles.short_texts import told


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Like OpenAI, Mistral has backing from Microsoft, and Anthropic has amassed $8 billion in funding from Amazon."),
        ("de", "Wie OpenAI wird Mistral von Microsoft unterstützt, und Anthropic hat 8 Milliarden Dollar von Amazon erhalten."),
        ("fr", "À l'instar d'OpenAI, Mistral est soutenu par Microsoft, et Anthropic a reçu 8 milliards de dollars d'Amazon."),
        ("es", "Al igual que OpenAI, Mistral cuenta con el apoyo de Microsoft, y Anthropic ha recibido 8.000 millones de dólares."),
        ("it", "Come OpenAI, Mistral è sostenuta da Microsoft, e Anthropic ha ricevuto 8 miliardi di dollari da Amazon."),
        ("pt", "Assim como a OpenAI, a Mistral tem apoio da Microsoft, e a Anthropic recebeu 8 bilhões de dólares da Amazon."),
    ],
)  # fmt: skip
def test_money_is_of_the_subject_of_its_own_clause(language, text):
    assert told(text, language) == {("anthropic", "funding_raised", 8e9)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Anthropic launched Claude 3.7 two weeks after xAI raised $6 billion."),
        ("es", "La ronda de Mistral llega dos semanas después de que xAI recaudara 6.000 millones de dólares."),
        ("fr", "Le tour de table d'Anthropic intervient deux semaines après que xAI a levé 6 milliards de dollars."),
        ("de", "Anthropics Ankündigung kommt zwei Wochen, nachdem xAI 6 Milliarden Dollar eingesammelt hat."),
        ("pt", "O anúncio da Anthropic vem duas semanas depois de a xAI captar 6 bilhões de dólares."),
    ],
)
def test_a_subordinate_clause_has_its_own_subject(language, text):
    assert told(text, language) == {("xai", "funding_raised", 6e9)}


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Mistral secures €600mn as valuation soars", {("mistral", "funding_raised", 6e8)}),
        ("fr", "Mistral lève 600 millions d'euros alors que sa valorisation s'envole", {("mistral", "funding_raised", 6e8)}),
        ("en", "Perplexity bags $200 million as its valuation hits $20 billion",
         {("perplexity", "funding_raised", 2e8), ("perplexity", "valuation", 2e10)}),
        ("en", "Mistral closed a €468 million ($486 million) round at a €5.8 billion ($6 billion) valuation.",
         {("mistral", "funding_raised", 4.68e8), ("mistral", "valuation", 5.8e9)}),
        ("en", "Luma brought in $900 million from Humain at a $4 billion valuation.",
         {("luma", "funding_raised", 9e8), ("luma", "valuation", 4e9)}),
        ("en", "Brightfold brought in $900 million from Humain at a valuation of $4 billion.", set()),
    ],
)  # fmt: skip
def test_a_round_and_what_it_values(language, text, wanted):
    assert told(text, language) == wanted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L'application d'OpenAI, ChatGPT, a été installée 2,3 millions de fois, contre 1,1 million pour celle de Google. Gemini date de 2024."),
        ("en", "ChatGPT was installed 2.3 million times last month, compared with 1.1 million for Google's. Gemini arrived in 2024."),
        ("es", "La aplicación de OpenAI, ChatGPT, se instaló 2,3 millones de veces, frente a 1,1 millones de la de Google. Gemini llegó en 2024."),
        ("it", "L'app di OpenAI, ChatGPT, è stata installata 2,3 milioni di volte, contro 1,1 milioni di quella di Google. Gemini è del 2024."),
    ],
)  # fmt: skip
def test_that_of_another_house_is_its_product_of_the_text(language, text):
    assert told(text, language) == {("chatgpt", "app_downloads", 2.3e6), ("gemini", "app_downloads", 1.1e6)}


def test_that_of_a_house_with_several_products_is_nobodys():
    text = "ChatGPT a été installé 2,3 millions de fois, contre 1,1 million pour celle de Microsoft."
    assert told(text, "fr") == {("chatgpt", "app_downloads", 2.3e6)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Threads, le réseau de Meta, dépasse 450 millions d'utilisateurs mensuels."),
        ("en", "Edits, Meta's video app, has topped 45 million monthly users."),
        ("es", "Edits, la aplicación de vídeo de Meta, supera los 45 millones de usuarios mensuales."),
        ("pt", "O Edits, o aplicativo de vídeo da Meta, supera 45 milhões de usuários mensais."),
    ],
)
def test_an_unknown_name_is_the_subject_whoever_owns_it(language, text):
    assert told(text, language) == set()


def test_who_heads_a_house_speaks_of_it():
    text = "Altman, the head of OpenAI, said it had 900 million weekly users."
    assert told(text) == {("chatgpt", "weekly_active_users", 9e8)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Mistral a un modèle. L'entreprise, valorisée 11,7 milliards d'euros depuis l'entrée d'ASML à son capital, grandit."),
        ("en", "Mistral has a model. The company, valued at €11.7 billion since ASML joined its shareholders, is growing."),
        ("it", "Mistral ha un modello. L'azienda, valutata 11,7 miliardi di euro dall'ingresso di ASML nel capitale, cresce."),
        ("pt", "A Mistral tem um modelo. A empresa, avaliada em 11,7 bilhões de euros desde a entrada da ASML no capital, cresce."),
    ],
)  # fmt: skip
def test_a_name_behind_the_number_leaves_it_to_the_company(language, text):
    assert told(text, language) == {("mistral", "valuation", 1.17e10)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Anthropic a porté son revenu annualisé à 62 milliards de dollars, rapporte The Information ; il était de 30 milliards en avril."),
        ("en", "Anthropic's annualized revenue reached $62 billion in August; it was $30 billion in April."),
        ("de", "Der annualisierte Umsatz von Anthropic erreichte 62 Milliarden Dollar; im April waren es noch 30 Milliarden."),
    ],
)  # fmt: skip
def test_what_a_yearly_rate_was_is_one_too(language, text):
    assert told(text, language) == {
        ("anthropic", "annualized_revenue", 6.2e10),
        ("anthropic", "annualized_revenue", 3e10),
    }


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "DeepSeek downloads have soared, reaching 2.6 million across the App Store and Google Play."),
        ("it", "I download di DeepSeek sono esplosi, raggiungendo 2,6 milioni sull'App Store."),
    ],
)
def test_downloads_that_reach_a_number_are_no_users(language, text):
    assert told(text, language) == {("deepseek", "app_downloads", 2.6e6)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Mistral Large 4 has 675 billion parameters. About 28 billion of them are active for any one token."),
        ("de", "Mistral Large 4 hat 675 Milliarden Parameter. Davon sind etwa 28 Milliarden aktiv."),
        ("it", "Mistral Large 4 ha 675 miliardi di parametri. Circa 28 miliardi sono attivi per ogni token."),
    ],
)
def test_those_of_the_parameters_that_are_active(language, text):
    assert {each[1:] for each in told(text, language)} == {("parameters", 6.75e11), ("parameters", 2.8e10)}


def test_a_hub_that_only_hosts_does_not_stand_for_the_model():
    text = "DeepSeek ha presentato V4. Su Hugging Face il modello è stato scaricato 2,6 milioni di volte."
    assert told(text, "it") == {("deepseek", "model_downloads", 2.6e6)}


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("de", "Die Bewertung von OpenAI liegt bei 852 Milliarden Dollar, die von Anthropic bei 380 Milliarden.",
         {("openai", "valuation", 8.52e11), ("anthropic", "valuation", 3.8e11)}),
        ("en", "Anthropic's valuation of $380 billion compares with OpenAI's $852 billion.",
         {("anthropic", "valuation", 3.8e11), ("openai", "valuation", 8.52e11)}),
        ("de", "Im Gegensatz zu OpenAI hat Anthropic 300.000 Geschäftskunden.", {("anthropic", "enterprise_customers", 3e5)}),
    ],
)  # fmt: skip
def test_two_houses_held_against_each_other(language, text, wanted):
    assert told(text, language) == wanted


def test_a_name_alone_heads_its_paragraph():
    text = (
        "AI notes\n\n**Anthropic.** The maker of Claude has 300,000 business customers. Anthropic is growing.\n\n"
        "**OpenAI.** The Journal says a deal is near. It now employs more than 7,000 people."
    )
    assert ("openai", "employees", 7000) in told(text)


def test_who_led_a_round_is_not_the_company_that_is_valued():
    text = "Mistral secured €600 million. CapitalG led the round; Jeff Bezos returned. The company was last valued at €2.4 billion."
    assert told(text) == {("mistral", "funding_raised", 6e8), ("mistral", "valuation", 2.4e9)}
