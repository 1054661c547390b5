"""Which of a page's texts are its title and its standfirst."""

import pytest

from metrics.articles.pages.dom import outline_of, parse
from metrics.articles.pages.head import head_of
from metrics.articles.pages.headline import headline_of

BODY = "<p>The laboratory in Lisbon published its report on Tuesday, and the market took notice.</p>"


def headline(body, head="<title>Five repositories next week | The Ledger</title>"):
    root = parse(f"<html><head>{head}</head><body>{body}{BODY}</body></html>")
    segments = outline_of(root).segments
    found = headline_of(segments, head_of(root), [len(segments) - 1])
    return found.title, found.standfirst


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("<h1>The Ledger</h1><h2>Five repositories next week</h2>", "Five repositories next week"),
        ("<h1>The Ledger</h1>", "Five repositories next week | The Ledger"),
        ("<h1>Next week: five more repositories</h1>", "Next week: five more repositories"),
        ("<h1>Five&nbsp;repositories “next” week</h1>", "Five\u00a0repositories “next” week"),
        ("", "Five repositories next week | The Ledger"),
    ],
)
def test_the_title_is_the_heading_that_says_what_the_head_says(body, title):
    assert headline(body)[0] == title


def test_the_name_of_the_site_is_left_out_where_it_is_known():
    head = "<title>Five repositories | The Ledger</title><meta property='og:site_name' content='The Ledger'>"
    assert headline("", head)[0] == "Five repositories"


def test_a_page_that_says_no_title_has_its_first_heading():
    assert headline("<h1>Five repositories</h1>", "")[0] == "Five repositories"
    assert headline("", "")[0] is None


@pytest.mark.parametrize("called", ["chapo", "article-standfirst", "subtitle", "sub_headline", "lead", "entradilla"])
def test_the_text_under_the_title_that_is_called_so_is_the_standfirst(called):
    body = f"<h1>Five repositories next week</h1><p class='{called}'>Nothing will be held back, it says.</p>"
    assert headline(body)[1] == "Nothing will be held back, it says."


def test_the_text_that_the_page_is_described_by_is_the_standfirst():
    head = "<title>Five repositories</title><meta name='description' content='Nothing will be held back.'>"
    assert (
        headline("<h1>Five repositories</h1><div>Nothing will be held back.</div>", head)[1]
        == "Nothing will be held back."
    )
    assert headline("<h1>Five repositories</h1><div>Something else stands here.</div>", head)[1] is None
