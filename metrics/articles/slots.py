"""What the slots of date templates may hold in one language, and what each word in them is worth."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from .packs import Pack
from .patterns import SPACE, alternation, folded
from .templates import Form, Reader, Slot

MEANINGS = ("fiscal", "range", "ending", "first", "ago", "earlier", "later", "same", "over", "numeric", "plain")
"""The kinds of template, most telling first."""

_DIGITS = frozenset("0123456789")
_CENTURY, _TURN = 2000, 70
_MOST_COUNT = 366


@cache
def reader_of(pack: Pack) -> Reader:
    """Return the date templates of a pack, ready to search with."""
    listed = pack.table("dates")["forms"]
    spaced = pack.table("numbers")["boundaries"]
    begin = (
        r"(?<![^\W_])(?<![0-9][.,/-])" if spaced else r"(?<![0-9])(?<![0-9][.,])(?:(?<![A-Za-z])|(?=[^\W0-9A-Za-z]))"
    )
    end = r"(?![^\W_])" if spaced else r"(?<![A-Za-z0-9](?=[A-Za-z0-9]))"
    slots = _slots(pack)
    forms = [Form(meaning, template, slots, end) for meaning in MEANINGS for template in listed[meaning]]
    return Reader(forms, begin)


def _slots(pack: Pack) -> dict[str, Slot]:
    dates, relative = pack.table("dates"), pack.table("relative")
    no_number = _no_number(pack)
    month = _words(_listed(dates["months"]))
    day = rf"(?:0?[1-9]|[12][0-9]|3[01])(?:{alternation(dates['day_after'])})?{no_number}"
    return {
        "month": month,
        "month2": month,
        "weekday": _words(_listed(dates["weekdays"])),
        "day": _number(day),
        "day2": _number(day),
        "dd": _number(r"(?:[0-2]?[0-9]|3[01])(?![0-9])"),
        "dd2": _number(r"(?:[0-2]?[0-9]|3[01])(?![0-9])"),
        "m": _number(r"(?:1[0-2]|0?[1-9])(?![0-9])"),
        "m2": _number(r"(?:1[0-2]|0?[1-9])(?![0-9])"),
        "year": _number(rf"(?:19[5-9]|20[0-4])[0-9](?:(?=\.[0-9]{{1,2}}\.[0-9]{{1,2}}(?![0-9.]))|{no_number})"),
        "yy": Slot(rf"[1-9][0-9]{{1}}{no_number}", _DIGITS, _short_year),
        "year2": Slot(rf"(?:2[2-9]|3[0-5]){no_number}", _DIGITS, _short_year),
        "yearto": _number(r"(?:20)?(?:2[2-9]|3[0-5])(?![0-9])"),
        "n": _count(pack),
        "nq": _count(pack),
        "aunit": _words(
            {f"{one} {word}": unit for one in relative["article"] for word, unit in relative["units"].items()}
        ),
        "unit": _words(relative["units"]),
        "quarter": _words(dates["quarters"]),
        "half": _words(dates["halves"]),
        "season": _words(dates["seasons"]),
        "part": _words(dates["parts"]),
        "latest": _words(dict.fromkeys(relative["latest"], 1)),
        "coming": _words(dict.fromkeys(relative["coming"], 1)),
        "relyear": _words(relative["years"]),
        "theyear": _words(relative["this_year"]),
        "thismonth": _words(relative["this_month"]),
        "span": _words(relative["spans"]),
        "quarterword": _words(dict.fromkeys(dates["periods"]["quarter"], 3)),
        "halfword": _words(dict.fromkeys(dates["periods"]["half"], 6)),
        "fiscalquarter": _words(dates["fiscal_quarters"]),
        "fiscalyear": _words(dict.fromkeys(dates["fiscal_years"]["words"], 0)),
    }


def _listed(lines: Iterable[str]) -> dict[str, int]:
    """Number the alternatives of each line from 1."""
    return {word: number for number, line in enumerate(lines, 1) for word in line.split("|")}


def _words(table: Mapping[str, int | str]) -> Slot:
    worth = dict(table)
    return Slot(alternation(worth), frozenset(worth), lambda written: worth.get(folded(written)))


def _number(pattern: str) -> Slot:
    return Slot(pattern, _DIGITS, _leading)


def _leading(written: str) -> int | None:
    match = re.match(r"[0-9]+", written)
    return int(match[0]) if match else None


def _short_year(written: str) -> int:
    number = int(written)
    return _CENTURY + number - (100 if number >= _TURN else 0)


def _count(pack: Pack) -> Slot:
    """A small count in digits or words: three (months ago)."""
    words = {word: int(worth) for word, worth in pack.table("numbers")["spelled"].items() if worth >= 1}
    read: Callable[[str], int | None] = lambda written: (  # noqa: E731
        int(written) if written.isdecimal() and int(written) <= _MOST_COUNT else words.get(folded(written))
    )
    return Slot(f"(?:[0-9]{{1,3}}|{alternation(words)})", _DIGITS | frozenset(words), read)


def _no_number(pack: Pack) -> str:
    """What may not follow a day or a year: more of a number, as in "en janvier 22,2 millions" or 2220万."""
    numbers = pack.table("numbers")
    end = r"(?![^\W_])" if numbers["boundaries"] else ""
    scales = alternation([*numbers["scales"], *numbers["hundreds"], *numbers["odd"]])
    percent = alternation([*numbers["percent"], *numbers["percentage_points"]])
    return rf"(?![0-9]|[.,'\u2019][0-9]|[ \u00a0\u202f][0-9]{{3}}(?![0-9])|{SPACE}?(?:{scales}{end}|{percent}{end}|[€£¥₩]))"
