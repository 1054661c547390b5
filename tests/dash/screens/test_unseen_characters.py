"""Characters that hide or act in the words of a figure are spelled out wherever the screen shows them."""

import polars as pl

from tests.hostile.payloads import ACTS, HOSTILE


def test_no_character_that_hides_or_acts_is_drawn(drive, held, market):
    words = pl.lit(HOSTILE)
    held.answers = {
        question: answer.with_columns(entity_name=words, origin=words, quote=words, _owner_name=words)
        if answer is market
        else answer
        for question, answer in held.answers.items()
    }

    async def walk(driver):
        seen = [driver.page]
        for keys in (["enter"], ["escape", "y"], ["/", "="], ["escape", "question_mark"], ["escape", "space"]):
            await driver.press(*keys)
            seen.append(driver.page)
        assert "HYPERLINK" in seen[0]
        assert [ascii(page) for page in seen if ACTS.intersection(page) - {"\n"}] == []

    drive(walk, size=(160, 45))
