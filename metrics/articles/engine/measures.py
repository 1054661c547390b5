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
_FEW, _PUT, _CODE = 100, 3, 8
_EMPLOYED, _TIME = 20, 12
_CLOCK = re.compile(
    r"[\s*#>-]{0,6}[0-2]?\d[.:h][0-5]\d(?= ?(?:Uhr|[ap]\.?m\.?|PT|ET|CET|CEST|GMT|BST|UTC|KST|JST)?[*:]{0,3} ?[*\u2013\u2014:|-]{0,3} ?[^\W\d_a-z])"
)
"""A line of a live blog begins with the time: "11.30 Brightfold says"."""
_TIGHT = 12
_OPEN_ENDS = " \u00a0+＋多余餘余여超強强弱以上"
_BESIDE, _OF = 2, 9
"""How far behind an East Asian number its noun stands: behind a counter, and behind "of"."""
_CONVERSION = re.compile(r"\s?[(（][^()（）]{0,12}\d[^()（）]{0,24}[)）]")
_TOKEN = re.compile(r"[^\W\d_]+['’](?=\w)|[^\W\d_]+|\S")
_NAMED_CODE = re.compile(r"(?<!\w)[A-Z]{1,3}\d{2,4}[A-Za-z]?s?(?!\w)")
"""What chips are called: the H800 of "2,048 H800 chips" is no noun of its own."""
_STOPPERS = re.compile(r"[,.;:()!?\u2026\u2013\u2014\"“”«»|/，。；：（）、！？「」\[\]]")


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
    """What East Asian counting words say is counted: people, times, firms or things."""

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
        if (quantity.kind not in _LEVELS and not _is_put_on_top(sentence, quantity)) or quantity.unit_sign in {
            POINTS,
            BASIS_POINTS,
        }:
            continue
        if index == 0 and _CLOCK.match(scene.text, sentence.start) and quantity.end - sentence.start <= _TIME:
            continue
        behind = [each.bound_start for each in quantities[index + 1 :] if not _is_glued_to_letter(scene, each)]
        start = _behind_brackets(scene, quantity)
        following = next((each for each in behind if each >= start), sentence.end)
        made.append(_measure(scene, sentence, quantity, (start, min(following, sentence.end))))
    return made


def _is_glued_to_letter(scene: Scene, quantity: Quantity) -> bool:
    """Tell whether a letter stands right before digits: before the 800 of "2,048 H800 chips"."""
    return scene.lexicon.spaced and scene.text[quantity.start - 1 : quantity.start].isalpha()


def _is_put_on_top(sentence: Sentence, quantity: Quantity) -> bool:
    """Tell whether what is added is a figure of its own: "will open-source five more models", "will invest 30 billion more in X"."""
    if quantity.kind is QuantityKind.DIFFERENCE and quantity.currencies:
        return any(0 <= quantity.bound_start - hit.end <= _PUT for hit in sentence.of(Table.LINKS, "investing"))
    few = quantity.kind is QuantityKind.DIFFERENCE and not quantity.currencies and (quantity.value or _FEW) < _FEW
    return few and any(hit.payload.form == "verbs" for hit in sentence.of(Table.TRIGGERS, "model_repositories"))


def _behind_brackets(scene: Scene, quantity: Quantity) -> int:
    """Return where the words go on behind an amount: behind its conversion, "3億ドル（約450億円）の評価額"."""
    found = _CONVERSION.match(scene.text, quantity.unit_end) if quantity.currencies else None
    return found.end() if found else quantity.unit_end


def _measure(scene: Scene, sentence: Sentence, quantity: Quantity, reach: tuple[int, int]) -> Measure:
    start, limit = reach
    kind = Class.COUNT
    if quantity.currencies:
        kind = Class.MONEY
    elif quantity.unit_sign == PERCENT:
        kind = Class.PERCENT
    if scene.lexicon.spaced:
        end, unknown, bare = _region(scene, sentence, reach)
    else:
        end, unknown, bare = _tight_region(scene, start, limit), None, True
    words = [hit for hit in sentence.words if quantity.unit_end <= hit.start < end and hit.end <= end + _REGION]
    heads = tuple(hit for hit in words if hit.payload.table is Table.TRIGGERS)
    if not scene.lexicon.spaced:
        near = _OF if scene.lexicon.of is not None and scene.lexicon.of.match(scene.text, start) else _BESIDE
        heads = tuple(hit for hit in heads if 0 <= hit.start - start <= near)
    foreign = None if kind is Class.MONEY else _foreign(scene, sentence, quantity, words, heads)
    stranger = None if foreign is None else scene.text[foreign.start : foreign.end]
    return Measure(quantity, kind, heads, stranger, unknown if not heads else None, bare and not heads,
                   scene.lexicon.spaced, _counter(scene, sentence, quantity))  # fmt: skip


def _foreign(
    scene: Scene, sentence: Sentence, quantity: Quantity, words: Sequence[Hit[Word]], heads: Sequence[Hit[Word]]
) -> Hit[Word] | None:
    """Return the word that says that something else is counted; an amount counts its currency."""
    found = next((hit for hit in words if hit.payload.table is Table.HEADS and hit.payload.key == "foreign"), None)
    found = found or _swallowed(scene, sentence, quantity)
    if found is None or any(head.start <= found.start and head.end >= found.end for head in heads):
        return None
    if heads and heads[0].start < found.start and heads[0].payload.form == "nouns":
        return None
    if any(each.start <= found.start < each.end for each in sentence.whens) or _employs(sentence, quantity, found):
        return None
    if not scene.lexicon.spaced:
        return found if found.start <= quantity.unit_end + 1 else None
    # "2.5 billion a year" counts no years.
    window = any(hit.start < found.start < hit.end for hit in sentence.of(Table.WINDOWS))
    return found if _is_noun_of(scene, quantity, found) and not window else None


def _swallowed(scene: Scene, sentence: Sentence, quantity: Quantity) -> Hit[Word] | None:
    """Return the word for a time that stands within an East Asian number and its bound: 2カ月あまり, 2个多月."""
    if scene.lexicon.spaced or quantity.unit_end == quantity.end or quantity.unit_sign == PERCENT:
        return None
    people = {hit.start for hit in sentence.of(Table.HEADS, "people", "times", "firms", "things")}
    hits = (hit for hit in sentence.of(Table.HEADS, "foreign") if hit.start == quantity.end)
    return next((hit for hit in hits if hit.start not in people), None)


def _employs(sentence: Sentence, quantity: Quantity, people: Hit[Word]) -> bool:
    """Tell whether people are counted behind a verb for those on a payroll: "employs some 350 people in Paris"."""
    plain = any(
        hit.payload.form == "weak" and hit.start == people.start for hit in sentence.of(Table.TRIGGERS, "users")
    )
    return plain and any(
        hit.payload.form == "verbs"
        and (0 <= quantity.start - hit.end <= _EMPLOYED or hit.start < quantity.start < hit.end)
        for hit in sentence.of(Table.TRIGGERS, "employees")
    )


def _counter(scene: Scene, sentence: Sentence, quantity: Quantity) -> str | None:
    """Return what the counting word in or right behind a number counts."""
    if scene.lexicon.spaced:
        return None
    for hit in sentence.of(Table.HEADS, "people", "times", "firms", "things"):
        near = quantity.end <= hit.start <= max(quantity.end, quantity.unit_end) + 2 and hit.end > quantity.end
        if near and not scene.text[quantity.unit_end : hit.start].strip(_OPEN_ENDS):
            return hit.payload.key
    return None


def _tight_region(scene: Scene, start: int, limit: int) -> int:
    end = min(limit, start + _TIGHT)
    stop = _STOPPERS.search(scene.text, start, end)
    return stop.start() if stop else end


def _region(scene: Scene, sentence: Sentence, reach: tuple[int, int]) -> tuple[int, str | None, bool]:
    """Return how far the words reach that a number heads, its noun if that is no word of ours, and whether it has none."""
    text, position = scene.text, reach[0]
    lexicon, end = scene.lexicon, min(reach[1], position + _REGION)
    triggers = {hit.start: hit for hit in sentence.of(Table.TRIGGERS)}
    unknown, inside, last = None, False, position
    names = [(each.start, each.end) for each in sentence.mentions if position <= each.start < end]
    names += [code.span() for code in _NAMED_CODE.finditer(text, position, end + _CODE)]
    windows = [hit for hit in sentence.of(Table.WINDOWS) if position <= hit.start < end]
    dated = {each.start for each in sentence.whens}
    for token in _TOKEN.finditer(text, position, end):
        word = folded(token[0])
        if token.start() in dated or (_STOPPERS.match(token[0]) and not (token[0] in ".-" and last > position)):
            break
        if any(hit.start <= token.start() < hit.end for hit in windows):
            last = max(last, token.end())
            continue
        if token.start() in triggers and not (
            triggers[token.start()].payload.form == "verbs" and word in lexicon.function
        ):
            last = max(last, triggers[token.start()].end)
            continue
        if any(start <= token.start() < stop for start, stop in names):
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
    if words and words[0] in lexicon.determiners:
        return False  # "271 million the month before" counts no months
    return len(words) <= 3 and not any(  # noqa: PLR2004
        word in lexicon.inside or (word in lexicon.function and word not in lexicon.linking) for word in words
    )


def between(measures: Sequence[Measure], start: int, end: int) -> Iterator[Measure]:
    """Yield the measures that stand wholly between two places."""
    return (each for each in measures if start <= each.start and each.end <= end)
