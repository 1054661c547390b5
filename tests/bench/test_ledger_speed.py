"""How long the whole ledger takes beside the same grouping and joining in polars without a single rule.

``pytest -m bench tests/bench/test_ledger_speed.py -s``; AIMARKET_BENCH_TELLINGS sets the size (100,000). Two peers run
in the same process: the ledger's own group-bys and joins with every distortion and check left out, and the least that
polars could do by hand (documents joined, tellings grouped, paired with their neighbours in value and time, joined back).
"""

import os
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from metrics.catalog import Catalog, load
from metrics.frames import DOCUMENTS, OBSERVATIONS, RULINGS, SCOPE, identify_documents, identify_observations
from metrics.ledger import reckon
from metrics.ledger.assertions import assertions, ordered
from metrics.ledger.claims import attach, claims_of
from metrics.ledger.distortions import marked
from metrics.ledger.figures import choose
from metrics.ledger.joins import kinships
from metrics.ledger.pairs import bucket, matched
from metrics.ledger.registry import registry_of
from metrics.ledger.series import identify
from metrics.ledger.tellings import prepare
from metrics.ledger.verdicts import decide

pytestmark = pytest.mark.bench

TELLINGS = int(os.environ.get("AIMARKET_BENCH_TELLINGS", "100_000"))
ECHOES = 6
NOW = datetime(2026, 11, 24, tzinfo=UTC)
METRICS = (
    "daily_active_users", "weekly_active_users", "monthly_active_users", "users", "registered_users", "app_downloads",
    "monthly_visits", "paying_subscribers", "revenue", "annualized_revenue", "valuation", "employees",
)  # fmt: skip
ORIGINS = ("AICPB", "QuestMobile", "Similarweb", "Sensor Tower", "OpenAI", "Baidu", "Appfigures", "Google", None)
QUOTE = "The app reached 22.2 million daily users in China at the end of the month, the firm said on Friday."
KEY = ["entity", "metric", "unit", "value", "comparator", "start", "end", "span", "scope", "status", "origin"]
READ = [*KEY, "digits", "basis", "stated_on", "precision"]


def press(count: int, catalog: Catalog, *, alike: bool = False) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Make up what newspapers say: each claim told six times, some rounded, some a few days off, some without origin."""
    chance = random.Random(7)
    subjects = [each.id for each in catalog.entities.values()]
    money = {each.id for each in catalog.metrics.values() if each.money}
    claims = [
        (
            subjects[0] if alike else chance.choice(subjects), METRICS[0] if alike else chance.choice(METRICS),
            22_150_000.0 if alike else float(f"{10 ** chance.uniform(6, 8.5):.{chance.randint(0, 4)}e}"),
            date(2024, 1, 1) + timedelta(chance.randrange(1000)), chance.choice(ORIGINS),
        )
        for _ in range(max(1, count // ECHOES))
    ]  # fmt: skip
    rows = []
    for _ in range(count):
        entity, metric, value, day, origin = chance.choice(claims)
        told = float(f"{value:.1e}") if chance.random() < 0.2 and not alike else value
        said = day + timedelta(chance.randint(1, 60))
        day += timedelta(chance.randint(-40, 40) if chance.random() < 0.05 else 0)
        named = None if chance.random() < 0.15 else origin
        unit = "USD" if metric in money else catalog.metrics[metric].unit
        rows.append((entity, metric, told, unit, day, said, named))
    names = ["entity", "metric", "value", "unit", "end", "stated_on", "origin"]
    return filled(pl.DataFrame(rows, schema=names, orient="row"))


def filled(told: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    numbered = told.with_row_index("number")
    outlet = pl.col("number") % 900
    documents = numbered.select(
        url=pl.format("https://outlet{}.example/{}", outlet, pl.col("number")), publisher=pl.format("Outlet {}", outlet),
        kind=pl.lit("press"), published_on="stated_on", retrieved_at=pl.lit(NOW), recorded_at=pl.lit(NOW),
    )  # fmt: skip
    documents = identify_documents(complete(documents, DOCUMENTS))
    observations = told.with_columns(
        document=documents["id"], start=pl.col("end"), precision=pl.lit("day"), span=pl.lit("unstated"), status=pl.lit("A"),
        basis=pl.lit("unstated"), comparator=pl.lit("="), quote=pl.lit(QUOTE), as_written=pl.lit("22.2"), method=pl.lit("reader/1"),
        scope=pl.struct(geo=pl.lit(None, pl.String), platform=pl.lit(None, pl.String), plan=pl.lit(None, pl.String)).cast(SCOPE),
        retrieved_at=pl.lit(NOW), recorded_at=pl.lit(NOW),
    )  # fmt: skip
    observations = identify_observations(complete(observations, OBSERVATIONS), documents)
    return observations.unique("id", keep="first", maintain_order=True), documents


def complete(rows: pl.DataFrame, schema: pl.Schema) -> pl.DataFrame:
    columns = [pl.col(name) if name in rows.columns else pl.lit(None).alias(name) for name in schema]
    return rows.select(column.cast(kind) for column, kind in zip(columns, schema.values(), strict=True))


def plain(observations: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """The same group-by and join without the rules."""
    pages = documents.lazy().select("url", "publisher", "title", "kind", "published_on", document="id")
    told = observations.lazy().join(pages, on="document", how="left")
    counts = [
        pl.len().alias("tellings"),
        pl.col("stated_on").min(),
        *(pl.col(name).first() for name in ("digits", "basis", "precision")),
    ]
    groups = (
        told.group_by(KEY).agg(counts).with_row_index("group").with_columns(_bucket=bucket(pl.col("value"))).collect()
    )
    near = pl.concat([groups.with_columns(pl.col("_bucket") + step) for step in (-1, 0, 1)])
    pairs = (
        groups.lazy().join(near.lazy().select("group", "_bucket", *READ), on=["entity", "_bucket"], suffix="_b")
        .filter((pl.col("end") - pl.col("end_b")).dt.total_days().abs() <= 60)
        .collect()
    )  # fmt: skip
    heads = pairs.group_by("group").agg(pl.col("group_b").min().alias("head"))
    tellings = told.join(groups.lazy().select(*KEY, "group"), on=KEY, how="left", nulls_equal=True)
    return tellings.join(heads.lazy(), on="group", how="left").collect()


def without_rules(observations: pl.DataFrame, documents: pl.DataFrame, catalog: Catalog) -> pl.DataFrame:
    """The ledger's own grouping and joining: tellings, assertions, pairs, claims, series and figures, nothing judged."""
    registry = registry_of(catalog)
    rows = ordered(prepare(observations, documents, pl.DataFrame(schema=RULINGS), registry), registry)
    said = assertions(rows, registry)
    nobody = pl.DataFrame(schema={"a": pl.UInt32, "by": pl.UInt32, "kind": pl.String})
    words = pl.DataFrame(schema={"observation": pl.String, "kind": pl.String, "word": pl.String})
    verdicts = decide(said.height, kinships(marked(matched(said), said)), nobody)
    claims = claims_of(attach(rows, said, verdicts, words), registry)
    quiet = claims.with_columns(findings=pl.lit([], dtype=pl.List(pl.String)))
    return choose(identify(quiet, registry), registry)


def seconds(*works: Callable[[], object], times: int = 7) -> list[float]:
    """Take the least seconds of each, turn by turn, so that a busy machine slows all alike."""
    spent: list[list[float]] = [[] for _ in works]
    for _ in range(times):
        for work, taken in zip(works, spent, strict=True):
            begun = time.perf_counter()
            work()
            taken.append(time.perf_counter() - begun)
    return [min(taken) for taken in spent]


def test_the_ledger_beside_the_same_joins_without_rules(capsys):
    catalog = load()
    observations, documents = press(TELLINGS, catalog)
    rulings = pl.DataFrame(schema=RULINGS)
    least, bare, whole = seconds(
        lambda: plain(observations, documents),
        lambda: without_rules(observations, documents, catalog),
        lambda: reckon(observations, documents, rulings, catalog),
    )
    with capsys.disabled():
        sys.stdout.write(f"\n{observations.height:,} tellings: ledger {whole:.2f} s, ")
        sys.stdout.write(f"without rules {bare:.2f} s ({whole / bare:.2f} times)")
        sys.stdout.write(f", by hand {least:.2f} s ({whole / least:.2f} times)\n")
    assert whole < 2 * bare


@pytest.mark.parametrize("alike", [False, True])
def test_twice_the_tellings_take_about_twice_the_time_even_if_all_say_one_thing(alike, capsys):
    catalog, rulings = load(), pl.DataFrame(schema=RULINGS)
    times = []
    for count in (TELLINGS // 4, TELLINGS // 2, TELLINGS):
        observations, documents = press(count, catalog, alike=alike)
        times += seconds(lambda o=observations, d=documents: reckon(o, d, rulings, catalog), times=2)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{'one claim' if alike else 'many claims'}: " + ", ".join(f"{spent:.2f} s" for spent in times) + "\n"
        )
    assert times[2] < 3 * times[1]
