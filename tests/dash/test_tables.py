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
        "entity                         value     period         change  trend         grade  tellings  age",
        "Daily active users",
        "ChatGPT                       ~119 M     31 Jan 2025         —     •          B2     ○1 ←3     21 months, stale",
        "DeepSeek                     22.15 M  E  31 Jan 2025  ▲ +4.1 %  ▂·▅▇          C2     ○1 ←6 ⚠2  21 months, stale",
        "Doubao 豆包                   >100 M     Dec 2025     ▼ −2.0 %       ▇·▇      B1     ●1 ←4 ⚠1  10 months",
        "",
        "Annualized revenue",
        "OpenAI                        ≥$13 B  F  2026            = 0 %                A1     ●1 ←12    running",
        "Mistral [red]AI[/] ␛[31m␛…  €312.5 M     not stated          —                D4     —         —",
        "",
        "E estimate, F forecast",
        "trend: 2 May 2024 to 24 Nov 2026, from zero",
        "no room for: owner, openness, rivals, origin",
    ]


def test_figures_at_200_columns_have_everything(figures, look):
    lines = printed(tables.show(figures, look), 200)
    assert words(lines[0]) == "entity owner openness value period change trend grade tellings rivals origin age"
    assert "3 contested ×1.8" in lines[3]
    assert not any("no room" in line for line in lines)


def test_figures_at_80_columns_drop_what_matters_least(figures, look):
    assert words(printed(tables.show(figures, look), 80)[0]) == "entity value period change grade tellings"


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
        "entity       metric               promised  due          came  on          kept       said on",
        "DeepSeek     Public repositories         5  28 Feb 2025     8  1 Mar 2025  kept       21 Feb 2025",
        "Meta         Capex                   $65 B  31 Dec 2027     —  —           open       24 Jan 2025",
        "␛[2J[bold]X  Capex                    €1 B  31 Dec 2025     —  —           not known  —",
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
    number, scale = _written(line, row)
    return round(float(number) * scale, 6)


def _written(line, row):
    comparator = "" if row["comparator"] == "=" else row["comparator"]
    symbol = {"USD": r"\$", "EUR": "€"}.get(row["unit"], "")
    number, letter = re.search(rf"  {comparator}{symbol}([\d,.]+)(?: ([kMBT]))?(?:  |$)", line).groups()
    return number.replace(",", ""), {"k": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}.get(letter, 1)


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
    assert piped(tables.lay_out("runs", pl.DataFrame({"check": ["store"], "ok": [True]}), look)) == ["store  true"]


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (1_362.6585823066584, None, "1,362.66"),
        (1_362.6585823066584, 8, "1,362.6586"),
        (0.1 + 0.2, None, "0.3"),
        (123_456_789.0, None, "123.456789 M"),
        (22_150_000.0, 2, "22 M"),
    ],
)
def test_a_piped_number_is_the_csv_number_rounded_to_the_digits_it_prints(figures, look, value, digits, text):
    frame = figures[1:2].with_columns(value=pl.lit(value), _digits=pl.lit(digits, pl.Int8))
    (line,) = piped(tables.show(frame, replace(look, full=True)))
    assert f"  {text}  " in line
    out = io.StringIO()
    write(frame, "csv", out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue(), newline=""))
    number, scale = _written(line, frame.row(0, named=True))
    assert float(row["value"]) == value
    assert round(float(row["value"]) / scale, len(number.partition(".")[2])) == float(number)


@pytest.fixture
def covering(figures):
    scopes = [
        {"geo": None, "platform": None, "plan": None},
        {"geo": "CN", "platform": "mobile", "plan": None},
        {"geo": None, "platform": None, "plan": "consumer plans"},
        {"geo": None, "platform": None, "plan": "output"},
        {"geo": "[b]x\x1b", "platform": None, "plan": None},
    ]
    spans = ["cumulative", "point", "mean", "unstated", None]
    return figures.with_columns(_scope=pl.Series(scopes), _span=pl.Series(spans))


def test_what_a_value_covers_is_said_beside_its_period(covering, look):
    sheet = tables.show(covering, look)
    place = [column.header for column in sheet.columns].index("covers")
    assert sheet.columns[place - 1].header == "period"
    shown = [row[place].plain for row in sheet.cells]
    assert shown == ["cumulative", "CN mobile", "consumer plans · mean", "output", "[b]x␛"]


def test_where_nothing_says_what_it_covers_there_is_no_such_column(figures, look):
    whole = figures.with_columns(_scope=pl.lit({"geo": None, "platform": None, "plan": None}), _span=pl.lit("point"))
    assert "covers" not in printed(tables.show(whole, look), 200)[0]


def test_what_a_value_covers_outlasts_change_origin_and_age(covering, look):
    assert words(printed(tables.show(covering, look), 80)[0]) == "entity value period covers grade"
    assert words(printed(tables.show(covering, look), 60)[0]) == "entity value period covers grade"
    for width in range(20, 220):
        header = printed(tables.show(covering, look), width)[0].split()
        assert "covers" in header or not {"change", "origin", "age"} & set(header)


def test_history_says_what_each_figure_covers(past, look):
    scopes = [{"geo": None, "platform": None, "plan": plan} for plan in (None, None, "all plans", None, None, None)]
    lines = printed(tables.history(past.with_columns(_scope=pl.Series(scopes)), look), 200)
    header = next(line for line in lines if "period" in line)
    assert words(header) == "period value grade tellings rivals origin span covers basis stated"
    assert sum("all plans" in line for line in lines) == 1


@pytest.mark.parametrize("width", [40, 60, 80])
def test_narrow_promises_keep_what_is_promised_and_the_verdict(look, width):
    lines = printed(tables.promises(PROMISES, look), width)
    assert {"entity", "metric", "promised", "kept"} <= set(lines[0].split())
    assert "not known" in lines[3]
    assert "said on" not in lines[0] or "due" in lines[0]


def test_promises_say_what_they_cover(look):
    scopes = [{"geo": None, "platform": None, "plan": plan} for plan in ("computing", None, None)]
    lines = printed(tables.promises(PROMISES.with_columns(_scope=pl.Series(scopes)), look), 120)
    assert "computing" in lines[1]


CONFIG = pl.DataFrame(
    {
        "key": ["store.uri", "sources.huggingface.organizations", "network.contact"],
        "value": [
            "/home/somebody/.local/share/aimarket/store",
            '["deepseek-ai", "Qwen", "mistralai", "moonshotai"]',
            None,
        ],
        "source": ["default", "environment", "settings"],
    }
)


def test_a_configured_key_its_value_and_its_source_are_readable_on_80_columns(look):
    assert printed(tables.lay_out("config", CONFIG, look), 80) == [
        "key                                value                             source",
        "store.uri                          /home/somebody/.local/share/aim…  default",
        'sources.huggingface.organizations  ["deepseek-ai", "Qwen", "mistra…  environment',
        "network.contact                    —                                 settings",
    ]


@pytest.mark.parametrize("width", [40, 60])
def test_a_narrow_configuration_never_drops_the_source(look, width):
    lines = printed(tables.lay_out("config", CONFIG, look), width)
    assert [line.split()[-1] for line in lines] == ["source", "default", "environment", "settings"]


def test_a_long_message_goes_on_below_itself(look):
    told = pl.DataFrame(
        {"check": ["store"], "ok": [False], "detail": ["the log is torn: restore the folder from a copy"]}
    )
    assert printed(tables.lay_out("doctor", told, look), 40) == [
        "check  ok     detail",
        "store  false  the log is torn: restore",
        "              the folder from a copy",
    ]
    told = told.select(table="check", kind="ok", message="detail")
    assert printed(tables.lay_out("problems", told, look), 40)[2] == "              the folder from a copy"
    assert piped(tables.lay_out("problems", told, look)) == [
        "store  false  the log is torn: restore the folder from a copy"
    ]


def test_a_rebased_table_has_the_index_that_is_drawn(past, look):
    sheet = tables.compare(past, look, rebase=date(2024, 12, 1))
    place = [column.header for column in sheet.columns].index("index")
    assert [row[place].plain for row in sheet.cells] == ["—", "—", "100", "116.7", "133.3", "—"]
    assert "index" not in [column.header for column in tables.compare(past, look).columns]


def test_a_line_that_is_not_drawn_has_no_mark_in_the_table(past, look):
    lines = printed(tables.history(past, look, rebase=date(2025, 2, 1)), 100)
    assert any(line.endswith("not drawn: Similarweb") for line in lines)
    assert any(line.startswith("   15 Jan 2025") for line in lines)
