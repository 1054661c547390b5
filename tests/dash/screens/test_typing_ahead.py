"""Keys that come faster than the screen draws: none of them is lost, and none does what it was not meant for."""

from textual import events

from tests.dash.screens.conftest import CHARACTERS, NAMES


async def burst(driver, *keys):
    """Send keys in one go, as a terminal does that was busy."""
    for key in keys:
        event = events.Key(key, key if len(key) == 1 else CHARACTERS.get(key))
        event.set_sender(driver.app)
        driver.app._driver.send_message(event)
    await driver.settle()


def test_what_is_typed_in_one_go_with_the_slash_is_the_filter(drive):
    async def walk(driver):
        await burst(driver, "j", "slash", *"deepseek")
        assert driver.app.screen.query_one("#filter").value == "deepseek"
        assert driver.table.frame["entity"].to_list() == ["deepseek"]
        assert len(driver.app.screen_stack) == 1
        await driver.press("slash")
        assert driver.app.screen.query_one("#filter").value == "deepseek/"

    drive(walk)


def test_a_day_typed_in_one_go_with_its_key_is_gone_to(drive):
    async def walk(driver):
        await burst(driver, "t", *(NAMES.get(char, char) for char in "2025-02-21"))
        await driver.press("enter")
        assert "as published on 2025-02-21" in driver.page

    drive(walk)


def test_keys_of_the_table_and_of_what_they_open_may_follow_at_once(drive):
    async def walk(driver):
        await burst(driver, "j", "space", "k", "enter")
        assert type(driver.app.screen).__name__ == "Figure"
        assert "DeepSeek · Daily active users" in driver.page
        await burst(driver, "escape", "j", "j", "space")
        assert set(driver.table.marks) == {("deepseek", "daily_active_users"), ("doubao", "daily_active_users")}

    drive(walk)
