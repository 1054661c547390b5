"""A number while it is being read: what may go on after what has been read of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from .digits import Run, read_run
from .grammar import Grammar
from .patterns import folded
from .sums import HALF, ONE, Part, Term

_VULGAR = {"½": HALF, "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_HUNDRED, _EAST = Decimal(100), 0x2E80
_NO_UNITS = frozenset("년월일年月日、。，（）「」『』【】・")
_BIG, _TEN = Decimal(1000), Decimal(10)
_VIGESIMAL = frozenset({Decimal(60), Decimal(80)})
_MOST_TERMS = 24
_BLANKS = "*_ \u00a0\u202f\u2009\n"


@dataclass(slots=True)
class Partial:
    """A number being read, part by part."""

    text: str
    grammar: Grammar
    start: int
    end: int
    terms: list[Term] = field(default_factory=list)
    run: Run | None = None
    bound: str | None = None
    bare: bool = False
    determined: bool = False
    suffix: str = ""
    rate: bool = False
    safe: int | None = None
    """How many terms stand whatever follows; what comes after them still needs a scale."""

    @property
    def last(self) -> Part | None:
        """What the last part is."""
        return self.terms[-1].part if self.terms else None

    def take(self, part: Part, value: Decimal, end: int, *, written: bool = False) -> bool:
        """Add a part; always true, so that a rule can end with it."""
        self.terms.append(Term(part, value, end, written))
        self.end = end
        return True

    def take_suffix(self) -> None:
        """Take a letter glued to the digits (1.5B), or a capital after a space (300 M$)."""
        glued = self.grammar.suffix.match(self.text, self.end)
        found = glued or self.grammar.spaced_suffix.match(self.text, self.end)
        written = (found[0] if glued else found[1]) if found else ""
        worth = self.grammar.suffixes.get(written)
        if found and worth is not None:
            self.suffix = written
            self.take(Part.SCALE, worth, found.end())

    def take_base(self, match: re.Match[str], name: str) -> None:
        """Take a scale word that no figure stands before: the million of "per million", mil, 百."""
        scale, hundred = self.grammar.scales.get(match[name]), self.grammar.multipliers.get(match[name])
        worth = self.grammar.suffixes.get(match[name]) if name.endswith("letter") else scale or hundred
        self.start = match.start(name)
        if worth is not None:
            self.take(Part.MULTIPLIER if hundred and not scale else Part.SCALE, worth, match.end(name))

    def take_collective(self, word: str, end: int) -> bool:
        """Take a dozen or une trentaine, and the million of "une trentaine de millions"."""
        value = self.grammar.collectives.get(word)
        if value is None:
            return False
        self.take(Part.MULTIPLIER if self.last is Part.NUMBER else Part.NUMBER, value, end)
        if folded(word) in self.grammar.rough:
            self.bound = "~"
        if scale := self.grammar.part_scale.match(self.text, end):
            worth = self.grammar.scales.get(scale["scale"]) or self.grammar.multipliers.get(scale["scale"])
            if worth is not None:
                self.take(Part.SCALE, worth, scale.end())
        return True

    def extend(self) -> None:
        """Take all that goes on after the first part."""
        while len(self.terms) < _MOST_TERMS:
            match = self.grammar.following.match(self.text, self.end)
            if match is None or not _RULES[str(match.lastgroup)](self, match):
                break
        if self.safe is not None:
            del self.terms[self.safe :]
            self.end = self.terms[-1].end

    def opened(self, sign: str | None, end: int) -> bool:
        """Note that the number is only a bound, up to a word or sign inside it."""
        if not self.terms or self.bound or sign is None:
            return False
        self.bound = sign
        self.terms[-1] = replace(self.terms[-1], end=end)
        self.end = end
        return True


def _half(partial: Partial, match: re.Match[str]) -> bool:
    share = _VULGAR.get(match["vulgar"] or "", HALF)
    return partial.last in {Part.NUMBER, Part.SCALE} and partial.take(Part.HALF, share, match.end())


def _plus(partial: Partial, match: re.Match[str]) -> bool:
    return partial.run is not None and partial.opened("≥", match.end())


def _odd(partial: Partial, match: re.Match[str]) -> bool:
    """Take a word inside that leaves the number open: 30多万, 5300여, 十几万."""
    return partial.opened(partial.grammar.odd.get(folded(match["odd"])), match.end())


def _scale(partial: Partial, match: re.Match[str]) -> bool:
    worth = partial.grammar.scales.get(match["scale"])
    if worth is None or (partial.last is Part.HALF and partial.terms[0].part is Part.SCALE):
        return False
    if partial.safe is not None and worth >= partial.terms[partial.safe - 1].value:
        return False
    partial.safe = None
    return partial.take(Part.SCALE, worth, match.end())


def _multiplier(partial: Partial, match: re.Match[str]) -> bool:
    worth = partial.grammar.multipliers.get(match["multiplier"])
    if worth is None or (partial.grammar.boundaries and (partial.last is Part.SCALE or partial.run)):
        return False
    partial.safe = None
    return partial.take(Part.MULTIPLIER, worth, match.end())


def _collective(partial: Partial, match: re.Match[str]) -> bool:
    near = partial.last is Part.NUMBER and not match["gap"].strip("- \u00a0")
    return near and partial.take_collective(match["collective"], match.end())


def _point(partial: Partial, match: re.Match[str]) -> bool:
    return partial.last is Part.NUMBER and not partial.run and partial.take(Part.POINT, ONE, match.end())


def row_value(partial: Partial, row: str) -> Decimal:
    """Return what digits as single words in a row are worth: 六八一, 七三・五."""
    worths = [partial.grammar.values.get(sign) for sign in row]
    return Decimal("".join("." if worth is None else str(int(worth)) for worth in worths))


def _row(partial: Partial, match: re.Match[str]) -> bool:
    if not partial.terms or partial.last in {Part.POINT, Part.NUMBER}:
        return False
    return _after_scale(partial, row_value(partial, match["row"]), match, written=False)


def _word(partial: Partial, match: re.Match[str]) -> bool:
    value = partial.grammar.values.get(match["word"])
    if value is None or not partial.terms:
        return False
    last = partial.terms[-1]
    if last.part is Part.POINT:
        return value < _TEN and partial.take(Part.NUMBER, value, match.end())
    if last.part is Part.NUMBER:
        return partial.grammar.boundaries and _adds(last, value) and partial.take(Part.NUMBER, value, match.end())
    return _after_scale(partial, value, match, written=False)


def _digits(partial: Partial, match: re.Match[str]) -> bool:
    run = read_run(match["digits"], partial.grammar.group)
    apart = partial.grammar.boundaries and (match["gap"].strip(_BLANKS) or partial.run is None)
    if run is None or not partial.terms or apart or partial.last in {Part.POINT, Part.NUMBER}:
        return False
    return _after_scale(partial, run.value, match, written=True)


def _after_scale(partial: Partial, value: Decimal, match: re.Match[str], *, written: bool) -> bool:
    """Take a figure after a scale, for good only where nothing stands between or a smaller scale follows."""
    last = partial.terms[-1]
    if last.part is Part.HALF or value == 0 or (last.part is Part.SCALE and value >= last.value):
        return False
    apart = bool(match["gap"].strip("*_")) or partial.grammar.boundaries
    if last.part is Part.SCALE and apart and partial.safe is None:
        small = last.value <= _BIG and not written and partial.run is None
        partial.safe = None if small or _is_counted(partial, value, match) else len(partial.terms)
    return partial.take(Part.NUMBER, value, match.end())


def _is_counted(partial: Partial, value: Decimal, match: re.Match[str]) -> bool:
    """Tell whether what follows a space is the rest of one number, since it is counted at once: 557만 6000달러."""
    tail = partial.text[match.end() : match.end() + 1]
    tight = not partial.grammar.boundaries and bool(tail) and ord(tail) >= _EAST and tail not in _NO_UNITS
    return tight and value >= _HUNDRED


def _adds(last: Term, value: Decimal) -> bool:
    """Tell whether two figures in words are one, as in twenty-two or soixante et onze; "two three" are not."""
    if last.written or value == 0 or last.value == 0:
        return False
    room = ONE
    while last.value % (room * 10) == 0:
        room *= 10
    return value < room or (value < _TEN * 2 and last.value in _VIGESIMAL and room == _TEN)


_RULES: dict[str, Callable[[Partial, re.Match[str]], bool]] = {
    "row": _row,
    "half": _half,
    "vulgar": _half,
    "plus": _plus,
    "odd": _odd,
    "scale": _scale,
    "multiplier": _multiplier,
    "collective": _collective,
    "point": _point,
    "word": _word,
    "digits": _digits,
}
"""What each group of the grammar's ``following`` does."""
