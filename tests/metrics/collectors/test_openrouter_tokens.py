"""OpenRouter's tokens by model and day: exports that overlap, a day that still runs, the keyed history."""

from datetime import date, timedelta

import httpx
import pytest

from metrics.vocabulary import Span, Status
from tests.fakes.openrouter import OpenRouter
from tests.fakes.server import Ask, html, text

EXPORTS = "/api/v1/datasets/exports/rankings-daily"
BOLT = "openrouter:acme/bolt"
NEWEST = date(2030, 1, 15)
HELD = {(BOLT, "tokens_processed_daily", None, "openrouter"): NEWEST - timedelta(days=1)}


class Host(OpenRouter):
    """The fake without its sockets; ``odd`` answers replace those of a path."""

    def __init__(self, **fields):
        super().__init__(**fields)
        self.odd = {}

    def __call__(self, request):
        headers = {name.lower(): value for name, value in request.headers.items()}
        ask = Ask(request.method, request.url.raw_path.decode(), headers)
        reply = self.odd.get(request.url.path) or self.answer(ask)
        return httpx.Response(reply.status, content=reply.body, headers=reply.headers)


@pytest.fixture
def host():
    return Host()


def days(found, entity=BOLT):
    """Map each day to its observations, of one entity."""
    told = {}
    for each in found.observations:
        if each.metric == "tokens_processed_daily" and each.entity == entity:
            told.setdefault(each.period.end, []).append(each)
    return told


def exports(found):
    return [each.url.path.removeprefix(f"{EXPORTS}/") for each in found.asked if each.url.path.startswith(EXPORTS)]


def test_a_day_of_a_model_is_a_flow_through_openrouter(gather, host):
    (one,) = days(gather("openrouter", host, held=HELD))[date(2030, 1, 14)]
    assert (one.value, one.unit, one.span, one.scope.platform) == (5_000_143.0, "tokens", Span.SUM, "openrouter")
    assert (one.period.start, one.stated_on, one.status) == (date(2030, 1, 14), date(2030, 1, 15), Status.NORMAL)
    assert (one.as_written, one.pointer) == ("5000143", "/3/total_tokens")


def test_the_newest_day_is_provisional_and_the_next_read_tells_it_whole(gather, host):
    (before,) = days(gather("openrouter", host))[NEWEST]
    host.day = 2
    (after,) = days(gather("openrouter", host, at="2030-01-16T12:00:00Z", held=HELD))[NEWEST]
    assert (before.status, before.value, before.stated_on) == (Status.PROVISIONAL, 1_666_718.0, NEWEST)
    assert (after.status, after.value, after.stated_on) == (Status.NORMAL, 5_000_154.0, NEWEST + timedelta(days=1))


def test_the_first_run_goes_back_as_far_as_the_exports_do(gather, host):
    found = gather("openrouter", host)
    told = days(found)
    assert exports(found) == ["latest.csv", "2029-12-18.csv", "2029-11-20.csv", "2029-10-23.csv"]
    assert min(told) == date(2029, 10, 22)
    assert len(told) == (NEWEST - min(told)).days + 1
    assert found.missed == []


def test_what_still_ran_when_an_older_export_was_written_is_taken_from_the_next(gather, host):
    whole = {day: host.tokens("acme/bolt-20291201", day, NEWEST) for day in days(gather("openrouter", host))}
    told = {day: {each.value for each in each_day} for day, each_day in days(gather("openrouter", host)).items()}
    assert told == {day: {float(value)} for day, value in whole.items()}


def test_later_runs_read_the_newest_export_and_a_week_of_it(gather, host):
    found = gather("openrouter", host, held=HELD)
    assert exports(found) == ["latest.csv"]


def test_since_reads_back_to_that_day(gather, host):
    found = gather("openrouter", host, held=HELD, since=date(2029, 12, 1))
    assert exports(found) == ["latest.csv", "2029-12-18.csv"]


def test_the_rest_of_all_models_is_nobodys(gather, host):
    host.slugs["acme/bolt-20291201:free"] = 7
    found = gather("openrouter", host, held=HELD)
    assert {each.entity for each in found.observations if each.metric == "tokens_processed_daily"} == {
        BOLT, "openrouter:stealth/space-goat",
    }  # fmt: skip
    document = found.documents[-1]
    assert (document.url, document.licence) == ("https://openrouter.ai/rankings", "CC-BY-4.0")


def test_prices_and_tokens_of_a_model_have_one_key(gather, host):
    found = gather("openrouter", host, held=HELD)
    about = {reading.subject.key for reading in found.readings if reading.observations[0].entity == BOLT}
    assert about == {"acme/bolt-20291201"}
    gone = [reading.subject for reading in found.readings if "goat" in reading.subject.key]
    assert {(each.key, each.name) for each in gone} == {("stealth/space-goat", "stealth/space-goat")}


def test_a_key_opens_the_years_before_the_exports(gather, host):
    found = gather("openrouter", host, token="opensesame")
    asked = [dict(each.url.params) for each in found.asked if each.url.path.endswith("/rankings-daily")]
    assert asked == [{"start_date": "2025-01-01", "end_date": "2026-01-01"}, *asked[1:]]
    assert asked[-1]["end_date"] == "2029-10-21"
    assert min(days(found)) == date(2025, 1, 1)
    assert all(len(each) >= 1 for each in days(found).values())
    assert len(days(found)) == (NEWEST - date(2025, 1, 1)).days + 1


def test_with_a_key_later_runs_leave_the_history_alone(gather, host):
    found = gather("openrouter", host, token="opensesame", held=HELD)
    assert not [each for each in found.asked if each.url.path.endswith("/rankings-daily")]


def test_a_wrong_key_costs_the_history_alone(gather, host):
    found = gather("openrouter", host, token="wrong")
    assert [each.item for each in found.missed] == ["tokens by day"]
    assert "401" in found.missed[0].reason
    assert min(days(found)) == date(2029, 10, 22)


@pytest.mark.parametrize(
    ("path", "reply", "reason"),
    [
        (f"{EXPORTS}/latest.csv", html(), "a table with the columns"),
        (f"{EXPORTS}/latest.csv", text("date,model_permaslug,total_tokens\r\n", "text/csv"), "at least one day"),
        (f"{EXPORTS}/latest.csv", text("date,model_permaslug,total_tokens\r\nyesterday,a/b,5\r\n"), "a date"),
        (f"{EXPORTS}/latest.csv", text("date,model_permaslug,total_tokens\r\n2030-01-15,a/b,5\r\n2030-01-1"), "cells"),
        (f"{EXPORTS}/latest.csv", text("{}", "application/json", 404), "no such thing"),
        ("/api/v1/datasets/exports/index.json", text('{"datasets": []}', "application/json"), "rankings-daily"),
        ("/api/v1/datasets/exports/index.json", html(), "JSON"),
    ],
)
def test_exports_of_another_shape_are_missed_and_the_prices_stay(gather, host, path, reply, reason):
    host.odd[path] = reply
    found = gather("openrouter", host)
    assert [each.item for each in found.missed] == ["tokens by day"]
    assert reason in found.missed[0].reason
    assert days(found) == {}
    assert found.values("price_per_million_tokens")[BOLT] == [0.7, 2.1, 0.06]


@pytest.mark.parametrize("wrong", ["-5", "1.5", "NaN", "many", "9e99"])
def test_a_wrong_number_of_tokens_is_missed_by_its_model_and_day_and_the_other_rows_stay(gather, host, wrong):
    rows = f"2030-01-15,a/b,{wrong}\r\n2030-01-14,a/b,1\r\nyesterday,a/c,5\r\n2030-01-14,a/c,2\r\n"
    host.odd[f"{EXPORTS}/latest.csv"] = text(f"date,model_permaslug,total_tokens\r\n{rows}", "text/csv")
    found = gather("openrouter", host)
    assert sorted(each.item for each in found.missed) == ["tokens of a/b, 2030-01-15", "tokens of a/c, yesterday"]
    told = found.values("tokens_processed_daily")
    assert (told["openrouter:a/b"], told["openrouter:a/c"]) == (1.0, 2.0)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2030-02-30"])
def test_a_day_that_cannot_be_is_missed_and_is_not_taken_for_the_running_one(gather, host, day):
    rows = f"{day},a/b,5\r\n2030-01-15,a/b,6\r\n2030-01-14,a/b,7\r\n"
    host.odd[f"{EXPORTS}/latest.csv"] = text(f"date,model_permaslug,total_tokens\r\n{rows}", "text/csv")
    found = gather("openrouter", host)
    assert [each.item for each in found.missed] == [f"tokens of a/b, {day}"]
    told = {each.value: each.status for each in found.observations if each.entity == "openrouter:a/b"}
    assert told == {6.0: Status.PROVISIONAL, 7.0: Status.NORMAL}


def test_the_list_of_exports_may_be_gone_as_long_as_they_are_there(gather, host):
    host.odd["/api/v1/datasets/exports/index.json"] = text("{}", "application/json", 404)
    found = gather("openrouter", host)
    assert found.missed == []
    assert days(found)


def test_an_older_export_that_reaches_no_further_back_ends_the_history(gather, host):
    host.odd[f"{EXPORTS}/2029-12-18.csv"] = text(host._export(NEWEST), "text/csv")
    found = gather("openrouter", host)
    assert exports(found) == ["latest.csv", "2029-12-18.csv"]
    assert found.missed == []
