"""How a pack's words for numbers become the expressions that the scanner runs, once per language."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from .digits import DIGITS
from .packs import Pack
from .patterns import SPACE, alternation, compiled, folded

_TEN = 10
_MARKUP = r"[*_]{0,2}"
NOT_AFTER_LETTER = r"(?<![^\W_])"
NOT_BEFORE_LETTER = r"(?![^\W_])"


@dataclass(frozen=True, slots=True)
class Values:
    """Words and what each is worth; a word written with capitals is found only so."""

    table: dict[str, Decimal]

    def get(self, word: str) -> Decimal | None:
        """Look a matched word up, as written and then in lower case."""
        exact = self.table.get(word)
        return exact if exact is not None else self.table.get(folded(word))


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The numeral grammar of one language: where a number may begin, and what may go on."""

    boundaries: bool
    group: str
    start: re.Pattern[str]
    following: re.Pattern[str]
    suffix: re.Pattern[str]
    spaced_suffix: re.Pattern[str]
    part_scale: re.Pattern[str]
    values: Values
    multipliers: Values
    scales: Values
    suffixes: Values
    collectives: Values
    rough: frozenset[str]
    denominators: Values
    odd: dict[str, str]
    vague: re.Pattern[str]
    counter: re.Pattern[str]
    fraction_join: re.Pattern[str]


def values_of(table: dict[str, float]) -> Values:
    """Return words with their worth as decimals."""
    return Values({word: Decimal(repr(worth)) for word, worth in table.items()})


@cache
def grammar_of(pack: Pack) -> Grammar:
    """Return the numeral grammar of a pack, compiled once."""
    numbers = pack.table("numbers")
    rough = pack.numbers("numbers", "rough_collectives")
    collectives = pack.numbers("numbers", "collectives") | rough
    counters = alternation(pack.words("numbers", "counters"))
    return Grammar(
        boundaries=numbers["boundaries"],
        group=numbers["group"],
        start=_start(pack, collectives),
        following=_following(pack, collectives),
        suffix=compiled(alternation(word.lower() for word in numbers["suffixes"]) + r"(?![A-Za-z0-9])"),
        spaced_suffix=_spaced_suffix(pack),
        part_scale=_part_scale(pack),
        values=values_of(numbers["spelled"]),
        multipliers=values_of(numbers["hundreds"]),
        scales=values_of(numbers["scales"]),
        suffixes=values_of(numbers["suffixes"] | numbers["spaced_suffixes"]),
        collectives=values_of(collectives),
        rough=frozenset(rough),
        denominators=values_of(numbers["denominators"]),
        odd=dict(numbers["odd"]),
        vague=compiled(rf"{NOT_AFTER_LETTER if numbers['boundaries'] else ''}{alternation(numbers['vague'])}{SPACE}?$"),
        counter=compiled(rf"{SPACE}?{counters}"),
        fraction_join=compiled(alternation(numbers["fraction_joins"])),
    )


def _start(pack: Pack, collectives: Iterable[str]) -> re.Pattern[str]:
    """Where a number may begin: only at digits, or where a word of the lists may begin."""
    numbers = pack.table("numbers")
    spaced = numbers["boundaries"]
    scales = alternation({**numbers["hundreds"], **numbers["scales"]})
    ends = NOT_BEFORE_LETTER if spaced else ""
    gap = rf"(?:{SPACE}|[-\u2011])" if spaced else f"{SPACE}?"
    of = rf"(?={SPACE}{alternation(numbers['parts_of'])})" if spaced else ""
    numerator = rf"(?P<numerator>{alternation([*numbers['spelled'], *numbers['determiners']])}|[1-9])"
    words = "" if numbers["glued"] else ends
    letter = rf"(?P<letter>{alternation(word.lower() for word in numbers['suffixes'])})(?:(?![A-Za-z0-9])|(?=tok))"
    rate = f"{SPACE}?(?:(?P<base>{scales}){ends}|{letter})"
    keys = ("names", "spelled", "determiners", "half_before", "halves", "alone", "per_before")
    letters = 2 if spaced else 1
    begins = alternation({word[:letters] for key in keys for word in [*numbers[key], *collectives]})
    branches = [
        f"(?P<row>{_row(pack)})",
        f"(?P<name>{alternation(numbers['names'])})",
        rf"(?P<fraction>{numerator}{gap}(?P<denominator>{alternation(numbers['denominators'])}){ends}{of})",
        rf"(?P<rate>{alternation(word for word in numbers['per_before'] if word[0].isalnum())}{rate})",
        rf"(?P<half>{alternation(numbers['half_before'])})(?={gap}{scales}{ends})",
        f"(?P<part>{alternation(numbers['halves'])}{ends}{of})",
        f"(?P<collective>{alternation(collectives)}{ends})",
        rf"(?P<bare>{alternation(numbers['determiners'])})(?={gap}{scales}{ends})",
        f"(?P<word>{alternation(numbers['spelled'])}{words})",
        f"(?P<alone>{alternation(numbers['alone'])}{words})",
    ]
    before = NOT_AFTER_LETTER if spaced else ""
    slash = rf"(?P<slash>/{rate.replace('?P<base>', '?P<slashed>').replace('?P<letter>', '?P<slashed_letter>')})"
    return compiled(rf"{before}(?=[0-9]|{begins})(?:{'|'.join(branches)})|(?P<digits>{DIGITS})|{slash}")


def _row(pack: Pack) -> str:
    """Digits as single words in a row, place by place, before a scale or a percent sign: 六八一億, 七三・五%.

    A row of two that follow each other is left: 二三億 is two or three.
    """
    numbers = pack.table("numbers")
    words = {word: int(worth) for word, worth in numbers["spelled"].items() if len(word) == 1 and worth in range(_TEN)}
    if numbers["boundaries"] or len({*words.values()}) < _TEN:
        return "(?!)"
    one, scales = f"[{''.join(words)}]", alternation(numbers["scales"])
    about = "|".join(f"{first}{second}" for first in words for second in words if words[second] == words[first] + 1)
    named = alternation(name for name in numbers["names"] if any(scale in name for scale in numbers["scales"]))
    row = rf"{one}{{2,9}}(?:[・．.點点]{one}+)?(?={SPACE}?(?:{scales}|[%％]))"
    return rf"(?!{named}|(?:{about})(?!{one})){row}"


def _following(pack: Pack, collectives: Iterable[str]) -> re.Pattern[str]:
    """What may go on after a part of a number, with the gap before it."""
    numbers = pack.table("numbers")
    ends = NOT_BEFORE_LETTER if numbers["boundaries"] else ""
    words = "" if numbers["glued"] else ends
    joins = alternation(numbers["joins"])
    if numbers["glued"]:
        gap = rf"{_MARKUP}(?:{SPACE}{joins}{SPACE}|{joins}|{SPACE}|[-\u2011])?"
    elif numbers["boundaries"]:
        gap = rf"{_MARKUP}(?:{SPACE}{joins}{SPACE}|[-\u2011]{joins}[-\u2011]|{SPACE}[*_]{{0,2}}|[-\u2011])"
    else:
        gap = rf"{_MARKUP}{SPACE}?{_MARKUP}"
    half_gap = f"{SPACE}?"
    after_gap = [
        f"(?P<row>{_row(pack)})",
        f"(?P<scale>{alternation(numbers['scales'])}{words})",
        f"(?P<multiplier>{alternation(numbers['hundreds'])}{words})",
        f"(?P<collective>{alternation(collectives)}{ends})",
        f"(?P<odd>{alternation(numbers['odd'])}{ends})",
        f"(?P<point>{alternation(numbers['points'])})",
        f"(?P<word>{alternation(numbers['spelled'])}{words})",
        f"(?P<digits>{DIGITS})",
    ]
    branches = [
        f"{half_gap}(?P<half>{alternation(numbers['half_after'])}{ends})",
        f"{half_gap}(?P<vulgar>[½¼¾])",
        r"(?P<plus>\+)(?=[ \u00a0]?\w)",
        f"(?P<gap>{gap})(?:{'|'.join(after_gap)})",
    ]
    return compiled("|".join(branches))


def _spaced_suffix(pack: Pack) -> re.Pattern[str]:
    """A capital letter after a space: 300 M$, 5 M de téléchargements."""
    numbers = pack.table("numbers")
    suffixes = "|".join(map(re.escape, numbers["spaced_suffixes"])) or "(?!)"
    return re.compile(rf"{SPACE}({suffixes}){NOT_BEFORE_LETTER}")


def _part_scale(pack: Pack) -> re.Pattern[str]:
    """The rest of "a quarter of a billion", "une trentaine de millions"."""
    numbers = pack.table("numbers")
    of, determiners = alternation(numbers["parts_of"]), alternation(numbers["determiners"])
    multiples = {**numbers["hundreds"], **numbers["scales"]}
    scales = alternation(multiples)
    return compiled(rf"{SPACE}?{of}{SPACE}?(?:{determiners}{SPACE})?(?P<scale>{scales}){NOT_BEFORE_LETTER}")
