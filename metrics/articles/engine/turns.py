"""Which of two names "the former" and "the latter" mean: 前者, "le second", "il primo"."""

import re

from .claims import ENOUGH, Claim
from .fitness import fits_entity
from .mentions import Mention
from .roles import is_source
from .scene import Scene, Sentence
from .surfaces import Hit
from .words import Table, Word

_WALL = re.compile(r"[;；。|]")
_NEXT = re.compile(r"\W*(\w+)")
_REACH = {True: 60, False: 20}
_BEHIND, _LOOK, _PAIR = 16, 2, 2


def in_turn(scene: Scene, claim: Claim) -> Mention | None:
    """Return whom a number is of that is said of the first or the second of two who were named before."""
    word = _word(scene, claim)
    if word is None:
        return None
    first = claim.sentence.index
    for index in range(first, max(-1, first - _LOOK - 1), -1):
        sentence = scene.sentences[index]
        if sentence.paragraph != claim.sentence.paragraph:
            return None
        named = _named(scene, sentence, claim.metric, word.start)
        if len(named) == _PAIR:
            return named[word.payload.key == "second"]
        if named:
            return None
    return None


def _word(scene: Scene, claim: Claim) -> Hit[Word] | None:
    """Return the word for one of two that a number is of: before it with nobody named between, or right behind it."""
    sentence, measure = claim.sentence, claim.measure
    hits = [hit for hit in sentence.of(Table.REFERENCES, "first", "second") if _stands_alone(scene, hit)]
    before = max((hit for hit in hits if hit.end <= measure.start), key=lambda hit: hit.end, default=None)
    if before is not None and measure.start - before.end <= _REACH[scene.lexicon.spaced]:
        between = [each for each in sentence.mentions if before.end <= each.start < measure.start]
        return None if between or _WALL.search(scene.text, before.end, measure.start) else before
    return next((hit for hit in hits if 0 <= hit.start - measure.end <= _BEHIND), None)


def _stands_alone(scene: Scene, hit: Hit[Word]) -> bool:
    """Tell whether no noun follows, as in "the first quarter", and no word ends in it, as 삼성전자 does."""
    if not scene.lexicon.spaced:
        return not scene.text[max(0, hit.start - 1) : hit.start].isalnum() or scene.lexicon.topics is None
    following = _NEXT.match(scene.text, hit.end)
    if following is None or not scene.text[hit.end : following.start(1)].isspace():
        return True
    if following[1].casefold() in scene.lexicon.function or following[1][0].isdigit():
        return True
    return any(
        each.start == following.start(1) and each.payload.table is Table.TRIGGERS and each.payload.form == "verbs"
        for each in scene.words_in(hit.end, hit.end + _REACH[True])
    )


def _named(scene: Scene, sentence: Sentence, metric: str, end: int) -> list[Mention]:
    """Return the first mention of each of whom the metric may be said, sources left out."""
    named: dict[str, Mention] = {}
    for each in sentence.mentions:
        fits = fits_entity(metric, scene.catalog.entities.get(each.entity)) >= ENOUGH
        if each.end <= end and fits and not each.stranger and not is_source(scene, sentence, each):
            named.setdefault(each.entity, each)
    return [*named.values()]
