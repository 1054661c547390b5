"""Whatever a page holds, the grammars answer, cut their finds out of the text, and do not take for ever."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.articles.dates import find_dates
from metrics.articles.numbers import find_quantities
from metrics.articles.packs import LANGUAGES

PUBLISHED = date(2025, 2, 24)
PIECES = [
    "1", "22,5", "1.234.567", "2024", "５", "½", "million", "Mio.", "mille", "cent", "万", "億", "만", "兆", "百", "三", "%",
    "$", "US$", "€", "¥", "元", "달러", "more than", "plus de", "über", "超", "以上", "between", "and", "from", "to", "à",
    "bis", "〜", "から", "by", "rose", "half a", "et demi", "per", "/", "each", "tokens", "May", "5 May", "Q3", "last month",
    "il y a", "mois", "上个月", "年", "月", "日", "+", "-", "–", "~", "*", "**", " ", "\n", "\u00a0", ".", ",", "'", "’", "#",
    "https://x.y/1", "İ", "ß", "\ud800", "\x00", "🚀", "e\u0301", "\u202e", "٣", "Gemini 2", "zwei", "und", "vingt", "due",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
PATIENT = settings(deadline=None, max_examples=150)
"""The first example of a language compiles its grammar."""
HOSTILE = [
    "1", "1,", "1 ", "1.", "one ", "百", "million ", ">", "more than ", " ", " \n", "five and ", "a half ", "1万", "2024年",
    "May 5, ", "the last ", "1-2-", "1〜", "between 5 and ", "from 1 to ", "$", "5 %", "il y a ", "3 mois ", "http://a",
    "*", "Gemini 2 ", "x" * 50 + " ", "zwei", "und", "+", "half of ", "rose by ", "人を超", "5-million-", "a",
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@PATIENT
@given(text=TEXTS)
def test_every_quantity_is_cut_out_of_the_text(language, text):
    place = 0
    for each in find_quantities(text, language):
        assert text[each.start : each.end] == each.as_written != ""
        assert each.bound_start <= each.start < each.end <= each.unit_end <= len(text)
        assert each.start >= place
        assert (each.value is None) == (each.kind == "range")
        assert each.low is None or each.high is None or each.low < each.high
        assert each.digits > 0
        place = each.end


@pytest.mark.parametrize("language", LANGUAGES)
@PATIENT
@given(text=TEXTS, published=st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2090, 1, 1))))
def test_every_date_is_cut_out_of_the_text(language, text, published):
    place = 0
    for each in find_dates(text, language, published):
        assert text[each.start : each.end] == each.as_written != ""
        assert each.cue_start <= each.start
        assert place <= each.start
        assert (each.period.start is None) == (each.period.end is None) == (each.period.precision is None)
        assert each.period.start is None or each.period.end is None or each.period.start <= each.period.end
        assert published is not None or not each.relative or each.period.start is None
        place = each.end


@pytest.mark.parametrize("language", ["en", "de", "zh", "ko"])
@pytest.mark.parametrize("piece", HOSTILE)
def test_endless_repetition_comes_to_an_end(language, piece):
    text = piece * (8_000 // len(piece))
    assert len(find_quantities(text, language)) <= len(text)
    assert len(find_dates(text, language, PUBLISHED)) <= len(text)


def test_a_hundred_thousand_digits_are_no_number():
    assert [each.kind for each in find_quantities("7" * 100_000, "en")] == ["version-like"]


def test_an_endless_column_of_figures_is_read_only_as_far_as_an_article_could_reach():
    assert len(find_quantities("12 apples\n" * 12_000, "en")) < 6_000


@PATIENT
@given(st.sampled_from(["It now has ", "Données : ", "（", "最新：", "- "]), st.sampled_from(["en", "fr", "zh", "ja"]))
def test_what_stands_before_moves_the_offsets_and_nothing_else(before, language):
    text = "22 million users and 5 % of $3 billion"
    alone, moved = find_quantities(text, language), find_quantities(before + text, language)
    assert [each.start + len(before) for each in alone] == [each.start for each in moved]
    assert [(each.value, each.unit_sign) for each in alone] == [(each.value, each.unit_sign) for each in moved]
