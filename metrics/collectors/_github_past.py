"""What GitHub keeps of a repository's past: its releases, and when each account that stars it today did so."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import date, timedelta

from ..collector import Errand, Reading, counted, document_of
from ..errors import Changed, Denied, Gone
from ..model import Observation, Period, Scope
from ..vocabulary import Basis, Precision, Span, Status
from ..web import Answer, Node
from ._github import HEADERS, HERE, HOST, Repository, page_of, path_of
from ._pages import pages

_ROWS = 100
_MOST_PAGES = 10
"""So many pages of releases are read at most with a token, which is the newest thousand; without one, a single page."""
_LAST_PAGE = 400
"""GitHub shows no further page of those who star a repository."""
_STARRED = {**HEADERS, "accept": "application/vnd.github.star+json"}
_DAY = timedelta(days=1)


async def releases(errand: Errand, one: Repository) -> AsyncIterator[Reading]:
    """Read the downloads of the newest full release, and how many releases each month that is over brought."""
    first_wanted = _first_month(errand, one)
    months: Counter[date] = Counter()
    first, oldest, complete, number = None, date.max, True, 0
    most = _MOST_PAGES if errand.door.token else 1
    try:
        async for answer in pages(errand, errand.url(f"{path_of(one.name)}/releases"), {"per_page": _ROWS}, HEADERS):
            first, number = first or answer, number + 1
            days = [_published(release) for release in answer.json() if not _draft(release)]
            months.update(day.replace(day=1) for day in days)
            oldest, complete = min([oldest, *days]), answer.next_page is None
            if oldest < first_wanted or number == most:
                break
    except Gone:
        if first:
            raise
    newest = _newest(first) if first else await _latest(errand, one)
    if newest is not None and (reading := _downloads(one, *newest)) is not None:
        yield reading
    if first and months:
        yield _monthly(one, first, months, max(first_wanted, oldest if complete else _next(oldest)))


def _first_month(errand: Errand, one: Repository) -> date:
    held = errand.held_until(one.entity, "releases", platform=HOST)
    return errand.since or (held + _DAY if held else date.min)


def _draft(release: Node) -> bool:
    draft = release.get("draft")
    return (draft is not None and draft.flag()) or release.get("published_at") is None


def _published(release: Node) -> date:
    return release["published_at"].day()


def _newest(answer: Answer) -> tuple[Answer, Node] | None:
    """Find the newest full release of a list."""
    full = [each for each in answer.json() if not _draft(each) and not ((pre := each.get("prerelease")) and pre.flag())]
    newest = max(full, key=lambda each: each["published_at"].moment(), default=None)
    return None if newest is None else (answer, newest)


async def _latest(errand: Errand, one: Repository) -> tuple[Answer, Node] | None:
    """Ask for the newest full release alone; a repository may have none."""
    try:
        answer = await errand.door.get(errand.url(f"{path_of(one.name)}/releases/latest"), headers=HEADERS)
    except Gone:
        return None
    return answer, answer.json()


def _downloads(one: Repository, answer: Answer, release: Node) -> Reading | None:
    tag, assets = release["tag_name"].text(), release["assets"]
    counts = [asset["download_count"].count() for asset in assets]
    if not counts:
        return None
    observation = counted(
        answer, assets, one.entity, "release_downloads", "downloads", value=float(sum(counts)), span=Span.CUMULATIVE,
        scope=Scope(platform=HOST, plan=tag), origin=HOST,
    )  # fmt: skip
    document = document_of(
        answer, f"{page_of(one.name)}/releases/latest", title=f"{one.name} {tag} on {HOST}", publisher=HOST,
        part=[tag, *counts],
    )  # fmt: skip
    return Reading(document=document, observations=(observation,))


def _monthly(one: Repository, answer: Answer, months: Counter[date], first: date) -> Reading:
    today = answer.retrieved_at.date()
    list_of_all = Node(None, answer.request_url, "/*/published_at")
    observations = tuple(
        counted(
            answer, list_of_all, one.entity, "releases", "releases", value=float(months[month]), span=Span.SUM,
            basis=Basis.DERIVED, scope=HERE, origin=HOST, stated_on=min(_next(month), today),
            period=Period(month, _next(month) - _DAY, Precision.MONTH),
        )
        for month in _closed(first.replace(day=1), today)
    )  # fmt: skip
    document = document_of(
        answer, f"{page_of(one.name)}/releases", title=f"Releases of {one.name} on {HOST}", publisher=HOST,
        part=sorted([month.isoformat(), count] for month, count in months.items()),
    )  # fmt: skip
    return Reading(document=document, observations=observations)


def _closed(month: date, today: date) -> Iterator[date]:
    while _next(month) <= today:
        yield month
        month = _next(month)


def _next(day: date) -> date:
    """Return the first day of the month after."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


async def stars(errand: Errand, one: Repository, since: date) -> AsyncIterator[Reading]:
    """Read backwards, page by page, how many of those who star a repository today did so by the end of each day.

    Raises:
        Denied: at the end, if there were more than the first 40,000 stars, which is all that GitHub shows.
    """
    last = -(-one.stars // _ROWS)
    number, later, end = min(last, _LAST_PAGE), errand.now.date(), None
    while number > 0:
        url = errand.url(f"{path_of(one.name)}/stargazers")
        answer = await errand.door.get(url, params={"per_page": _ROWS, "page": number}, headers=_STARRED)
        rows = [((number - 1) * _ROWS + place, *_starred(row)) for place, row in enumerate(answer.json(), 1)]
        days = [day for _, day, _ in rows]
        if days != sorted(days) or (not days and number < last):
            raise Changed(answer.request_url, "stars in the order in which they were given", f"{len(days)} in another")
        if number == _LAST_PAGE < last:
            end = later = days[-1]
        found = tuple(_by_day(answer, one, rows, since, later))
        if found:
            yield _history(answer, one, found)
        later = min([later, *days])
        number = number - 1 if later >= since else 0
    if end is not None:
        raise Denied(f"{answer.request_url}: GitHub shows the first 40,000 stars only, which end on {end}")


def _starred(row: Node) -> tuple[date, Node]:
    return row["starred_at"].day(), row["starred_at"]


def _by_day(
    answer: Answer, one: Repository, rows: list[tuple[int, date, Node]], since: date, later: date
) -> Iterator[Observation]:  # fmt: skip
    for count, day, node in reversed(rows):
        if since <= day < later:
            yield counted(
                answer, node, one.entity, "github_stars", "stars", value=float(count), scope=HERE, origin=HOST,
                basis=Basis.DERIVED, status=Status.ESTIMATED, period=Period(day, day, Precision.DAY),
            )  # fmt: skip
        later = min(later, day)


def _history(answer: Answer, one: Repository, found: tuple[Observation, ...]) -> Reading:
    document = document_of(
        answer, f"{page_of(one.name)}/stargazers", title=f"Who stars {one.name} on {HOST}, and since when",
        publisher=HOST,
    )  # fmt: skip
    return Reading(document=document, observations=found)
