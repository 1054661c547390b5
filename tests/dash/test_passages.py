from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dash.passages import passages
from dash.sheet import Look

TEXT = "A title\n\nKimi has 22 million users, and 22 is a number. Then more.\nGrok: 5 million."
LOOK = Look(date(2026, 11, 24))


def figure(start, end, first=None, last=None, **more):
    return {"quote_start": start, "quote_end": end, "number_start": first, "number_end": last, "entity_name": "Kimi",
            "metric": "users", "value": 22e6, "unit": "users"} | more  # fmt: skip


KIMI = figure(9, 54, 18, 28)
GROK = figure(67, 83, 73, 82)


def lit(line, style):
    return [line.plain[span.start : span.end] for span in line.spans if style in str(span.style)]


def test_the_number_that_is_looked_at_is_lit_and_its_sentence_signed():
    laid = passages(TEXT, [KIMI, GROK], LOOK, 100)
    assert laid.places == {0: 2, 1: 3}
    mine, other = laid.drawn(2, 0), laid.drawn(3, 0)
    assert mine.plain.startswith("▌ Kimi has 22 million users")
    assert lit(mine, "reverse") == ["22 million"]
    assert other.plain.startswith("  Grok")
    assert lit(other, "reverse") == []
    assert lit(other, "bold underline") == ["5 million"]


def test_a_number_that_runs_over_the_end_of_a_line_is_lit_on_both():
    laid = passages(TEXT, [KIMI], LOOK, 22)
    shown = [laid.drawn(place, 0) for place in range(len(laid.lines))]
    assert " ".join(part for line in shown for part in lit(line, "reverse")) == "22 million"
    assert laid.places[0] == next(n for n, line in enumerate(shown) if lit(line, "reverse"))


def test_what_is_not_in_the_text_is_listed_below_it():
    gone = figure(None, None)
    laid = passages(TEXT, [KIMI, gone], LOOK, 100)
    assert "not in what is archived" in "\n".join(line.plain for line in laid.lines)
    assert "Kimi · Users: 22 M" in laid.lines[laid.places[1]].plain


def test_without_a_text_the_figures_alone_are_listed():
    laid = passages("", [figure(None, None)], LOOK, 100)
    assert laid.lines[0].plain == "what was read there:"
    assert laid.places == {0: 1}


def test_hostile_words_stay_words_and_in_ascii_nothing_else_is_drawn():
    text = "a [b]\x1b[31m 5 \u202eé 文 million [/]"
    number = figure(0, len(text), 11, 12)
    line = passages(text, [number], LOOK, 200).drawn(0, 0)
    assert "\x1b" not in line.plain
    assert "\u202e" not in line.plain
    assert "[b]" in line.plain
    assert lit(line, "reverse") == ["5"]
    plain = passages(text, [number], Look(LOOK.today, "ascii"), 200).drawn(0, 0, "ascii")
    assert plain.plain.isascii()
    assert lit(plain, "reverse") == ["5"]


def test_the_mouse_finds_the_number_before_its_sentence():
    inner = figure(9, 54, 40, 42)
    laid = passages(TEXT, [KIMI, inner], LOOK, 100)
    line = laid.lines[2].plain
    assert laid.figure_at(2, 2 + line.index("22 million")) == 0
    assert laid.figure_at(2, 2 + line.index("22 is")) == 1
    assert laid.figure_at(0, 3) is None
    assert laid.figure_at(99, 3) is None


@pytest.mark.parametrize("width", [1, 7, 40])
@given(text=st.text(max_size=200), cuts=st.lists(st.integers(0, 200), min_size=4, max_size=4))
def test_whatever_the_text_each_figure_has_a_line_and_no_line_is_too_wide(width, text, cuts):
    start, first, last, end = (min(cut, len(text)) for cut in sorted(cuts))
    laid = passages(text, [figure(start, end, first, last)], LOOK, width)
    assert laid.places[0] < len(laid.lines)
    assert all(line.cell_len <= max(width, 20) for line in laid.lines)
