"""Answers to the screens beside the market: an article, what moved, how figures divide, what one may jump to."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from dash.questions import Article

TODAY = date(2026, 11, 24)
TEXT = (
    "Un titre [b]\n\nParis, le 21 février 2025. DeepSeek compte 22,2 millions d'utilisateurs au 11 janvier, selon AICPB. "
    "Il devance Douban (16,95 millions) \x1b[31m.\n\nD'autres parlent de 300 millions.\n"
)


def _read(entity, value, words, standing, **more):
    at = TEXT.index(words)
    start, end = TEXT.rfind(".", 0, at) + 2, TEXT.index(".", at) + 1
    known = {
        "observation": f"{entity}-{words}"[:16], "entity": entity, "entity_name": entity.title(), "metric": "daily_active_users",
        "_metric_label": "Daily active users", "value": value, "low": None, "high": None, "comparator": "=", "unit": "users",
        "start": date(2025, 1, 11), "end": date(2025, 1, 11), "origin": "AICPB", "publisher": "Freenews [b]",
        "url": "https://example.org/f", "stated_on": date(2025, 2, 21), "document": "d1", "quote": TEXT[start:end],
        "quote_start": start, "quote_end": end, "number_start": at, "number_end": at + len(words), "_as_written": words,
        "standing": standing, "role": "relay", "distortions": [], "_messages": [], "rank": "normal", "_ruling_reason": None,
        "_claimed": None, "_grade": "C2", "_confidence": 0.95, "_scope": None, "_digits": None, "_precision": "day",
    }  # fmt: skip
    return known | more


@pytest.fixture
def article():
    claimed = {"entity_name": "DeepSeek", "metric": "daily_active_users", "metric_label": "Daily active users",
               "value": 22.15e6, "unit": "users", "digits": 4, "start": date(2025, 1, 31), "end": date(2025, 1, 31),
               "origin": "AICPB"}  # fmt: skip
    rows = [
        _read("deepseek", 22.2e6, "22,2 millions", "bent", role="distorted", distortions=["date_shift"],
              _messages=["11 January is the launch day [/b]"], _claimed=claimed),
        _read("doubao", 16.95e6, "16,95 millions", "chosen"),
        _read("grok", 3e8, "300 millions", "waiting", role=None, origin=None, _confidence=0.53),
    ]  # fmt: skip
    document = {"title": "Un titre [b]", "publisher": "Freenews [b]", "url": "https://example.org/f", "language": "fr",
                "published_on": date(2025, 2, 21)}  # fmt: skip
    return Article(document, TEXT, "text", pl.DataFrame(rows, infer_schema_length=None))


@pytest.fixture
def movements():
    seen = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
    shared = {"comparator": "=", "unit": "users", "start": date(2025, 1, 11), "end": date(2025, 1, 11), "low": None, "high": None,
              "metric": "daily_active_users", "_metric_label": "Daily active users", "rank": "normal", "url": "https://example.org/f",
              "stated_on": date(2025, 2, 21), "recorded_at": seen, "document": "d1", "quote_start": None, "quote_end": None,
              "_ruling_reason": None, "_ruled_at": None, "_as_written": None, "_scope": None, "_language": "fr"}  # fmt: skip
    rows = [
        shared | {"kind": "edited", "entity": "kimi", "entity_name": "Kimi [b]", "value": 25e6, "before": 20e6, "more": 0,
                  "note": "the page said 20 M [/b]", "origin": "AICPB", "publisher": "Echo \x1b[1m", "quote": "Now 25 million [b].",
                  "observation": "edited-1"},
        shared | {"kind": "bent", "entity": "deepseek", "entity_name": "DeepSeek", "value": 22.2e6, "before": None, "more": 0,
                  "note": "the launch day", "origin": "AICPB", "publisher": "Freenews", "quote": None, "observation": "bent-1"},
        shared | {"kind": "new", "entity": "doubao", "entity_name": "Doubao 豆包", "value": 100e6, "before": None, "more": 4,
                  "note": None, "origin": None, "publisher": "QuestMobile", "quote": None, "observation": "new-1"},
    ]  # fmt: skip
    return pl.DataFrame(rows, infer_schema_length=None)


def _group(group, share, **more):
    return {"metric": "github_stars", "_metric_label": "GitHub stars", "group": group, "share": share, "at": TODAY,
            "measure": "sum", "entities": 1, "value": 1e6 * share, "unit": "stars", "open": None, "change": 0.02, "left_out": 0,
            "names": ["vLLM [b]"], "series": [0.5, share], "_times": [date(2026, 9, 30), TODAY], "_stands_days": 92,
            "_members": [{"entity": "vllm", "entity_name": "vLLM [b]", "value": 9e5, "unit": "stars", "comparator": "=",
                          "digits": None, "start": TODAY, "end": TODAY, "precision": "day", "openness": "open-source",
                          "licence": "Apache-2.0", "since": date(2023, 6, 20), "note": None}]} | more  # fmt: skip


@pytest.fixture
def divided():
    return pl.DataFrame([_group("open", 0.75), _group("closed", 0.25)], infer_schema_length=None)


@pytest.fixture
def names():
    rows = [
        {"what": "entity", "id": "deepseek", "name": "DeepSeek", "about": "product of DeepSeek AI, CN", "group": None, "words": "深度求索"},
        {"what": "entity", "id": "nobody", "name": "Nobody [b]", "about": "product", "group": None, "words": ""},
        {"what": "metric", "id": "annualized_revenue", "name": "Annualized revenue", "about": "A run rate.", "group": "money",
         "words": "annualized_revenue\nARR"},
    ]  # fmt: skip
    return pl.DataFrame(rows)
