"""The screen as it looks, held against saved pages; ``AIMARKET_PICTURES=write pytest tests/dash/screens`` saves them anew.

Plain text: what is where is held, and no release of Textual changes a byte of it. Colours are held by ``test_colors``.
"""

import os
from pathlib import Path

import pytest

from dash import questions

PICTURES = Path(__file__).parent / "pictures"


@pytest.fixture
def seen():
    """Compare a page with the saved one of that name."""

    def compare(name, page):
        body = page.split("\n")[:-1]  # without the keys, which Textual draws when it finds the time
        path, text = PICTURES / f"{name}.txt", "".join(f"{line.rstrip()}\n" for line in body)
        if os.environ.get("AIMARKET_PICTURES") == "write":
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (160, 45)])
def test_the_market_at_each_size(drive, seen, size):
    async def walk(driver):
        await driver.press("j", "space", "k")
        await driver.rest()
        seen(f"market-{size[0]}x{size[1]}", driver.page)

    drive(walk, size=size)


def test_the_full_view(drive, seen):
    async def walk(driver):
        await driver.press("j", "enter")
        seen("figure-100x60", driver.page)

    drive(walk, size=(100, 60))


def test_the_past_in_ascii(drive, seen):
    async def walk(driver):
        await driver.press("left_curly_bracket")
        await driver.rest()
        seen("past-ascii-80x24", driver.page)

    drive(walk, size=(80, 24), charset="ascii")


def test_promises_and_sources(drive, seen):
    async def walk(driver):
        await driver.press("h")
        await driver.rest()
        seen("sources-80x24", driver.page)
        await driver.press("h")
        seen("promises-80x24", driver.page)

    drive(walk, size=(80, 24))


def test_failed_and_empty_are_two_pictures(drive, held, market, seen):
    async def failed(driver):
        seen("failed-80x24", driver.page)

    async def empty(driver):
        seen("empty-80x24", driver.page)

    held.answers[questions.Figures] = None
    drive(failed, size=(80, 24))
    held.answers[questions.Figures] = market.head(0)
    drive(empty, size=(80, 24))


@pytest.mark.parametrize(("size", "charset"), [((80, 24), "braille"), ((60, 20), "ascii")])
def test_the_article(drive, seen, size, charset):
    async def walk(driver):
        await driver.press("j")
        await driver.rest()
        await driver.press("a")
        seen(f"article-{size[0]}x{size[1]}", driver.page)

    drive(walk, size=size, charset=charset)


def test_what_moved(drive, seen):
    async def walk(driver):
        await driver.press("m")
        seen("moved-80x24", driver.page)

    drive(walk, size=(80, 24))


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
def test_open_or_closed(drive, seen, size):
    async def walk(driver):
        await driver.press("O")
        seen(f"openness-{size[0]}x{size[1]}", driver.page)

    drive(walk, size=size)
