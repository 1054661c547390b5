from datetime import timedelta
from threading import Event

import polars as pl

from dash import questions
from metrics.errors import StoreUnreadable

UNREADABLE = StoreUnreadable("the store at /nowhere [b] is damaged. Run `aimarket store verify`")


def test_a_store_that_cannot_be_read_is_a_picture_with_what_to_do_and_no_exit(drive, held):
    held.answers[questions.Figures] = UNREADABLE

    async def walk(driver):
        assert "this could not be read" in driver.page
        assert "/nowhere [b] is damaged" in driver.page
        assert "aimarket doctor" in driver.page
        await driver.press("j", "enter", "s", "c", "y", "o", "e", "escape", "h")
        assert "github" in driver.page

    assert drive(walk).return_code is None


def test_an_error_that_nobody_foresaw_is_shown_and_reported_and_no_exit(drive, held, home):
    held.answers[questions.Behind] = ZeroDivisionError("[b]")

    async def walk(driver):
        await driver.rest()
        assert "unexpected ZeroDivisionError: [b]" in driver.page.replace("\n", " ")
        await driver.press("j")
        assert driver.table.cursor == 1

    drive(walk, size=(200, 50))
    assert list(home.rglob("crash-*.txt"))


def test_an_empty_store_says_what_brings_figures(drive, held, market):
    held.answers[questions.Figures] = market.head(0)

    async def walk(driver):
        assert "no figure is held here yet" in driver.page
        assert "aimarket collect" in driver.page
        assert "could not be read" not in driver.page
        await driver.press("j", "G", "space", "enter", "s", "y", "o", "e")

    drive(walk)


def test_while_the_store_is_read_the_picture_is_another_one_and_keys_are_obeyed(drive, held):
    gate, whole = Event(), held.answer

    def slowly(question):
        assert gate.wait(30)
        return whole(question)

    held.answer = slowly

    async def walk(driver):
        assert "reading the store" in driver.page
        await driver.glance("j", "l", "h", "s", "c", "enter", "y", "question_mark")
        assert "a day later" in driver.page
        await driver.glance("escape")
        assert "reading the store" in driver.page
        gate.set()
        await driver.settle()
        assert "~119 M" in driver.page

    drive(walk, size=(80, 24), waiting=False)


def test_a_failure_after_figures_were_read_keeps_them_and_says_so(drive, held):
    async def walk(driver):
        held.answers[questions.Figures] = UNREADABLE
        held.number += 1
        driver.app.watch_store()
        await driver.settle()
        assert "could not be read again" in driver.page
        assert "~119 M" in driver.page

    drive(walk, size=(160, 24))


def test_what_another_process_stored_appears_and_moves_nothing(drive, held, market):
    async def walk(driver):
        await driver.press("G")
        before = driver.table.key
        new = market.filter(pl.col("entity") == "chatgpt").with_columns(
            entity=pl.lit("kimi"), entity_name=pl.lit("Kimi")
        )
        held.answers[questions.Figures] = pl.concat([new, market])
        held.number += 1
        driver.app.watch_store()
        await driver.settle()
        assert "Kimi" in driver.page
        assert "4 figures" in driver.page
        assert driver.table.key == before
        assert driver.table.cursor == 3

    drive(walk)


def test_at_midnight_the_figures_are_asked_for_again_and_everything_is_a_day_older(drive, held, market):
    async def walk(driver):
        await driver.press("G")
        before = driver.table.key
        held.answers[questions.Figures] = market.with_columns(age_days=pl.col("age_days") + 500)
        held.day += timedelta(days=1)
        driver.app.watch_store()
        await driver.settle()
        assert driver.table.look.today == held.day
        assert driver.table.frame["age_days"].max() > 1_000
        assert driver.table.key == before

    drive(walk)


def test_marks_survive_what_another_process_stored(drive, held, market):
    async def walk(driver):
        await driver.press("space")
        held.number += 1
        driver.app.watch_store()
        await driver.settle()
        assert "1 marked" in driver.page

    drive(walk)


def test_foreign_words_are_literal_on_every_screen(drive, held, market):
    async def walk(driver):
        await driver.press("l", "l", "l", "l")
        driver.table.point(1)
        await driver.settle()
        assert driver.table.key == ("hostile", "annualized_revenue")
        seen = [driver.page]
        await driver.rest()
        seen.append(driver.page)
        await driver.press("space", "k", "space", "c")
        seen.append(driver.page)
        await driver.press("escape", "G", "enter")
        seen.append(driver.page)
        await driver.press("escape", "y")
        seen.append(driver.page)
        for key, inner in (("a", "n"), ("m", "j"), ("O", "b")):
            await driver.press(key)
            seen.append(driver.page)
            await driver.press(inner)
            seen.append(driver.page)
            await driver.press("escape")
        assert "[/b]" in "".join(seen)
        for shown in seen:
            assert "\x1b" not in shown
            assert "\u202e" not in shown
            assert "\x07" not in shown
        await driver.press("ctrl+p")
        driver.app.screen.query_one("CommandInput").value = "annualized"
        await driver.pilot.pause(0.5)
        assert "\x1b" not in driver.page
        await driver.press("escape")

    drive(walk, size=(160, 45))


def test_an_unknown_theme_is_told_and_a_known_one_taken(drive):
    async def walk(driver):
        assert "there is no theme nowhere" in driver.said

    drive(walk, theme="nowhere")

    async def light(driver):
        assert driver.app.theme == "textual-light"

    drive(light, theme="textual-light")


def test_without_colour_cursor_and_marks_are_signs(drive, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")

    async def walk(driver):
        await driver.press("space")
        assert "▌ DeepSeek" in driver.page
        assert " ◆ChatGPT" in driver.page

    drive(walk, theme="ansi-dark")


def test_in_ascii_nothing_but_ascii_is_drawn(drive, market, held):
    held.answers[questions.Figures] = market.filter(pl.col("entity") != "doubao")

    async def walk(driver):
        await driver.press("space")
        assert "> DeepSeek" in driver.page
        body = "\n".join(line for line in driver.page.splitlines()[:12])
        assert body.isascii(), [char for char in body if not char.isascii()]

    drive(walk, charset="ascii", size=(100, 40))
