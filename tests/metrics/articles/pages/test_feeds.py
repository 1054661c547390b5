"""The entries of feeds as pages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.articles import read_entry, read_page
from metrics.articles.pages.feeds import entries_of, is_feed, read_feed
from metrics.articles.pages.webpage import Given

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Le Carnet du Web</title><language>fr-FR</language>
<item><title><![CDATA[Tisserin : 22,2&nbsp;millions &amp; plus]]></title><link>https://carnet.example/a?utm_source=rss</link>
<dc:creator>Maëlle Kerbrat</dc:creator><pubDate>Mon, 24 Feb 2031 23:40:12 -0800</pubDate>
<description>Un résumé court.</description>
<content:encoded><![CDATA[<p>Tisserin a 22,2&nbsp;millions d&rsquo;utilisateurs.</p><ul><li>Alouette : 16</li></ul><div class="sharedaddy">Partager</div>]]></content:encoded></item>
<item><title>Deux</title><guid isPermaLink="true">https://carnet.example/b</guid><description>&lt;p&gt;Le deuxième &amp;eacute;cho de la semaine.&lt;/p&gt;</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-TW"><title>海岸日報</title>
<entry><title type="html">藍鵲 &lt;b&gt;四百萬&lt;/b&gt;</title><link rel="self" href="/self"/><link href="/a"/><published>2031-07-08T08:00:00+08:00</published>
<updated>2031-08-01T00:00:00Z</updated><author><name>陳以安</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>每週活躍使用者已經達到400萬人。</p></div></content></entry></feed>"""


def test_entries_are_listed_with_their_link_as_it_is_written_their_day_and_their_language():
    first, second = entries_of(RSS)
    assert (first.link, first.published.on, first.language) == (
        "https://carnet.example/a?utm_source=rss", date(2031, 2, 24), "fr-FR"
    )  # fmt: skip
    assert (second.link, second.published) == ("https://carnet.example/b", None)
    (only,) = entries_of(ATOM)
    assert (only.link, only.published.on, only.language) == ("/a", date(2031, 7, 8), "zh-TW")


def test_the_entries_of_a_feed_are_pages_with_what_the_feed_says_of_them():
    first, second = read_feed(RSS, Given(url="https://carnet.example/feed"))
    assert (first.title, first.author, first.publisher, first.language) == (
        "Tisserin : 22,2 millions & plus",
        "Maëlle Kerbrat",
        "Le Carnet du Web",
        "fr",
    )
    assert (first.published_on, first.published_from) == (date(2031, 2, 24), "feed")
    assert first.canonical_url == "https://carnet.example/a"
    assert [str(block.kind) for block in first.blocks] == ["title", "paragraph", "list item"]
    assert "22,2\u00a0millions d’utilisateurs" in first.text
    assert second.url == "https://carnet.example/b"
    assert second.text == "Deux\n\nLe deuxième écho de la semaine."
    assert second.published_on is None


def test_an_atom_entry_is_read_from_its_xhtml_and_its_day_is_not_that_of_a_change():
    page = read_page(ATOM.encode(), url="https://coast.example/feed")
    assert (page.title, page.language, page.script) == ("藍鵲 四百萬", "zh", "Hant")
    assert page.text == "藍鵲 四百萬\n\n每週活躍使用者已經達到400萬人。"
    assert (page.url, page.author, page.published_on) == ("https://coast.example/a", "陳以安", date(2031, 7, 8))


def test_a_feed_of_several_entries_read_as_one_page_has_no_day():
    page = read_page(RSS.encode(), published=date(2031, 1, 1))
    assert page.published_on is None
    assert [str(block.kind) for block in page.blocks] == ["heading", "paragraph", "list item", "heading", "paragraph"]
    assert any("feed of 2 entries" in note for note in page.notes)


def test_an_entry_may_be_read_by_its_parts():
    page = read_entry(
        "Heron &#8211; five",
        "<p>It has 5 million users, the company said.</p>",
        url="https://e.example/a?utm_x=1",
        published="Mon, 24 Feb 2031 09:00:00 GMT",
    )
    assert (page.title, page.canonical_url, page.published_on, page.published_from) == (
        "Heron – five",
        "https://e.example/a",
        date(2031, 2, 24),
        "feed",
    )
    assert read_entry("A", "", published=date(2031, 2, 3)).published_on == date(2031, 2, 3)
    assert read_entry("A", "", published="lundi").published_on is None


@pytest.mark.parametrize(
    "damage",
    [("</title>", ""), ("</rss>", ""), ("<?xml", " \n<?xml"), ("& plus", "&bogus; plus"), ("résumé", "r\x0bsum\x00")],
)
def test_a_broken_feed_gives_what_can_be_read(damage):
    pages = read_feed(RSS.replace(*damage), Given())
    assert any("d’utilisateurs" in page.text for page in pages)


def test_entities_are_not_expanded_without_end():
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><channel><item><title>&b;&b;</title></item></channel></rss>'
    assert all("aaaa" not in page.text for page in read_feed(bomb, Given()))


@pytest.mark.parametrize(
    ("text", "feed"),
    [
        (RSS, True),
        (ATOM, True),
        ("<item><title>a</title></item>", True),
        ("<html><body><rss>", False),
        ("rss", False),
        ("", False),
    ],
)
def test_a_feed_is_known_by_its_root(text, feed):
    assert is_feed(text) is feed


@given(
    st.lists(
        st.sampled_from(
            "<rss> <channel> <item> </item> <title> </title> <link> <entry> <content> &amp; &x; <![CDATA[ ]]> <p> 22 \x00 <!DOCTYPE <?xml".split()
        ),
        max_size=30,
    )
)
def test_any_feed_is_read(pieces):
    for page in read_feed("<rss>" + " ".join(pieces), Given()):
        assert all(page.words(block).strip() for block in page.blocks)
