import csv
import io
import json
import re
from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from rich.cells import cell_len
from rich.console import Console

from dash import tables
from metrics.errors import Refused
from metrics.formats import write
from metrics.literal import FORBIDDEN, visible


def printed(sheet, width):
    out = io.StringIO()
    Console(file=out, width=width, color_system=None).print(sheet)
    return out.getvalue().splitlines()


def words(line):
    return " ".join(line.split())


def piped(sheet):
    return [line.plain for line in sheet.plain()]


def markdown(sheet):
    out = io.StringIO()
    sheet.markdown(out)
    return out.getvalue().splitlines()


def test_figures_at_120_columns(figures, look):
    assert printed(tables.show(figures, look), 120) == [
        "entity                         value     period         change  trend         grade  witnesses  age",
        "Daily active users",
        "ChatGPT                       ~119 M     31 Jan 2025         —     •          B2     ○1 ←3      21 months, stale",
        "DeepSeek                     22.15 M  E  31 Jan 2025  ▲ +4.1 %  ▂·▅▇          C2     ○1 ←6 ⚠2   21 months, stale",
        "Doubao 豆包                   >100 M     Dec 2025     ▼ −2.0 %       ▇·▇      B1     ●1 ←4 ⚠1   10 months",
        "",
        "Annualized revenue",
        "OpenAI                        ≥$13 B  F  2026            = 0 %                A1     ●1 ←12     in 37 days",
        "Mistral [red]AI[/] ␛[31m␛…  €312.5 M     not stated          —                D4     —          —",
        "",
        "E estimate, F forecast",
        "trend: 2 May 2024 to 24 Nov 2026, from zero",
        "no room for: owner, openness, rivals, origin",
    ]


def test_figures_at_200_columns_have_everything(figures, look):
    lines = printed(tables.show(figures, look), 200)
    assert words(lines[0]) == "entity owner openness value period change trend grade witnesses rivals origin age"
    assert "3 contested ×1.8" in lines[3]
    assert not any("no room" in line for line in lines)


def test_figures_at_80_columns_drop_what_matters_least(figures, look):
    assert words(printed(tables.show(figures, look), 80)[0]) == "entity value period change grade witnesses"


def test_figures_at_60_columns_keep_the_grade(figures, look):
    assert words(printed(tables.show(figures, look), 60)[0]) == "entity value period grade"


def test_figures_at_40_columns(figures, look):
    assert printed(tables.show(figures, look), 40)[:9] == [
        "entity             value     period",
        "Daily active users",
        "ChatGPT           ~119 M     31 Jan 2025",
        "DeepSeek         22.15 M  E  31 Jan 2025",
        "Doubao 豆包       >100 M     Dec 2025",
        "",
        "Annualized revenue",
        "OpenAI            ≥$13 B  F  2026",
        "Mistral [red]…  €312.5 M     not stated",
    ]


def test_figures_in_ascii(figures, look):
    lines = printed(tables.show(figures, replace(look, charset="ascii")), 100)
    assert all(line.isascii() for line in lines)
    assert words(lines[3]) == "DeepSeek 22.15 M E 31 Jan 2025 ^ +4.1 % -.+# C2 o1 <-6 !2"


@pytest.mark.parametrize("charset", ["braille", "ascii"])
@pytest.mark.parametrize("width", [1, 2, 3, 5, 8, 13, 21, 34, 40, 55, 80, 89, 120, 144, 233])
def test_every_view_fits_every_width(  # noqa: PLR0917 one fixture a view
    width, charset, look, figures, past, tellings, claims, findings
):
    seen = replace(look, charset=charset)
    for sheet in (
        tables.show(figures, seen),
        tables.history(past, seen),
        tables.compare(past, seen),
        tables.why(tellings, seen, claims=claims, findings=findings),
        tables.promises(PROMISES, seen),
        tables.entities(ENTITIES, seen),
        tables.generic(figures, seen),
    ):
        lines = printed(sheet, width)
        assert lines
        assert all(cell_len(line) <= width for line in lines)
        assert not set("".join(lines)) & set(FORBIDDEN)


PROMISES = pl.DataFrame(
    {
        "entity": ["deepseek", "meta", "x"],
        "entity_name": ["DeepSeek", "Meta", "\x1b[2J[bold]X"],
        "metric": ["public_repositories", "capex", "capex"],
        "promised": [5.0, 65e9, 1e9],
        "unit": ["repositories", "USD", "EUR"],
        "due": [date(2025, 2, 28), date(2027, 12, 31), date(2025, 12, 31)],
        "stated_on": [date(2025, 2, 21), date(2025, 1, 24), None],
        "origin": ["DeepSeek", "Meta", None],
        "delivered": [8.0, None, None],
        "delivered_on": [date(2025, 3, 1), None, None],
        "kept": [True, None, None],
        "url": ["https://example.org", None, None],
    }
)
ENTITIES = pl.DataFrame(
    {
        "id": ["doubao"],
        "name": ["Doubao"],
        "kind": ["product"],
        "owner": ["bytedance"],
        "country": ["CN"],
        "aliases": [["豆包", "[b]Douban"]],
    }
)


def test_promises_say_what_came(look):
    assert printed(tables.promises(PROMISES, look), 104)[:4] == [
        "entity       metric               promised  due          came  on          kept           said on",
        "DeepSeek     Public repositories         5  28 Feb 2025     8  1 Mar 2025  kept           21 Feb 2025",
        "Meta         Capex                   $65 B  31 Dec 2027     —  —           open           24 Jan 2025",
        "␛[2J[bold]X  Capex                    €1 B  31 Dec 2025     —  —           nothing known  —",
    ]


def test_entities_start_with_their_name(look):
    assert piped(tables.entities(ENTITIES, look)) == ["Doubao  doubao  product  bytedance  CN  豆包, [b]Douban"]


def test_one_piped_line_a_row_begins_with_the_name_and_has_the_value(figures, past, tellings, look):
    full = replace(look, full=True)
    for view, frame in ((tables.show, figures), (tables.history, past), (tables.why, tellings)):
        lines = piped(view(frame, full))
        assert len(lines) == frame.height
        for line, row in zip(lines, frame.to_dicts(), strict=True):
            assert line.startswith(visible(row["entity_name"]))
            assert row["value"] is None or told(line, row) == row["value"]


def told(line, row):
    """Read the value back from a line as a person would."""
    comparator = "" if row["comparator"] == "=" else row["comparator"]
    symbol = {"USD": r"\$", "EUR": "€"}.get(row["unit"], "")
    number, letter = re.search(rf"  {comparator}{symbol}([\d,.]+)(?: ([kMBT]))?(?:  |$)", line).groups()
    scale = {"k": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}.get(letter, 1)
    return round(float(number.replace(",", "")) * scale, 6)


def test_lines_without_colour_are_the_same_lines(figures, look):
    sheet = tables.show(figures, replace(look, full=True))
    assert list(sheet.lines()) == piped(sheet)


def test_table_csv_and_json_agree_cell_for_cell(figures, look):
    frame = figures.with_columns(value=pl.Series([119e6, 22.15e6, 123_456_789.0, 13e9, 312.5e6]))
    sheet = tables.show(frame, replace(look, full=True))
    out, objects = io.StringIO(), io.StringIO()
    write(frame, "csv", out)
    write(frame, "json", objects)
    rows = list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))
    headers = [column.header for column in sheet.columns]
    for line, cells, row, item in zip(piped(sheet), sheet.cells, rows, json.loads(objects.getvalue()), strict=True):
        shown = dict(zip(headers, (cell.plain for cell in cells), strict=True))
        assert row["value"] == json.dumps(item["value"])
        assert told(line, item) == float(row["value"]) == item["value"]
        assert shown["entity"] == row["entity_name"] == visible(item["entity_name"])
        assert shown["grade"] == row["grade"] == item["grade"]
        assert shown["origin"] == visible(item["origin"] or "")
        assert row["origin"].removeprefix("'") == visible(item["origin"] or "")
        assert (row["comparator"].removeprefix("'") in shown["value"]) or item["comparator"] == "="
        assert ("stale" in shown["age"]) == (row["stale"] == "true") == (item["stale"] is True)


def test_markdown_has_every_column_and_row(figures, look):
    lines = markdown(tables.show(figures, replace(look, full=True)))
    assert lines[0].startswith("| entity | metric | owner | openness | value | status | period |")
    assert len(lines) == 2 + figures.height
    assert lines[-1].startswith(r"| Mistral \[red]AI\[/] ␛\[31m␛]0;x␇⟨U+202E⟩=1 | Annualized revenue |")


def test_sections_follow_the_grouping(figures, look):
    lines = printed(tables.show(figures.sort("_owner_name", nulls_last=True), look, group_by="owner"), 150)
    assert "ByteDance" in lines
    assert "not known" in lines
    assert "metric" in lines[0]


def test_rows_that_come_in_no_sections_name_their_metric(figures, look):
    lines = printed(tables.show(figures[[0, 3, 1]], look), 150)
    assert "metric" in lines[0]
    assert "Daily active users" not in lines


def test_screen_columns_may_all_be_absent(figures, look):
    bare = figures.select(name for name in figures.columns if not name.startswith("_"))
    lines = printed(tables.show(bare, look), 120)
    assert "trend" not in lines[0]
    assert lines[1] == "Daily active users"
    assert "22.15 M" in lines[3]


def test_history_has_its_chart_and_the_mark_of_each_line(past, look):
    lines = printed(tables.history(past, look), 100)
    assert lines[0] == "ChatGPT · Weekly active users"
    assert lines[1] == "● OpenAI   ■ Similarweb   ○ estimate"
    assert any(line.startswith("■  15 Jan 2025") and "350 M" in line for line in lines)
    assert any("450 M – 500 M" in line for line in lines)


def test_history_piped_has_neither_chart_nor_marks(past, look):
    lines = piped(tables.history(past, replace(look, full=True)))
    assert all(line.startswith("ChatGPT  ") for line in lines)
    assert "“400 million weekly”" in lines[4]


def test_compare_refuses_a_log_scale_over_zero(past, look):
    with pytest.raises(Refused, match="log scale"):
        tables.compare(past.with_columns(value=pl.lit(0.0)), look, log=True)


def test_anything_can_be_laid_out_as_it_is(look):
    frame = pl.DataFrame({"n": [1.5, None], "t": ["[red]x\x1b", "b\nc"], "l": [["a", "b"], []], "_s": [1, 2]})
    assert piped(tables.generic(frame, look)) == ["1.5  [red]x␛  a, b", "  —  b␊c"]


def test_an_unknown_view_is_laid_out_as_it_is(look):
    assert piped(tables.lay_out("doctor", pl.DataFrame({"check": ["store"], "ok": [True]}), look)) == ["store  true"]
