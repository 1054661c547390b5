"""Where numbers stand in a text, in digits or words, with their scale words; no units, bounds or kinds yet."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .digits import counted_digits, read_run
from .grammar import Grammar
from .partials import Partial, row_value
from .spans import budget_of
from .sums import HALF, ONE, Part, Term, add_up

_LOOK_BACK = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number as it stands: ``mantissa`` is what is written before the first scale word."""

    start: int
    end: int
    value: Decimal
    mantissa: Decimal
    digits: int
    scale: Decimal = ONE
    written: bool = False
    """Whether it begins with digits."""
    words: bool = False
    bare: bool = False
    """A scale word alone, as in 过亿: a number only if a bound or a counted thing says so."""
    fraction: bool = False
    determined: bool = False
    """Begins with an article: "a million"."""
    bound: str | None = None
    """What a word inside makes of it: 30多万 is more than, une trentaine is about."""
    broken: bool = False
    """Digits that make no one number: 1.2.3, 1,2,3."""
    suffix: str = ""
    rate: bool = False
    """Follows "per", and so is the base of a rate."""


def find_numerals(text: str, grammar: Grammar) -> Iterator[Numeral]:
    """Yield the numbers of a text in order, as far as its budget goes: an endless column of figures is no article."""
    position = 0
    for _ in range(budget_of(text)):
        match = grammar.start.search(text, position)
        if match is None:
            return
        numeral = _read(text, match, grammar)
        if numeral and (join := grammar.fraction_join.match(text, numeral.end)):
            numeral = _parts(text, numeral, join.end(), grammar)
        position = max(numeral.end if numeral else 0, match.end(), position + 1)
        if numeral and not _vague(text, numeral, grammar):
            yield numeral


def _parts(text: str, whole: Numeral, position: int, grammar: Grammar) -> Numeral:
    """Read so many parts of a whole: 三分之一, 4分の3."""
    match = grammar.start.match(text, position)
    part = _read(text, match, grammar) if match else None
    if part is None or not 0 < part.value < whole.value:
        return whole
    value = part.value / whole.value
    return Numeral(start=whole.start, end=part.end, value=value, mantissa=value, digits=2, words=True, fraction=True)


def _vague(text: str, numeral: Numeral, grammar: Grammar) -> bool:
    """Tell whether a word before leaves open how many: "several million", 数千万."""
    if numeral.written:
        return False
    return grammar.vague.search(text, max(0, numeral.start - _LOOK_BACK), numeral.start) is not None


def _read(text: str, match: re.Match[str], grammar: Grammar) -> Numeral | None:
    """Read the number that begins with a match of the grammar's start."""
    begin = str(match.lastgroup)
    if begin in {"fraction", "part"}:
        return _fraction(text, match, grammar)
    partial = Partial(text, grammar, match.start(), match.end())
    if not _STARTS[begin](partial, match):
        return _broken(match) if begin == "digits" else None
    partial.extend()
    return _made(text, partial, grammar)


def _start_digits(partial: Partial, match: re.Match[str]) -> bool:
    partial.run = read_run(match["digits"], partial.grammar.group)
    if partial.run is None:
        return False
    partial.take(Part.NUMBER, partial.run.value, match.end(), written=True)
    partial.take_suffix()
    return True


def _start_rate(partial: Partial, match: re.Match[str]) -> bool:
    name = next(name for name in ("base", "letter", "slashed", "slashed_letter") if match[name])
    partial.take_base(match, name)
    partial.rate = True
    return True


def _start_word(partial: Partial, match: re.Match[str]) -> bool:
    value = partial.grammar.values.get(match["word"])
    return value is not None and partial.take(Part.NUMBER, value, match.end())


def _start_row(partial: Partial, match: re.Match[str]) -> bool:
    return partial.take(Part.NUMBER, row_value(partial, match["row"]), match.end())


def _start_alone(partial: Partial, match: re.Match[str]) -> bool:
    partial.take_base(match, "alone")
    partial.bare = not partial.grammar.boundaries
    return True


def _start_bare(partial: Partial, _: re.Match[str]) -> bool:
    partial.determined = True
    return True


_STARTS: dict[str, Callable[[Partial, re.Match[str]], bool]] = {
    "name": lambda _partial, _match: False,
    "digits": _start_digits,
    "rate": _start_rate,
    "slash": _start_rate,
    "half": lambda partial, match: partial.take(Part.HALF, HALF, match.end()),
    "collective": lambda partial, match: partial.take_collective(match["collective"], match.end()),
    "row": _start_row,
    "word": _start_word,
    "alone": _start_alone,
    "bare": _start_bare,
}
"""How each group of the grammar's ``start`` begins a number."""


def _broken(match: re.Match[str]) -> Numeral:
    """Return digits that make no one number, so that what follows knows they are there."""
    zero = Decimal(0)
    return Numeral(start=match.start(), end=match.end(), value=zero, mantissa=zero, digits=1, written=True, broken=True)


def _fraction(text: str, match: re.Match[str], grammar: Grammar) -> Numeral | None:
    value, end = HALF, match.end()
    if match["fraction"]:
        numerator = match["numerator"]
        top = Decimal(numerator) if numerator.isdigit() else (grammar.values.get(numerator) or ONE)
        value = top / (grammar.denominators.get(match["denominator"]) or ONE)
    scale = grammar.part_scale.match(text, end)
    if scale is None:
        return Numeral(start=match.start(), end=end, value=value, mantissa=value, digits=2, words=True, fraction=True)
    worth = grammar.scales.get(scale["scale"]) or grammar.multipliers.get(scale["scale"]) or ONE
    amount = value * worth
    digits = counted_digits(amount)
    return Numeral(
        start=match.start(), end=scale.end(), value=amount, mantissa=value, digits=digits, scale=worth, words=True
    )


def _made(text: str, partial: Partial, grammar: Grammar) -> Numeral | None:
    """Return what was read, if it is a number that ends where a word ends."""
    if not partial.terms or (partial.terms[0].part is Part.HALF and len(partial.terms) == 1):
        return None
    if grammar.boundaries and not partial.run and text[partial.end : partial.end + 1].isalpha():
        return None
    value, mantissa = _worth(partial.terms)
    single = partial.run is not None and all(term.part is Part.SCALE for term in partial.terms[1:])
    digits = partial.run.digits if partial.run and single else counted_digits(value)
    return Numeral(
        start=partial.start, end=partial.end, value=value, mantissa=mantissa, digits=digits,
        scale=value / mantissa if mantissa else ONE, written=partial.run is not None,
        words=partial.run is None, bare=partial.bare, determined=partial.determined, bound=partial.bound,
        suffix=partial.suffix, rate=partial.rate,
    )  # fmt: skip


def _worth(terms: Sequence[Term]) -> tuple[Decimal, Decimal]:
    """Return what the parts of a number come to, and what is written before the first scale word."""
    first = next((place for place, term in enumerate(terms) if term.part is Part.SCALE), None)
    value = terms[0].value if len(terms) == 1 and first is None else add_up(terms)
    if first is None:
        return value, value
    return value, add_up(terms[:first]) if first else ONE
