"""Articles that a person gives: opened, read, and stored if asked; files never need the network."""

import asyncio
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .articles import Page, document_of, read_page
from .articles.reading import Reading, read_figures
from .catalog import Catalog, load
from .config import Configuration, names_somebody
from .errors import SourceError, UsageError
from .frames import documents_frame, observations_frame
from .literal import path_text, unnamed
from .market import Market
from .model import Document, Run
from .store import Appended
from .update.run import network_of

if TYPE_CHECKING:
    from .web import Door

SOURCE = "read"
STDIN = "-"
_MOST_BYTES = 64_000_000
_MANY = 60
_SUFFIXES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of the articles, where they do not say it themselves."""

    published: date | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of one article, and where they are from; of a web page also what was asked, and what came when."""

    source: str
    body: bytes
    media_type: str | None = None
    url: str | None = None
    asked: str | None = None
    status: int | None = None
    retrieved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """What could be opened, in order, and why addresses could not be had."""

    contents: tuple[Content, ...]
    missed: tuple[SourceError, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article, read; ``opinions`` are what a second reader said of its figures, and what came of each."""

    source: str
    document: Document
    reading: Reading
    opinions: tuple[str, ...] = ()


def is_address(source: str) -> bool:
    """Tell whether an argument is a web address.

    >>> is_address("https://example.org/a"), is_address("a.html")
    (True, False)
    """
    return source.lower().startswith(("http://", "https://"))


def open_sources(sources: Sequence[str], configuration: Configuration, stdin: bytes | None = None) -> Opened:
    """Open files, addresses and standard input, in order; an address that cannot be had costs no other source.

    Raises:
        UsageError: a file that cannot be read, or is too large; an address with a password.
        SourceError: there are only addresses, and none of them can be had.
    """
    for source in sources:
        if "://" in source and names_somebody(source):  # what looks like one is told like a file otherwise
            told = "leave out the name and password before its @: they are never sent"
            raise UsageError(f"{unnamed(source)}: {told}")
    addresses = list(dict.fromkeys(source for source in sources if is_address(source)))
    fetched = asyncio.run(_fetch(addresses, configuration)) if addresses else {}
    found = [fetched[source] if source in fetched else _opened(source, stdin) for source in sources]
    contents = tuple(each for each in found if isinstance(each, Content))
    missed = tuple(each for each in fetched.values() if isinstance(each, SourceError))
    if not contents and missed:
        raise missed[0] if len(missed) == 1 else SourceError("\n".join(map(str, missed)))
    return Opened(contents, missed)


def _opened(source: str, stdin: bytes | None) -> Content:
    if source == STDIN:
        return Content(source, stdin or b"")
    path = Path(source)
    try:
        if path.is_dir():
            raise UsageError(f"{path_text(path)} is a folder: name its files")
        if path.stat().st_size > _MOST_BYTES:
            raise UsageError(f"{path_text(path)} is larger than {_MOST_BYTES // 1_000_000} MB: that is no article")
        return Content(source, path.read_bytes(), _SUFFIXES.get(path.suffix.lower()))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"{path_text(path)} cannot be read: {reason}") from None


async def _fetch(addresses: Sequence[str], configuration: Configuration) -> dict[str, Content | SourceError]:
    from .web import Cache, Door, Web

    async with Web(network_of(configuration), cache=Cache.default()) as web:
        door = Door(web, home=addresses)
        found = await asyncio.gather(*(_had(door, address) for address in addresses))
    return dict(zip(addresses, found, strict=True))


async def _had(door: "Door", address: str) -> Content | SourceError:
    try:
        answer = await door.get(address, page=True)
    except SourceError as error:
        return error
    return Content(
        address, answer.body, answer.headers.get("content-type"), answer.url, answer.request_url, answer.status,
        answer.retrieved_at,
    )  # fmt: skip


def read_articles(
    contents: Sequence[Content], catalog: Catalog, said: Said, *, at: datetime, whole: bool = False
) -> Iterator[Article]:
    """Read articles in order; ``whole`` keeps what explains each number.

    Raises:
        UsageError: what was given is no text.
    """
    yield from (_read(content, catalog, said, at, whole=whole) for content in contents)


def read_many(
    contents: Sequence[Content], extra: Sequence[Path], said: Said, *, at: datetime, workers: int
) -> Iterator[Article]:
    """Read articles in order, several at once: each worker loads the catalog with the user's own files for itself.

    Raises:
        UsageError: what was given is no text.
    """
    # A fresh interpreter each: one that is forked may wait for ever for a thread of polars.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, initializer=_prepare, initargs=(tuple(extra),)) as pool:
        jobs = [pool.submit(_read_one, content, said, at) for content in contents]
        yield from (job.result() for job in jobs)


def workers_for(count: int) -> int:
    """Return how many processes are worth starting for so many articles; starting one takes as long as reading fifty."""
    return min(os.cpu_count() or 1, count // _MANY) if count >= 2 * _MANY else 1


_loaded: list[Catalog] = []


def _prepare(extra: tuple[Path, ...]) -> None:
    _loaded[:] = [load(extra)]


def _read_one(content: Content, said: Said, at: datetime) -> Article:
    return _read(content, _loaded[0], said, at, whole=False)


def _read(content: Content, catalog: Catalog, said: Said, at: datetime, *, whole: bool) -> Article:
    page = open_page(content, said)
    document = document_of(
        page, retrieved_at=content.retrieved_at or at, request_url=content.asked, status_code=content.status,
        catalog=catalog,
    )  # fmt: skip
    reading = read_figures(page, catalog, document)
    return Article(content.source, document, reading if whole else replace(reading, candidates=(), scene=None))


def open_page(content: Content, said: Said) -> Page:
    """Open one article, the source named in what is refused."""
    try:
        return read_page(
            content.body,
            url=content.url,
            media_type=content.media_type,
            published=said.published,
            language=said.language,
        )
    except UsageError as error:
        source = content.source if is_address(content.source) else path_text(Path(content.source))
        raise UsageError(f"{source}: {error}") from None


def save(market: Market, articles: Sequence[Article]) -> Appended:
    """Store the documents and observations of articles as one run; what is there already adds nothing."""
    documents = documents_frame([each.document for each in articles])
    observations = [figure.observation for each in articles for figure in each.reading.figures]
    frame = observations_frame(observations, documents)
    run = Run(source=SOURCE, started_at=market.now, ended_at=market.now)
    return market.store.append(run, documents, frame.unique("id", keep="first", maintain_order=True), now=market.now)
