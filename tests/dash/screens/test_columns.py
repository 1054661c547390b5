"""Which columns the table shows, in which order."""

import pytest


def header(driver):
    return driver.page.splitlines()[1]


def test_columns_are_hidden_shown_and_moved(drive):
    async def walk(driver):
        assert "  entity       metric" in header(driver)
        await driver.press("C")
        assert "[x] entity" in driver.page
        await driver.press("J", "k", "space", "enter")
        assert "  entity       owner" in header(driver)
        assert "metric" not in header(driver)
        await driver.press("C", "u", "enter")
        assert "  entity       metric" in header(driver)

    drive(walk, size=(160, 40))


def test_escape_leaves_the_columns_as_they_were(drive):
    async def walk(driver):
        before = header(driver)
        await driver.press("C", "space", "J", "escape")
        assert header(driver) == before

    drive(walk, size=(160, 40))


def test_one_column_stays_whatever_is_hidden(drive):
    async def walk(driver):
        await driver.press("C")
        for _ in range(15):
            await driver.press("space", "j")
        await driver.press("enter")
        assert driver.table.headers == ["age"]
        assert "months" in driver.page

    drive(walk, size=(160, 40))


def test_each_tab_has_columns_of_its_own(drive):
    async def walk(driver):
        await driver.press("h")
        await driver.press("C", "j", "j", "space", "enter")
        assert "asked" not in header(driver)
        await driver.press("l")
        assert "  entity       metric" in header(driver)

    drive(walk, size=(160, 40))


def test_a_sign_without_a_header_goes_with_its_value(drive):
    async def walk(driver):
        await driver.press("C")
        await driver.press(*["j"] * 4, *["K"] * 4, "enter")
        assert driver.table.headers[:2] == ["value", "status"]

    drive(walk, size=(160, 40))


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
def test_the_choice_has_room_on_a_small_screen(drive, size):
    async def walk(driver):
        await driver.press("C", *["j"] * 14)
        assert "[x] age" in driver.page
        assert "escape leaves" in driver.page

    drive(walk, size=size)
