"""The link that opens a page at a quote."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.articles import link_to
from metrics.articles.pages.fragments import fragment

PAGE = (
    "Five repositories\n\nIt has 22.2 million daily users. Its rival has 16.95 million.\n\n"
    "It has 22.2 million daily users, and it is growing.\n\nName | Users\nHeron | 5 M\nKite | 6 M"
)


def of(quote, text=PAGE):
    start = text.index(quote)
    return fragment(text, start, start + len(quote))


def test_a_short_quote_that_stands_once_is_given_whole():
    assert of("Its rival has 16.95 million.") == "text=Its%20rival%20has%2016.95%20million."


def test_what_has_a_meaning_in_a_fragment_is_escaped():
    assert of("a-b, c & d", "x a-b, c & d y") == "text=a%2Db%2C%20c%20%26%20d"


def test_a_quote_that_stands_twice_gets_the_words_beside_it():
    first, second = PAGE.index("It has"), PAGE.rindex("It has")
    quote = len("It has 22.2 million daily users")
    assert fragment(PAGE, first, first + quote) == "text=It%20has%2022.2%20million%20daily%20users,-.%20Its%20rival"
    assert fragment(PAGE, second, second + quote) == "text=It%20has%2022.2%20million%20daily%20users,-%2C%20and%20it"


def test_words_before_a_quote_are_used_where_there_are_any():
    text = "On Monday it fell to 5 M. On Friday it fell to 5 M."
    assert of("it fell to 5 M.", text) == "text=On%20Monday-,it%20fell%20to%205%20M."
    at = text.rindex("it fell")
    assert fragment(text, at, len(text)) == "text=M.%20On%20Friday-,it%20fell%20to%205%20M."


def test_a_long_quote_is_given_by_its_ends():
    text = "The laboratory in Lisbon " + "said very much about what it does and " * 6 + "closed the long day at nine."
    assert fragment(text, 0, len(text)) == "text=The%20laboratory%20in%20Lisbon,long%20day%20at%20nine."


def test_a_long_quote_without_spaces_is_cut_between_its_clauses():
    text = "青鹭智能今日宣布，" + "旗下对话产品的日活跃用户数已突破三千万，" * 8 + "上线不足两个月。"
    assert unquote(fragment(text, 0, len(text))).startswith("text=青鹭智能今日宣布，")
    assert unquote(fragment(text, 0, len(text))).endswith("上线不足两个月。")


def test_no_break_spaces_are_kept_and_never_cut_at():
    text = (
        "Il compte 22,2\u00a0millions "
        + "d’utilisateurs par jour en Europe et ailleurs encore " * 4
        + "soit 16,95\u00a0millions"
    )
    assert (
        unquote(fragment(text, 0, len(text)))
        == "text=Il compte 22,2\u00a0millions d’utilisateurs,ailleurs encore soit 16,95\u00a0millions"
    )


def test_the_row_of_a_table_is_given_by_its_first_and_last_cell():
    assert of("Heron | 5 M") == "text=Heron,5%20M"


def test_a_line_break_inside_a_quote_is_crossed_by_its_ends():
    assert of("one line\nand two", "one line\nand two") == "text=one%20line,and%20two"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a", "https://example.org/a#:~:text=word"),
        ("https://example.org/a#top", "https://example.org/a#top:~:text=word"),
    ],
)
def test_the_directive_follows_the_fragment_that_is_there(url, expected):
    assert link_to(url, "a word here", 2, 6) == expected


def test_a_blank_quote_gives_the_page_itself():
    assert link_to("https://example.org/a", "a  b", 1, 3) == "https://example.org/a"


@given(st.text(alphabet="ab ,-&é青\n|\u00a0", max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_any_quote_gives_a_directive_of_plain_characters(text, start, end):
    directive = fragment(text, start, end)
    assert directive.isascii()
    assert " " not in directive
    if text[start:end].strip():
        bare = directive.removeprefix("text=").split(",")
        assert all(part.strip("-") == "" or "-" not in part.strip("-") for part in bare)
        assert len(bare) <= 4
    else:
        assert directive == ""
