"""A source is asked politely, a bounded number of times, and its token goes nowhere else."""

import httpx
import pytest

from metrics.errors import Changed, Denied, Gone, Limited, Unreachable
from metrics.web import Manners
from metrics.web.door import agent_of, with_params

HOME = "https://hub.example"


def replies(*given):
    """Answer with these, the last one for ever."""
    left = list(given)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def js(value, status=200, **headers):
    return httpx.Response(status, json=value, headers={k.replace("_", "-"): v for k, v in headers.items()})


def test_an_answer_brings_where_it_came_from_and_when_it_was_fetched(ask, monkeypatch):
    monkeypatch.setenv("AIMARKET_NOW", "2030-01-02T03:04:05Z")
    answer = ask(replies(js({"n": 1})), f"{HOME}/api")
    assert answer.json()["n"].count() == 1
    assert (answer.url, answer.request_url, answer.status) == (f"{HOME}/api", f"{HOME}/api", 200)
    assert answer.retrieved_at.isoformat() == "2030-01-02T03:04:05+00:00"
    assert not answer.confirmed
    assert ask.door.requests == 1


def test_every_request_says_who_asks_and_whom_to_write_to(ask):
    ask(replies(js({})), f"{HOME}/api", network={"contact": "name@example.org"})
    assert ask.asked.requests[0].headers["user-agent"] == agent_of("name@example.org")
    assert ask.asked.requests[0].headers["accept-encoding"] == "gzip"


def test_a_contact_cannot_smuggle_a_header():
    assert "\n" not in agent_of("name@example.org\r\nx-evil: 1")


@pytest.mark.parametrize(
    ("status", "error"), [(404, Gone), (410, Gone), (401, Denied), (403, Denied), (422, Denied), (400, Denied)]
)
def test_a_refusal_is_final_and_names_its_reason(ask, status, error):
    found = ask(replies(js({"message": "no \x1b[31mway"}, status)), f"{HOME}/api")
    assert isinstance(found, error)
    assert f"{HOME}/api" in str(found)
    assert "no ␛[31mway" in str(found)
    assert ask.door.requests == 1


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(ask, status):
    answer = ask(replies(js({}, status), js({}, status), js({"n": 2})), f"{HOME}/api")
    assert answer.json()["n"].count() == 2
    assert ask.door.requests == 3


def test_after_the_last_try_it_says_what_came_each_time(ask):
    found = ask(replies(js({"error": "resting"}, 503)), f"{HOME}/api")
    assert isinstance(found, Unreachable)
    assert "503 3 times (resting)" in str(found)
    assert ask.door.requests == 3


def test_a_short_wait_that_is_asked_for_is_waited_for(ask):
    answer = ask(replies(js({}, 429, retry_after="0.02"), js({"n": 3})), f"{HOME}/api")
    assert answer.json()["n"].count() == 3


def test_a_long_wait_is_not_waited_for_and_tells_when_to_come_back(ask, monkeypatch):
    monkeypatch.setenv("AIMARKET_NOW", "2030-01-01T00:00:00Z")
    found = ask(replies(js({}, 429, retry_after="3600")), f"{HOME}/api")
    assert isinstance(found, Limited)
    assert "try after 2030-01-01T01:00:00Z" in str(found)
    assert ask.door.requests == 1


def test_one_page_that_is_limited_does_not_close_its_host_but_two_do(ask):
    limited = js({}, 429, retry_after="3600")
    first, second, third, fourth = ask(
        lambda request: limited if "slow" in request.url.path else js({}),
        f"{HOME}/slow/1", f"{HOME}/quick", f"{HOME}/slow/2", f"{HOME}/slow/3",
    )  # fmt: skip
    assert isinstance(first, Limited)
    assert second.status == 200
    assert isinstance(third, Limited)
    assert isinstance(fourth, Limited)
    assert ask.door.requests == 4


def test_two_long_refusals_in_a_row_close_the_host(ask):
    found = ask(replies(js({}, 429, retry_after="3600")), *[f"{HOME}/{n}" for n in range(5)])
    assert all(isinstance(each, Limited) for each in found)
    assert ask.door.requests == 2


@pytest.mark.parametrize(
    "headers",
    [{"x_ratelimit_remaining": "0", "x_ratelimit_reset": "99999999999"}, {"ratelimit": '"api";r=0;t=300'}],
)
def test_a_spent_quota_closes_the_host_before_it_refuses(ask, headers):
    first, second = ask(replies(js({}, **headers)), f"{HOME}/1", f"{HOME}/2")
    assert first.status == 200
    assert isinstance(second, Limited)
    assert ask.door.requests == 1
    assert ask.door.quota == 0


def test_github_says_with_403_that_the_quota_is_spent(ask):
    spent = js({"message": "API rate limit exceeded"}, 403, x_ratelimit_remaining="0", x_ratelimit_reset="99999999999")
    found = ask(replies(spent), f"{HOME}/1")
    assert isinstance(found, Limited)


def test_a_source_may_say_slow_down_in_words_with_status_200(ask):
    manners = Manners(limit=lambda answer: 90.0 if answer.body.startswith(b"Please limit") else None)
    found = ask(replies(httpx.Response(200, text="Please limit requests")), f"{HOME}/1", manners=manners)
    assert isinstance(found, Limited)


def test_html_where_json_was_promised_is_a_change_whatever_the_status(ask):
    answer = ask(replies(httpx.Response(200, html="<h1>Maintenance</h1>")), f"{HOME}/api")
    with pytest.raises(Changed, match="expected JSON, found text/html that begins '<h1>Maintenance"):
        answer.json()


def test_a_token_goes_to_its_own_host_only(ask):
    def answer(request):
        if request.url.host == "hub.example":
            return httpx.Response(302, headers={"location": "https://elsewhere.example/file"})
        return js({})

    found = ask(answer, f"{HOME}/api", token="secret-token", home=(HOME, "https://second.example"))
    ask_second = ask.asked.requests
    assert found.url == "https://elsewhere.example/file"
    assert ask_second[0].headers["authorization"] == "Bearer secret-token"
    assert "authorization" not in ask_second[1].headers


@pytest.mark.parametrize("other", ["http://hub.example/x", "https://hub.example:8443/x", "https://hub.example.evil/x"])
def test_another_scheme_port_or_name_is_another_host_for_the_token(ask, other):
    ask(lambda request: js({}) if str(request.url) == other else httpx.Response(307, headers={"location": other}),
        f"{HOME}/api", token="secret-token")  # fmt: skip
    assert [("authorization" in request.headers) for request in ask.asked.requests] == [True, False]


def test_the_token_is_in_no_error(ask):
    found = ask(replies(js({"message": "Bad credentials"}, 401)), f"{HOME}/api", token="secret-token")
    assert "secret-token" not in str(found) + repr(found)


def test_relative_redirects_are_followed_and_the_question_is_remembered(ask):
    moved = httpx.Response(307, headers={"location": "/api/new"})
    answer = ask(lambda request: moved if request.url.path == "/api/old" else js({"n": 4}), f"{HOME}/api/old")
    assert (answer.url, answer.request_url) == (f"{HOME}/api/new", f"{HOME}/api/old")


def test_a_circle_of_redirects_ends(ask):
    found = ask(replies(httpx.Response(302, headers={"location": "/round"})), f"{HOME}/round")
    assert isinstance(found, Denied)
    assert "redirects" in str(found)


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd", "ftp://hub.example/x", "javascript:alert(1)", "http://[::1", "http://hub.example:99999/",
        "http://hub.example:abc/", "http://", "http:///x",
    ],
)  # fmt: skip
def test_a_redirect_leads_to_the_web_or_nowhere(ask, target):
    found = ask(replies(httpx.Response(302, headers={"location": target})), f"{HOME}/api")
    assert isinstance(found, Denied)
    assert "leads to" in str(found)
    assert ask.door.requests == 1


def test_parameters_join_those_of_the_address():
    assert with_params(f"{HOME}/a?b=1", {"c": "x y", "d": None, "e": [1, 2]}) == f"{HOME}/a?b=1&c=x+y&e=1&e=2"


def test_a_post_is_never_taken_from_the_cache(ask, tmp_path):
    import asyncio

    from metrics.web import Door, Network, Web

    asked = []

    def answer(request):
        asked.append(request.read())
        return js({"n": len(asked)}, etag='"1"', cache_control="max-age=900")

    async def twice():
        async with Web(Network(gap_s=0.0), transport=httpx.MockTransport(answer)) as web:
            door = Door(web, home=(HOME,))
            return [(await door.post(f"{HOME}/graphql", b"{}", headers={})).json()["n"].count() for _ in range(2)]

    assert asyncio.run(twice()) == [1, 2]


def test_a_refusal_tells_its_status_and_the_reason_within_an_error_object(ask):
    found = ask(replies(js({"error": {"message": "no such format"}}, 422)), f"{HOME}/api")
    assert found.status == 422
    assert "(no such format)" in str(found)
