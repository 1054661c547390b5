"""The screen in its colours, held against saved SVG; ``AIMARKET_PICTURES=write pytest tests/dash/screens`` saves them anew.

Only where colour tells something or could go wrong; what stands where is held by the plain pages of ``test_pictures``.
"""

import os
from pathlib import Path
from threading import Event

import pytest

from dash import questions
from dash.messages import Underway
from dash.questions import Story
from dash.running import Running
from metrics.errors import Refused
from tests.picture import screen

PICTURES = Path(__file__).parent / "pictures"
SIZE = (80, 24)


@pytest.fixture
def seen():
    """Compare what a driver shows with the saved picture of a name; all that differ are told at the end."""
    differ = []

    def compare(name, driver):
        path, drawn = PICTURES / f"{name}.svg", screen(driver.app, keys=False)
        if os.environ.get("AIMARKET_PICTURES") == "write":
            path.write_text(drawn, encoding="utf-8")
        if path.read_text(encoding="utf-8") != drawn:
            differ.append(name)

    yield compare
    assert differ == [], "if they are to differ, save them anew: AIMARKET_PICTURES=write pytest tests/dash/screens"


WALK = {
    "market": (), "marked": ("space", "j"), "filter": ("slash", "d", "e", "e", "p"), "help": ("escape", "question_mark"),
    "columns": ("escape", "C"), "sort": ("escape", "s"), "day": ("escape", "t"), "past": ("escape", "left_square_bracket"),
    "compare": ("right_square_bracket", "c"), "figure": ("escape", "enter"), "moved": ("escape", "m"),
    "openness": ("escape", "O"), "hostile": ("escape", *"llll", "j"), "sources": ("h", "h", "h", "h", "h"),
}  # fmt: skip
"""Pictures in the order in which one comes past them, and the keys that lead there from the one before."""


def test_each_screen_in_the_dark(drive, held, comparison, seen):
    held.answers[questions.Compared] = comparison

    async def walk(driver):
        for name, keys in WALK.items():
            await driver.press(*keys)
            await driver.rest()
            seen(f"dark-{name}", driver)

    drive(walk, size=SIZE)


def test_an_article_has_its_numbers_lit(drive, seen):
    async def walk(driver):
        await driver.press("j")
        await driver.rest()
        await driver.press("a")
        seen("dark-article", driver)

    drive(walk, size=SIZE)


@pytest.mark.parametrize("theme", ["textual-light", "ansi-dark", "ansi-light"])
def test_in_other_themes(drive, seen, theme):
    async def walk(driver):
        await driver.press("space", "left_square_bracket")
        await driver.rest()
        seen(theme, driver)

    drive(walk, size=SIZE, theme=theme)


def test_without_colours(drive, seen, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")

    async def walk(driver):
        await driver.press("space", "left_square_bracket")
        await driver.rest()
        seen("no-color", driver)

    drive(walk, size=SIZE)


def test_while_it_is_read_with_and_without_last_known_figures(drive, held, market, seen):
    gate = Event()
    whole = held.answer

    def slowly(question):
        assert gate.wait(30)
        return whole(question)

    held.answer = slowly

    def named(name):
        async def walk(driver):
            await driver.settle(reading=False)
            seen(name, driver)
            gate.set()
            await driver.settle()

        return walk

    drive(named("loading"), size=SIZE, waiting=False)
    gate.clear()
    drive(named("last-known"), size=SIZE, waiting=False, recalled={questions.Figures(): market})


def test_where_it_fails_and_where_it_is_refused(drive, held, market, seen):
    async def failed(driver):
        seen("failed", driver)

    async def refused(driver):
        await driver.press("space", "space", "c")
        seen("refused", driver)

    drive(refused, size=SIZE)
    held.answers[questions.Figures] = None
    drive(failed, size=SIZE)
    assert isinstance(held.answers[questions.Behind], Story)
    assert isinstance(held.answers[questions.Compared], Refused)


def test_while_sources_are_asked(drive, seen):
    running = {
        "github": Running("github", "asked 3 of 9", done=3, expected=9),
        "gdelt": Running("gdelt", "failed: [b]gone[/b]", ended=True, trouble=("404: [b]gone[/b]",)),
    }

    async def walk(driver):
        await driver.press("h")
        driver.app.screen.post_message(Underway(running))
        await driver.rest()
        seen("collecting", driver)

    drive(walk, size=SIZE)
