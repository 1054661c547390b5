"""Every way in which a source says when to come back is understood, and no odd header is an error."""

import math
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.web.waits import asked_wait, quota_left, quota_wait, refused_for_now

DATE = "Tue, 01 Jan 2030 00:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"retry-after": "30"}, 30.0),
        ({"retry-after": "Tue, 01 Jan 2030 00:01:30 GMT", "date": DATE}, 90.0),
        ({"retry-after": "Mon, 31 Dec 2029 00:00:00 GMT", "date": DATE}, 0.0),
        ({"ratelimit": '"api";r=0;t=55'}, 56.0),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1893456060", "date": DATE}, 61.0),
        ({"x-ratelimit-remaining": "5", "x-ratelimit-reset": "1893456060", "date": DATE}, None),
        ({"retry-after": "soon"}, None),
        ({}, None),
    ],
)
def test_the_wait_is_what_the_source_names(headers, wait):
    assert asked_wait(429, headers) == wait


@pytest.mark.parametrize("clock", ["theirs", "ours"])
def test_where_another_moment_stands_in_for_ours_a_time_is_meant_by_the_nearer_clock(monkeypatch, clock):
    monkeypatch.setenv("AIMARKET_NOW", "2031-05-05T00:00:00Z")
    start = 1_893_456_000 if clock == "theirs" else 1_935_705_600
    after = formatdate(start + 90, usegmt=True)
    assert asked_wait(503, {"retry-after": after, "date": DATE}) == 90.0
    spent = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(start + 60), "date": DATE}
    assert quota_wait(spent) == 61.0


def test_githubs_secondary_limit_is_a_minute_where_it_names_none():
    body = b'{"message":"You have exceeded a secondary rate limit."}'
    assert asked_wait(403, {}, body) == 60.0
    assert refused_for_now(403, {}, body)
    assert not refused_for_now(403, {}, b"forbidden")


def test_the_quota_is_read_from_either_header():
    assert quota_left({"ratelimit": '"api";r=489;t=189'}) == 489
    assert quota_left({"x-ratelimit-remaining": "59"}) == 59
    assert quota_left({}) is None


names = st.sampled_from(["retry-after", "ratelimit", "x-ratelimit-remaining", "x-ratelimit-reset", "date"])


@given(st.dictionaries(names, st.text(max_size=40)), st.integers(100, 599), st.binary(max_size=50))
def test_no_header_is_an_error(headers, status, body):
    wait = asked_wait(status, headers, body)
    assert wait is None or (wait >= 0 and not math.isnan(wait))
    assert quota_wait(headers) is None or quota_wait(headers) >= 0
    refused_for_now(status, headers, body)
