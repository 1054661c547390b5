"""How the parts of a number add up: three hundred twenty thousand, 1億2000万, mil millones, zwei und eine halbe."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

ONE = Decimal(1)
HALF = Decimal("0.5")


class Part(Enum):
    """What a part of a number does to what stands before it."""

    NUMBER = "number"
    MULTIPLIER = "multiplier"
    """Hundred, 十 百 千: multiplies the last figure and adds to the group."""
    SCALE = "scale"
    """Million, 万 億: multiplies the whole group."""
    HALF = "half"
    """And a half: of the last scale, or of one."""
    POINT = "point"
    """A spoken decimal point: 三点五."""


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a number, where it ends and what it is worth."""

    part: Part
    value: Decimal
    end: int
    written: bool = False
    """Whether it is in digits."""


class _Adder:
    """Adds parts up from left to right."""

    def __init__(self) -> None:
        self.groups: list[Decimal] = []
        self.group: Decimal | None = None
        self.figure: Decimal | None = None
        self.scale: Decimal | None = None
        self.decimals: int | None = None

    def number(self, value: Decimal) -> None:
        if self.decimals is not None and self.figure is not None:
            self.decimals += 1
            self.figure += value.scaleb(-self.decimals)
        else:
            self.figure = value if self.figure is None else self.figure + value

    def multiply(self, by: Decimal) -> None:
        self.group = (self.group or Decimal(0)) + (ONE if self.figure is None else self.figure) * by
        self.figure = self.decimals = None

    def scaled(self, by: Decimal) -> None:
        if self.group is None and self.figure is None and self.groups and self.scale is not None:
            self.groups[-1] *= by
            self.scale *= by
            return
        amount = ONE if self.group is None and self.figure is None else self._pending()
        if self.scale is not None and by > self.scale:
            self.groups = [(sum(self.groups, Decimal(0)) + amount) * by]
        else:
            self.groups.append(amount * by)
        self.scale, self.group, self.figure, self.decimals = by, None, None, None

    def half(self, share: Decimal) -> None:
        if self.group is None and self.figure is None and self.groups and self.scale is not None:
            self.groups[-1] += share * self.scale
        else:
            self.figure = (self.figure or Decimal(0)) + share

    def _pending(self) -> Decimal:
        return (self.group or Decimal(0)) + (self.figure or Decimal(0))

    def total(self) -> Decimal:
        return sum(self.groups, Decimal(0)) + self._pending()


def add_up(terms: Sequence[Term]) -> Decimal:
    """Return what the parts come to.

    >>> tens = [Term(Part.NUMBER, Decimal(3), 1), Term(Part.SCALE, Decimal(10**8), 2)]
    >>> add_up([*tens, Term(Part.NUMBER, Decimal(2), 3), Term(Part.MULTIPLIER, Decimal(1000), 4)])
    Decimal('300002000')
    """
    adder = _Adder()
    for term in terms:
        match term.part:
            case Part.NUMBER:
                adder.number(term.value)
            case Part.MULTIPLIER:
                adder.multiply(term.value)
            case Part.SCALE:
                adder.scaled(term.value)
            case Part.HALF:
                adder.half(term.value)
            case Part.POINT:
                adder.decimals = 0
    return adder.total()
