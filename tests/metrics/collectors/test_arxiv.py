"""arXiv: papers of closed months; an error that looks like one paper is none."""

import calendar
from datetime import date
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from metrics.vocabulary import Precision, Span

ATOM = 'xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"'
ENTRY = "<entry><id>http://arxiv.org/abs/2912.00001v1</id><title>Invented</title></entry>"


def feed(total, entry=ENTRY):
    body = f"<feed {ATOM}><opensearch:totalResults>{total}</opensearch:totalResults>{entry}</feed>"
    return httpx.Response(200, text=body, headers={"content-type": "application/atom+xml"})


def test_each_closed_month_of_the_last_twelve_is_counted(gather):
    found = gather("arxiv", lambda _: feed(1_234), categories=["cs.AI"])
    assert [each.period.start.isoformat()[:7] for each in found.observations][::11] == ["2029-01", "2029-12"]
    one = found.observations[-1]
    assert (one.entity, one.value, one.span, one.period.precision) == ("arxiv:cs.AI", 1234.0, Span.SUM, Precision.MONTH)
    assert one.period.end == date(2029, 12, 31)
    assert one.stated_on == date(2030, 1, 1)
    asked = parse_qs(urlsplit(str(found.asked[-1].url)).query)["search_query"]
    assert asked == ["cat:cs.AI AND submittedDate:[202912010000 TO 202912312359]"]
    assert found.documents[-1].url == "https://arxiv.org/list/cs.AI/2029-12"


def test_later_only_what_still_grows_is_read_again(gather):
    held = {("arxiv:cs.AI", "papers", None, None): date(2029, 12, 31)}
    found = gather("arxiv", lambda _: feed(5), categories=["cs.AI"], held=held)
    assert [each.period.start.month for each in found.observations] == [11, 12]


def test_a_month_that_a_run_before_could_not_have_is_asked_for_again(gather):
    held = {("arxiv:cs.AI", "papers", None, None): date(2029, 12, 31)}
    ends = [date(2029, month, calendar.monthrange(2029, month)[1]) for month in range(1, 13) if month not in (1, 6)]
    found = gather("arxiv", lambda _: feed(5), categories=["cs.AI"], held=held, ends=ends)
    assert [each.period.start.month for each in found.observations] == [1, 6, 11, 12]


def test_since_reads_from_that_month_on(gather):
    found = gather("arxiv", lambda _: feed(5), categories=["cs.AI"], since=date(2029, 10, 20))
    assert [each.period.start.month for each in found.observations] == [10, 11, 12]


def test_a_term_is_searched_in_abstracts_for_its_entity(gather):
    found = gather("arxiv", lambda _: feed(5), categories=[], terms=["DeepSeek"], since=date(2029, 12, 1))
    assert found.values("papers") == {"deepseek": 5.0}
    assert "abs%3A%22DeepSeek%22" in str(found.asked[0].url)


def test_no_paper_at_all_is_a_count_too(gather):
    found = gather("arxiv", lambda _: feed(0, ""), categories=["cs.AI"], since=date(2029, 12, 1))
    assert found.values("papers") == {"arxiv:cs.AI": 0.0}


ERROR = "<entry><id>http://arxiv.org/api/errors#malformed</id><title>Error</title><summary>malformed\n query</summary></entry>"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (feed(1, ERROR), "an error: malformed query"),
        (feed("many"), "totalResults"),
        (feed(7, ""), "the first of 7 papers"),
        (httpx.Response(200, html="<p>busy</p>"), "an Atom feed"),
        (httpx.Response(200, text="<feed"), "an Atom feed"),
        (httpx.Response(200, text=f'<!DOCTYPE x [<!ENTITY a "b">]><feed {ATOM}/>'), "without a document type"),
        (httpx.Response(400, text="bad"), "400"),
    ],
)
def test_what_is_no_count_is_missed_with_its_reason(gather, answer, reason):
    found = gather("arxiv", lambda _: answer, categories=["cs.AI"], since=date(2029, 12, 1))
    assert found.observations == []
    assert reason in found.missed[0].reason
