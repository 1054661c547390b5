from datetime import date
from io import StringIO

import pytest
from rich.console import Console

from dash.divided import DEFINITIONS, GROUPINGS, IN_SHORT, columns, told
from dash.sheet import Look, sheet
from metrics.views import openness

TODAY = date(2026, 11, 24)


def row(group, share, **more):
    return {"metric": "github_stars", "_metric_label": "GitHub stars", "group": group, "share": share, "at": TODAY,
            "measure": "sum", "entities": 3, "value": 1e6, "unit": "stars", "open": 0.5, "change": 0.021, "left_out": 1,
            "names": ["A [b]"], "series": [0.5, share], "_times": [date(2026, 9, 30), TODAY], "_stands_days": 92,
            "_members": [{"entity_name": "A [b]", "value": 9e5, "unit": "stars", "openness": "open-source", "licence": "MIT",
                          "since": date(2020, 1, 1)}]} | more  # fmt: skip


def drawn(what, charset="braille"):
    out = StringIO()
    Console(file=out, width=100, color_system=None).print(what)
    del charset
    return out.getvalue()


def test_definitions_and_groupings_are_those_of_the_view():
    assert set(DEFINITIONS) == set(IN_SHORT) == set(openness.DEFINITIONS)
    assert set(GROUPINGS) == set(openness.GROUPINGS)


def test_shares_over_time_are_stacked_bars_with_a_legend_and_who_is_in_the_group():
    rows = [row("open", 0.75), row("closed", 0.25)]
    page = drawn(told(rows[0], rows, "permissive", Look(TODAY)))
    assert "█ open   ▓ closed" in page
    assert f"24 Nov 2026  {'█' * 30}{'▓' * 10}  open 75 %" in page
    assert f"30 Sep 2026  {'█' * 20}{'▓' * 20}  open 50 %" in page
    assert "shares of the sum" in page
    assert "left out: 1" in page
    assert "A [b]  900 k" in page
    assert "open-source · MIT · since 1 Jan 2020" in page


def test_what_may_not_be_summed_says_that_it_is_counted():
    one = row("open", 1.0, measure="entities", value=None)
    assert "may not be summed over them" in drawn(told(one, [one], "source", Look(TODAY)))


@pytest.mark.parametrize(
    ("share", "words"), [(0.0002, "<0.1 %"), (0.9998, ">99.9 %"), (0.5, "50 %"), (0.0, "0 %"), (1.0, "100 %")]
)
def test_a_share_is_written_as_finely_as_it_is_known(share, words):
    line = next(iter(sheet([row("open", share)], columns((TODAY, TODAY)), Look(TODAY)).lines()))
    assert words in line


def test_what_stood_long_ago_is_stale_and_ascii_stays_ascii():
    one = row("open", 0.4, at=date(2025, 1, 31))
    assert "31 Jan 2025, ◷ stale" in next(iter(sheet([one], columns((TODAY, TODAY)), Look(TODAY)).lines()))
    plain = Look(TODAY, "ascii")
    line = next(iter(sheet([one], columns((TODAY, TODAY)), plain).lines()))
    assert "####......" in line
    assert line.isascii()
    assert drawn(told(one, [one], "source", plain)).isascii()
