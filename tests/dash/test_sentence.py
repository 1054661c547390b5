from datetime import date

import pytest

from dash.sentence import LIT, link, nearest, sentence

ARTICLE = "Yesterday it rained. DeepSeek has 22,2 millions d'utilisateurs au 11 janvier. [/b] Nobody knew."
QUOTE = "DeepSeek has 22,2 millions d'utilisateurs au 11 janvier."
START = ARTICLE.index(QUOTE)


@pytest.fixture
def telling():
    return {"quote": QUOTE, "quote_start": START, "quote_end": START + len(QUOTE), "_as_written": "22,2 millions",
            "publisher": "Free\x1b[1mnews [b]", "stated_on": date(2025, 2, 24), "_language": "fr",
            "url": "https://example.org/a", "role": "distorted"}  # fmt: skip


def lit(text):
    return [text.plain[span.start : span.end] for span in text.spans if span.style == LIT]


def test_the_number_is_lit_in_its_sentence_and_in_what_stands_around(telling, look):
    text = sentence(telling, look, ARTICLE)
    assert lit(text) == ["22,2 millions"]
    assert text.plain.startswith("Yesterday it rained. DeepSeek has")
    assert "[/b] Nobody knew." in text.plain
    assert "Free␛[1mnews [b] · 24 Feb 2025 · fr · https://example.org/a" in text.plain


def test_a_text_that_has_changed_since_is_not_shown_around_the_quote(telling, look):
    text = sentence(telling, look, "!" + ARTICLE)
    assert "rained" not in text.plain
    assert lit(text) == ["22,2 millions"]


def test_without_a_quote_it_says_that_none_is_kept(telling, look):
    text = sentence(telling | {"quote": None}, look, ARTICLE)
    assert text.plain.startswith("quote not archived")


def test_a_number_that_is_not_in_the_quote_lights_nothing(telling, look):
    assert lit(sentence(telling | {"_as_written": "33"}, look)) == []
    assert lit(sentence(telling | {"_as_written": None}, look)) == []


def test_the_quoted_telling_nearest_to_the_origin_is_chosen():
    rows = [{"role": "origin", "quote": None}, {"role": "distorted", "quote": "a"}, {"role": "relay", "quote": "b"}]
    assert nearest(rows)["role"] == "relay"
    assert nearest(rows[:2])["role"] == "distorted"


def test_the_browser_is_led_to_the_sentence_and_only_to_the_web(telling):
    assert link(telling, ARTICLE).startswith("https://example.org/a#:~:text=DeepSeek")
    assert link(telling | {"quote": None}) == "https://example.org/a"
    assert link(telling | {"url": None}) is None
    assert link(telling | {"url": "file:///etc/passwd"}) is None
    assert link(telling | {"url": "javascript:alert(1)"}) is None
