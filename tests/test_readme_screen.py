"""The picture of the screen in the README is the program's own: the starter figures, filtered, one of them looked behind."""

import asyncio
import os
import re

import pytest
from textual.widgets import Footer

from dash.commands.tui import built
from dash.options import Invocation
from tests.dash.screens.conftest import Driver, settle
from tests.picture import screen

SIZE = (120, 36)
FILTER = "daily -messages"
TEXT = re.compile(r'<text class="aimarket-r\d+" x="([\d.]+)"[^>]* y="([\d.]+)"[^>]*>([^<]*)</text>')


@pytest.fixture
def drawn(home, monkeypatch):
    """Draw the screen over the starter figures, at the day of the tests."""
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    app = built(Invocation())

    async def driven():
        async with app.run_test(size=SIZE) as pilot:
            driver = Driver(pilot)
            await driver.settle()
            await driver.press("slash")
            await driver.type(FILTER)
            await driver.press("enter", "G", "plus", "plus", "plus")
            await driver.rest()
            app.screen.query_one(Footer).refresh()
            await settle(pilot)
            return screen(app)

    return asyncio.run(driven())


def cells(svg):
    """Return the words of a picture by their places, without the line of the keys."""
    words = {(float(y), float(x)): text.replace("&#160;", " ") for x, y, text in TEXT.findall(svg)}
    below = max(y for y, _ in words)
    return {place: text for place, text in words.items() if place[0] < below and text.strip()}


def test_the_screen_of_the_readme_is_what_one_sees(request, drawn):
    path = request.config.rootpath / "tests" / "screen.svg"
    if os.environ.get("AIMARKET_REDRAW"):
        path.write_text(drawn, encoding="utf-8")
    told = "redraw it: AIMARKET_REDRAW=1 pytest tests/test_readme_screen.py"
    assert cells(path.read_text(encoding="utf-8")) == cells(drawn), told
    assert len(cells(drawn)) > SIZE[1]
