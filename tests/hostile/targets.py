"""What is fuzzed: each target takes bytes, does with them what the program does, and demands what the program promises.

No error but those of our tree leaves it, nothing that a person or program gets to see holds a character that acts, and
none goes on and on: no input here is longer than 100 KB, which takes less than a second on a machine that rests.
"""

import io
import json
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import polars as pl

from dash import crash, sifting
from dash.widgets.filter_line import LONGEST
from metrics import formats, intake, query
from metrics.articles import read_page
from metrics.articles.dates import find_dates
from metrics.articles.numbers import find_quantities
from metrics.articles.packs import LANGUAGES
from metrics.articles.pages.feeds import entries_of, is_feed, read_feed
from metrics.articles.pages.webpage import Given
from metrics.articles.reading import read_figures
from metrics.catalog import load as load_catalog
from metrics.config import load as load_config
from metrics.errors import AimarketError
from metrics.literal import FORBIDDEN, one_line
from metrics.opinion.pointing import pointings_of
from metrics.views import reading as readings
from metrics.web import Answer

from . import pieces

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
PUBLISHED = date(2025, 2, 24)
PATIENCE_S = 5.0
SENTENCES = 1_000
MEDIA = (
    None,
    "text/html",
    "text/plain",
    "text/markdown",
    "application/xhtml+xml; charset=gbk",
    "application/rss+xml",
    "",
)
_FORBIDDEN = frozenset(FORBIDDEN)


class Broken(AssertionError):
    """A promise that an input breaks."""


def demand(holds: object, otherwise: str) -> None:
    if not holds:
        raise Broken(otherwise)


def clean(text: str, what: str) -> None:
    """Demand that a text that goes out holds nothing that acts."""
    acting = _FORBIDDEN.intersection(text)
    demand(not acting, f"{what} lets {sorted(map(ascii, acting))} out")


def printed(frame: pl.DataFrame) -> None:
    """Write a frame in every format and demand that each is clean; a cell of a CSV begins no formula."""
    for kind in formats.KINDS:
        out = io.StringIO()
        formats.write(frame, kind, out)
        clean(out.getvalue(), kind)


def said(error: AimarketError) -> None:
    """Say an error as the command line does."""
    demand(str(error).strip(), f"{type(error).__name__} says nothing")
    with redirect_stderr(io.StringIO()) as told:
        crash.say(f"aimarket: {error}")
    clean(told.getvalue(), "stderr")


@dataclass(frozen=True)
class Target:
    """One thing that is fuzzed: what it does with an input, and the pieces that inputs are made of."""

    run: Callable[[bytes], None]
    pieces: Sequence[str]
    longest: int = 512

    def attack(self, data: bytes, seconds: float = PATIENCE_S) -> None:
        """Run one input; an error of our tree is said, anything else is a finding, and so is taking longer."""
        began = time.process_time()
        try:
            self.run(data)
        except AimarketError as error:
            said(error)
        took = time.process_time() - began
        demand(took < seconds, f"it takes {took:.1f} s")


def _language(data: bytes) -> str:
    return LANGUAGES[data[0] % len(LANGUAGES)] if data else "en"


def numbers(data: bytes) -> None:
    text, place = pieces.text_of(data[1:], pieces.PROSE, SENTENCES), 0
    for each in find_quantities(text, _language(data)):
        demand(text[each.start : each.end] == each.as_written != "", "a number is not cut out of the text")
        demand(place <= each.start < each.end <= each.unit_end <= len(text), "numbers overlap")
        place = each.end


def dates(data: bytes) -> None:
    text, place = pieces.text_of(data[1:], pieces.PROSE, SENTENCES), 0
    for each in find_dates(text, _language(data), PUBLISHED):
        demand(text[each.start : each.end] == each.as_written != "", "a date is not cut out of the text")
        demand(place <= each.start, "dates overlap")
        start, end = each.period.start, each.period.end
        demand(start is None or end is None or start <= end, "a period is reversed")
        place = each.end


@cache
def _catalog():
    return load_catalog()


def page(data: bytes) -> None:
    medium = MEDIA[data[0] % len(MEDIA)] if data else None
    body = pieces.bytes_of(data[1:], pieces.HTML)
    read = read_page(body, url="https://x.example/a", media_type=medium, published=PUBLISHED, language=_language(data))
    for block in read.blocks:
        demand(0 <= block.start <= block.end <= len(read.text), "a block lies outside of the text")
    reading = read_figures(read, _catalog())
    for figure in reading.figures:
        seen = figure.observation
        quote = read.text[seen.quote_start : seen.quote_end]
        demand(quote == seen.quote, "a quote is not in the text")
    if reading.figures:
        printed(readings.read([("a.html", read.language, reading.figures)], _catalog(), everything=True))
    clean("\n".join(map(one_line, [read.title or "", read.author or "", *reading.notes])), "a note")


def feed(data: bytes) -> None:
    text = pieces.text_of(data, pieces.FEED)
    text = text if is_feed(text) else f"<rss><channel><item>{text}"
    for entry in entries_of(text):
        clean(one_line(entry.link or ""), "a link")
    for read in read_feed(text, Given(url="https://x.example/feed", language="en")):
        demand("root:" not in read.text, "a file of this machine is read")


@cache
def _folder() -> Path:
    folder = tempfile.TemporaryDirectory(prefix="aimarket-fuzz-")
    _kept.append(folder)
    return Path(folder.name)


_kept: list[object] = []


def _file(name: str, content: bytes) -> Path:
    path = _folder() / name
    path.write_bytes(content)
    return path


def _imported(name: str, content: bytes) -> None:
    taken = intake.read(_file(name, content), _catalog(), now=NOW)
    for row in [*taken.bad, *taken.doubtful]:
        demand(len(f"{row}".splitlines()) == 1, "a fault is told on more than one line")
        clean(str(row), "a fault")
    demand(taken.observations["value"].is_finite().all(), "a value that is no number is taken")
    printed(taken.observations.head(3))


def table(data: bytes) -> None:
    _imported("figures.csv", pieces.bytes_of(data, pieces.ROWS))


def objects(data: bytes) -> None:
    _imported("figures.ndjson", pieces.bytes_of(data, pieces.OBJECTS))


def config(data: bytes) -> None:
    load_config(_file("config.toml", pieces.bytes_of(data, pieces.CONFIG)), environ={})


_FIGURES = pl.DataFrame(
    {
        "entity": ["chatgpt", "doubao", "=1\u202e"], "entity_name": ["ChatGPT", "豆包", "\x1b[31mx"], "owner": ["openai", None, "x"],
        "metric": ["users", "weekly_active_users", "valuation"], "value": [4e8, 1.5e8, None], "unit": ["users", "users", "USD"],
        "end": [date(2025, 1, 31), None, date(2026, 1, 1)], "grade": ["A1", "C2", None], "stale": [True, False, None],
        "status": ["A", "E", "F"], "_country": ["US", "CN", None], "series": [[1.0, 2.0], [], None],
        "scope": [{"geo": "CN", "platform": None}, {"geo": None, "platform": "app"}, None],
    }
)  # fmt: skip


def sql(data: bytes) -> None:
    text = pieces.text_of(data, pieces.SQL)
    tables = {"figures": _FIGURES.lazy, "claims": lambda: _FIGURES.lazy().select("entity", claim="metric")}
    printed(query.run(text, tables).head(3))


def filters(data: bytes) -> None:
    text = pieces.text_of(data, pieces.FILTER)[:LONGEST]
    demand(sifting.sift(_FIGURES, text).height <= _FIGURES.height, "a filter makes rows")


def opinion(data: bytes) -> None:
    content = pieces.text_of(data, pieces.OPINION)
    body = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
    url = "https://x.example/v1"
    told = pointings_of(Answer(url=url, request_url=url, status=200, body=body, retrieved_at=NOW))
    demand(len(told) <= 200 and all(len(each.quote) <= 600 for each in told), "more is taken than an article can have")


TARGETS = {
    "numbers": Target(numbers, pieces.PROSE, 32),
    "dates": Target(dates, pieces.PROSE, 32),
    "page": Target(page, pieces.HTML),
    "feed": Target(feed, pieces.FEED),
    "csv": Target(table, pieces.ROWS),
    "ndjson": Target(objects, pieces.OBJECTS),
    "config": Target(config, pieces.CONFIG),
    "sql": Target(sql, pieces.SQL),
    "filter": Target(filters, pieces.FILTER),
    "opinion": Target(opinion, pieces.OPINION),
}
