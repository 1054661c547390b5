"""The one address of a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.articles.pages.addresses import canonical, site_of, stripped, web_address


@pytest.mark.parametrize(
    "text",
    [
        "",
        None,
        "javascript:alert(1)",
        "mailto:a@b.c",
        "//",
        "http://",
        "http://[::1",
        "https://a.b/c d",
        "https://x.org:99999/",
        "https://a.b/\u202e",
        "x" * 3000,
    ],
)
def test_what_is_no_web_address_is_none(text):
    assert web_address(text) is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" HTTPS://User:pw@Example.ORG:443/A?b=1#c ", "https://example.org/A?b=1#c"),
        ("http://127.0.0.1:8000/x", "http://127.0.0.1:8000/x"),
        ("http://localhost/x", "http://localhost/x"),
        ("http://[::1]:80/", "http://[::1]/"),
        ("https://例え.example/記事", "https://例え.example/記事"),
    ],
)
def test_an_address_loses_what_says_nothing(text, address):
    assert web_address(text) == address


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://example.org/a?utm_source=x&id=7&fbclid=1#top", "https://example.org/a?id=7"),
        ("https://example.org/a?id=a%20b&q=%E5%80%A4", "https://example.org/a?id=a%20b&q=%E5%80%A4"),
        ("https://example.org/a?utm_medium=rss", "https://example.org/a"),
        ("https://example.org/story?source=agency&feed=2", "https://example.org/story?source=agency&feed=2"),
    ],
)
def test_tracking_is_stripped_and_the_rest_stays_to_the_letter(url, clean):
    assert stripped(url) == clean


@pytest.mark.parametrize(
    ("url", "said", "address"),
    [
        ("https://m.example.org/a?x=1", "https://www.example.org/a", "https://www.example.org/a"),
        ("https://example.org/b/c", "/b/c-long", "https://example.org/b/c-long"),
        ("https://example.org/a?utm_source=x", "https://other.example/a", "https://example.org/a"),
        ("https://example.org/a", "https://example.org/", "https://example.org/a"),
        ("https://a.co.uk/x", "https://b.co.uk/x", "https://a.co.uk/x"),
        ("https://example.org/a", None, "https://example.org/a"),
        (None, "https://example.org/a?gclid=1", "https://example.org/a"),
        (None, "/a", None),
        (None, None, None),
    ],
)
def test_what_a_page_says_of_its_address_counts_if_it_is_of_the_same_site(url, said, address):
    assert canonical(url, said) == address


def test_two_machines_are_two_sites():
    assert site_of("http://127.0.0.1:80/") != site_of("http://10.0.0.1/")


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_gives_an_address_or_none(url, said):
    address = canonical(url, said)
    assert address is None or web_address(address) == address
    assert canonical(f"https://example.org/{url}", said) is None or canonical(
        f"https://example.org/{url}", said
    ).startswith("http")
