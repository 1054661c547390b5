"""What a page says of itself in its head."""

import pytest

from metrics.articles.pages.dom import parse
from metrics.articles.pages.head import head_of, site_in, without_site


def read(head, attributes=""):
    return head_of(parse(f"<html {attributes}><head>{head}</head><body><p>x</p></body></html>"))


def test_the_first_of_several_tags_counts_and_names_have_no_case():
    head = read(
        '<meta NAME="Author" content="A"><meta name="author" content="B"><meta property="og:title" content=" T  t ">'
    )
    assert head.author == "A"
    assert head.titles == ["T t"]


def test_titles_come_from_the_most_trustworthy_place_first():
    head = read(
        '<title>T - Site</title><meta property="og:title" content="O">'
        '<script type="application/ld+json">{"@type":"Article","headline":"J &amp; K"}</script>'
    )
    assert head.titles == ["J & K", "O", "T - Site"]


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ('<meta name="author" content="By Ines Okafor">', "Ines Okafor"),
        ('<meta property="article:author" content="https://example.org/ines">', None),
        (
            '<script type="application/ld+json">{"@type":"Article","author":[{"name":"A"},{"name":"B"},{"name":"A"}]}</script>',
            "A, B",
        ),
        ("", None),
    ],
)
def test_authors_are_people_and_no_addresses(head, author):
    assert read(head).author == author


@pytest.mark.parametrize(
    ("head", "locked"),
    [
        ('<script type="application/ld+json">{"@type":"Article","isAccessibleForFree":false}</script>', True),
        ('<script type="application/ld+json">{"@type":"Article","isAccessibleForFree":"True"}</script>', False),
        ('<meta property="article:content_tier" content="metered">', True),
        ("", False),
    ],
)
def test_a_page_says_whether_it_is_free_to_read(head, locked):
    assert read(head).locked is locked


@pytest.mark.parametrize(
    ("head", "attributes", "language"),
    [
        ("", 'lang="pt-BR"', "pt-BR"),
        ("", 'xml:lang="de"', "de"),
        ('<meta http-equiv="content-language" content="fr">', "", "fr"),
        ('<meta property="og:locale" content="es_ES">', "", "es_ES"),
        ("", "", None),
    ],
)
def test_a_page_says_its_language_in_several_places(head, attributes, language):
    assert read(head, attributes).language == language


@pytest.mark.parametrize(
    ("title", "headline", "site"),
    [
        ("A long day | The Ledger", "A long day", "The Ledger"),
        ("日活突破三千万_滨海科技网", "日活突破三千万", "滨海科技网"),
        ("A long-lived day", "A long", None),
        ("A long day", "A long day", None),
        ("Another day | The Ledger", "A long day", None),
    ],
)
def test_the_rest_of_a_title_names_the_site(title, headline, site):
    assert site_in(title, headline) == site
    assert without_site(title)[-1] == title
