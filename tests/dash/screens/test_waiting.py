"""A store that does not answer, and one that answers again."""

from threading import Event

from dash import questions
from metrics.errors import StoreUnreadable


def blocked(held, kind):
    """Let questions of a kind wait until the gate is opened."""
    gate, whole = Event(), held.answer

    def slowly(question):
        if isinstance(question, kind):
            assert gate.wait(30)
        return whole(question)

    held.answer = slowly
    return gate


def test_an_answer_that_takes_too_long_is_given_up_and_the_screen_goes_on(drive, held):
    gate = blocked(held, questions.Promises)

    async def walk(driver):
        driver.app.patience_s = 0.2
        await driver.press("h", "h")
        assert "[Promises]" in driver.page
        assert "the store has not answered within 0.2 s" in driver.page
        assert "changing the tab asks again" in driver.page
        assert held.renewed == 1
        await driver.press("h", "l", "l")
        assert "github" in driver.page
        gate.set()
        driver.app.patience_s = 30
        await driver.press("h")
        assert "kept" in driver.page

    assert drive(walk, size=(160, 40)).return_code is None


def test_one_can_leave_while_the_store_does_not_answer(drive, held):
    gate = blocked(held, questions.Figures)

    async def walk(driver):
        assert "reading the store" in driver.page
        await driver.glance("q")

    app = drive(walk, waiting=False)
    assert app.return_code == 0
    assert app.busy
    gate.set()


def test_a_newer_question_makes_the_older_void(drive, held):
    gate = blocked(held, questions.Promises)

    async def walk(driver):
        await driver.glance("h", "h")
        held.asked.clear()
        await driver.glance("left_curly_bracket", "left_curly_bracket", "left_curly_bracket", "left_curly_bracket")
        gate.set()
        await driver.settle()
        asked = [each.published.month for each in held.asked if isinstance(each, questions.Promises) and each.published]
        assert asked == [7]
        assert "as published on 2026-07-31" in driver.page

    drive(walk)


def test_a_store_that_answers_again_is_read_again(drive, held, market):
    held.answers[questions.Figures] = None
    number = held.version

    def gone():
        raise StoreUnreadable("there is no store at /nowhere")

    held.version = gone

    async def walk(driver):
        assert "this could not be read" in driver.page
        driver.app.watch_store()
        await driver.settle()
        held.answers[questions.Figures], held.version = market, number
        driver.app.watch_store()
        await driver.settle()
        assert "~119 M" in driver.page

    drive(walk)
