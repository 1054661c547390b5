"""What the screen may ask about the market, and the shapes in which it is answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from metrics.model import Metric


@dataclass(frozen=True, slots=True)
class Figures:
    """The newest figure of everything (the fields of ``show``), as published on a day or now."""

    published: date | None = None


@dataclass(frozen=True, slots=True)
class Promises:
    """What was announced, and what came (the fields of ``promises``)."""

    published: date | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """Every source with its last run (the fields of ``catalog sources``)."""


@dataclass(frozen=True, slots=True)
class Ran:
    """The last runs of one source, the latest first: started_at ended_at requests added unchanged failed error."""

    source: str


@dataclass(frozen=True, slots=True)
class Days:
    """The days on which something was published, the oldest first (a list)."""


@dataclass(frozen=True, slots=True)
class Behind:
    """All that is known behind one figure; answered by a :class:`Story`.

    ``on`` is a day of the figure's period: then its echo is that of this period, else that of all of them.
    """

    entity: str
    metric: str
    published: date | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """Several histories in one chart; answered by a :class:`Comparison` or refused."""

    metric: str
    entities: tuple[str, ...]
    published: date | None = None


@dataclass(frozen=True, slots=True)
class InArticle:
    """The document in which an observation was read, with every figure in it; answered by an :class:`Article`."""

    observation: str
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """What is new, revised, contested, bent or edited since a moment (the fields of ``moved``); ``None``: all there is."""

    since: datetime | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Openness:
    """How the figures of each metric divide, and by what (the fields of ``openness``)."""

    by: str = "openness"
    definition: str = "permissive"
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """All that one may jump to: ``what`` (entity or metric), ``id``, ``name``, ``about`` it, its other ``words``."""


Question = Figures | Promises | Sources | Ran | Days | Behind | Compared | InArticle | Moved | Openness | Names


@dataclass(frozen=True, slots=True)
class Story:
    """One figure's past (the fields of ``history``), of what was chosen and of all claims, and its echo (``why``).

    ``texts`` are the stored texts of the documents that are quoted, by document.
    """

    past: pl.DataFrame
    claimed: pl.DataFrame
    tellings: pl.DataFrame
    claims: pl.DataFrame
    findings: pl.DataFrame
    metric: "Metric | None" = None
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Histories that may stand in one chart (the fields of ``compare``), and what a reader must know of it."""

    frame: pl.DataFrame
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A document (its fields but the text), what is archived of it, and its figures in the order of the text.

    ``kept`` says what ``text`` is: all of it (``text``), the sentences that are kept (``quotes``), or ``nothing``.
    ``beyond`` counts figures that are not listed; ``newer`` is when a later version of the page was read.
    """

    document: Mapping[str, Any]
    text: str
    kept: str
    figures: pl.DataFrame
    beyond: int = 0
    newer: datetime | None = None


Answer = pl.DataFrame | Story | Comparison | Article | list[date]
