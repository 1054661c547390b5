"""Input that is no good article, over the command: an answer, a note or one line, and never a guess."""

import random

import pytest

EN = "Kimi reached 22.2 million daily active users in January 2025, according to AICPB.\n"
FR = "Le chatbot Kimi a atteint 22,2 millions d’utilisateurs actifs quotidiens en février 2025, selon AICPB.\n"
ZH = "据AICPB统计，Kimi在2025年1月的日活跃用户达到2220万。\n"
HANT = "據AICPB統計，Kimi在2025年1月的日活躍用戶達到2220萬。\n"
JA = "AICPBによると、Kimiの1日あたり利用者は2025年1月に2220万人に達した。\n"
KO = "AICPB에 따르면 Kimi의 일간 활성 이용자는 2025년 1월 2220만명에 달했다.\n"
HTML = (
    '<html lang="{language}"><head>{head}<title>Kimi</title></head><body><article><p>{said}</p></article></body></html>'
)
RELATIVE = "Last month Kimi reached 22.2 million daily active users. Yesterday Claude reached 19 million monthly users."
STUB = "<h1>Kimi passes a mark</h1><p>{}</p><p>Subscribe to continue reading.</p>"
FREE = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'


@pytest.fixture
def read(aimarket, empty, tmp_path):
    """Read bytes as a file of some name; no traceback and no line that acts, whatever they are."""

    def run(body, name="a.txt", *more):
        path = tmp_path / name
        path.write_bytes(body if isinstance(body, bytes) else body.encode())
        printed = aimarket("read", path, "--all", "--format", "json", *more)
        assert "Traceback" not in printed.err
        assert "unexpected" not in printed.err
        return printed

    return run


def said(printed):
    return [(row["entity"], row["metric"], row["value"], row["start"]) for row in printed.json]


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.md"])
@pytest.mark.parametrize("body", [b"", b"\xef\xbb\xbf", b" \n\n\t\r\n"])
def test_an_empty_article_is_an_answer(read, name, body):
    printed = read(body, name)
    assert (printed.code, printed.json) == (0, [])
    assert "the page is empty" in printed.err or "no article" in printed.err


def test_empty_standard_input_is_an_answer(aimarket, empty, monkeypatch):
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    printed = aimarket("read", "-", "--format", "json")
    assert (printed.code, printed.json) == (0, [])
    assert "-: the page is empty" in printed.err


@pytest.mark.parametrize(
    "body",
    [
        random.Random(1).randbytes(4_000),
        EN.encode() + b"\x00\x00" * 40,
        b"\x89PNG\r\n\x1a\n" + bytes(90),
        b"PK\x03\x04" + bytes(90),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_what_is_binary_is_refused_in_one_line(read, body, name):
    printed = read(body, name)
    assert (printed.code, printed.out) == (2, "")
    (line,) = printed.err.splitlines()
    assert name in line


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FR, "cp1252"),
        (ZH, "gb18030"),
        (HANT, "big5"),
        (JA, "shift_jis"),
        (JA, "euc_jp"),
        (KO, "euc_kr"),
        (EN, "utf-16"),
        (EN, "utf-16-le"),
    ],
)
def test_an_encoding_that_nobody_names_is_found(read, text, encoding):
    text = text.replace("’", "'") if encoding == "cp1252" else text
    printed = read(text.encode(encoding))
    (row,) = printed.json
    assert (row["entity"], row["value"], row["origin"]) == ("kimi", 22_200_000, "AICPB")
    assert row["quote"] in text


def test_a_page_in_another_encoding_than_it_says_is_read_with_a_note(read):
    body = HTML.format(language="fr", head='<meta charset="utf-8">', said=FR)
    printed = read(body.encode("cp1252"), "a.html")
    assert [row["quote"] for row in printed.json] == [FR.strip()]
    assert "said to be in utf-8, but its bytes are cp1252" in printed.err


def test_letters_that_cannot_be_had_cost_no_more_than_themselves(read):
    printed = read(
        "Kimi a 22,2 millions d'utilisateurs actifs par jour à l'été".encode()[:-1], "a.txt", "--language", "fr"
    )
    assert [row["value"] for row in printed.json] == [22_200_000]


@pytest.mark.parametrize(
    "body",
    [
        '<html lang="en"><body><nav><a href="/">Home</a></nav><footer>Kimi, 2025</footer></body></html>',
        '<html lang="en"><head><script>var t = "Kimi has 5 million daily users";</script></head><body><div id="app"></div></body></html>',
    ],
)
def test_a_page_without_an_article_is_an_answer_with_a_note(read, body):
    printed = read(body, "a.html")
    assert (printed.code, printed.json) == (0, [])
    assert "no article was found in the page" in printed.err


@pytest.mark.parametrize(
    ("name", "body"), [("a.txt", RELATIVE), ("a.html", HTML.format(language="en", head="", said=RELATIVE))]
)
def test_without_a_day_of_publication_relative_dates_stay_open(read, name, body):
    printed = read(body, name, "--language", "en")
    assert said(printed) == [
        ("kimi", "daily_active_users", 22_200_000, None),
        ("claude", "monthly_active_users", 19_000_000, None),
    ]
    assert {row["stated_on"] for row in printed.json} == {None}
    assert "no day of publication was found" in printed.err
    dated = read(body, name, "--language", "en", "--published", "2025-02-24")
    assert [row["start"] for row in dated.json] == ["2025-01-01", "2025-02-23"]
    assert "no day of publication" not in dated.err


@pytest.mark.parametrize(
    "text",
    [
        "Чат-бот Kimi насчитывает 5 миллионов пользователей в день, сообщила компания.",
        "Kimi'nin günlük 5 milyon kullanıcısı var, dedi şirket dün akşam yaptığı açıklamada.",
        "किमी के पास प्रतिदिन 50 लाख उपयोगकर्ता हैं, कंपनी ने कहा।",
        "وقالت الشركة إن كيمي لديه 5 ملايين مستخدم يوميا",
    ],
)
def test_a_language_that_is_not_read_is_an_answer_with_a_note(read, text):
    printed = read(text)
    assert (printed.code, printed.json) == (0, [])
    assert "language" in printed.err


def test_a_stub_before_a_paywall_gives_what_it_has_and_says_that_it_is_a_stub(read):
    body = HTML.format(language="en", head=FREE, said=STUB.format(EN))
    printed = read(body, "a.html")
    assert [row["value"] for row in printed.json] == [22_200_000]
    assert "not free to read" in printed.err


def test_a_stub_without_its_figure_gives_none(read):
    printed = read(
        HTML.format(language="en", head=FREE, said=STUB.format("How many people use Kimi each day?")), "a.html"
    )
    assert (printed.code, printed.json) == (0, [])


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("deep.html", "<div>" * 20_000 + EN + "</div>" * 20_000),
        ("digits.txt", "1" * 100_000),
        ("line.txt", "Kimi has 5 million daily users, " * 10_000),
        ("marks.md", "*[`_~" * 20_000),
        ("bidi.txt", EN + "\u202e\u2066\x1b[31m\x07 Kimi has \u202e5 million daily users."),
        ("name\u202e\x1b[31m.txt", EN),
    ],
)  # fmt: skip
def test_what_is_meant_to_hurt_does_not(read, name, body):
    printed = read(body, name)
    assert printed.code in {0, 2}
    for sign in ("\x1b", "\u202e", "\u2066", "\x07"):
        assert sign not in printed.out + printed.err
