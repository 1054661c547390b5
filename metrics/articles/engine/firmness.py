"""How firm a figure is: said as a fact, estimated, or only expected, by the words that stand with its own number."""

import re
from collections.abc import Sequence

from ...vocabulary import Status
from .measures import Measure
from .metrics import ASIDE
from .periods import Dated
from .scene import Scene, Sentence
from .surfaces import Hit
from .words import Table, Word

_WALL = re.compile(r"[;；。()（）|]")
_COMMA = re.compile(r"[,，、]")
_CLAUSE = re.compile(r"[,;，；。]")
_CLOSE = {True: 28, False: 9}
_STATUS_REACH = {True: 90, False: 40}
_TOUCHING = {True: 4, False: 1}
FUTURE = ("forecast", "target", "announced", "talks")
"""The words of status that speak of what has not come."""


def status_of(
    scene: Scene, sentence: Sentence, measure: Measure, dated: Dated, measures: Sequence[Measure]
) -> tuple[Status, str | None]:
    """Return how firm a figure is: estimated, forecast, or said as a fact, with the word that says so."""
    reach = _STATUS_REACH[scene.lexicon.spaced]
    estimated: str | None = None
    present = [hit for hit in sentence.of(Table.STATUS, "present") if _is_present(scene, hit, measure)]
    for hit in sentence.of(Table.STATUS):
        if hit.payload.key == "present" or _is_within(sentence, hit):
            continue
        if any(hit.end <= each.start for each in present):
            continue
        lo, hi = min(hit.end, measure.end), max(hit.start, measure.start)
        gap = ASIDE.sub(" ", scene.text[lo:hi])
        behind = hit.start >= measure.end
        if len(gap) > (reach // 3 if behind and scene.lexicon.spaced else reach) or _WALL.search(gap):
            continue
        between = [each for each in measures if each is not measure and lo <= each.start and each.end <= hi]
        if (behind and (between or _is_of_next(scene, gap, hit, measures))) or (between and _is_past(scene, dated)):
            continue
        if between and not behind and _is_bound_to(scene, hit, measure, between[0]):
            continue
        if hit.payload.key in FUTURE:
            return Status.FORECAST, scene.text[hit.start : hit.end]
        estimated = scene.text[hit.start : hit.end]
    future = dated.period.start is not None and scene.published is not None and dated.period.start > scene.published
    if future:
        return Status.FORECAST, None
    return (Status.ESTIMATED, estimated) if estimated else (Status.NORMAL, None)


def _is_within(sentence: Sentence, hit: Hit[Word]) -> bool:
    """Tell whether a word is part of a date or a name: the month "May", the "meta" of "Meta AI"."""
    spans = [(each.start, each.end) for each in sentence.whens] + [(each.start, each.end) for each in sentence.mentions]
    return any(hit.start < end and start < hit.end for start, end in spans)


def _is_present(scene: Scene, hit: Hit[Word], measure: Measure) -> bool:
    """Tell whether a word says right before a number that it holds: "its current $500 billion valuation"."""
    gap = scene.text[hit.end : measure.start]
    return hit.end <= measure.start and len(gap) <= _CLOSE[scene.lexicon.spaced] and not _CLAUSE.search(gap)


def _is_of_next(scene: Scene, gap: str, hit: Hit[Word], measures: Sequence[Measure]) -> bool:
    """Tell whether a word behind a number begins the clause of the next one: "made 5 million and expects 9 million"."""
    joins = any(
        each.payload.table is Table.LINKS and each.payload.key == "clause"
        for each in scene.words_in(hit.start - len(gap), hit.start)
    )
    plans = joins and scene.lexicon.spaced and hit.payload.key in {"target", "announced", "talks"}
    return plans or (any(each.start >= hit.end for each in measures) and (joins or _COMMA.search(gap) is not None))


def _is_bound_to(scene: Scene, hit: Hit[Word], measure: Measure, first: Measure) -> bool:
    """Tell whether a word is that of the number behind it alone: "above its target of 15 million, and is worth 230 billion"."""
    touching = 0 <= first.start - hit.end <= _TOUCHING[scene.lexicon.spaced]
    words = [each.payload for each in scene.words_in(first.end, measure.start)]
    other = bool(measure.heads) or any(each.table is Table.TRIGGERS for each in words)
    joins = any(each.table is Table.LINKS and each.key == "clause" for each in words)
    return touching and other and (joins or _COMMA.search(scene.text, first.end, measure.start) is not None)


def _is_past(scene: Scene, dated: Dated) -> bool:
    return scene.published is not None and dated.period.end is not None and dated.period.end < scene.published
