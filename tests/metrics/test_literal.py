import json
import subprocess
import sys

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.literal import (
    FORBIDDEN,
    TRIGGERS,
    escaped_expr,
    guard,
    guard_expr,
    one_line,
    unguard,
    unguard_expr,
    visible,
    visible_expr,
)

HOSTILE = st.text(st.one_of(st.sampled_from(FORBIDDEN + "\n\t\u2028\u2029=+-@'\""), st.characters(codec="utf-8")))
ANY = st.text(st.one_of(st.characters(), st.sampled_from(FORBIDDEN)))


def through(expression, text):
    return pl.DataFrame({"t": [text]}, schema={"t": pl.String}).select(expression(pl.col("t"))).item()


@settings(deadline=None)
@given(ANY)
def test_no_forbidden_character_survives(text):
    assert not set(visible(text)) & set(FORBIDDEN)
    visible(text).encode()


@settings(deadline=None)
@given(ANY)
def test_making_visible_twice_changes_nothing_more(text):
    assert visible(visible(text)) == visible(text)
    assert one_line(one_line(text)) == one_line(text)
    assert one_line(visible(text)) == one_line(text)


@settings(deadline=None)
@given(ANY)
def test_one_line_is_one_line_for_every_reader(text):
    assert len(one_line(text).splitlines()) <= 1
    assert "\t" not in one_line(text)


@settings(deadline=None)
@given(st.text(st.characters(exclude_characters=FORBIDDEN, exclude_categories=["Cs"])))
def test_harmless_text_is_left_alone(text):
    assert visible(text) == text


@settings(deadline=None)
@given(HOSTILE)
def test_a_guarded_cell_is_no_formula_and_comes_back(text):
    assert not guard(text).startswith(TRIGGERS)
    assert guard(guard(text)) == guard(text)
    assert unguard(guard(text)) == unguard(text)


@settings(deadline=None)
@given(HOSTILE)
def test_expressions_do_what_the_functions_do(text):
    assert through(visible_expr, text) == visible(text)
    assert through(guard_expr, text) == guard(text)
    assert through(unguard_expr, text) == unguard(text)


@pytest.mark.parametrize("char", FORBIDDEN)
def test_each_forbidden_character_has_an_escape_for_json(char):
    escape = through(escaped_expr, char)
    assert escape.startswith("\\u")
    assert json.loads(f'"{escape}"') == char


def test_the_characters_that_reorder_text_are_named():
    assert visible("a\u202eb\u2066c\u200fd\u061c") == "a⟨U+202E⟩b⟨U+2066⟩c⟨U+200F⟩d⟨U+061C⟩"


def test_what_hides_in_a_text_is_named_and_what_scripts_need_is_not():
    assert visible("a\u200bb\ufeffc\U000e0041d\u2028e\ufff9") == "a⟨U+200B⟩b⟨U+FEFF⟩c⟨U+E0041⟩d⟨U+2028⟩e⟨U+FFF9⟩"
    for harmless in ("می\u200cخواهم", "👩\u200d🔬", "क्\u200dष", "❤\ufe0f", "Mi\u00adcro"):
        assert visible(harmless) == harmless


def test_a_wide_formula_is_guarded_too():
    assert guard("＝1+1") == "'＝1+1"
    assert unguard("'＠a") == "＠a"


def test_a_lone_surrogate_is_named():
    assert visible("\ud83d") == "⟨U+D83D⟩"


def test_nulls_stay_null():
    assert through(visible_expr, None) is None
    assert through(guard_expr, None) is None


def test_the_module_costs_no_polars():
    code = "import sys, metrics.literal; sys.exit('polars' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
