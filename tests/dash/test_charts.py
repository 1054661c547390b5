import re
from datetime import date, timedelta
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from dash.charts import Line, LineChart
from metrics.errors import Refused
from metrics.literal import FORBIDDEN

FINITE = st.floats(allow_nan=False, allow_infinity=False)
POSITIVE = st.floats(min_value=5e-324, allow_nan=False, allow_infinity=False)


def drawn(chart, width=50):
    out = StringIO()
    Console(file=out, width=width, color_system=None).print(chart)
    return out.getvalue().splitlines()


def lines_of(values):
    points = st.lists(st.tuples(st.dates(), st.none() | values, st.booleans()), max_size=20)
    line = st.builds(
        lambda label, told, joined: Line(
            label, [p[0] for p in told], [p[1] for p in told], [p[2] for p in told], joined=joined
        ),
        st.text(max_size=30),
        points,
        st.booleans(),
    )
    return st.lists(line, max_size=8)


SIZES = {
    "width": st.integers(1, 200),
    "height": st.integers(1, 60),
    "charset": st.sampled_from(["braille", "block", "ascii"]),
}


def fits(chart, width, height, charset):
    rows = drawn(chart, width)
    assert len(rows) <= height
    assert all(cell_len(row) <= width for row in rows)
    assert not set("".join(rows)) & set(FORBIDDEN)
    assert charset != "ascii" or "".join(rows).isascii()


@given(lines_of(FINITE), *SIZES.values())
@example([Line("x", [date.min, date.max], [-1.7e308, 1.7e308])], 80, 20, "braille")
@example([Line("x", [date.min], [5e-324])], 80, 20, "braille")
@example([Line("x", [date.max], [-1e-320]), Line("y", [date.max], [0.0])], 80, 20, "block")
@example([Line("x", [date(2025, 1, 1), date(2025, 1, 2)], [1.0, 1.0000000000000002])], 80, 20, "braille")
def test_any_values_fit_any_size(lines, width, height, charset):
    fits(LineChart(lines, height=height, charset=charset), width, height, charset)


@given(lines_of(POSITIVE), *SIZES.values())
@example([Line("x", [date(2025, 1, 1), date(2025, 2, 1)], [5e-324, 1.7e308])], 80, 20, "braille")
def test_any_positive_values_fit_a_log_scale(lines, width, height, charset):
    fits(LineChart(lines, height=height, charset=charset, log=True), width, height, charset)


@given(lines_of(FINITE), st.dates(), *SIZES.values())
def test_a_rebased_chart_fits_or_says_why_not(lines, base, width, height, charset):
    try:
        chart = LineChart(lines, height=height, charset=charset, rebase=base)
    except Refused:
        after = [[told for when, told, _ in line.points() if told is not None and when >= base] for line in lines]
        assert lines
        assert all(not told or told[0] == 0 for told in after)
    else:
        fits(chart, width, height, charset)


def monthly(label, *values, **options):
    return Line(label, [date(2025, 1 + i, 15) for i in range(len(values))], values, **options)


TWO = (monthly("ChatGPT", 300e6, 400e6, 500e6, 600e6, 700e6), monthly("DeepSeek", 22.15e6, 40e6, None, 60e6, 50e6))


def test_two_lines_in_braille():
    assert drawn(LineChart(TWO, "users", height=12, charset="braille"), 44) == [
        "● ChatGPT   ■ DeepSeek",
        "800 M ┤                                     ",
        "      │                              ⢀⣀⡠⠤⠒⠒●",
        "600 M ┤                      ⣀⣀⠤⠤⠔●⠊⠉⠁      ",
        "      │             ⣀⣀⠤⠤⠒●⠊⠉⠉               ",
        "400 M ┤     ⣀⣀⠤⠤●⠒⠉⠉                        ",
        "      │●⠒⠒⠉⠉                                ",
        "200 M ┤                                     ",
        "      │                                     ",
        "    0 ┤■⠤⠤⠤⠤⠒⠒⠒⠒■                 ■⠉⠉⠉⠉⠑⠒⠒⠒■",
        "      └─────┬────────┬────────┬────────┬────",
        "        Feb 2025    Mar      Apr      May",
    ]


def test_two_lines_in_ascii():
    assert drawn(LineChart(TWO, "users", height=10, charset="ascii"), 44) == [
        "A ChatGPT   B DeepSeek",
        "  1 B +                                     ",
        "      |                                     ",
        "      |                       ....A........A",
        "500 M +              ....A....              ",
        "      |A........A....                       ",
        "      |                                     ",
        "    0 +B........B                 B........B",
        "      +-----+--------+--------+--------+----",
        "        Feb 2025    Mar      Apr      May",
    ]


def test_two_lines_in_blocks():
    assert drawn(LineChart(TWO, "users", height=10, charset="block"), 44) == [
        "● ChatGPT   ■ DeepSeek",
        "  1 B ┤                                     ",
        "      │                                     ",
        "      │                         ▗▄●▄▄▄▄▞▀▀▀●",
        "500 M ┤              ▄▄▄▄●▄▞▀▀▀▀▘           ",
        "      │●▄▄▄▄▀▀▀▀●▀▀▀▀                       ",
        "      │                                     ",
        "    0 ┤■▄▄▄▄▀▀▀▀■                 ■▀▀▀▀▀▀▀▀■",
        "      └─────┬────────┬────────┬────────┬────",
        "        Feb 2025    Mar      Apr      May",
    ]


def test_a_gap_is_not_joined():
    rows = drawn(LineChart([monthly("x", 1.0, 1.0, None, 1.0, 1.0)], height=8, charset="ascii"), 40)
    assert re.fullmatch(r" *1 \+\*\.+\* {9,}\*\.+\*", rows[1])


def test_lines_are_told_apart_without_colour():
    for charset, marks in (("braille", "●■"), ("block", "●■"), ("ascii", "AB")):
        text = "\n".join(drawn(LineChart(TWO, charset=charset)))
        assert all(text.count(mark) >= 4 for mark in marks)


def test_an_estimate_is_hollow_and_explained():
    text = "\n".join(drawn(LineChart([monthly("x", 1.0, 2.0, 3.0, hollow=[False, True, False])])))
    assert text.count("○") == 2
    assert "○ estimate" in text


def test_a_lone_point_is_one_mark():
    rows = drawn(LineChart([monthly("x", 22.15e6)], height=9))
    assert sum(row.count("●") for row in rows[1:]) == 1
    assert not any(0x2800 < ord(char) <= 0x28FF for row in rows for char in row)


def test_points_that_may_not_be_joined_are_not():
    rows = drawn(LineChart([monthly("x", 1.0, 2.0, 3.0, joined=False)], height=9))
    assert not any(0x2800 < ord(char) <= 0x28FF for row in rows for char in row)


def test_a_log_scale_refuses_what_is_not_positive():
    with pytest.raises(Refused, match=r"no place for 0: DeepSeek, 2025-02-15"):
        LineChart([monthly("DeepSeek", 1.0, 0.0)], log=True)


def test_rebasing_starts_from_the_first_value_of_that_day_on():
    text = "\n".join(drawn(LineChart([monthly("x", 50.0, 100.0, 200.0)], rebase=date(2025, 2, 1), height=15)))
    assert "200" in text
    assert "100 = first from 1 Feb 2025" in text


def test_what_lies_before_the_day_of_rebasing_is_not_drawn():
    rows = drawn(LineChart([monthly("x", 900.0, 100.0, 200.0)], rebase=date(2025, 2, 1), height=16, charset="ascii"))
    assert sum(row.count("*") for row in rows[1:]) == 2
    assert any(row.startswith("200 ") for row in rows)
    assert not any(row.startswith("900 ") for row in rows)


def test_rebasing_leaves_out_a_line_that_ends_earlier_and_names_it():
    early, late = monthly("DeepSeek", 1.0), monthly("Kimi", 1.0, 2.0, 3.0)
    chart = LineChart([early, late, monthly("Zero", 5.0, 0.0)], rebase=date(2025, 2, 1), height=16)
    rows = drawn(chart, 80)
    assert rows[0] == "■ Kimi"
    assert rows[-2:] == [
        "100 = first from 1 Feb 2025: Kimi 2, 15 Feb 2025   axis from 100",
        "not drawn: DeepSeek   Zero",
    ]
    assert [chart.mark(index) for index in range(3)] == ["", "■", ""]
    assert len(rows) == 16


def test_series_of_one_thing_are_rebased_on_one_value_and_each_thing_says_on_which():
    disclosed = Line("x (disclosed)", [date(2025, 1, 1), date(2025, 3, 1)], [100.0, 200.0], of="x")
    leaked = Line("x (leaked)", [date(2025, 2, 1)], [150.0], of="x")
    other = Line("y", [date(2025, 2, 1)], [10.0], of="y")
    chart = LineChart([disclosed, leaked, other], rebase=date(2025, 1, 1), height=16)
    assert chart.index(1, date(2025, 2, 1), 150.0) == 150.0
    assert "100 = first from 1 Jan 2025: x 100, 1 Jan 2025   y 10, 1 Feb 2025" in drawn(chart, 80)


def test_a_value_of_no_known_day_is_drawn_and_not_joined_and_said_to_be():
    times = [date(2025, 1, 1), date(2025, 2, 1)]
    rows = drawn(LineChart([Line("x", times, [1.0, 2.0], loose=[False, True])], height=12))
    assert sum(row.count("●") for row in rows[1:]) == 2
    assert not any(0x2800 < ord(char) <= 0x28FF for row in rows for char in row)
    assert rows[-1] == "not joined: 1 without a period, on the day told"


def test_a_value_of_no_known_day_is_never_what_is_100():
    line = Line("x", [date(2025, 1, 1), date(2025, 2, 1)], [50.0, 200.0], loose=[True, False])
    assert LineChart([line], rebase=date(2025, 1, 1)).index(0, date(2025, 1, 1), 50.0) == 25.0


def test_what_holds_until_it_changes_is_drawn_in_steps():
    times = [date(2025, 1, 1), date(2025, 12, 31)]
    rows = drawn(LineChart([Line("x", times, [2.0, 1.0], stepped=True)], height=10, charset="ascii"), 40)
    body = [row.partition("|")[2] or row.partition("+")[2] for row in rows if "." in row]
    assert body[0].strip() == "*" + "." * (len(body[0]) - 1)
    assert all(row.strip() == "." for row in body[1:])


def test_a_line_without_a_name_has_no_legend():
    named, nameless = (drawn(LineChart([monthly(name, 1.0, 2.0)], height=9)) for name in ("x", ""))
    assert named[0] == "● x"
    assert nameless[0].startswith("  2 ┤")


def test_rebasing_refuses_when_no_line_is_left():
    with pytest.raises(Refused, match="no line has a value to set to 100 on or after 2025-02-01"):
        LineChart([monthly("DeepSeek", 1.0), monthly("Kimi", 1.0)], rebase=date(2025, 2, 1))


def test_an_index_is_told_for_what_is_drawn():
    chart = LineChart([monthly("x", 50.0, 100.0, 150.0)], rebase=date(2025, 2, 1))
    days = chart.lines[0].times
    assert [chart.index(0, when, told) for when, told in zip(days, chart.lines[0].values, strict=True)] == [
        None, 100.0, 150.0,
    ]  # fmt: skip
    assert LineChart(chart.lines).index(0, days[1], 100.0) is None


def test_an_axis_that_does_not_start_at_zero_says_so():
    assert drawn(LineChart([monthly("x", 60.5, 61.0, 62.0)], "percent", height=14))[-1] == "axis from 60.5 %"
    assert drawn(LineChart([monthly("x", -60.0, -61.0)], height=14))[-1] == "axis up to −60"
    assert drawn(LineChart([monthly("x", 2e6, 30e6)], height=14, log=True))[-1] == "logarithmic axis from 1 M"
    assert not any("axis" in row for row in drawn(LineChart([monthly("x", 1.0, 62.0)], height=14)))


@pytest.mark.parametrize("charset", ["braille", "block", "ascii"])
def test_many_lines_are_told_apart_without_colour(charset):
    chart = LineChart([monthly(f"company {number}", 1.0, 2.0) for number in range(26)], charset=charset)
    marks = [chart.mark(index) for index in range(26)]
    assert len(set(marks)) == 26
    assert all(cell_len(mark) == 1 for mark in marks)


def test_money_is_labelled_in_its_currency():
    assert any("$10 B" in row for row in drawn(LineChart([monthly("x", 1e9, 13e9)], "USD", height=16)))


def test_nothing_to_draw_is_said():
    assert drawn(LineChart([])) == ["no figures to draw"]
    assert drawn(LineChart([monthly("x", None)])) == ["no figures to draw"]


def test_a_hostile_label_is_literal():
    chart = LineChart([monthly("[red]x[/] \x1b[31m\u202e", 1.0, 2.0)])
    assert drawn(chart, 60)[0] == "● [red]x[/] ␛[31m⟨U+202E⟩"


def test_names_without_room_are_counted():
    rows = drawn(LineChart([monthly(f"company number {i}", 1.0, 2.0) for i in range(6)], height=8), 40)
    assert rows[1].endswith("+2")


def test_a_thousand_points_keep_the_line_in_sight():
    times = [date(2022, 1, 1) + timedelta(days=i) for i in range(1000)]
    text = "\n".join(drawn(LineChart([Line("x", times, [float(i % 100) for i in range(1000)])], height=20), 80))
    assert text.count("●") <= 8
