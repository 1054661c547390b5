"""What Chinese, Japanese and Korean articles do otherwise: words without spaces, verbs at the end, two scripts."""

from datetime import date
from functools import partial

import pytest

from metrics.articles import read_page
from tests.metrics.articles import short_texts

PUBLISHED = date(2026, 3, 10)
read = partial(short_texts.read, published=PUBLISHED)
told = partial(short_texts.told, published=PUBLISHED)


def dated(text, language):
    return {each.value: (str(each.period.start), str(each.period.end)) for each in read(text, language)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "DeepSeek的月活跃用户规模达1.2亿。"),
        ("zh-Hant", "DeepSeek的月活躍用戶規模達1.2億。"),
        ("zh-Hant", "數據顯示，DeepSeek月度活躍用戶數為1.2億。"),
        ("ko", "딥시크의 월간 활성 이용자 수(MAU)는 1억2000만명이다."),
        ("ko", "딥시크의 월간활성이용자수는 1억2000만 명이다."),
        ("ko", "딥시크의 월간 활성이용자(MAU)가 1억 2000만명을 기록했다."),
        ("ja", "DeepSeekの月間アクティブユーザー数(MAU)は1億2000万人だった。"),
    ],
)
def test_scripts_spaces_and_abbreviations_in_brackets_make_no_difference(language, text):
    assert told(text, language) == {("deepseek", "monthly_active_users", 1.2e8)}


def test_numbers_told_respectively_keep_their_metric_and_their_year():
    assert told("豆包的日活和月活分别为1.2亿和2.3亿。", "zh") == {
        ("doubao", "daily_active_users", 1.2e8), ("doubao", "monthly_active_users", 2.3e8),
    }  # fmt: skip
    assert dated("智谱2022年至2024年营收分别为5740万元、1.2亿元和3.1亿元。", "zh") == {
        5.74e7: ("2022-01-01", "2022-12-31"), 1.2e8: ("2023-01-01", "2023-12-31"), 3.1e8: ("2024-01-01", "2024-12-31"),
    }  # fmt: skip


def test_two_numbers_of_the_sentence_before_are_told_again_in_the_same_order():
    text = "豆包的日活和月活分别为1.2亿和2.3亿。一年前，这两个数字分别为3000万和8000万。"
    assert {("doubao", "daily_active_users", 3e7), ("doubao", "monthly_active_users", 8e7)} <= told(text, "zh")


@pytest.mark.parametrize(
    ("language", "text", "value", "period"),
    [
        ("ja", "ChatGPTの週間利用者は8億人に達し、昨年11月の1億人から増えた。", 8e8, ("None", "None")),
        ("ja", "OpenAIは9日、ChatGPTの週間利用者が8億人を超えたと発表した。", 8e8, ("None", "None")),
        (
            "ja",
            "エヌビディアの25年12月期の売上高は前年同期比94%増の350億ドルだった。",
            3.5e10,
            ("2025-01-01", "2025-12-31"),
        ),
        ("zh", "1月27日至2月2日，DeepSeek App周下载量达6300万次。", 6.3e7, ("2026-01-27", "2026-02-02")),
        ("zh", "2026年中国市场变化快，豆包月活1.7亿。", 1.7e8, ("2026-01-01", "2026-12-31")),
        ("zh", "2025年2月，豆包日活1695万；Kimi同期日活332万。", 3.32e6, ("2025-02-01", "2025-02-28")),
        ("ko", "오픈AI는 챗GPT의 주간 이용자가 8억명을 넘었다고 9일 발표했다.", 8e8, ("None", "None")),
    ],
)
def test_a_date_leads_up_to_its_number_and_a_day_of_speech_is_none(language, text, value, period):
    assert dated(text, language)[value] == period


def test_five_weeks_later_lies_behind_the_date_before_it():
    found = dated("2026年1月20日，DeepSeek日活1000万。五周后，DeepSeek日活达3000万。", "zh")
    assert found[3e7] == ("2026-02-24", "2026-02-24")


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ko", "아마존이 오픈AI에 100억 달러를 투자하는 방안을 논의하고 있다.", ("openai", "funding_raised", 1e10)),
        ("ja", "アマゾンはOpenAIに100億ドルを投じる方向で交渉している。", ("openai", "funding_raised", 1e10)),
        ("zh", "谷歌向OpenAI竞争对手Anthropic追加10亿美元投资。", ("anthropic", "funding_raised", 1e9)),
        ("zh", "xAI正洽谈以约750亿美元的估值筹资100亿美元。", ("xai", "funding_raised", 1e10)),
        ("ja", "Anthropicは3800億ドルの評価額で300億ドルのシリーズG調達を終えた。", ("anthropic", "funding_raised", 3e10)),
        ("ja", "DeepSeek-R1は560万ドル（約8億円）のコストで開発された。", ("deepseek_r1", "training_cost", 5.6e6)),
        ("ko", "2월 1일 딥시크는 DAU 1000만명을 돌파했고, 더우바오를 제치고 DAU 2000만명을 넘었다.",
         ("deepseek", "daily_active_users", 2e7)),
        ("zh-Hant", "台積電去年全年營收3兆8090億元。", ("tsmc", "revenue", 3.809e12)),
    ],
)  # fmt: skip
def test_who_gets_who_pays_and_who_is_only_compared(language, text, wanted):
    assert wanted in told(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "早一天上市的智谱(02513.HK)涨14.9%。"),
        ("ko", "투자 업계는 시리즈 B 이후를 본다. 실리콘밸리의 앱 1000만개가 새로 나왔다."),
        ("ja", "シリコンバレーのアプリは1000万回ダウンロードされた。"),
        ("zh", "MiniMax的研发开支分别为1056万美元、7000万美元和1.89亿美元。"),
        ("ja", "Anthropicの投資家は30を超える製品を見た。図3は収益性を示す。"),
        ("ko", "국내 스마트폰 사용자 5120만명 가운데 일부가 챗GPT를 쓴다."),
    ],
)
def test_codes_costs_crowds_and_parts_of_words_are_no_figures(language, text):
    assert not [each for each in read(text, language) if each.confidence >= 0.75]


def test_a_korean_number_goes_on_behind_a_space_where_it_is_counted():
    assert told("딥시크 V3의 훈련 비용은 557만 6000달러였다.", "ko") == {("deepseek_v3", "training_cost", 5.576e6)}


def test_a_pronoun_stays_with_the_label_of_its_paragraph():
    text = "豆包：二季度月活1.6亿，首次超越DeepSeek。其下载量达3447万。\n\nDeepSeek：月活1.4亿。DeepSeek仍是第二。"
    assert ("doubao", "app_downloads", 3.447e7) in told(text, "zh")


@pytest.mark.parametrize(
    ("language", "text", "origin"),
    [
        ("ja", "米OpenAIは9日、ChatGPTの週間利用者が8億人を超えたと発表した。", "OpenAI"),
        ("ko", "12일 분석 서비스 와이즈앱에 따르면 챗GPT 월 이용자는 2031만명이다.", "WiseApp"),
        ("ko", "오픈AI가 선보인 챗GPT 앱의 월 이용자가 2000만명을 돌파한 것으로 집계됐다.", None),
        ("zh", "QuestMobile数据显示，豆包日活3000万；Kimi日活332万。", "QuestMobile"),
        ("zh-Hant", "OpenAI執行長奧特曼（Sam Altman）週四（5日）表示，今年營收將超過200億美元。", "OpenAI"),
        ("zh", "招股书显示，MiniMax去年收入3052万美元。", "MiniMax"),
        ("ja", "Sensor Towerの「State of AI 2026」によると、ChatGPTのシェアは46.4%だった。", "Sensor Tower"),
    ],
)
def test_who_says_so_where_the_verb_comes_last(language, text, origin):
    assert {each.origin for each in read(text, language)} == {origin}


def test_a_house_goes_on_telling_its_figures_through_the_paragraph():
    text = "OpenAIは9日、ChatGPTの週間利用者が8億人を超えたと発表した。3月末は5億人だった。"
    assert {each.value: each.origin for each in read(text, "ja")} == {8e8: "OpenAI", 5e8: "OpenAI"}


def test_douban_among_the_daily_users_of_chatbots_is_doubao_misspelt_and_elsewhere_a_stranger():
    assert ("doubao", "daily_active_users", 1.695e7) in told("DeepSeek日活2215万，超过豆瓣的1695万。", "zh")
    assert {entity for entity, _, _ in told("豆瓣9.1分的纪录片提到了ChatGPT。", "zh")} <= {"chatgpt"}


def test_a_sentence_about_a_release_is_no_date_of_publication():
    text = (
        "1月11日，DeepSeek正式发布官方App，此后一个月里它的用户一路增长，行业里没有人料到。\n\nDeepSeek上周日活3000万。"
    )
    page = read_page(text.encode(), media_type="text/plain", published=PUBLISHED, language="zh")
    assert page.published_on == PUBLISHED
