"""What every collector keeps to, whatever its source."""

from datetime import timedelta

import httpx
import pytest

from metrics.catalog import load
from metrics.collector import Collector
from metrics.collectors import collector_of, names
from metrics.config import SOURCES
from metrics.errors import SourceError

LISTS = {
    "feeds": {"urls": ["https://paper.example/feed"]},
    "articles": {"urls": ["https://paper.example/a"]},
    "gdelt": {"terms": ["Invented Chat"], "languages": ["english"]},
}


@pytest.fixture(params=names())
def source(request):
    return request.param


def test_its_file_holds_a_collector_of_its_name(source):
    found = collector_of(source)
    assert isinstance(found, Collector)
    assert found.name == source
    assert source in SOURCES


def test_it_names_metrics_of_the_catalog_and_a_home_that_can_be_opened(source):
    found = collector_of(source)
    assert set(found.metrics) <= set(load().metrics)
    assert found.home.startswith("https://")
    assert found.publisher
    assert found.every >= timedelta(hours=1)


def test_it_says_what_since_means_for_it(source):
    assert len(collector_of(source).about_since) > 20


def test_its_document_says_what_it_reads_and_what_it_checks(source):
    assert collector_of(source).read.__doc__


def gathered(gather, source, answer):
    """Run a collector; the error that ends it counts as what it missed."""
    try:
        found = gather(source, lambda _: answer, **LISTS.get(source, {}))
    except SourceError as error:
        return [], [str(error)]
    return found.observations, [each.reason for each in found.missed]


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, html="<h1>We are down for maintenance</h1>"),
        httpx.Response(200, json={"unheard": "of"}),
        httpx.Response(200, json=[{"unheard": "of"}]),
        httpx.Response(200, content=b"\x00\xff\x00 nothing that can be read"),
        httpx.Response(200, content=b""),
        httpx.Response(500, text="oops"),
        httpx.Response(403, html="<h1>Forbidden</h1>"),
        httpx.Response(404, html="<h1>Not found</h1>"),
    ],
    ids=["html", "object", "list", "binary", "empty", "500", "403", "404"],
)
def test_an_answer_of_an_unknown_shape_is_never_passed_over_in_silence(gather, source, answer):
    if source == "articles" and answer.status_code == 200:
        pytest.skip("a page may be anything that can be read")
    observations, reasons = gathered(gather, source, answer)
    assert observations == []
    assert reasons
    assert all(reasons)


def test_no_connection_is_a_reason_too(gather, source):
    def down(request):
        raise httpx.ConnectError("refused", request=request)

    try:
        found = gather(source, down, **LISTS.get(source, {}))
    except SourceError:
        return
    assert found.missed
    assert found.observations == []
