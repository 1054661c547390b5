"""Which numbers are a part of a model's parameters that were told before: those active at a time."""

from .linked import Linked, Turn
from .measures import Measure
from .words import Table

_BESIDE, _ACTIVE = 2, 24


def is_part_of_model(turn: Turn, measure: Measure, before: Linked | None) -> bool:
    """Tell whether a number is one of the parameters before it: "1 trillion parameters and 32B active"."""
    if before is None or before.link.metric != "parameters":
        return False
    parts = turn.sentence.of(Table.PARTS, "total", "active")
    return any(0 <= hit.start - measure.quantity.unit_end <= _BESIDE for hit in parts)


def is_active_part(turn: Turn, measure: Measure, earlier: Linked) -> bool:
    """Tell whether a number is a part of the parameters of the sentence before: "About 28 billion of them are active"."""
    if earlier.link.metric != "parameters" or earlier.sentence.index != turn.sentence.index - 1:
        return False
    parts = turn.sentence.of(Table.PARTS, "active")
    return any(
        0 <= hit.start - measure.quantity.unit_end <= _ACTIVE or 0 <= measure.start - hit.end <= _ACTIVE
        for hit in parts
    )
