"""Plain series are shown from their newest periods alone, and no row is another for it."""

import random
from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

import metrics.market
from metrics.catalog import load as load_catalog
from metrics.config import load as load_config
from metrics.frames import DOCUMENTS, OBSERVATIONS, identify_documents, identify_observations
from metrics.ledger.plain import Bounds
from metrics.market import Asked, Market
from metrics.model import Run
from metrics.views.show import Wanted, show

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAYS = [date(2026, 10, 1) + timedelta(days=number) for number in range(12)]
PAIRS = 6
"""Series of each kind."""
PLAIN = {"daily", "read again", "read again the same", "another version", "final", "months", "flow"}


def reading(series, day, **changed):
    """One day's answer of a platform about one series."""
    number = day.toordinal() % 7 * 10 + series % 5
    return {
        "entity": f"organisation_{series}", "metric": "github_stars", "value": float(number), "unit": "stars",
        "start": day, "end": day, "span": "point", "status": "A", "basis": "measured", "method": "hub/1", "origin": None,
        "stated_on": day, "geo": None, "url": f"https://hub.example/{series}", "publisher": "Hub", "kind": "platform",
        "run": 0, "confidence": 1.0,
    } | changed  # fmt: skip


def twisted(kind, series, chance):
    """The readings of a series that is plain but for one thing, at a day by chance."""
    days, odd = chance.sample(DAYS, chance.randint(4, 12)), chance.choice(DAYS)
    rows = [reading(series, day) for day in days]
    again = reading(series, odd, value=99.0, run=1)
    later = [row | {"run": 2, "value": row["value"] + 1} for row in rows]
    one_row = {
        "read again": {}, "another page": {"url": "https://hub.example/other"}, "a unit": {"unit": "forks"},
        "another publisher": {"publisher": "Other"}, "a scope": {"geo": "CN"}, "a forecast": {"status": "F"},
        "an estimate": {"status": "E"}, "no value": {"value": None}, "no end": {"end": None, "start": None},
        "told": {"kind": "press", "basis": "disclosed"}, "a press page": {"kind": "press"}, "an origin": {"origin": "Kimi"},
        "by hand": {"method": "import/1"}, "another method": {"method": "spoke/1"}, "a filing": {"basis": "filing"},
        "a longer period": {"start": odd - timedelta(days=2)}, "unsure": {"method": "reader/1", "confidence": 0.1},
        "another version": {"method": "hub/2"}, "a mean": {"span": "mean"}, "a ruling": {"value": 98.0},
    }  # fmt: skip
    if kind in one_row:
        return [*rows, again | one_row[kind]]
    return {
        "daily": rows,
        "read again the same": [*rows, *later, *[row | {"run": 1} for row in rows]],
        "final": [*[row | {"status": "P"} for row in rows], *later],
        "months": [row | {"start": day.replace(day=1)} for row, day in zip(rows, days, strict=True)],
        "flow": [row | {"metric": "page_views", "unit": "views", "span": "sum"} for row in rows],
        "early flow": [row | {"metric": "page_views", "span": "sum", "stated_on": DAYS[0]} for row in rows],
        "undated flow": [row | {"metric": "page_views", "span": "sum", "stated_on": None} for row in rows],
        "places": [*rows, *[row | {"geo": "CN", "value": row["value"] / 2} for row in rows]],
    }[kind]


KINDS = (
    "daily", "read again", "another page", "a unit", "another publisher", "a scope", "a forecast", "an estimate", "no value",
    "no end", "told", "a press page", "an origin", "by hand", "another method", "a filing", "a longer period", "unsure",
    "another version", "a mean", "a ruling", "read again the same", "final", "months", "flow", "early flow", "undated flow",
    "places",
)  # fmt: skip


def stored(market, rows):
    """Store readings run by run, a day apart; returns the observations."""
    for run in sorted({row["run"] for row in rows}):
        frame = pl.DataFrame([row for row in rows if row["run"] == run], infer_schema_length=None)
        frame = frame.with_columns(
            sha256=pl.format("{} {} {}", "entity", pl.col("end").cast(pl.String).fill_null("-"), "run"),
            scope=pl.struct("geo", platform=pl.lit(None, pl.String), plan=pl.lit(None, pl.String)),
            precision=pl.lit("day"), comparator=pl.lit("="), digits=pl.lit(2), retrieved_at=pl.lit(NOW),
        )  # fmt: skip
        held = ["url", "sha256", "publisher", "kind"]
        documents = identify_documents(fitted(frame.select(held).unique(maintain_order=True), DOCUMENTS))
        linked = frame.join(documents.select(*held, document="id"), on=held, nulls_equal=True)
        made = Run(source=f"hub {run}", started_at=NOW, ended_at=NOW)
        observations = identify_observations(fitted(linked, OBSERVATIONS), documents)
        market.store.append(made, documents, observations, now=NOW + timedelta(days=run))


def fitted(frame, schema):
    columns = [pl.col(name) if name in frame.columns else pl.lit(None).alias(name) for name in schema]
    return frame.select(column.cast(kind) for column, kind in zip(columns, schema.values(), strict=True))


@pytest.fixture
def market(empty):
    """Series of every kind side by side, one of each ruled."""
    chance, market = random.Random(5), Market.open(load_config(), load_catalog(), now=NOW)
    kinds = [kind for kind in KINDS for _ in range(PAIRS)]
    stored(market, [row for number, kind in enumerate(kinds) for row in twisted(kind, number, chance)])
    ruled = market.store.observations().filter(pl.col("value") == 98).select("id").collect()["id"]
    rulings = pl.DataFrame(
        {"observation": ruled, "rank": ["deprecated", "preferred"] * (len(ruled) // 2), "reason": "so"}
    )
    market.store.rule(rulings, NOW)
    return market


WANTED = (
    Wanted(), Wanted(until=DAYS[7]), Wanted(since=DAYS[6]), Wanted(since=DAYS[4], until=DAYS[5]), Wanted(until=DAYS[0]),
)  # fmt: skip


def test_what_is_shown_is_the_same_whether_series_are_looked_at_apart_or_all_is_reckoned(market, monkeypatch):
    whole = [show(market, Asked(), wanted) for wanted in WANTED]
    known = [show(market, Asked(recorded=NOW + timedelta(hours=1)), WANTED[0])]
    known.append(show(market, Asked(published=DAYS[5]), WANTED[0]))
    monkeypatch.setattr(metrics.market, "AT_ONCE", 300)
    monkeypatch.setattr(metrics.market, "SIFTED", 300)
    monkeypatch.setattr(metrics.market, "LONG", 1)
    cut = [show(market, Asked(), wanted) for wanted in WANTED]
    again = [show(market, Asked(recorded=NOW + timedelta(hours=1)), WANTED[0])]
    again.append(show(market, Asked(published=DAYS[5]), WANTED[0]))
    for one, other in zip([*whole, *known], [*cut, *again], strict=True):
        assert one.height > PAIRS
        one_, other_ = (frame.sort("entity", "metric") for frame in (one, other))
        different = [name for name in one_.columns if not one_[name].equals(other_[name])]
        assert different == []


def test_only_series_that_nothing_else_speaks_of_are_plain(market, monkeypatch):
    monkeypatch.setattr(metrics.market, "AT_ONCE", 20)
    monkeypatch.setattr(metrics.market, "LONG", 1)
    found = [lines for _, lines in market.newest(Asked(), Bounds()) if lines is not None]
    series = pl.concat(found)["entity"].str.extract(r"(\d+)").cast(pl.Int64).to_list()
    kinds = {KINDS[number // PAIRS] for number in series}
    assert kinds >= PLAIN
    assert not kinds & {"told", "a press page", "a ruling", "by hand", "no end", "no value", "places", "undated flow"}
