import io
from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from rich.console import Console

from dash import proof, tables
from metrics.views.checking import empty

HOSTILE = "a[red]b\x1b[31m\u202e.txt"


def row(**more):
    day = date(2025, 1, 11)
    return {
        "source": "a.txt", "entity": "deepseek", "entity_name": "DeepSeek", "metric": "daily_active_users",
        "value": 22.2e6, "comparator": "=", "digits": 3, "unit": "users", "start": day, "end": day, "precision": "day",
        "status": "A", "findings": [], "_metric_label": "Daily active users", "_line": 31, "_column": 153,
        "_standing": "new", "_known": None,
    } | more  # fmt: skip


def finding(kind, message="AICPB's figure is for 31 Jan 2025"):
    return {"kind": kind, "message": message, "against": "0" * 32}


def checked(*rows):
    frame = empty()
    return pl.DataFrame(list(rows), schema_overrides=frame.schema).select(
        pl.col(name) if name in rows[0] else pl.lit(None, dtype).alias(name) for name, dtype in frame.schema.items()
    )


def marked(*rows, look):
    return [line.plain for line in proof.marks(list(rows), replace(look, full=True))]


def printed(sheet, width):
    out = io.StringIO()
    Console(file=out, width=width, color_system=None).print(sheet)
    return out.getvalue().splitlines()


def test_a_finding_is_a_line_that_an_editor_jumps_to(look):
    [line] = marked(row(findings=[finding("date_shift")], _standing="bent"), look=look)
    assert line == (
        "a.txt:31:153: date_shift: DeepSeek 22.2 M (Daily active users, 11 Jan 2025): AICPB's figure is for 31 Jan 2025"
    )


def test_each_finding_has_its_line(look):
    lines = marked(row(findings=[finding("date_shift"), finding("entity_swap")], _standing="bent"), look=look)
    assert [line.split(": ")[1] for line in lines] == ["date_shift", "entity_swap"]


def test_a_mild_finding_says_so(look):
    [line] = marked(row(findings=[finding("rounded")], _standing="mild"), look=look)
    assert ": rounded (mild): " in line


@pytest.mark.parametrize(
    ("more", "end"),
    [
        ({"_standing": "matches", "_known": "22.15 M, AICPB, 31 Jan 2025"}, ": 22.15 M, AICPB, 31 Jan 2025"),
        (
            {"_standing": "new", "_known": ">30 M, QuestMobile, 3 Feb 2025"},
            ": nearest known: >30 M, QuestMobile, 3 Feb 2025",
        ),
        ({"_standing": "new"}, ": nobody known tells of it"),
    ],
)
def test_what_is_not_bent_says_who_else_tells_it(look, more, end):
    [line] = marked(row(**more), look=look)
    assert f": {more['_standing']}: DeepSeek 22.2 M" in line
    assert line.endswith(end)


def test_a_hostile_name_stays_on_one_line_and_literal(look):
    [line] = marked(row(source=HOSTILE, entity_name="X\nY\x1b[1m"), look=look)
    assert line.startswith("a[red]b")
    assert not {"\x1b", "\u202e", "\n"} & set(line)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_terminal_shows_every_finding_within_its_width(look, width):
    frame = checked(
        row(findings=[finding("date_shift"), finding("rounded")], _standing="bent"),
        row(entity_name="Doubao 豆包", _standing="matches", _known="16.95 M, AICPB, 31 Jan 2025"),
    )
    lines = printed(tables.lay_out("check", frame, look), width)
    text = "\n".join(lines)
    assert max(map(len, lines)) <= width
    assert "⚠ date_shift" in text
    assert "rounded" in text
    assert "matches" in text


def test_sources_are_named_where_there_are_several(look):
    one, two = checked(row(), row()), checked(row(), row(source="b.txt"))
    assert "b.txt" in "\n".join(printed(tables.lay_out("check", two, look), 140))
    assert "a.txt" not in "\n".join(printed(tables.lay_out("check", one, look), 140))


def test_markdown_is_the_same_table(look):
    out = io.StringIO()
    tables.lay_out(
        "check", checked(row(findings=[finding("date_shift")], _standing="bent")), replace(look, full=True)
    ).markdown(out)
    assert out.getvalue().splitlines()[2].startswith("| 31 | DeepSeek | Daily active users | 22.2 M |")
