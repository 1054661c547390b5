import datetime as dt
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.citations import citation, citations

DAY = dt.date(2025, 1, 31)
ROW: dict[str, Any] = {
    "entity": "deepseek", "entity_name": "DeepSeek", "metric": "daily_active_users", "value": 22_150_000.0,
    "comparator": "=", "unit": "users", "start": DAY, "end": DAY, "status": "A", "origin": "AICPB", "tellings": 6,
    "distorted": 2, "stated_on": dt.date(2025, 2, 20), "url": "https://www.cegelem.fr/a",
}  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"publisher": "Cegelem"}, "AICPB, quoted by Cegelem (2025): "),
        ({"_publisher": "Cegelem"}, "AICPB, quoted by Cegelem (2025): "),
        ({}, "AICPB, quoted by cegelem.fr (2025): "),
        ({"publisher": "Cegelem", "origin_seen": True}, "AICPB (2025): "),
        ({"publisher": "Cegelem", "_origin_seen": True}, "AICPB (2025): "),
        ({"publisher": "AICPB"}, "AICPB (2025): "),
        ({"origin": None, "publisher": "Cegelem"}, "Cegelem (2025): "),
        ({"origin": None, "url": None, "stated_on": None}, "Unknown source: "),
        ({"url": "http://[", "stated_on": None}, "AICPB: "),
    ],
)
def test_the_origin_stands_first_and_the_outlet_only_quotes_it(fields: dict[str, Any], expected: str) -> None:
    assert citation(ROW | fields).startswith(expected)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "DeepSeek, 22.15 million daily active users on 31 Jan 2025."),
        ({"comparator": ">", "value": 3e7}, "DeepSeek, more than 30 million daily active users on"),
        ({"comparator": "~", "value": 8432.0}, "DeepSeek, about 8,432 daily active users on"),
        ({"metric": "revenue", "unit": "USD", "value": 1.27e10}, "DeepSeek, revenue: USD 12.7 billion on"),
        ({"metric": "market_share", "unit": "percent", "value": 0.27}, "DeepSeek, market share: 0.27 % on"),
        ({"_metric_label": "GitHub stars", "unit": "stars"}, "DeepSeek, 22.15 million GitHub stars on"),
        ({"_metric_label": "Tokens a day", "unit": "tokens"}, "DeepSeek, tokens a day: 22.15 million tokens on"),
        ({"value": 7_267_334_159.78}, "7.26733415978 billion"),
        ({"value": None}, "DeepSeek, daily active users: no value on"),
        ({"entity_name": None, "value": 0.0}, "deepseek, 0 daily active users on"),
    ],
)
def test_the_value_is_written_as_it_was_said(fields: dict[str, Any], expected: str) -> None:
    assert expected in citation(ROW | fields)


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        ((2025, 1, 1), (2025, 1, 31), "month", " in January 2025."),
        ((2025, 1, 1), (2025, 2, 28), "month", " in January 2025 to February 2025."),
        ((2025, 1, 1), (2025, 3, 31), "quarter", " in Q1 2025."),
        ((2025, 7, 1), (2025, 12, 31), "half", " in H2 2025."),
        ((2025, 1, 1), (2025, 12, 31), "year", " in 2025."),
        ((2025, 1, 1), (2025, 1, 7), "week", " in 1 Jan 2025 to 7 Jan 2025."),
        ((2025, 1, 1), (2025, 1, 7), None, " from 1 Jan 2025 to 7 Jan 2025."),
        ((2025, 1, 1), None, "month", " from January 2025."),
        (None, (2025, 1, 31), "day", " until 31 Jan 2025."),
        (None, None, None, "22.15 million daily active users."),
    ],
)
def test_a_period_is_as_fine_as_its_source(start: Any, end: Any, precision: str | None, expected: str) -> None:
    period = {"start": dt.date(*start) if start else None, "end": dt.date(*end) if end else None}
    assert expected in citation(ROW | period | {"precision": precision})


def test_scope_status_and_counts_are_said() -> None:
    scope = {"geo": "CN", "platform": "app", "plan": None}
    text = citation(ROW | {"status": "F", "scope": scope, "tellings": 1, "retrieved_at": dt.date(2026, 11, 23)})
    assert text.endswith(" (CN, app; forecast). Seen 23 Nov 2026. [1 origin, 1 telling, 2 distorted]")


def test_every_row_of_a_frame_is_cited_in_order() -> None:
    frame = pl.DataFrame([ROW, ROW | {"entity_name": "Doubao"}])
    found = citations(frame)
    assert found.name == "citation"
    assert [text.split(": ")[1].split(",")[0] for text in found] == ["DeepSeek", "Doubao"]
    assert citations(frame.clear()).dtype == pl.String


@given(st.sampled_from(["origin", "publisher", "entity_name", "unit", "metric", "url", "_metric_label"]), st.text())
def test_foreign_text_stays_on_one_harmless_line(field: str, text: str) -> None:
    cited = citation(ROW | {field: text})
    assert not any(char in cited for char in "\n\r\x1b\u202e\u0085")
