"""What newspapers of Japan, Korea and China write: full-width letters, worth before its round, spans, who says so."""

from datetime import date
from functools import partial

import pytest

from metrics.articles.tiers import Tier, tier_of
from tests.metrics.articles import short_texts

told = partial(short_texts.told)
WEEKLY = "weekly_active_users"


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("チャットＧＰＴの１週間の利用者は今年１０月に８億人を超えた。", ("chatgpt", WEEKLY, 8e8)),
        ("オープンＡＩは企業評価額が５０００億ドル（約７８兆円）にまで増加した。", ("openai", "valuation", 5e11)),
        ("チャットＧＰＴの世界シェア（占有率）は１０月時点で８１％に上る。", ("chatgpt", "market_share", 81)),
        ("オープンＡＩは売上高を現在の年１３０億ドル（約２兆円）程度から拡大する。", ("openai", "revenue", 1.3e10)),
        ("オープンＡＩは１・４兆ドルを投じてデータセンターを整備する。", ("openai", "capex", 1.4e12)),
        ("チャットＧＰＴは、月間利用者が約６億人のジェミニに及ばない。", ("gemini", "monthly_active_users", 6e8)),
    ],
)
def test_full_width_letters_and_digits_are_read_as_plain_ones(text, figure):
    assert told(text, "ja") == {figure}


def test_what_was_written_full_width_is_kept_as_it_was():
    (figure,) = short_texts.read("オープンＡＩの評価額は５０００億ドルだ。", "ja")
    assert figure.as_written == "５０００億"
    assert figure.quote == "オープンＡＩの評価額は５０００億ドルだ。"


@pytest.mark.parametrize(
    ("language", "text", "entity", "value"),
    [
        ("ko", "리벨리온은 지난해 6월 몸값 3500억원에 시리즈A 투자를 유치했다.", "rebellions", 3.5e11),
        ("ja", "月之暗面は評価額40億ドルで資金を調達した。", "moonshot", 4e9),
        ("zh", "月之暗面正以40亿美元估值融资。", "moonshot", 4e9),
    ],
)
def test_the_worth_at_which_a_round_is_raised_is_no_sum_raised(language, text, entity, value):
    assert told(text, language) == {(entity, "valuation", value)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "2024年12月にChatGPTのWAUが3億人に達してから33%増加し、2カ月あまりで4億人を突破した。"),
        ("zh", "ChatGPT的周活跃用户从3亿增至4亿，仅用了2个多月。"),
        ("ko", "챗GPT의 WAU가 3억 명에서 2개월여 만에 4억 명으로 늘었다."),
    ],
)
def test_a_span_of_time_takes_no_scale(language, text):
    assert told(text, language) == {("chatgpt", WEEKLY, 3e8), ("chatgpt", WEEKLY, 4e8)}


def test_a_clause_without_subject_goes_on_about_the_figure_before_and_not_about_the_label():
    text = "快手：三季度财报显示，可灵AI当季收入超过3亿元，二季度为2.5亿元。"
    assert told(text, "zh") == {("kling", "revenue", 3e8), ("kling", "revenue", 2.5e8)}


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("ko", "엔비디아의 3분기 매출은 570억달러로 시장 예상치(549억2000만달러)를 웃돌았다.", 5.7e10),
        ("ja", "エヌビディアの売上高は570億ドルで、市場予想（549億ドル）を上回った。", 5.7e10),
    ],
)
def test_what_analysts_had_expected_may_stand_in_brackets(language, text, value):
    assert told(text, language) == {("nvidia", "revenue", value)}


@pytest.mark.parametrize(
    ("language", "text", "party"),
    [
        ("ja", "調査会社スタットカウンターによれば、チャットGPTの世界シェアは10月時点で81%に上る。", "StatCounter"),
        ("ja", "調査会社の推計では、チャットGPTの有料会員は3500万人。", None),
        ("ja", "メタは2025年の設備投資額が700億ドル前後になるとの見通しを示した。", "Meta"),
        ("ko", "메타는 올해 설비투자가 700억달러가 될 것으로 예상했다.", "Meta"),
        ("ko", "업계에 따르면 업스테이지의 기업가치는 7900억원이다.", None),
        ("zh-Hant", "而《The Information》則提到，ChatGPT的週活躍用戶已增至9億人。", "The Information"),
        ("zh-Hant", "據悉，月之暗面估值達40億美元。", None),
        ("en", "Amazon expects its 2025 capital expenditures to be over $100 billion.", "Amazon"),
        ("en", "Analysts expect Amazon's capex to be over $100 billion.", None),
        ("fr", "Nvidia prévoit un chiffre d'affaires de 89 milliards de dollars pour le trimestre en cours.", "Nvidia"),
        ("de", "Nvidia erwartet für das laufende Quartal einen Umsatz von 65 Milliarden Dollar.", "Nvidia"),
    ],
)
def test_who_says_so(language, text, party):
    assert [each.origin for each in short_texts.read(text, language, published=date(2025, 11, 20))] == [party]


def test_a_dropped_subject_is_no_doubt_where_topics_are_dropped():
    text = "オープンAIは資金調達の交渉を終えた。\n\n企業価値は5000億ドルとなった。"
    (figure,) = short_texts.read(text, "ja")
    assert (figure.entity, tier_of(figure.confidence)) == ("openai", Tier.SURE)
