"""The shipped figures: real, dated as finely as their source, credited, and in the catalog's words."""

import re
from collections import Counter
from csv import DictReader
from urllib.parse import urlsplit

import polars as pl
import pytest

from metrics import starter
from metrics.catalog import load
from metrics.model import Period
from metrics.vocabulary import CURRENCIES

DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
FREENEWS = (
    "https://freenews.fr/actu-du-net/intelligence-artificielle/"
    "deepseek-joue-la-carte-de-lopen-source-et-destabilise-le-marche-de-lia/amp"
)
LONGEST_WORDING = 40


@pytest.fixture(scope="module")
def rows():
    with starter.FIGURES.open(encoding="utf-8", newline="") as file:
        return list(DictReader(file))


@pytest.fixture(scope="module")
def catalog():
    return load()


def bad(rows, good):
    """The rows that are not good, with their line."""
    return [(line, row["entity"], row["metric"], row["url"]) for line, row in enumerate(rows, 2) if not good(row)]


def picked(rows, **wanted):
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]


def test_there_are_enough_of_them_over_many_entities_and_metrics(rows):
    assert len(rows) >= 320
    assert len({row["entity"] for row in rows}) >= 40
    assert len({row["metric"] for row in rows}) >= 12


def test_every_entity_and_metric_is_in_the_catalog(rows, catalog):
    assert {row["entity"] for row in rows} <= set(catalog.entities)
    assert {row["metric"] for row in rows} <= set(catalog.metrics)


def test_every_value_is_in_its_metrics_own_unit_and_money_in_a_currency(rows, catalog):
    def right(row):
        metric = catalog.metrics[row["metric"]]
        if metric.money:
            return row["unit"] in CURRENCIES
        return row["unit"] in (metric.units if metric.distinct_units else metric.units[:1])

    assert bad(rows, right) == []


def test_every_value_is_a_plain_number_within_the_metrics_range(rows, catalog):
    def plain(row):
        metric = catalog.metrics[row["metric"]]
        return "e" not in row["value"].lower() and metric.low <= float(row["value"]) <= metric.high

    assert bad(rows, plain) == []


def test_bounds_enclose_the_value(rows):
    bounded = [row for row in rows if row["low"] or row["high"]]
    assert bounded
    assert bad(bounded, lambda row: float(row["low"]) <= float(row["value"]) <= float(row["high"])) == []


def test_dates_are_a_year_a_month_or_a_day_and_a_period_has_both_ends_or_none(rows):
    for column in ("start", "end", "stated_on"):
        assert bad(rows, lambda row, name=column: not row[name] or DATE.fullmatch(row[name])) == []
    assert bad(rows, lambda row: bool(row["start"]) == bool(row["end"])) == []


def test_no_period_ends_before_it_starts(rows):
    dated = [row for row in rows if row["start"]]
    assert bad(dated, lambda row: Period.parse(row["start"]).start <= Period.parse(row["end"]).end) == []


def test_nothing_but_a_forecast_was_said_before_it_was_measured(rows):
    """An end that is only known to the month may still lie ahead of the day of saying; its start may not."""

    def after(row):
        said, end = Period.parse(row["stated_on"]).end, Period.parse(row["end"])
        return said >= (end.end if end.precision == "day" else Period.parse(row["start"]).start)

    told = [row for row in rows if row["start"] and row["stated_on"] and row["status"] != "F"]
    assert len(told) > 300
    assert bad(told, after) == []


def test_a_month_never_became_its_first_day(rows):
    """A day is given only where the source gave one: the first of a month is rare enough to name every case."""
    firsts = {
        (row["entity"], row["metric"], date)
        for row in rows
        for date in (row["start"], row["end"])
        if date[7:] == "-01" and row["basis"] != "filing" and row["publisher"] != "Nvidia"
    }
    assert firsts == {
        ("chatgpt", "paying_subscribers", "2025-04-01"),
        ("openai", "funding_raised", "2025-08-01"),
        ("openai", "valuation", "2025-08-01"),
    }


def test_every_row_names_its_publisher_and_a_page_that_a_person_can_open(rows):
    def opened(row):
        address = urlsplit(row["url"])
        return address.scheme in ("http", "https") and "." in address.netloc and row["publisher"].strip()

    assert bad(rows, opened) == []


def test_a_publisher_that_the_catalog_knows_is_of_the_kind_it_says(rows, catalog):
    """Somebody's post on a network is social whoever they are; a paper is research whoever wrote it."""

    def agrees(row):
        known = catalog.publisher(row["publisher"])
        return known is None or row["kind"] in (known.kind, "social", "research") or "Crunchbase" in row["publisher"]

    assert bad(rows, agrees) == []


def test_no_sentence_is_shipped_only_a_name_and_a_number(rows):
    assert "quote" not in rows[0]
    written = [row["as_written"] for row in rows if row["as_written"]]
    assert all(len(text) <= LONGEST_WORDING for text in written)
    assert all(not row["title"] for row in rows)


def test_text_is_clean_and_no_cell_is_a_formula_or_a_list(rows):
    for row in rows:
        for name, cell in row.items():
            assert cell == cell.strip(), (name, cell)
            assert not cell.startswith(("=", "+", "-", "@")) or name == "comparator", (name, cell)
            assert all(char.isprintable() for char in cell), (name, cell)
        assert ";" not in row["publisher"] + row["url"] + row["origin"], row["publisher"]


def test_origin_is_empty_where_nobody_named_one(rows):
    nobody = re.compile(r"not named|unattributed|unknown|n/a|^-$", re.IGNORECASE)
    assert bad(rows, lambda row: not nobody.search(row["origin"])) == []


def test_every_origin_leads_to_a_party_of_the_catalog(rows, catalog):
    parties = set(catalog.publishers) | set(catalog.entities)
    strangers = {row["origin"] for row in rows if row["origin"] and catalog.origin(row["origin"]) not in parties}
    assert strangers == {"Maxime Corbani"}


def test_what_epoch_ai_gathered_is_credited_with_its_licence_and_record(rows):
    theirs = [row for row in rows if "Epoch AI" in row["pointer"] + row["publisher"] + row["attribution"]]
    assert len(theirs) > 150
    assert bad(theirs, lambda row: row["licence"] == "CC-BY-4.0") == []
    assert bad(theirs, lambda row: row["attribution"] == "Epoch AI, CC BY 4.0") == []
    assert bad(theirs, lambda row: row["pointer"].startswith("Epoch AI: ")) == []


def test_a_licence_never_stands_without_its_attribution(rows):
    assert bad(rows, lambda row: bool(row["licence"]) == bool(row["attribution"])) == []


def test_statcounters_shares_carry_share_alike_and_nothing_else_does(rows):
    alike = [row for row in rows if row["licence"] == "CC-BY-SA-3.0"]
    assert {row["publisher"] for row in alike} == {"StatCounter"}


def test_no_two_rows_say_the_same_at_one_address(rows):
    key = (
        "url", "entity", "metric", "start", "end", "span", "geo", "platform", "plan", "status", "comparator", "value",
        "low", "high", "unit",
    )  # fmt: skip
    twice = [row for row, times in Counter(tuple(row[name] for name in key) for row in rows).items() if times > 1]
    assert twice == []


def test_the_founding_article_is_told_with_its_three_bent_figures(rows):
    told = {(row["entity"], row["metric"]): row for row in picked(rows, url=FREENEWS)}
    assert set(told) == {
        ("deepseek", "daily_active_users"),
        ("doubao", "daily_active_users"),
        ("deepseek", "model_repositories"),
    }
    launched = told["deepseek", "daily_active_users"]
    assert (launched["value"], launched["start"], launched["end"]) == ("22200000", "2025-01-11", "2025-01-11")
    assert launched["origin"] == ""
    misspelt = told["doubao", "daily_active_users"]
    assert (misspelt["value"], misspelt["start"], misspelt["as_written"]) == ("16950000", "", "Douban (16,95 millions)")
    models = told["deepseek", "model_repositories"]
    assert (models["value"], models["status"], models["start"], models["end"]) == ("5", "F", "2025-02-24", "2025-02-28")


def test_aicpbs_claim_stands_beside_it_in_the_words_of_six_outlets(rows):
    claim = [
        row
        for row in picked(rows, entity="deepseek", metric="daily_active_users")
        if row["value"][:3] in ("221", "222")
    ]
    assert {row["publisher"] for row in claim} == {
        "Cegelem", "CKGSB Knowledge", "KrASIA", "LeSiteinfo", "Freenews", "Innovations.fr",
    }  # fmt: skip
    assert {row["start"] for row in claim if row["publisher"] == "Cegelem"} == {"2025-01-31"}


def test_five_repositories_were_promised_and_eight_came(rows):
    promised, delivered = (
        row for row in picked(rows, entity="deepseek", metric="public_repositories", publisher="DeepSeek")
    )
    assert (promised["value"], promised["status"], promised["stated_on"]) == ("5", "F", "2025-02-21")
    assert (delivered["value"], delivered["status"], delivered["stated_on"]) == ("8", "A", "2025-02-28")


@pytest.mark.parametrize(
    ("entity", "metric", "points"),
    [
        ("chatgpt", "weekly_active_users", 15),
        ("openai", "annualized_revenue", 12),
        ("anthropic", "annualized_revenue", 10),
        ("openai", "valuation", 6),
        ("anthropic", "valuation", 6),
        ("anthropic", "employees", 8),
        ("openai", "employees", 8),
        ("deepseek", "monthly_active_users", 6),
        ("doubao", "monthly_active_users", 6),
        ("gemini", "monthly_active_users", 4),
        ("nvidia", "revenue", 15),
        ("chatgpt", "market_share", 12),
        ("ollama", "github_stars", 4),
    ],
)
def test_the_best_known_series_have_a_history(rows, entity, metric, points):
    assert len({row["end"] for row in picked(rows, entity=entity, metric=metric) if row["end"]}) >= points


def test_a_promise_keeps_its_status_and_counts_no_forecast_as_fact(rows):
    talks = [row for row in rows if row["metric"] in ("valuation", "funding_raised") and not row["start"]]
    assert talks
    assert {row["status"] for row in talks} == {"F"}


def test_the_file_reads_into_one_observation_a_row(rows):
    _, observations = starter.read()
    assert observations.height == len(rows)
    assert observations.filter(pl.col("quote").is_not_null()).is_empty()
