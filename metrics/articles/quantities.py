"""What a written quantity is: a number with its scale, sign and bound, and where in the text each of them stands."""

from dataclasses import dataclass
from enum import StrEnum

from ..vocabulary import Comparator


class QuantityKind(StrEnum):
    """What sort of number it is; only ``plain`` and ``range`` state a level of something."""

    PLAIN = "plain"
    RANGE = "range"
    DIFFERENCE = "difference"
    """By how much something changed or is apart: "rose by 5 million", "up 40 %", "14 million more than"."""
    FRACTION = "fraction"
    """A part of a whole in words: "three quarters of", "plus de la moitié"; its value is 0.75, 0.5."""
    MULTIPLE = "multiple"
    """How many times: "3x", "doubled", "fois plus"."""
    PER = "per"
    """The base of a rate: the million of "per million tokens"."""
    ORDINAL = "ordinal"
    """A place in a row: "third", "2nd", 第三."""
    VERSION = "version-like"
    """Part of a name or code: GPT-4, Gemini 2.0, 1.2.3."""
    YEAR = "year-like"
    """Four digits that read as a year."""


PERCENT = "percent"
POINTS = "percentage_points"
BASIS_POINTS = "basis_points"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as a text writes it; every offset counts code points of that text.

    ``text[start:end] == as_written``: the number with its scale word and glued signs ("$6.6 billion", "20 %").
    ``text[bound_start:unit_end]`` adds bound words on the left ("more than"), spelled currencies, percent words and
    bounds on the right ("dollars", "pour cent", 以上). ``value`` is ``None`` for a range, whose ends are ``low`` and
    ``high``; both are in base units. ``unit_sign`` is ``percent``, ``percentage_points``, ``basis_points``, an
    ISO 4217 code, several codes joined by ``|`` where the text leaves it open (``JPY|CNY``), or ``None``.
    ``per`` is the base of the rate that follows ("$3 per million tokens": 1,000,000). ``move`` is ``from`` or ``to``
    where two values are the ends of one change ("from 30 to 45 million").
    """

    start: int
    end: int
    bound_start: int
    unit_end: int
    as_written: str
    value: float | None
    low: float | None = None
    high: float | None = None
    comparator: Comparator = Comparator.EQUAL
    digits: int
    unit_sign: str | None = None
    scale: float = 1.0
    kind: QuantityKind = QuantityKind.PLAIN
    per: float | None = None
    move: str | None = None

    @property
    def currencies(self) -> tuple[str, ...]:
        """The ISO 4217 codes it may be in: none, the one, or all that the text leaves open."""
        if self.unit_sign is None or not self.unit_sign.isupper():
            return ()
        return tuple(self.unit_sign.split("|"))
