"""Which language a text is written in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.articles.pages.language import _SIMPLIFIED, _TRADITIONAL, code, language_of

SENTENCES = {
    "en": "The assistant is used by more than 40 million people every week, the company said.",
    "fr": "L’assistant est utilisé chaque semaine par plus de 40 millions de personnes, selon la société.",
    "de": "Der Assistent wird nach Angaben des Unternehmens jede Woche von mehr als 40 Millionen Menschen genutzt.",
    "es": "El asistente lo usan cada semana más de 40 millones de personas, según la empresa.",
    "pt": "O assistente é usado por mais de 40 milhões de pessoas a cada semana, segundo a empresa.",
    "it": "L'assistente è usato ogni settimana da oltre 40 milioni di persone, secondo la società.",
    "ja": "同社によると、アシスタントは毎週4000万人以上に使われている。",
    "ko": "회사에 따르면 이 비서는 매주 4000만 명 이상이 사용한다.",
    "zh": "据公司介绍，该助手每周有超过4000万人使用。",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_one_sentence_shows_its_language(language):
    assert language_of(SENTENCES[language]).language == language


@pytest.mark.parametrize("language", ["ja", "ko", "zh"])
def test_names_in_latin_letters_do_not_hide_an_east_asian_language(language):
    text = f"ChatGPT DeepSeek Microsoft Copilot {SENTENCES[language]} OpenRouter Hugging Face"
    assert language_of(text, said="en").language == language


@pytest.mark.parametrize(
    ("text", "said", "script"),
    [
        ("根據統計，用戶已經達到四百萬人，公司表示將會繼續發展。", None, "Hant"),
        ("据统计，用户已经达到四百万人，公司表示将会继续发展。", "zh-TW", "Hans"),
        ("月活五千", "zh-HK", "Hant"),
        ("月活五千", "zh-CN", "Hans"),
        ("月活五千", None, None),
    ],
)
def test_chinese_is_told_by_its_script(text, said, script):
    assert language_of(text, said).script == script


def test_what_is_said_counts_where_the_text_does_not_contradict_it():
    assert language_of("ChatGPT 400 M", "pt-BR") == language_of("ChatGPT 400 M", given="pt").__class__(
        "pt", "html lang"
    )
    assert language_of("ChatGPT 400 M", given="pt").source == "given"


def test_a_text_that_plainly_shows_another_language_wins_and_says_so():
    tongue = language_of(SENTENCES["fr"] * 4, "en-US")
    assert (tongue.language, tongue.source) == ("fr", "stop words")
    assert tongue.note == "the page says en, but it is written in fr"


@pytest.mark.parametrize(
    "text",
    ["", "22,2", "ChatGPT", "Ассистентом пользуются более 40 миллионов человек.", "يستخدمه أكثر من 40 مليون شخص"],
)
def test_what_cannot_be_known_is_none(text):
    assert language_of(text).language is None


def test_a_language_of_other_letters_is_believed_but_not_one_of_latin_letters():
    russian = "Ассистентом пользуются более 40 миллионов человек."
    assert language_of(russian, "ru").language == "ru"
    assert language_of(russian, "en").language is None


def test_a_neighbour_is_not_taken_for_a_language_that_is_read():
    dutch = "De assistent wordt door meer dan 40 miljoen mensen gebruikt, zegt het bedrijf, maar dat is niet voor alle landen zo. "
    assert language_of(dutch * 3).language == "nl"


def test_no_character_is_both_simplified_and_traditional():
    assert frozenset() == _SIMPLIFIED & _TRADITIONAL


@pytest.mark.parametrize(
    ("label", "expected"),
    [("en_GB", "en"), ("jp", "ja"), ("cn", "zh"), ("und", None), ("", None), ("français", None), ("*", None)],
)
def test_labels_are_read_as_codes(label, expected):
    assert code(label) == expected


@given(st.text(max_size=200), st.one_of(st.none(), st.text(max_size=8)))
def test_any_text_has_a_language_or_none(text, said):
    tongue = language_of(text, said)
    assert tongue.language is None or code(tongue.language) == tongue.language
    assert (tongue.language is None) == (tongue.source is None)
