"""What the screen remembers from one run to the next, and what it shows before it has read anything."""

from datetime import date
from threading import Event

import polars as pl
import pytest

from dash import questions
from dash.state import Kept
from metrics.errors import ConfigError


@pytest.fixture
def again(drive, tmp_path):
    """Run a walk over the app with the state of the run before."""
    path = tmp_path / "screen.json"

    def run(walk, **options):
        return drive(walk, kept=Kept.at("/store", path), **options)

    run.path = path
    return run


def test_tab_order_columns_and_marks_are_as_they_were_left(again):
    async def first(driver):
        await driver.press("space", "s", "enter", "C", "j", "space", "enter", "h")
        assert "[Sources]" in driver.page

    async def second(driver):
        assert "[Sources]" in driver.page
        await driver.press("l")
        assert driver.table.frame["entity_name"].to_list() == ["ChatGPT", "DeepSeek", "Doubao 豆包"]
        assert "by entity" in driver.page
        assert "1 marked" in driver.page
        assert list(driver.table.marks) == [("chatgpt", "daily_active_users")]
        assert "  entity       owner" in driver.page

    again(first)
    again(second)


def test_a_mark_that_was_taken_away_stays_away(again):
    async def first(driver):
        await driver.press("space", "k", "space")

    async def second(driver):
        assert driver.table.marks == {}

    again(first)
    again(second)


def test_marks_come_back_after_a_look_at_another_tab(again):
    async def walk(driver):
        await driver.press("space", "h", "l")
        assert list(driver.table.marks) == [("chatgpt", "daily_active_users")]

    again(walk)


def test_place_and_size_of_the_preview_are_as_they_were_left(again):
    async def first(driver):
        await driver.press("P", "P", "plus", "plus")

    async def second(driver):
        assert driver.preview.region.x == 0
        assert driver.preview.region.height > driver.table.region.height
        await driver.press("p")

    async def third(driver):
        assert not driver.preview.region.area

    for walk in (first, second, third):
        again(walk, size=(160, 45))


def test_a_broken_file_is_told_and_kept_aside(again):
    again.path.write_text("{broken", encoding="utf-8")

    async def walk(driver):
        assert "screen.json.broken" in driver.said
        assert "[Users]" in driver.page

    again(walk)
    assert again.path.with_name("screen.json.broken").exists()


def test_a_state_that_cannot_be_written_is_told_once(again):
    again.path.mkdir()

    async def walk(driver):
        await driver.press("l")
        driver.app.remember()
        driver.app.remember()
        await driver.settle()
        assert driver.said.count("could not be saved") == 1

    again(walk)


def test_a_theme_that_is_chosen_is_kept_in_the_settings(drive):
    chosen = []

    async def walk(driver):
        driver.app.theme = "textual-light"
        await driver.settle()

    drive(walk, theme="textual-dark", keep_theme=chosen.append)
    assert chosen == ["textual-light"]


def test_a_theme_that_cannot_be_kept_is_told(drive):
    def refuse(name):
        raise ConfigError(f"{name} cannot be written")

    async def walk(driver):
        driver.app.theme = "textual-light"
        await driver.settle()
        assert "the theme lasts until you leave: textual-light cannot be written" in driver.said

    drive(walk, keep_theme=refuse)


def test_the_rows_of_the_last_run_are_painted_before_the_store_is_read_and_marked_as_such(drive, held, market):
    gate, whole = Event(), held.answer

    def slowly(question):
        assert gate.wait(30)
        return whole(question)

    held.answer = slowly
    old = market.with_columns(value=pl.lit(7e6))

    async def walk(driver):
        assert "~7 M" in driver.page
        assert "last known, loading" in driver.page
        await driver.glance("j", "s", "escape")
        assert driver.table.key == ("deepseek", "daily_active_users")
        gate.set()
        await driver.settle()
        assert "~119 M" in driver.page
        assert "last known" not in driver.page
        assert driver.table.key == ("deepseek", "daily_active_users")

    drive(walk, waiting=False, recalled={questions.Figures(): old})


def test_where_the_store_cannot_be_read_the_last_known_rows_stay_and_the_reason_is_told(drive, held, market):
    held.answers[questions.Figures] = None

    async def walk(driver):
        assert "~119 M" in driver.page
        assert "could not be read again: the store at /nowhere [b] is damaged" in driver.page

    drive(walk, recalled={questions.Figures(): market}, size=(160, 24))


def test_marks_outlast_a_look_at_a_day_without_their_figures(again, held, market):
    held.answers[questions.Figures(date(2026, 1, 9))] = market.filter(pl.col("entity") != "chatgpt")
    held.answers[questions.Figures()] = market

    async def walk(driver):
        await driver.press("space", "h", "left_square_bracket", "l")
        assert "as published on 2026-01-09" in driver.page
        assert driver.table.marks == {}
        await driver.press("space")
        assert list(driver.table.marks) == [("deepseek", "daily_active_users")]
        await driver.press("right_square_bracket")
        assert set(driver.table.marks) == {("chatgpt", "daily_active_users"), ("deepseek", "daily_active_users")}

    async def second(driver):
        assert len(driver.table.marks) == 2

    again(walk)
    again(second)
