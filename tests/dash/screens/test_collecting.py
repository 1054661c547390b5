"""Sources asked from the screen, over real sockets: progress, what came, what failed, and stopping."""

import asyncio
import json

import pytest

from dash.answers import Answers
from dash.collection import Collection
from dash.options import Invocation
from metrics.config import SOURCES
from tests.fakes.dockerhub import DockerHub
from tests.fakes.pypistats import PyPIStats
from tests.fakes.server import serving

IMAGES = {f"acme/image-{number}": 1000 + number for number in range(6)}
PATIENCE_S = 20


@pytest.fixture
def hub(empty, monkeypatch):
    """A Docker Hub and a PyPI Stats on this machine, and a configuration that asks nobody else."""
    monkeypatch.setenv("AIMARKET_NOW", "2030-01-15T12:00:00Z")
    with serving(DockerHub(dict(IMAGES)), PyPIStats()) as (images, packages):
        lines = ["[catalog]\nstarter = false\n[network]\ngap_s = 0.0\ntries = 1\nbackoff_s = 0.01"]
        lines.append(f"[sources.dockerhub]\nbase_url = {images.url!r}\nrepositories = {json.dumps(list(IMAGES))}")
        lines.append(f'[sources.pypistats]\nbase_url = {packages.url!r}\ngap_s = 0.0\npackages = ["openai"]')
        lines += [f"[sources.{name}]\nenabled = false" for name in SOURCES if name not in {"dockerhub", "pypistats"}]
        (empty / "config" / "aimarket" / "config.toml").write_text("\n".join(lines), encoding="utf-8")
        yield images


@pytest.fixture
def collecting(drive, hub):
    """Run a walk over the whole: a real store, real answers, real collections; it begins on the tab of the sources."""
    call = Invocation()

    def run(walk, **options):
        async def begun(driver):
            await driver.press("h")
            table = driver.table
            table.point(table.frame["name"].to_list().index("dockerhub"))
            await driver.settle()
            await walk(driver)

        return drive(begun, answers=Answers(call), prepare=lambda *asked: Collection(call, *asked), **options)

    return run


async def until(driver, told):
    """Look at the page until something stands there."""
    for _ in range(PATIENCE_S * 20):
        if told(driver.page):
            return driver.page
        await asyncio.sleep(0.05)
    raise AssertionError(driver.page)


def row_of(driver, source):
    return next(line for line in driver.page.splitlines() if line[2:].startswith(source))


def test_r_asks_the_source_under_the_cursor_and_its_figures_appear_without_a_jump(collecting, hub):
    async def walk(driver):
        await driver.press("r")
        assert "collected: 6 new, 0 confirmed from 1 source" in driver.said
        assert "ok: 6 new" in row_of(driver, "dockerhub")
        assert driver.table.key == ("dockerhub",)
        assert not any("pypistats" in path for path in hub.paths)
        await driver.rest()
        assert "Last runs" in driver.page
        await driver.press("l", "l", "l")
        assert "[Developers]" in driver.page
        assert "acme/image-3" in driver.page

    collecting(walk, size=(160, 45))


def test_a_second_run_confirms_what_is_there(collecting):
    async def walk(driver):
        await driver.press("r")
        await driver.press("r")
        assert "0 new, 6 confirmed from 1 source" in driver.said

    collecting(walk, size=(160, 45))


def test_while_a_source_is_asked_its_progress_is_shown_and_keys_are_obeyed(collecting, hub):
    for number, name in enumerate(IMAGES):
        hub.odd[f"/v2/repositories/{name}/"] = lambda ask, n=number: hub.fake.answer(ask).but(delay=0.3 * n)

    async def walk(driver):
        await driver.glance("r")
        page = await until(driver, lambda page: "dockerhub 2/6" in page)
        assert "escape stops" in page
        assert "2/6" in row_of(driver, "dockerhub")
        await driver.glance("j", "r")
        assert driver.table.cursor > 0
        assert "are being asked already" in driver.said
        await driver.settle()
        assert "collected: 6 new" in driver.said
        assert "escape stops" not in driver.page

    collecting(walk, size=(160, 45))


@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
def test_escape_stops_and_what_was_stored_stays(collecting, hub, key):
    for name in list(IMAGES)[2:]:
        hub.odd[f"/v2/repositories/{name}/"] = lambda ask: hub.fake.answer(ask).but(delay=60)

    async def walk(driver):
        await driver.glance("r")
        await until(driver, lambda page: "dockerhub 2/6" in page)
        await driver.press(key)
        assert "stopped: nothing was brought to an end" in driver.said
        assert "stopped" in row_of(driver, "dockerhub")
        hub.odd.clear()
        await driver.press("r")
        assert "collected: " in driver.said.rpartition("|")[2]

    collecting(walk, size=(160, 45))


def test_what_fails_is_named_beside_what_came(collecting, hub):
    del hub.fake.pulls["acme/image-0"]
    hub.odd["/v2/repositories/acme/image-1/"] = lambda ask: hub.fake.answer(ask).but(body=b"{[red]\x1b[31m", headers={})

    async def walk(driver):
        await driver.press("r")
        assert "collected: 4 new" in driver.said
        assert "partial: 4 new" in row_of(driver, "dockerhub")
        await driver.rest()
        shown = driver.preview
        page = driver.page
        assert "acme/image-0: " in page
        assert "404" in page
        assert "\x1b" not in page
        assert shown.region.area

    collecting(walk, size=(200, 50))


def test_capital_r_asks_all_that_are_due_and_then_none_is(collecting):
    async def walk(driver):
        await driver.press("R")
        assert "from 2 sources" in driver.said
        await driver.press("R")
        assert "nothing is due; on the tab of the sources, r asks one of them anyway" in driver.said

    collecting(walk, size=(160, 45))


def test_r_on_a_figure_asks_about_its_entity_only(collecting, hub):
    async def walk(driver):
        await driver.press("r", "l", "l", "l")
        table = driver.table
        table.point(table.frame["entity_name"].to_list().index("dockerhub:acme/image-3"))
        await driver.settle()
        hub.asked.clear()
        await driver.press("r")
        assert {path for path in hub.paths if path.startswith("/v2")} <= {"/v2/repositories/acme/image-3/"}
        assert "asking about dockerhub:acme/image-3: 2 sources" in driver.said

    collecting(walk, size=(160, 45))


def test_what_is_switched_off_or_comes_with_the_program_is_refused(collecting):
    async def walk(driver):
        await driver.press("g", "r")
        assert "starter comes with the program" in driver.said
        await driver.press("j", "r")
        assert "switched off" in driver.said

    collecting(walk, size=(160, 45))


def test_leaving_while_sources_are_asked_stops_them(collecting, hub):
    for name in IMAGES:
        hub.odd[f"/v2/repositories/{name}/"] = lambda ask: hub.fake.answer(ask).but(delay=60)

    async def walk(driver):
        await driver.glance("r")
        await until(driver, lambda page: "collecting: 0 of 1 done" in page)
        await driver.glance("q")

    app = collecting(walk, size=(160, 45))
    assert app.return_code == 0
    for _ in range(PATIENCE_S * 20):
        if not app.busy:
            return
        asyncio.run(asyncio.sleep(0.05))
    raise AssertionError


@pytest.mark.parametrize("way", ["jump", "visit"])
def test_going_to_a_figure_by_the_palette_stops_no_collection(collecting, hub, way):
    image, metric = "dockerhub:acme/image-3", "container_pulls"

    async def walk(driver):
        await driver.press("r")
        await driver.press("l", "l", "l", "h", "h", "h")
        for number, name in enumerate(IMAGES):
            hub.odd[f"/v2/repositories/{name}/"] = lambda ask, n=number: hub.fake.answer(ask).but(delay=0.2 * n)
        await driver.glance("r")
        await until(driver, lambda page: "dockerhub 2/6" in page)
        screen = driver.app.screen
        if way == "jump":
            screen.jump(image, metric, "developers")
        else:
            screen.visit({"what": "entity", "id": image, "name": image, "group": None})
        await driver.settle()
        assert "[Developers]" in driver.page
        assert "stopped" not in driver.said
        assert "0 new, 6 confirmed from 1 source" in driver.said

    collecting(walk, size=(160, 45))
