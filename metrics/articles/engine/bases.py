"""Numbers that only measure another one: the whole of a share, "of 51 million users, 10 % use X", and a mark that is passed."""

from collections.abc import Sequence

from ...vocabulary import Comparator
from .measures import Class, Measure
from .mentions import Mention
from .periods import comparator_of
from .scene import Scene, Sentence
from .words import Table

_NEXT = 1.2
_OPENS, _NOUN = 30, {True: 60, False: 24}
_SHARED = {True: 16, False: 8}
_PASSED = {True: 26, False: 8}


def is_passed(scene: Scene, sentence: Sentence, measure: Measure, measures: Sequence[Measure]) -> bool:
    """Tell whether a number is a mark that the one before it has passed: "20.31 million, topping 20 million for the first time"."""
    place = measures.index(measure) if measure in measures else 0
    before = measures[place - 1] if place else None
    mark, value = measure.quantity.value, before.quantity.value if before is not None else None
    if (
        before is None
        or mark is None
        or value is None
        or before.kind is not measure.kind
        or measure.quantity.digits > 1
    ):
        return False
    near = measure.start - before.end <= _PASSED[scene.lexicon.spaced]
    if not near or not mark < value < mark * _NEXT or before.quantity.digits <= 1:
        return False
    return comparator_of(scene, sentence, measure) is Comparator.MORE


def is_base(scene: Scene, sentence: Sentence, measure: Measure, measures: Sequence[Measure], mention: Mention) -> bool:
    """Tell whether a number is the whole of which a share behind it is one, and a name stands only behind that share."""
    if measure.kind is not Class.COUNT or mention.start < measure.end:
        return False
    share = next(
        (each for each in measures if each.kind is Class.PERCENT and each.quantity.start >= measure.quantity.end), None
    )
    if (
        share is None
        or not share.end <= mention.start
        or share.start - measure.quantity.end > _NOUN[scene.lexicon.spaced]
    ):
        return False
    hits = sentence.of(Table.LINKS, "among")
    if not scene.lexicon.spaced:
        return any(
            measure.quantity.end <= hit.start and hit.end <= share.start <= hit.end + _SHARED[False] for hit in hits
        )
    opens = (hit for hit in hits if hit.end <= measure.start <= hit.end + _OPENS)
    return any(
        hit.start - sentence.start <= 1 or scene.text[hit.start - 2 : hit.start] in {", ", "; "} for hit in opens
    )
