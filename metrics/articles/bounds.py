"""Which words bound a number, before or after it: more than, 超, 以上, oltre, "… überschritten"."""

import re
from dataclasses import dataclass
from functools import cache

from ..vocabulary import Comparator
from .behind import Behind, Mirrored, pattern_or_none
from .drafts import Draft
from .grammar import NOT_BEFORE_LETTER
from .packs import Pack
from .patterns import SPACE, alternation, compiled

_NAMES = {
    "equal": Comparator.EQUAL,
    "more": Comparator.MORE,
    "at_least": Comparator.AT_LEAST,
    "about": Comparator.ABOUT,
    "less": Comparator.LESS,
    "at_most": Comparator.AT_MOST,
}
_SIGNS = {sign.value: sign for sign in Comparator}
_LATER = {True: 44, False: 14}
_STOPS = r"0-9.!?;:\n。，、！？；：()（）|"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bound words of one language: before a number, right after it, and further on."""

    before: Behind[Comparator]
    after: re.Pattern[str]
    later: re.Pattern[str] | None


@cache
def bounds_of(pack: Pack) -> Bounds:
    """Return the bounds of a pack, compiled once."""
    bounds, numbers = pack.table("bounds"), pack.table("numbers")
    spaced = numbers["boundaries"]
    begin, end = (r"(?:(?<![^\W_])|(?=\W))", NOT_BEFORE_LETTER) if spaced else ("", "")
    noun = rf"(?:{SPACE}[^\W\d_]+(?:['\u2019][^\W\d_]+)?)?"
    nouns = noun if spaced else rf"(?:{SPACE}?{alternation(numbers['counters'])})?"
    far = rf"(?:,{SPACE})?{SPACE}?{begin}{_groups(bounds['after'], 2)}"
    later = rf"[^{_STOPS}]{{0,{_LATER[spaced]}}}?{begin}{_groups(bounds['later'])}"
    before = {word: meaning for name, meaning in reversed(_NAMES.items()) for word in bounds["before"][name]}
    return Bounds(
        before=Behind(before, spaced=spaced, gaps=bounds["gaps"]["before"]),
        after=compiled(rf"(?:{_groups(bounds['after'])}|{nouns}{far}){end}"),
        later=pattern_or_none(later, [word for listed in bounds["later"].values() for word in listed]),
    )


def _groups(words: dict[str, list[str]], turn: int = 1) -> str:
    return "(?:" + "|".join(f"(?P<{name}{turn}>{alternation(words[name])})" for name in _NAMES) + ")"


def take_bound(mirrored: Mirrored, draft: Draft, bounds: Bounds) -> None:
    """Find what bounds a number: the words before it, then those after it, then those inside it."""
    text = mirrored.text
    before = bounds.before.find(mirrored, draft.start)
    if before and before[1] is not Comparator.EQUAL and not _is_markup(text, before[0], draft.start):
        draft.bound_start, draft.comparator = before
        return
    if after := bounds.after.match(text, draft.unit_end):
        draft.comparator = _comparator(after)
        draft.unit_end = after.end()
    elif bounds.later and (later := bounds.later.match(text, draft.unit_end)):
        draft.comparator = _comparator(later)
    elif draft.numeral.bound:
        draft.comparator = _SIGNS[draft.numeral.bound]


def _is_markup(text: str, start: int, end: int) -> bool:
    """Tell whether a sign before a line break is a quotation mark of Markdown or the end of a tag."""
    return not text[start].isalnum() and "\n" in text[start:end]


def _comparator(match: re.Match[str]) -> Comparator:
    return _NAMES[str(match.lastgroup).rstrip("12")]
