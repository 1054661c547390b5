"""The founding article's three bent tellings, found in the shipped figures; and how little else is called bent."""

from datetime import UTC, datetime

import polars as pl
import pytest

from metrics import starter
from metrics.catalog import load
from metrics.frames import RULINGS
from metrics.ledger import Ledger, reckon

NOW = datetime(2026, 11, 24, tzinfo=UTC)
FOUNDING = pl.col("url").str.contains("freenews.fr", literal=True)


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    documents, observations = (
        each.with_columns(recorded_at=pl.lit(NOW).cast(pl.Datetime("us", "UTC"))) for each in starter.read()
    )
    return reckon(observations, documents, pl.DataFrame(schema=RULINGS), load())


def _told(ledger, metric, entity="deepseek"):
    row = ledger.tellings.filter(FOUNDING, pl.col("metric") == metric, pl.col("entity") == entity).row(0, named=True)
    found = ledger.findings.filter(
        pl.col("observation") == row["observation"], pl.col("kind").is_in(row["distortions"])
    )
    return row, found


def test_the_launch_day_is_told_for_the_day_measured(ledger):
    row, found = _told(ledger, "daily_active_users")
    assert row["role"] == "distorted"
    assert "date_shift" in row["distortions"]
    assert "11 Jan 2025 is the launch day; AICPB's figure is for 31 Jan 2025" in found["message"].to_list()


def test_douban_is_told_for_doubao(ledger):
    row, found = _told(ledger, "daily_active_users", "doubao")
    assert "entity_swap" in row["distortions"]
    assert any("Douban" in message and "Doubao" in message for message in found["message"])


def test_models_are_told_for_repositories(ledger):
    row, found = _told(ledger, "model_repositories")
    assert row["distortions"] == ["metric_swap"]
    assert "public" in found["message"][0]


def test_aicpbs_claim_carries_its_tellings(ledger):
    claim = ledger.claims.filter(
        pl.col("entity") == "deepseek", pl.col("metric") == "daily_active_users", pl.col("value") == 22_150_000
    ).row(0, named=True)
    assert claim["origin"] == "AICPB"
    assert claim["tellings"] >= 6
    assert claim["distorted"] == 2


def test_what_the_origin_says_itself_is_never_bent(ledger):
    assert ledger.tellings.filter("own", "severe").is_empty()
