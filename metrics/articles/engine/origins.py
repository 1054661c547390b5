"""Who made a figure, as far as its sentence says, and in which words."""

import re
from dataclasses import dataclass

from .measures import Measure
from .scene import Scene, Sentence
from .surfaces import Hit
from .words import Table, Word

_STOP = re.compile(r"[,.;:()!?，。；：（）、\n]|\s[-\u2013\u2014]\s")
_FULL_STOP = re.compile("。")
_WALL = re.compile(r"[;；。]")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]|「[^「」]*」|『[^『』]*』|《[^《》]*》|“[^“”]*”")
_REACH = 60
_SPEAKER = {True: 24, False: 8}
_QUOTED = frozenset(",\"”»“’'」")
_OFFICER = 24
"""How far from the beginning of a sentence the officer stands who speaks in it."""
_CAPITAL = re.compile(r"[A-Z\u00c0-\u00de0-9\u2e80-\uffef]")


@dataclass(frozen=True, slots=True)
class Origin:
    """The party that is named, and the words that attribute the figure to it."""

    party: str
    attribution: str


_BROKEN, _AHEAD = re.compile(r"[,;:，；：、。\d]"), re.compile(r"[;；。]")
_BEFORE, _OUTLOOK = 24, {False: 110, True: 24}
"""How far a verb that looks ahead stands from who looks ahead and from the number, and so where the verb comes last."""


def origin_of(scene: Scene, sentence: Sentence, measure: Measure, entity: str) -> Origin | None:
    """Return who made a figure: named after "according to" or before "said"; "the company" is the entity's own."""
    best: tuple[int, Origin] | None = None
    for hit in sentence.of(Table.ATTRIBUTION, "before", "after", "own"):
        lo, hi = min(hit.end, measure.end), max(hit.start, measure.start)
        wall = _WALL if scene.lexicon.spaced else _FULL_STOP
        if wall.search(scene.text[lo:hi]) or _is_denied(sentence, hit):
            continue
        found = spoken_by(scene, sentence, hit) or _topic(scene, sentence, hit) or _own(scene, sentence, hit, entity)
        if found is None:
            continue
        distance = min(abs(hit.start - measure.end), abs(measure.start - hit.end))
        if best is None or distance < best[0]:
            best = (distance, found)
    return best[1] if best else None


def outlook_of(scene: Scene, sentence: Sentence, measure: Measure, entity: str) -> Origin | None:
    """Return the house of an entity where it says itself what lies ahead: "Amazon expects", メタは…と見込む."""
    maker, marks = scene.catalog.maker(entity), scene.lexicon.topics
    house = scene.catalog.entities.get(maker)
    if house is None:
        return None
    for hit in sentence.of(Table.ATTRIBUTION, "outlook"):
        lo, hi = min(hit.end, measure.end), max(hit.start, measure.start)
        last = marks is not None
        if last != (hit.start >= measure.end) or hi - lo > _OUTLOOK[last] or _AHEAD.search(scene.text, lo, hi):
            continue
        if last and marks is not None:
            told = [
                each for each in sentence.mentions if each.end <= measure.start and marks.match(scene.text, each.end)
            ]
        else:
            told = [each for each in sentence.mentions if 0 <= hit.start - each.end <= _BEFORE]
            told = [each for each in told if not _BROKEN.search(_BRACKETS.sub("", scene.text[each.end : hit.start]))]
        names = [scene.catalog.maker(each.entity) for each in told if not each.stranger]
        words = sentence.of(Table.REFERENCES, "company", "self")
        meant = not told and not last and any(0 <= hit.start - word.end <= 2 for word in words)  # noqa: PLR2004
        if meant or (names and names[-1] == maker):
            return Origin(house.name, " ".join(scene.text[hit.start : hit.end].split()))
    return None


def _is_denied(sentence: Sentence, hit: Hit[Word]) -> bool:
    """Tell whether a longer word makes something else of it: "is said to", 不公布."""
    longer = [*sentence.of(Table.ATTRIBUTION, "not")]
    # "chiffre d'affaires" is no "chiffre"
    longer += [each for each in sentence.of(Table.TRIGGERS) if each.payload.form == "nouns" and each.end > hit.end]
    return any(other.start <= hit.start and hit.end <= other.end for other in longer)


def spoken_by(scene: Scene, sentence: Sentence, hit: Hit[Word]) -> Origin | None:
    """Return the party that a word of attribution names: behind "according to", before or, turned round, behind "said"."""
    text = scene.text
    if hit.payload.key == "own":
        return None
    if hit.payload.key == "before" or _is_turned(scene, sentence, hit):
        stop = _STOP.search(text, hit.end, min(sentence.end, hit.end + _REACH))
        end = stop.start() if stop else min(sentence.end, hit.end + _REACH)
        words, whole = text[hit.end : end], text[hit.start : end]
    else:
        start = max(sentence.start, hit.start - _REACH)
        pieces = [*_STOP.finditer(text, start, hit.start)]
        if pieces and hit.start - pieces[-1].end() > 1:
            start = pieces[-1].end()
        words, whole = text[start : hit.start], text[start : hit.end]
        if re.search(r"\d", _BRACKETS.sub("", _undated(scene, sentence, start, hit.start))):
            return None
    party = _party(scene, words)
    return Origin(party, " ".join(whole.split())) if party else None


def _undated(scene: Scene, sentence: Sentence, start: int, end: int) -> str:
    """Return a part of the text without its dates."""
    words = list(scene.text[start:end])
    for when in sentence.whens:
        for place in range(max(when.start, start), min(when.end, end)):
            words[place - start] = " "
    return "".join(words)


def _topic(scene: Scene, sentence: Sentence, hit: Hit[Word]) -> Origin | None:
    """Return the party that a sentence is about and whose verb stands at its end: "OpenAIは、…と発表した"."""
    marks = scene.lexicon.topics
    if (
        marks is None
        or hit.payload.key != "after"
        or not any(each.unit_end <= hit.start for each in sentence.quantities)
    ):
        return None
    mark = marks.search(scene.text, sentence.start + 1, hit.start)
    party = _party(scene, scene.text[sentence.start : mark.start()]) if mark else None
    return Origin(party, " ".join(scene.text[sentence.start : hit.end].split())) if party else None


def _is_turned(scene: Scene, sentence: Sentence, hit: Hit[Word]) -> bool:
    """Tell whether a verb stands before who says it: "…», a lancé Sam Altman", ", afirmou o presidente da OpenAI"."""
    if not scene.lexicon.spaced:
        return False
    before = scene.text[sentence.start : hit.start].rstrip()
    return before[-1:] in _QUOTED and not before.endswith((":", "："))


def _own(scene: Scene, sentence: Sentence, hit: Hit[Word], entity: str) -> Origin | None:
    """Return the entity's maker where a pronoun, "the company" or "a spokesperson" says so."""
    if hit.payload.key == "own":
        house = scene.catalog.entities.get(scene.catalog.maker(entity))
        return None if house is None else Origin(house.name, " ".join(scene.text[hit.start : hit.end].split()))
    reach = _SPEAKER[scene.lexicon.spaced]
    for word in sentence.of(Table.REFERENCES, "company", "speaker", "self"):
        near = 0 <= hit.start - word.end <= reach if hit.payload.key == "after" else 0 <= word.start - hit.end <= reach
        behind = (
            hit.payload.key == "after" and 0 <= word.start - hit.end <= reach // 2 and word.payload.key == "company"
        )
        maker = scene.catalog.entities.get(scene.catalog.maker(entity))
        if maker is not None and _opens(scene, sentence, word, hit):
            return Origin(maker.name, " ".join(scene.text[hit.start : hit.end].split()))
        if (near or behind) and maker is not None:
            start, end = min(word.start, hit.start), max(word.end, hit.end)
            if not re.search(r"\d", scene.text[start:end]):
                return Origin(maker.name, " ".join(scene.text[start:end].split()))
    return None


def _opens(scene: Scene, sentence: Sentence, word: Hit[Word], hit: Hit[Word]) -> bool:
    """Tell whether an officer opens a sentence that the verb of saying ends: "岡野社長は…と話した"."""
    marks = scene.lexicon.topics
    if marks is None or word.payload.key != "speaker" or hit.payload.key != "after" or word.end >= hit.start:
        return False
    return word.start - sentence.start <= _OFFICER and marks.match(scene.text, word.end) is not None


def _party(scene: Scene, words: str) -> str | None:
    """Return the name of a party, if the words name one that the catalog knows as somebody who makes figures."""
    if not _CAPITAL.search(words):
        return None
    found = scene.catalog.origin(words)
    if found is None:
        return None
    if found in scene.catalog.publishers:
        return scene.catalog.publishers[found].name
    if found in scene.catalog.entities:
        return scene.catalog.entities[found].name
    return None
