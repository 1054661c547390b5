"""When a page was published."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.articles.pages.bylines import day_near, day_said, is_bare_date
from metrics.articles.pages.days import day_in
from metrics.articles.pages.dom import outline_of, parse
from metrics.articles.pages.head import head_of
from metrics.articles.pages.publication import published, reading
from metrics.vocabulary import Precision

DAY = date(2031, 2, 24)


def said(head="", body="", url=None, language="en"):
    root = parse(f"<html><head>{head}</head><body>{body}<p>text</p></body></html>")
    return [(each.on, each.source) for each in published(root, head_of(root), outline_of(root).segments, url, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2031-02-24T23:50:00-08:00", (DAY, Precision.DAY)),
        ("2031-02-24 09:00", (DAY, Precision.DAY)),
        ("20310224T090000Z", (DAY, Precision.DAY)),
        ("2031/2/24", (DAY, Precision.DAY)),
        ("Mon, 24 Feb 2031 09:00:00 GMT", (DAY, Precision.DAY)),
        ("February 24, 2031", (DAY, Precision.DAY)),
        ("2031-02", (date(2031, 2, 1), Precision.MONTH)),
        ("2031", (date(2031, 1, 1), Precision.YEAR)),
        ("2031-02-30", None),
        ("1731-02-24", None),
        ("1707123456", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_what_a_machine_wrote_is_read_as_finely_as_it_is_written(text, expected):
    found = next(reading(text, "x"), None)
    assert (None if found is None else (found.on, found.precision)) == expected


@pytest.mark.parametrize(
    ("head", "body", "url", "source"),
    [
        ('<meta property="article:published_time" content="2031-02-24">', "", None, "meta article:published_time"),
        (
            '<script type="application/ld+json">{"@type":"Article","datePublished":"2031-02-24"}</script>',
            "",
            None,
            "json-ld",
        ),
        ('<meta name="pubdate" content="20310224">', "", None, "meta pubdate"),
        ("", "", "https://example.org/2031/02/24/a", "url path"),
        ("", "", "https://example.org/news/20310224-a.html", "url path"),
        ("", '<article><time datetime="2031-02-24T10:00">a</time></article>', None, "time tag"),
        ("", '<span itemprop="datePublished" content="2031-02-24">a</span>', None, "time tag"),
        ("", "<p>Published on 24 February 2031 by nobody</p>", None, "byline"),
    ],
)
def test_the_day_is_found_wherever_it_is_said(head, body, url, source):
    assert said(head, body, url) == [(DAY, source)]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:modified_time" content="2031-02-24">', ""),
        ('<script type="application/ld+json">{"@type":"Article","dateModified":"2031-02-24"}</script>', ""),
        ("", '<time class="updated" datetime="2031-02-24">a</time>'),
        ("", "<p>Updated 24 February 2031</p>"),
        ("", "<p>Zuletzt aktualisiert: 24.02.2031</p>"),
        ("", "<p>On 24 February 2031 the assistant had five million users, said the company in a long sentence.</p>"),
    ],
)
def test_a_day_of_modification_or_of_something_else_is_no_day_of_publication(head, body):
    assert said(head, body) == []


def test_a_month_in_the_address_is_a_month():
    root = parse("<html><body><p>x</p></body></html>")
    found = published(root, head_of(root), [], "https://example.org/2031/02/a", None)
    assert [(each.on, each.precision) for each in found] == [(date(2031, 2, 1), Precision.MONTH)]


def test_what_agrees_with_the_address_comes_first():
    head = (
        '<meta property="article:published_time" content="2031-05-01">'
        '<script type="application/ld+json">{"@type":"Article","datePublished":"2031-02-24"}</script>'
    )
    assert said(head, url="https://example.org/2031/02/24/a")[0] == (DAY, "json-ld")
    assert said(head)[0] == (date(2031, 5, 1), "meta article:published_time")


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Publié le 24 février 2031 à 09 h 12", "fr"),
        ("Veröffentlicht am 24. Februar 2031", "de"),
        ("Publicado el 24 de febrero de 2031", "es"),
        ("Publicado em 24/02/2031 às 10h", "pt"),
        ("Pubblicato il 24 febbraio 2031", "it"),
        ("2031年2月24日 5時00分", "ja"),
        ("2031年02月24日 09:15 来源：滨海科技网", "zh"),
        ("입력 2031.02.24 07:30", "ko"),
        ("입력 2031년 2월 24일", "ko"),
        ("Posted Feb. 24th, 2031", "en"),
        ("24.2.2031", "de"),
    ],
)
def test_the_line_under_a_headline_is_read_in_nine_languages(line, language):
    root = parse(f"<html><body><p>{line}</p></body></html>")
    found = day_near(outline_of(root).segments, language)
    assert found is not None
    assert (found.on, found.source) == (DAY, "byline")


def test_only_the_day_before_the_word_for_a_change_counts():
    assert day_said(["Published 24 February 2031, updated 3 March 2031"], "en").on == DAY
    assert day_said(["수정 2031.03.03 입력 없음"], "ko") is None


@pytest.mark.parametrize(
    ("line", "language"),
    [("03/02/2031", "en"), ("03/02/2031", None), ("31/31/2031", "fr"), ("2/2031", "fr"), ("24 février", "fr")],
)
def test_a_day_that_may_be_two_or_none_is_none(line, language):
    assert day_in(line, language) is None


def test_the_order_of_day_and_month_is_that_of_the_language():
    assert day_in("03/02/2031", "fr").period.start == date(2031, 2, 3)
    assert day_in("02/24/2031", "en").period.start == DAY
    assert day_in("03.03.2031", "en").period.start == date(2031, 3, 3)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("24 février 2031", "fr"),
        ("24 février 2031 à 09 h 12", "fr"),
        ("2031-02-24 10:00", "en"),
        ("09:41", "es"),
        ("10h30", None),
        ("Mon, 24 Feb 2031", "en"),
        ("2031年3月4日 5時00分", "ja"),
        ("03/09/2031", "pt"),
    ],
)
def test_a_line_of_a_day_or_a_time_is_nothing_to_read(line, language):
    assert is_bare_date(line, language)


@pytest.mark.parametrize(
    "line",
    ["22,2", "22.50 %", "2031", "Users on 24 February 2031", "24 February 2031: 5 million", "5 users", "Heron", ""],
)
def test_a_line_with_anything_else_is_something_to_read(line):
    assert not is_bare_date(line, "en")


def test_a_day_under_the_headline_is_finer_than_the_month_in_the_address():
    body = "<p>Published on 24 February 2031</p>"
    assert said(body=body, url="https://example.org/2031/02/a")[0] == (DAY, "byline")
    assert said(body=body, url="https://example.org/2031/05/a") == [(date(2031, 5, 1), "url path")]


@given(st.text(alphabet="0123456789-/. 年月日MFebmay,de", max_size=30), st.sampled_from([None, "en", "fr"]))
def test_any_line_gives_a_day_or_none(line, language):
    day = day_in(line, language)
    assert day is None or day.period.start == day.period.end
    assert all(1990 <= each.on.year <= 2099 for each in reading(line, "x"))
