"""The rules that check a claim against others, each with the real case that calls for it; facts of the public record."""

import polars as pl
import pytest

from metrics.ledger import checks

SAYS = {"entity": "chatgpt", "basis": "disclosed"}
WAU, MAU = {"metric": "weekly_active_users"}, {"metric": "monthly_active_users"}


def test_r2_order(caught):
    paper = SAYS | WAU | {"period": "2024-03-20", "value": 125e6, "origin": "OpenAI", "stated_on": "2025-09-14"}
    seen = (
        SAYS
        | MAU
        | {
            "period": "2024-03",
            "value": 100e6,
            "digits": 1,
            "comparator": "~",
            "origin": "NYT",
            "basis": "leaked",
            "status": "U",
        }
    )
    assert caught(paper, seen) == [("order", 100e6, 125e6)]

    exhibit = (
        SAYS
        | MAU
        | {"period": "2025-03", "value": 600e6, "digits": 1, "comparator": "~", "origin": "Google", "basis": "court"}
    )
    stage = SAYS | WAU | {"period": "2025-04-11", "value": 800e6, "digits": 1, "origin": "OpenAI", "basis": "unstated"}
    assert caught(exhibit, stage) == [("order", 800e6, 600e6)]

    everywhere = {
        "metric": "daily_active_users",
        "period": "2025-01",
        "value": 40e6,
        "digits": 1,
        "scope": "all platforms",
        "origin": "Research",
    }
    app = MAU | {"period": "2025-01", "value": 33.7e6, "scope": "app", "origin": "AICPB", "basis": "panel"}
    assert caught(everywhere, app) == []


def test_r3_stickiness(caught):
    panel = {"period": "2025-01", "origin": "AICPB", "basis": "panel", "scope": "app"}
    month = MAU | panel | {"value": 33.7e6}
    mean = panel | {"value": 22.2e6, "span": "mean"}
    assert caught(month, mean) == [("stickiness", 22.2e6, 33.7e6)]
    assert caught(month, mean | {"period": "2025-01-31", "span": "point"}) == []
    for entity, daily, monthly in (("chatgpt", 53.2e6, 346e6), ("doubao", 16.95e6, 78.6e6)):
        assert caught(month | {"entity": entity, "value": monthly}, mean | {"entity": entity, "value": daily}) == []


def test_r4_part_over_whole(caught):
    consumer = (
        SAYS
        | WAU
        | {
            "period": "2025-07-15",
            "value": 770e6,
            "digits": 2,
            "scope": "consumer plans",
            "stated_on": "2025-09-14",
            "origin": "OpenAI",
        }
    )
    everybody = (
        SAYS
        | WAU
        | {
            "period": "2025-08-04",
            "value": 700e6,
            "digits": 1,
            "scope": "all plans",
            "stated_on": "2025-08-04",
            "origin": "OpenAI",
        }
    )
    assert caught(consumer, everybody) == [("part_over_whole", 770e6, 700e6)]
    assert caught(consumer | {"value": 690e6}, everybody) == []
    assert caught(consumer | {"scope": "app"}, everybody | {"scope": "web"}) == []


def test_r5_label_against_row(caught):
    row = (
        SAYS
        | WAU
        | {
            "period": "2025-07-15",
            "value": 770e6,
            "document_kind": "database",
            "title": "ChatGPT 700M WAU",
            "origin": "OpenAI",
        }
    )
    assert caught(row) == [("label", 770e6, None)]
    assert caught(row | {"value": 700e6}) == []
    tokens = {
        "metric": "tokens_daily",
        "unit": "tokens",
        "document_kind": "database",
        "title": "Dec 2024 tokens",
        "value": 5e12,
        "origin": "Google",
    }
    assert caught(tokens | {"period": "2025-06-30"}) == [("label", 5e12, None)]
    assert caught(tokens | {"period": "2024-12"}) == []


def test_r6_date_in_address_against_row(caught):
    row = {
        "metric": "monthly_visits",
        "unit": "visits",
        "value": 10e6,
        "period": "2024-12",
        "origin": "Panel",
        "url": "https://news.example/2024/12/23/meta-ai",
    }
    assert caught(row | {"stated_on": "2025-12-23"}) == [("url_date", 10e6, None)]
    assert caught(row | {"stated_on": "2024-12-23"}) == []
    assert caught(row | {"stated_on": "2024-12-20"}) == []


def test_r7_sum_of_parts(caught):
    day = {
        "unit": "tokens",
        "origin": "DeepSeek",
        "basis": "disclosed",
        "start": "2025-02-27",
        "end": "2025-02-28",
        "origin_seen": True,
    }
    parts = [
        day | {"metric": "tokens_input_daily", "value": 608e9},
        day | {"metric": "tokens_output_daily", "value": 168e9},
    ]
    whole = day | {"metric": "tokens_daily", "start": "2025-02-28", "origin_seen": False}
    assert caught(*parts, whole | {"value": 788e9})[0][:2] == ("sum_of_parts", 788e9)
    assert caught(*parts, whole | {"value": 776e9}) == []


def test_r8_magnitude_jump(caught):
    daily = {"entity": "gemini", "metric": "daily_active_users", "period": "2025-03", "origin": "Google"}
    exhibit = daily | {"value": 9e6, "digits": 1, "basis": "court"}
    assert caught(exhibit, daily | {"value": 9.0, "digits": 1, "tellings": 4}) == [("jump", 9.0, 9e6)]
    slide = WAU | {"entity": "copilot", "origin": "Microsoft", "period": "2025-04", "value": 20e6, "basis": "disclosed"}
    assert caught(slide, slide | {"value": 2000.0, "period": "2024-12", "basis": "unstated"}) == [
        ("jump", 2000.0, 20e6)
    ]


def test_r9_release_day_is_no_measuring_day(caught, claims_of, tellings_of, registry):
    article = {"value": 22.2e6, "period": "2025-01-11", "stated_on": "2025-02-15"}
    assert caught(article) == [("release_day", 22.2e6, None)]
    assert caught(article | {"period": "2025-01-31"}) == []
    assert caught(article | {"metric": "app_downloads", "unit": "downloads"}) == []

    claims = claims_of({"value": 22.15e6, "period": "2025-01-31", "origin": "AICPB"})
    tellings = tellings_of(article | {"claim": "c000", "observation": "told"})
    found = checks.run(tellings, claims, registry)
    assert found["against"].to_list() == ["o000"]
    assert found["message"].to_list() == [
        "11 Jan 2025 is the release day of DeepSeek, hardly the day measured; AICPB dates it 31 Jan 2025"
    ]


def test_r16_break_in_level(caught):
    visits = {"metric": "market_share", "unit": "percent", "origin": "Panel", "basis": "panel"}
    levels = [100.0, 98.0, 101.0, 50.0, 49.0, 51.0]
    rows = [visits | {"period": f"2015-{month:02}", "value": level / 2} for month, level in enumerate(levels, start=1)]
    assert caught(*rows) == [("break", 25.0, 50.5)]
    growing = [visits | {"period": f"2015-{month:02}", "value": 2.0**month} for month in range(1, 7)]
    assert caught(*growing) == []


def test_r19_unattributed_and_out_of_line(caught):
    hub = {"entity": "qwen", "metric": "model_downloads", "unit": "downloads", "span": "cumulative"}
    team = hub | {
        "start": None,
        "end": "2026-01-31",
        "precision": "month",
        "value": 700e6,
        "digits": 1,
        "origin": "Qwen",
        "basis": "disclosed",
    }
    blog = hub | {
        "start": None,
        "end": "2025-12-31",
        "precision": "month",
        "value": 40e6,
        "digits": 1,
        "comparator": "~",
        "status": "U",
    }
    assert caught(team, blog) == [("outlier", 40e6, 700e6)]
    assert caught(team, blog | {"comparator": ">"}) == []
    assert caught(team, blog | {"origin": "Somebody"}) == []


@pytest.fixture
def edited(claims_of, tellings_of, registry):
    """Let a page say one value in February and another in March; gives the findings."""

    def run(page, first=22.2e6, second=30e6):
        tellings = tellings_of(page | {"value": first, "superseded": True}, page | {"value": second})
        february, march = (pl.datetime(2025, month, 1, time_zone="UTC") for month in (2, 3))
        tellings = tellings.with_columns(recorded_at=pl.when("superseded").then(february).otherwise(march))
        return checks.run(tellings, claims_of(page | {"value": second}), registry)

    return run


PAGE = {"period": "2025-01-31", "url": "https://news.example/users"}


def test_r20_silent_edit(edited):
    found = edited(PAGE)
    assert found.select("observation", "kind", "against").rows() == [("o001", "silent_edit", "o000")]
    assert found["message"].to_list() == ["the page said 22.2 M when read on 1 Feb 2025, now 30 M"]


def test_r20_the_origins_own_page_edits_silently_too(edited):
    assert edited(PAGE | {"own": True})["kind"].to_list() == ["silent_edit"]


def test_r20_an_own_page_that_names_no_time_only_says_what_is_new(edited):
    timeless = {"start": None, "end": None, "url": PAGE["url"], "stated_on": "2025-03-01"}
    assert edited(timeless | {"own": True}).is_empty()
    assert edited(timeless)["kind"].to_list() == ["silent_edit"]


def test_r20_a_platform_revises_its_counts_in_the_open(edited):
    assert edited(PAGE | {"told": False, "own": True}).is_empty()


def test_r20_the_same_value_again_is_no_edit(edited):
    assert edited(PAGE, first=30e6).is_empty()
