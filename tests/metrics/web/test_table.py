"""Tables of comma-separated values in answers."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.errors import Changed
from metrics.web import Answer, records


def answer(body, kind="text/csv"):
    body = body if isinstance(body, bytes) else body.encode()
    at = datetime(2030, 1, 1, tzinfo=UTC)
    return Answer("https://a.example/t.csv", "https://a.example/t.csv", 200, body, at, {"content-type": kind})


def test_a_record_knows_its_cells_and_where_they_stand():
    found = records(answer('name,count\r\n"a\nb",7\r\n\r\nc,\r\n'), "name", "count")
    assert [each.value for each in found] == [{"name": "a\nb", "count": "7"}, {"name": "c"}]
    assert found[0]["count"].pointer == "/0/count"
    assert found[0]["count"].decimal() == 7
    assert found[1].get("count") is None


def test_doubled_quotes_a_byte_order_mark_and_spaces_in_the_header_are_read():
    found = records(answer('\ufeffname , said\n1,"he said ""two"""\n'), "name", "said")
    assert found[0].value == {"name": "1", "said": 'he said "two"'}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("", "text/csv"),
        ("<!doctype html><p>name,count</p>", "text/html"),
        ("<!doctype html><p>moved</p>", "text/csv"),
        ("name,total\n1,2\n", "text/csv"),
        ("name,count,count\n1,2,3\n", "text/csv"),
        ("name,count\n1,2\n3", "text/csv"),
        ("name,count\n1,2,3\n", "text/csv"),
        ('name,count\n1,"2', "text/csv"),
        ('name,count\n1,"2"x\n', "text/csv"),
        ('name,count\n"' + "x" * 140_000 + '",1\n', "text/csv"),
    ],
    ids=[
        "empty",
        "page",
        "page as csv",
        "other columns",
        "twice",
        "cut",
        "long",
        "open quote",
        "bad quote",
        "huge cell",
    ],
)
def test_what_is_no_such_table_or_is_cut_off_is_refused_whole(body, kind):
    with pytest.raises(Changed):
        records(answer(body, kind), "name", "count")


def test_the_cache_forgets_an_answer_that_is_no_table():
    forgotten = []
    spoilt = answer("nonsense")
    object.__setattr__(spoilt, "spoil", lambda: forgotten.append(True))
    with pytest.raises(Changed):
        records(spoilt, "name")
    assert forgotten == [True]


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_are_refused(body):
    try:
        found = records(answer(body), "a")
    except Changed:
        return
    assert all(each.value.keys() for each in found if each.value)


@given(
    st.lists(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=9), min_size=2, max_size=2))
)
def test_what_a_writer_writes_is_read_again(rows):
    import csv
    from io import StringIO

    out = StringIO()
    csv.writer(out).writerows([["a", "b"], *rows])
    found = [each.value for each in records(answer(out.getvalue()), "a", "b")]
    assert found == [{name: cell for name, cell in zip("ab", row, strict=True) if cell.strip()} for row in rows]
