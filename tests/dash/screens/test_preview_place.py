"""Where the preview stands, and how large it is, by keys and by the mouse."""

import pytest


def test_capital_p_leads_through_the_places(drive):
    async def walk(driver):
        assert driver.preview.region.x == 0
        await driver.press("P")
        assert driver.preview.region.x > 0
        assert "to the right of the table" in driver.said
        await driver.press("P")
        assert driver.preview.region.x == 0
        assert "below the table" in driver.said
        await driver.press("P")
        assert "wherever there is room" in driver.said

    drive(walk, size=(100, 40))


def test_capital_p_shows_a_hidden_preview(drive):
    async def walk(driver):
        await driver.press("p")
        assert not driver.preview.region.area
        await driver.press("P")
        assert driver.preview.region.area

    drive(walk)


@pytest.mark.parametrize(("size", "side"), [((160, 45), "width"), ((100, 40), "height")])
def test_plus_and_minus_size_it_within_bounds(drive, size, side):
    async def walk(driver):
        before = getattr(driver.preview.region, side)
        await driver.press("plus")
        assert getattr(driver.preview.region, side) > before
        await driver.press("minus", "minus")
        assert getattr(driver.preview.region, side) < before
        await driver.press(*["plus"] * 20)
        assert getattr(driver.table.region, side) >= 5
        await driver.press(*["minus"] * 40)
        assert getattr(driver.preview.region, side) >= 4

    drive(walk, size=size)


@pytest.mark.parametrize(("size", "to"), [((160, 45), (60, 10)), ((100, 40), (40, 10))])
def test_the_border_is_pulled_with_the_mouse(drive, size, to):
    async def walk(driver):
        beside = driver.preview.region.x > 0
        await driver.pilot.mouse_down("#preview", offset=(0, 0))
        await driver.pilot.hover(offset=to)
        await driver.pilot.mouse_up(offset=to)
        await driver.settle()
        region = driver.preview.region
        assert abs((region.x if beside else region.y) - to[0 if beside else 1]) <= 1
        await driver.pilot.hover(offset=(80, 30))
        await driver.settle()
        assert driver.preview.region == region

    drive(walk, size=size)


def test_where_there_is_no_room_p_says_so(drive):
    async def walk(driver):
        await driver.press("p", "p")
        assert "there is no room for the preview here: enter opens the full view" in driver.said

    drive(walk, size=(60, 20))
