import csv
import io
import json
import math
from datetime import UTC, date, datetime, time, timedelta, timezone

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.errors import UsageError
from metrics.formats import KINDS, markdown, texts, write, write_object
from metrics.literal import FORBIDDEN, TRIGGERS, guard, visible

HOSTILE = [
    "[red]gone[/]",
    "\x1b[31m",
    "\x1b]8;;http://x\x07",
    "a\u202eb",
    "=HYPERLINK(1)",
    "@x",
    "-1+1",
    "a|b\nc",
    '"',
    "",
]


def written(frame, kind, **options):
    out = io.StringIO()
    write(frame, kind, out, **options)
    return out.getvalue()


def sheet(text):
    return list(csv.reader(io.StringIO(text, newline="")))


ROWS = pl.DataFrame(
    {
        "entity": ["deepseek", "豆包"],
        "value": [22_150_000.0, None],
        "share": [0.94, math.nan],
        "comparator": ["=", ">"],
        "end": [date(2025, 1, 31), None],
        "recorded_at": [datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), datetime(2026, 1, 2, 3, 4, 5, 600, tzinfo=UTC)],
        "series": [[1.0, 2.5, None], []],
        "scope": [{"geo": "CN", "plan": None}, None],
        "stale": [True, None],
        "tellings": [6, None],
        "_label": ["never", "printed"],
    }
)


def test_json_is_an_array_of_objects_with_the_columns_in_order():
    assert json.loads(written(ROWS, "json")) == [
        {
            "entity": "deepseek",
            "value": 22_150_000,
            "share": 0.94,
            "comparator": "=",
            "end": "2025-01-31",
            "recorded_at": "2026-01-02T03:04:05Z",
            "series": [1, 2.5, None],
            "scope": {"geo": "CN", "plan": None},
            "stale": True,
            "tellings": 6,
        },
        {
            "entity": "豆包",
            "value": None,
            "share": None,
            "comparator": ">",
            "end": None,
            "recorded_at": "2026-01-02T03:04:05.000600Z",
            "series": [],
            "scope": None,
            "stale": None,
            "tellings": None,
        },
    ]
    assert list(json.loads(written(ROWS, "json"))[0]) == ROWS.columns[:-1]


def test_json_is_indented_for_reading():
    assert written(ROWS.select("entity", "value").head(1), "json") == (
        '[\n  {\n    "entity": "deepseek",\n    "value": 22150000\n  }\n]\n'
    )


def test_ndjson_is_one_object_a_line():
    lines = written(ROWS, "ndjson").splitlines()
    assert [json.loads(line) for line in lines] == json.loads(written(ROWS, "json"))


def test_no_rows_is_an_empty_array_and_a_csv_of_only_the_header():
    empty = ROWS.clear()
    assert written(empty, "json") == "[]\n"
    assert written(empty, "ndjson") == ""
    assert written(empty, "csv") == "entity,value,share,comparator,end,recorded_at,series,scope,stale,tellings\n"
    assert written(pl.DataFrame(), "json") == "[]\n"


def as_csv_says(value):
    if value is None:
        return ""
    if isinstance(value, str):
        return visible(guard(value))
    return json.dumps(value, ensure_ascii=False)


def test_csv_has_the_keys_and_values_of_json():
    header, *rows = sheet(written(ROWS, "csv"))
    objects = json.loads(written(ROWS, "json"))
    assert header == list(objects[0])
    for row, item in zip(rows, objects, strict=True):
        assert row == [as_csv_says(value) for value in item.values()]


@settings(deadline=None)
@given(st.lists(st.floats() | st.none(), min_size=1, max_size=30))
def test_every_number_comes_back_as_it_was_from_json_and_csv_alike(numbers):
    frame = pl.DataFrame({"v": numbers, "one": 1}, schema={"v": pl.Float64, "one": pl.Int64})
    told = [item["v"] for item in json.loads(written(frame, "json"))]
    cells = [row[0] for row in sheet(written(frame, "csv"))[1:]]
    for number, item, cell in zip(numbers, told, cells, strict=True):
        if number is None or not math.isfinite(number):
            assert (item, cell) == (None, "")
        else:
            assert item == number == float(cell)


@pytest.mark.parametrize(
    ("number", "text"),
    [(22_150_000.0, "22150000"), (1e20, "1" + "0" * 20), (-0.0, "0"), (0.00005, "0.00005"), (1.5, "1.5")],
)
def test_whole_numbers_have_no_point_and_no_exponent(number, text):
    assert texts(pl.DataFrame({"v": [number]})).item() == text


def test_single_precision_shows_what_was_meant():
    assert texts(pl.DataFrame({"v": pl.Series([0.9], dtype=pl.Float32)})).item() == "0.9"


@settings(deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8") | st.sampled_from(FORBIDDEN + '\n\t"=|\\')), min_size=1))
def test_foreign_text_is_escaped_in_json_and_visible_elsewhere(strings):
    frame = pl.DataFrame({"t": strings, "l": [[s] for s in strings], "d": [{"k": s} for s in strings]})
    for kind in KINDS:
        text = written(frame, kind)
        assert not set(text) & set(FORBIDDEN), kind
    back = json.loads(written(frame, "json"))
    assert [(row["t"], row["l"], row["d"]) for row in back] == [(s, [s], {"k": s}) for s in strings]
    assert [json.loads(line) for line in written(frame, "ndjson").splitlines()] == back
    rows = sheet(written(frame, "csv"))[1:]
    assert [row[0] for row in rows] == [visible(guard(s)) for s in strings]
    assert [json.loads(row[1]) for row in rows] == [[s] for s in strings]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_csv_cell_is_a_formula(text):
    (row,) = sheet(written(pl.DataFrame({"t": [text], "n": [-1.0]}), "csv"))[1:]
    assert not row[0].startswith(TRIGGERS)
    assert row[1] == "-1"


def test_column_names_are_foreign_too():
    frame = pl.DataFrame({"=a\x1b": ["x"], "^b$": ["y"], "c|d": ["z"]})
    assert written(frame, "csv").splitlines()[0] == "'=a␛,^b$,c|d"
    assert json.loads(written(frame, "ndjson")) == {"=a\x1b": "x", "^b$": "y", "c|d": "z"}
    assert written(frame, "markdown").splitlines()[0] == r"| =a␛ | ^b$ | c\|d |"


def test_markdown_is_one_line_a_row_with_numbers_to_the_right():
    frame = pl.DataFrame({"entity": ["a|b\nc"], "value": [1e6]})
    assert written(frame, "markdown").splitlines() == ["| entity | value |", "| --- | ---: |", r"| a\|b␊c | 1000000 |"]


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("<b>", r"\<b>"),
        ("_x_", r"\_x\_"),
        ("a_b", "a_b"),
        ("~17 M", "~17 M"),
        ("~~x~~", r"\~\~x\~\~"),
        ("&lt;", r"\&lt;"),
        ("AT&T", "AT&T"),
    ],
)
def test_markdown_takes_nothing_for_markup(text, safe):
    assert markdown(text) == safe


def test_json_can_be_plain_ascii():
    frame = pl.DataFrame({"名": ["豆包 😀"]})
    text = written(frame, "ndjson", ascii_only=True)
    assert text.isascii()
    assert json.loads(text) == {"名": "豆包 😀"}


def test_every_type_that_sql_can_give_has_a_text():
    frame = pl.DataFrame(
        {
            "time": [time(1, 2)],
            "span": [timedelta(days=1, hours=2)],
            "kind": pl.Series(["=", None], dtype=pl.Enum(["="])).head(1),
            "blob": [b"\x00\xff"],
            "zone": [datetime(2025, 1, 1, 1, tzinfo=timezone(timedelta(hours=1)))],
            "naive": pl.Series([date(2025, 1, 1)]).cast(pl.Datetime),
            "nothing": [None],
            "grid": pl.Series([[1, 2]], dtype=pl.Array(pl.Int8, 2)),
            "deep": [[{"a": [date(2025, 1, 1)]}, None]],
        }
    )
    assert json.loads(written(frame, "ndjson")) == {
        "time": "01:02:00",
        "span": "P1DT2H",
        "kind": "=",
        "blob": "00ff",
        "zone": "2025-01-01T00:00:00Z",
        "naive": "2025-01-01T00:00:00Z",
        "nothing": None,
        "grid": [1, 2],
        "deep": [{"a": ["2025-01-01"]}, None],
    }
    assert len(sheet(written(frame, "csv"))) == 2


def test_a_lone_column_of_nulls_keeps_its_rows():
    assert sheet(written(pl.DataFrame({"a": [None, "x"]}), "csv")) == [["a"], [""], ["x"]]


def test_large_frames_are_written_piece_by_piece():
    frame = pl.DataFrame({"n": range(50_000)})
    pieces = []

    class Pieces:
        def write(self, text):
            pieces.append(text)

    write(frame, "json", Pieces())
    assert len(pieces) > 3
    assert [item["n"] for item in json.loads("".join(pieces))] == list(range(50_000))
    assert len(sheet(written(frame, "csv"))) == 50_001


def test_one_row_can_be_one_object():
    out = io.StringIO()
    write_object(pl.DataFrame({"uri": ["x"], "files": [3]}), out)
    assert out.getvalue() == '{\n  "uri": "x",\n  "files": 3\n}\n'


def test_an_unknown_format_is_refused():
    with pytest.raises(UsageError, match="csv"):
        written(ROWS, "xml")
