"""A quantity while it is being read: what each stage has found about one numeral so far."""

from dataclasses import dataclass
from decimal import Decimal

from ..vocabulary import Comparator
from .numerals import Numeral
from .quantities import Quantity, QuantityKind


@dataclass(slots=True, kw_only=True)
class Draft:
    """One numeral with its sign, bound and kind."""

    numeral: Numeral
    start: int
    end: int
    bound_start: int
    unit_end: int
    value: Decimal
    unit: str | None = None
    open_sign: bool = False
    """Whether the currency is only what the sign usually means."""
    minor: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    comparator: Comparator = Comparator.EQUAL
    kind: QuantityKind = QuantityKind.PLAIN
    per: Decimal | None = None
    move: str | None = None
    scale: Decimal
    digits: int

    @classmethod
    def of(cls, numeral: Numeral) -> "Draft":
        """Begin with a numeral."""
        start, end = numeral.start, numeral.end
        return cls(
            numeral=numeral, start=start, end=end, bound_start=start, unit_end=end, value=numeral.value,
            scale=numeral.scale, digits=numeral.digits,
        )  # fmt: skip

    @property
    def money(self) -> bool:
        """Whether it carries a currency."""
        return self.unit is not None and self.unit.isupper()

    @property
    def unscaled(self) -> bool:
        """Whether it is a bare figure that may take the scale of its neighbour."""
        return self.scale == 1 and not self.numeral.fraction

    def rescale(self, scale: Decimal) -> None:
        """Take over the scale of a neighbour: the 2.43 of "from 2.43 to 2.96 million"."""
        self.value *= scale
        self.scale = scale

    def finished(self, text: str) -> Quantity:
        """Return it as a quantity of the text it stands in."""
        ranged = self.kind is QuantityKind.RANGE
        return Quantity(
            start=self.start, end=self.end, bound_start=self.bound_start, unit_end=self.unit_end,
            as_written=text[self.start : self.end], value=None if ranged else float(self.value),
            low=None if self.low is None else float(self.low), high=None if self.high is None else float(self.high),
            comparator=self.comparator, digits=min(self.digits, 127), unit_sign=self.unit, scale=float(self.scale),
            kind=self.kind, per=None if self.per is None else float(self.per), move=self.move,
        )  # fmt: skip
