"""Of whom a number is said: the name that stands in the right place, else the one that a pronoun or silence means."""

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .antecedents import antecedent_of
from .fitness import fits_entity, is_of_companies
from .measures import Measure
from .mentions import Mention
from .metrics import ASIDE
from .roles import RAISED, is_hub, is_source, role_of
from .scene import Scene, Sentence
from .words import Table

_WALL = re.compile(r"[;；。|]| [-\u2013] |\u2014")
_COMMA = re.compile(r"[,，、:：]")
_DIRECT = re.compile(r"\s*(?:['’]s?\s*|[(（:：,，、=-]\s*|\s)?\s*")
_BRACKETED = re.compile(r" ?[(（][^()（）\d,;，；]{0,40}")
_CLOSED = re.compile(r"[)）]")
_NEAR = {True: 160.0, False: 48.0}
_BEHIND = {True: 0.8, False: 0.4}
_LEAST, _ENOUGH, _ALONE = 0.12, 0.3, 0.5
_BESIDE = 6
_MOST = 12


@dataclass(frozen=True, slots=True)
class Claim:
    """A number of a sentence of which the metric is known, with the other numbers beside it."""

    sentence: Sentence
    measure: Measure
    metric: str
    measures: Sequence[Measure]


@dataclass(frozen=True, slots=True)
class Subject:
    """An entity found for a measure: its mention (perhaps of an earlier sentence), how firmly and how."""

    mention: Mention
    score: float
    how: str
    written: tuple[int, int]


def subject_of(scene: Scene, claim: Claim) -> Subject | None:
    """Return whom a number is said of, within its sentence or the ones before."""
    sentence, metric = claim.sentence, claim.metric
    if sentence.block.cells:
        return _of_row(scene, sentence, metric)
    aligned = _respectively(scene, claim)
    if aligned is not None:
        return Subject(aligned, 0.95, "named", (aligned.start, aligned.end))
    best: Subject | None = None
    for mention in (_made(scene, sentence, each, metric) for each in _around(claim)):
        score = _score(scene, claim, mention)
        if score > _LEAST and (best is None or score > best.score):
            best = Subject(mention, min(score, 1.0), "named", (mention.start, mention.end))
    if best and best.score >= _ENOUGH:
        return best
    meant = _meant(scene, claim)
    return max((each for each in (best, meant) if each), key=lambda each: each.score, default=None)


def _around(claim: Claim) -> Sequence[Mention]:
    """Return the mentions nearest to the number; no sentence that is one has more."""
    mentions = claim.sentence.mentions
    place = bisect_left(mentions, claim.measure.start, key=lambda mention: mention.start)
    return mentions[max(0, place - _MOST) : place + _MOST]


def _meant(scene: Scene, claim: Claim) -> Subject | None:
    """Return whom the sentence means without naming it, or names only as a source."""
    found = antecedent_of(scene, claim.sentence, claim.measure, claim.metric)
    if found is None:
        return None
    mention, word = found.mention, found.word
    if claim.sentence.start <= mention.start < claim.sentence.end:
        return Subject(mention, 0.8 * found.score, "named", (mention.start, mention.end))
    if word is None:
        return Subject(mention, 0.5 * found.score, "carried", (mention.start, mention.end))
    return Subject(mention, 0.75 * found.score, "meant", (word.start, word.end))


def _respectively(scene: Scene, claim: Claim) -> Mention | None:
    """Return whose number it is where names and numbers stand in the same order: "A and B have 12 and 9 respectively"."""
    sentence, measure, measures = claim.sentence, claim.measure, claim.measures
    word = next(sentence.of(Table.LINKS, "respectively"), None)
    if word is None:
        return None
    last = max((each.end for each in sentence.mentions if each.end <= max(word.start, measures[-1].start)), default=0)
    row = [each for each in measures if each.kind is measure.kind and each.start >= min(word.start, last)]
    if measure not in row or len(row) == 1:
        return None
    names = [each for each in sentence.mentions if each.end <= row[0].start and not is_source(scene, sentence, each)]
    named = names[-len(row) :]
    close = len(named) == len(row) and all(b.start - a.end <= _BESIDE for a, b in pairwise(named))
    return named[row.index(measure)] if close else None


def _of_row(scene: Scene, sentence: Sentence, metric: str) -> Subject | None:
    """Return whom a row of a table is about: the first that it names, else whom the heads of the table mean."""
    for mention in sentence.mentions:
        if fits_entity(metric, scene.catalog.entities.get(mention.entity)) >= _ENOUGH:
            return Subject(mention, 0.95, "named", (mention.start, mention.end))
    return None


def _score(scene: Scene, claim: Claim, mention: Mention) -> float:
    """Return how likely a mention is the subject: how it fits, how near it stands, and what else it is there."""
    fit = fits_entity(claim.metric, scene.catalog.entities.get(mention.entity))
    near = _closeness(scene, claim, mention)
    if any(each is not claim.measure and _is_bound(scene, mention, each) for each in claim.measures):
        near *= 0.3
    if _is_aside(scene, claim, mention):
        near *= 0.35
    if claim.metric in RAISED:
        near *= _invested(scene, claim, mention)
    return fit * near * role_of(scene, claim.sentence, mention, claim.metric)


def _closeness(scene: Scene, claim: Claim, mention: Mention) -> float:
    measure, spaced = claim.measure, scene.lexicon.spaced
    before = mention.end <= measure.start
    lo, hi = (mention.end, measure.start) if before else (measure.end, mention.start)
    written = scene.text[lo:hi]
    gap = ASIDE.sub(" ", written)
    near = math.exp(-max(0, len(gap) - 2) / _NEAR[spaced])
    near *= 0.55 ** len(_WALL.findall(gap)) * 0.93 ** min(4, len(_COMMA.findall(gap)))
    crossed = sum(1 for each in claim.measures if lo <= each.start and each.end <= hi)
    near *= (0.8 if before else 0.5) ** min(crossed, 4)
    if not before:
        near *= _BEHIND[spaced] * (0.5 if "," in gap else 1.0) * (0.5 if _WALL.search(gap) else 1.0)
        return near * (1.2 if _is_given_to(claim, mention) else 1.0)
    if _DIRECT.fullmatch(gap) or _BRACKETED.fullmatch(written):
        return 1.25
    near *= 0.4 if _is_inserted(scene, claim, mention) else 1.0
    return max(near, _ALONE) if near < _ALONE and _is_alone(scene, claim, mention) else near


def _is_alone(scene: Scene, claim: Claim, mention: Mention) -> bool:
    """Tell whether a mention opens its sentence and no other that fits stands before the number."""
    sentence, metric = claim.sentence, claim.metric
    if mention.start > sentence.start + 30 or is_source(scene, sentence, mention):
        return False
    others = [each for each in sentence.mentions if each is not mention and each.start < claim.measure.start]
    return all(fits_entity(metric, scene.catalog.entities.get(each.entity)) < _ALONE for each in others)


def _is_aside(scene: Scene, claim: Claim, mention: Mention) -> bool:
    """Tell whether a mention stands in brackets in which the number is not."""
    opened = max(scene.text.rfind(sign, claim.sentence.start, mention.start) for sign in "(（")
    if opened < 0 or _CLOSED.search(scene.text, opened, mention.start):
        return False
    closed = _CLOSED.search(scene.text, mention.end, claim.sentence.end)
    return closed is not None and not opened < claim.measure.start < closed.start()


def _is_bound(scene: Scene, mention: Mention, measure: Measure) -> bool:
    """Tell whether a mention stands right before a number: "Kimi's 24.9 million", "Gemini (12)"."""
    gap = measure.start - mention.end
    return 0 <= gap <= 4 and _DIRECT.fullmatch(scene.text[mention.end : measure.start]) is not None  # noqa: PLR2004


def _is_inserted(scene: Scene, claim: Claim, mention: Mention) -> bool:
    """Tell whether a mention stands only in what is inserted behind the subject: "A, founded by people of B, raised"."""
    sentence, measure = claim.sentence, claim.measure
    first = next((each for each in sentence.mentions if each.start <= sentence.start + 40), None)
    if first is None or first is mention or first.start >= mention.start:
        return False
    if scene.text[first.end : first.end + 1] not in {",", "，", "、"} or first.entity == mention.entity:
        return False
    comma = scene.text.find(",", mention.end, measure.start)
    return comma >= 0 and scene.text.find(",", first.end + 1, mention.start) < 0


def _invested(scene: Scene, claim: Claim, mention: Mention) -> float:
    """Return how a mention stands to money put into somebody: what comes after "in" gets it."""
    sentence, measure = claim.sentence, claim.measure
    into = [hit.end for hit in sentence.of(Table.LINKS, "into") if hit.start >= measure.end]
    taken = {
        each.start for each in sentence.mentions
        if each.start > measure.end and any(0 <= each.start - end <= 4 for end in into)  # noqa: PLR2004
        and not is_hub(scene, each)
    }  # fmt: skip
    if not taken:
        return 1.0
    return 1.7 if mention.start in taken else 0.5


def _made(scene: Scene, sentence: Sentence, mention: Mention, metric: str) -> Mention:
    """Put the owner in the place of a product where the maker is meant: "the maker of Claude"."""
    entity = scene.catalog.entities.get(mention.entity)
    if entity is None or entity.owner is None or not is_of_companies(metric):
        return mention
    for hit in sentence.of(Table.REFERENCES, "maker"):
        if 0 <= mention.start - hit.end <= 3 or 0 <= hit.start - mention.end <= 2:  # noqa: PLR2004
            return replace(mention, entity=entity.owner)
    return mention


def _is_given_to(claim: Claim, mention: Mention) -> bool:
    """Tell whether the number is followed by "for X", with X this mention."""
    return any(
        claim.measure.end <= hit.start and 0 <= mention.start - hit.end <= _BESIDE
        for hit in claim.sentence.of(Table.LINKS, "to")
    )


def together(sentence: Sentence, mention: Mention, measure: Measure) -> list[Mention]:
    """Return those who share a number with a mention: named beside it, with a word for "both"."""
    if not any(
        hit.start > mention.end - 1 and hit.end <= measure.start + 1 for hit in sentence.of(Table.LINKS, "both")
    ):
        return []
    shared: list[Mention] = []
    place = sentence.mentions.index(mention) if mention in sentence.mentions else 0
    for each in reversed(sentence.mentions[:place]):
        following = shared[-1] if shared else mention
        if following.start - each.end > _BESIDE:
            break
        shared.append(each)
    return [each for each in shared if not each.stranger]
