"""A small catalog and hand-made frames of tellings and claims."""

from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest

from metrics.catalog import Catalog, load
from metrics.frames import RULINGS, SCOPE, documents_frame, observations_frame
from metrics.ledger import checks, reckon
from metrics.ledger.registry import Registry
from metrics.model import Document, Entity, Metric, Observation, Period, Publisher, Scope
from metrics.vocabulary import DocumentKind, EntityKind, MetricKind

WHEN = pl.Datetime("us", "UTC")
NOW = datetime(2026, 11, 1, tzinfo=UTC)
CLAIMS = pl.Schema({
    "claim": pl.String, "entity": pl.String, "metric": pl.String, "value": pl.Float64, "low": pl.Float64,
    "high": pl.Float64, "comparator": pl.String, "digits": pl.Int8, "unit": pl.String, "start": pl.Date, "end": pl.Date,
    "precision": pl.String, "span": pl.String, "scope": SCOPE, "status": pl.String, "basis": pl.String,
    "origin": pl.String, "origin_id": pl.String, "method": pl.String, "origin_seen": pl.Boolean, "tellings": pl.Int64,
    "distorted": pl.Int64, "observation": pl.String, "url": pl.String, "quote": pl.String, "publisher": pl.String,
    "stated_on": pl.Date, "recorded_at": WHEN, "rank": pl.String, "superseded": pl.Boolean, "series": pl.String,
    "findings": pl.List(pl.String),
})  # fmt: skip
TELLINGS = pl.Schema({
    "observation": pl.String, "claim": pl.String, "entity": pl.String, "metric": pl.String, "value": pl.Float64,
    "digits": pl.Int8, "comparator": pl.String, "unit": pl.String, "start": pl.Date, "end": pl.Date,
    "precision": pl.String, "span": pl.String, "scope": SCOPE, "status": pl.String, "basis": pl.String,
    "origin": pl.String, "origin_id": pl.String, "publisher": pl.String, "url": pl.String, "title": pl.String,
    "document_kind": pl.String, "published_on": pl.Date, "stated_on": pl.Date, "said": pl.Date, "recorded_at": WHEN,
    "told": pl.Boolean, "own": pl.Boolean, "superseded": pl.Boolean, "rank": pl.String,
})  # fmt: skip
_DEFAULTS: dict[str, Any] = {
    "entity": "deepseek", "metric": "daily_active_users", "comparator": "=", "digits": 3, "unit": "users", "span": "unstated",
    "status": "A", "basis": "unstated", "method": "import", "origin_seen": False, "tellings": 1, "distorted": 0,
    "recorded_at": datetime(2026, 1, 1, tzinfo=UTC), "rank": "normal", "superseded": False, "findings": [],
    "publisher": "Outlet", "document_kind": "press", "told": True, "own": False,
}  # fmt: skip


def frame(rows: list[dict[str, Any]], schema: pl.Schema) -> pl.DataFrame:
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema)


def filled(number: int, row: dict[str, Any]) -> dict[str, Any]:
    """Fill in a row: ``period`` as text, ``scope`` as the platform, ``origin`` as name and id, ids by position."""
    row = dict(row)
    if "period" in row:
        period = Period.parse(row.pop("period"))
        row = {"start": period.start, "end": period.end, "precision": str(period.precision)} | row
    if isinstance(row.get("scope"), str):
        row["scope"] = {"geo": None, "platform": row["scope"], "plan": None}
    row.setdefault("scope", {"geo": None, "platform": None, "plan": None})
    for name in ("start", "end", "stated_on", "published_on"):
        if isinstance(row.get(name), str):
            row[name] = date.fromisoformat(row[name])
    row.setdefault("origin_id", row["origin"].lower() if row.get("origin") else None)
    named = {"claim": f"c{number:03}", "observation": f"o{number:03}", "precision": "day", "said": row.get("stated_on")}
    return _DEFAULTS | named | row


@pytest.fixture(scope="session")
def claims_of():
    def build(*rows: dict[str, Any]) -> pl.DataFrame:
        return frame([filled(number, row) for number, row in enumerate(rows)], CLAIMS)

    return build


@pytest.fixture(scope="session")
def tellings_of():
    def build(*rows: dict[str, Any]) -> pl.DataFrame:
        return frame([filled(number, row) for number, row in enumerate(rows)], TELLINGS)

    return build


def _metric(name: str, kind: MetricKind, unit: str = "users", **more: Any) -> Metric:
    text = name.replace("_", " ").capitalize()
    return Metric(id=name, label=text, label_fr=text, definition=text, group="users", kind=kind, units=(unit,), **more)


def _active(name: str, order: int) -> Metric:
    return _metric(
        name, MetricKind.ROLLING, comparable="active_users", order=order, cadence="monthly", stale_days=120, high=7e9
    )


@pytest.fixture(scope="session")
def registry() -> Registry:
    metrics = [
        _active("daily_active_users", 1),
        _active("weekly_active_users", 2),
        _active("monthly_active_users", 3),
        _active("registered_users", 4),
        _metric("app_downloads", MetricKind.CUMULATIVE, "downloads"),
        _metric("model_downloads", MetricKind.ROLLING, "downloads"),
        _metric("public_repositories", MetricKind.GAUGE, "repositories", cadence="irregular"),
        _metric("price", MetricKind.PRICE, "money"),
        _metric("revenue", MetricKind.FLOW, "money", cadence="quarterly", stale_days=200),
        _metric("capex", MetricKind.FLOW, "money", cost=True),
        _metric("market_share", MetricKind.SHARE, "percent", high=100.0),
        _metric("monthly_visits", MetricKind.FLOW, "visits"),
        _metric("tokens_daily", MetricKind.GAUGE, "tokens"),
        _metric("tokens_input_daily", MetricKind.GAUGE, "tokens"),
        _metric("tokens_output_daily", MetricKind.GAUGE, "tokens"),
        _metric("paying_subscribers", MetricKind.GAUGE),
    ]
    entities = [
        Entity(
            id="deepseek",
            name="DeepSeek",
            kind=EntityKind.PRODUCT,
            released=date(2025, 1, 11),
            note="none: paying_subscribers",
        ),
        Entity(id="claude", name="Claude", kind=EntityKind.PRODUCT, note="undisclosed: monthly_active_users, revenue"),
        *(
            Entity(id=name.lower(), name=name, kind=EntityKind.PRODUCT)
            for name in ("ChatGPT", "Doubao", "Gemini", "Copilot", "Qwen")
        ),
    ]
    publishers = [
        Publisher(id="aicpb", name="AICPB", kind=DocumentKind.PANEL, reliability="C", method="panel"),
        Publisher(id="questmobile", name="QuestMobile", kind=DocumentKind.PANEL, reliability="C", method="panel"),
        Publisher(id="shaky", name="Shaky", kind=DocumentKind.BLOG, reliability="E"),
    ]
    return Registry(Catalog(entities, metrics, publishers))


@pytest.fixture
def caught(claims_of, tellings_of, registry):
    """Run every check over claims that are each told once; gives kind, blamed value and the value held against."""

    def run(*rows):
        claims = claims_of(*rows)
        tellings = tellings_of(*({"claim": f"c{number:03}"} | row for number, row in enumerate(rows)))
        found = checks.run(tellings, claims, registry)
        values = claims.select("observation", "value")
        named = found.join(values, on="observation").join(
            values.rename({"observation": "against"}), on="against", how="left", suffix="_against"
        )
        return named.select("kind", "value", "value_against").rows()

    return run


@pytest.fixture
def bent():
    """Reckon a story on the shipped catalog; gives the severe distortions by outlet."""

    def tell(*rows):
        observations, documents = [], []
        for row in rows:
            page = Document(
                url=f"https://{row['outlet']}.example/",
                publisher=row["outlet"],
                kind=row.get("kind", DocumentKind.PRESS),
            )
            documents.append(documents_frame([page]))
            plain = {
                name: row[name]
                for name in row
                if name in ("entity", "metric", "value", "unit", "origin", "comparator", "status", "basis", "quote")
            }
            start, end = (
                (Period.parse(part) for part in row["period"]) if isinstance(row.get("period"), tuple) else (None, None)
            )
            period = (
                Period(start.start, end.end, end.precision)
                if start and end
                else Period.parse(row["period"])
                if "period" in row
                else Period()
            )
            said = date.fromisoformat(row["said"])
            told = Observation(
                document=documents[-1]["id"][0],
                period=period,
                scope=Scope(platform=row.get("scope")),
                stated_on=said,
                **plain,
            )
            observations.append(observations_frame([told], documents[-1]))
        frames = [pl.concat(each).with_columns(recorded_at=pl.lit(NOW)) for each in (observations, documents)]
        tellings = reckon(frames[0], frames[1], pl.DataFrame(schema=RULINGS), load()).tellings
        return dict(tellings.filter("severe").sort("publisher").select("publisher", "distortions").iter_rows())

    return tell
