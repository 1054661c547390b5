from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from dash import questions
from dash.questions import Behind


async def opened(driver):
    await driver.press("j")
    await driver.press("enter")
    assert type(driver.app.screen).__name__ == "Figure"


def test_the_full_view_names_series_words_meaning_and_citation(drive):
    async def walk(driver):
        await opened(driver)
        for words in (
            "The sentence",
            "Who says so",
            "Over time",
            "Series",
            "may be compared",
            "Citation",
        ):
            assert words in driver.page, words

    drive(walk, size=(110, 100))


def test_what_may_not_be_compared_is_not_in_the_chart_but_named_with_the_reason(drive, held, story):
    mean = story.claimed.head(1).with_columns(
        series=pl.lit("s9"),
        span=pl.lit("mean"),
        origin=pl.lit("Panel [b]"),
        _claim=pl.lit("c9"),
        _superseded=pl.lit(value=True),
    )
    named = story.claimed.with_columns(_claim=pl.int_range(pl.len()).cast(pl.String), _superseded=pl.lit(value=False))
    held.answers[questions.Behind] = replace(story, claimed=pl.concat([named, mean], how="diagonal_relaxed"))

    async def walk(driver):
        await opened(driver)
        assert "not in this chart: 1 series that may not be compared" in driver.page
        assert "may not be compared (span: mean, not point)" in driver.page
        assert "Panel [b]" in driver.page
        assert "Revisions" in driver.page

    drive(walk, size=(110, 110))


def test_time_travel_shows_the_figure_of_then_and_leads_back(drive, held, story):
    async def walk(driver):
        await opened(driver)
        await driver.press("left_square_bracket")
        assert "as published on 2026-01-09" in driver.page
        assert Behind("deepseek", "daily_active_users", date(2026, 1, 9)) in held.asked
        held.answers[questions.Behind] = replace(story, past=story.past.head(0))
        await driver.press("left_curly_bracket")
        assert "nothing of this was published by 2025-12-31" in driver.page
        await driver.press("t")
        await driver.press("enter")
        held.answers[questions.Behind] = story
        await driver.press("right_square_bracket", "right_square_bracket")
        assert "as published" not in driver.page

    drive(walk)


def test_a_asks_whose_article_to_read(drive):
    async def walk(driver):
        await opened(driver)
        await driver.press("a")
        assert type(driver.app.screen).__name__ == "ArticleScreen"

    drive(walk)


def test_of_several_documents_one_is_chosen(drive, held, story):
    several = story.tellings.with_columns(document=pl.format("d{}", pl.int_range(pl.len())))
    held.answers[questions.Behind] = replace(story, tellings=several)

    async def walk(driver):
        await opened(driver)
        await driver.press("a")
        assert "Read the article of:" in driver.page
        assert "Freenews [b]" in driver.page
        await driver.press("j", "enter")
        assert type(driver.app.screen).__name__ == "ArticleScreen"

    drive(walk)


def test_what_is_copied_and_opened_is_the_figure_of_the_day_that_is_shown(drive, held, story, monkeypatch):
    addresses = []
    monkeypatch.setattr("webbrowser.open", lambda url: addresses.append(url) or True)

    async def walk(driver):
        await opened(driver)
        await driver.press("y")
        assert "22.15 million" in driver.app.clipboard
        held.answers[questions.Behind] = replace(story, past=story.past.head(1), tellings=story.tellings.head(0))
        await driver.press("left_square_bracket")
        await driver.press("y", "o")
        assert "100 million" in driver.app.clipboard
        assert addresses == ["https://example.org/a"]
        held.answers[questions.Behind] = replace(story, past=story.past.head(0), tellings=story.tellings.head(0))
        driver.app.copy_to_clipboard("")
        await driver.press("left_curly_bracket")
        await driver.press("y", "o", "a")
        assert driver.app.clipboard == ""
        assert len(addresses) == 1
        assert type(driver.app.screen).__name__ == "Figure"
        assert "no figure is shown here" in driver.said

    drive(walk)


@pytest.mark.parametrize(
    ("day", "shown"), [(date(2025, 1, 31), "300 million"), (date(2025, 2, 20), "400 million")]
)  # fmt: skip
def test_a_figure_that_was_deprecated_gives_way_to_what_now_stands(drive, held, story, day, shown):
    past = story.past.filter(pl.col("value") <= 400e6).with_columns(
        start=pl.when(value=300e6).then(pl.lit(day)).otherwise("start"),
        end=pl.when(value=300e6).then(pl.lit(day)).otherwise("end"),
    )

    async def walk(driver):
        await opened(driver)
        assert "22.15 M" in driver.page.split("\n")[1]
        held.answers[questions.Behind] = replace(story, past=past, tellings=story.tellings.head(0))
        held.number += 1
        driver.app.screen.on_store_changed()
        await driver.settle()
        await driver.press("y")
        assert shown in driver.app.clipboard
        assert f"{shown.split()[0]} M" in driver.page

    drive(walk)
