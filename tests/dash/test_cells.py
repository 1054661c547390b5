"""What a cell adds for a reader: the period a change counts from, the parts beside, what its page has replaced."""

from datetime import date
from io import StringIO

import polars as pl
import pytest
from rich.console import Console

from dash import cells, tables
from dash.cells import covers, since

BEFORE = {"start": date(2025, 2, 1), "end": date(2025, 2, 28), "precision": "month"}
APP = {"geo": None, "platform": "app", "plan": None}


def test_a_change_says_what_it_counts_from_as_finely_as_that_was_dated(look):
    assert since({"change": 0.2, "_before": BEFORE}, look).plain == "Feb 2025"


@pytest.mark.parametrize("row", [{"change": None, "_before": BEFORE}, {"change": 0.2, "_before": None}, {}])
def test_no_change_counts_from_nothing(look, row):
    assert since(row, look).plain == ""


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"_scope": APP}, "app"),
        ({"_scope": APP, "_parts": 0}, "app"),
        ({"_scope": APP, "_parts": 2}, "app · +2 other"),
        ({"_parts": 1}, "+1 other"),
        ({"_scope": APP, "_span": "mean", "_parts": 1}, "app · mean · +1 other"),
    ],
)
def test_the_parts_beside_are_counted(look, row, told):
    assert covers(row, look).plain == told


def test_the_letters_are_explained_in_the_words_of_the_vocabulary():
    assert cells.FLAGS["E"] == "E estimate"
    assert "A" not in cells.FLAGS


def test_a_reading_that_its_page_has_replaced_is_marked_in_tree_and_lines(tellings, claims, findings, look):
    marked = tellings.with_columns(_superseded=pl.col("publisher") == "CKGSB")
    sheet = tables.why(marked, look, claims=claims, findings=findings)
    assert [line for line in sheet.lines() if "superseded" in line] == [
        line for line in sheet.lines() if "CKGSB" in line
    ]
    drawn = [line for line in _drawn(sheet) if "superseded" in line]
    assert len(drawn) == 1
    assert "CKGSB" in drawn[0]


def _drawn(sheet):
    out = StringIO()
    Console(file=out, width=140, color_system=None).print(sheet)
    return out.getvalue().splitlines()


@pytest.mark.parametrize(
    ("start", "age", "told"),
    [
        (date(2026, 1, 1), -37, "running"),
        (date(2026, 12, 1), -37, "in 37 days"),
        (date(2026, 1, 1), 3, "3 days"),
        (None, -37, "in 37 days"),
    ],
)
def test_a_period_that_has_begun_and_is_not_over_is_running(look, start, age, told):
    row = {"start": start, "end": date(2026, 12, 31), "age_days": age}
    assert cells.age(row, look).plain == told
    assert cells.short_age(row, look).plain == told.replace(" days", " d")


def test_a_change_over_years_says_over_how_many(look):
    row = {
        "change": 5.0,
        "end": date(2025, 8, 31),
        "_before": {"start": None, "end": date(2021, 5, 31), "precision": "day"},
    }
    assert cells.change(row, look).plain == "▲ +500 % in 4 y"
    assert cells.change(row | {"end": date(2022, 5, 31)}, look).plain == "▲ +500 %"
