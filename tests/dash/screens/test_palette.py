import pytest


async def asked(driver, words):
    await driver.press("ctrl+p")
    driver.app.screen.query_one("CommandInput").value = words
    await driver.pilot.pause(0.5)


async def taken(driver):
    await driver.press("enter")
    await driver.pilot.pause(0.3)
    await driver.settle()


@pytest.mark.parametrize("words", ["dpsk", "深度求索"])
def test_an_entity_is_found_by_some_of_its_letters_or_another_name_with_what_it_is(drive, words):
    async def walk(driver):
        await asked(driver, words)
        assert "entity: product of DeepSeek AI, CN" in driver.page
        await taken(driver)
        assert "[Users]" in driver.page
        assert driver.table.frame["entity"].to_list() == ["deepseek"]
        assert "filter: entity:deepseek" in driver.page

    drive(walk)


def test_a_metric_leads_to_its_tab(drive):
    async def walk(driver):
        await asked(driver, "ARR")
        assert "metric: A run rate." in driver.page
        await taken(driver)
        assert "[Money]" in driver.page
        assert "filter: metric:annualized_revenue" in driver.page

    drive(walk)


def test_from_another_screen_one_gets_back_to_the_market(drive):
    async def walk(driver):
        await driver.press("O")
        await asked(driver, "deepseek")
        await taken(driver)
        assert type(driver.app.screen).__name__ == "Market"
        assert driver.table.frame["entity"].to_list() == ["deepseek"]

    drive(walk)


def test_of_whom_nothing_is_held_it_is_said(drive):
    async def walk(driver):
        await asked(driver, "Nobody")
        assert "Nobody [b]" in driver.page
        await taken(driver)
        assert "no figure of Nobody [b] is held here" in driver.said

    drive(walk)


def test_verbs_come_with_their_key_and_their_help(drive):
    async def walk(driver):
        await asked(driver, "moved")
        assert "key m: what is new, revised, contested" in driver.page.replace("\n", " ")
        await taken(driver)
        assert type(driver.app.screen).__name__ == "MovedScreen"

    drive(walk)
