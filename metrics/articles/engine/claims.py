"""How a name stands to a number beside it: of it, given another one, in brackets, inserted, or alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .fitness import fits_entity
from .measures import Measure
from .mentions import Mention
from .roles import RAISED, is_source
from .scene import Scene, Sentence
from .words import Table

CLAUSE = re.compile(r"[,，、]")
ENOUGH, ALONE = 0.3, 0.5
"""How well a metric must fit an entity to be said of it, and to be said of it alone."""
BESIDE, PAIR = 6, 6
_CLOSED = re.compile(r"[)）]")
_FEW_WORDS = 2
_WORDS = re.compile(r"\w+['\u2019]?|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Claim:
    """A number of a sentence of which the metric is known, with the other numbers beside it."""

    sentence: Sentence
    measure: Measure
    metric: str
    measures: Sequence[Measure]


def has_own(scene: Scene, claim: Claim, mention: Mention) -> bool:
    """Tell whether a mention has a number behind it in its own clause: "stays at 86 %, AMD is at 7"."""
    following = next((each for each in claim.measures if each.start >= mention.end), None)
    return following is not None and CLAUSE.search(scene.text, mention.end, following.start) is None


def is_of_other(scene: Scene, claim: Claim, mention: Mention) -> bool:
    """Tell whether a mention is given another number: "40B parameters (against 228B for M2.1)"."""
    for hit in claim.sentence.of(Table.LINKS, "to") if scene.lexicon.spaced else ():
        if 0 <= mention.start - hit.end <= PAIR:
            before = [each for each in claim.measures if 0 <= hit.start - each.end <= PAIR]
            return bool(before) and claim.measure not in before and claim.measure.end < before[-1].start
    return False


def is_possessor(scene: Scene, claim: Claim, mention: Mention) -> bool:
    """Tell whether a number is followed by "of X": "3 200 milliards de X", "la ronda de 1.700 millones de euros de X"."""
    if claim.metric in RAISED and any(each.end <= claim.measure.start for each in claim.sentence.mentions):
        return False  # "X raises 15 billion of Y": Y gives it
    gap = scene.text[claim.measure.end : mention.start] if mention.start > claim.measure.end else ""
    words = _WORDS.findall(gap.casefold())
    short = len(gap) <= BESIDE and 0 < len(words) <= _FEW_WORDS
    return short and gap.endswith((" ", "'", "\u2019")) and all(word in scene.lexicon.linking for word in words)


def is_given_to(claim: Claim, mention: Mention) -> bool:
    """Tell whether the number is followed by "for X", with X this mention."""
    return any(
        claim.measure.end <= hit.start and 0 <= mention.start - hit.end <= BESIDE
        for hit in claim.sentence.of(Table.LINKS, "to")
    )


def is_aside(scene: Scene, claim: Claim, mention: Mention) -> bool:
    """Tell whether a mention stands in brackets in which the number is not."""
    opened = max(scene.text.rfind(sign, claim.sentence.start, mention.start) for sign in "(（")
    if opened < 0 or _CLOSED.search(scene.text, opened, mention.start):
        return False
    closed = _CLOSED.search(scene.text, mention.end, claim.sentence.end)
    return closed is not None and not opened < claim.measure.start < closed.start()


def is_inserted(scene: Scene, claim: Claim, mention: Mention) -> bool:
    """Tell whether a mention stands only in what is inserted behind the subject: "A, founded by people of B, raised"."""
    sentence, measure = claim.sentence, claim.measure
    first = next((each for each in sentence.mentions if each.start <= sentence.start + 40), None)
    if first is None or first is mention or first.start >= mention.start:
        return False
    if scene.text[first.end : first.end + 1] not in {",", "，", "、"} or first.entity == mention.entity:
        return False
    comma = scene.text.find(",", mention.end, measure.start)
    return comma >= 0 and scene.text.find(",", first.end + 1, mention.start) < 0


def goes_on(claim: Claim, bound: Measure) -> bool:
    """Tell whether a number is that of the claim, or stands right before it: "Opus 4.1 ($15 and $75)"."""
    return bound is claim.measure or 0 <= claim.measure.start - bound.end <= PAIR


def has_rival(scene: Scene, claim: Claim, mention: Mention) -> bool:
    """Tell whether the sentence names somebody else of whom the number may be."""
    others = (each for each in claim.sentence.mentions if each.entity != mention.entity)
    return any(fits_entity(claim.metric, scene.catalog.entities.get(each.entity)) >= ENOUGH for each in others)


def is_alone(scene: Scene, claim: Claim, mention: Mention) -> bool:
    """Tell whether a mention opens its sentence and no other that fits stands before the number."""
    sentence, metric = claim.sentence, claim.metric
    if mention.start > sentence.start + 30 or is_source(scene, sentence, mention):
        return False
    others = [each for each in sentence.mentions if each is not mention and each.start < claim.measure.start]
    return all(fits_entity(metric, scene.catalog.entities.get(each.entity)) < ALONE for each in others)
