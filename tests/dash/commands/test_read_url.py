"""``read`` and ``check`` of addresses over real sockets: what comes is read, what does not is named, and how it leaves."""

import gzip
import json
from dataclasses import dataclass, field

import pytest

from tests.fakes.paper import Paper, Story
from tests.fakes.server import Reply, busy, html, moved, serving, text

SAID = "Kimi reached 22.2 million daily active users in January, according to AICPB."
MORE = (
    "The number was told at a conference in an invented town, where many people had come to hear of such things, and where "
    "the weather was good enough to stay outside for the whole afternoon."
)
PAGE = (
    '<!doctype html><html lang="{language}"><head><meta charset="{charset}"><title>{title}</title>'
    '<meta property="article:published_time" content="2025-02-24T08:00:00+08:00"></head><body><nav><a href="/">Home</a></nav>'
    "<article><h1>{title}</h1><p>{said}</p><p>{more}</p></article></body></html>"
)
KIMI = ("kimi", "daily_active_users", 22_200_000)


def page(said=SAID, more=MORE, title="Kimi grows", language="en", charset="utf-8"):
    return PAGE.format(title=title, said=said, more=more, language=language, charset=charset)


@dataclass
class Site:
    """A site that answers by path, and has no rules for programs unless it is given some."""

    pages: dict = field(default_factory=dict)
    robots: Reply = field(default_factory=lambda: text("none", status=404))

    def answer(self, ask):
        if ask.path == "/robots.txt":
            return self.robots
        found = self.pages.get(ask.path) or text("nothing here", status=404)
        return found(ask) if callable(found) else found


@pytest.fixture
def configured(empty):
    """Write the configuration of a test; quick by default."""

    def write(**network):
        keys = {"gap_s": 0, "backoff_s": 0.01, "tries": 2, "timeout_s": 5, "max_wait_s": 0.2, **network}
        lines = [f"{name} = {json.dumps(value)}" for name, value in keys.items()]
        path = empty / "config" / "aimarket" / "config.toml"
        path.write_text("\n".join(["[catalog]", "starter = false", "[network]", *lines]), encoding="utf-8")

    write()
    return write


@pytest.fixture
def site(configured):
    with serving(Site()) as served:
        served.fake.pages["/a"] = text(page(), "text/html; charset=utf-8")
        yield served


def told(printed):
    assert "Traceback" not in printed.err
    return [(row["entity"], row["metric"], row["value"]) for row in printed.json]


def test_an_article_is_read_where_it_stands(aimarket, site):
    printed = aimarket("read", f"{site.url}/a", "--format", "json", "--save")
    assert (printed.code, told(printed)) == (0, [KIMI])
    (row,) = printed.json
    assert (row["source"], row["quote"], row["stated_on"]) == (f"{site.url}/a", SAID, "2025-02-24")
    stored = aimarket("sql", "SELECT url, request_url, status_code, media_type FROM documents", "--format", "json").json
    assert stored == [
        {"url": f"{site.url}/a", "request_url": f"{site.url}/a", "status_code": 200, "media_type": "text/html"}
    ]


@pytest.mark.parametrize("header", ["text/html; charset=gb18030", "text/html; charset=gb2312", "text/html"])
def test_a_page_in_gb18030_is_read_letter_by_letter(aimarket, site, header):
    said = "据AICPB统计，Kimi在1月的日活跃用户达到2220万，较上月的“一半”翻番。"
    more = "这一数字是在一座虚构的城市里举行的会议上公布的，当天许多人前来旁听，会场外的天气也很好。" * 2
    body = page(said, more, "Kimi用户增长", "zh-CN", "gb18030").encode("gb18030")
    site.fake.pages["/gb"] = text(body, header)
    printed = aimarket("read", f"{site.url}/gb", "--format", "json")
    assert told(printed) == [KIMI]
    assert printed.json[0]["quote"] == said
    assert printed.json[0]["language"] == "zh"


def test_redirects_are_followed_and_the_page_is_where_they_end(aimarket, site):
    site.fake.pages |= {"/old": moved("/older", 301), "/older": moved("/a", 308)}
    printed = aimarket("read", f"{site.url}/old", "--format", "json", "--save")
    assert told(printed) == [KIMI]
    stored = aimarket("sql", "SELECT url, request_url FROM documents", "--format", "json").json
    assert stored == [{"url": f"{site.url}/a", "request_url": f"{site.url}/old"}]


def test_a_redirect_without_end_is_refused(aimarket, site):
    site.fake.pages["/loop"] = moved("/loop")
    printed = aimarket("read", f"{site.url}/loop")
    assert printed.code == 4
    assert "more than 10 redirects" in printed.err


def test_where_a_page_leads_may_not_be_private_unless_its_network_is_allowed(aimarket, site, configured):
    with serving(Site({"/a": text(page(), "text/html")})) as inside:
        site.fake.pages["/out"] = moved(f"{inside.url}/a")
        printed = aimarket("read", f"{site.url}/out")
        assert printed.code == 4
        assert "127.0.0.1, a private address ([network] allow_private" in printed.err
        assert inside.asked == []
        configured(allow_private=["127.0.0.0/8"])
        assert told(aimarket("read", f"{site.url}/out", "--format", "json")) == [KIMI]


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (text("gone", status=404), "404, there is no such thing"),
        (text("gone", status=410), "410, there is no such thing"),
        (html(401), "refused with 401"),
        (html(403), "refused with 403"),
        (html(451), "refused with 451"),
        (html(500), "answered 500 2 times"),
        (busy("3600"), "try after"),
        (text(page(), "text/html").but(cut=40), "cut off"),
    ],
)
def test_what_cannot_be_had_is_one_line_and_exit_4(aimarket, site, reply, words):
    site.fake.pages["/x"] = reply
    for command in ("read", "check"):
        printed = aimarket(command, f"{site.url}/x")
        assert (printed.code, printed.out) == (4, "")
        (line,) = printed.err.splitlines()
        assert words in line


def test_what_cannot_be_had_costs_no_other_article(aimarket, site, tmp_path):
    path = tmp_path / "b.txt"
    path.write_text("Claude has 19 million monthly users.", encoding="utf-8")
    for command in ("read", "check"):
        printed = aimarket(
            command, f"{site.url}/none", f"{site.url}/a", path, f"{site.url}/a", "--language", "en", "--format", "json"
        )
        assert printed.code == 3
        assert told(printed) == [KIMI, ("claude", "monthly_active_users", 19_000_000), KIMI]
        assert f"{site.url}/none: 404" in printed.err


def test_what_could_be_had_is_saved_beside_what_could_not(aimarket, site):
    printed = aimarket("read", f"{site.url}/none", f"{site.url}/a", "--save")
    assert printed.code == 3
    assert "1 observations stored" in printed.err


def test_a_site_that_asks_programs_not_to_read_is_not_read(aimarket, site, configured):
    site.fake.robots = text("User-agent: *\nDisallow: /a\n")
    printed = aimarket("read", f"{site.url}/a")
    assert printed.code == 4
    assert "robots.txt asks programs not to read it" in printed.err
    assert site.paths == ["/robots.txt"]
    configured(respect_robots=False)
    assert told(aimarket("read", f"{site.url}/a", "--format", "json")) == [KIMI]


def test_rules_that_cannot_be_had_forbid_everything(aimarket, site):
    site.fake.robots = text("oops", status=503)
    printed = aimarket("read", f"{site.url}/a")
    assert printed.code == 4
    assert "robots.txt cannot be had" in printed.err


def test_a_second_reading_asks_only_whether_the_page_changed(aimarket, site):
    site.fake.pages["/a"] = lambda ask: text(page(), "text/html; charset=utf-8").tagged(ask)
    first = aimarket("read", f"{site.url}/a", "--format", "json")
    again = aimarket("read", f"{site.url}/a", "--format", "json")
    assert told(first) == told(again) == [KIMI]
    assert [bool(ask.headers.get("if-none-match")) for ask in site.asked if ask.path == "/a"] == [False, True]
    assert first.json[0]["document"] == again.json[0]["document"]


def test_another_text_is_read_anew(aimarket, site):
    aimarket("read", f"{site.url}/a", "--save")
    site.fake.pages["/a"] = text(page(SAID.replace("22.2", "23.2")), "text/html")
    printed = aimarket("read", f"{site.url}/a", "--save", "--format", "json")
    assert [row["value"] for row in printed.json] == [23_200_000]
    assert aimarket("sql", "SELECT count(*) AS n FROM documents", "--format", "json").json == [{"n": 2}]


@pytest.mark.parametrize("kind", ["application/pdf", "text/html", "application/octet-stream"])
def test_a_pdf_is_refused_by_what_it_is_not_by_what_it_says(aimarket, site, kind):
    site.fake.pages["/a.pdf"] = text(b"%PDF-1.7\n\x00\x01", kind)
    printed = aimarket("read", f"{site.url}/a.pdf")
    assert printed.code == 2
    (line,) = printed.err.splitlines()
    assert f"{site.url}/a.pdf" in line
    assert "a PDF file" in line


def test_a_page_that_is_too_large_is_refused_while_it_comes(aimarket, site, configured):
    configured(max_bytes=50_000)
    long = page(more="x" * 60_000)
    site.fake.pages["/long"] = text(long, "text/html").but(plain=True)
    site.fake.pages["/bomb"] = Reply(
        200, gzip.compress(b"0" * 30_000_000), {"Content-Type": "text/html", "Content-Encoding": "gzip"}, plain=True
    )
    for path in ("/long", "/bomb"):
        printed = aimarket("read", f"{site.url}{path}")
        assert printed.code == 4
        assert "50,000 bytes of network.max_bytes" in printed.err


def test_a_paywall_stub_is_read_as_far_as_it_goes_and_named(aimarket, site):
    stub = page().replace(
        "</head>",
        '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script></head>',
    )
    site.fake.pages["/paid"] = text(stub, "text/html")
    printed = aimarket("read", f"{site.url}/paid", "--format", "json")
    assert (printed.code, told(printed)) == (0, [KIMI])
    assert "not free to read" in printed.err


@pytest.mark.parametrize("feed", ["/rss", "/atom", "/feed.json"])
def test_a_feed_is_read_as_the_entries_that_it_holds(aimarket, configured, feed):
    paper = Paper({"/k": Story("Kimi has 22.2 million daily active users", "It said so.", day="2030-01-14")})
    with serving(paper) as served:
        printed = aimarket("read", f"{served.url}{feed}", "--language", "en", "--all", "--format", "json")
    assert (printed.code, told(printed)) == (0, [KIMI])


def test_check_judges_a_page_of_the_web(aimarket, configured, site, figures):
    assert aimarket("import", figures).code == 0
    site.fake.pages["/bent"] = text(
        page("According to AICPB, Kimi had 22.15 million daily active users on 11 January 2025."), "text/html"
    )
    printed = aimarket("check", f"{site.url}/bent", "--format", "json")
    assert printed.code == 6
    assert {each["kind"] for row in printed.json for each in row["findings"]} == {"date_shift"}
    assert aimarket("check", f"{site.url}/bent", f"{site.url}/none").code == 6


def test_a_hostile_address_is_one_visible_line(aimarket, configured):
    for address in (
        "http://127.0.0.1:9/\x1b[31m\u202e",
        "http://[::1",
        "https://",
        "http://a b/",
        "http://127.0.0.1:99999/",
    ):
        printed = aimarket("read", address)
        assert printed.code in {2, 4}
        assert len(printed.err.splitlines()) == 1
        assert "\x1b" not in printed.err
        assert "\u202e" not in printed.err
