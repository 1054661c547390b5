"""A market on a store of its own, filled through the importer as a person's file would."""

import csv
from datetime import UTC, datetime, timedelta

import pytest

from metrics.catalog import load as load_catalog
from metrics.config import load as load_config
from metrics.importing import import_files
from metrics.market import Market

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
BASE = {
    "entity": "kimi", "metric": "monthly_active_users", "value": "20000000", "comparator": "=", "unit": "users",
    "start": "2026-01", "end": "2026-01", "span": "unstated", "status": "A", "basis": "disclosed", "origin": "Moonshot AI",
    "url": "https://news.example/1", "publisher": "News", "stated_on": "2026-02-03", "quote": "", "geo": "", "platform": "",
    "plan": "",
}  # fmt: skip


@pytest.fixture
def market_of(empty, tmp_path):
    """Import rows, given as what differs from :data:`BASE`, each call a day later; returns the market."""
    files = []

    def imported(*rows):
        path = tmp_path / f"{len(files)}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.DictWriter(file, BASE)
            out.writeheader()
            out.writerows(BASE | {name: str(value) for name, value in row.items()} for row in rows)
        files.append(path)
        market = Market.open(load_config(), load_catalog(), now=NOW + timedelta(days=len(files) - 1))
        import_files(market, [path])
        return market

    return imported


def day(number):
    """The moment at which the so-many-th import was recorded."""
    return NOW + timedelta(days=number)
