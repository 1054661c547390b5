from datetime import date

from dash import questions
from dash.questions import Openness


def test_shares_are_grouped_and_the_definition_of_open_is_shown_and_switched(drive, held):
    async def walk(driver):
        await driver.press("O")
        assert "Shares by openness   open = open source + permissive weights" in driver.page
        assert "75 %" in driver.page
        assert "█ open   ▓ closed" in driver.page
        assert "vLLM [b]" in driver.page
        await driver.press("d")
        assert "open = open source + any open weights" in driver.page
        assert Openness("openness", "restricted") in held.asked
        await driver.press("d", "b", "b", "b")
        assert "Shares by country   open = open source only" in driver.page
        assert Openness("country", "source") in held.asked
        await driver.press("b")
        assert "Shares by openness" in driver.page
        await driver.press("escape")
        assert "[Users]" in driver.page

    drive(walk)


def test_time_travel_filter_and_copy_work_as_everywhere(drive, held):
    async def walk(driver):
        await driver.press("O")
        await driver.press("left_square_bracket")
        assert Openness(published=date(2026, 1, 9)) in held.asked
        await driver.press("slash")
        await driver.type("group:closed")
        assert driver.table.frame["group"].to_list() == ["closed"]
        await driver.press("enter", "y")
        assert driver.app.clipboard.startswith(
            "GitHub stars, closed: 25.0 % of the sum, 1 entities, 24 Nov 2026 (open: "
        )

    drive(walk)


def test_enter_leads_to_the_figure_of_one_of_the_group(drive):
    async def walk(driver):
        await driver.press("O")
        await driver.press("enter")
        assert "Open the figure of:" in driver.page
        await driver.press("enter")
        assert type(driver.app.screen).__name__ == "Figure"
        assert "vLLM [b] · GitHub stars" in driver.page

    drive(walk)


def test_an_empty_store_and_one_that_cannot_be_read_are_two_pictures(drive, held, divided):
    async def empty(driver):
        await driver.press("O")
        assert "no group is held here yet" in driver.page
        await driver.press("b", "d", "enter", "y", "s", "e", "j", "escape")

    async def failed(driver):
        await driver.press("O")
        assert "this could not be read" in driver.page

    held.answers[questions.Openness] = divided.head(0)
    drive(empty)
    held.answers[questions.Openness] = None
    drive(failed)


def test_it_fits_a_narrow_and_fills_a_wide_screen(drive):
    async def narrow(driver):
        await driver.press("O")
        assert "75 %" in driver.page
        assert max(map(len, driver.page.split("\n"))) <= 60

    async def wide(driver):
        await driver.press("O")
        assert "of it open" not in driver.page  # nothing is recorded in these rows
        assert "vLLM [b]" in driver.page.split("────")[0]

    drive(narrow, size=(60, 20))
    drive(wide, size=(200, 60))
