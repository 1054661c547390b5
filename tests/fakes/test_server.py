"""The stand-in for sources misbehaves exactly as it is told to."""

import httpx
import pytest

from tests.fakes.server import Quota, busy, html, moved, serving, told, truncated


class Echo:
    """Tells what it was asked; knows where it is."""

    day, url = 1, None

    def at(self, url):
        self.url = url

    def answer(self, ask):
        if ask.path == "/broken":
            raise ZeroDivisionError
        asked = {"path": ask.path, "expand": ask.all("expand"), "body": ask.body.decode(), "day": self.day}
        return told({**asked, "long": "x" * 500}).tagged(ask)


@pytest.fixture
def echo():
    with serving(Echo()) as served:
        yield served


def test_a_fake_is_asked_over_a_socket_and_all_is_remembered(echo):
    answer = httpx.post(f"{echo.url}/a%20b?expand=x&expand[]=y", content=b"hello")
    assert (answer.json()["path"], answer.json()["expand"], answer.json()["body"]) == ("/a b", ["x", "y"], "hello")
    assert answer.headers["content-encoding"] == "gzip"
    assert (echo.paths, echo.fake.url) == (["/a b"], echo.url)


def test_an_unchanged_answer_is_a_304_until_the_day_changes(echo):
    tag = {"if-none-match": httpx.get(echo.url).headers["etag"]}
    assert httpx.get(echo.url, headers=tag).status_code == 304
    echo.fake.day = 2
    assert httpx.get(echo.url, headers=tag).json()["day"] == 2


def test_a_path_can_answer_otherwise(echo):
    echo.odd["/x"] = lambda ask: busy(9) if ask.number == 1 else moved("/y")
    first, second = (httpx.get(f"{echo.url}/x") for _ in range(2))
    assert (first.status_code, first.headers["retry-after"]) == (429, "9")
    assert (second.status_code, second.headers["location"]) == (302, "/y")


def test_connections_are_cut_and_bodies_end_early(echo):
    echo.odd["/cut"] = html().but(cut=5)
    echo.odd["/half"] = truncated(told({"a": 1}))
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(f"{echo.url}/cut")
    assert httpx.get(f"{echo.url}/half").text == '{"a"'


def test_slow_answers_outlast_patience(echo):
    echo.odd["/slow"] = html().but(delay=5.0)
    echo.odd["/drip"] = html().but(drip=0.001)
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(f"{echo.url}/slow", timeout=0.05)
    assert httpx.get(f"{echo.url}/drip").status_code == 200


def test_a_fault_of_a_fake_shows(echo):
    assert "ZeroDivisionError" in httpx.get(f"{echo.url}/broken").text


def test_several_are_served_and_one_may_go_down():
    with serving(Echo(), Echo()) as (one, other):
        one.stop()
        with pytest.raises(httpx.ConnectError):
            httpx.get(one.url)
        assert httpx.get(other.url).status_code == 200


def test_a_quota_runs_out_and_fills_again():
    quota = Quota(2, 3_600.0)
    assert [quota.take() for _ in range(3)] == [True, True, False]
    quota.refill()
    assert (quota.take(), quota.left) == (True, 1)
