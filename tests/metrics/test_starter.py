"""The starter figures as documents and observations."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import starter
from metrics.errors import CatalogError
from metrics.frames import DOCUMENTS, OBSERVATIONS
from metrics.model import Period

ROW = {
    "entity": "doubao", "metric": "daily_active_users", "value": "16950000", "comparator": "=", "unit": "users",
    "start": "2025-01-31", "end": "2025-01-31", "span": "point", "status": "E", "basis": "panel", "origin": "AICPB",
    "url": "https://example.org/a", "publisher": "Example", "kind": "press", "language": "fr", "stated_on": "2025-02",
}  # fmt: skip


def written(folder: Path, *changes: dict[str, str]) -> Path:
    rows = [{name: (ROW | change).get(name) for name in starter.COLUMNS} for change in changes or ({},)]
    path = folder / "figures.csv"
    pl.DataFrame(rows, schema=dict.fromkeys(starter.COLUMNS, pl.String)).write_csv(path)
    return path


def one(folder: Path, **change: str) -> dict[str, object]:
    _, observations = starter.read(written(folder, change))
    return observations.row(0, named=True)


@pytest.fixture(scope="module")
def shipped() -> tuple[pl.DataFrame, pl.DataFrame]:
    return starter.read()


def test_both_frames_have_exactly_the_columns_of_the_store(shipped):
    documents, observations = shipped
    assert documents.schema == DOCUMENTS
    assert observations.schema == OBSERVATIONS


def test_reading_twice_gives_the_same_frames(shipped):
    documents, observations = starter.read()
    assert documents.equals(shipped[0])
    assert observations.equals(shipped[1])


def test_ids_are_unique_and_every_observation_has_its_document(shipped):
    documents, observations = shipped
    assert documents["id"].n_unique() == documents.height
    assert observations["id"].n_unique() == observations.height
    assert set(observations["document"]) == set(documents["id"])


def test_nothing_is_quoted_retrieved_or_recorded(shipped):
    documents, observations = shipped
    for name in ("quote", "quote_start", "quote_end", "retrieved_at", "recorded_at"):
        assert observations[name].null_count() == observations.height
    for name in ("text", "sha256", "retrieved_at", "recorded_at"):
        assert documents[name].null_count() == documents.height


def test_every_observation_names_its_method_full_confidence_digits_and_a_scope(shipped):
    _, observations = shipped
    assert observations["method"].unique().to_list() == ["starter/1"]
    assert observations["confidence"].unique().to_list() == [1.0]
    assert observations["scope"].null_count() == 0
    assert observations["digits"].min() >= 1


def test_the_order_of_the_rows_does_not_change_an_id(tmp_path):
    pair = ({}, {"entity": "deepseek", "value": "22150000"})
    _, forth = starter.read(written(tmp_path, *pair))
    _, back = starter.read(written(tmp_path, *reversed(pair)))
    assert forth["id"].to_list() == back["id"].to_list()[::-1]


def test_the_fingerprint_changes_with_a_single_figure(tmp_path):
    first = starter.fingerprint(written(tmp_path))
    assert first == starter.fingerprint(written(tmp_path))
    assert first != starter.fingerprint(written(tmp_path, {"value": "16950001"}))


@pytest.mark.parametrize(
    ("start", "end", "precision"),
    [
        ("2025", "2025", "year"),
        ("2025-02", "2025-02", "month"),
        ("2025-02-20", "2025-02-20", "day"),
        ("2025-02-24", "2025-02-28", "day"),
        ("2025-04", "2025-06", "quarter"),
        ("2025-02", "2025-04", "month"),
        ("2025-01", "2025-06", "half"),
        ("2025-01", "2025-02", "month"),
        ("2025-01", "2025-12", "year"),
        ("2024", "2025-06", "year"),
    ],
)
def test_a_period_is_as_precise_as_its_coarser_end_and_whole_quarters_are_quarters(tmp_path, start, end, precision):
    assert one(tmp_path, start=start, end=end)["precision"] == precision


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]))
def test_dates_are_read_as_the_model_reads_them(tmp_path_factory, day, form):
    text = day.strftime(form)
    row = one(tmp_path_factory.mktemp("starter"), start=text, end=text, stated_on=text)
    meant = Period.parse(text)
    assert (row["start"], row["end"], row["precision"]) == (meant.start, meant.end, meant.precision)
    assert row["stated_on"] == meant.end


def test_no_date_stays_no_date(tmp_path):
    documents, observations = starter.read(written(tmp_path, {"start": "", "end": "", "stated_on": ""}))
    row = observations.row(0, named=True)
    assert row["start"] is row["end"] is row["precision"] is row["stated_on"] is None
    assert documents["published_on"][0] is None
    assert documents["published_precision"][0] is None


def test_a_figure_said_in_a_month_counts_as_said_on_its_last_day_and_the_document_keeps_the_month(tmp_path):
    documents, observations = starter.read(written(tmp_path))
    assert observations["stated_on"][0] == date(2025, 2, 28)
    assert documents["published_on"][0] == date(2025, 2, 1)
    assert documents["published_precision"][0] == "month"


def test_a_page_that_spoke_on_several_days_is_one_document_without_a_day(tmp_path):
    pair = ({"stated_on": "2025-01-02"}, {"stated_on": "2025-01-03", "value": "17000000"})
    documents, observations = starter.read(written(tmp_path, *pair))
    assert documents.height == 1
    assert documents["published_on"][0] is None
    assert observations["stated_on"].to_list() == [date(2025, 1, 2), date(2025, 1, 3)]


def test_licence_and_attribution_go_to_the_document_and_the_note_nowhere(tmp_path):
    change = {"licence": "CC-BY-4.0", "attribution": "Epoch AI, CC BY 4.0", "note": "for the keeper"}
    documents, observations = starter.read(written(tmp_path, change))
    assert documents.row(0, named=True)["licence"] == "CC-BY-4.0"
    assert documents.row(0, named=True)["attribution"] == "Epoch AI, CC BY 4.0"
    assert observations["attribution"][0] is None
    assert "keeper" not in str(documents.rows()) + str(observations.rows())


@pytest.mark.parametrize("column", ["comparator", "span", "status", "basis", "kind"])
def test_a_word_outside_its_vocabulary_names_line_column_and_the_words(tmp_path, column):
    path = written(tmp_path, {}, {column: "sideways", "url": "https://example.org/b"})
    with pytest.raises(CatalogError, match=rf"figures\.csv: line 3, {column}: 'sideways' is none of"):
        starter.read(path)


def test_one_address_with_two_descriptions_is_refused(tmp_path):
    path = written(tmp_path, {}, {"publisher": "Somebody else", "value": "1"})
    with pytest.raises(CatalogError, match=r"line 3: https://example\.org/a is described otherwise"):
        starter.read(path)


def test_another_header_is_refused(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("entity,value\ndoubao,1\n", encoding="utf-8")
    with pytest.raises(CatalogError, match="line 1: the columns must be entity, metric, value"):
        starter.read(path)
