"""Whether an amount only tells the one before it in another currency: in brackets, or with a word for the exchange."""

import re
from collections.abc import Sequence

from .measures import Measure
from .scene import Scene, Sentence
from .words import Table

_BRACKET = re.compile(r"[^\d()（）]{0,12}[(（][^\d()（）]{0,14}")
_WALL = re.compile(r"[;；。()（）|]")
_BETWEEN = {True: 70, False: 24}
_BEHIND = {True: 28, False: 8}


def is_conversion(scene: Scene, sentence: Sentence, measure: Measure, measures: Sequence[Measure]) -> bool:
    """Tell whether an amount is the one before it in another currency."""
    place = measures.index(measure)
    if place == 0 or not measure.quantity.currencies:
        return False
    before = measures[place - 1]
    if not before.quantity.currencies or before.quantity.currencies == measure.quantity.currencies:
        return False
    gap = scene.text[before.end : measure.start]
    return _BRACKET.fullmatch(gap) is not None or _is_said(scene, sentence, before, measure)


def _begins_another(scene: Scene, before: Measure, measure: Measure) -> bool:
    """Tell whether a metric is spoken of between two amounts that is not that of the first."""
    between = scene.words_in(before.quantity.unit_end, measure.quantity.start)
    triggers = (each for each in between if each.payload.table is Table.TRIGGERS and each.payload.form != "weak")
    return any(each not in before.heads for each in triggers)


def _is_said(scene: Scene, sentence: Sentence, before: Measure, measure: Measure) -> bool:
    """Tell whether a word says so beside an amount: "14 milliards de wons, soit 9 millions d'euros", "R$ 1 bi pelo câmbio de ontem"."""
    spaced = scene.lexicon.spaced
    gap = scene.text[before.end : measure.quantity.start]
    if len(gap) > _BETWEEN[spaced] or _WALL.search(gap) or _begins_another(scene, before, measure):
        return False
    return any(
        (before.end <= hit.start and hit.end <= measure.quantity.start)
        or 0 <= hit.start - measure.end <= _BEHIND[spaced]
        for hit in sentence.of(Table.LINKS, "converted")
    )
