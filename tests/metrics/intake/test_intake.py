"""A file becomes documents and observations, each with an identity that a second import meets again."""

import datetime as dt
import json
from contextlib import suppress

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.errors import UsageError
from metrics.frames import DOCUMENTS, OBSERVATIONS
from metrics.intake import NAMED, parse_one, read


def test_a_row_becomes_an_observation_and_its_document(now, take, csv_of, good):
    intake = take(csv_of(good))
    assert (intake.rows, intake.bad, intake.rejected) == (1, [], 0)
    assert intake.observations.schema == OBSERVATIONS
    assert intake.documents.schema == DOCUMENTS
    row, document = intake.observations.row(0, named=True), intake.documents.row(0, named=True)
    assert row["document"] == document["id"]
    assert len(row["id"]) == len(document["id"]) == 32
    expected = {
        "entity": "deepseek", "metric": "daily_active_users", "value": 22_150_000.0, "low": None, "high": None,
        "comparator": "=", "digits": 4, "unit": "users", "start": dt.date(2025, 1, 31), "end": dt.date(2025, 1, 31),
        "precision": "day", "span": "point", "scope": {"geo": None, "platform": None, "plan": None}, "status": "E",
        "basis": "panel", "origin": "AICPB", "quote": "22,15 millions", "method": "import/1", "confidence": 1.0,
        "stated_on": dt.date(2025, 2, 10), "retrieved_at": now, "recorded_at": None,
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected
    assert (document["url"], document["publisher"]) == ("https://example.org/a", "Cegelem")


def test_only_four_columns_are_required(take):
    text = "unit,value,metric,entity\nusers,22150000,daily_active_users,deepseek\n"
    (row,) = take(text).observations.to_dicts()
    assert (row["comparator"], row["span"], row["status"], row["basis"]) == ("=", "unstated", "A", "unstated")
    assert (row["start"], row["end"], row["precision"], row["stated_on"]) == (None, None, None, None)
    assert row["scope"] == {"geo": None, "platform": None, "plan": None}


def test_a_document_keeps_what_the_row_says_of_it(one):
    said = {"title": "DeepSeek", "published_on": "2025-02", "language": "fr", "kind": "blog", "licence": "CC BY 4.0",
            "author": "A. N.", "stated_on": ""}  # fmt: skip
    intake = one(**said)
    document = intake.documents.row(0, named=True)
    assert {name: document[name] for name in ("title", "language", "kind", "licence", "author")} == {
        name: said[name] for name in ("title", "language", "kind", "licence", "author")
    }
    assert (document["published_on"], document["published_precision"]) == (dt.date(2025, 2, 1), "month")
    assert intake.observations["stated_on"].item() == dt.date(2025, 2, 28)


@pytest.mark.parametrize(
    ("publisher", "url", "kind"),
    [
        ("OpenAI", "https://example.org/a", "company"),
        ("", "https://openai.com/index/x", "company"),
        ("Reuters", "", "press"),
        ("A paper nobody knows", "https://example.org/a", "press"),
        ("", "", "press"),
        ("AICPB", "", "panel"),
    ],
)
def test_the_kind_of_a_document_follows_its_publisher(one, publisher, url, kind):
    assert one(publisher=publisher, url=url).documents["kind"].item() == kind


def test_a_site_of_the_catalog_gives_a_document_without_publisher_its_name(one):
    found = one(publisher="", url="https://openai.com/index/x").documents
    assert found["publisher"].item() == "OpenAI"


def test_only_a_file_that_we_wrote_loses_its_guards(take, csv_of, good):
    ours = ("id", "document", "recorded_at")
    for quote, home in (("'=1+1", "=1+1"), ("'tis", "'tis"), ("'-5 %", "-5 %")):
        row = good | {"quote": quote}
        exported = take(csv_of(row | dict.fromkeys(ours, "x"), columns=(*good, *ours)))
        assert exported.observations["quote"].item() == home
        assert take(csv_of(row)).observations["quote"].item() == quote
        assert take(json.dumps(row), "a.ndjson").observations["quote"].item() == quote


def test_the_same_row_adds_nothing_whatever_the_name_the_order_or_the_format(tmp_path, catalog, take, csv_of, good):
    rows = [good | {"value": str(value), "url": url} for value in (1, 2, 3) for url in ("https://example.org/a", "")]
    rows += [good | {"url": "https://example.org/b", "title": title} for title in ("", "T")]
    columns = (*NAMED, "title")
    forward = take(csv_of(*rows, columns=columns), "a.csv")
    backward = take(csv_of(*reversed(rows), columns=columns), "b.csv")
    lines = "\n".join(json.dumps({k: v for k, v in row.items() if v != ""}) for row in rows)
    objects = take(lines, "c.ndjson")
    pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String)).write_parquet(tmp_path / "d.parquet")
    table = read(tmp_path / "d.parquet", catalog, now=dt.datetime(2027, 1, 3, tzinfo=dt.UTC))
    for other in (backward, objects, table):
        assert sorted(other.observations["id"]) == sorted(forward.observations["id"])
        assert sorted(other.documents["id"]) == sorted(forward.documents["id"])
    left, right = forward.documents.sort("id"), backward.documents.sort("id")
    assert left.equals(right)


def test_rows_that_say_the_same_collapse(take, csv_of, good):
    intake = take(csv_of(good, good, good | {"value": "2.215e7", "entity": "DeepSeek"}))
    assert (intake.rows, intake.observations.height, intake.documents.height) == (3, 1, 1)


def test_rows_without_address_said_on_other_days_are_other_observations(take, csv_of, good):
    rows = [good | {"url": "", "stated_on": day} for day in ("2025-02-10", "2025-03-10", "2025-03-10")]
    intake = take(csv_of(*rows))
    assert (intake.observations.height, intake.documents.height) == (2, 2)


@pytest.mark.parametrize("name", ["a.parquet", "a.csv", "a.ndjson"])
@given(content=st.binary(max_size=200))
@settings(max_examples=60, deadline=None)
def test_random_bytes_raise_nothing_unforeseen(take, name, content):
    with suppress(UsageError):
        assert take(content, name).observations.is_empty()


@pytest.mark.parametrize("name", ["a.xlsx", "a", "a.csv.gz"])
def test_a_suffix_that_is_none_of_ours_is_refused(take, name):
    with pytest.raises(UsageError, match=r"\.parquet"):
        take("x", name)


def test_a_file_that_cannot_be_read_is_refused(now, tmp_path, catalog):
    with pytest.raises(UsageError, match="No such file"):
        read(tmp_path / "none.csv", catalog, now=now)
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(UsageError, match="directory"):
        read(tmp_path / "folder.csv", catalog, now=now)


def test_one_figure_is_read_from_its_fields(now, catalog):
    fields = {
        "entity": "DeepSeek",
        "metric": "dau",
        "value": "22150000",
        "unit": "users",
        "start": "2025-01",
        "url": None,
    }
    intake = parse_one(fields, catalog, now=now)
    assert intake.observations["precision"].to_list() == ["month"]
    with pytest.raises(UsageError, match="value: '22,15' is no plain number") as caught:
        parse_one(fields | {"value": "22,15", "unit": ""}, catalog, now=now)
    assert "unit: is missing" in str(caught.value)
    with pytest.raises(UsageError, match="unknown column"):
        parse_one(fields | {"entityy": "x"}, catalog, now=now)
    with pytest.raises(UsageError, match="unit"):
        parse_one({"entity": "DeepSeek", "metric": "dau", "value": "1"}, catalog, now=now)


def test_a_name_that_is_too_long_is_refused_in_one_short_line(tmp_path, catalog, now):
    with pytest.raises(UsageError, match="File name too long") as caught:
        read(tmp_path / ("a" * 5000 + ".csv"), catalog, now=now)
    assert len(str(caught.value)) < 300
