"""NDJSON and Parquet: rows with types of their own, and lines that are no objects."""

import datetime as dt
import json

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.errors import BadInput
from metrics.intake import read


@pytest.mark.parametrize("suffix", ["ndjson", "jsonl"])
def test_ndjson_takes_numbers_objects_and_missing_keys(take, suffix):
    rows = [
        {"entity": "deepseek", "metric": "dau", "value": 22150000, "unit": "users", "start": 2025, "quote": None},
        {"entity": "deepseek", "metric": "dau", "value": 1.5e7, "unit": "users", "scope": {"geo": "CN"}, "low": 1},
    ]
    text = "\ufeff" + "\n\n".join(json.dumps(row) for row in rows) + "\n"
    found = take(text, f"a.{suffix}").observations
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
def test_a_line_that_is_no_object_is_named_and_the_others_are_read(take, good, line, column, reason):
    good = json.dumps(good)
    intake = take(f"{good}\n\n{line}\n{good}\n", "a.ndjson")
    (bad,) = intake.bad
    assert (bad.line, bad.column) == (3, column)
    assert reason in bad.reason
    assert (intake.rows, intake.rejected, intake.observations.height) == (3, 1, 1)


@pytest.mark.parametrize(
    ("value", "reason"),
    [("NaN", "no number"), ("1e400", "no number"), ("true", "in full"), ("[1]", "in full"), ("null", "missing")],
)
def test_json_values_that_are_no_numbers_are_refused(take, good, value, reason):
    good = json.dumps(good)
    text = f"{good}\n" + good.replace('"value": "22150000"', f'"value": {value}') + "\n"
    (bad,) = take(text, "a.ndjson").bad
    assert (bad.line, bad.column) == (2, "value")
    assert reason in bad.reason


def test_nul_written_as_an_escape_is_refused(take, good):
    (bad,) = take(json.dumps(good | {"quote": "a\0b"}), "a.ndjson").bad
    assert (bad.line, bad.column, bad.reason) == (1, "quote", "holds NUL")


@pytest.mark.parametrize("broken", ["", "{\n"])
def test_half_a_character_is_refused_and_a_whole_one_kept(take, good, broken):
    half = json.dumps(good | {"quote": "a\ud83d"})
    whole = json.dumps(good | {"quote": "a\U0001f600"})
    intake = take(f"{half}\n{whole}\n{broken}", "a.ndjson")
    assert intake.bad[0].line == 1
    assert intake.observations["quote"].to_list() == ["a\U0001f600"]


@pytest.mark.parametrize("place", [0, 150])
@pytest.mark.parametrize("broken", ["", "{\n"])
def test_an_unknown_key_is_refused_wherever_it_stands(take, good, place, broken):
    rows = [json.dumps(good | {"value": n}) for n in range(200)]
    renamed = {("qoute" if name == "quote" else name): text for name, text in good.items()}
    rows[place] = json.dumps(renamed)
    with pytest.raises(BadInput) as caught:
        take("\n".join(rows) + "\n" + broken, "a.ndjson")
    (bad,) = caught.value.rows
    assert (bad.line, bad.column) == (place + 1, "qoute")
    assert "quote" in bad.reason


def test_parquet_takes_its_own_types(now, tmp_path, catalog):
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
    intake = read(tmp_path / "a.parquet", catalog, now=now)
    assert intake.bad == []
    first, second = intake.observations.to_dicts()
    assert (first["start"], first["end"], first["precision"]) == (dt.date(2025, 1, 1), dt.date(2025, 1, 31), "month")
    assert (first["scope"]["geo"], second["scope"]) == ("CN", {"geo": None, "platform": None, "plan": None})
    assert (first["value"], first["low"], first["stated_on"]) == (22_150_000.0, 1.5, dt.date(2025, 2, 28))
    assert (first["retrieved_at"], second["retrieved_at"]) == (dt.datetime(2025, 3, 1, tzinfo=dt.UTC), now)


def test_bad_rows_of_a_parquet_file_have_their_number(now, tmp_path, catalog, good):
    rows = [good, good | {"value": float("nan")}, good | {"value": -1.0}, good | {"value": None}, good]
    frame = pl.DataFrame([row | {"value": float(row["value"]) if row["value"] else None} for row in rows])
    frame.write_parquet(tmp_path / "a.parquet")
    bad = read(tmp_path / "a.parquet", catalog, now=now).bad
    assert [(row.line, row.column) for row in bad] == [(2, "value"), (3, "value"), (4, "value")]


def test_a_column_of_a_strange_type_is_refused_row_by_row(now, tmp_path, catalog, good):
    pl.DataFrame({**{k: [v] for k, v in good.items()}, "quote": [["a"]]}).write_parquet(tmp_path / "a.parquet")
    (bad,) = read(tmp_path / "a.parquet", catalog, now=now).bad
    assert (bad.column, bad.reason) == ("quote", "is List(String), not text")


def test_bytes_that_are_no_utf_8_are_named_with_their_line_and_key(take, good):
    line = json.dumps(good).encode()
    broken = line.replace(b'"AICPB"', b'"AIC\xffPB, Inc"')
    with pytest.raises(BadInput) as caught:
        take(line + b"\n" + broken + b"\n", "a.ndjson")
    (row,) = caught.value.rows
    assert (row.line, row.column) == (2, "origin")
    assert "byte 0xff is not UTF-8" in row.reason


def test_bytes_that_are_no_utf_8_are_named_with_their_column_of_a_csv(take, good, csv_of):
    content = csv_of(good, good | {"publisher": "A, B", "quote": "xx"}).encode().replace(b"xx", b"x\xff")
    with pytest.raises(BadInput) as caught:
        take(content)
    (row,) = caught.value.rows
    assert (row.line, row.column) == (3, "quote")


@pytest.mark.parametrize("sparse", ["kept", "left out", "null"])
@pytest.mark.parametrize(
    "twice", ['"value": 1', '"value" : 1', '"value": null', '"value": "22150000"', '"v\\u0061lue": 1']
)
def test_a_key_twice_in_one_object_is_refused_with_its_line(take, good, twice, sparse):
    row = good if sparse == "kept" else {name: text for name, text in good.items() if name != "origin"}
    row = row | {"origin": None} if sparse == "null" else row
    line = json.dumps(row)
    intake = take(f"{json.dumps(good)}\n{line[:-1]}, {twice}}}\n{line}\n", "a.ndjson")
    (bad,) = intake.bad
    assert (bad.line, bad.column, bad.reason) == (2, "value", "the object has this key twice")
    assert (intake.rows, intake.rejected) == (3, 1)


def test_text_that_looks_like_keys_is_text(take, good):
    quote = 'he said "value": null, "value":1 {"value": 2}'
    intake = take("\n".join(json.dumps(good | {"quote": quote, "value": str(n)}) for n in range(3)), "a.ndjson")
    assert intake.bad == []
    assert intake.observations["quote"].to_list() == [quote] * 3


def test_half_a_character_is_named_with_its_key(take, good):
    line = json.dumps(good)
    broken = line.replace('"AICPB"', '"AIC\\ud83d"')
    whole = line.replace("22150000", "5").replace('"AICPB"', '"AIC\\ud83d\\ude00"')
    intake = take(f"{line}\n{broken}\n{whole}\n", "a.ndjson")
    (bad,) = intake.bad
    assert (bad.line, bad.column, bad.reason) == (2, "origin", "half a character (a lone surrogate)")
    assert "AIC😀" in intake.observations["origin"].to_list()


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.lists(
            st.tuples(
                st.sampled_from(["quote", "origin", "title", "geo"]), st.none() | st.text('a":{},\\ \u00e9', max_size=6)
            ),
            max_size=5,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_an_object_is_read_as_python_reads_it_or_refused_for_a_repeated_key(take, good, lines):
    need = [(name, good[name]) for name in ("entity", "metric", "value", "unit")]
    text = "\n".join(
        "{" + ", ".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in [*need, *line]) + "}"
        for line in lines
    )
    repeated = {n for n, line in enumerate(lines, 1) if len({name for name, _ in line}) < len(line)}
    intake = take(text, "a.ndjson")
    assert {row.line for row in intake.bad} == repeated
    quotes = {dict(line).get("quote") for n, line in enumerate(lines, 1) if n not in repeated}
    kept = {quote for quote in quotes if quote is not None and quote.strip()}
    assert set(intake.observations["quote"].drop_nulls()) <= kept
