"""What a collector is: a value that holds one function, which asks one source and yields what it says.

See ``metrics.collectors`` for the sources. A collector neither stores nor renders; it (a) yields as published and
harmonises through the catalog only, (b) checks one invariant of its source, (c) raises ``Changed`` rather than yield
nothing in silence, (d) honours ``since`` or says why not, (e) gives each observation its pointer, and its document a
page that a person can open.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from json import dumps
from typing import TypeVar, cast

from .catalog import Catalog
from .errors import Gone, SourceError
from .model import Document, Observation, Period
from .vocabulary import Basis, DocumentKind, Precision, Span
from .web import Answer, Door, Manners, Node

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a platform speaks of: the key that it never changes, and the name that it may."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One document, or one part of one, with what it says; ``document`` and ``method`` of the observations stay empty.

    With a ``subject``, observations about ``SOURCE:NAME`` are those of whoever had the subject's key first.
    """

    document: Document
    observations: tuple[Observation, ...] = ()
    subject: Subject | None = None


@dataclass(frozen=True, slots=True)
class Missed:
    """An item that could not be had, and why; ``gone`` if the source says that there is no such thing."""

    item: str
    reason: str
    gone: bool = False


Yielded = Reading | Missed


@dataclass(kw_only=True)
class Errand:
    """What a collector is sent out with: the door to its source, the catalog, and what it is asked for.

    ``settings`` are the source's own keys of the configuration. ``held`` tells up to which day the store has figures
    of (entity, metric, geo, platform), for sources that keep a history, and ``ends`` of which days and last days of
    periods it has some of (entity or ``None``, metric): a run that failed in parts may have left holes. ``expected`` and ``done`` count items,
    ``elsewhere`` those that it found, and that another source reads; ``leads`` are the pages that it was led to.
    """

    source: str
    door: Door
    catalog: Catalog
    now: datetime
    settings: Mapping[str, object] = field(default_factory=dict)
    since: date | None = None
    only: str | None = None
    held: Callable[[], Mapping[tuple[str, str, str | None, str | None], date]] = dict
    ends: Callable[[str | None, str], Collection[date]] = lambda *_: ()
    expected: int = 0
    done: int = 0
    elsewhere: int = 0
    leads: set[str] = field(default_factory=set)

    def url(self, path: str = "", key: str = "base_url") -> str:
        """Return an address of the source: its configured home and a path."""
        return cast("str", self.settings[key]).rstrip("/") + path

    def listed(self, key: str, platform: str) -> list[str]:
        """Return what to ask for: the configured list, or all ids that the catalog has on a platform.

        With ``only``, those of that entity and of what it owns.
        """
        configured = cast("list[str] | None", self.settings.get(key))
        names = list(dict.fromkeys(configured if configured is not None else self.catalog.ids_on(platform)))
        return [name for name in names if self.wants(self.entity(platform, name))]

    def entity(self, platform: str, name: str) -> str:
        """Return the entity that has an id on a platform, or the source's own name for it."""
        return self.catalog.holder(platform, name) or f"{self.source}:{name}"

    def held_until(
        self, entity: str, metric: str, *, geo: str | None = None, platform: str | None = None
    ) -> date | None:
        """Return the last day of which the store has a figure from this source."""
        return self.held().get((entity, metric, geo, platform))

    def expect(self, count: int) -> None:
        """Announce so many more items, for the progress bar."""
        self.expected += count

    def wants(self, entity: str) -> bool:
        """Tell whether an entity is asked for: any, or with ``only`` that entity and what it owns."""
        return self.only in (None, entity, *self.catalog.owner_chain(entity))


Read = Callable[[Errand], AsyncIterator[Yielded]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collector:
    """One source of figures: its metrics, how often it is due by default, its home page, its manners.

    ``version`` grows when the same answer is read differently. ``licence`` and ``attribution`` are what the source
    asks to be told with its figures, ``quota`` is how much it grants, in words.
    """

    name: str
    read: Read
    metrics: tuple[str, ...]
    every: timedelta
    home: str
    publisher: str
    version: int = 1
    manners: Manners = field(default_factory=Manners)
    licence: str | None = None
    attribution: str | None = None
    quota: str | None = None
    about_since: str = ""


def collector(
    name: str, *, metrics: Sequence[str], every: timedelta, home: str, publisher: str, **more: object
) -> Callable[[Read], Collector]:
    """Make a collector of the function below it; ``more`` are further fields of :class:`Collector`."""

    def make(read: Read) -> Collector:
        return Collector(
            name=name, read=read, metrics=tuple(metrics), every=every, home=home, publisher=publisher, **more,  # type: ignore[arg-type]  # the fields' own types
        )  # fmt: skip

    return make


def content_hash(value: object) -> str:
    """Hash one part of an answer, so that an unchanged part of a changed answer is the same document."""
    return sha256(dumps(value, sort_keys=True, ensure_ascii=False).encode(errors="surrogatepass")).hexdigest()


def document_of(
    answer: Answer, url: str, *, title: str, publisher: str, part: object = None, **more: object
) -> Document:
    """Make the document that an answer, or one ``part`` of it, is; ``url`` is the page that a person can open."""
    return Document(
        url=url, final_url=answer.url, request_url=answer.request_url, title=title, publisher=publisher,
        retrieved_at=answer.retrieved_at, status_code=answer.status, media_type=answer.media_type or None,
        sha256=answer.sha256 if part is None else content_hash(part),
        **{"kind": DocumentKind.PLATFORM, **more},  # type: ignore[arg-type]  # the fields' own types
    )  # fmt: skip


def counted(answer: Answer, node: Node, entity: str, metric: str, unit: str, **more: object) -> Observation:
    """Make the observation of a number that a platform counts, as of the day on which it was fetched.

    ``more`` are further fields of the observation, or others in place of these: a ``value`` that the number stands
    for, the ``span``, the ``scope``.
    """
    day = answer.retrieved_at.date()
    usual: dict[str, object] = {
        "period": Period(day, day, Precision.DAY), "span": Span.POINT, "basis": Basis.MEASURED, "stated_on": day,
        "retrieved_at": answer.retrieved_at, "pointer": node.pointer,
    }  # fmt: skip
    if "value" not in more:
        usual["value"] = float(node.count())
    return Observation(entity=entity, metric=metric, unit=unit, **{**usual, **more})  # type: ignore[arg-type]  # the fields' own types


async def guarded(errand: Errand, item: str, readings: AsyncIterator[Yielded]) -> AsyncIterator[Yielded]:
    """Yield what one item gives as it comes; if that ends in a source's error, yield that it was missed."""
    try:
        async for reading in readings:
            yield reading
    except SourceError as error:
        yield Missed(item, str(error), gone=isinstance(error, Gone))
    errand.done += 1


def parts(
    items: Iterable[T], read: Callable[[T], Reading | None], *, name: Callable[[T], str]
) -> Iterator[Yielded]:  # fmt: skip
    """Read the parts of one answer one after another; a part that is not understood is missed, the others go on."""
    for item in items:
        try:
            reading = read(item)
        except SourceError as error:
            yield Missed(name(item), str(error))
            continue
        if reading is not None:
            yield reading


async def each(
    errand: Errand, items: Sequence[T], read: Callable[[T], AsyncIterator[Yielded]], *,
    name: Callable[[T], str] = str, width: int = 8,
) -> AsyncIterator[Yielded]:  # fmt: skip
    """Read items side by side, as far as their hosts allow, and yield what they give, in order.

    What an item gives before its turn is held, so each should be small. An item whose reading ends in a source's
    error is yielded as missed; the others go on.
    """
    errand.expect(len(items))
    waiting: deque[tuple[asyncio.Task[None], asyncio.Queue[Yielded | None]]] = deque()
    coming = iter(items)
    try:
        while True:
            while len(waiting) < width and (item := next(coming, None)) is not None:
                queue: asyncio.Queue[Yielded | None] = asyncio.Queue()
                waiting.append((asyncio.create_task(_fill(queue, guarded(errand, name(item), read(item)))), queue))
            if not waiting:
                return
            task, given = waiting[0]
            while (yielded := await given.get()) is not None:
                yield yielded
            await task
            waiting.popleft()
    finally:
        for task, _ in waiting:
            task.cancel()
        await asyncio.gather(*(task for task, _ in waiting), return_exceptions=True)


async def _fill(queue: asyncio.Queue[Yielded | None], readings: AsyncIterator[Yielded]) -> None:
    """Put what comes into a queue, and nothing at its end, however that comes about."""
    try:
        async for reading in readings:
            queue.put_nowait(reading)
    finally:
        queue.put_nowait(None)
