"""What a number counts: its class, and the words that head it directly."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..quantities import BASIS_POINTS, PERCENT, POINTS, Quantity, QuantityKind
from .scene import Scene, Sentence
from .surfaces import Hit, folded
from .words import Table, Word

_LEVELS = {QuantityKind.PLAIN, QuantityKind.RANGE}
MOST = 24
"""More numbers than any sentence has; what has more is data, and not read."""
_REGION = 64
_TIGHT = 12
_TOKEN = re.compile(r"[^\W\d_]+['’](?=\w)|[^\W\d_]+|\S")
_STOPPERS = re.compile(r"[,.;:()!?\u2013\u2014\"“”«»|/，。；：（）、！？「」\[\]]")


class Class(StrEnum):
    """What sort of quantity it is, as its signs tell."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity of a sentence with its class, the triggers that head it, and what it counts otherwise."""

    quantity: Quantity
    kind: Class
    heads: tuple[Hit[Word], ...] = ()
    foreign: str | None = None
    unknown: str | None = None
    bare: bool = True
    spaced: bool = True
    counter: str | None = None
    """What East Asian counting words say is counted: people, times or firms."""

    @property
    def start(self) -> int:
        """Where it begins, its bound included."""
        return self.quantity.bound_start

    @property
    def end(self) -> int:
        """Where it ends, its unit included."""
        return self.quantity.unit_end


def measures_of(scene: Scene, sentence: Sentence) -> list[Measure]:
    """Return the quantities of a sentence that may state a level of something."""
    quantities = sentence.quantities
    if len(quantities) > MOST:
        return []
    made: list[Measure] = []
    for index, quantity in enumerate(quantities):
        if quantity.kind not in _LEVELS or quantity.unit_sign in {POINTS, BASIS_POINTS}:
            continue
        following = quantities[index + 1].bound_start if index + 1 < len(quantities) else sentence.end
        made.append(_measure(scene, sentence, quantity, min(following, sentence.end)))
    return made


def _measure(scene: Scene, sentence: Sentence, quantity: Quantity, limit: int) -> Measure:
    kind = Class.COUNT
    if quantity.currencies:
        kind = Class.MONEY
    elif quantity.unit_sign == PERCENT:
        kind = Class.PERCENT
    if scene.lexicon.spaced:
        end, unknown, bare = _region(scene, sentence, quantity, limit)
    else:
        end, unknown, bare = _tight_region(scene, quantity, limit), None, True
    words = [hit for hit in sentence.words if quantity.unit_end <= hit.start < end and hit.end <= end + _REGION]
    heads = tuple(hit for hit in words if hit.payload.table is Table.TRIGGERS)
    if not scene.lexicon.spaced:
        heads = tuple(hit for hit in heads if hit.start - quantity.unit_end <= 2)  # noqa: PLR2004 - a counter between
    foreign = next((hit for hit in words if hit.payload.table is Table.HEADS and hit.payload.key == "foreign"), None)
    counter = _counter(scene, sentence, quantity)
    if foreign and any(head.start <= foreign.start and head.end >= foreign.end for head in heads):
        foreign = None
    if foreign and not scene.lexicon.spaced and foreign.start > quantity.unit_end + 1:
        foreign = None
    if foreign and heads and heads[0].start < foreign.start and heads[0].payload.form == "nouns":
        foreign = None
    if foreign and scene.lexicon.spaced and not _is_noun_of(scene, quantity, foreign):
        foreign = None
    stranger = None if foreign is None else scene.text[foreign.start : foreign.end]
    return Measure(quantity, kind, heads, stranger, unknown if not heads else None, bare and not heads,
                   scene.lexicon.spaced, counter)  # fmt: skip


def _counter(scene: Scene, sentence: Sentence, quantity: Quantity) -> str | None:
    """Return what the counting word in or right behind a number counts."""
    if scene.lexicon.spaced:
        return None
    for hit in sentence.of(Table.HEADS, "people", "times", "firms"):
        if quantity.end <= hit.start <= max(quantity.end, quantity.unit_end) + 2 and hit.end > quantity.end:
            return hit.payload.key
    return None


def _tight_region(scene: Scene, quantity: Quantity, limit: int) -> int:
    end = min(limit, quantity.unit_end + _TIGHT)
    stop = _STOPPERS.search(scene.text, quantity.unit_end, end)
    return stop.start() if stop else end


def _region(scene: Scene, sentence: Sentence, quantity: Quantity, limit: int) -> tuple[int, str | None, bool]:
    """Return how far the words reach that a number heads, its noun if that is no word of ours, and whether it has none."""
    text, position = scene.text, quantity.unit_end
    lexicon, end = scene.lexicon, min(limit, position + _REGION)
    triggers = {hit.start: hit for hit in sentence.of(Table.TRIGGERS)}
    unknown, inside, last = None, False, position
    names = [each for each in sentence.mentions if position <= each.start < end]
    for token in _TOKEN.finditer(text, position, end):
        word = folded(token[0])
        if _STOPPERS.match(token[0]) and not (token[0] in ".-" and last > position):
            break
        if token.start() in triggers and not (
            triggers[token.start()].payload.form == "verbs" and word in lexicon.function
        ):
            last = max(last, triggers[token.start()].end)
            continue
        if any(each.start <= token.start() < each.end for each in names):
            last = max(last, token.end())
            continue
        if word in lexicon.inside:
            inside = True
        elif word in lexicon.function and word not in lexicon.linking:
            break
        elif (
            not inside
            and word not in lexicon.linking
            and unknown is None
            and word[0].isalpha()
            and token.start() >= last
        ):
            unknown = token
        last = max(last, token.end())
    noun = unknown[0] if unknown else None
    return max(last, position), noun, noun is None


def _is_noun_of(scene: Scene, quantity: Quantity, hit: Hit[Word]) -> bool:
    """Tell whether nothing but adjectives and an "of" stands between a number and a noun."""
    words = [folded(token[0]) for token in _TOKEN.finditer(scene.text, quantity.unit_end, hit.start)]
    lexicon = scene.lexicon
    return len(words) <= 3 and not any(  # noqa: PLR2004
        word in lexicon.inside or (word in lexicon.function and word not in lexicon.linking) for word in words
    )


def between(measures: Sequence[Measure], start: int, end: int) -> Iterator[Measure]:
    """Yield the measures that stand wholly between two places."""
    return (each for each in measures if start <= each.start and each.end <= end)
