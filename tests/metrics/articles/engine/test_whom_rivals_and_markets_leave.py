"""Numbers beside a rival, a market or a share: whose they are, and which are nobody's."""

from functools import partial

import pytest

from tests.metrics.articles import short_texts

told = partial(short_texts.told)
MONTHLY = "monthly_active_users"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "9月，豆包超越DeepSeek，月活跃用户达到1.72亿，位居榜首。"),
        ("zh-Hant", "字節跳動旗下的豆包在第三季反超 DeepSeek，以 1.72 億月活躍用戶規模登頂。"),
        ("ja", "豆包はディープシークを上回る1億7200万人の月間利用者を獲得した。"),
        ("ko", "더우바오가 딥시크를 제치고 월간 활성 사용자 1억7200만명으로 1위에 올랐다."),
        ("ko", "딥시크에 이어 더우바오는 월간 사용자 1억7200만명을 기록했다."),
        ("en", "ByteDance's Doubao overtook DeepSeek with 172 million monthly active users in the third quarter."),
        ("de", "Doubao überholte DeepSeek mit 172 Millionen monatlich aktiven Nutzern."),
        ("fr", "Doubao a dépassé DeepSeek avec 172 millions d'utilisateurs actifs mensuels."),
        ("es", "Doubao superó a DeepSeek con 172 millones de usuarios activos mensuales."),
        ("it", "Doubao ha superato DeepSeek con 172 milioni di utenti attivi mensili."),
        ("pt", "O Doubao ultrapassou o DeepSeek com 172 milhões de usuários ativos mensais."),
    ],
)
def test_who_is_overtaken_has_not_the_number_behind(language, text):
    assert told(text, language) == {("doubao", MONTHLY, 1.72e8)}


def test_who_is_overtaken_keeps_what_is_bound_to_it_or_told_of_it_behind_a_semicolon():
    assert told("Doubao overtook DeepSeek's 145 million monthly active users.") == {("deepseek", MONTHLY, 1.45e8)}
    text = "千问APP的月活升至8900万，首次超过DeepSeek；后者的月活为7600万。"
    assert ("deepseek", MONTHLY, 7.6e7) in told(text, "zh")


def test_who_does_it_in_a_passive_has_not_the_number_behind():
    assert told("DeepSeek被豆包反超，月活跌至1.45亿。", "zh") == {("deepseek", MONTHLY, 1.45e8)}


def test_earlier_is_no_overtaking():
    assert told("오픈AI는 앞서 400억달러를 투자받았다.", "ko") == {("openai", "funding_raised", 4e10)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "中国AI应用用户总规模已突破7亿，豆包与DeepSeek分别以1.72亿、1.45亿每月活跃用户数量占据主要位置。"),
        ("ja", "生成AIの利用者は7億人を超え、豆包とディープシークがそれぞれ1億7200万人、1億4500万人の月間利用者を抱える。"),
        ("ko", "생성형 AI 앱 전체 이용자는 7억명을 넘었고, 더우바오와 딥시크가 각각 1억7200만명, 1억4500만명의 월간 활성 이용자를 확보했다."),
        ("en", "Doubao and DeepSeek, with 172 million and 145 million monthly active users respectively, lead the field."),
    ],
)  # fmt: skip
def test_the_noun_behind_a_row_is_that_of_all_its_numbers_and_the_market_is_nobody(language, text):
    assert told(text, language) == {("doubao", MONTHLY, 1.72e8), ("deepseek", MONTHLY, 1.45e8)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ko", "전체 이용자 4000만명 중 30%가 챗GPT를 쓰는 것으로 나타났다."),
        ("ja", "国内のスマートフォン利用者9700万人のうち、約1割がチャットGPTを使っている。"),
        ("zh", "在5120万用户中，约10%使用了ChatGPT。"),
        ("en", "Of South Korea's 51.2 million users, about 10% use ChatGPT."),
        ("de", "Von den 68 Millionen Nutzern verwenden rund 20 Prozent ChatGPT."),
        ("fr", "Sur les 55 millions d'utilisateurs, environ 20 % se servent de ChatGPT."),
        ("es", "De los 45 millones de usuarios, un 20 % utiliza ChatGPT."),
        ("it", "Dei 44 milioni di utenti, circa il 20% usa ChatGPT."),
        ("pt", "Dos 160 milhões de usuários, cerca de 20% usam o ChatGPT."),
    ],
)
def test_the_whole_of_a_share_is_nobodys(language, text):
    assert told(text, language) == set()


def test_the_whole_of_a_share_is_whose_name_stands_before_it():
    assert told("Of ChatGPT's 800 million weekly users, only 5% pay.") == {("chatgpt", "weekly_active_users", 8e8)}
    assert told("챗GPT 주간 이용자 8억명 중 5%만 유료 구독자다.", "ko") == {("chatgpt", "weekly_active_users", 8e8)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ko", "업스테이지는 유니콘에 올랐다. 글로벌 벤처투자액은 5121억 달러로 역대 상위권을 기록했다."),
        ("zh", "月之暗面受追捧。今年全球AI领域融资总额达到1500亿美元。"),
        ("ja", "サカナAIが調達した。世界のスタートアップの資金調達額は900億ドルだった。"),
        ("en", "OpenAI and Anthropic led the way. Global venture funding reached $97 billion in the quarter."),
        ("fr", "Les levées de fonds mondiales dans l'IA, portées par OpenAI, ont atteint 97 milliards de dollars."),
        ("es", "La inversión mundial, impulsada por OpenAI, alcanzó los 97.000 millones de dólares."),
    ],
)
def test_the_sum_of_a_market_is_nobodys(language, text):
    assert told(text, language) == set()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ko", "국내 챗GPT 월간활성이용자(MAU)가 2031만명으로 2000만명을 처음 돌파했다."),
        ("ja", "チャットGPTの国内月間利用者は2031万人となり、2000万人を初めて突破した。"),
        ("zh", "ChatGPT的月活跃用户达2031万，首次突破2000万。"),
    ],
)
def test_a_mark_that_the_number_before_has_passed_is_no_other_figure(language, text):
    assert told(text, language) == {("chatgpt", MONTHLY, 2.031e7)}
