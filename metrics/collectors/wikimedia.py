"""Wikimedia: how often people opened an entity's Wikipedia article, day by day, in each language."""

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote

from ..catalog import Catalog
from ..collector import Errand, Missed, Reading, Yielded, collector, counted, document_of, each
from ..errors import Changed, Denied, Gone
from ..model import Period, Scope
from ..vocabulary import Precision, Span
from ..web import Answer, Node

_LISTED, _FORMER = "wikipedia", "wikipedia_former"
_FIRST_DAY = date(2015, 7, 1)
_DAY = timedelta(days=1)
_STILL_REVISED = timedelta(days=3)
_SAY_WHO = "Wikimedia wants to know whom to write to: aimarket config set network.contact name@example.org"
_STAMP = re.compile(r"[0-9]{10}")
_ENDED = re.compile(r"(?P<name>.+) until (?P<until>\d{4}-\d\d-\d\d)")


@dataclass(frozen=True, slots=True)
class _Title:
    """A title that an article has, or had from ``since`` to ``until``."""

    name: str
    since: date = _FIRST_DAY
    until: date = date.max

    @property
    def project(self) -> str:
        """Which Wikipedia it is of: ``en.wikipedia``."""
        return self.name.partition("/")[0]

    @property
    def words(self) -> str:
        """The title as addresses write it."""
        return self.name.partition("/")[2].replace(" ", "_")


@collector(
    "wikimedia",
    metrics=("page_views",),
    every=timedelta(days=1),
    home="https://www.wikipedia.org",
    publisher="Wikimedia",
    quota="200 requests a minute, 10 without a contact",
    licence="CC0-1.0",
    attribution="Wikimedia pageviews, CC0",
    about_since="reads every day from that one on, 2015-07-01 at the earliest; without it all, later what is new",
)
async def wikimedia(errand: Errand) -> AsyncIterator[Yielded]:
    """Count the views of each article by people, one figure a day; a day that the source leaves out stays out.

    An article that moved is read under the title that it had on the day: views of the other titles are not added.
    Each language is a series of its own. What is told must be about the article and the days that were asked for.
    """
    async for yielded in each(errand, errand.listed("articles", _LISTED), lambda name: _article(errand, name)):
        yield yielded


async def _article(errand: Errand, name: str) -> AsyncIterator[Yielded]:
    """Read the titles of an article one after another, so that no failure leaves a hole that is never filled.

    A title that is not there is named, and the next one read.
    """
    titles, entity = _titles(errand, name)
    first, last = _wanted(errand, entity, titles[-1].project), errand.now.date() - _DAY
    for title in titles:
        start, end = max(first, title.since), min(last, title.until)
        if start > end:
            continue
        try:
            yield await _views(errand, entity, title, (start, end))
        except Gone as error:
            yield Missed(title.name, str(error), gone=True)


def _titles(errand: Errand, name: str) -> tuple[list[_Title], str]:
    """Return the titles of an article, the oldest first, and its entity.

    A former title of which nobody knows how long it held is left out; one that is asked for itself is read alone.
    """
    asked, catalog = _title(name), errand.catalog
    former = {title.name: (title, entity) for title, entity in _former(catalog)}
    if asked.name in former:
        title, entity = former[asked.name]
        return [asked if asked.until < date.max else title], entity
    entity, since = errand.entity(_LISTED, asked.name), _FIRST_DAY
    before = [title for title, held_by in former.values() if held_by == entity and title.project == asked.project]
    found = []
    for title in sorted(before, key=lambda title: title.until):
        if title.until < date.max:
            found.append(_Title(title.name, since, title.until))
            since = title.until + _DAY
    return [*found, _Title(asked.name, since, asked.until)], entity


def _former(catalog: Catalog) -> Iterator[tuple[_Title, str]]:
    return ((_title(name), entity) for name, entity in catalog.ids_on(_FORMER).items())


def _title(name: str) -> _Title:
    """Read a title with the last day that it held, if it did not hold for good.

    >>> _title("en.wikipedia/Bard_(chatbot) until 2024-02-08").until
    datetime.date(2024, 2, 8)
    """
    told = _ENDED.fullmatch(name)
    if told is None:
        return _Title(name)
    try:
        return _Title(told["name"], until=date.fromisoformat(told["until"]))
    except ValueError:
        return _Title(name)


def _wanted(errand: Errand, entity: str, project: str) -> date:
    if errand.since:
        return max(_FIRST_DAY, errand.since)
    held = errand.held_until(entity, "page_views", platform=project)
    return max(_FIRST_DAY, held - _STILL_REVISED) if held else _FIRST_DAY


async def _views(errand: Errand, entity: str, title: _Title, days: tuple[date, date]) -> Reading:
    if not title.words or not title.project:
        raise Gone(f"{title.name}: no article; write its Wikipedia and its title, such as en.wikipedia/ChatGPT")
    answer = await _asked(errand, title, days)
    observations = []
    seen: set[date] = set()
    for row in answer.json()["items"]:
        day = _day(row["timestamp"])
        if (row["project"].value, row["article"].value) != (title.project, title.words):
            raise Changed(answer.request_url, f"views of {title.name}", f"those of {str(row['article'].value)[:60]}")
        if day in seen or not days[0] <= day <= days[1]:
            raise Changed(answer.request_url, f"each day from {days[0]} to {days[1]} once", str(day))
        seen.add(day)
        observations.append(
            counted(
                answer, row["views"], entity, "page_views", "views", period=Period(day, day, Precision.DAY),
                span=Span.SUM, scope=Scope(platform=title.project), stated_on=_told_on(day, answer),
            )
        )  # fmt: skip
    if not observations:
        raise answer.changed("a day with views")
    page = f"https://pageviews.wmcloud.org/?project={title.project}.org&pages={quote(title.words, safe='()')}"
    document = document_of(
        answer, page, title=f"Page views of {title.words.replace('_', ' ')} ({title.project})", publisher="Wikimedia",
        licence=wikimedia.licence, attribution=wikimedia.attribution,
    )  # fmt: skip
    return Reading(document=document, observations=tuple(observations))


async def _asked(errand: Errand, title: _Title, days: Sequence[date]) -> Answer:
    named = quote(title.words, safe="")
    first, last = (f"{day:%Y%m%d}" for day in days)
    path = f"/per-article/{quote(title.project, safe='')}/all-access/user/{named}/daily/{first}/{last}"
    try:
        return await errand.door.get(errand.url(path))
    except Gone as error:
        said = f"either there is no such title (case counts) or nobody opened it from {days[0]} to {days[1]}"
        raise Gone(f"{str(error).partition(',')[0]}: {said}") from None
    except Denied as error:
        if errand.door.web.network.contact:
            raise
        raise Denied(f"{error}; {_SAY_WHO}") from None


def _day(stamp: Node) -> date:
    """Read the day of a time such as ``2024020800``."""
    told = stamp.text()
    try:
        return date.fromisoformat(told[:8] if _STAMP.fullmatch(told) else "")
    except ValueError:
        raise Changed(stamp.url, f"a time such as 2024020800 at {stamp.pointer}", repr(told)[:60]) from None


def _told_on(day: date, answer: Answer) -> date:
    """Return the day after: the count of a closed day could be known then, whenever it was fetched."""
    return min(day + _DAY, answer.retrieved_at.date())
