"""The things the project speaks of, as frozen values without input or output.

The words are those of the README: a *document* says *observations* about an *entity*'s *metric*; claims, figures and
series are computed from them by ``metrics.ledger`` and are therefore frames, not objects.
"""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Self

from .vocabulary import (
    Basis,
    Comparator,
    DocumentKind,
    EntityKind,
    MetricKind,
    Openness,
    Precision,
    Rank,
    Span,
    Status,
)

_PERIOD = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-?Q([1-4]))?")


@dataclass(frozen=True, slots=True)
class Period:
    """The time measured, inclusive at both ends, as finely as the source dated it.

    >>> Period.parse("2025-02")
    Period(start=datetime.date(2025, 2, 1), end=datetime.date(2025, 2, 28), precision=<Precision.MONTH: 'month'>)
    """

    start: date | None = None
    end: date | None = None
    precision: Precision | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``YYYY``, ``YYYY-Qn``, ``YYYY-MM`` or ``YYYY-MM-DD``; a ``ValueError`` says what else was found."""
        match = _PERIOD.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"{text!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day, quarter = (int(part) if part else None for part in match.groups())
        assert year is not None
        try:
            if day is not None and month is not None:
                moment = date(year, month, day)
                return cls(moment, moment, Precision.DAY)
            if month is not None:
                last = calendar.monthrange(year, month)[1]
                return cls(date(year, month, 1), date(year, month, last), Precision.MONTH)
            if quarter is not None:
                first = date(year, 3 * quarter - 2, 1)
                last = calendar.monthrange(year, 3 * quarter)[1]
                return cls(first, date(year, 3 * quarter, last), Precision.QUARTER)
            return cls(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)
        except (ValueError, calendar.IllegalMonthError):
            raise ValueError(f"{text!r} is no day of the calendar") from None

    @property
    def days(self) -> int | None:
        """How many days it covers, or ``None`` if either end is unknown."""
        if self.start is None or self.end is None:
            return None
        return (self.end - self.start) // timedelta(days=1) + 1


@dataclass(frozen=True, slots=True)
class Scope:
    """What part the value covers; ``None`` means that the source did not say, which is not "all"."""

    geo: str | None = None
    platform: str | None = None
    plan: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One fetched thing in one version: the same address with other content is another document."""

    url: str | None
    id: str = ""
    final_url: str | None = None
    request_url: str | None = None
    title: str | None = None
    publisher: str | None = None
    kind: DocumentKind = DocumentKind.PRESS
    language: str | None = None
    author: str | None = None
    published_on: date | None = None
    published_precision: Precision | None = None
    published_from: str | None = None
    retrieved_at: datetime | None = None
    status_code: int | None = None
    media_type: str | None = None
    sha256: str | None = None
    text: str | None = None
    licence: str | None = None
    attribution: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What one document says about one quantity: the atom that is stored, never edited."""

    entity: str
    metric: str
    value: float | None
    unit: str
    document: str = ""
    id: str = ""
    low: float | None = None
    high: float | None = None
    comparator: Comparator = Comparator.EQUAL
    digits: int | None = None
    period: Period = field(default_factory=Period)
    span: Span = Span.UNSTATED
    scope: Scope = field(default_factory=Scope)
    status: Status = Status.NORMAL
    basis: Basis = Basis.UNSTATED
    origin: str | None = None
    attribution: str | None = None
    as_written: str | None = None
    quote: str | None = None
    quote_start: int | None = None
    quote_end: int | None = None
    pointer: str | None = None
    method: str = ""
    confidence: float = 1.0
    stated_on: date | None = None
    retrieved_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of one source: what it asked and what came of it."""

    source: str
    started_at: datetime
    ended_at: datetime
    id: str = ""
    requests: int = 0
    added: int = 0
    unchanged: int = 0
    failed: int = 0
    error: str | None = None
    version: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A person's judgement on one observation, kept forever; the latest one counts."""

    observation: str
    rank: Rank
    reason: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A name under which an entity is written, in one language and at one time."""

    name: str
    language: str | None = None
    since: date | None = None
    until: date | None = None
    misspelling: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How an entity stands to another: ``owns``, ``part_of``, ``powers``, ``derived_from``."""

    kind: str
    target: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpennessRecord:
    """How open an entity has been since a date, under which licence."""

    level: Openness
    since: date | None = None
    licence: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What is measured: a product, a company, a model, a repository, a hub."""

    id: str
    name: str
    kind: EntityKind
    owner: str | None = None
    country: str | None = None
    released: date | None = None
    aliases: tuple[Alias, ...] = ()
    require: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()
    openness: tuple[OpennessRecord, ...] = ()
    relations: tuple[Relation, ...] = ()
    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    fiscal_year_ends: int | None = None
    """The month with which its own year ends, where that is not the calendar's."""
    fiscal_year_begun: bool = False
    """Whether that year is numbered by the one in which it begins, as in Japan."""
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who makes or tells figures: a panel, an outlet, a database, with how far it may be trusted as a source."""

    id: str
    name: str
    kind: DocumentKind
    aliases: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    country: str | None = None
    owner: str | None = None
    reliability: str | None = None
    method: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """What is measured about an entity, with its definition, unit and traps."""

    id: str
    label: str
    label_fr: str
    definition: str
    group: str
    kind: MetricKind
    units: tuple[str, ...]
    additive_time: bool = False
    additive_entities: bool = False
    comparable: str | None = None
    order: int | None = None
    cadence: str | None = None
    stale_days: int | None = None
    low: float = 0.0
    high: float | None = None
    decimals: int = 0
    traps: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    cost: bool = False
    """Whether it is money that is spent: less than forecast is then no failure."""
    distinct_units: bool = False
    """Whether the units differ in meaning (percent, points); otherwise the others are words for the first."""

    @property
    def unit(self) -> str:
        """The unit in which values are kept; ``money`` stands for any ISO 4217 code."""
        return self.units[0]

    @property
    def money(self) -> bool:
        """Whether each value must carry a currency."""
        return self.unit == "money"
