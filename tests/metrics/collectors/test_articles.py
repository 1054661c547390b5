"""Listed pages: read as articles, robots obeyed, each text a version of its own."""

import httpx
import pytest

HOST = "https://paper.example"
SENTENCE = "OpenAI said on Tuesday that ChatGPT has {} million weekly active users."


def article(sentence=None, *, title="The week in assistants", head=""):
    """A page as outlets write them, with an invented figure."""
    sentence = sentence or SENTENCE.format(731)
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title>{head}'
        '<meta property="article:published_time" content="2029-11-20T08:00:00Z"></head><body><nav><a href="/">Home</a></nav>'
        f"<article><h1>{title}</h1><p>{sentence} The company gave no figure for anything else that day.</p>"
        "<p>The number was told at a conference in an invented town, where many people had come to hear of such things, "
        "and where the weather was good enough to stay outside for the whole afternoon.</p></article></body></html>"
    )


def paper(pages, robots=None, **headers):
    """Answer with pages by path; without ``robots`` the site has no rules."""

    def handler(request):
        if request.url.path == "/robots.txt":
            return httpx.Response(200, text=robots) if robots is not None else httpx.Response(404)
        page = pages.get(request.url.path)
        if page is None:
            return httpx.Response(404, text="nothing here")
        return page if isinstance(page, httpx.Response) else httpx.Response(200, html=page, headers=headers)

    return handler


def test_a_page_becomes_a_document_with_its_text_and_what_it_says_of_itself(gather):
    found = gather("articles", paper({"/a": article()}), urls=[f"{HOST}/a?utm_source=mail#top"])
    (document,) = found.documents
    assert document.url == f"{HOST}/a"
    assert document.request_url == f"{HOST}/a?utm_source=mail"
    assert (document.title, document.language, document.status_code) == ("The week in assistants", "en", 200)
    assert document.published_on.isoformat() == "2029-11-20"
    assert "731 million" in document.text


def test_its_figures_are_observations_with_their_sentence(gather):
    found = gather("articles", paper({"/a": article()}), urls=[f"{HOST}/a"])
    (one,) = found.observations
    assert (one.entity, one.metric, one.value) == ("chatgpt", "weekly_active_users", 731e6)
    text = found.documents[0].text
    assert text[one.quote_start : one.quote_end] == one.quote == SENTENCE.format(731)


def test_another_text_is_another_version_and_other_surroundings_are_not(gather, tmp_path):
    def read(page):
        return gather("articles", paper({"/a": page}), urls=[f"{HOST}/a"]).documents[0]

    first, edited = read(article()), read(article(SENTENCE.format(713)))
    assert first.sha256 != edited.sha256
    framed = read(article(head="<script>track('somebody')</script>"))
    assert framed.sha256 == first.sha256


def test_a_listed_page_is_asked_for_again_each_time_and_a_confirmed_one_keeps_its_day(gather, tmp_path):
    def tagged(request):
        if request.headers.get("if-none-match") == '"v1"':
            return httpx.Response(304)
        return paper({"/a": article()}, etag='"v1"')(request)

    runs = [
        gather("articles", tagged, urls=[f"{HOST}/a"], cache=tmp_path / "kept", at=f"2030-01-{day}T12:00:00Z")
        for day in (15, 16)
    ]
    assert [each.url.path for each in runs[1].asked] == ["/robots.txt", "/a"]
    assert runs[0].documents[0].retrieved_at == runs[1].documents[0].retrieved_at


def test_robots_hold_for_listed_pages_too_unless_a_person_says_otherwise(gather):
    site = paper({"/a": article(), "/b": article()}, robots="User-agent: *\nDisallow: /a\n")
    found = gather("articles", site, urls=[f"{HOST}/a", f"{HOST}/b"])
    assert [each.item for each in found.missed] == [f"{HOST}/a"]
    assert "robots.txt" in found.missed[0].reason
    assert len(found.documents) == 1
    heedless = gather("articles", site, urls=[f"{HOST}/a"], network={"respect_robots": False})
    assert len(heedless.documents) == 1


@pytest.mark.parametrize("header", [{"x-robots-tag": "noindex, noai"}, {"tdm-reservation": "1"}])
def test_a_page_whose_owner_reserves_it_is_not_read(gather, header):
    found = gather("articles", paper({"/a": article()}, **header), urls=[f"{HOST}/a"])
    assert found.documents == []
    assert "asks programs not to use it" in found.missed[0].reason


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (httpx.Response(200, content=b"%PDF-1.7 ...", headers={"content-type": "application/pdf"}), "a PDF file"),
        (httpx.Response(200, content=b"", headers={"content-type": "text/html"}), "a page with a text"),
        (httpx.Response(410), "no such thing"),
        (httpx.Response(401, html="<p>Log in</p>"), "401"),
        (httpx.Response(200, html="x" * 3_000), "larger than"),
    ],
    ids=["pdf", "empty", "gone", "closed", "too large"],
)
def test_what_cannot_be_read_is_missed_with_its_reason_and_the_others_are_read(gather, page, said):
    site = paper({"/bad": page, "/a": article()})
    found = gather("articles", site, urls=[f"{HOST}/bad", f"{HOST}/a"], network={"max_bytes": 2_500})
    assert [each.item for each in found.missed] == [f"{HOST}/bad"]
    assert said in found.missed[0].reason
    assert len(found.documents) == 1


def test_only_keeps_pages_that_tell_of_that_entity(gather):
    other = article("Anthropic said on Tuesday that Claude has 41 million monthly active users.")
    found = gather("articles", paper({"/a": article(), "/b": other}), urls=[f"{HOST}/a", f"{HOST}/b"], only="chatgpt")
    assert [each.entity for each in found.observations] == ["chatgpt"]
    assert len(found.documents) == 1


def test_nothing_is_asked_where_nothing_is_listed(gather):
    found = gather("articles", paper({}))
    assert (found.asked, found.readings, found.missed) == ([], [], [])
