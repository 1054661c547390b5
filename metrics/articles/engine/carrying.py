"""How a number without a noun has the metric of another one: the one before it, of the sentence before, or behind it."""

from collections.abc import Sequence
from dataclasses import replace

from ...model import Metric
from ..page import BlockKind
from .fitness import PEOPLE, USERS, fits_class, is_elided_money, is_sane
from .linked import Linked, Turn
from .measures import Class, Measure
from .metrics import Link, begins_clause
from .scales import scale_of
from .scene import Scene, Sentence
from .weights import is_active_part, is_part_of_model
from .windows import window_at
from .words import Table

ACROSS = "carried from the sentence before"
CARRIED = 0.85
"""How firm a metric still is that was taken from another number."""
_ACROSS = 0.7
_SHORT = 200
_OPENS, _BRIEF = 12, 110
_BACK, _ROWED = 60, 6
_NEARER, _FEW = 1.5, 12
_PAID = {True: 12, False: 4}
_CLOSE_WINDOW = 2
_SMALL, _MILLION, _THOUSAND_MILLIONS = 1000, 1e6, 1e9


def carried(turn: Turn, measure: Measure, before: Linked | None, earlier: Linked | None) -> Link | None:
    """Take over the metric of the number before, where this one has no noun of its own."""
    sentence = turn.sentence
    if before is None and earlier is not None and is_active_part(turn, measure, earlier):
        link = taken(turn, earlier, measure, CARRIED)
        return replace(link, how=ACROSS) if link else None
    other = measure.unknown and not is_part_of_model(turn, measure, before)
    else_ = measure.kind is Class.COUNT and (other or _counts_else(turn, measure, before))
    told = before or earlier
    if else_ or sentence.block.cells or (told is not None and _heads_else(told.link.metric, measure)):
        return None
    if before is not None:
        return taken(turn, before, measure, CARRIED)
    if earlier is None or not _continues(sentence, earlier) or _pays(turn, measure, earlier):
        return None
    item = sentence.block.kind is BlockKind.LIST_ITEM and earlier.sentence is not sentence
    if (item and _is_mixed(earlier)) or (_is_few(measure) and earlier.link.metric in PEOPLE):
        return None
    earlier = _nearest_in_size(turn, measure, _first_of_users(sentence, earlier))
    link = taken(turn, earlier, measure, _ACROSS)
    items = {earlier.sentence.block.kind, sentence.block.kind} == {BlockKind.LIST_ITEM}
    if link and items and earlier.link.how == ACROSS:
        link = replace(link, score=earlier.link.score)  # one list, one metric: it grows no weaker down the list
    return replace(link, how=ACROSS) if link and fits_class(turn.metric(link), measure) | link.elided else None


def _is_few(measure: Measure) -> bool:
    """Tell whether a number is that of a handful: "In the beginning there were eight"."""
    small = measure.quantity.scale == 1.0 and (measure.quantity.value or 0) <= _FEW
    return small and measure.kind is Class.COUNT


def _is_mixed(earlier: Linked) -> bool:
    """Tell whether an item told several metrics: the next one then tells its own."""
    metric, place = earlier.link.metric, earlier.before
    while place is not None:
        if place.link.metric != metric:
            return True
        place = place.before
    return False


def _first_of_users(sentence: Sentence, earlier: Linked) -> Linked:
    """Go back to the users of the sentence before where "the chatbot" goes on and the last number was something else."""
    if earlier.link.metric in USERS or not any(True for _ in sentence.of(Table.REFERENCES, "product")):
        return earlier
    place = earlier
    while place.before is not None:
        place = place.before
        if place.link.metric in USERS:
            return place
    return earlier


def _nearest_in_size(turn: Turn, measure: Measure, earlier: Linked) -> Linked:
    """Go back to the number of the sentence before to which an older one compares: "183 billion after a round of 13. In March it was 61.5"."""
    held = any(abs(measure.start - hit.end) <= _BACK for hit in turn.sentence.of(Table.LINKS, "earlier"))
    value = measure.quantity.value
    if not held or not value:
        return earlier
    best, place, least = earlier, earlier.before, _apart(earlier, value)
    while place is not None:
        apart = _apart(place, value)
        alike = turn.metric(place.link).money == turn.metric(earlier.link).money
        if place.sentence is earlier.sentence and alike and apart * _NEARER < least:
            best, least = place, apart
        place = place.before
    return best


def _apart(linked: Linked, value: float) -> float:
    """Return how many times one value is the other."""
    other = (linked.measure.quantity.value or 0) * linked.link.scale
    return max(value / other, other / value) if other > 0 else float("inf")


def _continues(sentence: Sentence, earlier: Linked) -> bool:
    """Tell whether a sentence goes on about the figure of the one before."""
    if earlier.sentence.index != sentence.index - 1 or sentence.end - sentence.start > _SHORT:
        return False
    if (
        any(True for _ in sentence.of(Table.REFERENCES, "figure"))
        and earlier.sentence.paragraph == sentence.paragraph - 1
    ):
        opens = any(hit.start - sentence.start <= 1 for hit in sentence.of(Table.REFERENCES, "figure"))
        compares = opens and any(True for _ in sentence.of(Table.LINKS, "earlier"))
        return compares or bool(sentence.mentions) or any(True for _ in sentence.of(Table.REFERENCES, "product"))
    if earlier.sentence.paragraph != sentence.paragraph:
        return {earlier.sentence.block.kind, sentence.block.kind} == {BlockKind.LIST_ITEM} and bool(sentence.mentions)
    told = any(True for _ in sentence.of(Table.REFERENCES, "figure")) or any(
        True for _ in sentence.of(Table.LINKS, "earlier")
    )
    return told or bool(sentence.mentions) or _looks_ahead(sentence)


def _looks_ahead(sentence: Sentence) -> bool:
    """Tell whether a short sentence says what its subject, "it", expects next: "It forecasts 13 billion for the year"."""
    opens = any(hit.start - sentence.start <= _OPENS for hit in sentence.of(Table.REFERENCES, "company", "product"))
    ahead = any(True for _ in sentence.of(Table.STATUS, "forecast", "target"))
    return opens and ahead and sentence.end - sentence.start <= _BRIEF


def _counts_else(turn: Turn, measure: Measure, before: Linked | None) -> bool:
    """Tell whether a small number without a counting word is of other things: "2000人で、30を超える製品"."""
    if turn.scene.lexicon.spaced or measure.counter or measure.quantity.scale != 1.0 or before is None:
        return False
    value = measure.quantity.value if measure.quantity.value is not None else measure.quantity.low or 0
    return value < _SMALL and before.measure.kind is Class.COUNT and (before.measure.counter or "") != ""


def _heads_else(metric: str, measure: Measure) -> bool:
    """Tell whether the noun of a number is another metric's: tokens are no parameters, however few they are."""
    keys = {hit.payload.key for hit in measure.heads if hit.payload.form == "nouns" or metric == "parameters"}
    people = metric in PEOPLE and bool(keys & PEOPLE)
    return bool(keys) and metric not in keys and not people and measure.kind is Class.COUNT


def taken(turn: Turn, before: Linked, measure: Measure, factor: float) -> Link | None:
    """Return the metric of another number for a measure that may have it too."""
    metric, measures = turn.metric(before.link), turn.measures
    scale = 1.0
    if metric.money and _counts(measure, metric):
        return None
    if not is_sane(metric.id, measure) or (metric.money and measure.kind is Class.COUNT) or _is_short(before, measure):
        scale = _shared_scale(before, measure, measures)
    # "nine of the past twelve" are no nine billion
    spelled = scale != 1.0 and not metric.money and measure.quantity.as_written[0].isalpha()
    spelled = spelled or (scale != 1.0 and metric.id == "parameters" and before.sentence is not turn.sentence)
    if spelled or not is_sane(metric.id, measure, scale) or _is_plan(turn, measure, metric.id):
        return None
    made = Link(_told_window(turn, measure, metric.id), before.link.score * factor, before.link.word, "carried", scale)
    if fits_class(metric, measure):
        return made
    if metric.money and is_elided_money(measure, scale):
        return replace(made, elided=True)
    bare = (
        measure.kind is Class.COUNT
        and before.measure.kind is Class.PERCENT
        and measure.quantity.as_written[0].isdigit()
    )
    if bare and before.sentence is turn.sentence and (measure.quantity.value or 0) <= 100 and not measure.counter:  # noqa: PLR2004
        return made
    small = metric.id == "price_per_million_tokens" and measure.kind is Class.COUNT and measure.quantity.scale == 1.0
    return replace(made, elided=True) if small else None


def _is_plan(turn: Turn, measure: Measure, metric: str) -> bool:
    """Tell whether an amount is that of a plan and no price of tokens: "keep paying $14.99 a month"."""
    hits = turn.sentence.of(Table.WINDOWS, "month", "year") if metric == "price_per_million_tokens" else ()
    return any(0 <= hit.start - measure.quantity.unit_end <= _CLOSE_WINDOW for hit in hits)


def _told_window(turn: Turn, measure: Measure, metric: str) -> str:
    """Return the metric of users in the window that stands right behind a number: "800 million weekly"."""
    if metric not in USERS:
        return metric
    before, behind = (-1, _CLOSE_WINDOW) if turn.scene.lexicon.spaced else (1, -1)
    return window_at(turn.scene, turn.sentence, measure, before=before, behind=behind) or metric


def _counts(measure: Measure, metric: Metric) -> bool:
    """Tell whether a number is no money for all that: "according to three people", "in the middle of the two"."""
    if measure.kind is not Class.COUNT:
        return False
    spelled = measure.quantity.scale == 1.0 and measure.quantity.as_written[0].isalpha()
    people = any(hit.payload.key in PEOPLE for hit in measure.heads)
    return people or (spelled and metric.id != "price_per_million_tokens")


def _is_short(before: Linked, measure: Measure) -> bool:
    """Tell whether a number leaves its scale to the one before it: "are 55 million; in February they were 50"."""
    value, base = measure.quantity.value, before.measure.quantity.value
    base = base * before.link.scale if base is not None else None
    if value is not None and base is not None and _is_of_thousand_millions(measure, before):
        return value < base * _SMALL
    if value is None or base is None or measure.quantity.scale != 1.0 or _scale(before) == 1.0:
        return False
    return (
        measure.kind is Class.COUNT
        and value < _SMALL
        and base > value * _SMALL
        and measure.quantity.as_written[0].isdigit()
    )


def _is_of_thousand_millions(measure: Measure, before: Linked) -> bool:
    """Tell whether a thousand is one of millions, as those of the amount before it: "230 mil mdd; antes era de 50 mil"."""
    one, other = measure.quantity, before.measure.quantity
    return (
        one.scale == _SMALL and other.scale == _THOUSAND_MILLIONS and not one.currencies and (one.value or 0) < _MILLION
    )


def _shared_scale(before: Linked, measure: Measure, measures: Sequence[Measure]) -> float:
    if _is_of_thousand_millions(measure, before):
        return _MILLION
    if measure.quantity.scale != 1.0:
        return 1.0
    shared = scale_of(measure, measures) if measure in measures else 1.0
    return shared if shared != 1.0 else _scale(before)


def _scale(linked: Linked) -> float:
    """Return the scale of a number, be it written with it or taken from another."""
    return linked.measure.quantity.scale * linked.link.scale


def _pays(turn: Turn, measure: Measure, earlier: Linked) -> bool:
    """Tell whether a number is what somebody puts in, after one that counted something: "Y put in 1.3 billion"."""
    if turn.metric(earlier.link).money:
        last = turn.scene.lexicon.topics is not None and earlier.link.metric == "valuation"
        return last and any(hit.start >= measure.end for hit in turn.sentence.of(Table.LINKS, "investing"))
    hits = turn.sentence.of(Table.LINKS, "investing")
    return any(0 <= measure.start - hit.end <= _PAID[turn.scene.lexicon.spaced] for hit in hits)


def _has_own_word(scene: Scene, link: Link, measure: Measure, following: Measure) -> bool:
    """Tell whether the word of a number begins a clause of its own behind another: "is at 7 and was downloaded 4 times"."""
    word = link.word
    if word is None or not measure.end < word.start < following.start:
        return False
    return begins_clause(scene, measure.end, word.start)


def enumerated(scene: Scene, measures: Sequence[Measure], links: list[Link | None]) -> list[Link | None]:
    """Let numbers in a row that share their scale share their metric: "have 800, 450 and 100 million monthly users"."""
    for place in range(len(links) - 2, -1, -1):
        measure, following, link, other = measures[place], measures[place + 1], links[place], links[place + 1]
        if link is None or other is None or link.metric == other.metric or measure.heads or link.how.startswith("head"):
            continue
        gap = scene.text[measure.end : following.start]
        joined = all(hit.payload.table is Table.LINKS for hit in scene.words_in(measure.end, following.start))
        # The scale stands once, behind the last of them.
        scaled = measure.quantity.as_written[-1:].isdigit() and measure.quantity.scale * link.scale > 1.0
        if scaled and joined and len(gap) <= _ROWED and other.how.split("+")[0] in {"head", "carried"}:
            links[place] = replace(link, metric=other.metric, word=other.word)
    return links


def carried_back(scene: Scene, measures: Sequence[Measure], links: list[Link | None]) -> list[Link | None]:
    """Let a number without a noun have that of the next one: "from 300 to 800 million users"."""
    for place in range(len(links) - 2, -1, -1):
        measure, following, link = measures[place], measures[place + 1], links[place + 1]
        if links[place] or link is None or measure.foreign or measure.unknown:
            continue
        gap = scene.text[measure.end : following.start]
        if (
            len(gap) > _BACK
            or any(char in gap for char in ";:。；：(（|")
            or _has_own_word(scene, link, measure, following)
        ):
            continue
        metric = scene.catalog.metrics[link.metric]
        scale = 1.0 if is_sane(metric.id, measure) and measure.quantity.scale > 1 else scale_of(measure, measures)
        # "5 y 25 dólares por millón"
        price = metric.id == "price_per_million_tokens" and len(gap) <= _ROWED and measure.kind is Class.COUNT
        fits = fits_class(metric, measure) or (metric.money and is_elided_money(measure, scale)) or price
        if fits and is_sane(metric.id, measure, scale):
            elided = not fits_class(metric, measure)
            links[place] = Link(metric.id, link.score * CARRIED, link.word, "carried back", scale, elided)
    return links
