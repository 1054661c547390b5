import datetime as dt
import json
from contextlib import suppress
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.catalog import Catalog, load
from metrics.errors import BadInput, BadRow, UsageError
from metrics.frames import DOCUMENTS, OBSERVATIONS
from metrics.intake import NAMED, OPTIONAL, Intake, parse_one, read

NOW = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)
GOOD = {
    "entity": "deepseek", "metric": "daily_active_users", "value": "22150000", "comparator": "=", "unit": "users",
    "start": "2025-01-31", "end": "2025-01-31", "span": "point", "status": "E", "basis": "panel", "origin": "AICPB",
    "url": "https://example.org/a", "publisher": "Cegelem", "stated_on": "2025-02-10", "quote": "22,15 millions",
}  # fmt: skip


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load()


def cell(text: object) -> str:
    text = "" if text is None else str(text)
    return '"' + text.replace('"', '""') + '"' if any(char in text for char in ',"\n\r') else text


def csv_of(*rows: dict[str, object], columns: tuple[str, ...] = NAMED) -> str:
    lines = [",".join(columns), *(",".join(cell(row.get(name)) for name in columns) for row in rows)]
    return "\n".join(lines) + "\n"


def take(tmp_path: Path, content: str | bytes, catalog: Catalog, name: str = "figures.csv") -> Intake:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(file, catalog, now=NOW)


def one(tmp_path: Path, catalog: Catalog, **fields: object) -> Intake:
    columns = (*NAMED, *(name for name in fields if name not in NAMED))
    return take(tmp_path, csv_of(GOOD | fields, columns=columns), catalog)


def fault(tmp_path: Path, catalog: Catalog, **fields: object) -> BadRow:
    intake = one(tmp_path, catalog, **fields)
    assert intake.observations.is_empty()
    assert intake.documents.is_empty()
    assert (intake.rows, intake.rejected) == (1, 1)
    (bad,) = intake.bad
    return bad


def test_a_row_becomes_an_observation_and_its_document(tmp_path: Path, catalog: Catalog) -> None:
    intake = take(tmp_path, csv_of(GOOD), catalog)
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
        "stated_on": dt.date(2025, 2, 10), "retrieved_at": NOW, "recorded_at": None,
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected
    assert (document["url"], document["publisher"]) == ("https://example.org/a", "Cegelem")


def test_only_four_columns_are_required(tmp_path: Path, catalog: Catalog) -> None:
    text = "unit,value,metric,entity\nusers,22150000,daily_active_users,deepseek\n"
    (row,) = take(tmp_path, text, catalog).observations.to_dicts()
    assert (row["comparator"], row["span"], row["status"], row["basis"]) == ("=", "unstated", "A", "unstated")
    assert (row["start"], row["end"], row["precision"], row["stated_on"]) == (None, None, None, None)
    assert row["scope"] == {"geo": None, "platform": None, "plan": None}


@pytest.mark.parametrize("name", ["DeepSeek", "deep-seek", "深度求索", " deepseek "])
def test_an_entity_goes_by_id_name_or_alias(tmp_path: Path, catalog: Catalog, name: str) -> None:
    found = one(tmp_path, catalog, entity=name, metric="DAU").observations
    assert found["metric"].to_list() == ["daily_active_users"]
    assert catalog.entities[found["entity"][0]].name.startswith("DeepSeek")


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("2025", (dt.date(2025, 1, 1), dt.date(2025, 12, 31), "year")),
        ("2024-02", (dt.date(2024, 2, 1), dt.date(2024, 2, 29), "month")),
        ("2025-Q3", (dt.date(2025, 7, 1), dt.date(2025, 9, 30), "quarter")),
        ("2025-01-31", (dt.date(2025, 1, 31), dt.date(2025, 1, 31), "day")),
    ],
)
def test_a_start_is_the_first_day_and_an_end_the_last(
    tmp_path: Path, catalog: Catalog, written: str, period: tuple[dt.date, dt.date, str]
) -> None:
    row = one(tmp_path, catalog, start=written, end=written).observations.row(0, named=True)
    assert (row["start"], row["end"], row["precision"]) == period


def test_the_coarser_of_two_dates_is_the_precision_unless_a_coarser_one_is_named(
    tmp_path: Path, catalog: Catalog
) -> None:
    assert one(tmp_path, catalog, start="2025-01", end="2025-01-31").observations["precision"].item() == "month"
    week = {"start": "2025-02-03", "end": "2025-02-09", "precision": "week"}
    assert one(tmp_path, catalog, **week).observations["precision"].item() == "week"
    assert fault(tmp_path, catalog, start="2025-01", end="2025-01", precision="day").column == "precision"


def test_one_end_of_a_period_is_enough(tmp_path: Path, catalog: Catalog) -> None:
    row = one(tmp_path, catalog, start="2025-01", end="").observations.row(0, named=True)
    assert (row["start"], row["end"], row["precision"]) == (dt.date(2025, 1, 1), None, "month")
    row = one(tmp_path, catalog, start="", end="2025-01").observations.row(0, named=True)
    assert (row["start"], row["end"]) == (None, dt.date(2025, 1, 31))


@pytest.mark.parametrize(
    ("written", "stated_on"),
    [("2025-02", dt.date(2025, 2, 28)), ("2024", dt.date(2024, 12, 31)), ("2026", NOW.date()), ("2026-11", NOW.date()),
     ("2027-01-01", dt.date(2027, 1, 1)), ("", None)],
)  # fmt: skip
def test_what_was_said_in_a_month_is_known_at_its_end_or_when_it_was_read(
    tmp_path: Path, catalog: Catalog, written: str, stated_on: dt.date | None
) -> None:
    assert one(tmp_path, catalog, stated_on=written).observations["stated_on"].item() == stated_on


def test_a_document_keeps_what_the_row_says_of_it(tmp_path: Path, catalog: Catalog) -> None:
    said = {"title": "DeepSeek", "published_on": "2025-02", "language": "fr", "kind": "blog", "licence": "CC BY 4.0",
            "author": "A. N.", "stated_on": ""}  # fmt: skip
    intake = one(tmp_path, catalog, **said)
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
def test_the_kind_of_a_document_follows_its_publisher(
    tmp_path: Path, catalog: Catalog, publisher: str, url: str, kind: str
) -> None:
    assert one(tmp_path, catalog, publisher=publisher, url=url).documents["kind"].item() == kind


def test_a_site_of_the_catalog_gives_a_document_without_publisher_its_name(tmp_path: Path, catalog: Catalog) -> None:
    found = one(tmp_path, catalog, publisher="", url="https://openai.com/index/x").documents
    assert found["publisher"].item() == "OpenAI"


@pytest.mark.parametrize(("written", "kept"), [(">=", "≥"), ("<=", "≤"), ("", "="), (">", ">"), ("~", "~"), ("≥", "≥")])
def test_comparators_may_be_ascii(tmp_path: Path, catalog: Catalog, written: str, kept: str) -> None:
    assert one(tmp_path, catalog, comparator=written).observations["comparator"].item() == kept


@pytest.mark.parametrize(
    ("written", "value"),
    [("22150000", 22_150_000.0), ("2.215e7", 22_150_000.0), ("22150000.0", 22_150_000.0), ("+5", 5.0), (".5", 0.5),
     ("-0", 0.0), ("1E3", 1000.0), (" 7 ", 7.0)],
)  # fmt: skip
def test_numbers_are_plain_decimals(tmp_path: Path, catalog: Catalog, written: str, value: float) -> None:
    found = one(tmp_path, catalog, value=written).observations["value"].item()
    assert (found, str(found)) == (value, str(value))


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "is missing"),
        ("  ", "is missing"),
        ("NaN", "no number"),
        ("inf", "no number"),
        ("-Infinity", "no number"),
        ("1e999", "too large"),
        ("22,150,000", "as in 22150000"),
        ("22 150 000", "as in 22150000"),
        ("22.150.000", "as in 22150000"),
        ("22,15", "as in 22.15"),
        ("22 M", "in full"),
        ("0x10", "in full"),
        ("-1", "negative"),
        ("１２", "in full"),
    ],
)
def test_what_is_no_finite_number_is_refused_with_what_to_write(
    tmp_path: Path, catalog: Catalog, written: str, reason: str
) -> None:
    bad = fault(tmp_path, catalog, value=written)
    assert (bad.line, bad.column) == (2, "value")
    assert reason in bad.reason


@pytest.mark.parametrize(
    ("fields", "column", "reason"),
    [
        ({"entity": "depseek"}, "entity", "deepseek"),
        ({"entity": "Douban"}, "entity", "misspelling of Doubao"),
        ({"entity": ""}, "entity", "missing"),
        ({"metric": "dialy_active_users"}, "metric", "daily_active_users"),
        ({"metric": ""}, "metric", "missing"),
        ({"unit": ""}, "unit", "missing"),
        ({"unit": "USD"}, "unit", "not counted in 'USD'"),
        ({"unit": "millions"}, "unit", "not counted in"),
        ({"metric": "revenue", "unit": ""}, "unit", "ISO 4217"),
        ({"metric": "revenue", "unit": "$"}, "unit", "ISO 4217"),
        ({"metric": "revenue", "unit": "users"}, "unit", "ISO 4217"),
        ({"metric": "revenue", "unit": "XXX"}, "unit", "ISO 4217"),
        ({"comparator": "≠"}, "comparator", "none of"),
        ({"span": "average"}, "span", "none of point, mean"),
        ({"status": "Z"}, "status", "none of A"),
        ({"basis": "guess"}, "basis", "none of"),
        ({"kind": "rumour"}, "kind", "none of company"),
        ({"start": "2025-02-30", "end": ""}, "start", "calendar"),
        ({"start": "", "end": "2025-13"}, "end", "calendar"),
        ({"start": "", "end": "31/01/2025"}, "end", "YYYY-MM-DD"),
        ({"stated_on": "yesterday"}, "stated_on", "YYYY-MM-DD"),
        ({"published_on": "2025-00"}, "published_on", "calendar"),
        ({"start": "2025-02", "end": "2025-01"}, "end", "before the start"),
        ({"url": "ftp://example.org/a"}, "url", "http"),
        ({"url": "javascript:alert(1)"}, "url", "http"),
        ({"url": "https://"}, "url", "http"),
        ({"url": "https://example.org/a b"}, "url", "http"),
        ({"url": "https://example.org/\x1b[31m"}, "url", "␛"),
        ({"low": "-1"}, "low", "negative"),
        ({"low": "nan"}, "low", "no number"),
        ({"low": "5", "high": "4"}, "high", "less than low"),
        ({"digits": "0"}, "digits", "whole number"),
        ({"digits": "2.5"}, "digits", "whole number"),
        ({"quote_start": "5", "quote_end": "2"}, "quote_end", "after quote_start"),
        ({"quote_start": "5"}, "quote_end", "after quote_start"),
        ({"quote_start": "0", "quote_end": "2"}, "quote", "as long as"),
        ({"confidence": "1.5"}, "confidence", "between"),
        ({"retrieved_at": "noon"}, "retrieved_at", "no time"),
        ({"scope": '{"city": "Paris"}'}, "scope", "geo, platform, plan"),
        ({"scope": '{"geo": 1}'}, "scope", "geo, platform, plan"),
        ({"scope": "{broken"}, "scope", "JSON"),
        ({"scope": "web", "platform": "app"}, "platform", "scope"),
        ({"quote": "a\0b"}, "quote", "NUL"),
        ({"title": "\0"}, "title", "NUL"),
    ],
)
def test_a_bad_cell_is_named_with_line_column_and_reason(
    tmp_path: Path, catalog: Catalog, fields: dict[str, str], column: str, reason: str
) -> None:
    bad = fault(tmp_path, catalog, **fields)
    assert (bad.line, bad.column) == (2, column)
    assert reason in bad.reason


def test_nul_in_a_name_is_refused_although_names_forgive_much(tmp_path: Path, catalog: Catalog) -> None:
    assert BadRow(2, "entity", "holds NUL") in one(tmp_path, catalog, entity="deep\0seek").bad


def test_other_control_characters_are_kept_as_data_and_shown_harmlessly(tmp_path: Path, catalog: Catalog) -> None:
    hostile = "\x1b[31m=1+1 [red]\u202e"
    assert one(tmp_path, catalog, quote=hostile).observations["quote"].item() == hostile
    bad = fault(tmp_path, catalog, span=hostile)
    assert "\x1b" not in bad.reason
    assert "\u202e" not in bad.reason


def test_every_bad_cell_of_every_row_is_reported_and_the_good_rows_are_kept(tmp_path: Path, catalog: Catalog) -> None:
    text = csv_of(GOOD, GOOD | {"value": "x", "unit": ""}, GOOD | {"value": "1"}, GOOD | {"entity": "nobody at all"})
    intake = take(tmp_path, text, catalog)
    assert [(bad.line, bad.column) for bad in intake.bad] == [(3, "value"), (3, "unit"), (5, "entity")]
    assert (intake.rows, intake.rejected, intake.observations.height) == (4, 2, 2)


@pytest.mark.parametrize("unit", ["USD", "usd", "CNY"])
def test_money_keeps_its_currency(tmp_path: Path, catalog: Catalog, unit: str) -> None:
    found = one(tmp_path, catalog, entity="OpenAI", metric="revenue", unit=unit).observations
    assert found["unit"].to_list() == [unit.upper()]


def test_a_synonym_of_a_unit_becomes_the_metrics_own_word(tmp_path: Path, catalog: Catalog) -> None:
    assert one(tmp_path, catalog, unit="People").observations["unit"].item() == "users"
    score = {"entity": "deepseek", "metric": "benchmark_score", "value": "-3"}
    assert one(tmp_path, catalog, **score, unit="elo").observations["unit"].item() == "elo"


@pytest.mark.parametrize(
    ("fields", "scope"),
    [
        ({"scope": '{"geo": "CN", "platform": "app"}'}, {"geo": "CN", "platform": "app", "plan": None}),
        ({"scope": "app only, web excluded"}, {"geo": None, "platform": "app only, web excluded", "plan": None}),
        ({"geo": "CN", "plan": "paid"}, {"geo": "CN", "platform": None, "plan": "paid"}),
        ({"scope": '{"geo": "CN"}', "platform": "web"}, {"geo": "CN", "platform": "web", "plan": None}),
    ],
)
def test_a_scope_is_an_object_columns_or_a_word_for_the_platform(
    tmp_path: Path, catalog: Catalog, fields: dict[str, str], scope: dict[str, str | None]
) -> None:
    assert one(tmp_path, catalog, **fields).observations["scope"].item() == scope


def test_evidence_is_kept_to_the_character(tmp_path: Path, catalog: Catalog) -> None:
    quote = '  Il dit:\n"22,15 millions", et c\'est tout. '
    evidence = {"quote": quote, "quote_start": "10", "quote_end": str(10 + len(quote)), "as_written": "22,15 millions",
                "attribution": "selon AICPB", "pointer": "/a/0", "method": "reader/2", "confidence": "0.5",
                "retrieved_at": "2025-03-01T10:00:00+02:00", "digits": "4"}  # fmt: skip
    row = one(tmp_path, catalog, **evidence).observations.row(0, named=True)
    assert row["quote"] == quote
    assert (row["quote_start"], row["quote_end"], row["digits"]) == (10, 10 + len(quote), 4)
    assert (row["attribution"], row["pointer"], row["method"]) == ("selon AICPB", "/a/0", "reader/2")
    assert (row["confidence"], row["retrieved_at"]) == (0.5, dt.datetime(2025, 3, 1, 8, tzinfo=dt.UTC))


def test_an_exported_cell_loses_its_guard_again(tmp_path: Path, catalog: Catalog) -> None:
    assert one(tmp_path, catalog, quote="'=1+1").observations["quote"].item() == "=1+1"
    assert one(tmp_path, catalog, quote="'tis").observations["quote"].item() == "'tis"


def test_the_same_row_adds_nothing_whatever_the_name_the_order_or_the_format(tmp_path: Path, catalog: Catalog) -> None:
    rows = [GOOD | {"value": str(value), "url": url} for value in (1, 2, 3) for url in ("https://example.org/a", "")]
    rows += [GOOD | {"url": "https://example.org/b", "title": title} for title in ("", "T")]
    columns = (*NAMED, "title")
    forward = take(tmp_path, csv_of(*rows, columns=columns), catalog, "a.csv")
    backward = take(tmp_path, csv_of(*reversed(rows), columns=columns), catalog, "b.csv")
    lines = "\n".join(json.dumps({k: v for k, v in row.items() if v != ""}) for row in rows)
    objects = take(tmp_path, lines, catalog, "c.ndjson")
    pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String)).write_parquet(tmp_path / "d.parquet")
    table = read(tmp_path / "d.parquet", catalog, now=NOW + dt.timedelta(days=40))
    for other in (backward, objects, table):
        assert sorted(other.observations["id"]) == sorted(forward.observations["id"])
        assert sorted(other.documents["id"]) == sorted(forward.documents["id"])
    left, right = forward.documents.sort("id"), backward.documents.sort("id")
    assert left.equals(right)


def test_rows_that_say_the_same_collapse(tmp_path: Path, catalog: Catalog) -> None:
    intake = take(tmp_path, csv_of(GOOD, GOOD, GOOD | {"value": "2.215e7", "entity": "DeepSeek"}), catalog)
    assert (intake.rows, intake.observations.height, intake.documents.height) == (3, 1, 1)


def test_rows_without_address_said_on_other_days_are_other_observations(tmp_path: Path, catalog: Catalog) -> None:
    rows = [GOOD | {"url": "", "stated_on": day} for day in ("2025-02-10", "2025-03-10", "2025-03-10")]
    intake = take(tmp_path, csv_of(*rows), catalog)
    assert (intake.observations.height, intake.documents.height) == (2, 2)


@pytest.mark.parametrize("suffix", ["ndjson", "jsonl"])
def test_ndjson_takes_numbers_objects_and_missing_keys(tmp_path: Path, catalog: Catalog, suffix: str) -> None:
    rows = [
        {"entity": "deepseek", "metric": "dau", "value": 22150000, "unit": "users", "start": 2025, "quote": None},
        {"entity": "deepseek", "metric": "dau", "value": 1.5e7, "unit": "users", "scope": {"geo": "CN"}, "low": 1},
    ]
    text = "\ufeff" + "\n\n".join(json.dumps(row) for row in rows) + "\n"
    found = take(tmp_path, text, catalog, f"a.{suffix}").observations
    assert found["value"].to_list() == [22_150_000.0, 15_000_000.0]
    assert found["start"].to_list() == [dt.date(2025, 1, 1), None]
    assert found["scope"].struct.field("geo").to_list() == [None, "CN"]
    assert found["low"].to_list() == [None, 1.0]


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        ('{"entity": ', "row", "no JSON"),
        ("[1]", "row", "no JSON object"),
        ("[" * 100_000, "row", "no JSON"),
        ('{"entity": "deepseek"} x', "row", "no JSON"),
    ],
)
def test_a_line_that_is_no_object_is_named_and_the_others_are_read(
    tmp_path: Path, catalog: Catalog, line: str, column: str, reason: str
) -> None:
    good = json.dumps(GOOD)
    intake = take(tmp_path, f"{good}\n\n{line}\n{good}\n", catalog, "a.ndjson")
    (bad,) = intake.bad
    assert (bad.line, bad.column) == (3, column)
    assert reason in bad.reason
    assert (intake.rows, intake.rejected, intake.observations.height) == (3, 1, 1)


@pytest.mark.parametrize(
    ("value", "reason"),
    [("NaN", "no number"), ("1e400", "no number"), ("true", "in full"), ("[1]", "in full"), ("null", "missing")],
)
def test_json_values_that_are_no_numbers_are_refused(tmp_path: Path, catalog: Catalog, value: str, reason: str) -> None:
    good = json.dumps(GOOD)
    text = f"{good}\n" + good.replace('"value": "22150000"', f'"value": {value}') + "\n"
    (bad,) = take(tmp_path, text, catalog, "a.ndjson").bad
    assert (bad.line, bad.column) == (2, "value")
    assert reason in bad.reason


def test_nul_written_as_an_escape_is_refused(tmp_path: Path, catalog: Catalog) -> None:
    (bad,) = take(tmp_path, json.dumps(GOOD | {"quote": "a\0b"}), catalog, "a.ndjson").bad
    assert (bad.line, bad.column, bad.reason) == (1, "quote", "holds NUL")


@pytest.mark.parametrize("broken", ["", "{\n"])
def test_half_a_character_is_refused_and_a_whole_one_kept(tmp_path: Path, catalog: Catalog, broken: str) -> None:
    half = json.dumps(GOOD | {"quote": "a\ud83d"})
    whole = json.dumps(GOOD | {"quote": "a\U0001f600"})
    intake = take(tmp_path, f"{half}\n{whole}\n{broken}", catalog, "a.ndjson")
    assert intake.bad[0].line == 1
    assert intake.observations["quote"].to_list() == ["a\U0001f600"]


@pytest.mark.parametrize("place", [0, 150])
@pytest.mark.parametrize("broken", ["", "{\n"])
def test_an_unknown_key_is_refused_wherever_it_stands(
    tmp_path: Path, catalog: Catalog, place: int, broken: str
) -> None:
    rows = [json.dumps(GOOD | {"value": n}) for n in range(200)]
    renamed = {("qoute" if name == "quote" else name): text for name, text in GOOD.items()}
    rows[place] = json.dumps(renamed)
    with pytest.raises(BadInput) as caught:
        take(tmp_path, "\n".join(rows) + "\n" + broken, catalog, "a.ndjson")
    (bad,) = caught.value.rows
    assert (bad.line, bad.column) == (place + 1, "qoute")
    assert "quote" in bad.reason


def test_parquet_takes_its_own_types(tmp_path: Path, catalog: Catalog) -> None:
    frame = pl.DataFrame(
        {
            "entity": pl.Series(["deepseek", "deepseek"], dtype=pl.Categorical),
            "metric": ["dau", "dau"],
            "value": [22_150_000, 5],
            "low": pl.Series([1.5, None], dtype=pl.Float32),
            "unit": ["users", "users"],
            "start": [dt.date(2025, 1, 1), None],
            "end": pl.Series(["2025-01-31T12:00:00", None]).str.to_datetime(),
            "precision": ["month", None],
            "scope": [{"geo": "CN", "platform": None, "plan": None}, None],
            "stated_on": ["2025-02", None],
            "retrieved_at": pl.Series(["2025-03-01T00:00:00", None]).str.to_datetime(),
            "document": ["left aside", None],
        }
    )
    frame.write_parquet(tmp_path / "a.parquet")
    intake = read(tmp_path / "a.parquet", catalog, now=NOW)
    assert intake.bad == []
    first, second = intake.observations.to_dicts()
    assert (first["start"], first["end"], first["precision"]) == (dt.date(2025, 1, 1), dt.date(2025, 1, 31), "month")
    assert (first["scope"]["geo"], second["scope"]) == ("CN", {"geo": None, "platform": None, "plan": None})
    assert (first["value"], first["low"], first["stated_on"]) == (22_150_000.0, 1.5, dt.date(2025, 2, 28))
    assert (first["retrieved_at"], second["retrieved_at"]) == (dt.datetime(2025, 3, 1, tzinfo=dt.UTC), NOW)


def test_bad_rows_of_a_parquet_file_have_their_number(tmp_path: Path, catalog: Catalog) -> None:
    rows = [GOOD, GOOD | {"value": float("nan")}, GOOD | {"value": -1.0}, GOOD | {"value": None}, GOOD]
    frame = pl.DataFrame([row | {"value": float(row["value"]) if row["value"] else None} for row in rows])
    frame.write_parquet(tmp_path / "a.parquet")
    bad = read(tmp_path / "a.parquet", catalog, now=NOW).bad
    assert [(row.line, row.column) for row in bad] == [(2, "value"), (3, "value"), (4, "value")]


def test_a_column_of_a_strange_type_is_refused_row_by_row(tmp_path: Path, catalog: Catalog) -> None:
    pl.DataFrame({**{k: [v] for k, v in GOOD.items()}, "quote": [["a"]]}).write_parquet(tmp_path / "a.parquet")
    (bad,) = read(tmp_path / "a.parquet", catalog, now=NOW).bad
    assert (bad.column, bad.reason) == ("quote", "is List(String), not text")


@pytest.mark.parametrize("name", ["a.parquet", "a.csv", "a.ndjson"])
@given(content=st.binary(max_size=200))
@settings(max_examples=60, deadline=None)
def test_random_bytes_raise_nothing_unforeseen(
    tmp_path_factory: pytest.TempPathFactory, catalog: Catalog, name: str, content: bytes
) -> None:
    with suppress(UsageError):
        assert take(tmp_path_factory.mktemp("x"), content, catalog, name).observations.is_empty()


@pytest.mark.parametrize("name", ["a.xlsx", "a", "a.csv.gz"])
def test_a_suffix_that_is_none_of_ours_is_refused(tmp_path: Path, catalog: Catalog, name: str) -> None:
    with pytest.raises(UsageError, match=r"\.parquet"):
        take(tmp_path, "x", catalog, name)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, catalog: Catalog) -> None:
    with pytest.raises(UsageError, match="No such file"):
        read(tmp_path / "none.csv", catalog, now=NOW)
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(UsageError, match="directory"):
        read(tmp_path / "folder.csv", catalog, now=NOW)


def test_one_figure_is_read_from_its_fields(catalog: Catalog) -> None:
    fields = {
        "entity": "DeepSeek",
        "metric": "dau",
        "value": "22150000",
        "unit": "users",
        "start": "2025-01",
        "url": None,
    }
    intake = parse_one(fields, catalog, now=NOW)
    assert intake.observations["precision"].to_list() == ["month"]
    with pytest.raises(UsageError, match="value: '22,15' is no plain number") as caught:
        parse_one(fields | {"value": "22,15", "unit": ""}, catalog, now=NOW)
    assert "unit: is missing" in str(caught.value)
    with pytest.raises(UsageError, match="unknown column"):
        parse_one(fields | {"entityy": "x"}, catalog, now=NOW)
    with pytest.raises(UsageError, match="unit"):
        parse_one({"entity": "DeepSeek", "metric": "dau", "value": "1"}, catalog, now=NOW)


def test_every_unknown_name_is_refused_even_when_there_are_many(tmp_path: Path, catalog: Catalog) -> None:
    rows = [GOOD | {"entity": f"nobody {n}", "metric": f"nothing {n}"} for n in range(300)]
    intake = take(tmp_path, csv_of(*rows, GOOD | {"metric": "DAU"}), catalog)
    assert (intake.rejected, intake.observations.height) == (300, 1)


FIELDS = st.one_of(st.text(max_size=12), st.sampled_from([*GOOD.values(), "2025", "-1", "1e5", '"', ",", "\n", "USD"]))


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.dictionaries(st.sampled_from([*NAMED, *OPTIONAL]), FIELDS, max_size=6), max_size=4))
def test_any_cells_are_either_kept_or_named(
    tmp_path_factory: pytest.TempPathFactory, catalog: Catalog, rows: list[dict[str, str]]
) -> None:
    columns = (*NAMED, *OPTIONAL)
    content = csv_of(*(GOOD | row for row in rows), columns=columns)
    intake = take(tmp_path_factory.mktemp("x"), content, catalog)
    assert intake.rows == len(rows)
    assert intake.observations.height <= intake.rows - intake.rejected
    assert (intake.observations.height == 0) == (intake.rows == intake.rejected)
    assert intake.observations.null_count()["value"].item() == 0
