"""What a record of each of Epoch AI's tables comes to."""

from datetime import UTC, date, datetime

import pytest

from metrics.catalog import load
from metrics.collectors._epoch_record import Record
from metrics.collectors._epoch_tables import TABLES
from metrics.model import Scope
from metrics.vocabulary import Basis, Precision, Span, Status
from metrics.web import Node

USED = {"Company": "OpenAI", "Active users": "7000000.0", "Active users time period": "Weekly", "Date": "2029-03-25",
        "Product": "ChatGPT", "Source type": "Company disclosure", "Source 1": "https://paper.example/"}  # fmt: skip
EARNED = {"Company": "Mistral AI", "Id": "Mistral 3B", "Date": "2029-09-08", "Annualized revenue (USD)": "3000000000.0",
          "Annualized revenue type": "Annual recurring revenue (ARR)", "Scope": "Full company",
          "Source type": "Media report"}  # fmt: skip
RAISED = {"Company": "xAI", "Close date": "2029-05-28", "Status": "Closed", "Funding (equity)": "1234000000.0",
          "Valuation (post-money)": "9000000000.0", "Type": "Primary", "Source 1": "https://x.ai/news/z"}  # fmt: skip
STAFF = {"Company": "Anthropic", "Date": "2029-06-30", "Staff count": "4321", "Type": "Full company"}
SPENT = {"Company": "OpenAI", "Date": "2028-12-31", "Report date": "2029-02-01", "Period type": "Year",
         "Total compute spend": "7000000000.0"}  # fmt: skip
USAGE, REVENUE, FUNDING, EMPLOYED, COMPUTE = range(5)


def told(table, row, **more):
    """Read a record; cells that are ``None`` are empty."""
    cells = {name: cell for name, cell in {**row, **more}.items() if cell is not None}
    record = Record(load(), Node(cells, "https://epoch.example/t.csv", "/0"), datetime(2030, 1, 1, tzinfo=UTC))
    return list(TABLES[table].read(record))


@pytest.mark.parametrize(
    ("window", "metric"),
    [
        ("Daily", "daily_active_users"),
        ("Weekly", "weekly_active_users"),
        ("Monthly", "monthly_active_users"),
        (None, "users"),
    ],
)
def test_the_window_of_users_is_never_guessed(window, metric):
    (one,) = told(USAGE, USED, **{"Active users time period": window})
    assert (one.metric, one.span) == (metric, Span.POINT)


@pytest.mark.parametrize(
    ("company", "product", "about"),
    [
        ("OpenAI", "Full company", ("openai", None)),
        ("Google", "Google (all AI products)", ("google", None)),
        ("Z.ai (Zhipu)", None, ("zhipu", None)),
        ("Meta", "Meta AI assistant", ("meta_ai", None)),
        ("OpenAI", "API", ("openai_api", None)),
        ("OpenAI", "Invented Thing", ("epoch:Invented Thing", None)),
        ("DeepSeek", "Chat and API for V3", ("deepseek_ai", "Chat and API for V3")),
        ("Nobody Labs", "Full company", ("epoch:Nobody Labs", None)),
    ],
)
def test_whose_users_they_are(company, product, about):
    (one,) = told(USAGE, USED, Company=company, Product=product)
    assert (one.entity, one.scope.plan) == about


@pytest.mark.parametrize(
    ("kind", "basis", "origin"),
    [
        ("Company disclosure", Basis.DISCLOSED, "OpenAI"),
        ("Media report", Basis.LEAKED, "OpenAI"),
        ("Company disclosure,Other", Basis.DISCLOSED, "OpenAI"),
        ("Other", Basis.UNSTATED, None),
        (None, Basis.UNSTATED, None),
    ],
)
def test_the_origin_follows_from_the_type_of_the_source(kind, basis, origin):
    (one,) = told(USAGE, USED, **{"Source type": kind})
    assert (one.basis, one.origin, one.attribution) == (basis, origin, kind)


def test_tokens_that_epoch_made_days_of_say_nothing_of_their_basis():
    (one,) = told(USAGE, USED, **{"Active users": None, "Daily tokens": "3.0"})
    assert (one.metric, one.basis, one.origin, one.span) == (
        "tokens_processed_daily", Basis.UNSTATED, "OpenAI", Span.UNSTATED,
    )  # fmt: skip


def test_a_pace_keeps_its_kind_beside_the_source():
    (one,) = told(REVENUE, EARNED)
    assert (one.entity, one.metric, one.value, one.unit) == ("mistral", "annualized_revenue", 3e9, "USD")
    assert (one.span, one.basis, one.origin) == (Span.POINT, Basis.LEAKED, "Mistral AI")
    assert one.attribution == "Media report; Annual recurring revenue (ARR)"


def test_a_pace_that_epoch_reckoned_is_its_own_estimate():
    (one,) = told(REVENUE, EARNED, **{"Annualized revenue type": "Period interpolation"})
    assert (one.basis, one.status, one.origin) == (Basis.DERIVED, Status.ESTIMATED, "Epoch AI")


@pytest.mark.parametrize(
    ("kind", "day", "start", "end"),
    [
        ("Year", "2028-12-31", date(2028, 1, 1), date(2028, 12, 31)),
        ("Quarter", "2029-03-31", date(2029, 1, 1), date(2029, 3, 31)),
        ("Half-year", "2028-10-01", date(2028, 7, 1), date(2028, 12, 31)),
        ("6 months", "2028-06-30", date(2028, 1, 1), date(2028, 6, 30)),
        ("Month", "2029-02-10", date(2029, 2, 1), date(2029, 2, 28)),
        (None, "2029-02-10", None, date(2029, 2, 10)),
    ],
)
def test_revenue_is_of_the_period_that_it_names(kind, day, start, end):
    row = {"Annualized revenue (USD)": None, "Period revenue": "43000000.0", "Period type": kind, "Date": day}
    (one,) = told(REVENUE, EARNED, **row)
    assert (one.metric, one.value, one.span) == ("revenue", 4.3e7, Span.SUM)
    assert (one.period.start, one.period.end, one.status) == (start, end, Status.NORMAL)


@pytest.mark.parametrize(
    ("company", "label", "about"),
    [
        ("OpenAI", "700M ChatGPT 2028", ("chatgpt", None)),
        ("Anthropic", "Claude Code near 1B", ("claude_code", None)),
        ("Anthropic", "ChatGPT 3B", ("anthropic", "ChatGPT 3B")),
        ("OpenAI", "3B something", ("openai", "3B something")),
    ],
)
def test_the_revenue_of_a_part_is_that_of_the_companys_product_which_the_label_names(company, label, about):
    (one,) = told(REVENUE, EARNED, Company=company, Id=label, Scope="Product/division")
    assert (one.entity, one.scope.plan) == about


def test_a_round_gives_what_was_raised_and_what_the_company_is_worth():
    raised, worth = told(FUNDING, RAISED)
    assert (raised.metric, raised.value, raised.span) == ("funding_raised", 1.234e9, Span.SUM)
    assert (worth.metric, worth.value, worth.span) == ("valuation", 9e9, Span.POINT)
    assert raised.period.end == worth.period.end == date(2029, 5, 28)


@pytest.mark.parametrize(
    ("source", "basis", "origin"),
    [("https://x.ai/news/z", Basis.DISCLOSED, "xAI"), ("https://news.example/z", Basis.UNSTATED, None)],
)
def test_without_a_type_of_source_the_companys_own_page_discloses(source, basis, origin):
    raised, _ = told(FUNDING, RAISED, **{"Source 1": source})
    assert (raised.basis, raised.origin) == (basis, origin)


def test_debt_is_a_part_of_its_own():
    found = told(FUNDING, RAISED, **{"Funding (debt)": "5.0"})
    assert [(each.metric, each.scope.plan) for each in found] == [
        ("funding_raised", None), ("funding_raised", "debt"), ("valuation", None),
    ]  # fmt: skip


@pytest.mark.parametrize("row", [{"Type": "Secondary"}, {"Funding (equity)": "0.0"}])
def test_shares_that_others_sell_raise_nothing(row):
    assert [each.metric for each in told(FUNDING, RAISED, **row)] == ["valuation"]


@pytest.mark.parametrize("status", ["Late discussions", "Early discussions", "Rumored"])
def test_a_round_that_is_talked_of_is_a_promise_without_a_day(status):
    found = told(FUNDING, RAISED, **{"Status": status, "Close date": None})
    assert {(each.status, each.period.end) for each in found} == {(Status.FORECAST, None)}


def test_a_round_that_was_called_off_is_nothing_any_more():
    assert told(FUNDING, RAISED, Status="Cancelled") == []


@pytest.mark.parametrize(
    ("row", "about"),
    [
        ({}, ("anthropic", None)),
        (
            {"Company": "Google", "Type": "Full AI division", "Division name": "Google DeepMind"},
            ("google_deepmind", None),
        ),
        ({"Company": "Meta", "Type": "Division/role", "Division name": "FAIR"}, ("meta", "FAIR")),
        ({"Company": "DeepSeek"}, ("deepseek_ai", None)),
    ],
)
def test_staff_is_the_companys_or_a_divisions(row, about):
    (one,) = told(EMPLOYED, STAFF, **row)
    assert (one.entity, one.scope.plan) == about
    assert (one.metric, one.value, one.unit) == ("employees", 4321.0, "people")


def test_computing_is_spent_over_its_period_and_by_purpose():
    (whole,) = told(COMPUTE, SPENT)
    parts = {"Total compute spend": None, "Inference compute spend": "2.0", "R&D compute spend": "5.0"}
    found = told(COMPUTE, SPENT, **parts)
    assert (whole.scope, whole.value, whole.period.precision) == (Scope(), 7e9, Precision.YEAR)
    assert [(each.scope.plan, each.value) for each in found] == [("inference", 2.0), ("research and training", 5.0)]


@pytest.mark.parametrize(("reported", "status"), [("2028-10-09", Status.FORECAST), ("2028-12-31", Status.NORMAL)])
def test_a_sum_that_is_told_before_its_period_is_over_is_a_forecast(reported, status):
    (one,) = told(COMPUTE, SPENT, **{"Report date": reported})
    assert one.status is status


@pytest.mark.parametrize(("category", "plan"), [("Training", "Training"), ("Total compute", None), (None, None)])
def test_an_older_record_with_one_amount_is_read_by_its_category(category, plan):
    (one,) = told(COMPUTE, SPENT, **{"Total compute spend": None, "Amount": "9.0", "Category": category})
    assert (one.value, one.scope.plan) == (9.0, plan)


def test_an_empty_record_says_nothing():
    assert [told(table, {"Company": "xAI"}) for table in range(5)] == [[], [], [], [], []]


@pytest.mark.parametrize("written", ["27000000000-29000000000", "27000000000.0 \u2013 29000000000.0", "27e9 to 29e9"])
def test_a_range_keeps_both_its_ends(written):
    (one,) = told(
        FUNDING, RAISED, **{"Funding (equity)": None, "Valuation (post-money)": written.replace("e9", "0" * 9)}
    )
    assert (one.value, one.low, one.high) == (2.7e10, 2.7e10, 2.9e10)
