"""Opening, appending, scanning: what the rest of the program relies on."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from metrics.errors import StoreUnreadable, UsageError
from metrics.frames import DOCUMENTS, OBSERVATIONS, RULINGS, RUNS, documents_frame, observations_frame
from metrics.model import Document, Observation, Period, Run
from metrics.store import Appended, Store, as_published, as_recorded

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def reading(source: str, values: range) -> tuple[Run, pl.DataFrame, pl.DataFrame]:
    """Make a run that reads some values from one page."""
    page = Document(url=f"https://example.org/{source}", sha256="0" * 64, retrieved_at=NOW)
    documents = documents_frame([page])
    said = [
        Observation(
            entity="deepseek",
            metric="daily_active_users",
            value=float(value),
            unit="users",
            document=documents["id"][0],
            period=Period.parse("2025-01-31"),
            stated_on=date(2025, 2, 4) if value % 2 else None,
            retrieved_at=NOW,
        )
        for value in values
    ]
    run = Run(source=source, started_at=NOW, ended_at=NOW, requests=1)
    return run, documents, observations_frame(said, documents)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(str(tmp_path / "store"))


def held(store: Store) -> list[float]:
    return store.observations().select("value").collect()["value"].sort().to_list()


def test_an_empty_store_has_the_frames_with_their_schemas(store: Store):
    assert store.observations().collect_schema() == OBSERVATIONS
    assert store.documents().collect_schema() == DOCUMENTS
    assert store.runs().collect_schema() == RUNS
    assert store.rulings().collect_schema() == RULINGS
    assert store.observations().collect().height == 0


def test_what_is_appended_comes_back_recorded_at_the_given_moment(store: Store):
    run, documents, observations = reading("page", range(3))
    assert store.append(run, documents, observations, now=NOW) == Appended(added=3, unchanged=0, documents=1)
    expected = observations.with_columns(recorded_at=pl.lit(NOW, pl.Datetime("us", "UTC")))
    assert store.observations().collect().sort("id").equals(expected.sort("id"))
    assert store.documents().collect()["id"].to_list() == documents["id"].to_list()
    assert store.runs().select("source", "added", "unchanged", "requests").collect().rows() == [("page", 3, 0, 1)]


def test_appending_the_same_again_adds_nothing_but_a_run(store: Store):
    store.append(*reading("page", range(3)), now=NOW)
    later = NOW + timedelta(days=1)
    assert store.append(*reading("page", range(5)), now=later) == Appended(added=2, unchanged=3, documents=0)
    assert store.append(*reading("page", range(5)), now=later) == Appended(added=0, unchanged=5, documents=0)
    assert held(store) == [0, 1, 2, 3, 4]
    assert store.runs().select("added").sort("added").collect()["added"].to_list() == [0, 2, 3]
    assert store.verify() == []


def test_an_id_twice_in_one_append_lands_once(store: Store):
    run, documents, observations = reading("page", range(3))
    doubled = pl.concat([observations, observations])
    assert store.append(run, documents, doubled, now=NOW) == Appended(added=3, unchanged=3, documents=1)
    assert held(store) == [0, 1, 2]


def test_a_reopened_store_knows_what_it_holds_even_without_its_index(store: Store, tmp_path: Path):
    store.append(*reading("page", range(3)), now=NOW)
    index = tmp_path / "store" / "_local" / "observations"
    for file in index.iterdir():
        file.unlink()
    assert Store.open(store.uri).append(*reading("page", range(4)), now=NOW).added == 1
    assert held(store) == [0, 1, 2, 3]


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"{}"])
def test_a_damaged_index_is_built_again(store: Store, tmp_path: Path, damage: bytes):
    store.append(*reading("page", range(3)), now=NOW)
    for file in (tmp_path / "store" / "_local" / "observations").iterdir():
        file.write_bytes(damage)
    assert store.append(*reading("page", range(4)), now=NOW).added == 1
    assert store.append(*reading("page", range(4)), now=NOW).added == 0
    assert store.verify() == []


def test_segments_cut_short_do_not_hide_what_is_there(store: Store, tmp_path: Path):
    store.append(*reading("page", range(100)), now=NOW)
    for file in (tmp_path / "store" / "_local" / "observations").glob("*.arrow"):
        file.write_bytes(file.read_bytes()[:500])
    assert store.append(*reading("page", range(101)), now=NOW).added == 1
    assert store.verify() == []


def test_an_index_of_another_store_is_not_believed(tmp_path: Path):
    first, second = (Store.open(str(tmp_path / name)) for name in ("first", "second"))
    first.append(*reading("page", range(3)), now=NOW)
    (tmp_path / "first" / "_local").rename(tmp_path / "second" / "_local")
    assert second.append(*reading("page", range(3)), now=NOW).added == 3


def test_rows_gone_from_the_table_are_taken_up_again(store: Store):
    store.append(*reading("page", range(3)), now=NOW)
    before = store._tables["observations"].live.version()
    store.append(*reading("page", range(5)), now=NOW)
    store._tables["observations"].live.restore(before)
    assert held(store) == [0, 1, 2]
    assert store.append(*reading("page", range(5)), now=NOW).added == 2
    assert held(store) == [0, 1, 2, 3, 4]


def test_another_version_of_a_page_is_another_document(store: Store):
    run, documents, observations = reading("page", range(1))
    store.append(run, documents, observations, now=NOW)
    edited = documents_frame([Document(url="https://example.org/page", sha256="1" * 64)])
    assert store.append(run, edited, observations.clear(), now=NOW) == Appended(0, 0, 1)
    assert store.documents().collect().height == 2


def test_many_small_runs_leave_few_files_and_every_row(store: Store):
    for number in range(200):
        store.append(*reading(f"page{number}", range(2)), now=NOW)
    info = store.info()
    assert (info["observations"], info["documents"], info["runs"]) == (400, 200, 200)
    assert info["files"] <= 3 * 9
    assert held(store) == sorted([0.0, 1.0] * 200)
    assert store.verify() == []


def test_compacting_keeps_every_row_in_one_file_a_table(store: Store):
    for number in range(5):
        store.append(*reading(f"page{number}", range(2)), now=NOW)
    before = store.observations().collect().sort("id")
    store.compact()
    assert store.info()["files"] == 3
    assert store.observations().collect().sort("id").equals(before)
    assert store.append(*reading("page1", range(2)), now=NOW).added == 0
    assert store.verify() == []


def test_a_frame_keeps_showing_the_version_at_which_it_was_asked_for(store: Store):
    store.append(*reading("page", range(3)), now=NOW)
    frame = store.observations()
    store.append(*reading("page", range(5)), now=NOW)
    store.compact()
    assert frame.collect().height == 3
    assert store.observations().collect().height == 5


def test_the_version_grows_with_what_anybody_appends(store: Store):
    other, before = Store.open(store.uri), store.version
    assert store.version == before
    other.append(*reading("page", range(3)), now=NOW)
    assert store.version > before
    assert held(store) == [0, 1, 2]


def test_info_counts_from_the_log(store: Store):
    store.append(*reading("page", range(3)), now=NOW)
    info = store.info()
    assert info["bytes"] > 0
    counted = {"observations": 3, "documents": 1, "runs": 1, "files": 3, "bytes": info["bytes"]}
    assert info == {"uri": store.uri, "version": store.version, **counted}


def test_rulings_are_kept_one_after_the_other(store: Store):
    store.append(*reading("page", range(1)), now=NOW)
    observation = store.observations().collect()["id"][0]
    for hours, rank in enumerate(["deprecated", "preferred", "deprecated"]):
        ruling = pl.DataFrame({"observation": [observation], "rank": [rank], "reason": ["seen"]})
        assert store.rule(ruling, NOW + timedelta(hours=hours)) == 1
        assert store.rule(ruling, NOW + timedelta(hours=hours)) == 0
    ranks = store.rulings().sort("recorded_at").collect()["rank"].to_list()
    assert ranks == ["deprecated", "preferred", "deprecated"]
    assert store.verify() == []


def test_time_travel_by_what_was_recorded_and_by_what_was_published(store: Store):
    store.append(*reading("page", range(2)), now=NOW)
    store.append(*reading("page", range(4)), now=NOW + timedelta(days=2))
    all_of_it = store.observations()
    assert as_recorded(all_of_it, NOW - timedelta(microseconds=1)).collect().height == 0
    assert as_recorded(all_of_it, NOW).collect()["value"].sort().to_list() == [0, 1]
    assert as_published(all_of_it, date(2025, 2, 3)).collect().height == 0
    assert as_published(all_of_it, date(2025, 2, 4)).collect()["value"].sort().to_list() == [1, 3]
    assert as_published(all_of_it, NOW.date()).collect().height == 4


def test_time_travel_is_part_of_the_plan(store: Store):
    store.append(*reading("page", range(2)), now=NOW)
    plan = as_recorded(store.observations(), NOW).explain()
    assert "SELECTION" in plan
    assert "recorded_at" in plan.split("SELECTION", 1)[1]


def test_a_filter_on_the_metric_opens_no_file_of_another(store: Store, tmp_path: Path):
    run, documents, observations = reading("page", range(3))
    store.append(run, documents, observations, now=NOW)
    [wanted] = (tmp_path / "store" / "observations").glob("*.parquet")
    others = observations.with_columns(metric=pl.lit("page_views"), id=pl.col("id").str.reverse())
    store.append(run, documents, others, now=NOW)
    frame = store.observations()
    for file in (tmp_path / "store" / "observations").glob("*.parquet"):
        if file != wanted:
            file.unlink()
    assert frame.filter(pl.col("metric") == "daily_active_users", pl.col("entity") == "deepseek").collect().height == 3
    with pytest.raises(FileNotFoundError):
        frame.filter(pl.col("metric") == "page_views").collect()


def test_other_engines_read_plain_strings_from_the_files(store: Store, tmp_path: Path):
    parquet = pytest.importorskip("pyarrow.parquet")
    store.append(*reading("page", range(3)), now=NOW)
    for name in ("observations", "documents", "runs"):
        for file in (tmp_path / "store" / name).glob("*.parquet"):
            kinds = {str(column.type) for column in parquet.read_schema(file)}
            assert not {kind for kind in kinds if "view" in kind}
            assert kinds & {"string", "large_string"}


def test_duckdb_counts_the_same_rows(store: Store, tmp_path: Path):
    duckdb = pytest.importorskip("duckdb")
    store.append(*reading("page", range(3)), now=NOW)
    files = str(tmp_path / "store" / "observations" / "*.parquet")
    found = duckdb.sql(f"select entity, sum(value), max(scope.geo) from '{files}' group by entity").fetchall()
    assert found == [("deepseek", 3.0, None)]


def test_a_store_that_must_exist_is_not_made(tmp_path: Path):
    with pytest.raises(StoreUnreadable, match="there is no store at"):
        Store.open(str(tmp_path / "none"), create=False)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("uri", ["ftp://host/store", "memory://x", "", "http://example.org/store", "a\0b", "a%20b"])
def test_an_address_that_is_none_is_a_usage_error(uri: str):
    with pytest.raises(UsageError, match=r"no address of a store|rename the folder"):
        Store.open(uri)


def test_a_file_uri_is_a_folder(tmp_path: Path):
    store = Store.open((tmp_path / "my store").as_uri())
    assert (tmp_path / "my store" / "observations").is_dir()
    assert store.uri == str(tmp_path / "my store")


@pytest.mark.parametrize("name", ["with space", "100 %", "été 数据", "a#b?c", "quo'te", "[x]{1}*"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str):
    store = Store.open(str(tmp_path / name))
    for number in range(10):
        store.append(*reading(f"page{number}", range(2)), now=NOW)
    again = Store.open(str(tmp_path / name), create=False)
    assert again.observations().collect().height == 20
    assert again.append(*reading("page1", range(3)), now=NOW).added == 1
    assert again.verify() == []
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_long_texts_make_smaller_row_groups(store: Store, tmp_path: Path):
    parquet = pytest.importorskip("pyarrow.parquet")
    run, _, observations = reading("page", range(0))
    pages = documents_frame(
        Document(url=f"https://example.org/{number}", sha256=str(number), text="x" * 400_000) for number in range(200)
    )
    store.append(run, pages, observations, now=NOW)
    [file] = (tmp_path / "store" / "documents").glob("*.parquet")
    assert parquet.ParquetFile(file).num_row_groups > 1
    assert store.documents().collect().height == 200


def write_runs(uri: str, writer: int, runs: int) -> None:
    """Append as a process of its own: pages of its own, and one page that all of them read."""
    store = Store.open(uri)
    for number in range(runs):
        store.append(*reading(f"page{writer}_{number}", range(5)), now=NOW)
        store.append(*reading("shared", range(number + 1)), now=NOW)


CHILD = """
import runpy, sys
module = runpy.run_path(sys.argv[1])
module[sys.argv[2]](sys.argv[3], *map(int, sys.argv[4:]))
"""


def spawned(work: str, *arguments: object) -> subprocess.Popen[bytes]:
    """Run a function of this file in another process."""
    command = [sys.executable, "-c", CHILD, __file__, work, *map(str, arguments)]
    return subprocess.Popen(command, cwd=Path(__file__).parents[3])


def test_processes_that_append_at_once_all_land_exactly_once(tmp_path: Path):
    uri = str(tmp_path / "store")
    processes = [spawned("write_runs", uri, writer, 12) for writer in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    store = Store.open(uri)
    assert held(store) == sorted([*(float(v) for v in range(5))] * 36 + [float(v) for v in range(12)])
    assert store.info()["runs"] == 72
    assert store.runs().select(pl.col("added").sum()).collect().item() == store.info()["observations"]
    assert store.verify() == []


def test_a_reader_never_sees_half_a_run(tmp_path: Path):
    uri = str(tmp_path / "store")
    store, writer = Store.open(uri), spawned("write_runs", uri, 0, 25)
    seen = set()
    while writer.poll() is None:
        runs, observations, documents = store.runs(), store.observations(), store.documents()
        told = runs.select(pl.col("added").sum()).collect().item()
        stored = observations.select("document").collect()
        known = documents.select("id").collect()
        assert stored.height >= told
        assert set(stored["document"]) <= set(known["id"])
        per_page = stored.join(known, left_on="document", right_on="id").group_by("document").len()
        assert per_page.filter(pl.col("len") < 5).height <= 1  # the page that grows
        seen.add(told)
    assert writer.wait() == 0
    assert len(seen) > 2
    assert store.info()["runs"] == 50
