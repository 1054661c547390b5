"""Pages that something leads to, or that a person lists: fetched through the door, read, and handed on as a document."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date

from .articles import Page, document_of, observations_of, read_page
from .articles.pages.addresses import canonical, web_address
from .articles.tiers import Tier, tier_of
from .collector import Errand, Missed, Reading, Yielded, each
from .errors import Changed, Denied, UsageError
from .literal import one_line
from .web import Answer

_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Lead:
    """An address that leads to a page, with what was said of the page there, should it not say so itself."""

    url: str
    published: date | None = None
    language: str | None = None


async def followed(errand: Errand, leads: Sequence[Lead], *, width: int = 2) -> AsyncIterator[Yielded]:
    """Read the pages that content leads to, each once a run, whichever source comes first.

    A page that was read before is asked for only whether it changed; where nothing tells, a day later at the earliest.
    A lead that is no web address is missed.
    """
    fresh, taken = [], errand.door.web.taken
    for lead in leads:
        address = canonical(lead.url, None)
        if address is None:
            yield Missed(one_line(lead.url)[:_SHOWN], "no web address")
        elif address not in taken:
            taken.add(address)
            fresh.append(lead)
        elif address not in errand.leads:
            errand.elsewhere += 1
        errand.leads.add(address or "")
    async for yielded in each(
        errand, fresh, lambda lead: _followed(errand, lead), name=lambda lead: lead.url, width=width
    ):
        yield yielded


async def _followed(errand: Errand, lead: Lead) -> AsyncIterator[Reading]:
    answer = await errand.door.get(lead.url, page=True, foreign=True)
    async for reading in _readings(errand, answer, lead):
        yield reading


async def listed(errand: Errand, url: str) -> AsyncIterator[Reading]:
    """Read a page that a person listed: it may be anywhere, and what the owner of its site lets programs read holds."""
    answer = await errand.door.get(url, page=True)
    async for reading in _readings(errand, answer, Lead(url)):
        yield reading


async def _readings(errand: Errand, answer: Answer, lead: Lead) -> AsyncIterator[Reading]:
    if errand.door.web.network.respect_robots:
        _obey(answer)
    reading = await asyncio.to_thread(_read, errand, answer, lead)
    if reading.observations or errand.only is None:
        yield reading


def _obey(answer: Answer) -> None:
    """Hold to what a site says of one page in the answer itself.

    Raises:
        Denied: programs are asked not to use it.
    """
    tags = {tag.strip().lower() for tag in answer.headers.get("x-robots-tag", "").split(",")}
    if "noai" in tags or answer.headers.get("tdm-reservation", "").strip() == "1":
        raise Denied(f"{answer.request_url}: its owner asks programs not to use it")


def _read(errand: Errand, answer: Answer, lead: Lead) -> Reading:
    page = _page(answer, lead)
    document = document_of(
        page, retrieved_at=answer.retrieved_at, request_url=answer.request_url, status_code=answer.status,
        catalog=errand.catalog,
    )  # fmt: skip
    found = observations_of(page, errand.catalog, document)
    sure = (each for each in found if tier_of(each.confidence) is Tier.SURE)
    return Reading(document=document, observations=tuple(each for each in sure if errand.wants(each.entity)))


def _page(answer: Answer, lead: Lead) -> Page:
    try:
        page = read_page(
            answer.body, url=web_address(answer.url), media_type=answer.media_type or None, charset=answer.charset,
            published=lead.published, language=lead.language,
        )  # fmt: skip
    except UsageError as error:
        raise Changed(answer.request_url, "a page with a text", str(error)[:_SHOWN]) from None
    if not page.text.strip():
        raise answer.changed("a page with a text")
    if _half(answer.body):
        answer.spoil()
    return page


def _half(body: bytes) -> bool:
    """Tell whether a page is cut short within its article, so that it is to be fetched anew rather than confirmed.

    Of the tags around a text only the article's has to be closed.

    >>> _half(b"<html><article><p>One"), _half(b"<ARTICLE><p>One</ARTICLE>"), _half(b"<html><p>One")
    (True, False, False)
    """
    low = body.lower()
    return b"<article" in low and b"</article" not in low
