"""The shipped files themselves: nothing missing, nothing contradictory."""

import subprocess
import sys
import tomllib

import pytest

from metrics.catalog import load
from metrics.catalog.loader import SHIPPED
from metrics.catalog.tables import METRIC
from metrics.vocabulary import DocumentKind

_ASKED = """
daily_active_users weekly_active_users monthly_active_users users registered_users paying_subscribers
enterprise_customers developers app_downloads monthly_visits messages_daily market_share annualized_revenue revenue capex
valuation funding_raised training_cost price_per_million_tokens parameters context_window_tokens tokens_processed_daily
gpus employees benchmark_score model_repositories derivative_models model_downloads model_likes public_repositories
github_stars package_downloads image_pulls page_views search_mentions app_rating_count app_rank papers
"""
ASKED = _ASKED.split()
SOURCES_NEED = [
    "followers",
    "datasets",
    "spaces",
    "research_spending",
    "compute_spend",
    "releases",
    "release_downloads",
    "github_forks",
    "new_model_repositories",
]
OPTIONAL = {"comparable", "order", "distinct_units", "cost", "aliases"}
CATALOG = load()
METRICS = list(CATALOG.metrics.values())


def tables(name):
    path = next(each for each in SHIPPED if each.stem == name)
    return tomllib.loads(path.read_text(encoding="utf-8"))


def test_the_metrics_are_exactly_those_asked_for_and_those_that_sources_need():
    assert sorted(CATALOG.metrics) == sorted([*ASKED, *SOURCES_NEED])


def test_the_groups_stand_in_the_order_of_the_tabs():
    assert CATALOG.groups == ("users", "open_models", "developers", "attention", "money", "prices")


@pytest.mark.parametrize("table", tables("metrics")["metric"], ids=lambda table: table["id"])
def test_every_metric_states_every_key(table):
    assert set(METRIC.keys) - OPTIONAL <= set(table)


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.id)
def test_a_metric_is_well_defined(metric):
    assert metric.label != metric.label_fr
    assert metric.definition.endswith(".")
    assert 1 <= len(metric.traps) <= 4
    assert all(word == word.lower() for word in metric.words)
    assert len(set(metric.words)) == len(metric.words)
    assert metric.high > metric.low
    assert metric.units == ("money",) or "money" not in metric.units
    assert metric.stale_days > 0


def test_active_users_are_ordered_from_a_day_to_ever():
    ordered = sorted((each for each in METRICS if each.comparable == "active_users"), key=lambda each: each.order)
    assert [each.id for each in ordered] == [
        "daily_active_users", "weekly_active_users", "monthly_active_users", "registered_users",
    ]  # fmt: skip


def test_users_without_a_period_are_comparable_with_nothing():
    assert CATALOG.metric("users").comparable is None


def test_what_is_spent_or_asked_for_is_a_cost_and_nothing_that_comes_in():
    assert [each.id for each in METRICS if each.cost] == [
        "capex",
        "research_spending",
        "compute_spend",
        "training_cost",
        "price_per_million_tokens",
    ]


def test_only_a_score_has_units_that_differ_in_meaning():
    assert {each.id: each.units for each in METRICS if each.distinct_units} == {
        "benchmark_score": ("points", "percent", "elo")
    }


def test_money_needs_a_currency_and_counts_do_not():
    money = {each.id for each in METRICS if each.money}
    assert money == {
        "annualized_revenue", "revenue", "capex", "research_spending", "compute_spend", "valuation", "funding_raised",
        "training_cost", "price_per_million_tokens",
    }  # fmt: skip


def test_neither_people_nor_rolling_windows_are_summed_over_time():
    assert not [each.id for each in METRICS if each.additive_time and each.kind in ("gauge", "rolling", "cumulative")]


def test_there_are_publishers_of_every_sort_that_tells_figures():
    kinds = {each.kind for each in CATALOG.publishers.values()}
    assert len(CATALOG.publishers) >= 60
    assert kinds == set(DocumentKind) - {DocumentKind.COMPANY}


@pytest.mark.parametrize("publisher", CATALOG.publishers.values(), ids=lambda publisher: publisher.id)
def test_a_publisher_is_graded_and_found_by_each_of_its_hosts(publisher):
    assert publisher.reliability in tuple("ABCDE")
    assert publisher.method
    assert all(CATALOG.publisher(f"https://www.{host}/x").id == publisher.id for host in publisher.hosts)


def test_no_host_has_two_publishers():
    hosts = [host for each in CATALOG.publishers.values() for host in each.hosts]
    assert len(hosts) == len(set(hosts))


def test_a_name_means_the_same_party_to_publisher_and_origin():
    names = [name for each in CATALOG.publishers.values() for name in (each.id, each.name, *each.aliases)]
    assert [name for name in names if CATALOG.origin(name) != CATALOG.publisher(name).id] == []


def test_a_name_shared_by_a_publisher_and_an_entity_is_one_party():
    shared = [
        (name, each.id, entity.id)
        for each in CATALOG.publishers.values()
        for name in (each.name, *each.aliases)
        if (entity := CATALOG.find_entity(name)) and each.id not in CATALOG.owner_chain(entity.id)
    ]
    assert shared == []


def test_the_origin_of_an_origin_is_itself_for_every_name_there_is():
    names = {name for each in CATALOG.entities.values() for name in (each.id, each.name, *each.people)}
    names |= {alias.name for each in CATALOG.entities.values() for alias in each.aliases}
    unstable = [name for name in names if (found := CATALOG.origin(name)) and CATALOG.origin(found) != found]
    assert unstable == []


def test_an_entity_is_found_by_each_of_its_names():
    lost = [
        (each.id, name)
        for each in CATALOG.entities.values()
        for name in (each.id, each.name, *(alias.name for alias in each.aliases if not alias.misspelling))
        if CATALOG.entity(name) is not each
    ]
    assert lost == []


def test_the_catalog_needs_no_heavy_library():
    heavy = "polars", "deltalake", "httpx", "rich", "textual", "click", "pyarrow"
    code = f"import sys, metrics.catalog; metrics.catalog.load(); print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
