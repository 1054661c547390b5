import csv
import io

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.errors import BadInput
from metrics.intake.delimited import read_delimited

HEAD = "entity,metric,value,unit,quote\n"
ROW = "deepseek,dau,1,users,said\n"


def refused(raw: bytes) -> list[tuple[int, str, str]]:
    with pytest.raises(BadInput) as caught:
        read_delimited("f.csv", raw)
    return [(bad.line, bad.column, bad.reason) for bad in caught.value.rows]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_mark_and_both_kinds_of_line_ends_are_taken(mark: bytes, end: str) -> None:
    rows = read_delimited("f.csv", mark + (HEAD + ROW + "doubao,dau,2,users,").replace("\n", end).encode())
    assert rows.frame.columns == ["entity", "metric", "value", "unit", "quote"]
    assert rows.frame.rows() == [("deepseek", "dau", "1", "users", "said"), ("doubao", "dau", "2", "users", None)]
    assert rows.lines.to_list() == [2, 3]


def test_lines_are_physical_ones_where_the_record_begins() -> None:
    text = HEAD + 'deepseek,dau,1,users,"one\n\ntwo, ""three""\r\nfour"\n' + "\n\r\n" + ROW
    rows = read_delimited("f.csv", text.encode())
    assert rows.frame["quote"].to_list() == ['one\n\ntwo, "three"\r\nfour', "said"]
    assert rows.lines.to_list() == [2, 8]


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        ("deepseek,dau,1", "unit", "the row ends before it: 3 fields, the header has 5"),
        ("deepseek", "metric", "the row ends before it: 1 fields, the header has 5"),
        ("deepseek,dau,1,users,a,b", "quote", "the row goes on after it: 6 fields, the header has 5"),
        ('deepseek,dau,1,users,"a, b",c', "quote", "the row goes on after it: 6 fields, the header has 5"),
        ('deepseek,dau,1,users,a "b" c', "quote", "a quote stands where none may"),
        ('deepseek,dau,"1"x,users,a', "value", "a quote stands where none may"),
        ('"a, b",dau,1,us"ers,"a"', "unit", "a quote stands where none may"),
    ],
)
def test_a_ragged_or_misquoted_row_is_named_and_the_others_are_read(line: str, column: str, reason: str) -> None:
    rows = read_delimited("f.csv", (HEAD + ROW + line + "\n" + ROW).encode())
    ((bad),) = rows.bad
    assert (bad.line, bad.column) == (3, column)
    assert bad.reason.startswith(reason)
    assert rows.frame.height == 2
    assert rows.lines.to_list() == [2, 4]


def test_a_quote_that_never_ends_swallows_no_row() -> None:
    text = HEAD + ROW + 'deepseek,dau,1,users,"open\n' + ROW + 'deepseek,dau,1,us"ers,\n' + ROW
    rows = read_delimited("f.csv", text.encode())
    assert [(bad.line, bad.column) for bad in rows.bad] == [(3, "quote"), (5, "unit")]
    assert rows.lines.to_list() == [2, 4, 6]


def test_a_line_break_in_quotes_is_kept_when_other_rows_are_left_out() -> None:
    text = HEAD + 'deepseek,dau,1,users,"a\r\nb"\r\n\r\nragged\r\n'
    assert read_delimited("f.csv", text.encode()).frame["quote"].to_list() == ["a\r\nb"]


def test_a_header_alone_is_no_row() -> None:
    for text in (HEAD, HEAD.strip(), HEAD + "\n\n"):
        rows = read_delimited("f.csv", text.encode())
        assert (rows.frame.height, rows.lines.to_list(), rows.bad) == (0, [], [])


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("entity,metric,value", [(1, "unit", "the header lacks this column")]),
        ("entity,metric,value,unit,valeu", [(1, "valeu", "unknown column. Nearest: value,")]),
        ("entity,metric,value,unit,value", [(1, "value", "the header names this column twice")]),
        ("entity,metric,value,unit,", [(1, "header", "the header has a column without a name")]),
        ("entity;metric;value;unit", [(1, "entity;metric;value;unit", "another header: commas separate")]),
        ("entity,metric,value,unit\ra,b,1,c\r", [(1, "header", "another header: lines must end with LF or CRLF")]),
        ('entity,"metric', [(1, "header", "a quote stands where none may")]),
        ("entity,metric,value,unit,\x1b[31m", [(1, "␛[31m", "unknown column")]),
    ],
)
def test_another_header_is_refused_as_a_whole(header: str, expected: list[tuple[int, str, str]]) -> None:
    found = refused(f"{header}\n1,2,3,4\n".encode())
    assert [(line, column) for line, column, _ in found] == [(line, column) for line, column, _ in expected]
    assert found[0][2].startswith(expected[0][2])


@pytest.mark.parametrize("raw", [b"", b"\n\r\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(raw: bytes) -> None:
    assert refused(raw) == [(1, "header", "the file is empty")]


@pytest.mark.parametrize("filler", [b"", bytes([*range(0x01, 0x09), *range(0x0E, 0x20)])])
def test_bytes_that_are_not_utf8_are_refused_with_line_and_column(filler: bytes) -> None:
    raw = (HEAD + ROW).encode() + b"deepseek,dau,1,users,caf\xe9" + filler + b"\n"
    ((line, column, reason),) = refused(raw)
    assert (line, column) == (3, "quote")
    assert "0xe9 is not UTF-8" in reason


@pytest.mark.parametrize("start", [b"\x1f\x8b\x08", b"(\xb5/\xfd", b"x\x9c"])
def test_a_packed_file_says_that_it_is_one(start: bytes) -> None:
    assert refused(start + b"\x00\x01 whatever") == [(1, "file", "this is a packed file: unpack it first")]


def test_another_encoding_is_refused() -> None:
    assert refused((HEAD + ROW).encode("utf-16"))


def test_a_file_that_holds_every_control_character_is_still_split() -> None:
    every = "".join(map(chr, [*range(1, 9), *range(0x0E, 0x20)]))
    rows = read_delimited("f.csv", (HEAD + ROW.replace("said", f'"a\n{every}"') + ROW).encode())
    assert rows.frame["quote"].to_list() == [f"a\n{every}", "said"]
    assert rows.lines.to_list() == [2, 4]


def test_many_records_over_many_lines_are_told_apart() -> None:
    text = "".join(f'deepseek,dau,{n},users,"a\n""{n}"", b"\n' if n % 3 else ROW for n in range(30_000))
    rows = read_delimited("f.csv", (HEAD + text).encode())
    assert (rows.frame.height, rows.bad) == (30_000, [])
    assert rows.lines[-1] == 1 + 30_000 + 20_000 - 1
    assert rows.frame["quote"][29_999] == 'a\n"29999", b'


CELL = st.text(st.sampled_from("abé ,\"\n\r'\t;#\\=-\0\x1f") | st.characters(codec="utf-8"), max_size=8)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL, CELL), max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_what_the_standard_library_writes_is_read_back(rows: list[tuple[str, ...]], end: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([("entity", "metric", "value", "unit"), *rows])
    read = read_delimited("f.csv", out.getvalue().encode())
    assert read.bad == []
    assert read.frame.fill_null("").rows() == rows
    assert read.frame.schema == dict.fromkeys(("entity", "metric", "value", "unit"), pl.String)


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from('ab,"\n\r') | st.characters(codec="utf-8"), max_size=40))
def test_any_text_after_a_header_is_split_as_python_does_or_named(text: str) -> None:
    rows = read_delimited("f.csv", ("entity,metric,value,unit\n" + text).encode())
    numbers = [*rows.lines, *(bad.line for bad in rows.bad)]
    assert sorted(numbers) == sorted(set(numbers))
    assert rows.frame.height == rows.lines.len()
    if not rows.bad and '"' not in text:
        expected = [tuple(line.removesuffix("\r").split(",")) for line in text.split("\n") if line not in {"", "\r"}]
        assert [tuple(cell or "" for cell in row) for row in rows.frame.rows()] == expected
