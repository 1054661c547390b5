"""From a text to its dates: which words say one, and what role the words before give it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from . import intervals
from .digits import narrowed
from .packs import Pack, pack_of
from .patterns import SPACE, alternation, compiled, folded
from .resolving import Found, closed, resolve
from .slots import reader_of
from .spans import without_addresses
from .whens import When, WhenKind, WhenRole

__all__ = ["When", "WhenKind", "WhenRole", "date_spans", "find_dates"]

_WINDOW = 40
_NEAR = 160
_ROLES = {role.value: role for role in WhenRole} | {"deadline": WhenRole.BY, "closing": WhenRole.AT}
_PLAIN_YEARS = range(1990, 2041)


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of one language that stand before dates, and the month names that need one."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    doubtful: frozenset[str]
    capitals: bool


def find_dates(text: str, language: str, published: date | None = None) -> list[When]:
    """Return the dates of a text in order; what is relative stays without a period if ``published`` is not known.

    >>> find_dates("au 11 janvier", "fr", date(2025, 2, 24))[0].period.start
    datetime.date(2025, 1, 11)
    """
    pack = pack_of(language)
    return [] if pack is None else list(_dates(without_addresses(narrowed(text)), text, pack, published))


def date_spans(text: str, language: str) -> list[tuple[int, int]]:
    """Return where the dates of a text stand, so that no number is read in them."""
    return [(when.start, when.end) for when in find_dates(text, language)]


def _dates(plain: str, text: str, pack: Pack, published: date | None) -> Iterator[When]:
    cues = _cues(pack)
    known: When | None = None
    for match, meaning, values in reader_of(pack).readings(plain):
        found = resolve(meaning, values, published)
        cue = cues.before.search(plain, max(0, match.start() - _WINDOW), match.start())
        behind = cues.after.match(plain, match.end())
        if found is None or _doubtful(match[0], values, cue is not None, cues):
            continue
        said = (cue.lastgroup if cue else None) or "at"
        if said == "at" and behind and behind.lastgroup:
            said = behind.lastgroup
        when = _when(text, match, closed(found) if said == "closing" else found, cue, said)
        if when.kind is WhenKind.OFFSET and known:
            when = _anchored(when, known, text)
        elif when.period.start and when.role is WhenRole.AT:
            known = when
        yield when


def _anchored(when: When, known: When, text: str) -> When:
    """Count an offset from the date before it, if that stands near and in the same paragraph."""
    between = text[known.end : when.start]
    if when.shift is None or len(between) > _NEAR or "\n" in between:
        return when
    return replace(when, anchored=intervals.moved(known.period, *when.shift))


def _when(text: str, match: re.Match[str], found: Found, cue: re.Match[str] | None, said: str) -> When:
    """Put a date together with what the words around it make of it; a deadline lies ahead."""
    period = found.coming if said == "deadline" and found.coming else found.period
    return When(
        start=match.start(), end=match.end(), cue_start=cue.start() if cue else match.start(),
        as_written=text[match.start() : match.end()], period=period, kind=found.kind, role=found.role or _ROLES[said],
        relative=found.relative, part=found.part, label=found.label, shift=found.shift, coming=found.coming,
    )  # fmt: skip


def _doubtful(written: str, values: dict[str, int | str], cued: bool, cues: Cues) -> bool:  # noqa: FBT001
    """Tell whether the words may be no date: a verb "may" or "march", a number that looks like a year."""
    if set(values) == {"year"}:
        return not cued and values["year"] not in _PLAIN_YEARS
    if cues.capitals and "month" in values and written.islower():
        return True
    if not (set(values) <= {"month"} or set(values) <= {"weekday"} or set(values) <= {"season"}):
        return False
    if cues.capitals and "season" not in values and not written[0].isupper():
        return True
    return folded(written) in cues.doubtful and not cued


@cache
def _cues(pack: Pack) -> Cues:
    dates = pack.table("dates")
    begin = r"(?<![^\W_])" if pack.table("numbers")["boundaries"] else ""
    groups = _groups(dates["cues"])
    return Cues(
        before=compiled(rf"{begin}(?:{groups}){SPACE}?$"),
        after=compiled(f"(?:{_groups(dates['cues_after'])})"),
        doubtful=frozenset(dates["doubtful"]),
        capitals=dates["capitals"],
    )


def _groups(words: Mapping[str, list[str]]) -> str:
    return "|".join(f"(?P<{role}>{alternation(listed)})" for role, listed in words.items())
