"""What is asked for is judged as it would be among everything, in one part or in many."""

from datetime import date, timedelta

import polars as pl
import pytest

import metrics.market
from metrics.catalog import load as load_catalog
from metrics.clock import now
from metrics.config import load as load_config
from metrics.frames import DOCUMENTS, OBSERVATIONS, identify_documents, identify_observations
from metrics.importing import import_files
from metrics.market import Asked, Market
from metrics.model import Run

HEADER = "entity,metric,value,unit,start,end,span,basis,origin,url,publisher,stated_on"
ROWS = [
    "kimi,daily_active_users,22150000,users,2025-01-31,2025-01-31,point,panel,AICPB,https://a.example/1,AICPB,2025-02-03",
    "suno,daily_active_users,22150000,users,2025-01-31,2025-01-31,point,panel,AICPB,https://b.example/1,Echo,2025-02-08",
    "kimi,monthly_active_users,22150000,users,2025-01,2025-01,point,measured,AICPB,https://c.example/1,Late,2025-02-09",
    "openai,valuation,157000000000,USD,2024-10-02,2024-10-02,point,disclosed,OpenAI,https://o.example/1,OpenAI,2024-10-02",
]


@pytest.fixture
def market(empty, tmp_path):
    """Two unrelated entities told of with one number, and one number told of another metric."""
    path = tmp_path / "f.csv"
    path.write_text("\n".join([HEADER, *ROWS]) + "\n", encoding="utf-8")
    market = Market.open(load_config(), load_catalog(), now=now())
    import_files(market, [path])
    return market


def judged(part):
    """Return role and distortions of each observation."""
    return dict(part.tellings.select("observation", pl.struct("role", "distortions")).sort("observation").iter_rows())


def test_an_entity_or_metric_alone_is_judged_as_among_all(market):
    whole = judged(market.reckon(Asked()))
    assert {tuple(told["distortions"]) for told in whole.values()} > {()}
    for asked in (
        Asked(entities=("kimi",)),
        Asked(entities=("suno",)),
        Asked(metrics=("daily_active_users",)),
        Asked(metrics=("monthly_active_users",)),
        Asked(entities=("suno",), metrics=("daily_active_users",)),
    ):
        part = judged(market.reckon(asked))
        assert part
        assert part == {name: whole[name] for name in part}


def test_a_market_taken_in_parts_is_judged_as_in_one(market, monkeypatch):
    whole = market.reckon(Asked())
    monkeypatch.setattr(metrics.market, "AT_ONCE", 1)
    parts = list(market.ledgers(Asked()))
    assert len(parts) > 1
    cut = market.reckon(Asked())
    assert judged(cut) == judged(whole)
    assert (
        cut.claims.sort("claim")
        .select("claim", "tellings", "distorted")
        .equals(whole.claims.sort("claim").select("claim", "tellings", "distorted"))
    )
    assert (
        cut.figures.sort("claim")
        .select("claim", "rivals")
        .equals(whole.figures.sort("claim").select("claim", "rivals"))
    )


def test_the_starter_figures_are_judged_alike_in_parts_and_in_one(home, monkeypatch):
    market = Market.open(load_config(), load_catalog(), now=now())
    whole = market.reckon(Asked())
    monkeypatch.setattr(metrics.market, "AT_ONCE", 50)
    cut = market.reckon(Asked())
    assert judged(cut) == judged(whole)
    assert cut.figures["claim"].sort().equals(whole.figures["claim"].sort())


@pytest.mark.parametrize("size", [1, 1_000])
def test_nothing_asked_for_is_nothing_found(market, monkeypatch, size):
    monkeypatch.setattr(metrics.market, "AT_ONCE", size)
    for asked in (
        Asked(entities=("claude",)),
        Asked(metrics=("gpus",)),
        Asked(published=now().date().replace(year=1990)),
    ):
        assert market.reckon(asked).figures.is_empty()


def test_the_claim_that_a_bent_telling_hangs_on_comes_with_it(home):
    market = Market.open(load_config(), load_catalog(), now=now())
    part = market.reckon(Asked(entities=("deepseek",), metrics=("model_repositories",)))
    assert "distorted" in part.tellings["role"].to_list()
    assert set(part.figures["metric"]) <= {"model_repositories"}
    assert set(part.tellings["claim"]) <= set(part.claims["claim"])


def counts(entities, metrics, days):
    """Make what a platform counts every day of some entities."""
    url = pl.format("https://hub.example/{}", "entity")
    rows = pl.DataFrame({"entity": entities}).join(pl.DataFrame({"metric": metrics}), how="cross")
    rows = rows.join(pl.DataFrame({"end": days}), how="cross").with_columns(url=url, day=pl.col("end").cast(pl.String))
    held = {"url": pl.col("url"), "sha256": pl.col("day"), "publisher": pl.lit("GitHub"), "kind": pl.lit("platform")}
    pages = rows.select(**held).unique(maintain_order=True)
    documents = identify_documents(
        pages.select(pl.col(n) if n in held else pl.lit(None, t).alias(n) for n, t in DOCUMENTS.items())
    )
    linked = rows.join(documents.select("url", day="sha256", document="id"), on=["url", "day"], maintain_order="left")
    given = {
        "start": pl.col("end"), "value": pl.col("end").dt.ordinal_day().cast(pl.Float64), "unit": pl.lit("stars"),
        "precision": pl.lit("day"), "span": pl.lit("point"), "status": pl.lit("A"), "basis": pl.lit("measured"),
        "comparator": pl.lit("="), "method": pl.lit("hub/1"), "stated_on": pl.col("end"),
    } | {name: pl.col(name) for name in ("entity", "metric", "end", "document")}  # fmt: skip
    observations = linked.select(given.get(n, pl.lit(None)).cast(t).alias(n) for n, t in OBSERVATIONS.items())
    return documents, identify_observations(observations, documents)


def test_a_platforms_counts_are_taken_in_parts_of_one_size(market, monkeypatch):
    days = [date(2026, 1, 1) + timedelta(n) for n in range(5)]
    run = Run(source="hub", started_at=now(), ended_at=now())
    market.store.append(
        run, *counts(["kimi", "openai", "chatgpt", "other"], ["github_stars", "forks"], days), now=now()
    )
    whole = market.reckon(Asked())
    monkeypatch.setattr(metrics.market, "AT_ONCE", 10)
    sizes = [part.tellings.height for part in market.ledgers(Asked())]
    assert sum(sizes) == len(ROWS) + 4 * 2 * 5
    assert max(sizes) <= 15
    cut = market.reckon(Asked())
    assert cut.figures.sort("claim").equals(whole.figures.sort("claim"))
    assert cut.tellings.sort("observation").equals(whole.tellings.sort("observation"))


GUEST = "doubao,daily_active_users,22150000,users,2025-01-31,2025-01-31,point,panel,AICPB,https://guest.example/1,Guest,2025-02-20"


def guests(tmp_path, *rows):
    """Documents and observations of lines that are imported elsewhere, as they are before they are stored."""
    path = tmp_path / "guests.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    config = tmp_path / "elsewhere.toml"
    config.write_text("[catalog]\nstarter = false\n", encoding="utf-8")
    other = Market.open(load_config(config, store=str(tmp_path / "elsewhere")), load_catalog(), now=now())
    import_files(other, [path])
    frames = (other.store.documents().collect(), other.store.observations().collect())
    return [frame.with_columns(recorded_at=pl.lit(None, frame.schema["recorded_at"])) for frame in frames]


def test_a_guest_is_judged_as_if_it_were_stored_and_is_not(market, tmp_path):
    documents, observations = guests(tmp_path, GUEST)
    before = market.store.info()
    weighed = judged(market.weigh(documents, observations))
    assert market.store.info() == before
    import_files(market, [tmp_path / "guests.csv"])
    stored = judged(market.reckon(Asked()))
    [guest] = observations["id"]
    assert weighed[guest] == stored[guest]
    assert "entity_swap" in stored[guest]["distortions"]


def test_a_page_is_no_witness_of_itself(market, tmp_path):
    documents, observations = guests(tmp_path, ROWS[0].replace("22150000", "22160000"))
    part = market.weigh(documents, observations)
    pages = part.tellings.filter(pl.col("url") == "https://a.example/1")
    assert pages["observation"].to_list() == observations["id"].to_list()
