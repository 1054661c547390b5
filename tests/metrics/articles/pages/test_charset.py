"""Which characters the bytes of a page are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.articles.pages.charset import codec, declared, decoded

TEXTS = {
    "fr": "L’assistant a été adopté par 22,2\u00a0millions d’utilisateurs, devançant son rival à la mi-janvier.",
    "de": "Die tägliche Nutzerzahl stieg auf über 22 Millionen, während der größte Rivale zurückfiel.",
    "es": "La compañía española alcanzó más de 4 millones de usuarios según el último informe.",
    "pt": "A operação alcançou 4 milhões de usuários, informou a companhia à imprensa.",
    "zh": "青鹭是一家中国人工智能公司，据远山统计，其日活跃用户达到2215万，超过白鸽的1695万。",
    "zh-Hant": "根據統計，藍鵲的每週活躍使用者已經達到 400 萬人，公司表示將會繼續發展新的模型。",
    "ja": "しらさぎの日間アクティブユーザー数は2215万人に達し、つばめの1695万人を上回ったと発表した。",
    "ko": "물총새의 일간 활성 이용자 수는 2215만 명으로 집계돼 할미새를 앞질렀다고 회사는 밝혔다.",
}
CODECS = {
    "fr": ["cp1252", "utf-16"],
    "de": ["latin-1", "utf-8-sig"],
    "es": ["latin-1", "utf-16-le"],
    "pt": ["cp1252", "utf-16-be"],
    "zh": ["gb18030", "gbk", "utf-16-le"],
    "zh-Hant": ["big5", "utf-16-be"],
    "ja": ["shift_jis", "euc_jp", "iso2022_jp", "utf-16-le"],
    "ko": ["euc_kr", "cp949", "utf-32"],
}
CASES = [(language, name) for language, names in CODECS.items() for name in [*names, "utf-8"]]


@pytest.mark.parametrize("said", [None, "utf-8", "x-nonsense", "iso-8859-1"])
@pytest.mark.parametrize(("language", "name"), CASES)
def test_a_text_is_read_whatever_is_said_of_it(language, name, said):
    text, _, _ = decoded(TEXTS[language].encode(name), said)
    assert text == TEXTS[language]


@pytest.mark.parametrize(("language", "name"), CASES)
def test_a_page_is_read_although_its_meta_tag_lies(language, name):
    page = f'<html><head><meta charset="big5"></head><body><p>{TEXTS[language]}</p></body></html>'
    assert decoded(page.encode(name))[0] == page


def test_a_lie_is_told():
    note = decoded(TEXTS["zh"].encode("gb18030"), "utf-8")[2]
    assert note == "the page is said to be in utf-8, but its bytes are gb18030"
    assert decoded(TEXTS["zh"].encode("gb18030"), "gb2312")[2] is None


def test_a_few_broken_bytes_do_not_make_another_charset_of_a_page():
    content = (TEXTS["fr"] * 20).encode().replace(b"\xc3\xa9", b"\xc3", 1)
    text, name, _ = decoded(content, "utf-8")
    assert name == "utf-8"
    assert text.count("\ufffd") == 1


def test_quotes_of_windows_in_english_are_no_hangul():
    text = "The company’s assistant isn’t “live” yet – it said so."
    assert decoded(text.encode("cp1252"))[0] == text


def test_labels_mean_what_browsers_take_them_for():
    assert [codec(label) for label in ("GBK", " 'UTF8' ", "windows-1252", "x-sjis", "base64", "")] == [
        "gb18030", "utf-8", "cp1252", "cp932", None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [
        b'<meta charset="euc-kr">',
        b"<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=euc-kr'>",
        b'<?xml version="1.0" encoding="euc-kr"?>',
    ],
)
def test_what_a_page_says_of_its_charset_is_found(head):
    assert declared(b"\n" + head + b"<p>") == "euc-kr"


@given(
    st.binary(max_size=300),
    st.sampled_from([None, "utf-8", "big5", "utf-16", "iso2022_jp", "undefined", "rot13", "\x00"]),
)
def test_any_bytes_become_text(content, said):
    text, name, _ = decoded(content, said)
    assert isinstance(text, str)
    assert codec(name) is not None


def test_what_is_utf8_as_it_is_said_to_be_is_not_taken_for_wide_characters_because_of_a_nul():
    text = "00\x80\x80\x80\x00卉000\x80"
    assert decoded(text.encode(), "utf-8") == (text, "utf-8", None)
