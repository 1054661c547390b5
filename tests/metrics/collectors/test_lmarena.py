"""LMArena: ratings with their intervals, from parquet behind a redirect."""

from datetime import UTC, date, datetime
from io import BytesIO

import httpx
import polars as pl
import pytest

from metrics.vocabulary import Basis

DAY = date(2030, 1, 10)


def row(name, rating, category="overall", *, low=None, high=None):
    return {
        "model_name": name, "rating": rating, "rating_lower": low, "rating_upper": high, "category": category,
        "leaderboard_publish_date": DAY, "rank": 1.0, "vote_count": 100.0,
    }  # fmt: skip


ROWS = [
    row("deepseek-r1", 1350.5, low=1345.0, high=1356.0), row("invented-9", 1290.25, low=1280.0, high=1300.0),
    row("invented-9", 1400.0, "coding"), row("invented-9", 1111.0, "industry_gardening"),
]  # fmt: skip


def parquet(rows):
    schema = {"rating": pl.Float64, "rating_lower": pl.Float64, "rating_upper": pl.Float64}
    body = BytesIO()
    pl.DataFrame(rows, schema_overrides=schema).write_parquet(body)
    return body.getvalue()


def hub(rows=ROWS):
    def answer(request):
        if request.url.host == "cdn.example":
            return httpx.Response(200, content=parquet(rows))
        if "/text/" not in request.url.path:
            return httpx.Response(404, json={"error": "Entry not found"})
        return httpx.Response(302, headers={"location": "https://cdn.example/signed?x=1"})

    return answer


def test_ratings_come_with_their_interval_and_their_board(gather):
    found = gather("lmarena", hub(), token="secret")
    rated = {(each.entity, each.scope.platform): each for each in found.observations}
    assert set(rated) == {
        ("deepseek_r1", "LMArena text"), ("lmarena:invented-9", "LMArena text"),
        ("lmarena:invented-9", "LMArena text, coding"),
    }  # fmt: skip
    one = rated["deepseek_r1", "LMArena text"]
    assert (one.value, one.low, one.high, one.unit, one.basis) == (1350.5, 1345.0, 1356.0, "elo", Basis.SURVEY)
    assert (one.period.end, one.stated_on, one.origin, one.pointer) == (DAY, DAY, "LMArena", "/0/rating")
    assert found.documents[0].licence == "CC-BY-4.0"


@pytest.mark.parametrize("written", ["2030-01-10", "2030-01-10T03:00:00", datetime(2030, 1, 10, 3, tzinfo=UTC)])
def test_the_day_of_a_board_may_be_written_in_several_ways(gather, written):
    found = gather("lmarena", hub([{**row("invented-9", 1290.25), "leaderboard_publish_date": written}]))
    assert found.observations[0].period.end == DAY


def test_a_day_that_is_none_is_missed(gather):
    found = gather("lmarena", hub([{**row("invented-9", 1290.25), "leaderboard_publish_date": "soon"}]))
    assert found.observations == []
    assert "leaderboard_publish_date" in found.missed[0].reason


def test_a_board_that_is_not_there_is_missed_and_the_others_stay(gather):
    found = gather("lmarena", hub())
    assert [each.item for each in found.missed] == ["board vision", "board webdev"]
    assert all(each.gone for each in found.missed)


def test_the_token_does_not_follow_to_the_other_host(gather):
    found = gather("lmarena", hub(), token="secret")
    assert {request.url.host for request in found.asked if "authorization" in request.headers} == {"huggingface.co"}


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([row("a", 1300.0, low=1310.0, high=1320.0)], "a rating within its interval"),
        ([row("a", float("nan"))], "a rating within its interval"),
        ([row("a", 1.0), row("a", 2.0)], "one overall rating a model"),
        ([row("a", 1.0, "coding")], "one overall rating a model"),
        ([{"model_name": "a", "score": 1.0}], "columns model_name"),
    ],
)
def test_an_odd_board_is_missed_with_its_reason(gather, rows, reason):
    found = gather("lmarena", hub(rows))
    assert found.observations == []
    assert reason in found.missed[0].reason


@pytest.mark.parametrize("body", [b"<html>busy</html>", b"PAR1 but nothing else", b""])
def test_what_is_no_parquet_is_missed(gather, body):
    found = gather("lmarena", lambda _: httpx.Response(200, content=body))
    assert found.observations == []
    assert len(found.missed) == 3


@pytest.mark.parametrize(
    "odd", [row("=x\x1b", 1300.0, low=1310.0), row(None, 1300.0, "coding"), row("c", float("inf"))]
)
def test_an_odd_rating_is_missed_and_the_others_of_its_board_stay(gather, odd):
    found = gather("lmarena", hub([*ROWS, odd]))
    assert len(found.observations) == 3
    (missed,) = (each for each in found.missed if each.item.endswith("on board text"))
    assert "a rating within its interval" in missed.reason
    assert "\x1b" not in missed.item


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(1, 1, 1)])
def test_a_board_of_a_day_that_cannot_be_is_missed(gather, day):
    found = gather("lmarena", hub([*ROWS, {**row("late", 1300.0), "leaderboard_publish_date": day}]))
    assert {each.period.end for each in found.observations} == {DAY}
    assert [each.item for each in found.missed if "late" in each.item] == ["late on board text"]
