"""Frames with the fields of the views, as the ledger would give them for a handful of figures."""

from datetime import date
from hashlib import sha256

import polars as pl
import pytest
from hypothesis import settings

from dash.sheet import Look

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

HOSTILE = "Mistral [red]AI[/] \x1b[31m\x1b]0;x\x07\u202e=1"


@pytest.fixture
def look():
    return Look(date(2026, 11, 24))


def _figure(name, owner, metric, value, unit, **more):
    known = {
        "entity": name.split()[0].lower(),
        "entity_name": name,
        "owner": None,
        "metric": metric,
        "value": value,
        "comparator": "=",
        "unit": unit,
        "start": None,
        "end": None,
        "status": "A",
        "basis": "panel",
        "origin": None,
        "grade": "C2",
        "tellings": 0,
        "distorted": 0,
        "rivals": 0,
        "spread": None,
        "change": None,
        "series": [],
        "stated_on": None,
        "url": None,
        "quote": None,
        "age_days": None,
        "stale": None,
        "_times": [],
        "_origin_seen": False,
        "_owner_name": owner,
        "_openness": None,
        "_metric_label": metric.replace("_", " ").capitalize(),
        "_digits": None,
        "_precision": None,
    }
    assert set(more) <= set(known)
    return known | more


def _on(day):
    return {"start": day, "end": day, "stated_on": day}


@pytest.fixture
def figures():
    """The fields of ``show``: two metrics, an estimate, a forecast, a stale one, wide and hostile names."""
    january = date(2025, 1, 31)
    rows = [
        _figure("ChatGPT", "OpenAI", "daily_active_users", 119e6, "users", comparator="~", origin="AICPB", grade="B2",
                tellings=3, rivals=2, spread=1.34, series=[119e6], _times=[january], age_days=662, stale=True,
                _openness="api-only", **_on(january)),
        _figure("DeepSeek", "DeepSeek AI", "daily_active_users", 22.15e6, "users", status="E", origin="AICPB",
                tellings=6, distorted=2, rivals=3, spread=1.8, change=0.041, series=[5e6, 15e6, 22.15e6],
                _times=[date(2024, 5, 2), date(2024, 11, 20), january], age_days=662, stale=True, _digits=4,
                _openness="open-weights-permissive", **_on(january)),
        _figure("Doubao 豆包", "ByteDance", "daily_active_users", 100e6, "users", comparator=">",
                origin="QuestMobile", grade="B1", tellings=4, distorted=1, change=-0.02, series=[102e6, 100e6],
                _times=[date(2025, 6, 30), date(2025, 12, 31)], age_days=328, stale=False, _origin_seen=True,
                start=date(2025, 12, 1), end=date(2025, 12, 31), stated_on=date(2026, 1, 9)),
        _figure("OpenAI", None, "annualized_revenue", 13e9, "USD", comparator="≥", status="F", origin="OpenAI",
                grade="A1", tellings=12, rivals=1, spread=1.05, change=0.0, age_days=-37, stale=False,
                _origin_seen=True, start=date(2026, 1, 1), end=date(2026, 12, 31), stated_on=date(2025, 8, 1)),
        _figure(HOSTILE, None, "annualized_revenue", 312.5e6, "EUR", grade="D4", origin="=cmd|' /C calc'!A0",
                quote="@SUM(1)\nsecond line", _origin_seen=None),
    ]  # fmt: skip
    return pl.DataFrame(rows, infer_schema_length=None)


def _point(name, value, day, series, **more):
    return {
        "entity": name.lower(),
        "entity_name": name,
        "metric": "weekly_active_users",
        "value": value,
        "low": None,
        "high": None,
        "comparator": "=",
        "unit": "users",
        "start": day,
        "end": day,
        "precision": "day",
        "span": "point",
        "status": "A",
        "basis": "disclosed",
        "origin": "OpenAI",
        "series": series,
        "grade": "A1",
        "tellings": 3,
        "distorted": 0,
        "rivals": 0,
        "stated_on": day,
        "recorded_at": None,
        "url": "https://example.org/a",
        "quote": None,
        "_metric_label": "Weekly active users",
        "_digits": None,
        "_origin_seen": True,
    } | more


@pytest.fixture
def past():
    """The fields of ``history``: one entity, two series."""
    rows = [
        _point("ChatGPT", 100e6, date(2023, 11, 6), "s1"),
        _point("ChatGPT", 200e6, date(2024, 8, 29), "s1", comparator=">"),
        _point("ChatGPT", 300e6, date(2024, 12, 4), "s1"),
        _point("ChatGPT", 350e6, date(2025, 1, 15), "s2", status="E", origin="Similarweb", rivals=1, distorted=1),
        _point("ChatGPT", 400e6, date(2025, 2, 20), "s1", quote="400 million weekly"),
        _point("ChatGPT", None, date(2025, 4, 1), "s1", low=450e6, high=500e6),
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def identity(publisher):
    return sha256(publisher.encode()).hexdigest()[:16]


def _telling(claim, role, value, publisher, **more):
    day = date(2025, 1, 31)
    return {
        "claim": claim,
        "role": role,
        "distortions": [],
        "findings": [],
        "entity": "deepseek",
        "entity_name": "DeepSeek",
        "metric": "daily_active_users",
        "value": value,
        "comparator": "=",
        "unit": "users",
        "start": day,
        "end": day,
        "origin": "AICPB",
        "publisher": publisher,
        "url": "https://example.org/a",
        "stated_on": date(2025, 2, 21),
        "quote": None,
        "quote_start": None,
        "quote_end": None,
        "observation": identity(publisher),
        "document": "d",
        "_language": "en",
        "_digits": None,
        "_precision": "day",
        "_metric_label": "Daily active users",
    } | more


@pytest.fixture
def tellings():
    """The fields of ``why``: a claim whose origin was not seen, with straight and bent tellings, and two others."""
    rows = [
        _telling("c1", "relay", 22.15e6, "Cegelem", _language="fr"),
        _telling("c1", "relay", 22.2e6, "KrASIA 氪", distortions=["rounded"], start=date(2025, 1, 1), _precision="month"),
        _telling("c1", "unattributed", 22.15e6, "CKGSB", comparator=">", origin=None),
        _telling("c1", "distorted", 22.2e6, "Freenews [b]", distortions=["date_shift"], findings=["release_day"],
                 start=date(2025, 1, 11), end=date(2025, 1, 11), _language="fr", quote="22,2 millions \x1b[1m au 11 janvier"),
        _telling("c2", "relay", 30e6, "Caixin", comparator=">", origin="QuestMobile", _language="zh"),
        _telling("c3", "origin", 10e6, "US v. Google", origin="Google"),
    ]  # fmt: skip
    return pl.DataFrame(rows, infer_schema_length=None)


@pytest.fixture
def claims():
    """The ledger's rows of the claims behind ``tellings``."""
    day = date(2025, 1, 31)
    shared = {"comparator": "=", "unit": "users", "start": day, "end": day, "precision": "day", "digits": None}
    rows = [
        shared | {"claim": "c1", "value": 22.15e6, "scope": {"geo": None, "platform": "app only"}, "status": "E",
                  "basis": "panel", "span": "point", "origin": "AICPB", "origin_seen": False, "grade": "C2",
                  "grade_why": ["a panel", "method not disclosed"], "tellings": 4, "distorted": 1,
                  "rival_claims": ["c2"]},
        shared | {"claim": "c2", "value": 30e6, "scope": {"geo": "CN", "platform": None}, "status": "A",
                  "basis": "panel", "span": "unstated", "origin": "QuestMobile", "origin_seen": False, "grade": "C3",
                  "grade_why": [], "tellings": 1, "distorted": 0, "rival_claims": ["c1"], "comparator": ">"},
    ]  # fmt: skip
    return pl.DataFrame(rows, infer_schema_length=None)


@pytest.fixture
def findings():
    """The ledger's findings against ``tellings``."""
    message = "11 January 2025 is the day of release"
    return pl.DataFrame(
        [{"observation": identity("Freenews [b]"), "claim": "c1", "kind": "release_day", "message": message}]
    )
