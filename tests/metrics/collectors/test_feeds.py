"""Feeds: RSS, Atom and JSON, well formed or nearly, and the articles that they lead to."""

import json
from datetime import date

import httpx
import pytest

from metrics.catalog.feeds import feeds as shipped

HOST = "https://paper.example"
PAGE = (
    '<!doctype html><html lang="en"><head><title>{0}</title></head><body><article><h1>{0}</h1><p>Of {0} there is much to '
    "tell, and it is told here at some length, so that what is read of it is a text and no mere heading.</p></article>"
)


def rss(*links, language="en", published="Sat, 12 Jan 2030 23:30:00 -0800"):
    items = "".join(
        f"<item><title>To {link}</title><link>{link}</link><pubDate>{published}</pubDate></item>" for link in links
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title><language>{language}</language>{items}'
        "</channel></rss>"
    )


ATOM = (
    '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Paper</title>'
    '<entry><title>One</title><link rel="self" href="/self"/><link href="/one"/><published>2030-01-13T01:00:00+02:00'
    "</published></entry></feed>"
)
JSON = {
    "version": "https://jsonfeed.org/version/1.1", "title": "Paper", "language": "en",
    "items": [{"id": "7", "url": f"{HOST}/one", "date_published": "2030-01-13T00:10:00+09:00", "title": "One"}],
}  # fmt: skip


def site(feed, kind="application/rss+xml", but=None):
    """Answer with a feed at /feed, with a page at any other path."""

    def handler(request):
        path = request.url.path
        if but and path in but:
            return but[path]
        if path == "/robots.txt":
            return httpx.Response(404)
        if path == "/feed":
            body = feed if isinstance(feed, bytes) else feed.encode()
            return httpx.Response(200, content=body, headers={"content-type": kind})
        return httpx.Response(200, html=PAGE.format(path.strip("/")))

    return handler


def read(gather, feed, kind="application/rss+xml", but=None, **settings):
    return gather("feeds", site(feed, kind, but), urls=[f"{HOST}/feed"], **settings)


@pytest.mark.parametrize(
    ("feed", "kind"),
    [
        (rss(f"{HOST}/one"), "application/rss+xml"),
        (rss("/one"), "text/xml; charset=utf-8"),
        (ATOM, "application/atom+xml"),
        (json.dumps(JSON), "application/feed+json"),
        (json.dumps(JSON), "text/plain"),
        (rss(f"{HOST}/one?utm_source=rss&amp;utm_medium=feed"), "text/html"),
    ],
    ids=["rss", "relative link", "atom", "json", "json unsaid", "called html"],
)
def test_every_sort_of_feed_leads_to_its_articles(gather, feed, kind):
    found = read(gather, feed, kind)
    assert [each.url for each in found.documents] == [f"{HOST}/one"]
    assert found.missed == []


@pytest.mark.parametrize(
    ("feed", "day"),
    [(rss("/one"), date(2030, 1, 12)), (ATOM, date(2030, 1, 13)), (json.dumps(JSON), date(2030, 1, 13))],
    ids=["rss", "atom", "json"],
)
def test_the_day_of_an_entry_stands_in_for_a_page_without_one_as_it_is_written(gather, feed, day):
    assert read(gather, feed).documents[0].published_on == day


@pytest.mark.parametrize("said", ['"1.0" encoding="gbk"?>', '"1.0"?>'], ids=["declared", "undeclared"])
def test_a_chinese_feed_in_its_own_encoding_is_read(gather, said):
    feed = rss("/豆包", language="zh-cn").replace("Paper", "报纸：人工智能公司的用户数据").replace('"1.0"?>', said)
    found = read(gather, feed.encode("gbk"), "application/xml")
    assert [each.request_url for each in found.documents] == [f"{HOST}/豆包"]


def test_two_feeds_that_lead_to_one_page_read_it_once(gather):
    def both(request):
        return site(rss("/one?utm_campaign=b", "/two"))(request) if request.url.path != "/other" else httpx.Response(
            200, text=rss("/one#comments", "/one"), headers={"content-type": "text/xml"}
        )  # fmt: skip

    found = gather("feeds", both, urls=[f"{HOST}/feed", f"{HOST}/other"])
    assert sorted(each.url for each in found.documents) == [f"{HOST}/one", f"{HOST}/two"]
    assert len([each for each in found.asked if each.url.path == "/one"]) == 1


def test_what_an_entry_leads_to_may_fail_without_costing_the_others(gather):
    found = read(gather, rss("/gone", "/one"), but={"/gone": httpx.Response(410)})
    assert [(each.item, each.gone) for each in found.missed] == [(f"{HOST}/gone", True)]
    assert len(found.documents) == 1


@pytest.mark.parametrize("link", ["file:///etc/passwd", "javascript:alert(1)", "http://", "https://x y/"])
def test_a_link_that_is_no_web_address_is_named_and_not_followed(gather, link):
    found = read(gather, rss(link, "/one"))
    assert len(found.documents) == 1
    assert "no web address" in found.missed[0].reason
    assert {each.url.host for each in found.asked} == {"paper.example"}


@pytest.mark.parametrize(
    "feed",
    [
        "<html><body><h1>Sign in</h1></body></html>",
        "/etc/hostname",
        f"{HOST}/one",
        '{"version": "1", "items": []}',
        '{"version": "https://jsonfeed.org/version/1"}',
        rss("/one")[:60],
        "<rss version='2.0'><channel><item><title>Leads nowhere</title></item></channel></rss>",
    ],
    ids=["html", "name of a file", "an address", "other json", "no items", "cut off", "no link"],
)
def test_what_is_no_feed_is_refused(gather, feed):
    found = read(gather, feed)
    assert found.documents == []
    assert [each.item for each in found.missed] == [f"{HOST}/feed"]
    assert [each.url.path for each in found.asked] == ["/feed"]


def test_a_feed_without_an_entry_has_no_news(gather):
    found = read(gather, rss())
    assert (found.readings, found.missed) == ([], [])


def test_a_feed_that_breaks_off_gives_the_entries_before(gather):
    found = read(gather, rss("/one", "/two")[:-60])
    assert f"{HOST}/one" in [each.url for each in found.documents]
    assert [each.item for each in found.missed] == [f"{HOST}/feed"]
    assert "a whole feed" in found.missed[0].reason


def test_what_a_program_adds_after_the_end_of_a_feed_does_not_break_it_off(gather):
    assert read(gather, rss("/one") + "<!-- made in 0.2 s -->").missed == []


@pytest.mark.parametrize("odd", [{"id": 7}, {"id": "8", "url": None, "external_url": 5}, {"title": "x"}, {"id": ""}])
def test_an_item_that_leads_nowhere_is_missed_by_itself(gather, odd):
    feed = {**JSON, "items": [odd, *JSON["items"]]}
    found = read(gather, json.dumps(feed), "application/feed+json")
    assert [each.url for each in found.documents] == [f"{HOST}/one"]
    assert [each.reason for each in found.missed] == ["no web address"]


def test_entities_that_grow_without_end_do_not(gather):
    bomb = '<!DOCTYPE rss [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 50}">' for n in range(12)
    )
    found = read(gather, f"<?xml version='1.0'?>{bomb}]><rss version='2.0'><channel><title>&m;</title></channel></rss>")
    assert found.documents == []


def test_tags_left_open_without_end_cost_no_time(gather):
    found = read(gather, "<rss version='2.0'><channel>" + "<a></b>" * 1_000_000)
    assert "an RSS, Atom or JSON feed" in found.missed[0].reason


def test_since_leaves_out_entries_dated_before(gather):
    assert read(gather, rss("/one"), since=date(2030, 1, 13)).documents == []
    assert len(read(gather, rss("/one"), since=date(2030, 1, 12)).documents) == 1


def test_a_page_that_can_be_confirmed_is_only_asked_whether_it_changed(gather, tmp_path):
    def tagged(request):
        if request.url.path != "/one":
            return site(rss("/one"))(request)
        if request.headers.get("if-none-match") == '"v"':
            return httpx.Response(304)
        return httpx.Response(200, html=PAGE.format("one"), headers={"etag": '"v"'})

    def run(at):
        return gather("feeds", tagged, urls=[f"{HOST}/feed"], cache=tmp_path / "kept", at=at)

    first, later = run("2030-01-15T06:00:00Z"), run("2030-01-15T12:00:00Z")
    assert later.asked[-1].headers["if-none-match"] == '"v"'
    assert later.documents[0].retrieved_at == first.documents[0].retrieved_at


def test_a_page_that_nothing_can_confirm_is_asked_for_again_a_day_later(gather, tmp_path):
    def run(at, **more):
        found = read(gather, rss("/one"), cache=tmp_path / "kept", at=at, **more)
        assert [each.url for each in found.documents] == [f"{HOST}/one"]
        return [each.url.path for each in found.asked]

    assert "/one" in run("2030-01-15T06:00:00Z")
    assert "/one" not in run("2030-01-15T12:00:00Z")
    assert "/one" in run("2030-01-15T12:00:00Z", revalidate=True)
    assert "/one" in run("2030-01-16T12:00:00Z")


def test_the_shipped_feeds_are_secure_addresses_in_six_languages():
    assert all(url.startswith("https://") for url in shipped())
    assert set(shipped().values()) >= {"en", "fr", "zh", "de", "es", "ja"}


def test_the_shipped_feeds_are_read_unless_others_are_configured(gather):
    found = gather("feeds", lambda _: httpx.Response(500))
    assert {each.item for each in found.missed} == set(shipped())


def test_a_page_that_a_source_finds_twice_is_read_by_itself_not_elsewhere(gather):
    found = read(gather, rss("/one", "/one?utm_source=x", "/one#part"))
    assert [each.url for each in found.documents] == [f"{HOST}/one"]
    assert found.errand.elsewhere == 0
