"""Of whom a number is said: the name that stands in the right place, else the one that a pronoun or silence means."""

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...vocabulary import EntityKind
from .antecedents import antecedent_of
from .bindings import COMMA, DIRECT, WALL, has_people, is_bound, is_its_own
from .claims import (
    ALONE,
    BESIDE,
    CLAUSE,
    ENOUGH,
    Claim,
    goes_on,
    has_before,
    has_own,
    has_rival,
    is_alone,
    is_aside,
    is_earned_for,
    is_explained,
    is_given_to,
    is_inserted,
    is_introduction,
    is_label,
    is_of_firm,
    is_of_other,
    is_paired,
    is_possessor,
    opens_main_clause,
)  # fmt: skip
from .demonstratives import STOOD_FOR, stood_for
from .fitness import fits_entity, is_of_companies, is_of_models
from .givers import RAISED, is_investor, stands
from .investees import invested, investee_of
from .mentions import Mention
from .metrics import ASIDE
from .partners import is_beside
from .relatives import told_in_relative
from .roles import hosts, is_beaten, role_of
from .scene import Scene, Sentence
from .sharing import respectively
from .tables import named_above, of_timeline
from .turns import in_turn
from .words import Table

_MADE = frozenset({"enterprise_customers", "developers"})
_INTRODUCED = re.compile(r"^[^,;:()]{0,60}, (?:the )?$")
_BRACKETED = re.compile(r" ?[(（][^()（）\d,;，；]{0,40}")
_NEAR = {True: 160.0, False: 48.0}
_BEHIND = {True: 0.8, False: 0.4}
_LEAST = 0.12
_TOPICAL = 1.3
_BOUND = 0.8
_MOST, _OPENS = 12, 30
_BESIDE_RIVAL, _HAS_OWN, _BEATEN = 10, 0.9, 0.15
_POSSESSED = 0.9
_TOLD, _PRICED = 0.9, 48
_RIGHT_BEFORE = 1.25
_LABELLED, _EXPLAINED, _ALMOST, _EARNED_FOR = 0.95, 0.2, 0.85, 0.4


@dataclass(frozen=True, slots=True)
class Subject:
    """An entity found for a measure: its mention (perhaps of an earlier sentence), how firmly and how."""

    mention: Mention
    score: float
    how: str
    written: tuple[int, int]


def subject_of(scene: Scene, claim: Claim) -> Subject | None:
    """Return whom a number is said of, within its sentence or the ones before."""
    stood = None if claim.sentence.block.cells else stood_for(scene, claim)
    if stood is not None:
        return Subject(stood, 0.9, STOOD_FOR, (stood.start, stood.end))
    found = _said_of(scene, claim)
    if claim.metric != "price_per_million_tokens" or (found is not None and _is_model(scene, found.mention)):
        return found
    # "$3 for input and $15 for output with Sonnet": both are of the model that is named behind the second
    following = next((each for each in claim.measures if 0 <= each.start - claim.measure.end <= _PRICED), None)
    other = _said_of(scene, replace(claim, measure=following)) if following is not None else None
    return other if other is not None and other.how == "named" and _is_model(scene, other.mention) else found


def _is_model(scene: Scene, mention: Mention) -> bool:
    entity = scene.catalog.entities.get(mention.entity)
    return entity is not None and entity.kind is not EntityKind.COMPANY


def _said_of(scene: Scene, claim: Claim) -> Subject | None:
    sentence, metric = claim.sentence, claim.metric
    if sentence.block.cells:
        return _of_row(scene, claim)
    if scene.text[max(0, claim.measure.start - 3) : claim.measure.start].rstrip()[-1:] == "@":
        priced = next((each for each in _around(claim) if is_bound(scene, each, claim.measure)), None)
        return Subject(priced, 0.95, "named", (priced.start, priced.end)) if priced else None
    into = investee_of(scene, sentence, claim.measure) if metric == "funding_raised" else None
    aligned = _made(scene, sentence, into, metric) if into is not None else respectively(scene, claim)
    aligned = aligned or in_turn(scene, claim)
    if aligned is not None:
        return Subject(aligned, 0.95, "named", (aligned.start, aligned.end))
    told = told_in_relative(scene, claim)
    if told is not None and not (metric in RAISED and is_investor(scene, sentence, told, metric)):
        told = _made(scene, sentence, told, metric)
        return Subject(told, _TOLD, "named", (told.start, told.end))
    best: Subject | None = None
    for mention in (_made(scene, sentence, each, metric) for each in _around(claim)):
        score = _score(scene, claim, mention)
        if score > _LEAST and (best is None or score > best.score):
            best = Subject(mention, min(score, 1.0), "named", (mention.start, mention.end))
    if best and best.score >= ENOUGH:
        return best
    return _rather(scene, claim, best)


def _rather(scene: Scene, claim: Claim, best: Subject | None) -> Subject | None:
    """Return whom the sentence means where the name that stands in it, if any, is a weak subject."""
    sentence, meant = claim.sentence, _meant(scene, claim)
    if best and meant and _is_rather(scene, claim, best, meant):
        return best
    hosted = best is not None and hosts(scene, sentence, best.mention) and claim.metric != "model_repositories"
    if meant and meant.how == "meant" and hosted:
        return meant
    if meant and _gives(scene, claim, meant.mention):
        # "B agreed to invest 2 billion in it": whom the sentences before named
        meant = _meant(scene, replace(claim, sentence=replace(sentence, mentions=[])))
    found = [each for each in (best, meant) if each and not _is_ruled_out(scene, claim, each.mention)]
    return max(found, key=lambda each: each.score, default=None)


def _is_rather(scene: Scene, claim: Claim, best: Subject, meant: Subject) -> bool:
    """Tell whether a model's figure is that of the sentence's own name: of "their o3", of who "unveiled a model"."""
    if not is_of_models(claim.metric):
        return False
    named, other = best.mention.entity, meant.mention.entity
    if other in scene.catalog.owner_chain(named)[1:]:
        return True
    opens = best.mention.start - claim.sentence.start <= _OPENS
    houses = {scene.catalog.maker(each) for each in (named, other) if each in scene.catalog.entities}
    return opens and meant.how == "carried" and len(houses) > 1


def _is_ruled_out(scene: Scene, claim: Claim, mention: Mention) -> bool:
    """Tell whether a mention is who pays, or who has another number of the sentence."""
    return _gives(scene, claim, mention) or is_of_other(scene, claim, mention)


def _gives(scene: Scene, claim: Claim, mention: Mention) -> bool:
    """Tell whether a mention of the sentence is who pays: what Amazon invests is nothing that Amazon raised."""
    sentence = claim.sentence
    if claim.metric != "funding_raised" or not sentence.start <= mention.start < sentence.end:
        return False
    return is_investor(scene, sentence, mention, claim.metric)


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
        mention = _made(scene, claim.sentence, mention, claim.metric)
        return Subject(mention, 0.8 * found.score, "named", (mention.start, mention.end))
    if word is None:
        return Subject(mention, 0.5 * found.score, "carried", (mention.start, mention.end))
    return Subject(mention, 0.75 * found.score, "meant", (word.start, word.end))


def _of_row(scene: Scene, claim: Claim) -> Subject | None:
    """Return whom a row of a table is about: the first that it names, else whom the head of the column names."""
    sentence, metric = claim.sentence, claim.metric
    if dated := of_timeline(scene, sentence):
        fits = fits_entity(metric, scene.catalog.entities.get(dated.entity)) >= ENOUGH
        return Subject(dated, 0.9, "meant", (dated.start, dated.end)) if fits else None
    for mention in sentence.mentions:
        if fits_entity(metric, scene.catalog.entities.get(mention.entity)) >= ENOUGH:
            return Subject(mention, 0.95, "named", (mention.start, mention.end))
    above = named_above(scene, sentence, claim.measure, metric)
    return Subject(above, 0.9, "named", (above.start, above.end)) if above else None


def _score(scene: Scene, claim: Claim, mention: Mention) -> float:
    """Return how likely a mention is the subject: how it fits, how near it stands, and what else it is there."""
    fit = fits_entity(claim.metric, scene.catalog.entities.get(mention.entity))
    near = _closeness(scene, claim, mention)
    near = max(near, _LABELLED) if is_label(scene, claim, mention) else near
    near = max(near, _RIGHT_BEFORE) if has_people(scene, claim, mention) else near
    near *= _EXPLAINED if is_explained(scene, claim, mention) or is_introduction(scene, claim, mention) else 1.0
    near *= _EXPLAINED if is_beside(scene, claim.sentence, mention, claim.measure.start) else 1.0
    if any(is_bound(scene, mention, each) and not goes_on(claim, each) for each in claim.measures):
        near *= 0.3 if has_rival(scene, claim, mention) else _BOUND
    if is_aside(scene, claim, mention):
        near *= 0.1 if has_own(scene, claim, mention) else 0.35
    if is_of_other(scene, claim, mention):
        near *= 0.3
    elif is_possessor(scene, claim, mention):
        return fit * max(near, _POSSESSED)
    if claim.metric in RAISED:
        put = invested(scene, claim.sentence, claim.measure, mention)
        marked = put > 1.0 and not scene.lexicon.spaced
        near = max(near * put, ALONE) if marked else near * put
    topics = scene.lexicon.topics
    if topics is not None and topics.match(scene.text, mention.end):
        near = min(1.3, near * _TOPICAL)
    role = role_of(scene, claim.sentence, mention, claim.metric)
    beside = 0 <= claim.measure.start - mention.end <= _BESIDE_RIVAL and not COMMA.search(
        scene.text, mention.end, claim.measure.start
    )
    if beside and stands(claim.sentence, mention, "rival", before=BESIDE):
        role = max(role, _HAS_OWN)  # "ahead of OpenAI at 25 %"
    if is_beaten(scene, claim.sentence, mention) and not is_its_own(scene, claim, mention):
        role = min(role, _BEATEN)
    return fit * near * role


def _closeness(scene: Scene, claim: Claim, mention: Mention) -> float:
    measure, spaced = claim.measure, scene.lexicon.spaced
    before = mention.end <= measure.start
    lo, hi = (mention.end, measure.start) if before else (measure.end, mention.start)
    written = scene.text[lo:hi]
    gap = ASIDE.sub(" ", written)
    near = math.exp(-max(0, len(gap) - 2) / _NEAR[spaced])
    near *= 0.55 ** len(WALL.findall(gap)) * 0.93 ** min(4, len(COMMA.findall(gap)))
    if is_paired(scene, claim, mention):
        return ALONE * 2
    crossed = sum(1 for each in claim.measures if lo <= each.start and each.end <= hi)
    near *= (0.8 if before else 0.5) ** min(crossed, 4)
    alone = not before and not has_before(claim, mention) and not has_own(scene, claim, mention)
    if (alone and _INTRODUCED.search(gap)) or (not before and opens_main_clause(scene, claim, mention)):
        return _ALMOST
    if not before and spaced and is_of_firm(scene, claim, mention):
        near *= _EXPLAINED
    if not before:
        near *= _BEHIND[spaced] * (0.5 if CLAUSE.search(gap) else 1.0) * (0.5 if WALL.search(gap) else 1.0)
        own = any(each.start >= mention.end for each in claim.measures)
        near *= 0.6 if own and _is_next_clause(scene, lo, hi) else 1.0
        last = scene.lexicon.topics is not None
        near *= (
            (0.3 if last else 0.6)
            if (spaced or last) and CLAUSE.search(gap) and has_own(scene, claim, mention)
            else 1.0
        )
        if is_earned_for(claim, mention):
            return near * _EARNED_FOR
        return near * (1.2 if is_given_to(claim, mention) else 1.0)
    inserted = is_inserted(scene, claim, mention)
    if not inserted and (DIRECT.fullmatch(gap) or _BRACKETED.fullmatch(written)):
        return _RIGHT_BEFORE
    near *= 0.4 if inserted else 1.0
    return max(near, ALONE) if near < ALONE and is_alone(scene, claim, mention) else near


def _is_next_clause(scene: Scene, start: int, end: int) -> bool:
    """Tell whether an "and" stands between a number and a name behind it."""
    words = (each.payload for each in scene.words_in(start, end))
    return scene.lexicon.spaced and any(each.table is Table.LINKS and each.key == "clause" for each in words)


def _made(scene: Scene, sentence: Sentence, mention: Mention, metric: str) -> Mention:
    """Put the owner in the place of a product where the maker is meant: "the maker of Claude"."""
    entity = scene.catalog.entities.get(mention.entity)
    if entity is None or entity.owner is None or not (is_of_companies(metric) or metric in _MADE):
        return mention
    for hit in sentence.of(Table.REFERENCES, "maker"):
        if 0 <= mention.start - hit.end <= 3 or 0 <= hit.start - mention.end <= 2:  # noqa: PLR2004
            return replace(mention, entity=entity.owner)
    return mention
