from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from dash import questions
from dash.screens.article import ArticleScreen


async def opened(driver):
    """Open the article of the figure under the cursor."""
    await driver.press("j")
    await driver.rest()
    await driver.press("a")
    assert isinstance(driver.app.screen, ArticleScreen)


def looked_at(driver):
    return driver.app.screen.row["observation"]


def test_a_opens_the_article_at_the_figure_with_what_became_of_it(drive, held):
    async def walk(driver):
        await opened(driver)
        assert any(isinstance(question, questions.InArticle) for question in held.asked)
        assert "Un titre [b] · Freenews [b] · 21 Feb 2025 · fr" in driver.page
        assert "▌ Paris, le 21 février 2025. DeepSeek compte 22,2 millions" in driver.page
        assert "1 of 3" in driver.page
        assert "it bends: DeepSeek · Daily active users  22.15 M  31 Jan 2025  AICPB" in driver.page
        assert "11 January is the launch day [/b]" in driver.page

    drive(walk)


def test_n_and_tab_walk_through_the_figures_and_round_the_end(drive):
    async def walk(driver):
        await opened(driver)
        for key, number in [("n", 2), ("tab", 3), ("n", 1), ("p", 3), ("shift+tab", 2)]:
            await driver.press(key)
            assert f"{number} of 3" in driver.page, key
        await driver.press("n")
        assert "waits for review: it counts once it is ruled preferred" in driver.page
        assert "▌ D'autres parlent de 300 millions" in driver.page

    drive(walk)


def test_a_figure_far_down_is_brought_into_view(drive, held, article):
    far = "x " * 4000
    rows = article.figures.with_columns(
        [article.figures[name] + len(far) for name in ("quote_start", "quote_end", "number_start", "number_end")]
    )
    held.answers[questions.InArticle] = replace(article, text=far + article.text, figures=rows)

    async def walk(driver):
        await opened(driver)
        assert "22,2 millions" in driver.page
        await driver.press("g")
        assert "22,2 millions" not in driver.page.split("────")[0]
        await driver.press("n")
        assert "16,95 millions" in driver.page
        await driver.pilot.resize_terminal(60, 20)
        await driver.settle()
        assert "16,95" in driver.page.split("────")[0]

    drive(walk, size=(80, 24))


def test_y_copies_the_sentence_and_o_opens_the_browser_at_it(drive, monkeypatch):
    addresses = []
    monkeypatch.setattr("webbrowser.open", lambda url: addresses.append(url) or True)

    async def walk(driver):
        await opened(driver)
        await driver.press("y", "o")
        assert driver.app.clipboard == "DeepSeek compte 22,2 millions d'utilisateurs au 11 janvier, selon AICPB."
        assert addresses[0].startswith("https://example.org/f#:~:text=DeepSeek%20compte")

    drive(walk)


def test_a_figure_is_ruled_on_with_a_reason_and_the_ruling_undone(drive, held, article):
    async def walk(driver):
        await opened(driver)
        await driver.press("p", "f")
        assert "Why?" in driver.page
        await driver.press("enter")
        assert held.ruled == []
        ruled = article.figures.to_dicts()
        ruled[2] |= {"standing": "chosen", "rank": "preferred", "_ruling_reason": "seen [b]"}
        held.answers[questions.InArticle] = replace(
            article, figures=type(article.figures)(ruled, infer_schema_length=None)
        )
        await driver.press("f")
        await driver.type("seen [b]")
        await driver.press("enter")
        assert held.ruled == [(ruled[2]["observation"], "preferred", "seen [b]")]
        assert "ruled preferred: seen [b]" in driver.page
        assert "3 of 3" in driver.page
        await driver.press("u", "d", "escape")
        assert held.ruled[1:] == [(ruled[2]["observation"], None, "")]

    drive(walk)


def test_enter_opens_the_full_view_and_escape_leads_back_to_the_figure(drive):
    async def walk(driver):
        await opened(driver)
        await driver.press("n", "enter")
        assert type(driver.app.screen).__name__ == "Figure"
        await driver.press("escape")
        assert "2 of 3" in driver.page
        await driver.press("escape")
        assert "[Users]" in driver.page

    drive(walk)


@pytest.mark.parametrize(
    ("method", "words"),
    [("starter/1", "come with the program"), ("import/1", "A person's file"), ("huggingface/1", "no text, but data")],
)
def test_where_nothing_is_archived_it_is_said_why_with_the_address(drive, held, article, method, words):
    rows = article.figures.drop("quote", "quote_start", "quote_end", "number_start", "number_end")
    gone = dict.fromkeys(("quote_start", "quote_end", "number_start", "number_end"))
    rows = rows.with_columns(**dict.fromkeys(("quote", *gone)))
    rows = rows.with_columns(method=pl.lit(method), pointer=pl.lit("$.models[3] [b]"))
    held.answers[questions.InArticle] = replace(article, text="", kept="nothing", figures=rows)

    async def walk(driver):
        await opened(driver)
        assert words in driver.page
        assert f"at $.models[3] [b], read by {method}" in driver.page
        assert "https://example.org/f" in driver.page
        assert "▌ Deepseek · Daily active users: 22.2 M" in driver.page
        await driver.press("n", "y")
        assert driver.app.clipboard == "https://example.org/f"

    drive(walk, size=(80, 24))


def test_kept_sentences_without_their_text_are_said_to_be_that(drive, held, article):
    held.answers[questions.InArticle] = replace(article, kept="quotes")

    async def walk(driver):
        await opened(driver)
        assert "the text is not archived: these are the sentences that are kept" in driver.page

    drive(walk)


def test_the_article_is_exported_with_what_became_of_each_figure(drive, tmp_path):
    async def walk(driver):
        await opened(driver)
        await driver.press("e")
        driver.app.screen.query_one("Input").value = str(tmp_path / "a.txt")
        await driver.press("enter")

    drive(walk)
    text = (tmp_path / "a.txt").read_text(encoding="utf-8")
    assert "22,2 millions" in text
    assert "3 of 3" in text
    assert "\x1b" not in text


def test_an_article_that_cannot_be_read_is_a_picture_and_no_exit(drive, held):
    held.answers[questions.InArticle] = None

    async def walk(driver):
        await opened(driver)
        assert "this could not be read" in driver.page
        await driver.press("n", "p", "f", "u", "y", "o", "e", "enter", "escape")
        assert "[Users]" in driver.page

    assert drive(walk).return_code is None


def test_the_mouse_looks_at_the_figure_under_it(drive):
    async def walk(driver):
        await opened(driver)
        line = next(n for n, told in enumerate(driver.page.split("\n")) if "300 millions" in told)
        await driver.pilot.click("#article", offset=(driver.page.split("\n")[line].index("300 millions") - 1, line - 1))
        await driver.settle()
        assert "3 of 3" in driver.page

    drive(walk)


def test_time_travel_asks_what_became_of_the_figures_by_then(drive, held):
    async def walk(driver):
        await opened(driver)
        await driver.press("left_square_bracket")
        assert "as published on 2026-01-09" in driver.page
        assert [each.published for each in held.asked if isinstance(each, questions.InArticle)] == [
            None,
            date(2026, 1, 9),
        ]

    drive(walk)


def test_a_row_without_an_article_says_so_and_what_to_do_instead(drive):
    async def walk(driver):
        for _ in ("Sources", "Promises"):
            await driver.press("h")
            await driver.press("a")
            assert type(driver.app.screen).__name__ == "Market"
        assert driver.said.count("no article tells this row: o opens its page, if it has one") == 2

    drive(walk)
