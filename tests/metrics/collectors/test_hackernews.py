"""Hacker News: stories of closed weeks, strictly searched."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from metrics.vocabulary import Comparator, Precision, Span, Status


def algolia(hits=37, **more):
    return lambda _: httpx.Response(200, json={"hits": [], "nbHits": hits, "hitsPerPage": 0, **more})


def test_the_last_closed_week_is_counted(gather):
    found = gather("hackernews", algolia(), terms=["Bolt Chat"])
    (one,) = found.observations
    assert (one.entity, one.value, one.unit, one.span) == ("hackernews:Bolt Chat", 37.0, "mentions", Span.SUM)
    assert (one.period.start, one.period.end) == (date(2030, 1, 7), date(2030, 1, 13))
    assert one.period.precision is Precision.WEEK
    assert one.stated_on == date(2030, 1, 14)
    assert one.scope.platform == "Hacker News"
    asked = parse_qs(urlsplit(str(found.asked[0].url)).query)
    assert asked["query"] == ['"Bolt Chat"']
    assert asked["numericFilters"] == ["created_at_i>=1893974400,created_at_i<1894579200"]
    assert (asked["tags"], asked["typoTolerance"]) == (["story"], ["false"])


def test_since_reads_every_closed_week_from_then_on(gather):
    found = gather("hackernews", algolia(), terms=["Bolt"], since=date(2029, 12, 25))
    assert [each.period.start.isoformat() for each in found.observations] == ["2029-12-24", "2029-12-31", "2030-01-07"]


def test_weeks_that_were_missed_are_made_up_for(gather):
    held = {("bolt", "search_mentions", None, "Hacker News"): date(2029, 12, 23)}
    assert len(gather("hackernews", algolia(), terms=["Bolt"], held=held).observations) == 3


def test_a_week_that_a_run_before_could_not_have_is_asked_for_again(gather):
    held = {("bolt", "search_mentions", None, "Hacker News"): date(2030, 1, 6)}
    ends = [date(2029, 12, 16), date(2029, 12, 30), date(2030, 1, 6)]
    found = gather("hackernews", algolia(), terms=["Bolt"], held=held, ends=ends)
    assert [each.period.end.isoformat() for each in found.observations] == ["2029-12-23", "2030-01-13"]


@pytest.mark.parametrize("more", [{"exhaustiveNbHits": False}, {"exhaustive": {"nbHits": False, "typo": True}}])
def test_a_count_that_is_not_exhaustive_is_an_estimate(gather, more):
    (one,) = gather("hackernews", algolia(**more), terms=["Bolt"]).observations
    assert (one.comparator, one.status) == (Comparator.ABOUT, Status.ESTIMATED)


def test_the_catalogs_ordinary_words_are_left_out(gather):
    found = gather("hackernews", algolia())
    entities = {each.entity for each in found.observations}
    assert "chatgpt" in entities
    assert not {"claude", "gemini", "grok", "copilot"} & entities


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, html="<p>down</p>"), httpx.Response(200, json={"message": "no index"}),
        httpx.Response(200, json={"nbHits": "37", "hitsPerPage": 0}), httpx.Response(200, json=[]),
        httpx.Response(200, json={"nbHits": 1, "hits": [{}, {}]}), httpx.Response(200, json={"nbHits": -1}),
    ],
)  # fmt: skip
def test_an_answer_of_another_shape_is_missed_with_its_reason(gather, answer):
    found = gather("hackernews", lambda _: answer, terms=["Bolt"])
    assert found.observations == []
    assert "expected" in found.missed[0].reason
    assert found.missed[0].item == "Bolt, 2030-01-07"


def test_an_answer_need_not_repeat_how_many_stories_it_shows(gather):
    found = gather("hackernews", lambda _: httpx.Response(200, json={"nbHits": 37}), terms=["Bolt"])
    assert [each.value for each in found.observations] == [37.0]
