"""What a page says of itself in JSON-LD."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.articles.pages.jsonld import article_in, first_text, texts


def test_the_article_is_found_in_a_graph_a_list_or_as_what_a_page_is_about():
    article = {"@type": "NewsArticle", "headline": "A"}
    for nested in (
        article,
        [article],
        {"@graph": [{"@type": "WebSite"}, article]},
        {"@type": "WebPage", "mainEntity": article},
    ):
        assert article_in([json.dumps(nested)])["headline"] == "A"


def test_an_article_comes_before_the_page_that_holds_it():
    page = {"@type": "WebPage", "headline": "Page", "datePublished": "2031-01-01"}
    assert (
        article_in([json.dumps(page), json.dumps({"@type": ["Thing", "BlogPosting"], "headline": "Post"})])["headline"]
        == "Post"
    )
    assert article_in([json.dumps(page)])["headline"] == "Page"


def test_a_live_blog_comes_before_its_posts():
    blog = {
        "@type": "LiveBlogPosting",
        "headline": "Blog",
        "datePublished": "2031-06-11",
        "liveBlogUpdate": [{"@type": "BlogPosting", "headline": "Post", "datePublished": "2031-06-12"}],
    }
    assert article_in([json.dumps(blog)])["headline"] == "Blog"


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"Article","headline":"A",}',
        '<!-- {"@type":"Article","headline":"A"} -->',
        '//<![CDATA[\n{"@type":"Article","headline":"A"}\n//]]>',
        '{"@type":"Article","headline":"A","text":"two\nlines"};',
        '{"@type":"http://schema.org/Article","headline":"A"}',
    ],
)
def test_common_faults_are_mended(script):
    assert article_in([script])["headline"] == "A"


@pytest.mark.parametrize("script", ["", "{", "null", "[" * 100_000, '{"@type":"Person"}', '"Article"', "{'a': 1}"])
def test_what_is_no_article_is_left_out(script):
    assert article_in([script]) == {}


def test_names_are_found_in_texts_objects_and_lists():
    assert list(texts([{"name": "Ines Okafor"}, "Theo &amp; Co", {"@value": "X"}, {}, 7, ""])) == [
        "Ines Okafor",
        "Theo & Co",
        "X",
    ]
    assert first_text(None) is None


@given(
    st.recursive(
        st.none() | st.text(max_size=5) | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["@type", "@graph", "name", "mainEntity"]), inner, max_size=3)
        ),
        max_leaves=12,
    )
)
def test_any_json_is_read(value):
    found = article_in([json.dumps(value)])
    assert isinstance(found, dict)
    assert all(text for text in texts(value))
