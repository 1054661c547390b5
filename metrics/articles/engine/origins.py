"""Who made a figure, as far as its sentence says, and in which words."""

import re
from dataclasses import dataclass

from .measures import Measure
from .scene import Scene, Sentence
from .surfaces import Hit
from .words import Table, Word

_STOP = re.compile(r"[,.;:()!?，。；：（）、\n]|\s[-\u2013\u2014]\s")
_REACH = 60
_CAPITAL = re.compile(r"[A-Z\u00c0-\u00de0-9\u2e80-\uffef]")


@dataclass(frozen=True, slots=True)
class Origin:
    """The party that is named, and the words that attribute the figure to it."""

    party: str
    attribution: str


def origin_of(scene: Scene, sentence: Sentence, measure: Measure) -> Origin | None:
    """Return who made a figure: named after "according to", or before "said"."""
    best: tuple[int, Origin] | None = None
    for hit in sentence.of(Table.ATTRIBUTION):
        found = _named(scene, sentence, hit)
        if found is None:
            continue
        distance = min(abs(hit.start - measure.end), abs(measure.start - hit.end))
        if best is None or distance < best[0]:
            best = (distance, found)
    return best[1] if best else None


def _named(scene: Scene, sentence: Sentence, hit: Hit[Word]) -> Origin | None:
    text = scene.text
    if hit.payload.key == "before":
        stop = _STOP.search(text, hit.end, min(sentence.end, hit.end + _REACH))
        end = stop.start() if stop else min(sentence.end, hit.end + _REACH)
        words, whole = text[hit.end : end], text[hit.start : end]
    else:
        start = max(sentence.start, hit.start - _REACH)
        pieces = [*_STOP.finditer(text, start, hit.start)]
        if pieces and hit.start - pieces[-1].end() > 1:
            start = pieces[-1].end()
        words, whole = text[start : hit.start], text[start : hit.end]
    party = _party(scene, words)
    return Origin(party, " ".join(whole.split())) if party else None


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
