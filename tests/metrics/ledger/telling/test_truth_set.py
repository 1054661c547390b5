"""The ledger against a careful reader's judgement of real figures: what is bent must be found, and nothing else."""

import csv
import os
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from metrics import starter
from metrics.catalog import Catalog, canonical, load
from metrics.frames import RULINGS, documents_frame, observations_frame
from metrics.ledger import Ledger, reckon
from metrics.model import Document, Metric, Observation, Period, Scope
from metrics.vocabulary import CURRENCIES, Comparator, MetricKind, Span, Status

SHARED = Path(os.environ.get("AIMARKET_SHARED", Path(__file__).parents[5] / "shared"))
FIGURES = SHARED / "data" / "figures" / "figures.csv"
TIME = pl.Datetime("us", "UTC")
NOW = datetime(2026, 11, 24, tzinfo=UTC)
UNREPRESENTABLE = "launch_date"
METRICS = {
    "dau": "daily_active_users", "wau": "weekly_active_users", "mau": "monthly_active_users",
    "users_mobile": "monthly_active_users", "users_registered": "registered_users",
    "users_cumulative": "registered_users", "downloads_cumulative": "app_downloads", "downloads_daily": "app_downloads",
    "downloads_monthly_avg": "app_downloads", "visits_daily": "monthly_visits", "visits_monthly_new": "monthly_visits",
    "seats_paid": "paying_subscribers", "enterprise_users_paying": "paying_subscribers",
    "enterprise_customers_paying": "enterprise_customers", "businesses": "enterprise_customers",
    "repos_open_sourced": "public_repositories", "models_open_sourced": "model_repositories",
    "tokens_daily": "tokens_processed_daily", "tokens_input_daily": "tokens_processed_daily",
    "tokens_output_daily": "tokens_processed_daily", "derivatives": "derivative_models",
    "models_matching": "model_repositories", "downloads": "model_downloads", "models_total": "model_repositories",
    "repos_tagging": "derivative_models", "stars": "github_stars", "arena_gap": "benchmark_score",
    "revenue_daily_theoretical": "revenue", "o3_developer_usage_growth": "usage_growth",
    "gpt4o_usage_growth": "usage_growth",
}  # fmt: skip
SUBJECTS = {"o3_developer_usage_growth": "o3", "gpt4o_usage_growth": "gpt_4o"}
OTHER_METRICS = {
    "usage_growth": "x", "spend": "money", "calls_daily": "calls", "fake_stars_suspected": "stars", "tokens_weekly": "tokens",
}  # fmt: skip


def catalog() -> Catalog:
    shipped = load()
    metrics = [
        Metric(id=name, label=name, label_fr=name, definition=name, group="other", kind=MetricKind.CLAIM, units=(unit,))
        for name, unit in OTHER_METRICS.items()
    ]
    return Catalog(shipped.entities.values(), [*shipped.metrics.values(), *metrics], shipped.publishers.values())


def judged() -> list[dict[str, str]]:
    with FIGURES.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["metric"] != UNREPRESENTABLE]


def period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError:
        return Period()


def span(kind: str) -> Span:
    words = {"average": Span.MEAN, "peak": Span.PEAK, "cumulative": Span.CUMULATIVE, "point": Span.POINT}
    return next((span for word, span in words.items() if word in kind), Span.UNSTATED)


def observation(row: dict[str, str], document: str, known: Catalog) -> Observation:
    share = row["metric"].startswith("share")
    metric = known.metrics[METRICS.get(row["metric"], "market_share" if share else row["metric"])]
    found = known.find_entity(SUBJECTS.get(row["metric"], row["entity"]))
    start, end = period(row["period_start"]), period(row["period_end"])
    return Observation(
        entity=found.id if found else canonical(row["entity"]), metric=metric.id, value=float(row["value"]),
        unit=row["unit"] if row["unit"] in CURRENCIES else metric.unit, document=document,
        comparator=Comparator({">=": "≥", "<=": "≤"}.get(row["cmp"], row["cmp"])),
        period=Period(start.start, end.end, end.precision or start.precision), span=span(row["period_kind"]),
        scope=Scope(platform=row["scope"] or None), status=Status(row["status"]) if row["status"] in set(Status) else Status.NORMAL,
        origin=row["origin"] or None, stated_on=period(row["published"]).start, pointer=row["n"], retrieved_at=NOW,
    )  # fmt: skip


def frames(rows: list[dict[str, str]], known: Catalog) -> tuple[pl.DataFrame, pl.DataFrame]:
    documents = documents_frame(
        Document(
            url=row["url"] if row["url"].startswith("http") else None, publisher=row["outlet"],
            published_on=period(row["published"]).start, retrieved_at=NOW,
        )
        for row in rows
    )  # fmt: skip
    told = [observation(row, document, known) for row, document in zip(rows, documents["id"], strict=True)]
    observations = observations_frame(told, documents)
    unique = [each.unique("id", keep="first", maintain_order=True) for each in (observations, documents)]
    observations, documents = (each.with_columns(recorded_at=pl.lit(NOW).cast(TIME)) for each in unique)
    return observations, documents


def with_starter(observations: pl.DataFrame, documents: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    shipped = [each.with_columns(recorded_at=pl.lit(NOW).cast(TIME)) for each in starter.read()]
    more = [shipped[1].select(observations.columns), shipped[0].select(documents.columns)]
    both = [
        pl.concat(pair).unique("id", keep="first", maintain_order=True)
        for pair in zip((observations, documents), more, strict=True)
    ]
    return both[0], both[1]


@pytest.fixture(scope="module", params=["alone", "beside the starter figures"])
def ledger(request) -> Ledger:
    if not FIGURES.exists():
        pytest.skip("the judged figures are not here")
    known = catalog()
    observations, documents = frames(judged(), known)
    if request.param != "alone":
        observations, documents = with_starter(observations, documents)
    return reckon(observations, documents, pl.DataFrame(schema=RULINGS), known)


def numbers(role: str) -> set[str]:
    return {row["n"] for row in judged() if row["role"] == role}


def test_four_of_five_bent_tellings_are_found(ledger):
    found = set(ledger.tellings.filter("severe")["pointer"].drop_nulls())
    bent = numbers("echo_distorted")
    assert len(found & bent) >= 0.8 * len(bent), sorted(bent - found)


@pytest.mark.parametrize("role", ["origin", "relay", "secondary_db", "derived", "unattributed"])
def test_nothing_else_is_called_bent(ledger, role):
    found = set(ledger.tellings.filter("severe")["pointer"].drop_nulls())
    assert found & numbers(role) == set()


def test_no_finding_speaks_against_an_origin(ledger):
    spoken = ledger.tellings.join(ledger.findings.select("observation"), on="observation", how="semi")
    assert set(spoken["pointer"].drop_nulls()) & numbers("origin") == set()
