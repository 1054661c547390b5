"""Collectors are run side by side; what they bring is stored once, and what failed is named."""

import json

import httpx
import polars as pl
import pytest

from metrics.errors import StoreError
from metrics.update import Ears, Outcome, exit_code
from metrics.update.job import AT_ONCE


def stored(collect, *columns):
    return collect.market.collect(collect.market.store.observations().select(*columns).sort(columns))


def test_what_a_source_says_is_stored_with_its_page_and_its_pointer(collect):
    outcome = collect()
    assert (outcome.outcome, outcome.added, outcome.confirmed, outcome.requests) == ("ok", 3, 0, 3)
    rows = stored(collect, "entity", "value", "end", "pointer", "method", "document")
    assert rows.select("entity", "value").rows() == [
        ("dockerhub:acme/bolt", 20.0), ("dockerhub:acme/spark", 3.0), ("ollama", 1500.0)
    ]  # fmt: skip
    assert set(rows["pointer"]) == {"/pull_count"}
    assert set(rows["method"]) == {"dockerhub/1"}
    documents = collect.market.collect(collect.market.store.documents())
    page = documents.filter(pl.col("id") == rows["document"][0])
    assert page["url"][0] == "https://hub.docker.com/r/acme/bolt"
    assert page["request_url"][0] == "https://hub.docker.com/v2/repositories/acme/bolt/"


def test_the_same_again_is_a_confirmation(collect):
    collect()
    again = collect()
    assert (again.outcome, again.added, again.confirmed) == ("unchanged", 0, 3)
    assert stored(collect, "entity").height == 3


def test_the_next_day_adds_a_point_and_a_304_confirms_the_one_before(collect, hub):
    hub.tagged = True
    collect()
    hub.pulls["acme/bolt"] = 25
    day_2 = collect("2030-01-02T12:00:00Z")
    assert (day_2.outcome, day_2.added, day_2.confirmed) == ("ok", 1, 2)
    assert stored(collect, "entity", "value").filter(pl.col("entity") == "dockerhub:acme/bolt")["value"].to_list() == [
        20.0, 25.0
    ]  # fmt: skip


def test_another_number_for_the_same_day_is_a_revision(collect, hub):
    collect()
    hub.pulls["acme/bolt"] = 21
    again = collect("2030-01-01T18:00:00Z")
    assert (again.added, again.confirmed, again.revised) == (1, 2, 1)


def test_what_cannot_be_had_is_named_and_the_rest_is_stored(collect, hub):
    del hub.pulls["acme/bolt"]
    hub.odd["acme/spark"] = lambda _: httpx.Response(200, html="<p>resting</p>")
    outcome = collect()
    assert (outcome.outcome, outcome.added) == ("partial", 1)
    assert "acme/bolt: " in outcome.error
    assert "404" in outcome.error
    assert "acme/spark: " in outcome.error
    assert "expected JSON" in outcome.error
    assert exit_code([outcome]) == 3


def test_a_source_that_gives_nothing_has_failed(collect, hub):
    hub.pulls.clear()
    outcome = collect()
    assert (outcome.outcome, outcome.added) == ("failed", 0)
    assert exit_code([outcome]) == 4


def test_items_that_failed_for_one_reason_share_it(collect):
    def down(request):
        raise httpx.ConnectError("refused", request=request)

    outcome = collect(transport=httpx.MockTransport(down))
    assert outcome.outcome == "failed"
    assert outcome.error.count("no connection") <= 2


def test_an_unexpected_fault_is_reported_and_stops_no_other(collect, hub):
    heard = []

    def broken(_):
        raise ZeroDivisionError

    hub.odd["acme/bolt"] = broken
    outcome = collect(ears=Ears(crash=lambda error: heard.append(error) or "/log/crash.txt"))
    assert outcome.outcome in {"failed", "partial"}
    assert "unexpected ZeroDivisionError, a report is in /log/crash.txt" in outcome.error
    assert isinstance(heard[0], ZeroDivisionError)


def test_a_dry_run_tells_what_would_be_new_and_stores_nothing(collect):
    assert (collect(dry_run=True).added, stored(collect, "entity").height) == (3, 0)
    assert collect.market.store.info()["runs"] == 0
    collect()
    assert collect(dry_run=True).added == 0


def test_only_asks_about_one_entity(collect, hub):
    collect(only="ollama")
    assert hub.asked == ["ollama/ollama"]
    hub.asked.clear()
    collect(only="dockerhub:acme/bolt")
    assert hub.asked == ["acme/bolt"]


def test_a_source_is_not_asked_again_before_it_is_due(collect, hub):
    collect(every=True)
    hub.asked.clear()
    early = collect("2030-01-02T11:59:00Z", every=True)
    assert (early.outcome, early.requests, hub.asked) == ("skipped", 0, [])
    assert "not due" in early.error
    assert collect("2030-01-02T12:00:00Z", every=True).outcome == "ok"


def test_a_source_that_failed_is_due_at_once(collect, hub):
    kept = dict(hub.pulls)
    hub.pulls.clear()
    assert collect(every=True).outcome == "failed"
    hub.pulls.update(kept)
    assert collect("2030-01-01T12:00:01Z", every=True).outcome == "ok"


def test_what_was_fetched_but_never_stored_is_read_from_the_cache(collect, hub):
    hub.tagged = True
    collect(dry_run=True)
    assert collect().added == 3


def test_the_run_is_logged_with_its_counts_and_its_error(collect, hub):
    del hub.pulls["acme/bolt"]
    collect()
    run = collect.market.collect(collect.market.store.runs()).row(0, named=True)
    assert (run["source"], run["requests"], run["added"], run["failed"]) == ("dockerhub", 3, 2, 1)
    assert "acme/bolt" in run["error"]


def test_progress_is_told_up_to_the_end(collect):
    heard = []
    collect(ears=Ears(progress=heard.append))
    assert heard[-1].outcome.outcome == "ok"
    assert (heard[-1].done, heard[-1].expected) == (3, 3)
    assert [each.outcome for each in heard[:-1]] == [None] * (len(heard) - 1)


def test_a_store_that_cannot_be_used_ends_the_update(collect, empty):
    collect()
    log = empty / "data" / "aimarket" / "store" / "observations" / "_delta_log"
    for path in log.iterdir():
        path.write_text("{ broken")
    with pytest.raises(StoreError):
        collect("2030-01-02T12:00:00Z")


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        ([], 0), (["skipped"], 0), (["ok", "unchanged"], 0), (["ok", "partial"], 3), (["ok", "failed"], 3),
        (["partial"], 3), (["failed"], 4), (["failed", "skipped"], 4), (["failed", "unchanged"], 3),
    ],
)  # fmt: skip
def test_the_exit_code_tells_some_from_all(outcomes, code):
    assert exit_code([Outcome(source="x", outcome=each) for each in outcomes]) == code


def test_more_than_one_commit_takes_lands_in_parts(collect, hub, monkeypatch):
    import metrics.update.job

    assert AT_ONCE > 1_000
    monkeypatch.setattr(metrics.update.job, "AT_ONCE", 2)
    outcome = collect()
    assert outcome.added == 3
    assert collect.market.store.info()["runs"] == 1


def test_scripts_get_seven_fields(collect):
    told = json.loads(json.dumps(collect().counts()))
    assert list(told) == ["source", "outcome", "added", "confirmed", "requests", "seconds", "error"]


def test_runs_at_one_moment_are_told_apart_and_the_last_is_the_one_that_counts(collect, hub):
    collect()
    kept, hub.pulls = hub.pulls, {}
    assert collect().outcome == "failed"
    runs = collect.market.collect(collect.market.store.runs().sort("ended_at", "started_at"))
    assert [error is None for error in runs["error"]] == [True, False]
    hub.pulls = kept
    collect()
    assert collect.market.collect(collect.market.store.runs()).height == 3


def test_who_was_asked_about_one_entity_only_is_still_due_for_the_others(collect, hub):
    assert collect(every=True, sources=(), only="ollama").added == 1
    assert hub.asked == ["ollama/ollama"]
    assert collect("2030-01-01T12:05:00Z", every=True).added == 2


def test_what_a_source_says_cannot_look_like_another_item(collect, hub):
    hub.odd["acme/bolt"] = lambda _: httpx.Response(404, json={"message": "no; acme/other: invented"})
    assert collect().error.count("; ") == 0


def test_what_a_source_says_later_counts_even_if_the_clock_stands_still(collect, hub, aimarket):
    for pulls in (20, 25, 21, 25):
        hub.pulls["acme/bolt"] = pulls
        outcome = collect()
        shown = aimarket("show", "image_pulls", "--entity", "dockerhub:acme/bolt", "--format", "json").json
        assert [(row["value"], row["rivals"]) for row in shown] == [(pulls, 0)]
    assert outcome.revised == 1
