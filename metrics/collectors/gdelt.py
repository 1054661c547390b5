"""GDELT: finds articles that state figures, in each language; what it counts itself is no figure here."""

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import cast

from ..collector import Errand, Yielded, collector, each
from ..errors import Changed
from ..pages import Lead, followed
from ..vocabulary import EntityKind
from ..web import Answer, Manners, Node

LANGUAGES = {
    "english": "en", "chinese": "zh", "french": "fr", "german": "de", "spanish": "es", "japanese": "ja",
    "portuguese": "pt", "italian": "it", "korean": "ko",
}  # fmt: skip
_FIGURES = (
    "daily active users", "weekly active users", "monthly active users", "daily users", "weekly users", "monthly users",
    "million users",
)  # fmt: skip
_MOST = 250
_TERMS_AT_ONCE = 10
_SHORTEST = 4
_SHORTEST_SPAN = timedelta(hours=1)
_REACH = timedelta(days=90)
_REST_S = 60.0
_BACKSLASH = re.compile(rb'\\(["\\/bfnrt]|u[0-9a-fA-F]{4})|\\')


def _slow_down(answer: Answer) -> float | None:
    """Tell the plea to slow down, which comes with status 429, or with 200, and sticks to who does not heed it."""
    pleads = b"limit requests" in answer.body[:200]
    return _REST_S if answer.status == 429 or pleads else None  # noqa: PLR2004 HTTP's own number


@collector(
    "gdelt",
    metrics=(),
    every=timedelta(days=1),
    home="https://www.gdeltproject.org",
    publisher="The GDELT Project",
    quota="one request in 5 seconds",
    manners=Manners(width=1, limit=_slow_down),
    attribution="Articles found with the GDELT Project, https://www.gdeltproject.org",
    about_since="asks for articles seen from that day on, three months back at most; without it, in the last day",
)
async def gdelt(errand: Errand) -> AsyncIterator[Yielded]:
    """Ask for articles that name a product and speak of users, language by language, and read what is found.

    GDELT searches translations: the words are English whatever the language. It tells 250 at most; where there are
    more, the time is cut in two. An answer without any article is known by its shape, else it is refused.
    """
    terms, languages = _terms(errand), cast("list[str] | None", errand.settings.get("languages"))
    groups = [terms[start : start + _TERMS_AT_ONCE] for start in range(0, len(terms), _TERMS_AT_ONCE)]
    jobs = [_Search(_english(name), group) for name in languages or LANGUAGES for group in groups]
    async for yielded in each(errand, jobs, lambda job: _search(errand, job), name=str):
        yield yielded


@dataclass(frozen=True, slots=True)
class _Search:
    language: str
    terms: Sequence[str]

    def __str__(self) -> str:
        return f"{self.language} articles on {', '.join(self.terms)}"

    @property
    def query(self) -> str:
        """The words in GDELT's own grammar, in which alternatives stand within parentheses, and those not nested."""
        return f"{_any_of(self.terms)} {_any_of(_FIGURES)} sourcelang:{self.language}"


def _any_of(phrases: Sequence[str]) -> str:
    words = [
        f'"{phrase}"' if " " in phrase else phrase
        for phrase in (re.sub(r'[\s"()]+', " ", each).strip() for each in phrases)
    ]
    return f"({' OR '.join(words)})" if len(words) > 1 else words[0]


def _terms(errand: Errand) -> list[str]:
    configured = cast("list[str] | None", errand.settings.get("terms"))
    names = configured if configured is not None else [
        entity.name for entity in errand.catalog.entities.values()
        if entity.kind is EntityKind.PRODUCT and "appstore" in entity.ids and len(entity.name) >= _SHORTEST
    ]  # fmt: skip
    if errand.only is None:
        return [name for name in names if name.strip()]
    known = ((name, errand.catalog.find_entity(name)) for name in names)
    return [name for name, entity in known if entity and errand.wants(entity.id)]


def _english(language: str) -> str:
    """Return how GDELT calls a language: ``fr`` is ``french``."""
    plain = language.strip().lower()
    return next((name for name, code in LANGUAGES.items() if code == plain), plain)


async def _search(errand: Errand, job: _Search) -> AsyncIterator[Yielded]:
    async for yielded in followed(errand, await _leads(errand, job), width=6):
        yield yielded


async def _leads(errand: Errand, job: _Search) -> list[Lead]:
    end = errand.now.astimezone(UTC)
    if errand.since is None:
        return await _within(errand, job, (end - timedelta(days=1), end), {"timespan": "1d"})
    start = max(datetime.combine(errand.since, time(), UTC), end - _REACH)
    return await _within(errand, job, (start, end), _span(start, end)) if start < end else []


async def _within(errand: Errand, job: _Search, times: tuple[datetime, datetime], span: dict[str, str]) -> list[Lead]:
    """Ask for a time, and if there is more than is told, for its halves, down to an hour."""
    found, (start, end) = await _asked(errand, job, span), times
    if len(found) < _MOST or end - start <= _SHORTEST_SPAN:
        return found
    middle = start + (end - start) / 2
    halves = [(middle, end), (start, middle)]
    return [*found, *[lead for half in halves for lead in await _within(errand, job, half, _span(*half))]]


def _span(start: datetime, end: datetime) -> dict[str, str]:
    return {"startdatetime": f"{start:%Y%m%d%H%M%S}", "enddatetime": f"{end:%Y%m%d%H%M%S}"}


async def _asked(errand: Errand, job: _Search, span: dict[str, str]) -> list[Lead]:
    asked = {"query": job.query, "mode": "artlist", "format": "json", "maxrecords": _MOST, "sort": "datedesc", **span}
    answer = await errand.door.get(errand.url("/api/v2/doc/doc"), params=asked)
    told = _mended(answer).json(strict=False)
    articles = told.get("articles")
    if articles is None:
        if isinstance(told.value, dict) and (not told.value or "articles" in told.value):
            return []
        raise answer.changed("a list of articles")
    return [_lead(article, LANGUAGES.get(job.language)) for article in articles]


def _lead(article: Node, language: str | None) -> Lead:
    # When GDELT saw it is not when it was published: the page says that itself.
    try:
        return Lead(article["url"].text(), language=language)
    except Changed:
        # What is no address is missed by its place where leads are followed, and stops no other.
        return Lead(f"article {article.pointer}", language=language)


def _mended(answer: Answer) -> Answer:
    """Double the backslashes that begin no escape; control characters within texts are let through by the parser."""
    return replace(answer, body=_BACKSLASH.sub(lambda found: found[0] if found[1] else b"\\\\", answer.body))
