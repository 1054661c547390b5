from datetime import date

import pytest

from dash.questions import Behind, Figures


def test_the_first_tab_shows_its_figures_and_what_is_behind_the_first(drive):
    async def walk(driver):
        assert "[Users]" in driver.page
        assert "~119 M" in driver.page
        assert ">100 M" in driver.page
        assert "13 B" not in driver.page
        await driver.rest()
        assert "Cegelem" in driver.page

    drive(walk, size=(160, 50))


@pytest.mark.parametrize(("key", "place"), [("j", 1), ("down", 1), ("G", 2), ("end", 2), ("pagedown", 2)])
def test_keys_move_the_cursor(drive, key, place):
    async def walk(driver):
        await driver.press(key)
        assert driver.table.cursor == place
        await driver.press("k", "up", "k")
        assert driver.table.cursor == max(0, place - 3)

    drive(walk)


def test_arrows_and_letters_lead_from_tab_to_tab_and_round_the_end(drive):
    async def walk(driver):
        for key, title in [("left", "Sources"), ("l", "Users"), ("right", "Open models"), ("h", "Users"), ("h", "Sources"),
                           ("h", "Promises"), ("h", "Prices"), ("h", "Money")]:  # fmt: skip
            await driver.press(key)
            assert f"[{title}]" in driver.page
        assert "≥$13 B" in driver.page

    drive(walk)


def test_coming_back_to_a_tab_finds_the_cursor_where_it_was(drive):
    async def walk(driver):
        await driver.press("j", "j", "l", "h")
        assert driver.table.key == ("doubao", "daily_active_users")

    drive(walk)


def test_the_filter_works_while_one_types_and_is_kept_by_enter(drive):
    async def walk(driver):
        await driver.press("slash")
        await driver.type("country:cn")
        assert driver.table.frame["entity"].to_list() == ["doubao"]
        await driver.press("enter")
        assert driver.app.focused is driver.table
        assert "1 of 3 figures" in driver.page
        assert "filter: country:cn" in driver.page
        await driver.press("enter")
        assert type(driver.app.screen).__name__ == "Figure"

    drive(walk)


def test_escape_takes_the_filter_away_wherever_it_is_pressed(drive):
    async def walk(driver):
        await driver.press("slash")
        await driver.type("doubao")
        await driver.press("escape")
        assert driver.table.frame.height == 3
        assert driver.app.focused is driver.table
        await driver.press("slash")
        await driver.type("doubao")
        await driver.press("enter", "escape")
        assert driver.table.frame.height == 3

    drive(walk)


def test_a_filter_that_leaves_nothing_says_how_to_go_on(drive):
    async def walk(driver):
        await driver.press("slash")
        await driver.type("nobody")
        assert "no figure has all of: nobody" in driver.page
        assert "escape takes the filter away" in driver.page
        await driver.press("escape")
        assert driver.table.frame.height == 3

    drive(walk)


def test_sorting_asks_for_a_column_and_turns_round_the_second_time(drive):
    async def walk(driver):
        await driver.press("s")
        assert "Sort by" in driver.page
        await driver.press("enter")
        assert driver.table.frame["entity_name"].to_list() == ["ChatGPT", "DeepSeek", "Doubao 豆包"]
        await driver.press("s", "enter")
        assert driver.table.frame["entity_name"].to_list() == ["Doubao 豆包", "DeepSeek", "ChatGPT"]
        await driver.press("s", "j", "escape")
        assert driver.table.frame["entity_name"].to_list() == ["Doubao 豆包", "DeepSeek", "ChatGPT"]

    drive(walk)


def test_sorting_and_filtering_leave_the_cursor_on_its_figure(drive):
    async def walk(driver):
        await driver.press("j")
        assert driver.table.key == ("deepseek", "daily_active_users")
        driver.app.screen.sort_by("entity")
        driver.app.screen.sort_by("entity")
        await driver.settle()
        assert driver.table.key == ("deepseek", "daily_active_users")
        await driver.press("slash")
        await driver.type("deepseek")
        assert driver.table.key == ("deepseek", "daily_active_users")

    drive(walk)


def test_time_travel_steps_by_days_on_which_something_was_said_and_by_months(drive, held):
    async def walk(driver):
        await driver.press("left_square_bracket")
        assert "as published on 2026-01-09" in driver.page
        await driver.press("left_curly_bracket")
        assert "as published on 2025-12-31" in driver.page
        await driver.press("left_square_bracket")
        assert "as published on 2025-02-21" in driver.page
        await driver.press("right_curly_bracket")
        assert "as published on 2025-02-28" in driver.page
        await driver.press("right_square_bracket", "right_square_bracket")
        assert "as published" not in driver.page
        assert Figures(date(2025, 2, 21)) in held.asked

    drive(walk)


def test_a_day_can_be_typed_and_what_is_no_day_is_refused(drive, held):
    async def walk(driver):
        await driver.press("t")
        await driver.type("2025-02-21")
        await driver.press("enter")
        assert "as published on 2025-02-21" in driver.page
        await driver.rest()
        assert Behind("chatgpt", "daily_active_users", date(2025, 2, 21), date(2025, 1, 31)) in held.asked
        await driver.press("t")
        await driver.type("2025-02-30")
        await driver.press("enter")
        assert "2025-02-30 is no day" in driver.page
        await driver.press("escape")
        assert "as published on 2025-02-21" in driver.page
        await driver.press("t")
        await driver.type("22 Feb 2025")
        await driver.press("enter")
        assert "as published on 2025-02-22" in driver.page
        await driver.press("t", "backspace", "enter")
        assert "as published" not in driver.page
        await driver.press("t")
        await driver.type("3000-01-01")
        await driver.press("enter")
        assert "3000-01-01 is still to come" in driver.said

    drive(walk)


def test_the_preview_is_beside_below_or_away_by_the_room_there_is(drive):
    async def beside(driver):
        assert driver.preview.region.x > driver.table.region.x

    async def below(driver):
        assert driver.preview.region.y > driver.table.region.y
        assert driver.preview.region.x == 0

    async def away(driver):
        assert not driver.preview.region.area
        assert driver.table.region.height > 10

    drive(beside, size=(160, 40))
    drive(below, size=(80, 24))
    drive(away, size=(60, 20))


def test_p_hides_the_preview_and_brings_it_back(drive, held):
    async def walk(driver):
        await driver.press("p")
        assert not driver.preview.region.area
        held.asked.clear()
        await driver.press("j")
        await driver.rest()
        assert held.asked == []
        await driver.press("p")
        await driver.rest()
        assert driver.preview.region.area
        assert "quote not archived" in driver.page

    drive(walk)


def test_promises_and_sources_have_tabs_of_their_own(drive):
    async def walk(driver):
        await driver.press("h")
        assert "today" not in driver.page
        assert "23 Nov 2026 06:30" in driver.page
        assert "never" not in driver.page
        await driver.press("h")
        assert "kept" in driver.page
        assert "21 Feb 2025" in driver.page

    drive(walk)


def test_keys_that_come_faster_than_the_screen_lead_through_all_tabs(drive):
    async def walk(driver):
        await driver.glance(*["h"] * 9, *["l"] * 20)
        for _ in range(30):
            driver.app.screen.action_tab(1)
        await driver.settle()
        assert driver.app.return_code is None
        assert "[Open models]" in driver.page

    assert drive(walk).failure is None


def test_tabs_and_columns_without_room_are_said_to_be_there(drive):
    async def walk(driver):
        lines = driver.page.split("\n")
        assert lines[0].rstrip().endswith(">")
        assert any("columns: C" in line for line in lines)
        assert any("? help" in line and "q quit" in line for line in lines)
        await driver.press("h")
        assert driver.page.split("\n")[0].lstrip().startswith("<")
        assert "[Sources]" in driver.page

    drive(walk, size=(60, 20))
