from datetime import UTC, date, datetime
from io import StringIO

import polars as pl
from rich.console import Console

from dash.moves import KINDS, columns, since, told
from dash.sheet import Look, sheet
from metrics.views.moved import Kind

LOOK = Look(date(2026, 11, 24))
ROW = {"kind": "edited", "entity_name": "Kimi", "metric": "users", "_metric_label": "Users", "value": 25e6, "unit": "users",
       "before": 20e6, "more": 3, "rank": "deprecated", "note": "the page said 20 M [b]", "_ruling_reason": "wrong \x1b[1m",
       "quote": "Now 25 million.", "_as_written": "25 million", "publisher": "Echo", "recorded_at": datetime(2026, 11, 24, tzinfo=UTC)}  # fmt: skip


def test_every_kind_of_the_view_has_its_words():
    assert list(KINDS) == [str(each) for each in Kind]


def test_a_row_says_what_moved_from_what_to_what_and_what_was_ruled():
    line = next(iter(sheet([ROW], columns(), LOOK).lines()))
    assert line.split("  ")[0] == "⚠ edited"
    for words in ("Kimi", "25 M", "20 M", "deprecated", "+3"):
        assert words in line


def test_beside_it_stand_the_sentence_the_finding_and_the_reason():
    out = StringIO()
    Console(file=out, width=90, color_system=None).print(told(ROW, LOOK))
    page = out.getvalue()
    for words in ("its page said another number before", "before: 20 M", "the page said 20 M [b]", "“Now 25 million.”",
                  "ruled deprecated: wrong ␛[1m", "3 more"):  # fmt: skip
        assert words in page


def test_the_title_counts_each_kind():
    frame = pl.DataFrame({"kind": ["new", "bent", "new"]})
    moment = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    assert since(frame, moment, LOOK) == "since 20 Nov 2026 08:30 UTC · 1 bent · 2 new"
    assert since(pl.DataFrame(), None, LOOK) == "all there is"


def test_a_promise_bears_its_sign_and_who_told_it_stays_on_a_narrow_terminal():
    row = ROW | {"_status": "F", "start": date(2026, 12, 1), "end": date(2026, 12, 31), "origin": "Moonshot AI"}
    out = StringIO()
    Console(file=out, width=100, color_system=None).print(sheet([row, row | {"publisher": None}], columns(), LOOK))
    lines = out.getvalue().splitlines()
    assert "Echo" in lines[1]
    assert " F " in lines[1]
    assert "unknown publisher" in lines[2]
