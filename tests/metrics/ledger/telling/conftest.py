"""Invented companies and a way to tell stories about them, one row an observation."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest

from metrics.catalog import Catalog
from metrics.frames import RULINGS, documents_frame, observations_frame
from metrics.ledger.distortions import compare
from metrics.ledger.registry import Registry
from metrics.ledger.tellings import prepare
from metrics.model import Alias, Document, Entity, Metric, Observation, Period, Publisher, Relation, Scope
from metrics.vocabulary import Basis, Comparator, DocumentKind, EntityKind, MetricKind, Span, Status

NOW = datetime(2031, 6, 1, tzinfo=UTC)
TIME = pl.Datetime("us", "UTC")


@dataclass(frozen=True)
class Told:
    """The ledger of a story: look rows up by the outlet that tells them."""

    tellings: pl.DataFrame
    claims: pl.DataFrame
    findings: pl.DataFrame

    def of(self, outlet: str) -> dict[str, Any]:
        return self.tellings.row(by_predicate=pl.col("publisher") == outlet, named=True)

    def bent(self, outlet: str) -> list[str]:
        return self.of(outlet)["distortions"]

    def severe(self) -> dict[str, list[str]]:
        rows = self.tellings.filter("severe").sort("publisher")
        return dict(rows.select("publisher", "distortions").iter_rows())

    def message(self, outlet: str) -> str:
        return self.findings.filter(pl.col("observation") == self.of(outlet)["observation"])["message"].item()

    def against(self, outlet: str) -> str | None:
        found = self.findings.filter(pl.col("observation") == self.of(outlet)["observation"])["against"].item()
        return None if found is None else self.tellings.filter(pl.col("observation") == found)["publisher"].item()


def _metric(name: str, unit: str, kind: MetricKind = MetricKind.GAUGE, group: str = "users", **more: Any) -> Metric:
    label = name.replace("_", " ").capitalize()
    units = more.pop("units", (unit,))
    return Metric(id=name, label=label, label_fr=label, definition=label, group=group, kind=kind, units=units, **more)


METRICS = [
    _metric("daily_active_users", "users", comparable="active", order=1, words=("daily users",)),
    _metric("weekly_active_users", "users", MetricKind.ROLLING, comparable="active", order=2, words=("weekly users",)),
    _metric(
        "monthly_active_users", "users", MetricKind.ROLLING, comparable="active", order=3, words=("monthly users",)
    ),
    _metric("registered_users", "users", MetricKind.CUMULATIVE, comparable="active", order=4),
    _metric("users", "users", MetricKind.CLAIM),
    _metric("app_downloads", "downloads", MetricKind.CUMULATIVE, words=("downloads",)),
    _metric("monthly_visits", "visits", MetricKind.FLOW, words=("visits", "web traffic")),
    _metric("calls_daily", "calls", MetricKind.FLOW),
    _metric("paying_subscribers", "users"),
    _metric("enterprise_customers", "customers"),
    _metric("market_share", "percent", MetricKind.SHARE, high=100.0),
    _metric("public_repositories", "repositories", group="developers"),
    _metric("model_repositories", "repositories", group="open_models", units=("repositories", "models")),
    _metric("tokens_daily", "tokens", MetricKind.FLOW, "developers"),
    _metric("revenue", "money", MetricKind.FLOW, "money", words=("revenue",)),
    _metric("annualized_revenue", "money", MetricKind.GAUGE, "money", words=("annualized", "run rate")),
    _metric("valuation", "money", MetricKind.CLAIM, "money"),
    _metric("training_cost", "money", MetricKind.CLAIM, "money"),
    _metric("parameters", "parameters", MetricKind.CLAIM, "prices"),
    _metric("funding_raised", "money", MetricKind.FLOW, "money"),
    _metric("employees", "people", group="money"),
]
ENTITIES = [
    Entity(
        id="acme", name="Acme", kind=EntityKind.COMPANY, country="CN", people=("Wile Coyote",),
        ids={"github": ("acme-ai",), "domains": ("acme.example",)},
    ),
    Entity(
        id="bolt", name="Bolt", kind=EntityKind.PRODUCT, owner="acme", country="CN", released=date(2030, 1, 11),
        aliases=(Alias(name="Boltt", misspelling=True),),
    ),
    Entity(id="spark", name="Spark", kind=EntityKind.PRODUCT, owner="acme", country="CN"),
    Entity(id="nova_1", name="Nova 1", kind=EntityKind.MODEL, owner="acme", country="CN"),
    Entity(
        id="nova_2", name="Nova 2", kind=EntityKind.MODEL, owner="acme", country="CN",
        relations=(Relation(kind="derived_from", target="nova_1"),),
    ),
    Entity(id="rival", name="Rivalry", kind=EntityKind.COMPANY, country="US"),
    Entity(id="chatter", name="Chatter", kind=EntityKind.PRODUCT, owner="rival", country="US"),
    Entity(id="lumen", name="Lumen", kind=EntityKind.COMPANY, country="FR"),
    Entity(id="plume", name="Plume", kind=EntityKind.PRODUCT, owner="lumen", country="FR"),
    Entity(id="tara", name="Tara", kind=EntityKind.COMPANY, country="IN"),
    Entity(id="tara_app", name="Tara app", kind=EntityKind.PRODUCT, owner="tara", country="IN"),
    Entity(id="inkwell", name="Inkwell", kind=EntityKind.COMPANY, country="US"),
    Entity(id="quill", name="Quill", kind=EntityKind.PRODUCT, owner="inkwell", country="US"),
]  # fmt: skip
PUBLISHERS = [
    Publisher(id="panelia", name="Panelia", kind=DocumentKind.PANEL, hosts=("panelia.example",)),
    Publisher(id="countly", name="Countly", kind=DocumentKind.PANEL),
    Publisher(id="gazette", name="Gazette", kind=DocumentKind.PRESS),
    Publisher(id="hearings", name="Court of Hearings", kind=DocumentKind.COURT),
]


@pytest.fixture(scope="session")
def registry() -> Registry:
    return Registry(Catalog(ENTITIES, METRICS, PUBLISHERS))


def _document(row: dict[str, Any]) -> Document:
    said = row.get("said")
    return Document(
        url=row.get("url", f"https://{row['outlet'].lower().replace(' ', '-')}.example/page"),
        publisher=row["outlet"], kind=DocumentKind(row.get("kind", "press")), title=row.get("title"),
        published_on=date.fromisoformat(said) if said else None, retrieved_at=NOW,
    )  # fmt: skip


def _observation(row: dict[str, Any], document: str) -> Observation:
    metric = row.get("metric", "daily_active_users")
    known = next(each for each in METRICS if each.id == metric)
    said = row.get("said")
    return Observation(
        entity=row.get("entity", "bolt"), metric=metric, value=float(row["value"]),
        unit=row.get("unit", "USD" if known.money else known.unit), document=document, digits=row.get("digits"),
        comparator=Comparator(row.get("comparator", "=")),
        period=Period.parse(row["period"]) if row.get("period") else Period(),
        span=Span(row.get("span", "unstated")), scope=Scope(platform=row.get("platform")),
        status=Status(row.get("status", "A")), basis=Basis(row.get("basis", "unstated")), origin=row.get("origin"),
        attribution=row.get("attribution"), as_written=row.get("as_written"), quote=row.get("quote"), pointer=row.get("pointer"),
        stated_on=date.fromisoformat(said) if said else None, retrieved_at=NOW, method=row.get("method", "import/1"),
    )  # fmt: skip


def frames_of(rows: list[dict[str, Any]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    documents = documents_frame([_document(row) for row in rows]).with_columns(recorded_at=pl.lit(NOW).cast(TIME))
    told = [_observation(row, document) for row, document in zip(rows, documents["id"], strict=True)]
    times = pl.Series([row.get("recorded", NOW) for row in rows], dtype=TIME)
    observations = observations_frame(told, documents).with_columns(recorded_at=times)
    return observations, documents.unique("id", keep="first", maintain_order=True)


@pytest.fixture(scope="session")
def tell(registry):
    """Tell a story: rows of outlet, value and what else matters; returns its ledger."""

    def told(*rows: dict[str, Any], rulings: pl.DataFrame | None = None, shuffle: int | None = None) -> Told:
        observations, documents = frames_of(list(rows))
        if shuffle is not None:
            observations = observations.sample(fraction=1, shuffle=True, seed=shuffle)
            documents = documents.sample(fraction=1, shuffle=True, seed=shuffle)
        ruled = pl.DataFrame(schema=RULINGS) if rulings is None else rulings
        return Told(*compare(prepare(observations, documents, ruled, registry), registry))

    return told
