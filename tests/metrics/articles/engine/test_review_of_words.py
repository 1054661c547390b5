"""Words that said too much: an article taken for "which", money of any kind for a round, a month's name for "a month"."""

import pytest

from tests.metrics.articles.short_texts import told


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Anthropic wächst schneller als OpenAI, der Umsatz ist auf 7 Milliarden Dollar gestiegen.", ("anthropic", "revenue", 7e9)),
        ("Mistral arbeitet mit Microsoft, das Start-up hat 350 Mitarbeiter.", ("mistral", "employees", 350)),
        ("Meta kauft Chips von Nvidia, die Investitionsausgaben steigen auf 70 Milliarden Dollar.", ("meta", "capex", 70e9)),
        ("Anthropic überholt OpenAI, das Investoren zuletzt mit 500 Milliarden Dollar bewerteten.", ("openai", "valuation", 500e9)),
    ],
)  # fmt: skip
def test_an_article_begins_a_main_clause_unless_the_verb_stands_at_its_end(text, figure):
    assert told(text, "de") == {figure}


def test_with_a_number_of_another_metric_goes_back_to_the_subject():
    text = "Meta hat 3 Milliarden Nutzer, mehr als OpenAI, mit 1000 Mitarbeitern in Berlin."
    assert ("meta", "employees", 1000) in told(text, "de")
    text = "ChatGPT had 46 million downloads in March, ahead of Gemini, with over 41 million."
    assert ("gemini", "app_downloads", 41e6) in told(text)


@pytest.mark.parametrize(
    ("language", "text", "figure"),
    [
        ("en", "Microsoft is committing $10 billion to build data centers.", ("microsoft", "capex", 10e9)),
        ("ja", "マイクロソフトはデータセンターに800億ドルを投じる。", ("microsoft", "capex", 80e9)),
        ("ja", "マイクロソフトはOpenAIに100億ドルを投じた。", ("openai", "funding_raised", 10e9)),
        ("ja", "OpenAIはソフトバンクなどから400億ドルを調達した。", ("openai", "funding_raised", 40e9)),
        ("zh", "亚马逊向Anthropic注入40亿美元。", ("anthropic", "funding_raised", 4e9)),
    ],
)
def test_money_is_a_round_only_where_a_company_gets_it(language, text, figure):
    assert told(text, language) == {figure}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "グーグルは罰金5億ドルを受けた。"),
        ("ja", "エヌビディアは自社株買いに500億ドルを投じた。"),
        ("ja", "グーグルはスタートアップに10億ドルを投じた。"),
        ("ja", "マイクロソフトはOpenAIの株式の30%を握る。"),
        ("ko", "오픈AI는 긴급 호출 100만 건을 받았다."),
        ("zh", "百度搜索量达到10亿次。"),
        ("zh", "微软掌控30%的OpenAI股份。"),
        ("fr", "OpenAI va verser 10 millions de dollars aux éditeurs."),
        ("fr", "Microsoft concentre 40 % de ses dépenses sur l'IA."),
        ("de", "Nvidia verkauft Chips im Gesamtwert von 10 Milliarden Dollar."),
        ("de", "Nvidia beherbergt 300 Gäste."),
        ("it", "AMD ha ceduto a OpenAI una quota del 10%."),
        ("en", "OpenAI was served 10 million subpoenas."),
        ("es", "Mistral tiene 20 oficinas y clientes en Europa."),
        ("pt", "A OpenAI atende 5 milhões de pedidos."),
    ],
)
def test_a_word_without_its_object_makes_no_figure(language, text):
    assert told(text, language) == set()


@pytest.mark.parametrize(
    ("language", "text", "metric"),
    [
        ("ja", "ChatGPTの利用者は11月に8億人に達した。", "users"),
        ("ja", "ChatGPTの利用者は同月に8億人に達した。", "users"),
        ("ja", "ChatGPTの利用者は月に8億人に達した。", "monthly_active_users"),
        ("en", "ChatGPT reached 800 million users that month.", "users"),
        ("ko", "챗GPT 이용자는 5월 8억 명을 넘었다.", "users"),
    ],
)
def test_the_name_of_a_month_counts_no_users_within_a_month(language, text, metric):
    assert told(text, language) == {("chatgpt", metric, 8e8)}


@pytest.mark.parametrize(
    ("language", "text", "figure"),
    [
        ("en", "Anthropic slashed its prices and now has 3,000 employees.", ("anthropic", "employees", 3000)),
        ("pt", "A Anthropic, que contratou um novo diretor, tem 350 funcionários.", ("anthropic", "employees", 350)),
        ("en", "Anyone who put $1,000 into Nvidia would be rich; the company is valued at $5 trillion.", ("nvidia", "valuation", 5e12)),
        ("en", "The rules apply to large platforms: ChatGPT has 120 million monthly users.", ("chatgpt", "monthly_active_users", 120e6)),
        ("zh", "智谱AI深耕人工智能产业，月活用户达3000万。", ("zhipu", "monthly_active_users", 30e6)),
    ],
)  # fmt: skip
def test_a_gate_ends_with_its_clause_and_needs_its_object(language, text, figure):
    assert told(text, language) == {figure}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Meta has cut its staff by 3,600 employees."),
        ("pt", "A Anthropic contratou 350 funcionários."),
        ("ko", "메타는 인원 3600명을 감축했다."),
    ],
)
def test_those_who_come_or_go_are_not_all_who_work_there(language, text):
    assert told(text, language) == set()
