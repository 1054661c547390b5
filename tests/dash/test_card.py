import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from dash.card import INFORMATION, SOURCES, legend
from dash.cells import FLAGS
from dash.text import compared
from metrics.vocabulary import Comparator, Status


@pytest.mark.parametrize("charset", ["braille", "block", "ascii"])
@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_the_legend_fits_any_terminal(charset, width):
    out = io.StringIO()
    Console(file=out, width=width, color_system=None).print(legend(charset))
    lines = out.getvalue().splitlines()
    assert all(cell_len(line) <= width for line in lines) or width == 20
    assert charset != "ascii" or out.getvalue().isascii()


@pytest.mark.parametrize("charset", ["braille", "ascii"])
def test_the_legend_explains_every_sign_that_a_line_can_carry(charset):
    named = [line.split()[0] for line in legend(charset).lines()]
    signs = [compared(sign, charset) for sign in Comparator if sign != Comparator.EQUAL]
    assert {*SOURCES, *INFORMATION, *signs, *FLAGS} <= set(named)
    assert set(FLAGS) == set(Status) - {Status.NORMAL}
    assert list(SOURCES) == list("ABCDEF")
    assert list(INFORMATION) == list("123456")


def test_the_legend_piped_is_one_line_an_entry():
    lines = list(legend().lines())
    assert lines[0] == "How to read a line"
    assert "●1            the origin's own page was seen" in lines
    assert "⚠2            two of them bent it; why names what each changed" in lines
    assert any(line.startswith("▃") for line in lines)
