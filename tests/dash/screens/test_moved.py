from datetime import UTC, date, datetime

import polars as pl
import pytest

from dash import questions
from dash.questions import Moved
from dash.state import Kept, State

LOOKED = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


def kept(tmp_path, looked=LOOKED):
    return Kept(tmp_path / "screen.json", "store", State(last_look=looked))


def test_m_lists_what_moved_since_the_last_look_with_what_is_behind_it(drive, held, tmp_path):
    async def walk(driver):
        await driver.press("m")
        assert Moved(LOOKED) in held.asked
        assert "What moved since 20 Nov 2026 08:30 UTC · 1 edited · 1 bent · 1 new" in driver.page
        assert "⚠ edited" in driver.page
        assert "the page said 20 M [/b]" in driver.page
        assert "“Now 25 million [b].”" in driver.page
        await driver.press("j")
        assert "the launch day" in driver.page
        await driver.press("escape")
        assert "[Users]" in driver.page

    drive(walk, kept=kept(tmp_path))


def test_what_was_seen_is_remembered_for_the_next_run_only(drive, held, tmp_path):
    state = kept(tmp_path)

    async def walk(driver):
        await driver.press("m")
        assert state.state.last_look == datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
        await driver.press("escape", "m")
        assert "3 movements" in driver.page
        assert {question for question in held.asked if isinstance(question, Moved)} == {Moved(LOOKED)}

    drive(walk, kept=state)


def test_a_movement_is_ruled_on_and_the_effect_shows_at_once(drive, held, movements):
    async def walk(driver):
        await driver.press("m")
        await driver.press("j", "d")
        held.answers[questions.Moved] = movements.with_columns(
            rank=pl.when(observation="bent-1").then(pl.lit("deprecated")).otherwise("rank")
        )
        await driver.type("the launch day")
        await driver.press("enter")
        assert held.ruled == [("bent-1", "deprecated", "the launch day")]
        assert "is now deprecated" in driver.said
        assert "deprecated" in next(line for line in driver.page.split("\n") if line.startswith("▌"))
        await driver.press("u")
        assert held.ruled[1:] == [("bent-1", None, "")]

    drive(walk, size=(120, 40))


def test_a_ruling_that_cannot_be_stored_is_told_and_no_exit(drive, held):
    from metrics.errors import UsageError

    def refuse(*told):
        raise UsageError("nothing was ruled on it [/b]")

    held.judge = refuse

    async def walk(driver):
        await driver.press("m")
        await driver.press("u")
        assert "nothing was ruled on it [/b]" in driver.said

    assert drive(walk).return_code is None


def test_filter_sort_export_and_time_travel_work_as_everywhere(drive, held, tmp_path):
    async def walk(driver):
        await driver.press("m")
        await driver.press("slash")
        await driver.type("moved:bent")
        assert driver.table.frame["observation"].to_list() == ["bent-1"]
        await driver.press("enter", "escape")
        assert driver.table.frame.height == 3
        driver.app.screen.sort_by("entity")
        await driver.settle()
        assert driver.table.frame["entity"].to_list() == ["deepseek", "doubao", "kimi"]
        await driver.press("e")
        driver.app.screen.query_one("Input").value = str(tmp_path / "moved.csv")
        await driver.press("enter")
        assert "written" in driver.said
        await driver.press("left_square_bracket")
        assert "as published on 2026-01-09" in driver.page
        assert Moved(None, date(2026, 1, 9)) in held.asked

    drive(walk)
    assert "edited" in (tmp_path / "moved.csv").read_text(encoding="utf-8")


def test_w_looks_further_back_and_refuses_what_is_no_day(drive, held):
    async def walk(driver):
        await driver.press("m")
        await driver.press("w")
        await driver.type("2025-02-01")
        await driver.press("enter")
        assert Moved(datetime(2025, 2, 1, tzinfo=UTC)) in held.asked
        assert "since 1 Feb 2025" in driver.page
        await driver.press("w", "end")
        driver.app.screen.query_one("Input").value = "x"
        await driver.press("enter")
        assert "is no day" in driver.page
        driver.app.screen.query_one("Input").value = "21 Feb 2025"
        await driver.press("enter")
        assert Moved(datetime(2025, 2, 21, tzinfo=UTC)) in held.asked

    drive(walk)


def test_enter_a_o_and_y_lead_to_figure_article_page_and_citation(drive, monkeypatch):
    addresses = []
    monkeypatch.setattr("webbrowser.open", lambda url: addresses.append(url) or True)

    async def walk(driver):
        await driver.press("m")
        await driver.press("a")
        assert type(driver.app.screen).__name__ == "ArticleScreen"
        await driver.press("escape")
        await driver.press("enter")
        assert type(driver.app.screen).__name__ == "Figure"
        await driver.press("escape")
        await driver.press("o", "y")
        assert addresses[0].startswith("https://example.org/f#:~:text=Now%2025")
        assert "Kimi [b], 25 million daily active users" in driver.app.clipboard

    drive(walk)


def test_nothing_moved_and_could_not_be_read_are_two_pictures(drive, held, movements, tmp_path):
    async def empty(driver):
        await driver.press("m")
        assert "nothing moved since 20 Nov 2026 08:30 UTC" in driver.page
        assert "w looks further back" in driver.page
        await driver.press("j", "f", "d", "u", "a", "o", "y", "enter", "s", "e", "escape")

    async def failed(driver):
        await driver.press("m")
        assert "this could not be read" in driver.page
        await driver.press("f", "u", "a", "escape")
        assert "[Users]" in driver.page

    held.answers[questions.Moved] = movements.head(0)
    drive(empty, kept=kept(tmp_path))
    held.answers[questions.Moved] = None
    drive(failed)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("0001-01-01T00:00+14:00", "is no day"),
        ("9999-12-31T23:59-14:00", "is no day"),
        ("1989-12-31", "is before 1990-01-01"),
    ],
)
def test_w_refuses_a_moment_that_cannot_be_or_before_anybody_counted(drive, held, typed, why):
    async def walk(driver):
        await driver.press("m", "w")
        driver.app.screen.query_one("Input").value = typed
        await driver.press("enter")
        assert why in driver.page
        assert {question.since for question in held.asked if isinstance(question, Moved)} == {None}

    drive(walk)


def test_w_tells_a_moment_elsewhere_in_utc(drive, held):
    async def walk(driver):
        await driver.press("m", "w")
        driver.app.screen.query_one("Input").value = "2025-02-01T01:00+02:00"
        await driver.press("enter")
        assert "since 31 Jan 2025 23:00 UTC" in driver.page

    drive(walk)


@pytest.mark.parametrize("key", ["t", "m"])
def test_t_refuses_a_day_before_anybody_counted_and_stays(drive, held, key):
    async def walk(driver):
        await driver.press(*([key, "t"] if key == "m" else "t"))
        driver.app.screen.query_one("Input").value = "0001-01-03"
        await driver.press("enter")
        assert "is before 1990-01-01" in driver.page
        await driver.press("escape", "left_curly_bracket")
        assert "as published on 2026-10-31" in driver.page

    drive(walk)
