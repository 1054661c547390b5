"""A page is read only if the owner of its site lets programs read it."""

import httpx
import pytest

from metrics.errors import Denied

SITE = "https://paper.example"


def site(robots, status=200):
    def answer(request):
        if request.url.path == "/robots.txt":
            return httpx.Response(status, text=robots)
        return httpx.Response(200, text="page")

    return answer


RULES = "User-agent: *\nDisallow: /private\nAllow: /private/open$\nDisallow: /*.pdf$\n\nUser-agent: aimarket\nDisallow: /ours\n"


@pytest.mark.parametrize(
    ("path", "allowed"), [("/news", True), ("/private/open", True), ("/ours/x", False), ("/private/x", True)]
)
def test_the_group_for_us_counts_and_not_the_one_for_all(ask, path, allowed):
    found = ask(site(RULES), SITE + path, get={"page": True})
    assert isinstance(found, Denied) is not allowed


def test_the_longest_match_wins(ask):
    rules = "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c\n"
    found = ask(site(rules), *(SITE + path for path in ("/a/x", "/a/b/x", "/a/b/c")), get={"page": True})
    assert [isinstance(each, Denied) for each in found] == [True, False, True]


def test_robots_txt_is_asked_once_for_a_site(ask):
    ask(site("User-agent: *\nDisallow:"), *(f"{SITE}/{number}" for number in range(4)), get={"page": True})
    assert [request.url.path for request in ask.asked.requests].count("/robots.txt") == 1
    assert ask.door.requests == 5


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (401, True), (500, False), (429, False)])
def test_a_missing_file_allows_everything_and_a_failing_one_nothing(ask, status, allowed):
    found = ask(site("", status), f"{SITE}/news", get={"page": True}, network={"tries": 1})
    assert isinstance(found, Denied) is not allowed


def test_whoever_switched_it_off_is_not_asked_for(ask):
    ask(site("User-agent: *\nDisallow: /"), f"{SITE}/news", get={"page": True}, network={"respect_robots": False})
    assert [request.url.path for request in ask.asked.requests] == ["/news"]


def test_an_api_is_not_a_page(ask):
    assert ask(site("User-agent: *\nDisallow: /"), f"{SITE}/api").status == 200


def test_a_redirect_to_a_forbidden_page_is_not_followed(ask):
    def answer(request):
        if request.url.path == "/robots.txt":
            return httpx.Response(200, text="User-agent: *\nDisallow: /private")
        return httpx.Response(302, headers={"location": "/private/x"})

    assert isinstance(ask(answer, f"{SITE}/news", get={"page": True}), Denied)
