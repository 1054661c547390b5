"""When two numbers are one range ("between 5 and 10 million"), and when they are the two ends of a change."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ..vocabulary import Comparator
from .behind import Behind, Mirrored, pattern_or_none, same, stems
from .drafts import Draft
from .grammar import NOT_AFTER_LETTER
from .packs import Pack
from .patterns import SPACE, alternation, compiled
from .quantities import PERCENT, QuantityKind

_WINDOW = 28
_DASHES = frozenset("-–—")
_FAR = 60
_FEW = 1000
_WHOLE, _CLOSE = 100, Decimal("1.6")
_SOLID = frozenset({QuantityKind.PLAIN, QuantityKind.FRACTION, QuantityKind.DIFFERENCE})


@dataclass(frozen=True, slots=True)
class Ranges:
    """The range words of one language as expressions on what stands before, between and after two numbers."""

    between: Behind[bool]
    joined: re.Pattern[str]
    to: re.Pattern[str]
    listed: re.Pattern[str]
    origin: Behind[bool]
    moves: re.Pattern[str]
    far_moves: re.Pattern[str]
    spanning: re.Pattern[str] | None
    moving: re.Pattern[str] | None
    """Verbs of change: what stands behind one comes from one number to the other."""


@cache
def ranges_of(pack: Pack) -> Ranges:
    """Return the range words of a pack, compiled once."""
    words, numbers = pack.table("ranges"), pack.table("numbers")
    spaced, gap_words = numbers["boundaries"], pack.table("bounds")["gaps"]["before"]
    gaps = alternation(gap_words)
    begin = NOT_AFTER_LETTER if spaced else ""
    counter = rf"{SPACE}?{alternation(numbers['counters'])}?"
    few = rf"(?:{SPACE}[^\W\d_]+){{0,4}}?" if spaced else r"[^\W\d_]{0,8}?"
    tail = rf"{SPACE}?(?:{gaps}{SPACE}?)*$"
    return Ranges(
        between=Behind(same(words["between"]), spaced=spaced, gaps=gap_words),
        joined=compiled(rf"{counter}{SPACE}?{alternation(words['and'])}{tail}"),
        listed=compiled(rf"[,、]?{SPACE}?(?:{alternation(word for word in words['and'] if word.isalpha())}{SPACE}?)?"),
        to=compiled(rf"{counter}{SPACE}?{alternation(words['to'])}{tail}"),
        origin=Behind(same(words["from"]), spaced=spaced, gaps=gap_words),
        moves=compiled(rf"{counter}{SPACE}?{alternation(words['moves'])}{tail}"),
        far_moves=compiled(rf"{few}{SPACE}?{begin}{alternation([*words['moves'], *words['to']])}{tail}"),
        spanning=pattern_or_none(rf"{begin}{stems(words['spanning'], '')}", words["spanning"]),
        moving=pattern_or_none(rf"{begin}{stems([*words['changes'], *words['moving']], '')}", words["moving"]),
    )


def join_ranges(mirrored: Mirrored, drafts: Sequence[Draft], ranges: Ranges) -> list[Draft]:
    """Return the drafts with each range made one, and the ends of changes marked and given their scale."""
    made: list[Draft] = []
    text = mirrored.text
    for draft in drafts:
        first = made[-1] if made else None
        if first and first.move != "to" and _related(text, first, draft):
            kind = _kind(mirrored, first, draft, ranges)
            if kind == "range" and _fits(first, draft):
                made[-1] = _joined(first, draft)
                continue
            if kind == "move" and _same_unit(first, draft):
                _share(first, draft, both=True)
                first.move, draft.move = "from", "to"
                first.kind = draft.kind = QuantityKind.PLAIN
        made.append(draft)
    _share_in_lists(text, made, ranges)
    return made


def _share_in_lists(text: str, drafts: Sequence[Draft], ranges: Ranges) -> None:
    """Give the figures of a list the scale that only the last has: 800, 450 et 100 millions."""
    for place in range(len(drafts) - 1, 0, -1):
        first, second = drafts[place - 1], drafts[place]
        bare = first.numeral.written and first.unit is None and first.kind is second.kind is QuantityKind.PLAIN
        listed = bare and first.move is None and ranges.listed.fullmatch(text[first.unit_end : second.bound_start])
        if listed and _inherits(first, second) and first.value < _FEW:
            _share(first, second, both=False)


def _related(text: str, first: Draft, second: Draft) -> bool:
    """Tell whether two numbers stand near enough and are both amounts."""
    near = 0 <= second.bound_start - first.unit_end <= _FAR
    solid = {first.kind, second.kind} <= _SOLID and first.per is None
    return near and solid and "\n" not in text[first.unit_end : second.start]


def _kind(mirrored: Mirrored, first: Draft, second: Draft, ranges: Ranges) -> str | None:
    """Say what the words around two numbers make of them: a range, a move from one to the other, or nothing."""
    text = mirrored.text
    gap = text[first.unit_end : second.bound_start]
    if not gap and ranges.to.fullmatch(sign := text[first.unit_end : second.start]):
        # What looks like "about" is the sign between two ends: 1150억~1350억.
        gap, second.bound_start, second.comparator = sign, second.start, Comparator.EQUAL
    if ranges.between.find(mirrored, first.bound_start) and ranges.joined.fullmatch(gap):
        return "range"
    if first.bound_start < first.start and _moves_off(mirrored, first, gap, ranges):
        # What looks like "more than" is the verb of a move: "passou de 12 a 13".
        first.bound_start, first.comparator = first.start, Comparator.EQUAL
        return "move"
    origin = ranges.origin.find(mirrored, first.bound_start)
    if origin and (ranges.far_moves.fullmatch(gap) or ranges.to.fullmatch(gap)):
        begin = max(0, origin[0] - _WINDOW)
        spanning = ranges.spanning and ranges.spanning.search(text, begin, first.bound_start)
        # A dash never moves: "from $66-72 billion".
        spanned = not ranges.moves.search(gap) and (spanning or _is_close(text, first, second, origin[0], ranges))
        return "range" if spanned or gap.strip() in _DASHES else "move"
    if ranges.moves.fullmatch(gap) and first.kind is not QuantityKind.DIFFERENCE:
        return "move"
    return "range" if ranges.to.fullmatch(gap) else None


def _moves_off(mirrored: Mirrored, first: Draft, gap: str, ranges: Ranges) -> bool:
    """Tell whether the words taken for a bound are a verb of change with its "from"."""
    if ranges.moving is None or not ranges.to.fullmatch(gap) or ranges.origin.find(mirrored, first.start) is None:
        return False
    return ranges.moving.search(mirrored.text, first.bound_start, first.start) is not None


def _is_close(text: str, first: Draft, second: Draft, place: int, ranges: Ranges) -> bool:
    """Tell whether two numbers near each other share the scale behind the second and nothing moves: "receitas de 12 a 13 mil milhões"."""
    if ranges.moving is None or not _inherits(first, second) or first.unit not in {None, second.unit}:
        return False
    low = first.value * second.scale
    named = text[max(0, place - _FAR) : place].rstrip()[-1:].isalpha()
    close = named and low < second.value <= low * _CLOSE
    return close and ranges.moving.search(text, max(0, place - _FAR), place) is None


def _same_unit(first: Draft, second: Draft) -> bool:
    """Tell whether two numbers can be of one unit, be it said once; percent is said of no millions."""
    if first.unit is None or second.unit is None:
        bare, told = (second, first) if second.unit is None else (first, second)
        if told.unit == PERCENT and bare.value > _WHOLE:
            return False  # "a progressé de 31 % à 1 007"
        return bare.unscaled or first.money or second.money or first.unit is second.unit
    return first.unit == second.unit


def _fits(first: Draft, second: Draft) -> bool:
    """Tell whether two numbers can be the ends of one range: one unit, the lower one first."""
    if not _same_unit(first, second) or first.kind is not second.kind:
        return False
    low = first.value * second.scale if _inherits(first, second) else first.value
    return low < second.value and not (first.unit is None and second.unit is None and _years(first, second))


def _years(first: Draft, second: Draft) -> bool:
    return QuantityKind.YEAR in {first.kind, second.kind}


def _inherits(first: Draft, second: Draft) -> bool:
    """Tell whether the first number takes the scale of the second: 5 of "5 to 10 million"."""
    return first.unscaled and not second.unscaled and first.value <= max(second.numeral.mantissa, Decimal(_FEW - 1))


def _share(first: Draft, second: Draft, *, both: bool) -> None:
    """Give each number the scale and unit that only the other has."""
    if _inherits(first, second):
        first.rescale(second.scale)
    elif both and second.unscaled and not first.unscaled and second.value < _FEW and second.unit in {None, first.unit}:
        second.rescale(first.scale)
    for one, other in ((first, second), (second, first)):
        if one.unit is None:
            one.unit, one.open_sign, one.minor = other.unit, other.open_sign, other.minor


def _joined(first: Draft, second: Draft) -> Draft:
    """Make one draft of the two ends of a range."""
    _share(first, second, both=False)
    bounded = first.comparator if first.comparator is not Comparator.EQUAL else second.comparator
    if first.kind is not QuantityKind.DIFFERENCE:
        first.kind = QuantityKind.RANGE
    first.low, first.high = first.value, second.value
    first.end, first.unit_end, first.comparator = second.end, second.unit_end, bounded
    first.per, first.scale = second.per, second.scale
    first.digits = max(first.digits, second.digits)
    return first
