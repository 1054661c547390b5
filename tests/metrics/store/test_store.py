"""Opening, appending, scanning: what the rest of the program relies on."""

from datetime import UTC, date, datetime, timedelta

import polars as pl

from metrics.frames import DOCUMENTS, OBSERVATIONS, RULINGS, RUNS, documents_frame
from metrics.model import Document
from metrics.store import Appended, Store, as_published, as_recorded

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def held(store: Store) -> list[float]:
    return store.observations().select("value").collect()["value"].sort().to_list()


def test_an_empty_store_has_the_frames_with_their_schemas(store: Store):
    assert store.observations().collect_schema() == OBSERVATIONS
    assert store.documents().collect_schema() == DOCUMENTS
    assert store.runs().collect_schema() == RUNS
    assert store.rulings().collect_schema() == RULINGS
    assert store.observations().collect().height == 0


def test_what_is_appended_comes_back_recorded_at_the_given_moment(reading, store: Store):
    run, documents, observations = reading("page", range(3))
    assert store.append(run, documents, observations, now=NOW) == Appended(added=3, unchanged=0, documents=1)
    expected = observations.with_columns(recorded_at=pl.lit(NOW, pl.Datetime("us", "UTC")))
    assert store.observations().collect().sort("id").equals(expected.sort("id"))
    assert store.documents().collect()["id"].to_list() == documents["id"].to_list()
    assert store.runs().select("source", "added", "unchanged", "requests").collect().rows() == [("page", 3, 0, 1)]


def test_appending_the_same_again_adds_nothing_but_a_run(reading, store: Store):
    store.append(*reading("page", range(3)), now=NOW)
    later = NOW + timedelta(days=1)
    assert store.append(*reading("page", range(5)), now=later) == Appended(added=2, unchanged=3, documents=0)
    assert store.append(*reading("page", range(5)), now=later) == Appended(added=0, unchanged=5, documents=0)
    assert held(store) == [0, 1, 2, 3, 4]
    assert store.runs().select("added").sort("added").collect()["added"].to_list() == [0, 2, 3]
    assert store.verify() == []


def test_another_version_of_a_page_is_another_document(reading, store: Store):
    run, documents, observations = reading("page", range(1))
    store.append(run, documents, observations, now=NOW)
    edited = documents_frame([Document(url="https://example.org/page", sha256="1" * 64)])
    assert store.append(run, edited, observations.clear(), now=NOW) == Appended(0, 0, 1)
    assert store.documents().collect().height == 2


def test_many_small_runs_leave_few_files_and_every_row(reading, store: Store):
    for number in range(200):
        store.append(*reading(f"page{number}", range(2)), now=NOW)
    info = store.info()
    assert (info["observations"], info["documents"], info["runs"]) == (400, 200, 200)
    assert info["files"] <= 3 * 9
    assert held(store) == sorted([0.0, 1.0] * 200)
    assert store.verify() == []


def test_compacting_keeps_every_row_in_one_file_a_table(reading, store: Store):
    for number in range(5):
        store.append(*reading(f"page{number}", range(2)), now=NOW)
    before = store.observations().collect().sort("id")
    store.compact()
    assert store.info()["files"] == 3
    assert store.observations().collect().sort("id").equals(before)
    assert store.append(*reading("page1", range(2)), now=NOW).added == 0
    assert store.verify() == []


def test_a_frame_keeps_showing_the_version_at_which_it_was_asked_for(reading, store: Store):
    store.append(*reading("page", range(3)), now=NOW)
    frame = store.observations()
    store.append(*reading("page", range(5)), now=NOW)
    store.compact()
    assert frame.collect().height == 3
    assert store.observations().collect().height == 5


def test_the_version_grows_with_what_anybody_appends(reading, store: Store):
    other, before = Store.open(store.uri), store.version
    assert store.version == before
    other.append(*reading("page", range(3)), now=NOW)
    assert store.version > before
    assert held(store) == [0, 1, 2]


def test_info_counts_from_the_log(reading, store: Store):
    store.append(*reading("page", range(3)), now=NOW)
    info = store.info()
    assert info["bytes"] > 0
    counted = {"observations": 3, "documents": 1, "runs": 1, "files": 3, "bytes": info["bytes"]}
    assert info == {"uri": store.uri, "version": store.version, **counted}


def test_rulings_are_kept_one_after_the_other(reading, store: Store):
    store.append(*reading("page", range(1)), now=NOW)
    observation = store.observations().collect()["id"][0]
    for hours, rank in enumerate(["deprecated", "preferred", "deprecated"]):
        ruling = pl.DataFrame({"observation": [observation], "rank": [rank], "reason": ["seen"]})
        assert store.rule(ruling, NOW + timedelta(hours=hours)) == 1
        assert store.rule(ruling, NOW + timedelta(hours=hours)) == 0
    ranks = store.rulings().sort("recorded_at").collect()["rank"].to_list()
    assert ranks == ["deprecated", "preferred", "deprecated"]
    assert store.verify() == []


def test_time_travel_by_what_was_recorded_and_by_what_was_published(reading, store: Store):
    store.append(*reading("page", range(2)), now=NOW)
    store.append(*reading("page", range(4)), now=NOW + timedelta(days=2))
    all_of_it = store.observations()
    assert as_recorded(all_of_it, NOW - timedelta(microseconds=1)).collect().height == 0
    assert as_recorded(all_of_it, NOW).collect()["value"].sort().to_list() == [0, 1]
    assert as_published(all_of_it, date(2025, 2, 3)).collect().height == 0
    assert as_published(all_of_it, date(2025, 2, 4)).collect()["value"].sort().to_list() == [1, 3]
    assert as_published(all_of_it, NOW.date()).collect().height == 4


def test_time_travel_is_part_of_the_plan(reading, store: Store):
    store.append(*reading("page", range(2)), now=NOW)
    plan = as_recorded(store.observations(), NOW).explain()
    assert "SELECTION" in plan
    assert "recorded_at" in plan.split("SELECTION", 1)[1]
