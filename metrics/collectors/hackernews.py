"""Hacker News, through Algolia's search: in how many stories of a week a name stands."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode

from ..collector import Errand, Reading, Yielded, collector, counted, document_of, each
from ..errors import Changed
from ..model import Entity, Period, Scope
from ..vocabulary import Comparator, EntityKind, Precision, Span, Status

_WEEK = timedelta(days=7)
_KINDS = (EntityKind.PRODUCT, EntityKind.MODEL_FAMILY, EntityKind.TOOL)
_SHORTEST = 4
_PLATFORM = "Hacker News"


@collector(
    "hackernews",
    metrics=("search_mentions",),
    every=timedelta(days=1),
    home="https://news.ycombinator.com",
    publisher="Hacker News",
    quota="10,000 requests an hour",
    about_since="reads every closed week from that day on; without it, the last one and those that were missed",
)
async def hackernews(errand: Errand) -> AsyncIterator[Yielded]:
    """Count the stories of each closed week, Monday to Sunday in UTC, whose title or address holds the very words.

    Names that are also ordinary words, or too short, are left out unless they are configured. Where Algolia says that
    its count is not exhaustive, the figure is an estimate.
    """
    jobs = [(term, week) for term in _terms(errand) for week in _weeks(errand, term)]
    async for yielded in each(errand, jobs, lambda job: _week(errand, *job), name=lambda job: f"{job[0]}, {job[1]}"):
        yield yielded


def _terms(errand: Errand) -> list[str]:
    configured = errand.settings.get("terms")
    names = configured if isinstance(configured, list) else [
        entity.name for entity in errand.catalog.entities.values() if _plain(entity)
    ]  # fmt: skip
    return [name for name in names if errand.only is None or _entity(errand, name) == errand.only]


def _plain(entity: Entity) -> bool:
    known = entity.kind in _KINDS and "wikipedia" in entity.ids
    return known and not entity.require and len(entity.name) >= _SHORTEST


def _entity(errand: Errand, term: str) -> str:
    found = errand.catalog.find_entity(term)
    return found.id if found else f"hackernews:{term}"


def _weeks(errand: Errand, term: str) -> Iterator[date]:
    """Yield the Mondays of the closed weeks that are wanted: those since the last, and those left out before it."""
    today = errand.now.date()
    last = today - timedelta(days=today.weekday()) - _WEEK
    held = errand.held_until(_entity(errand, term), "search_mentions", platform=_PLATFORM)
    first = errand.since or (held + timedelta(days=1) if held else last)
    monday = min(first - timedelta(days=first.weekday()), last)
    ends = set() if errand.since else set(errand.ends(_entity(errand, term), "search_mentions"))
    sunday = min(ends, default=monday)
    while (sunday := sunday + _WEEK) < monday:
        if sunday not in ends:
            yield sunday - _WEEK + timedelta(days=1)
    while monday <= last:
        yield monday
        monday += _WEEK


async def _week(errand: Errand, term: str, monday: date) -> AsyncIterator[Reading]:
    start, end = (int(datetime.combine(day, time(), UTC).timestamp()) for day in (monday, monday + _WEEK))
    asked = {
        "query": f'"{term}"', "advancedSyntax": "true", "typoTolerance": "false", "tags": "story", "hitsPerPage": 0,
        "restrictSearchableAttributes": "title,url", "numericFilters": f"created_at_i>={start},created_at_i<{end}",
    }  # fmt: skip
    answer = await errand.door.get(errand.url("/api/v1/search_by_date"), params=asked)
    told = answer.json()
    hits = told["nbHits"]
    shown = len(list(told.get("hits") or ()))
    if shown > hits.count():
        raise Changed(answer.request_url, f"{shown} stories at least, as many as are told", repr(hits.value))
    exact = (told.get("exhaustiveNbHits") or told["exhaustive"]["nbHits"]).flag() if _says(told.value) else True
    sunday = monday + _WEEK - timedelta(days=1)
    observation = counted(
        answer, hits, _entity(errand, term), "search_mentions", "mentions",
        period=Period(monday, sunday, Precision.WEEK), span=Span.SUM, scope=Scope(platform=_PLATFORM),
        comparator=Comparator.EQUAL if exact else Comparator.ABOUT,
        status=Status.NORMAL if exact else Status.ESTIMATED,
        stated_on=min(monday + _WEEK, answer.retrieved_at.date()),
    )  # fmt: skip
    query = urlencode(
        {"query": f'"{term}"', "type": "story", "dateRange": "custom", "dateStart": start, "dateEnd": end}
    )
    page = document_of(
        answer, f"https://hn.algolia.com/?{query}", title=f"Hacker News: stories with {term!r}, week of {monday}",
        publisher="Hacker News", part={"nbHits": hits.value, "exact": exact},
    )  # fmt: skip
    yield Reading(document=page, observations=(observation,))


def _says(told: object) -> bool:
    """Tell whether an answer says if its count is exhaustive; older ones did not."""
    return isinstance(told, dict) and bool({"exhaustiveNbHits", "exhaustive"} & told.keys())
