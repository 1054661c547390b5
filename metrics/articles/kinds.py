"""What sort of number it is: a level, a difference, a multiple, a place in a row, a year, or part of a name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ..vocabulary import Comparator
from .behind import Behind, Mirrored, pattern_or_none, same, stems
from .drafts import Draft
from .grammar import NOT_AFTER_LETTER, NOT_BEFORE_LETTER
from .packs import Pack
from .patterns import EAST_ASIAN_COUNT, SPACE, alternation, compiled
from .quantities import QuantityKind

_WINDOW, _NEAR = 40, 24
_FIRST_YEAR, _LAST_YEAR, _YEAR_DIGITS = 1900, 2100, 4
_SMALL, _TINY, _FEW = 100, 10, 1000
_NAME = re.compile(r"(?:[A-Z][A-Za-z]*[a-z]|[A-Z]{2,})(?:[ \u00a0][A-Z][A-Za-z]+)?[ \u00a0]$")
_GLUED = re.compile(r"[A-Za-z][-_.]?$|[A-Za-z]\d*[-_.]$|#$|(?<=\d)[:/]$")
_TAIL = re.compile(r"[A-Za-z]|:\d|-[A-Za-z]\d|-\d+-|\.[A-Z]{2}(?![A-Za-z])")
_DATE_LIKE = re.compile(r"/\d{1,4}(?!\d|[.,]\d|[A-Za-z])")
_POWER = re.compile(r"\^|\*\*\d|[\u00b2\u00b3\u00b9\u2070-\u2079]")
_DECADE = re.compile(r"(?<![^\W_])['\u2019]$")
_LIST_START = re.compile(r"(?:^|\n)[ \t>#*_-]*$")
_LIST_END = re.compile(r"[.)](?:\s|$)")
_SIGN = re.compile(r"(?<![\w.,%$€£])[-+−–]$")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:;\n]\s*|[«“\"(]\s?)$")


@dataclass(frozen=True, slots=True)
class Kinds:
    """The words of one language that say what a number does, as expressions."""

    ordinal_before: Behind[bool]
    ordinal_after: re.Pattern[str]
    version_before: Behind[bool]
    per_before: re.Pattern[str]
    per_after: re.Pattern[str]
    multiple_after: re.Pattern[str]
    multiple_words: re.Pattern[str]
    multiples: dict[str, float]
    difference_before: Behind[bool]
    difference_after: re.Pattern[str]
    difference_percent: Behind[bool]
    level: Behind[bool]
    parts_of: re.Pattern[str]
    by: Behind[bool]
    changed: re.Pattern[str] | None
    counter: re.Pattern[str]
    boundaries: bool


@cache
def kinds_of(pack: Pack) -> Kinds:
    """Return the kind words of a pack, compiled once."""
    numbers, ranges = pack.table("numbers"), pack.table("ranges")
    spaced, counters = numbers["boundaries"], alternation(numbers["counters"])
    begin, end = (NOT_AFTER_LETTER, NOT_BEFORE_LETTER) if spaced else ("", "")
    gaps = pack.table("bounds")["gaps"]["before"]
    words = rf"(?:{SPACE}[^\W\d_]+){{0,3}}{SPACE}" if spaced else r"[^\W\d_]{0,6}"
    few = rf"(?:{SPACE}[^\W\d_]+)??{SPACE}" if spaced else r"[^\W\d_]{0,4}?"
    lead = rf"{'' if spaced else f'(?:{SPACE}?{counters})?'}{SPACE}?{begin}"
    after = "|".join(_after(word, lead, words) for word in ranges["difference_after"])

    def behind(table: Mapping[str, Sequence[str]], key: str) -> Behind[bool]:
        return Behind(same(table[key]), spaced=spaced, gaps=gaps)

    return Kinds(
        ordinal_before=Behind(same(numbers["ordinal_before"]), spaced=spaced),
        ordinal_after=compiled(rf"{alternation(numbers['ordinal_after'])}{end}"),
        version_before=Behind(same(numbers["version_before"]), spaced=spaced),
        per_before=compiled(rf"{alternation(numbers['per_before'])}{SPACE}?$"),
        per_after=compiled(rf"{SPACE}?[^\W\d_]{{0,8}}?{alternation(numbers['per_after'])}"),
        multiple_after=compiled(rf"{SPACE}?-?{alternation(numbers['multiple_after'])}{end}"),
        multiple_words=compiled(rf"{begin}{alternation(numbers['multiple_words'])}{end}"),
        multiples=dict(numbers["multiple_words"]),
        difference_before=behind(ranges, "difference_before"),
        difference_after=compiled(rf"(?:{after or '(?!)'})(?:{end}|(?<=['\u2019]))"),
        difference_percent=behind(ranges, "difference_percent"),
        level=behind(ranges, "level"),
        parts_of=compiled(rf"{SPACE}?{alternation(numbers['parts_of'])}"),
        by=behind(ranges, "by"),
        changed=pattern_or_none(rf"{begin}{stems(ranges['changes'], end)}{few}$", ranges["changes"]),
        counter=compiled(rf"{SPACE}?{counters}"),
        boundaries=spaced,
    )


def _after(phrase: str, lead: str, words: str) -> str:
    """Write a phrase after a number; a star in it stands for up to three words, and may come first."""
    first, *rest = (alternation([part.strip()]) if part.strip() else "" for part in phrase.split("*"))
    return (f"{lead}{first}" if first else "") + "".join(f"{words}{part}" for part in rest)


def take_kind(mirrored: Mirrored, draft: Draft, kinds: Kinds) -> None:
    """Decide the kind of a number from what is glued to it and from the words around it."""
    if draft.numeral.rate:
        draft.kind = QuantityKind.PER
    elif _is_version(mirrored, draft, kinds):
        draft.kind = QuantityKind.VERSION
    elif draft.numeral.fraction:
        draft.kind = QuantityKind.FRACTION
    elif _is_ordinal(mirrored, draft, kinds):
        draft.kind = QuantityKind.ORDINAL
    elif _is_multiple(mirrored.text, draft, kinds):
        draft.kind = QuantityKind.MULTIPLE
    elif _is_difference(mirrored, draft, kinds):
        draft.kind = QuantityKind.DIFFERENCE
    elif _is_year(mirrored.text, draft, kinds):
        draft.kind = QuantityKind.YEAR


def _is_version(mirrored: Mirrored, draft: Draft, kinds: Kinds) -> bool:
    numeral, text = draft.numeral, mirrored.text
    if numeral.broken or not numeral.written or draft.unit:
        return numeral.broken
    before = text[max(0, draft.start - _NEAR) : draft.start]
    glued = before and not before[-1].isspace() and _GLUED.search(before)
    # GPU1万基: what has a scale of its own is no version, though no space stands before it.
    counted = numeral.scale != 1 and EAST_ASIAN_COUNT.match(text, draft.start)
    if (glued and not counted) or before.endswith("^") or _POWER.match(text, draft.end):
        return True
    if _TAIL.match(text, draft.end) and not _counted(text, draft, kinds):
        return numeral.scale == 1 or bool(numeral.suffix)
    if numeral.scale != 1:
        return False
    if _DATE_LIKE.match(text, draft.end) or kinds.version_before.find(mirrored, draft.start):
        return True
    return _named(text, draft, before, kinds)


def _counted(text: str, draft: Draft, kinds: Kinds) -> bool:
    """Tell whether the letters after a number are an ending of its own: 3rd, 5x."""
    return bool(kinds.multiple_after.match(text, draft.end) or kinds.ordinal_after.match(text, draft.end))


def _named(text: str, draft: Draft, before: str, kinds: Kinds) -> bool:
    """Tell whether a capitalised name right before makes it a version: Gemini 2.0, Mistral Large 2."""
    value, written = draft.numeral.value, text[draft.start : draft.end]
    if value >= _SMALL or draft.comparator is not Comparator.EQUAL or not ("." in written or value < _TINY):
        return False
    name = _NAME.search(before)
    if name is None or kinds.counter.match(text, draft.end):
        return False
    first = name[0].strip().isalpha() and _SENTENCE_START.search(before[: name.start()])
    return "." in written or not first


def _is_ordinal(mirrored: Mirrored, draft: Draft, kinds: Kinds) -> bool:
    if draft.unit or not draft.unscaled or draft.value >= _FEW:
        return False
    text = mirrored.text
    if _LIST_END.match(text, draft.end) and _LIST_START.search(text, max(0, draft.start - _NEAR), draft.start):
        return draft.numeral.written
    after = kinds.ordinal_after.match(text, draft.end)
    return after is not None or kinds.ordinal_before.find(mirrored, draft.start) is not None


def _is_multiple(text: str, draft: Draft, kinds: Kinds) -> bool:
    if draft.unit or not draft.unscaled:
        return False
    after = kinds.multiple_after.match(text, draft.end) if draft.value < _FEW else None  # "120.000-mal geladen" counts
    if after:
        draft.unit_end = after.end()
    return after is not None


def _is_difference(mirrored: Mirrored, draft: Draft, kinds: Kinds) -> bool:
    text, place = mirrored.text, draft.bound_start
    if kinds.level.find(mirrored, place):
        return False
    part = draft.unit is None or kinds.parts_of.match(text, draft.unit_end)
    if not part and not draft.money and kinds.difference_percent.find(mirrored, place):
        return True
    if kinds.difference_before.find(mirrored, place) or _is_changed_by(mirrored, place, kinds):
        return True
    if draft.unit is not None and _SIGN.search(text, max(0, draft.start - 2), draft.start):
        return True
    return kinds.difference_after.match(text, draft.unit_end) is not None


def _is_changed_by(mirrored: Mirrored, place: int, kinds: Kinds) -> bool:
    """Tell whether a verb of change leads up to the number: rose sharply by."""
    by = kinds.by.find(mirrored, place)
    if by is None or kinds.changed is None:
        return False
    return kinds.changed.search(mirrored.text, max(0, by[0] - _WINDOW), by[0]) is not None


def _is_year(text: str, draft: Draft, kinds: Kinds) -> bool:
    written = text[draft.start : draft.end]
    if draft.unit is not None or not draft.unscaled or draft.comparator is not Comparator.EQUAL:
        return False
    if _DECADE.search(text, max(0, draft.start - 2), draft.start):
        return True
    if len(written) != _YEAR_DIGITS or not written.isdigit():
        return False
    return _FIRST_YEAR <= draft.value < _LAST_YEAR and not kinds.counter.match(text, draft.end)
