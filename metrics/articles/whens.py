"""What a written date is: a period with the words that say it, and what those words make of it."""

from dataclasses import dataclass
from enum import StrEnum

from ..model import Period


class WhenKind(StrEnum):
    """How the date is written."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SEASON = "season"
    SPAN = "span"
    """Several units: "1〜6月期", "the nine months to September"."""
    FISCAL = "fiscal"
    """A company's own year or quarter: ``label`` says which, and its calendar, where that is known, which months."""
    OFFSET = "offset"
    """Counted from another date: "a year earlier", "six months before": ``shift`` says how far."""


class WhenRole(StrEnum):
    """What the words before it make of the date."""

    AT = "at"
    """The figure holds then: "in May", "as of 11 January", or no cue at all."""
    BY = "by"
    """A deadline: "by the end of the year", "d'ici à 2027"."""
    SINCE = "since"
    """Where a stretch begins; not when the figure holds."""
    UNTIL = "until"
    OVER = "over"
    """A length of time up to now: "over the past year"; not when the figure holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date as a text writes it; ``text[start:end] == as_written``, ``cue_start`` adds the words before it.

    ``period`` is empty where a date of publication is needed and not given, and for a fiscal year. ``relative`` says
    that the publication date went in. ``part`` is ``early``, ``mid`` or ``end`` where only a part is meant: the
    ``end`` of a year is its last quarter here, and a reader may take its last month.
    ``label`` tells what a company's own calendar can place: ``FY2026-Q4``, ``Q2``, or ``Q-1`` for "last quarter".
    ``shift`` is a unit and a count, as in ``("month", -6)``. ``coming`` is what the same words mean in a sentence
    that looks ahead: "in June" is the last June in ``period`` and the next one in ``coming``.
    ``anchored`` counts an offset from the date before it in the text: "… in September 2025, up from 19 a year earlier".
    """

    start: int
    end: int
    cue_start: int
    as_written: str
    period: Period
    kind: WhenKind
    role: WhenRole = WhenRole.AT
    relative: bool = False
    part: str | None = None
    label: str | None = None
    shift: tuple[str, int] | None = None
    coming: Period | None = None
    anchored: Period | None = None
