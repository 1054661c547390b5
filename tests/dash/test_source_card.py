import polars as pl
from rich.console import Console

from dash.source_card import source_card
from tests.dash.conftest import HOSTILE

ROW = {"name": "github", "enabled": True, "base_url": "https://api.github.com", "every": "1d", "_quota": "60 requests an hour",
       "_licence": "MIT", "_attribution": "name it", "_now": None, "_trouble": None}  # fmt: skip
RUN = {"requests": 9, "added": 1200, "unchanged": 3, "failed": 1}


def drawn(row, runs, look, width=60):
    console = Console(width=width, color_system=None)
    with console.capture() as captured:
        console.print(source_card(row, runs, look))
    return captured.get()


def runs(now, error):
    return pl.DataFrame([RUN | {"started_at": now, "ended_at": now, "error": error}])


def test_it_tells_what_a_source_is_and_grants_and_wants_told(look):
    told = drawn(ROW, None, look)
    for words in ("github", "https://api.github.com", "asked every: 1d", "60 requests an hour", "MIT", "name it"):
        assert words in told
    assert "Last runs" not in told


def test_the_last_runs_are_listed_and_each_error_of_the_latest_has_a_line(look):
    from datetime import UTC, datetime

    told = drawn(ROW, runs(datetime(2026, 11, 23, 6, 30, tzinfo=UTC), "a: 404; b: 410"), look)
    assert "2026-11-23 06:30" in told
    assert "1200" in told
    assert "  a: 404\n" in told
    assert "  b: 410\n" in told


def test_one_that_was_never_asked_says_which_key_asks_it(look):
    assert "r asks it now" in drawn(ROW, pl.DataFrame(schema={"error": pl.String}), look)


def test_one_that_is_switched_off_says_how_to_switch_it_on(look):
    assert "aimarket config set sources.github.enabled true" in drawn(ROW | {"enabled": False}, None, look, width=90)


def test_foreign_words_are_literal(look):
    row = ROW | {"base_url": HOSTILE, "_quota": HOSTILE, "_now": HOSTILE, "_trouble": f"{HOSTILE}\n{HOSTILE}"}
    told = drawn(row, None, look)
    assert told.count("Mistral [red]AI[/]") == 5
    assert "\x1b" not in told
    assert "\u202e" not in told
