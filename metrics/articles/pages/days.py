"""The one day that a line names together with its year: in figures alone, or in the words of its language."""

import re
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate

from ...model import Period
from ...vocabulary import Precision

_YEAR = r"(?P<y>(?:199|20\d)\d)"
_D, _M = r"(?P<d>\d{1,2})", r"(?P<m>\d{1,2})"
_YEAR_FIRST = re.compile(
    rf"(?<!\d){_YEAR}(?:\s*[年년]\s*{_M}\s*[月월]\s*{_D}\s*[日일號号]?|(?P<s>[-/.])\s?(?P<m2>\d{{1,2}})(?P=s)\s?(?P<d2>\d{{1,2}})(?!\d))"
)
_YEAR_LAST = re.compile(rf"(?<!\d){_D}(?P<s>[-/.])\s?{_M}(?P=s)\s?{_YEAR}(?!\d)")
_ANY_YEAR = re.compile(r"(?:199|20\d)\d")
_LAST_MONTH = 12
_FIRST_YEAR, _LAST_YEAR = 1990, 2099


@dataclass(frozen=True, slots=True)
class Day:
    """A day and where it stands in its line."""

    period: Period
    start: int
    end: int


def day_in(line: str, language: str | None) -> Day | None:
    """Return the first whole day that a line names; ``None`` if it names none, or one that may be two.

    >>> day_in("Publié le 3 février 2025 à 09 h 12", "fr").period.start
    datetime.date(2025, 2, 3)
    """
    found = _YEAR_FIRST.search(line)
    if found is not None:
        month, day = found["m"] or found["m2"], found["d"] or found["d2"]
        return _day(found, int(month), int(day))
    found = _YEAR_LAST.search(line)
    if found is not None:
        return _mixed(found, language)
    return _in_words(line, language)


def day_of_mail(text: str) -> date | None:
    """Return the local day of a date as mail headers and feeds have it: ``Mon, 24 Feb 2031 23:40:12 -0800``."""
    parts = parsedate(text)
    try:
        moment = date(*parts[:3]) if parts else None
    except ValueError:
        return None
    return moment if moment and _FIRST_YEAR <= moment.year <= _LAST_YEAR else None


def _in_words(line: str, language: str | None) -> Day | None:
    from ..dates import find_dates

    if language is None or _ANY_YEAR.search(line) is None:
        return None
    for when in find_dates(line, language):
        if when.period.precision is Precision.DAY and not when.relative:
            return Day(when.period, when.start, when.end)
    return None


def _mixed(found: re.Match[str], language: str | None) -> Day | None:
    """Read 03/02/2031: the day comes first, but in English nobody can know unless one of both is above twelve."""
    first, second = int(found["d"]), int(found["m"])
    if second > _LAST_MONTH:
        return _day(found, first, second)
    told = first > _LAST_MONTH or first == second or found["s"] == "."
    if not told and (language is None or language.startswith("en")):
        return None
    return _day(found, second, first)


def _day(found: re.Match[str], month: int, day: int) -> Day | None:
    try:
        moment = date(int(found["y"]), month, day)
    except ValueError:
        return None
    return Day(Period(moment, moment, Precision.DAY), found.start(), found.end())
