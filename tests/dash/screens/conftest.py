"""The app over frames that are held in memory, driven key by key, with a clock that stands and nothing that blinks."""

import asyncio
from datetime import UTC, date, datetime

import polars as pl
import pytest
from textual import events

from dash import questions
from dash.app import Aimarket, Setup
from dash.questions import Comparison, Story
from dash.sheet import Look
from metrics.errors import Refused, StoreUnreadable

from .others import article, divided, movements, names  # noqa: F401 fixtures

TODAY = date(2026, 11, 24)


class Held:
    """Answers that are at hand; what is an exception is raised, what is not there is unreadable."""

    def __init__(self, answers):
        self.answers, self.asked, self.number, self.renewed = dict(answers), [], 1, 0
        self.ruled, self.day = [], TODAY

    def version(self):
        return self.number

    def today(self):
        return self.day

    def renew(self):
        self.renewed += 1

    def judge(self, observation, rank, reason):
        self.ruled.append((observation, rank, reason))
        self.number += 1
        return f"{observation[:8]} is now {rank or 'normal'}: {reason}"

    def answer(self, question):
        self.asked.append(question)
        answer = self.answers.get(question, self.answers.get(type(question)))
        if answer is None:
            raise StoreUnreadable("the store at /nowhere [b] is damaged. Run `aimarket store verify`")
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def still(monkeypatch):
    """No animation."""
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def market(figures):
    """The figures with what the screen needs to know beside them: their group, country and scope."""
    money = pl.col("metric") == "annualized_revenue"
    return figures.with_columns(
        _group=pl.when(money).then(pl.lit("money")).otherwise(pl.lit("users")),
        _observation=pl.col("entity") + "-1",
        _country=pl.when(pl.col("entity") == "doubao").then(pl.lit("CN")).otherwise(pl.lit("US")),
        entity=pl.when(pl.col("_owner_name").is_null() & pl.col("origin").str.starts_with("=")).then(pl.lit("hostile")).otherwise("entity"),
    )  # fmt: skip


@pytest.fixture
def story(past, tellings, claims, findings):
    return Story(past, past, tellings, claims, findings)


@pytest.fixture
def sources():
    time = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
    rows = [
        {"name": "github", "enabled": True, "base_url": "https://api.github.com", "every": "1d", "last_run": time,
         "next_due": time, "records": 12, "error": "404: [red]gone[/b]"},
        {"name": "gdelt", "enabled": False, "base_url": None, "every": "1d", "last_run": None, "next_due": None,
         "records": 0, "error": None},
    ]  # fmt: skip
    return pl.DataFrame(rows, infer_schema_length=None)


@pytest.fixture
def runs():
    ended = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
    rows = [{"started_at": ended, "ended_at": ended, "requests": 9, "added": 12, "unchanged": 3, "failed": 1,
             "error": "404: [red]gone[/b]"}]  # fmt: skip
    return pl.DataFrame(rows)


@pytest.fixture
def promised():
    rows = [
        {"entity": "deepseek", "entity_name": "DeepSeek", "metric": "public_repositories", "promised": 5.0,
         "comparator": "=", "unit": "repositories", "due": date(2025, 2, 28), "stated_on": date(2025, 2, 21),
         "origin": "DeepSeek AI", "delivered": 8.0, "delivered_on": date(2025, 2, 28), "kept": True,
         "url": "https://example.org/p", "_metric_label": "Public repositories"},
    ]  # fmt: skip
    return pl.DataFrame(rows)


@pytest.fixture
def others(article, movements, divided, names):  # noqa: F811 fixtures
    return {
        questions.InArticle: article,
        questions.Moved: movements,
        questions.Openness: divided,
        questions.Names: names,
    }


@pytest.fixture
def held(market, story, sources, promised, runs, others):  # noqa: PLR0917 fixtures
    days = [date(2025, 1, 31), date(2025, 2, 21), date(2026, 1, 9)]
    return Held({
        questions.Figures: market, questions.Promises: promised, questions.Sources: sources, questions.Days: days,
        questions.Ran: runs, **others,
        questions.Behind: story, questions.Compared: Refused("may not be compared, their spans differ [/b]: a mean is no peak"),
    })  # fmt: skip


@pytest.fixture
def comparison(past):
    other = past.with_columns(entity=pl.lit("doubao"), entity_name=pl.lit("Doubao 豆包"), series=pl.lit("d1"))
    return Comparison(pl.concat([past, other]), ["mind the methods [b]"])


CHARACTERS = {"space": " ", "colon": ":", "minus": "-", "full_stop": ".", "slash": "/"}


NAMES = {char: name for name, char in CHARACTERS.items()}
REPAINT_S = 0.03
"""Longer than a screen takes from a change to its repaint."""
QUIET = 3
"""Looks, spread over that time, at which nothing may be on its way."""


async def send(pilot, key):
    """Send a key as a terminal does, and wait until it has come through: twice up to the app and down again."""
    event = events.Key(key, key if len(key) == 1 else CHARACTERS.get(key))
    event.set_sender(pilot.app)
    pilot.app._driver.send_message(event)
    for _ in range(3):
        await pilot._wait_for_screen()


async def settle(pilot, *, reading=True):
    """Wait until nothing is asked, read or drawn any more, however busy the machine is; without ``reading``, drawn."""
    quiet = 0
    for _ in range(400):
        await pilot._wait_for_screen()
        while reading and (running := [worker for worker in pilot.app.workers if not worker.is_finished]):
            await asyncio.gather(*(worker.wait() for worker in running), return_exceptions=True)
            await pilot._wait_for_screen()
        quiet = 0 if busy(pilot.app) else quiet + 1
        if quiet == QUIET:
            return
        await asyncio.sleep(REPAINT_S / QUIET)


def busy(app):
    """Whether a message waits for somebody, or a screen for being laid out or painted."""
    screen = app.screen
    waits = any(each.message_queue_size for each in [app, *screen.walk_children(with_self=True)])
    painted = screen._layout_required or screen._repaint_required or screen._scroll_required
    return bool(waits or painted or screen._dirty_widgets or screen._callbacks)


def page(app):
    """Return what the screen shows, line by line."""
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in line).rstrip() for line in lines)


class Driver:
    """The app under a pilot: ``press`` keys and look at the ``page``."""

    def __init__(self, pilot):
        self.pilot, self.app = pilot, pilot.app

    @property
    def page(self):
        return page(self.app)

    @property
    def said(self):
        return " | ".join(toast.message for toast in self.app._notifications)

    @property
    def table(self):
        return self.app.screen.table

    @property
    def preview(self):
        return self.app.screen.query_one("#preview")

    async def press(self, *keys):
        for key in keys:
            await send(self.pilot, key)
        await settle(self.pilot)

    async def glance(self, *keys):
        """Press keys and look, without waiting for any answer."""
        for key in keys:
            await send(self.pilot, key)
        await asyncio.sleep(REPAINT_S)

    async def type(self, text):
        """Type the first letter as a key, and hand over the others as a terminal does what is pasted."""
        await send(self.pilot, NAMES.get(text[0], text[0]))
        pasted = events.Paste(text[1:])
        pasted.set_sender(self.app)
        self.app._driver.send_message(pasted)
        await settle(self.pilot)

    async def rest(self):
        """Let the cursor rest, so that the story is read."""
        for preview in self.app.screen.query("#preview"):
            preview.ask()
        await settle(self.pilot)

    async def settle(self, *, reading=True):
        await settle(self.pilot, reading=reading)


@pytest.fixture
def drive(still, held):
    """Run a walk, an async function of a driver, over the app: ``drive(walk, size=(80, 24))``."""

    def run(walk, *, size=(120, 40), answers=held, charset="braille", waiting=True, poll_s=3600, **options):
        app = Aimarket(answers, Look(TODAY, charset), Setup(**options), poll_s=poll_s)

        async def driven():
            async with app.run_test(size=size) as pilot:
                await (settle(pilot) if waiting else asyncio.sleep(10 * REPAINT_S))
                await walk(Driver(pilot))

        asyncio.run(driven())
        return app

    return run
