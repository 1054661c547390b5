"""Feeds of news outlets: RSS, Atom and JSON feeds, whose entries lead to articles."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import cast
from urllib.parse import urljoin

from ..articles.pages.addresses import web_address
from ..articles.pages.charset import decoded
from ..articles.pages.feeds import entries_of, is_feed
from ..articles.pages.publication import reading
from ..catalog.feeds import feeds as shipped
from ..collector import Errand, Yielded, collector, each
from ..pages import Lead, followed
from ..vocabulary import Precision
from ..web import Answer, Node

_MOST = 200
_JSON_FEED = "https://jsonfeed.org/version/"
_WHOLE = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf)\s*>|<(?:\w+:)?(?:rss|feed|rdf)\b[^>]*/>", re.IGNORECASE)


@collector(
    "feeds",
    metrics=(),
    every=timedelta(hours=6),
    home="https://www.rssboard.org/rss-specification",
    publisher="their publishers",
    about_since="leaves out entries that are dated before that day; a feed holds only its newest entries",
)
async def feeds(errand: Errand) -> AsyncIterator[Yielded]:
    """Read each feed and the articles that its entries lead to, 200 at most; the articles tell the figures.

    What is no feed, or has entries that lead nowhere, is refused; one without an entry has no news.
    """
    configured = cast("list[str] | None", errand.settings.get("urls"))
    urls = list(dict.fromkeys(shipped() if configured is None else configured))
    async for yielded in each(errand, urls, lambda url: _feed(errand, url), width=16):
        yield yielded


async def _feed(errand: Errand, url: str) -> AsyncIterator[Yielded]:
    answer = await errand.door.get(url)
    leads = await asyncio.to_thread(_leads, answer, shipped().get(url))
    wanted = [lead for lead in leads if not (errand.since and lead.published and lead.published < errand.since)]
    async for yielded in followed(errand, wanted):
        yield yielded
    if _is_cut_off(answer):
        raise answer.changed("a whole feed, to its end")


def _is_json(answer: Answer) -> bool:
    return answer.media_type.endswith("json") or answer.body.lstrip()[:1] == b"{"


def _is_cut_off(answer: Answer) -> bool:
    return not _is_json(answer) and not _WHOLE.search(decoded(answer.body, answer.charset)[0])


def _leads(answer: Answer, language: str | None) -> list[Lead]:
    found = _of_json(answer, language) if _is_json(answer) else _of_xml(answer, language)
    return [Lead(_absolute(answer.url, lead.url), lead.published, lead.language) for lead in islice(found, _MOST)]


def _absolute(feed: str, link: str) -> str:
    try:
        return urljoin(feed, link)
    except ValueError:
        return link


def _of_json(answer: Answer, language: str | None) -> Iterator[Lead]:
    feed = answer.json()
    if not feed["version"].text().startswith(_JSON_FEED):
        raise answer.changed("a JSON feed")
    told = feed.get("language")
    for item in feed["items"]:
        link = _link(item)
        written = item.get("date_published")
        said = next(reading(str(written.value) if written else None, "feed"), None)
        day = said.on if said and said.precision is Precision.DAY else None
        # What leads nowhere is missed by its place, and stops no other.
        yield Lead(f"item {item.pointer}" if link is None else link, day, told.text() if told else language)


def _link(item: Node) -> str | None:
    """Return the page of an item; its id counts as that only if it is a whole address."""
    for key in ("url", "external_url", "id"):
        found = item.get(key)
        if found and isinstance(found.value, str) and (found.value if key != "id" else web_address(found.value)):
            return found.value
    return None


def _of_xml(answer: Answer, language: str | None) -> Iterator[Lead]:
    """Read the entries with what `aimarket read` reads feeds with: feedparser takes minutes where tags are left open."""
    text, _, _ = decoded(answer.body, answer.charset)
    known = is_feed(text)
    entries = entries_of(text) if known else []
    if not (entries or (known and _WHOLE.search(text))):
        raise answer.changed("an RSS, Atom or JSON feed")
    if entries and not any(entry.link for entry in entries):
        raise answer.changed("entries that lead to a page")
    for entry in entries:
        if entry.link:
            said = entry.published
            day: date | None = said.on if said and said.precision is Precision.DAY else None
            yield Lead(entry.link, day, entry.language or language)
