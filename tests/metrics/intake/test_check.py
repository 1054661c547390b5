"""What each column may hold, and what a cell that holds something else is told."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.errors import BadRow
from metrics.intake import NAMED, OPTIONAL
from metrics.literal import FORBIDDEN

FIELDS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["deepseek", "daily_active_users", "22150000", "users", "2025-01-31", "https://example.org/a",
                     "2025", "-1", "1e5", '"', ",", "\n", "USD"]),
)  # fmt: skip


@pytest.mark.parametrize("name", ["DeepSeek", "deep-seek", "深度求索", " deepseek "])
def test_an_entity_goes_by_id_name_or_alias(catalog, one, name):
    found = one(entity=name, metric="DAU").observations
    assert found["metric"].to_list() == ["daily_active_users"]
    assert catalog.entities[found["entity"][0]].name.startswith("DeepSeek")


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("2025", (dt.date(2025, 1, 1), dt.date(2025, 12, 31), "year")),
        ("2024-02", (dt.date(2024, 2, 1), dt.date(2024, 2, 29), "month")),
        ("2025-Q3", (dt.date(2025, 7, 1), dt.date(2025, 9, 30), "quarter")),
        ("2025-01-31", (dt.date(2025, 1, 31), dt.date(2025, 1, 31), "day")),
    ],
)
def test_a_start_is_the_first_day_and_an_end_the_last(one, written, period):
    row = one(start=written, end=written).observations.row(0, named=True)
    assert (row["start"], row["end"], row["precision"]) == period


def test_the_coarser_of_two_dates_is_the_precision_unless_a_coarser_one_is_named(one, fault):
    assert one(start="2025-01", end="2025-01-31").observations["precision"].item() == "month"
    week = {"start": "2025-02-03", "end": "2025-02-09", "precision": "week"}
    assert one(**week).observations["precision"].item() == "week"
    assert fault(start="2025-01", end="2025-01", precision="day").column == "precision"


def test_one_end_of_a_period_is_enough(one):
    row = one(start="2025-01", end="").observations.row(0, named=True)
    assert (row["start"], row["end"], row["precision"]) == (dt.date(2025, 1, 1), None, "month")
    row = one(start="", end="2025-01").observations.row(0, named=True)
    assert (row["start"], row["end"]) == (None, dt.date(2025, 1, 31))


@pytest.mark.parametrize(
    ("written", "stated_on"),
    [("2025-02", dt.date(2025, 2, 28)), ("2024", dt.date(2024, 12, 31)), ("2026", dt.date(2026, 11, 24)), ("2026-11", dt.date(2026, 11, 24)),
     ("2027-01-01", dt.date(2027, 1, 1)), ("", None)],
)  # fmt: skip
def test_what_was_said_in_a_month_is_known_at_its_end_or_when_it_was_read(one, written, stated_on):
    assert one(stated_on=written).observations["stated_on"].item() == stated_on


@pytest.mark.parametrize(
    ("written", "kept"), [(">=", "≥"), ("<=", "≤"), ("", "="), (">", ">"), ("~", "~"), ("≥", "≥"), ("'=", "=")]
)
def test_comparators_may_be_ascii(one, written, kept):
    assert one(comparator=written).observations["comparator"].item() == kept


@pytest.mark.parametrize(
    ("written", "value"),
    [("22150000", 22_150_000.0), ("2.215e7", 22_150_000.0), ("22150000.0", 22_150_000.0), ("+5", 5.0), (".5", 0.5),
     ("-0", 0.0), ("1E3", 1000.0), (" 7 ", 7.0)],
)  # fmt: skip
def test_numbers_are_plain_decimals(one, written, value):
    found = one(value=written).observations["value"].item()
    assert (found, str(found)) == (value, str(value))


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "is missing"),
        ("  ", "is missing"),
        ("NaN", "no number"),
        ("inf", "no number"),
        ("-Infinity", "no number"),
        ("1e999", "too large"),
        ("22,150,000", "as in 22150000"),
        ("22 150 000", "as in 22150000"),
        ("22.150.000", "as in 22150000"),
        ("22,15", "as in 22.15"),
        ("22 M", "in full"),
        ("0x10", "in full"),
        ("-1", "negative"),
        ("１２", "in full"),
    ],
)
def test_what_is_no_finite_number_is_refused_with_what_to_write(fault, written, reason):
    bad = fault(value=written)
    assert (bad.line, bad.column) == (2, "value")
    assert reason in bad.reason


@pytest.mark.parametrize(
    ("fields", "column", "reason"),
    [
        ({"entity": "depseek"}, "entity", "deepseek"),
        ({"entity": "Douban"}, "entity", "misspelling of Doubao"),
        ({"entity": ""}, "entity", "missing"),
        ({"metric": "dialy_active_users"}, "metric", "daily_active_users"),
        ({"metric": ""}, "metric", "missing"),
        ({"unit": ""}, "unit", "missing"),
        ({"unit": "USD"}, "unit", "not counted in 'USD'"),
        ({"unit": "millions"}, "unit", "not counted in"),
        ({"metric": "revenue", "unit": ""}, "unit", "ISO 4217"),
        ({"metric": "revenue", "unit": "$"}, "unit", "ISO 4217"),
        ({"metric": "revenue", "unit": "users"}, "unit", "ISO 4217"),
        ({"metric": "revenue", "unit": "XXX"}, "unit", "ISO 4217"),
        ({"comparator": "≠"}, "comparator", "none of"),
        ({"span": "average"}, "span", "none of point, mean"),
        ({"status": "Z"}, "status", "none of A"),
        ({"basis": "guess"}, "basis", "none of"),
        ({"kind": "rumour"}, "kind", "none of company"),
        ({"start": "2025-02-30", "end": ""}, "start", "calendar"),
        ({"start": "", "end": "2025-13"}, "end", "calendar"),
        ({"start": "", "end": "31/01/2025"}, "end", "YYYY-MM-DD"),
        ({"stated_on": "yesterday"}, "stated_on", "YYYY-MM-DD"),
        ({"published_on": "2025-00"}, "published_on", "calendar"),
        ({"start": "2025-02", "end": "2025-01"}, "end", "before the start"),
        ({"url": "ftp://example.org/a"}, "url", "http"),
        ({"url": "javascript:alert(1)"}, "url", "http"),
        ({"url": "https://"}, "url", "http"),
        ({"url": "https://example.org/a b"}, "url", "http"),
        ({"url": "https://example.org/\x1b[31m"}, "url", "␛"),
        ({"low": "-1"}, "low", "negative"),
        ({"low": "nan"}, "low", "no number"),
        ({"low": "5", "high": "4"}, "high", "less than low"),
        ({"digits": "0"}, "digits", "whole number"),
        ({"digits": "2.5"}, "digits", "whole number"),
        ({"quote_start": "5", "quote_end": "2"}, "quote_end", "after quote_start"),
        ({"quote_start": "5"}, "quote_end", "after quote_start"),
        ({"quote_start": "0", "quote_end": "2"}, "quote", "as long as"),
        ({"confidence": "1.5"}, "confidence", "between"),
        ({"retrieved_at": "noon"}, "retrieved_at", "no time"),
        ({"scope": '{"city": "Paris"}'}, "scope", "geo, platform, plan"),
        ({"scope": '{"geo": 1}'}, "scope", "geo, platform, plan"),
        ({"scope": "{broken"}, "scope", "JSON"),
        ({"scope": "web", "platform": "app"}, "platform", "scope"),
        ({"quote": "a\0b"}, "quote", "NUL"),
        ({"title": "\0"}, "title", "NUL"),
    ],
)
def test_a_bad_cell_is_named_with_line_column_and_reason(fault, fields, column, reason):
    bad = fault(**fields)
    assert (bad.line, bad.column) == (2, column)
    assert reason in bad.reason


def test_nul_in_a_name_is_refused_although_names_forgive_much(one):
    assert BadRow(2, "entity", "holds NUL") in one(entity="deep\0seek").bad


def test_other_control_characters_are_kept_as_data_and_shown_harmlessly(one, fault):
    hostile = "\x1b[31m=1+1 [red]\u202e"
    assert one(quote=hostile).observations["quote"].item() == hostile
    bad = fault(span=hostile)
    assert "\x1b" not in bad.reason
    assert "\u202e" not in bad.reason


def test_every_bad_cell_of_every_row_is_reported_and_the_good_rows_are_kept(take, csv_of, good):
    text = csv_of(good, good | {"value": "x", "unit": ""}, good | {"value": "1"}, good | {"entity": "nobody at all"})
    intake = take(text)
    assert [(bad.line, bad.column) for bad in intake.bad] == [(3, "value"), (3, "unit"), (5, "entity")]
    assert (intake.rows, intake.rejected, intake.observations.height) == (4, 2, 2)


@pytest.mark.parametrize("unit", ["USD", "usd", "CNY"])
def test_money_keeps_its_currency(one, unit):
    found = one(entity="OpenAI", metric="revenue", unit=unit).observations
    assert found["unit"].to_list() == [unit.upper()]


def test_a_synonym_of_a_unit_becomes_the_metrics_own_word(one):
    assert one(unit="People").observations["unit"].item() == "users"
    score = {"entity": "deepseek", "metric": "benchmark_score", "value": "-3"}
    assert one(**score, unit="elo").observations["unit"].item() == "elo"


@pytest.mark.parametrize(
    ("fields", "scope"),
    [
        ({"scope": '{"geo": "CN", "platform": "app"}'}, {"geo": "CN", "platform": "app", "plan": None}),
        ({"scope": "app only, web excluded"}, {"geo": None, "platform": "app only, web excluded", "plan": None}),
        ({"geo": "CN", "plan": "paid"}, {"geo": "CN", "platform": None, "plan": "paid"}),
        ({"scope": '{"geo": "CN"}', "platform": "web"}, {"geo": "CN", "platform": "web", "plan": None}),
    ],
)
def test_a_scope_is_an_object_columns_or_a_word_for_the_platform(one, fields, scope):
    assert one(**fields).observations["scope"].item() == scope


def test_evidence_is_kept_to_the_character(one):
    quote = '  Il dit:\n"22,15 millions", et c\'est tout. '
    evidence = {"quote": quote, "quote_start": "10", "quote_end": str(10 + len(quote)), "as_written": "22,15 millions",
                "attribution": "selon AICPB", "pointer": "/a/0", "method": "reader/2", "confidence": "0.5",
                "retrieved_at": "2025-03-01T10:00:00+02:00", "digits": "4"}  # fmt: skip
    row = one(**evidence).observations.row(0, named=True)
    assert row["quote"] == quote
    assert (row["quote_start"], row["quote_end"], row["digits"]) == (10, 10 + len(quote), 4)
    assert (row["attribution"], row["pointer"], row["method"]) == ("selon AICPB", "/a/0", "reader/2")
    assert (row["confidence"], row["retrieved_at"]) == (0.5, dt.datetime(2025, 3, 1, 8, tzinfo=dt.UTC))


def test_every_unknown_name_is_refused_even_when_there_are_many(take, csv_of, good):
    rows = [good | {"entity": f"nobody {n}", "metric": f"nothing {n}"} for n in range(300)]
    intake = take(csv_of(*rows, good | {"metric": "DAU"}))
    assert (intake.rejected, intake.observations.height) == (300, 1)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.dictionaries(st.sampled_from([*NAMED, *OPTIONAL]), FIELDS, max_size=6), max_size=4))
def test_any_cells_are_either_kept_or_named(take, csv_of, good, rows):
    columns = (*NAMED, *OPTIONAL)
    content = csv_of(*(good | row for row in rows), columns=columns)
    intake = take(content)
    assert intake.rows == len(rows)
    assert intake.observations.height <= intake.rows - intake.rejected
    assert (intake.observations.height == 0) == (intake.rows == intake.rejected)
    assert intake.observations.null_count()["value"].item() == 0


@pytest.mark.parametrize("char", [" ", "\u202e", "\u009b", "\x1b", "\x7f", "\u2067", "\u061c", "\u3000"])
def test_an_address_with_a_character_that_acts_is_refused_and_shown_harmless(fault, char):
    for url in (f"https://example.org/a{char}b", f"https://exa{char}mple.org/"):
        bad = fault(url=url)
        assert bad.column == "url"
        assert "no http or https address" in bad.reason
        assert not set(bad.reason) & set(FORBIDDEN)


@pytest.mark.parametrize(
    "url", ["http://:80/", "http://@/x", "http://a:99999/", "http://[::1/", "http://", "http:///a", "https:/a", "//a/b"]
)
def test_an_address_without_a_host_is_refused(fault, url):
    assert fault(url=url).column == "url"


@pytest.mark.parametrize(
    "url", ["https://example.org/été?q=数据#a", "HTTPS://EXAMPLE.ORG", "http://[::1]:80/a%20b", "http://a:b@c:65535?x"]
)
def test_an_address_in_any_script_is_kept(one, url):
    assert one(url=url).documents["url"].item() == url


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"metric": "market_share", "unit": "percent", "value": "250"}, "250 is outside what market_share can be"),
        ({"metric": "users", "unit": "users", "value": "99000000000"}, "from 0 to 8,000,000,000"),
        ({"high": "99000000000"}, "99,000,000,000 is outside"),
    ],
)
def test_what_a_metric_can_hardly_be_is_kept_and_named(one, fields, words):
    intake = one(**fields)
    assert (intake.observations.height, intake.bad) == (1, [])
    (doubt,) = intake.doubtful
    assert (doubt.line, doubt.column) == (2, "high" if "high" in fields else "value")
    assert words in doubt.reason


def test_a_plausible_row_and_a_bad_one_raise_no_doubt(one):
    assert one().doubtful == []
    assert one(metric="market_share", unit="users", value="250").doubtful == []


def test_a_key_twice_within_a_scope_is_refused(fault):
    assert "twice" in fault(scope='{"geo": "CN", "geo": "US"}').reason
