"""PyPI Stats: how many files of a package are fetched from the Python Package Index, mirrors left out."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from urllib.parse import quote

from ..collector import Errand, Reading, Yielded, collector, counted, document_of, each
from ..errors import Changed
from ..model import Document, Observation, Period
from ..vocabulary import Precision, Span
from ..web import Answer, Manners, Node

_LISTED = "pypi"
_METRIC = "package_downloads"
_REVISED = timedelta(days=7)
"""A day whose count failed is counted later; so far back the days are read again."""
_MONTH = timedelta(days=29)
_DAY = timedelta(days=1)
_TOO_MANY = 429
_PAUSE_S = 60.0


def _limit(answer: Answer) -> float | None:
    """Wait a minute after a refusal, which names no wait itself."""
    return _PAUSE_S if answer.status == _TOO_MANY else None


@collector(
    "pypistats",
    metrics=(_METRIC,),
    every=timedelta(days=1),
    home="https://pypistats.org",
    publisher="PyPI Stats",
    quota="30 requests a minute",
    manners=Manners(width=1, limit=_limit),
    about_since="PyPI Stats keeps 180 days: the first run reads them all, --since reads back to that day at most",
)
async def pypistats(errand: Errand) -> AsyncIterator[Yielded]:
    """Read each package's downloads of every closed day, and those of the last 30 days as one.

    A count is of files, by people and by machines. The answer must be about the package that was asked for, and hold a
    row of the index without its mirrors. A day is said to be known on the day after it.
    """
    async for yielded in each(errand, errand.listed("packages", _LISTED), lambda name: _package(errand, name)):
        yield yielded


async def _package(errand: Errand, name: str) -> AsyncIterator[Reading]:
    package = name.lower().replace(".", "-").replace("_", "-")
    entity = errand.entity(_LISTED, name)
    answer, told = await _asked(errand, package, "overall", mirrors="false")
    days = _days(told, answer.retrieved_at.date())
    first = _first(errand, entity)
    daily = tuple(_daily(answer, entity, day, row) for day, row in days.items() if first is None or day >= first)
    yield Reading(document=_document(answer, package, "downloads by day"), observations=daily)
    last = max(days)
    answer, told = await _asked(errand, package, "recent")
    month = counted(
        answer, told["data"]["last_month"], entity, _METRIC, "downloads", value=float(told["data"]["last_month"].count()),
        period=Period(last - _MONTH, last, Precision.DAY), span=Span.TRAILING,
    )  # fmt: skip
    yield Reading(document=_document(answer, package, "downloads of the last month"), observations=(month,))


async def _asked(errand: Errand, package: str, what: str, **params: str) -> tuple[Answer, Node]:
    answer = await errand.door.get(errand.url(f"/api/packages/{quote(package, safe='')}/{what}"), params=params)
    told = answer.json()
    if told["package"].text() != package:
        raise Changed(answer.request_url, f"the package {package}", repr(told["package"].value))
    return answer, told


def _days(told: Node, today: date) -> dict[date, Node]:
    """Find the row of each day, mirrors left out; a day that has not ended is not counted yet."""
    rows = [row for row in told["data"] if row["category"].text() == "without_mirrors"]
    days = {row["date"].day(): row["downloads"] for row in rows if row["date"].day() < today}
    if not days:
        raise Changed(told.url, "the downloads of at least one day, without mirrors", f"{len(rows)} such rows")
    return days


def _first(errand: Errand, entity: str) -> date | None:
    """Return the first day that is wanted, or ``None`` for all there are."""
    held = errand.held_until(entity, _METRIC)
    return errand.since or (held - _REVISED if held else None)


def _daily(answer: Answer, entity: str, day: date, downloads: Node) -> Observation:
    return counted(
        answer, downloads, entity, _METRIC, "downloads", value=float(downloads.count()),
        period=Period(day, day, Precision.DAY), span=Span.SUM, stated_on=min(day + _DAY, answer.retrieved_at.date()),
    )  # fmt: skip


def _document(answer: Answer, package: str, what: str) -> Document:
    page = f"https://pypistats.org/packages/{quote(package, safe='')}"
    return document_of(answer, page, title=f"PyPI Stats: {what} of {package}", publisher="PyPI Stats")
