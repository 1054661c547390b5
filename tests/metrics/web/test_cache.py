"""What was fetched is kept, confirmed, and given again while it is fresh; nothing broken is."""

import asyncio
from datetime import UTC, datetime

import httpx
import pytest

from metrics.errors import Changed
from metrics.web import Cache, Door, Network, Web
from metrics.web.cache import Stored, key_of

URL = "https://hub.example/api"


def page(body="{}", **headers):
    return httpx.Response(200, text=body, headers={k.replace("_", "-"): v for k, v in headers.items()})


def counting(**headers):
    """Answer with a number that grows, and with 304 to whoever knows the first validator."""
    told = []

    def answer(request):
        if "if-none-match" in request.headers or "if-modified-since" in request.headers:
            return httpx.Response(304, headers={"etag": headers.get("etag", "")} if "etag" in headers else {})
        told.append(request)
        return page(f'{{"n": {len(told)}}}', **headers)

    return answer


def test_a_confirmed_answer_keeps_its_body_and_the_day_it_was_fetched(ask, monkeypatch):
    answer = counting(etag='W/"1144-abc"')
    monkeypatch.setenv("AIMARKET_NOW", "2030-01-01T00:00:00Z")
    first = ask(answer, URL)
    monkeypatch.setenv("AIMARKET_NOW", "2030-01-02T00:00:00Z")
    second = ask(answer, URL)
    assert ask.asked.requests[0].headers["if-none-match"] == 'W/"1144-abc"'
    assert second.confirmed
    assert second.body == first.body
    assert second.retrieved_at == first.retrieved_at


def test_a_last_modified_is_sent_back_exactly_as_it_came(ask):
    answer = counting(last_modified="Tue, 01 Jan 2030 00:00:00 GMT")
    ask(answer, URL)
    assert ask(answer, URL).confirmed
    assert ask.asked.requests[0].headers["if-modified-since"] == "Tue, 01 Jan 2030 00:00:00 GMT"


def test_a_fresh_answer_is_used_unasked_until_its_time_is_over(ask, monkeypatch):
    answer = counting(cache_control="public, max-age=300")
    for now, expected, asked in [("00:00:00", 1, 1), ("00:04:59", 1, 0), ("00:05:00", 2, 1)]:
        monkeypatch.setenv("AIMARKET_NOW", f"2030-01-01T{now}Z")
        found = ask(answer, URL)
        assert (found.json()["n"].count(), ask.door.requests) == (expected, asked)


def test_naming_a_source_asks_although_the_answer_is_fresh(ask):
    answer = counting(cache_control="max-age=300", etag='"1"')
    ask(answer, URL)
    assert ask(answer, URL, revalidate=True).confirmed
    assert ask.door.requests == 1


@pytest.mark.parametrize("rule", ["no-store", "max-age=0", "no-cache, max-age=300"])
def test_what_may_not_be_used_unasked_is_asked_for(ask, rule):
    answer = counting(cache_control=rule)
    assert [ask(answer, URL).json()["n"].count() for _ in range(2)] == [1, 2]


@pytest.mark.parametrize(
    ("headers", "later", "asked"),
    [
        ({}, "2030-01-01T18:00:00Z", 0),
        ({"cache_control": "max-age=0"}, "2030-01-01T18:00:00Z", 0),
        ({}, "2030-01-02T00:00:00Z", 1),
        ({"etag": '"1"'}, "2030-01-01T18:00:00Z", 1),
        ({"cache_control": "no-cache"}, "2030-01-01T18:00:00Z", 1),
    ],
    ids=["nothing said", "stale at once", "a day later", "can be confirmed", "must be confirmed"],
)
def test_a_foreign_page_that_nothing_can_confirm_is_good_for_a_day(ask, monkeypatch, headers, later, asked):
    led = {"page": True, "foreign": True}
    monkeypatch.setenv("AIMARKET_NOW", "2030-01-01T00:00:00Z")
    ask(counting(**headers), URL, home=(), get=led, network={"respect_robots": False})
    monkeypatch.setenv("AIMARKET_NOW", later)
    ask(counting(**headers), URL, home=(), get=led, network={"respect_robots": False})
    assert ask.door.requests == asked


def test_an_age_counts_against_the_freshness(ask):
    answer = counting(cache_control="max-age=300", age="300")
    assert [ask(answer, URL).json()["n"].count() for _ in range(2)] == [1, 2]


def test_expires_counts_from_the_date_that_the_source_tells(ask, monkeypatch):
    monkeypatch.setenv("AIMARKET_NOW", "2030-01-01T00:00:00Z")
    dates = {"date": "Mon, 01 Jan 2024 00:00:00 GMT", "expires": "Mon, 01 Jan 2024 01:00:00 GMT"}
    answer = counting(**dates)
    assert [ask(answer, URL).json()["n"].count() for _ in range(2)] == [1, 1]


def test_an_answer_that_turned_out_broken_is_forgotten(tmp_path):
    told = [page('{"n": 1', etag='"1"'), page('{"n": 2}', etag='"1"')]

    def answer(request):
        return httpx.Response(304) if "if-none-match" in request.headers else told.pop(0)

    async def twice():
        cache = Cache(tmp_path / "answers.sqlite")
        async with Web(Network(gap_s=0.0), cache=cache, transport=httpx.MockTransport(answer)) as web:
            door = Door(web)
            with pytest.raises(Changed):
                (await door.get(URL)).json()
            return (await door.get(URL)).json()["n"].count()

    assert asyncio.run(twice()) == 2


def test_whoever_asks_with_a_token_gets_no_answer_of_another(ask):
    assert key_of(URL, None, "one") != key_of(URL, None, "two") != key_of(URL, None, None)
    assert "one" not in key_of(URL, None, "one")


def test_no_token_is_in_the_file(ask, tmp_path):
    ask(counting(etag='"1"'), URL, token="secret-token")
    files = [path.read_bytes() for path in (tmp_path / "cache").iterdir()]
    assert files
    assert not any(b"secret-token" in content for content in files)


def test_a_cache_that_cannot_be_written_keeps_nothing_and_says_so(ask, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    cache = Cache(blocked / "answers.sqlite")
    assert "answers are not kept" in cache.problem
    assert ask(counting(etag='"1"'), URL, cache=cache).status == 200


def test_a_damaged_file_is_no_failure(ask, tmp_path):
    path = tmp_path / "cache" / "answers.sqlite"
    path.parent.mkdir()
    path.write_bytes(b"this is no database, and long enough to be taken for one" * 50)
    assert ask(counting(etag='"1"'), URL).status == 200


def test_large_answers_are_written_before_many_of_them_wait_in_memory(tmp_path):
    path, moment = tmp_path / "answers.sqlite", datetime(2030, 1, 1, tzinfo=UTC)
    cache = Cache(path)
    for number in range(12):
        cache.keep(str(number), Stored(URL, {}, b"x" * 500_000, moment, moment))
    written = [number for number in range(12) if Cache(path).find(str(number)) is not None]
    assert written == list(range(10))
    cache.close()
    assert Cache(path).find("11").body == b"x" * 500_000
