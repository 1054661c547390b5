"""Numbers that a text itself takes back: denied, corrected, expected by analysts, not reached yet, or a step of a sum."""

import re
from collections.abc import Sequence

from .measures import Measure
from .scene import Scene, Sentence
from .surfaces import Hit, folded
from .words import Table, Word

_VERB, _BARE = {True: 34, False: 10}, {True: 3, False: 3}
_CORRECTED, _EXPECTED, _BEHIND = {True: 110, False: 40}, {True: 34, False: 10}, {True: 5, False: 1}
_NOUN = 5
"""How far behind its number, with a counting word between, a "not" stands where the verb comes last."""
_STOPS, _CLAUSE = frozenset(";；。|"), frozenset(",，、:：()（）")
_WORD = re.compile(r"[^\W\d_]+")
_PRESUMED = 2
_AHEAD, _EACH = {True: 40, False: 8}, {True: 70, False: 0}
"""How far from a number those words stand that say it is not reached, "a step away from", or is a step, "every 100 billion"."""


def denied_of(
    scene: Scene, sentence: Sentence, measure: Measure, measures: Sequence[Measure]
) -> tuple[str, Hit[Word]] | None:
    """Return what keeps a number from being one of the world, and the word that says so: "not", "had misstated", "consensus"."""
    spaced = scene.lexicon.spaced
    if ahead := _ahead_of(scene, sentence, measure, measures):
        return ahead
    for hit in sentence.of(Table.LINKS, "not", "rather", "corrected", "consensus"):
        key = hit.payload.key
        behind = key == "rather" and scene.lexicon.topics is not None  # 8억 명이 아니라 9억
        if hit.end <= measure.quantity.bound_start and not behind:
            gap = scene.text[hit.end : measure.quantity.bound_start]
            gap = gap.lstrip(" (（") if key == "consensus" else gap  # "above consensus (54.9 billion)"
            stops = _STOPS if key == "corrected" else _STOPS | _CLAUSE
            reach = {"not": _VERB, "rather": _BARE, "corrected": _CORRECTED, "consensus": _EXPECTED}[key][spaced]
            fits = len(gap) <= reach and not stops.intersection(gap) and not _is_parted(scene, hit, measure, measures)
            presumed = key == "not" and _is_presumed(sentence, hit, measure)
            if fits and not presumed and (key != "consensus" or _is_bare(scene, hit, measure)):
                return key, hit
        elif key in {"consensus", "rather"} and 0 <= hit.start - measure.quantity.unit_end <= (
            _NOUN if behind else _BEHIND[spaced]
        ):
            # "78.8 billion analysts had expected"; where the verb comes last, "not" does too
            gap = scene.text[measure.quantity.unit_end : hit.start]
            if (key == "consensus" or scene.lexicon.topics is not None) and not (_STOPS | _CLAUSE).intersection(gap):
                return key, hit
    return None


def _ahead_of(
    scene: Scene, sentence: Sentence, measure: Measure, measures: Sequence[Measure]
) -> tuple[str, Hit[Word]] | None:
    """Return the word that says that a mark lies ahead, "a step away from a billion", or counts by it, "every 100 billion adds 1"."""
    start, end, spaced = measure.quantity.start, measure.quantity.end, scene.lexicon.spaced
    for hit in sentence.of(Table.LINKS, "approached", "every"):
        if hit.payload.key == "approached" and not _is_mark(measure):
            continue
        if hit.payload.key == "every":
            counted = any(
                0 <= each.quantity.bound_start - hit.end <= 1 for each in measures if each.start <= measure.start
            )
            reach = max(1, _EACH[spaced])
            near = hit.end <= start and start - hit.end <= reach and counted
        elif hit.start < start and end < hit.end:
            return hit.payload.key, hit
        else:
            # the "du" of "en vue du milliard" is one word of both
            before = hit.start < start and hit.end <= end and start - hit.end <= _AHEAD[spaced]
            near = (before and not _is_parted(scene, hit, measure, measures)) or (
                not spaced and 0 <= hit.start - end <= _AHEAD[spaced]
            )
        lo, hi = min(hit.end, end), max(hit.start, start)
        # "Auf dem Weg zur Börse hat OpenAI 10 Milliarden": where somebody is named between, it is of something else
        named = any(lo <= each.start and each.end <= hi for each in sentence.mentions)
        near = near and not (named and hit.payload.key == "approached")
        if near and not (_STOPS | _CLAUSE).intersection(scene.text[lo:hi]):
            return hit.payload.key, hit
    return None


def _is_mark(measure: Measure) -> bool:
    """Tell whether a number is one of those that are called a mark: a million, ten million, a billion."""
    value = measure.quantity.value
    return value is not None and f"{value:e}".startswith("1.000000e")


def _is_presumed(sentence: Sentence, hit: Hit[Word], measure: Measure) -> bool:
    """Tell whether a number is taken for granted: "did not say how many of its 800 million users"."""
    place = measure.quantity.bound_start
    return any(
        hit.end <= each.start and 0 <= place - each.end <= _PRESUMED for each in sentence.of(Table.LINKS, "presumed")
    )


def _is_bare(scene: Scene, hit: Hit[Word], measure: Measure) -> bool:
    """Tell whether nothing but the metric stands between "analysts expected" and a number: no "beat it with"."""
    lexicon, place = scene.lexicon, measure.quantity.bound_start
    covered = [each for each in scene.words_in(hit.end, place) if each.payload.table is Table.TRIGGERS]
    return all(
        folded(token[0]) in lexicon.linking | lexicon.determiners or not lexicon.spaced
        or any(each.start <= token.start() < each.end for each in covered)
        for token in _WORD.finditer(scene.text, hit.end, place)
    )  # fmt: skip


def _is_parted(scene: Scene, hit: Hit[Word], measure: Measure, measures: Sequence[Measure]) -> bool:
    """Tell whether another number, or an "and" that begins another clause, stands between."""
    lo, hi = hit.end, measure.quantity.bound_start
    if any(each is not measure and lo <= each.start and each.end <= hi for each in measures):
        return True
    return any(each.payload.table is Table.LINKS and each.payload.key == "clause" for each in scene.words_in(lo, hi))
