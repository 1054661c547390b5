"""What OpenRouter passes on: tokens by model and day, out of its daily exports and, with a key, its longer history."""

from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby

from ..collector import Errand, Missed, Reading, Subject, Yielded, counted, document_of
from ..errors import Changed, Gone
from ..literal import one_line
from ..model import Observation, Period, Scope
from ..vocabulary import Precision, Span, Status
from ..web import Answer, Node, records

PLATFORM = "openrouter"
TOKENS = "tokens_processed_daily"
CREDIT = "Source: OpenRouter (openrouter.ai), licensed under CC BY 4.0"
Models = Mapping[str, tuple[Subject, str]]
"""By the name that OpenRouter never changes: a model with its present name, and the entity that it is."""

_DATASET = "rankings-daily"
_EXPORTS = "/api/v1/datasets/exports"
_BEGIN = date(2025, 1, 1)
"""From this day on the keyed data set has tokens."""
_LONGEST = timedelta(days=365)
_REVISED = timedelta(days=7)
_DAY = timedelta(days=1)
_MOST_DIGITS = 17
_SHOWN = 80


def is_variant(name: str) -> bool:
    """Tell whether a name is that of an alias, a router, or a variant of a model.

    >>> is_variant("acme/bolt:free"), is_variant("acme/bolt")
    (True, False)
    """
    return name.startswith(("~", "openrouter/")) or name.endswith((":free", ":batch"))


async def tokens(errand: Errand, models: Models) -> AsyncIterator[Yielded]:
    """Read the newest export, and older ones as far as days are wanted that it does not hold.

    Where the store begins, a run before may have been cut short: what lies before that is asked for again.
    """
    await _index(errand)
    days = set() if errand.since else set(errand.ends(None, TOKENS))
    first, reached = _first(errand, days), [date.max]
    async for yielded in _exports(errand, models, "latest", first, reached):
        yield yielded
    if days and min(days) > _BEGIN:
        reached.append(min(days))
        async for yielded in _exports(errand, models, (min(days) + _DAY).isoformat(), None, reached):
            yield yielded
        first = None
    if errand.door.token and (first is None or first < min(reached)):
        async for reading in _history(errand, models, max(first or _BEGIN, _BEGIN), min(reached) - _DAY):
            yield reading


async def _exports(
    errand: Errand, models: Models, name: str, first: date | None, reached: list[date]
) -> AsyncIterator[Yielded]:
    """Read exports backwards until one holds the first day wanted, or there are no more; tell how far that led."""
    while first is None or first < min(reached):
        try:
            answer = await errand.door.get(errand.url(f"{_EXPORTS}/{_DATASET}/{name}.csv"))
        except Gone:
            if name == "latest":
                raise
            return
        rows, missed = _dated(records(answer, "date", "model_permaslug", "total_tokens"))
        for each in missed:
            yield each
        days = {row["date"].day() for row in rows}
        if not days:
            raise answer.changed("the tokens of at least one day")
        if min(days) >= min(reached):
            return
        running = max(days)
        kept = [row for row in rows if name == "latest" or row["date"].day() < running]
        for reading in _traffic(errand, answer, models, kept, running if name == "latest" else None):
            yield reading
        # The last day of an older export was running when it was written, so that the next one has to overlap.
        reached.append(min(days))
        name = (min(days) + _DAY).isoformat()


async def _index(errand: Errand) -> None:
    """Make sure that the exports still hold the data set, if their list can be had."""
    try:
        answer = await errand.door.get(errand.url(f"{_EXPORTS}/index.json"))
    except Gone:
        return
    if _DATASET not in [dataset["id"].value for dataset in answer.json()["datasets"]]:
        raise answer.changed(f"the data set {_DATASET}")


def _first(errand: Errand, days: Collection[date]) -> date | None:
    """Return the first day that is wanted, or ``None`` for all there are; a day left out among those held is wanted."""
    held = [end for (_, metric, _, on), end in errand.held().items() if (metric, on) == (TOKENS, PLATFORM)]
    if errand.since or not held:
        return errand.since
    again = max(held) - _REVISED
    start = min(days, default=again)
    every = (start + timedelta(days=number) for number in range((again - start).days))
    return next((day for day in every if day not in days), again)


async def _history(errand: Errand, models: Models, first: date, last: date) -> AsyncIterator[Yielded]:
    """Read what the keyed data set has of days before the exports."""
    while first <= last:
        until = min(first + _LONGEST, last)
        params = {"start_date": first.isoformat(), "end_date": until.isoformat()}
        answer = await errand.door.get(errand.url(f"/api/v1/datasets/{_DATASET}"), params=params)
        rows, missed = _dated(list(answer.json()["data"]))
        for yielded in (*missed, *_traffic(errand, answer, models, rows, None)):
            yield yielded
        first = until + _DAY


def _traffic(
    errand: Errand, answer: Answer, models: Models, rows: list[Node], running: date | None
) -> Iterator[Yielded]:
    """Give what one export says of each model; the rest of all models together (``other``) is nobody's."""
    page = document_of(
        answer, "https://openrouter.ai/rankings", title="OpenRouter: tokens by model and day", publisher="OpenRouter",
        licence="CC-BY-4.0", attribution=CREDIT,
    )  # fmt: skip
    for slug, told in groupby(sorted(rows, key=_slug), key=_slug):
        subject, entity = models.get(slug) or (Subject(slug, slug), f"openrouter:{slug}")
        if slug == "other" or is_variant(slug) or not errand.wants(entity):
            continue
        flows: list[Observation] = []
        for row in told:
            try:
                flows.append(_flow(answer, entity, row, running))
            except Changed as error:
                yield Missed(_named(row), str(error))
        if flows:
            yield Reading(document=page, observations=tuple(flows), subject=subject)


def _dated(rows: list[Node]) -> tuple[list[Node], list[Missed]]:
    """Part the rows that name a day and a model from those that do not.

    Raises:
        Changed: none does.
    """
    dated: list[Node] = []
    missed: list[Missed] = []
    first: Changed | None = None
    for row in rows:
        try:
            row["date"].day(), _slug(row)
            dated.append(row)
        except Changed as error:
            missed.append(Missed(_named(row), str(error)))
            first = first or error
    if first and not dated:
        raise first
    return dated, missed


def _named(row: Node) -> str:
    told = [cell.value for key in ("model_permaslug", "date") if (cell := row.get(key))]
    return f"tokens of {one_line(', '.join(map(str, told)))[:_SHOWN] or row.pointer}"


def _slug(row: Node) -> str:
    return row["model_permaslug"].text()


def _flow(answer: Answer, entity: str, row: Node, running: date | None) -> Observation:
    day, tokens = row["date"].day(), row["total_tokens"]
    told = tokens.decimal()
    if told < 0 or told != int(told):
        raise Changed(tokens.url, f"a number of tokens at {tokens.pointer}", repr(tokens.value))
    return counted(
        answer, tokens, entity, TOKENS, "tokens", value=float(told), period=Period(day, day, Precision.DAY),
        span=Span.SUM, scope=Scope(platform=PLATFORM), stated_on=min(day + _DAY, answer.retrieved_at.date()),
        status=Status.PROVISIONAL if day == running else Status.NORMAL, as_written=str(tokens.value),
        # Every digit is counted, a zero at the end too: a day that still ran is never the more finely told.
        digits=min(len(str(int(told))), _MOST_DIGITS),
    )  # fmt: skip
