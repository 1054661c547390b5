"""How newspapers ordinarily put a figure, in the languages that word it unlike English: one line, one or two figures."""

import pytest

from tests.metrics.articles.short_texts import read, told

T, B, M = 1e12, 1e9, 1e6


@pytest.mark.parametrize(
    ("language", "text", "figures"),
    [
        ("zh", "月之暗面获得由阿里、腾讯联合领投的逾7亿美元新融资。", {("moonshot", "funding_raised", 7e8)}),
        ("ko", "앤트로픽은 시리즈G 투자 라운드에서 300억달러를 유치했으며, 기업가치는 3800억달러로 평가받았다.",
         {("anthropic", "funding_raised", 30 * B), ("anthropic", "valuation", 380 * B)}),
        ("ko", "리벨리온이 3400억원 규모의 시리즈C 투자를 유치했다. 투자에는 Arm과 삼성벤처투자 등이 참여했다. 기업가치는 1조9000억원으로 평가받았다.",
         {("rebellions", "funding_raised", 340 * B), ("rebellions", "valuation", 1.9 * T)}),
        ("ko", "업스테이지는 산업은행, 아마존, AMD 등으로부터 620억원 규모의 시리즈B 투자를 유치했다.", {("upstage", "funding_raised", 62 * B)}),
        ("fr", "Mistral AI a levé 1,7 milliard d'euros auprès notamment du néerlandais ASML, pour une valorisation de 11,7 milliards d'euros.",
         {("mistral", "funding_raised", 1.7 * B), ("mistral", "valuation", 11.7 * B)}),
        ("fr", "xAI, la société d'Elon Musk, a levé 20 milliards de dollars. Nvidia et Cisco ont participé à l'opération, qui valoriserait l'entreprise autour de 230 milliards.",
         {("xai", "funding_raised", 20 * B), ("xai", "valuation", 230 * B)}),
        ("it", "OpenAI aveva raccolto 40 miliardi di dollari in un round guidato da SoftBank, a una valutazione di 300 miliardi.",
         {("openai", "funding_raised", 40 * B), ("openai", "valuation", 300 * B)}),
        ("ja", "マイクロソフトは最大50億ドルをアンソロピックに投資する。", {("anthropic", "funding_raised", 5 * B)}),
        ("it", "Microsoft e Nvidia investiranno rispettivamente fino a 5 e 10 miliardi di dollari in Anthropic.",
         {("anthropic", "funding_raised", 5 * B), ("anthropic", "funding_raised", 10 * B)}),
    ],
)  # fmt: skip
def test_who_leads_or_joins_a_round_gets_neither_its_money_nor_its_worth(language, text, figures):
    assert told(text, language) == figures


@pytest.mark.parametrize(
    ("language", "text", "figures"),
    [
        ("zh", "文心一言用户规模已达2亿，API日均调用量突破2亿次。", {("ernie", "users", 2e8), ("ernie", "messages_daily", 2e8)}),
        ("ja", "週8億人が使うChatGPTに対し、グーグルのGeminiは月間6億5000万人にとどまる。",
         {("chatgpt", "weekly_active_users", 8e8), ("gemini", "monthly_active_users", 6.5e8)}),
        ("fr", "Là où ChatGPT aligne 800 millions d'utilisateurs par semaine, Gemini en compte 650 millions par mois.",
         {("chatgpt", "weekly_active_users", 8e8), ("gemini", "monthly_active_users", 6.5e8)}),
    ],
)  # fmt: skip
def test_a_window_is_of_the_number_that_it_touches(language, text, figures):
    assert told(text, language) == figures


@pytest.mark.parametrize(
    ("language", "text", "figure"),
    [
        ("zh", "DeepSeek-V3的训练使用了2048块H800 GPU。", ("deepseek_v3", "gpus", 2048)),
        ("zh", "DeepSeek-V3的GitHub项目已获得10万颗星。", ("deepseek_v3", "github_stars", 1e5)),
        ("ja", "さくらインターネットは27年末までにGPU1万基を整備する計画だ。", ("sakura_internet", "gpus", 1e4)),
        ("zh", "Anthropic2025年营收约45亿美元，净亏损52亿美元。", ("anthropic", "revenue", 4.5 * B)),
    ],
)
def test_what_is_counted_in_pieces_is_no_crowd_and_no_space_is_needed_behind_a_latin_word(language, text, figure):
    assert told(text, language) == {figure}


@pytest.mark.parametrize(
    ("language", "text", "figure"),
    [
        ("it", "ChatGPT mantiene una quota del 60,4%.", ("chatgpt", "market_share", 60.4)),
        ("it", "Con una quota di mercato dell'80%, Nvidia domina il settore delle Gpu.", ("nvidia", "market_share", 80)),
        ("it", "Anthropic ha chiuso il 2025 con ricavi per 4,5 miliardi di dollari e una perdita di 5,2 miliardi.",
         ("anthropic", "revenue", 4.5 * B)),
        ("fr", "Les modèles Qwen ont été téléchargés plus de 600 millions de fois.", ("qwen", "model_downloads", 6e8)),
        ("fr", "Google traite désormais 1,3 million de milliards de tokens par mois.",
         ("google", "tokens_processed_daily", 1.3e15)),
        ("fr", "Sur l'ensemble de 2025, les dépenses d'investissement de Meta se sont élevées à 72,2 milliards de dollars.",
         ("meta", "capex", 72.2 * B)),
        ("ko", "메타는 올해 자본지출에 1150억달러를 쓴다.", ("meta", "capex", 115 * B)),
        ("ko", "엔비디아는 전 세계 AI 칩 시장의 90%를 점유하고 있다.", ("nvidia", "market_share", 90)),
        ("ko", "업스테이지는 국내외 200여 기업 고객을 확보하고 있다.", ("upstage", "enterprise_customers", 200)),
        ("ko", "딥시크는 V3 개발에 557만6000달러가 들었다고 주장했다.", ("deepseek", "training_cost", 5.576 * M)),
        ("ko", "허깅페이스에는 200만개가 넘는 모델이 등록돼 있다.", ("hf", "model_repositories", 2e6)),
    ],
)  # fmt: skip
def test_a_figure_is_read_as_its_country_words_it(language, text, figure):
    assert told(text, language) == {figure}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le modèle DeepSeek-V3 a été entraîné sur 2 048 puces H800 de Nvidia, pour un coût de 5,6 millions de dollars."),
        ("it", "Il modello DeepSeek-V3 è stato addestrato su 2.048 chip H800 di Nvidia, con una spesa di 5,6 milioni di dollari."),
    ],
)  # fmt: skip
def test_the_maker_of_the_chips_has_not_paid_for_the_training(language, text):
    assert ("deepseek_v3", "training_cost", 5.6 * M) in told(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le titre Nvidia a cédé 3,5 % à 177 dollars, effaçant 160 milliards de dollars de capitalisation."),
        ("it", "Il titolo Nvidia ha perso il 3,5% a 177 dollari, bruciando 160 miliardi di capitalizzazione."),
        ("zh", "OpenAI与甲骨文签署了价值3000亿美元的算力采购合同。"),
    ],
)
def test_worth_that_went_up_in_smoke_and_orders_are_no_figures(language, text):
    assert not told(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "豆包越来越受欢迎。分析师预计，到年底行业整体月活将达到8亿。"),
        ("ko", "오픈AI가 투자를 늘린다. 업계의 총매출이 약 2조달러에 달해야 한다."),
    ],
)
def test_what_a_whole_industry_has_is_no_figure_of_the_house_named_before(language, text):
    assert not told(text, language)


@pytest.mark.parametrize(
    ("language", "text", "house"),
    [
        ("ja", "岡野原大輔社長は「張り合わない」と話し、Preferred Networksの売上高が80億円だったと明らかにした。", "Preferred Networks"),
        ("ko", "김성훈 대표는 업스테이지의 지난해 매출이 248억원이었다고 밝혔다.", "Upstage"),
    ],
)  # fmt: skip
def test_an_officer_who_opens_a_sentence_speaks_for_the_house(language, text, house):
    assert [each.origin for each in read(text, language)] == [house]
