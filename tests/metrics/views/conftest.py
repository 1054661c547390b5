"""A market on a store of its own, filled through the importer as a person's file would."""

import csv
from datetime import UTC, date, datetime, timedelta

import pytest

from metrics.catalog import load as load_catalog
from metrics.config import load as load_config
from metrics.frames import documents_frame, observations_frame
from metrics.importing import import_files
from metrics.market import Market
from metrics.model import Document, Observation, Period, Run

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


@pytest.fixture
def article_in():
    """Store a text with figures in it: each told by entity, metric, value and the words of the number, then what differs."""

    def stored(market, text, *figures, url="https://press.example/a"):
        document = Document(url=url, text=text, publisher="Press", title="A title [b]", language="en", sha256=str(hash(text)),
                            published_on=date(2026, 2, 20), retrieved_at=market.now)  # fmt: skip
        documents = documents_frame([document])
        told = []
        for entity, metric, value, words, *more in figures:
            at = text.index(words)
            start = text.rfind("\n", 0, at) + 1
            end = text.find("\n", at)
            known = {
                "unit": "users",
                "stated_on": date(2026, 2, 20),
                "confidence": 0.9,
                "period": Period.parse("2026-01"),
            }
            told.append(Observation(entity=entity, metric=metric, value=value, as_written=words, quote=text[start:end],
                                    quote_start=start, quote_end=end, document=documents["id"][0], method="reader/1",
                                    **known | (more[0] if more else {})))  # fmt: skip
        run = Run(source="read", started_at=market.now, ended_at=market.now)
        frame = observations_frame(told, documents)
        market.store.append(run, documents, frame, now=market.now)
        return dict(frame.select("entity", "id").iter_rows())

    return stored
