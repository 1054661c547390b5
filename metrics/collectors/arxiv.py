"""arXiv: how many papers were submitted in a month, by subject or by a name in their abstract."""

import calendar
from collections.abc import AsyncIterator, Iterator
from datetime import date, timedelta
from urllib.parse import quote
from xml.etree import ElementTree as ET

from ..collector import Errand, Reading, Yielded, collector, document_of, each
from ..errors import Changed
from ..model import Observation, Period
from ..vocabulary import Basis, DocumentKind, Precision, Span
from ..web import Answer, Manners

CATEGORIES = ("cs.AI", "cs.CL", "cs.CV", "cs.LG")
_ATOM = "{http://www.w3.org/2005/Atom}"
_TOTAL = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"
_FIRST_RUN = 12
_STILL_GROWS = 2
_ROOT = "feed"


@collector(
    "arxiv",
    metrics=("papers",),
    every=timedelta(days=1),
    home="https://arxiv.org",
    publisher="arXiv",
    quota="one request in 3 seconds",
    manners=Manners(width=1),
    licence="CC0-1.0",
    attribution="Thank you to arXiv for use of its open access interoperability.",
    about_since="counts every closed month from that day on; without it the last twelve, later those that still grow",
)
async def arxiv(errand: Errand) -> AsyncIterator[Yielded]:
    """Count the papers of each closed month: those listed under a subject, or whose abstract holds the very words.

    A paper counts in each subject that lists it. arXiv answers an error with a feed of one entry: that is no count.
    """
    jobs = [(name, query, month) for name, query in _queries(errand) for month in _months(errand, name)]
    async for yielded in each(
        errand, jobs, lambda job: _month(errand, *job), name=lambda job: f"{job[0]}, {job[2]:%Y-%m}"
    ):
        yield yielded


def _queries(errand: Errand) -> list[tuple[str, str]]:
    subjects = errand.settings.get("categories")
    terms = errand.settings.get("terms")
    found = [(name, f"cat:{name}") for name in (subjects if isinstance(subjects, list) else CATEGORIES)]
    found += [(name, f'abs:"{name}"') for name in (terms if isinstance(terms, list) else [])]
    return [each for each in found if errand.only is None or _entity(errand, each[0]) == errand.only]


def _entity(errand: Errand, name: str) -> str:
    known = errand.catalog.find_entity(name)
    return known.id if known else f"arxiv:{name}"


def _months(errand: Errand, name: str) -> Iterator[date]:
    """Yield the first days of the closed months that are wanted; the newest grow for some days and are read again.

    So are those of the last twelve that a run before could not have.
    """
    this = errand.now.date().replace(day=1)
    entity, year = _entity(errand, name), _earlier(this, _FIRST_RUN)
    held = errand.held_until(entity, "papers")
    first = errand.since or (_earlier(held.replace(day=1), _STILL_GROWS - 1) if held else year)
    ends = set() if errand.since else {end.replace(day=1) for end in errand.ends(entity, "papers")}
    month = min(first.replace(day=1), year) if ends else first.replace(day=1)
    while month < this:
        if month >= first.replace(day=1) or month not in ends:
            yield month
        month = (month + timedelta(days=31)).replace(day=1)


def _earlier(month: date, count: int) -> date:
    for _ in range(count):
        month = (month - timedelta(days=1)).replace(day=1)
    return month


async def _month(errand: Errand, name: str, query: str, month: date) -> AsyncIterator[Reading]:
    end = month.replace(day=calendar.monthrange(month.year, month.month)[1])
    span = f"[{month:%Y%m%d}0000 TO {end:%Y%m%d}2359]"
    asked = {"search_query": f"{query} AND submittedDate:{span}", "start": 0, "max_results": 1}
    answer = await errand.door.get(errand.url("/api/query"), params=asked)
    total = _total(answer)
    day = answer.retrieved_at.date()
    observation = Observation(
        entity=_entity(errand, name), metric="papers", value=float(total), unit="papers",
        period=Period(month, end, Precision.MONTH), span=Span.SUM, basis=Basis.MEASURED,
        pointer="/feed/opensearch:totalResults", stated_on=min(end + timedelta(days=1), day),
        retrieved_at=answer.retrieved_at,
    )  # fmt: skip
    page = f"https://arxiv.org/list/{quote(name)}/{month:%Y-%m}" if query.startswith("cat:") else (
        f"https://arxiv.org/search/?searchtype=abstract&query={quote(name)}"
    )  # fmt: skip
    yield Reading(
        document=document_of(
            answer,
            page,
            title=f"arXiv: {name}, {month:%Y-%m}",
            publisher="arXiv",
            part={"total": total},
            kind=DocumentKind.PLATFORM,
            licence="CC0-1.0",
            attribution=arxiv.attribution,
        ),
        observations=(observation,),
    )


def _total(answer: Answer) -> int:
    if b"<!DOCTYPE" in answer.body or b"<!ENTITY" in answer.body:
        raise answer.changed("an Atom feed without a document type")
    try:
        feed = ET.fromstring(answer.body)  # noqa: S314 what could expand was refused above
    except ET.ParseError:
        raise answer.changed("an Atom feed") from None
    entries = feed.findall(f"{_ATOM}entry")
    for entry in entries:
        if "/api/errors" in (entry.findtext(f"{_ATOM}id") or ""):
            said = " ".join((entry.findtext(f"{_ATOM}summary") or "").split())[:100]
            raise Changed(answer.request_url, "a count of papers", f"an error: {said}")
    total = feed.findtext(_TOTAL) or ""
    if feed.tag != f"{_ATOM}{_ROOT}" or not total.strip().isdecimal():
        raise answer.changed("an Atom feed with opensearch:totalResults")
    if int(total) and not entries:
        raise Changed(answer.request_url, f"the first of {total.strip()} papers", "none")
    return int(total)
