import json

import pytest

from dash import questions
from metrics.config.keys import ACTIONS


def bindings():
    from dash.app import Aimarket
    from dash.screens.article import ArticleScreen
    from dash.screens.column_choice import ColumnChoice
    from dash.screens.compare import Compare
    from dash.screens.figure import Figure
    from dash.screens.listing import Listing
    from dash.screens.market import Market
    from dash.screens.moved import MovedScreen
    from dash.screens.openness import OpennessScreen
    from dash.screens.page_screen import PageScreen
    from dash.screens.sifted import Sifted
    from dash.screens.travelling import Travelling
    from dash.widgets.frame_table import FrameTable
    from dash.widgets.page import Page
    from dash.widgets.passage import Passage

    return [
        each
        for kind in (
            Aimarket,
            Market,
            Sifted,
            PageScreen,
            Figure,
            Compare,
            FrameTable,
            Page,
            ColumnChoice,
            Listing,
            ArticleScreen,
            MovedScreen,
            OpennessScreen,
            Passage,
            Travelling,
        )
        for each in kind.BINDINGS
    ]


def test_every_key_has_a_name_in_the_configuration_and_its_default_there():
    told = {binding.id: binding.key for binding in bindings()}
    assert None not in told
    assert {name: key for name, key in told.items() if ACTIONS.get(name) != key} == {}


def test_every_key_of_the_configuration_that_the_screen_knows_does_something():
    assert set(ACTIONS) - {binding.id for binding in bindings()} == set()


def test_enter_opens_the_full_view_and_escape_leads_back_to_the_same_row(drive):
    async def walk(driver):
        await driver.press("j", "enter")
        page = driver.app.screen
        assert type(page).__name__ == "Figure"
        assert "DeepSeek" in driver.page
        assert "Who says so" in driver.page
        await driver.press("G", "pageup", "g", "j", "k", "escape")
        assert driver.table.key == ("deepseek", "daily_active_users")

    drive(walk)


def test_two_marked_figures_are_compared_on_either_scale(drive, held, comparison):
    held.answers[questions.Compared] = comparison

    async def walk(driver):
        await driver.press("c")
        assert "mark at least two" in driver.said
        await driver.press("space", "space", "c")
        assert questions.Compared("daily_active_users", ("chatgpt", "deepseek")) in held.asked
        assert "mind the methods [b]" in driver.page
        assert "Doubao 豆包" in driver.page.replace("豆 包", "豆包")
        await driver.press("l")
        assert "100 M ┤" in driver.page
        assert "200 M ┤" in driver.page
        assert "500 M ┤" in driver.page
        await driver.press("l")
        assert "500 M ┤" not in driver.page
        await driver.press("escape")
        assert "2 marked" in driver.page
        await driver.press("k", "space")
        assert "1 marked" in driver.page

    drive(walk)


def test_what_may_not_be_compared_is_refused_with_the_reason(drive):
    async def walk(driver):
        await driver.press("space", "space", "c")
        assert "their spans differ [/b]: a mean is no peak" in driver.page
        assert "escape leads back" in driver.page
        await driver.press("l", "escape")
        assert "[Users]" in driver.page

    drive(walk)


def test_y_copies_a_citation_and_says_how(drive):
    async def walk(driver):
        await driver.press("y")
        assert driver.app.clipboard.startswith("AICPB (2025): ChatGPT, about 119 million daily active users")
        assert "copied the citation" in driver.said
        await driver.press("h")
        await driver.press("y")
        assert driver.app.clipboard == "github"

    drive(walk)


def test_o_without_an_address_says_so(drive):
    async def walk(driver):
        await driver.press("h")
        await driver.press("o")
        assert "there is no address to open" in driver.said

    drive(walk)


@pytest.mark.parametrize("name", ["out.csv", "out.json"])
def test_e_writes_the_rows_that_are_shown_and_never_over_a_file(drive, tmp_path, name):
    path = tmp_path / name

    async def export(driver):
        await driver.press("e")
        driver.app.screen.query_one("Input").value = str(path)
        await driver.press("enter")

    async def walk(driver):
        driver.app.screen.query_one("#filter").value = "deepseek"
        await driver.settle()
        await export(driver)
        assert "written:" in driver.said
        text = path.read_text(encoding="utf-8")
        assert "DeepSeek" in text
        assert "ChatGPT" not in text
        await export(driver)
        assert "is there already" in driver.said

    drive(walk)
    if name.endswith("json"):
        assert [row["entity"] for row in json.loads(path.read_text(encoding="utf-8"))] == ["deepseek"]


def test_a_full_view_is_exported_as_svg_or_text_and_other_endings_are_refused(drive, tmp_path):
    async def export(driver, name):
        await driver.press("e")
        driver.app.screen.query_one("Input").value = str(tmp_path / name)
        await driver.press("enter")

    async def walk(driver):
        await driver.press("enter")
        await export(driver, "page.svg")
        await export(driver, "page.txt")
        await export(driver, "page.xls")
        assert "ends in .svg or .txt" in driver.said

    drive(walk)
    assert (tmp_path / "page.svg").read_text(encoding="utf-8").startswith("<svg")
    assert "Cegelem" in (tmp_path / "page.txt").read_text(encoding="utf-8")


def test_help_lists_the_keys_of_the_screen_that_is_open(drive):
    async def walk(driver):
        await driver.press("question_mark")
        market = driver.page
        for words in ("compare", "a month earlier", "next tab", "palette", "quit", "page down"):
            assert words in market
        await driver.press("escape", "enter", "question_mark")
        assert "copy citation" in driver.page
        assert "compare" not in driver.page
        await driver.press("question_mark", "escape")
        assert "[Users]" in driver.page

    drive(walk)


def test_the_palette_finds_verbs_and_figures(drive):
    async def walk(driver):
        await driver.press("ctrl+p")
        await driver.pilot.pause(0.3)
        assert "go to a day" in driver.page
        driver.app.screen.query_one("CommandInput").value = "openai"
        await driver.pilot.pause(0.5)
        await driver.press("enter")
        await driver.pilot.pause(0.3)
        await driver.settle()
        assert "[Money]" in driver.page
        assert driver.table.key == ("openai", "annualized_revenue")

    drive(walk)


def test_keys_of_the_configuration_replace_the_defaults(drive):
    async def walk(driver):
        await driver.press("s")
        assert "Sort by" not in driver.page
        await driver.press("x")
        assert "Sort by" in driver.page

    drive(walk, keys={"sort": "x"})


def test_q_leaves_with_exit_code_0(drive):
    async def walk(driver):
        await driver.press("q")

    app = drive(walk)
    assert app.return_code == 0


def test_the_mouse_points_opens_sorts_and_changes_tabs(drive):
    async def walk(driver):
        await driver.pilot.click("#table", offset=(5, 3))
        assert driver.table.cursor == 2
        await driver.pilot.click("#table", offset=(5, 0))
        await driver.settle()
        assert driver.table.frame["entity_name"].to_list() == ["ChatGPT", "DeepSeek", "Doubao 豆包"]
        await driver.pilot.click("#tabs", offset=(11, 0))
        await driver.settle()
        assert "[Open models]" in driver.page
        await driver.pilot.click("#tabs", offset=(3, 0))
        await driver.settle()
        at = driver.table.cursor + 1
        await driver.pilot.click("#table", offset=(5, at))
        await driver.settle()
        assert type(driver.app.screen).__name__ == "Figure"

    drive(walk)
