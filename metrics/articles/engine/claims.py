"""How a name stands to a number beside it: of it, given another one, in brackets, inserted, or alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .fitness import fits_entity
from .givers import RAISED
from .measures import Measure
from .mentions import Mention
from .roles import is_source
from .scene import Scene, Sentence
from .surfaces import folded
from .words import Table

CLAUSE = re.compile(r"[,，、]")
ENOUGH, ALONE = 0.3, 0.5
"""How well a metric must fit an entity to be said of it, and to be said of it alone."""
BESIDE, PAIR = 6, 6
_CLOSED = re.compile(r"[)）]")
_FEW_WORDS, _FIRM = 2, 40
_EARNED = frozenset({"revenue", "annualized_revenue"})
_OPENS = 70
_ADJECTIVES = re.compile(r"(?: [a-zà-ÿ-]{3,20}){0,2},")
_LABEL = re.compile(r"[\"\u201d*]{0,3}(?: ?\([^()]{1,24}\))?[\"\u201d*]{0,3} ?: (?=\S)")
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
            other = bool(before) and claim.measure not in before and claim.measure.end < before[-1].start
            return other and not is_paired(scene, claim, mention)
    return False


def is_possessor(scene: Scene, claim: Claim, mention: Mention) -> bool:
    """Tell whether a number is followed by "of X": "3 200 milliards de X", "la ronda de 1.700 millones de euros de X"."""
    if claim.metric in RAISED and any(each.end <= claim.measure.start for each in claim.sentence.mentions):
        return False  # "X raises 15 billion of Y": Y gives it
    if claim.metric == "gpus":
        return False  # "a million of Google's TPUs": Google makes them
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


def is_paired(scene: Scene, claim: Claim, mention: Mention) -> bool:
    """Tell whether a number stands in a row that ends with "for X": "against 1.25 and 10 for X"."""
    if not scene.lexicon.spaced or mention.start < claim.measure.end:
        return False
    place = claim.measures.index(claim.measure)
    last = claim.measure
    for each in claim.measures[place + 1 :]:
        if each.start - last.end > PAIR or (each.kind is not claim.measure.kind and each.quantity.currencies):
            break
        last = each
    if last is claim.measure:
        return False
    return any(
        0 <= hit.start - last.end <= 1 and 0 <= mention.start - hit.end <= 1
        for hit in claim.sentence.of(Table.LINKS, "to")
    )


def is_earned_for(claim: Claim, mention: Mention) -> bool:
    """Tell whether a mention is only whom somebody else earns money for: "Claude Code makes 2 billion for Anthropic"."""
    earns = claim.metric in _EARNED and any(each.end <= claim.measure.start for each in claim.sentence.mentions)
    return earns and is_given_to(claim, mention)


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


def has_before(claim: Claim, mention: Mention) -> bool:
    """Tell whether somebody is named, or another number told, between the start of the sentence and a mention behind the number."""
    others = any(each is not mention and each.start < mention.start for each in claim.sentence.mentions)
    return others or any(each.end <= mention.start and each is not claim.measure for each in claim.measures)


def opens_main_clause(scene: Scene, claim: Claim, mention: Mention) -> bool:
    """Tell whether a mention is the subject behind what "with" begins: "With a window of 256K and a price of 2, Kimi K2"."""
    sentence = claim.sentence
    if (
        not scene.lexicon.spaced
        or sentence.mentions[0] is not mention
        or scene.text[mention.start - 2 : mention.start] != ", "
    ):
        return False
    begins = any(hit.start - sentence.start <= 1 for hit in sentence.of(Table.LINKS, "partner", "at"))
    return begins and all(each.end <= mention.start for each in claim.measures)


def is_of_firm(scene: Scene, claim: Claim, mention: Mention) -> bool:
    """Tell whether a number is that of "the start-up" right before it, and no name stands before: "The start-up with 50 people attacks Google"."""
    sentence, measure = claim.sentence, claim.measure
    given = is_given_to(claim, mention) and not _has_noun(scene, measure.end, mention.start)
    if mention.start < measure.end or given or is_possessor(scene, claim, mention):
        return False
    if any(each.start < measure.start for each in sentence.mentions):
        return False
    return any(
        0 < measure.start - hit.end <= _FIRM
        and re.search(r"[ '\u2019]", scene.text[hit.start : hit.end])
        and not re.search(r"[,;:]", scene.text[hit.end : measure.start].removeprefix(", "))
        for hit in sentence.of(Table.REFERENCES, "company", "product", "model")
    )


def _has_noun(scene: Scene, start: int, end: int) -> bool:
    """Tell whether a word of none of ours stands in a stretch: "11.7 billion since the entry of ASML"."""
    covered = [each for each in scene.words_in(start, end) if each.payload.table in {Table.TRIGGERS, Table.WINDOWS}]
    return any(
        word[0][0].isalpha()
        and folded(word[0]) not in scene.lexicon.function | scene.lexicon.linking
        and not any(each.start <= word.start() < each.end for each in covered)
        for word in _WORDS.finditer(scene.text, start, end)
    )


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


def is_label(scene: Scene, claim: Claim, mention: Mention) -> bool:
    """Tell whether a number stands in what a colon says about a mention: "there is Stargate: a venture of A and B that"."""
    colon = _LABEL.match(scene.text, mention.end) if scene.lexicon.spaced else None
    if colon is None or mention.start - claim.sentence.start > _OPENS or colon.end() > claim.measure.start:
        return False
    return all(each.start > colon.end() for each in claim.sentence.mentions if each.start >= mention.end)


def is_introduction(scene: Scene, claim: Claim, mention: Mention) -> bool:
    """Tell whether a mention stands only in what opens its sentence: "Backed by Alibaba and Tencent, it raised"."""
    sentence = claim.sentence
    opens = any(
        hit.start - sentence.start <= _FEW_WORDS and hit.end <= mention.start
        for hit in sentence.of(Table.LINKS, "opening")
    )
    if not opens:
        return False
    comma = CLAUSE.search(scene.text, mention.end, claim.measure.start)
    if comma is None and scene.lexicon.nouns_capital:
        # "Anders als OpenAI hat DeepSeek 160 Mitarbeiter": the verb comes second, and no comma before it
        return any(mention.end < each.start < claim.measure.start for each in sentence.mentions)
    # A row of names has commas of its own; what follows the last of them is the sentence.
    return comma is not None and not any(
        each.start > comma.start() and each.start - comma.end() <= BESIDE and _is_in_row(scene, sentence, each)
        for each in sentence.mentions
    )


def _is_in_row(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Tell whether a row of names goes on or ends with a mention: a comma or an "and" stands right behind it or before it."""
    if not scene.lexicon.spaced or scene.text[mention.end : mention.end + 1] in {",", ";", ")"}:
        return True
    joins = [*sentence.of(Table.LINKS, "clause")]
    return any(0 <= hit.start - mention.end <= 1 or 0 <= mention.start - hit.end <= 1 for hit in joins)


def is_explained(scene: Scene, claim: Claim, mention: Mention) -> bool:
    """Tell whether a mention only explains "the start-up": "The start-up, a spin-off of the hedge fund B, has"."""
    sentence = claim.sentence
    opening = (
        hit.end for hit in sentence.of(Table.REFERENCES, "company", "product", "model")
        if hit.start - sentence.start <= _FEW_WORDS and " " in scene.text[hit.start : hit.end]
    )  # fmt: skip
    first = max(opening, default=0)
    opened = _ADJECTIVES.match(scene.text, first) if first else None
    if opened is None or not opened.end() <= mention.start:
        return False
    comma = scene.text.find(",", opened.end(), claim.measure.start)
    return mention.end <= comma
