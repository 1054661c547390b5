"""PyPI Stats: downloads by closed day, and of the last 30 days."""

from datetime import date, timedelta

import httpx
import pytest

from metrics.vocabulary import Basis, Precision, Span

LAST = date(2030, 1, 14)
ENTITY = "pypistats:invented-kit"
HELD = {(ENTITY, "package_downloads", None, None): LAST - timedelta(days=2)}


def overall(package, days=180, **more):
    rows = [
        {"category": category, "date": (LAST - timedelta(days=ago)).isoformat(), "downloads": count + ago}
        for ago in range(days)
        for category, count in (("with_mirrors", 5_000), ("without_mirrors", 1_000))
    ]
    return {"data": rows, "package": package, "type": "overall_downloads", **more}


def recent(package, **more):
    return {"data": {"last_day": 1, "last_month": 34_567, "last_week": 9}, "package": package, **more}


def stats(request):
    _, _, _, package, what = request.url.path.split("/")
    if package == "gone":
        return httpx.Response(404, text="404", headers={"content-type": "text/html"})
    if package == "busy":
        refusal = '<a href="/api/#etiquette">429 RATE LIMIT EXCEEDED</a>'
        return httpx.Response(429, html=refusal)
    return httpx.Response(200, json=overall(package) if what == "overall" else recent(package))


def daily(found):
    return [each for each in found.observations if each.span is Span.SUM]


def test_each_closed_day_is_a_flow_without_mirrors(gather):
    found = gather("pypistats", stats, packages=["invented-kit"])
    days = {each.period.end: each for each in daily(found)}
    one = days[LAST]
    assert len(days) == 180
    assert (one.entity, one.metric, one.value, one.unit) == (ENTITY, "package_downloads", 1_000.0, "downloads")
    assert (one.period.start, one.period.precision, one.basis) == (LAST, Precision.DAY, Basis.MEASURED)
    assert one.pointer == "/data/1/downloads"
    assert str(found.asked[0].url) == "https://pypistats.org/api/packages/invented-kit/overall?mirrors=false"


def test_a_day_could_be_known_on_the_day_after_it(gather):
    found = gather("pypistats", stats, packages=["invented-kit"])
    assert all(each.stated_on == each.period.end + timedelta(days=1) for each in daily(found))


def test_the_last_month_is_a_window_that_ends_on_the_newest_day(gather):
    found = gather("pypistats", stats, packages=["invented-kit"])
    (month,) = [each for each in found.observations if each.span is Span.TRAILING]
    assert (month.value, month.pointer) == (34_567.0, "/data/last_month")
    assert (month.period.start, month.period.end) == (date(2029, 12, 16), LAST)
    assert month.period.days == 30


def test_a_page_that_a_person_can_open_stands_behind_it(gather):
    found = gather("pypistats", stats, packages=["Invented.Kit_2"])
    assert {each.url for each in found.documents} == {"https://pypistats.org/packages/invented-kit-2"}


def test_a_package_of_the_catalog_is_its_entity(gather):
    found = gather("pypistats", stats, packages=["vllm", "Huggingface.Hub"])
    assert {each.entity for each in found.observations} == {"vllm", "pypistats:Huggingface.Hub"}


def test_what_is_held_is_read_again_for_a_week_only(gather):
    found = gather("pypistats", stats, packages=["invented-kit"], held=HELD)
    assert [each.period.end for each in daily(found)] == [LAST - timedelta(days=ago) for ago in range(10)]


def test_since_reads_back_to_that_day_whatever_is_held(gather):
    found = gather("pypistats", stats, packages=["invented-kit"], held=HELD, since=LAST - timedelta(days=30))
    assert len(daily(found)) == 31


def test_a_day_that_runs_still_is_not_counted_yet(gather):
    def running(request):
        if request.url.path.endswith("recent"):
            return stats(request)
        row = {"category": "without_mirrors", "date": "2030-01-15", "downloads": 3}
        told = overall("invented-kit", days=2)
        return httpx.Response(200, json={**told, "data": [row, *told["data"]]})

    found = gather("pypistats", running, packages=["invented-kit"])
    assert {each.period.end for each in daily(found)} == {LAST, LAST - timedelta(days=1)}


def test_an_unknown_package_is_gone_and_the_others_are_read(gather):
    found = gather("pypistats", stats, packages=["gone", "invented-kit"])
    assert [(each.item, each.gone) for each in found.missed] == [("gone", True)]
    assert found.observations


def test_too_many_requests_mean_a_minute_though_nobody_says_so(gather):
    found = gather("pypistats", stats, packages=["busy"])
    assert "try after" in found.missed[0].reason
    assert "60 s" in found.missed[0].reason


@pytest.mark.parametrize(
    "told",
    [
        overall("other"),
        overall("invented-kit", data=[]),
        overall("invented-kit", data=[{"category": "with_mirrors", "date": "2030-01-01", "downloads": 5}]),
        overall("invented-kit", data=[{"category": "without_mirrors", "date": "2030-01-01", "downloads": -5}]),
        overall("invented-kit", data=[{"category": "without_mirrors", "date": "2030-01-01", "downloads": None}]),
        overall("invented-kit", data=[{"category": "without_mirrors", "date": "2030-01-01", "downloads": 1e300}]),
        overall("invented-kit", data=[{"category": "without_mirrors", "date": "soon", "downloads": 5}]),
        {"data": {}, "package": "invented-kit"},
    ],
    ids=["another package", "no rows", "mirrors only", "negative", "null", "huge", "no date", "object"],
)
def test_an_answer_of_another_shape_is_missed(gather, told):
    def odd(request):
        return httpx.Response(200, json=told) if request.url.path.endswith("overall") else stats(request)

    found = gather("pypistats", odd, packages=["invented-kit"])
    assert [each.item for each in found.missed] == ["invented-kit"]
    assert found.observations == []


def test_what_the_days_gave_is_kept_if_the_month_is_not_understood(gather):
    def odd(request):
        if request.url.path.endswith("recent"):
            return httpx.Response(200, json=recent("invented-kit", data={"last_month": "lots"}))
        return stats(request)

    found = gather("pypistats", odd, packages=["invented-kit"])
    assert len(daily(found)) == 180
    assert "last_month" in found.missed[0].reason


def test_a_hostile_name_stays_within_its_place_in_the_address(gather):
    found = gather("pypistats", lambda _: httpx.Response(404, text="404"), packages=["../../admin?x=1"])
    assert str(found.asked[0].url).startswith("https://pypistats.org/api/packages/--%2F--%2Fadmin%3Fx%3D1/")
    assert found.missed
