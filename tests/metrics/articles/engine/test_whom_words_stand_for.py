"""Companies meant by a founder, by "the latter" or by the order of a row, and numbers that are somebody else's."""

import pytest

from tests.metrics.articles.short_texts import told


@pytest.mark.parametrize(
    ("language", "text", "figure"),
    [
        ("fr", "La jeune pousse d'Arthur Mensch emploie 640 personnes.", ("mistral", "employees", 640)),
        ("en", "The start-up founded by Ilya Sutskever was valued at $31 billion.", ("ssi", "valuation", 31e9)),
        ("en", "Mira Murati's startup raised $2.5 billion.", ("thinking_machines", "funding_raised", 2.5e9)),
        ("pt", "A empresa fundada por Liang Wenfeng tem 180 funcionários.", ("deepseek_ai", "employees", 180)),
        ("zh", "苏茨克维去年筹集了11亿美元，他的公司估值310亿美元。", ("ssi", "valuation", 31e9)),
        ("ja", "ムラティ氏が設立したスタートアップは25億ドルを調達した。", ("thinking_machines", "funding_raised", 2.5e9)),
        ("ko", "수츠케버가 세운 스타트업은 310억 달러의 기업가치를 인정받았다.", ("ssi", "valuation", 31e9)),
        ("fr", "« Nous comptons 900 clients grands comptes », se réjouit Arthur Mensch.", ("mistral", "enterprise_customers", 900)),
    ],
)  # fmt: skip
def test_a_company_may_be_named_by_who_leads_it(language, text, figure):
    assert figure in told(text, language)


def test_who_only_backs_a_company_does_not_lead_it():
    assert not told("Una startup respaldada por Sam Altman recaudó 250 millones de dólares.", "es")


@pytest.mark.parametrize(
    ("language", "text", "metric", "values"),
    [
        ("zh", "智谱、MiniMax相继登陆港股。前者募资约41亿港元，后者募资47亿港元。", "funding_raised", (4.1e9, 4.7e9)),
        ("fr", "Zhipu et MiniMax recrutent. La première emploie 700 personnes, la seconde 250.", "employees", (700, 250)),
        ("it", "Zhipu e MiniMax crescono: la prima fattura 14 miliardi di dollari, la seconda 20.", "revenue", (14e9, 20e9)),
    ],
)  # fmt: skip
def test_the_first_and_the_second_are_the_two_that_were_named(language, text, metric, values):
    assert told(text, language) == {("zhipu", metric, values[0]), ("minimax", metric, values[1])}


def test_the_first_quarter_is_nobody():
    text = (
        "OpenAI et Anthropic publient. Le premier trimestre a rapporté 4 milliards de dollars de revenus à Anthropic."
    )
    assert told(text, "fr") == {("anthropic", "revenue", 4e9)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "若只看日活，前三名是豆包、DeepSeek、元宝，依次为4700万、1200万、800万。"),
        ("ja", "日間利用者は豆包、DeepSeek、元宝の順に4700万人、1200万人、800万人だった。"),
    ],
)
def test_names_and_numbers_in_the_same_order_belong_together(language, text):
    wanted = {("doubao", 47e6), ("deepseek", 12e6), ("yuanbao", 8e6)}
    assert {(entity, value) for entity, _, value in told(text, language)} == wanted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "El consistorio contrató 310 licencias de Microsoft 365 Copilot y hoy utiliza 195."),
        ("fr", "Le ministère a souscrit 12 000 abonnements à ChatGPT."),
        ("it", "All’ospedale di Lodi un assistente costruito su GPT-4o è costato all’azienda sanitaria 1,2 milioni di euro."),
        ("pt", "A prefeitura comprou 4 mil licenças do ChatGPT."),
        ("zh", "一家银行把千问接进了1.6万名员工的办公电脑。"),
        ("fr", "La Cnil rappelle le plafond de ses amendes, 20 millions d’euros, et Google en a eu une de 325 millions."),
    ],
)  # fmt: skip
def test_what_a_public_body_a_bank_or_a_court_counts_is_no_figure_of_ours(language, text):
    assert not told(text, language)


def test_money_put_in_after_a_count_is_no_count():
    text = "Le Chat revendique deux millions de téléchargements. ASML y a mis 1,3 milliard."
    assert told(text, "fr") == {("lechat", "app_downloads", 2e6)}


def test_who_takes_part_in_a_round_does_not_raise_it():
    text = "xAIは資金調達を終えた。NVIDIA、Ciscoなどが参加し、同社の累計調達額は427億ドルに達する。"
    assert told(text, "ja") == {("xai", "funding_raised", 42.7e9)}


def test_the_paragraph_is_asked_before_the_title():
    text = (
        "# Poolside, Perplexity : les chèques de la semaine\nPoolside attend toujours. Poolside patiente.\n\n"
        "AMI Labs a bouclé son tour : 890 millions d’euros. Près de soixante salariés aujourd’hui."
    )
    assert ("ami_labs", "employees", 60) in told(text, "fr")
