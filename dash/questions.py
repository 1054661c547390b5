"""What the screen may ask about the market, and the shapes in which it is answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

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


Question = Figures | Promises | Sources | Days | Behind | Compared


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
    metric: Metric | None = None
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Histories that may stand in one chart (the fields of ``compare``), and what a reader must know of it."""

    frame: pl.DataFrame
    notes: Sequence[str] = ()


Answer = pl.DataFrame | Story | Comparison | list[date]
