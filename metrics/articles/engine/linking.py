"""How a number comes to its metric: by its own words, its column, its list, or the number before or behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ...model import Metric
from ..page import BlockKind
from .fitness import PEOPLE, USERS, fits_class, is_elided_money, is_sane
from .measures import Class, Measure
from .metrics import Link, metric_of, refined, scale_of, triggers_of
from .scene import Scene, Sentence
from .surfaces import Hit
from .words import Table, Word

ACROSS = "carried from the sentence before"
_CARRIED = 0.85
_ACROSS = 0.7
_LISTED = 0.7
_SHORT = 200
_BACK = 60
_LOOK = 14
_CLOSE = 25
_PRICED = 8
_LEAST = 0.15
_NAMED = 4
_LEADS = 5
_ITEMS = {BlockKind.LIST_ITEM, BlockKind.TABLE_ROW}
_SURE = 0.5


@dataclass(frozen=True, slots=True)
class Linked:
    """A measure with its metric, and the sentence it stands in."""

    sentence: Sentence
    measure: Measure
    link: Link


@dataclass(frozen=True, slots=True)
class _Turn:
    """A sentence whose numbers are linked one after the other."""

    scene: Scene
    sentence: Sentence
    measures: Sequence[Measure]

    def metric(self, link: Link) -> Metric:
        """Return the metric of a link."""
        return self.scene.catalog.metrics[link.metric]


def links_of(
    scene: Scene, sentence: Sentence, measures: Sequence[Measure], earlier: Linked | None
) -> list[Link | None]:
    """Return the metric of each measure of a sentence, in order; ``earlier`` is the last one linked before it."""
    triggers, turn = triggers_of(sentence), _Turn(scene, sentence, measures)
    links: list[Link | None] = []
    before: Linked | None = None
    for measure in measures:
        link = None if measure.foreign else _own(scene, sentence, measure, measures, triggers)
        if before and _is_part(scene, sentence, measure):
            behind = link is not None and link.word is not None and 0 <= link.word.start - measure.end <= _CLOSE
            part = _taken(turn, before, measure, _CARRIED)
            link = link if behind and link and link.metric != before.link.metric else part or link
        if link and before and _yields(link, before, measure):
            link = None
        if link is None and not measure.foreign:
            link = _carried(turn, measure, before, earlier)
        if link:
            link = refined(scene, sentence, measure, link)
            link = _compared(sentence, measure, link, before or earlier)
            link = link if link.score >= _LEAST else None
        if link:
            before = Linked(sentence, measure, link)
        links.append(link)
    return _priced(turn, _carried_back(scene, measures, links))


def _priced(turn: _Turn, links: list[Link | None]) -> list[Link | None]:
    """Read "85 million at 1.5 billion" as a round and what it values: whatever else is told of one tells the other."""
    for place, (first, second) in enumerate(pairwise(turn.measures)):
        one, two = links[place], links[place + 1]
        if first.kind is not Class.MONEY or not _is_at(turn, first, second):
            continue
        if one is not None and one.metric == "funding_raised" and two is not None and two.word is one.word:
            links[place + 1] = replace(two, metric="valuation", score=one.score, how="near, at that price")
        elif two is not None and two.metric == "valuation" and (one is None or one.word is two.word):
            links[place] = replace(two, metric="funding_raised", score=two.score * _CARRIED, how="near, at that price")
    return links


def _is_at(turn: _Turn, first: Measure, second: Measure) -> bool:
    """Tell whether no more than "at" stands between two amounts."""
    return second.start - first.end <= _PRICED and any(
        first.end <= hit.start and hit.end <= second.start for hit in turn.sentence.of(Table.LINKS, "at")
    )


def _is_part(scene: Scene, sentence: Sentence, measure: Measure) -> bool:
    """Tell whether a number is a part of the one before: "62 billion of it", "dont 32 milliards"."""
    reach = 3 if scene.lexicon.spaced else 1
    return any(
        0 <= hit.start - measure.end <= reach or 0 <= measure.start - hit.end <= reach
        for hit in sentence.of(Table.LINKS, "part")
    )


def _compared(sentence: Sentence, measure: Measure, link: Link, before: Linked | None) -> Link:
    """Count bare users as the figure that they are held against: "a figure well ahead of Kimi (20 million users)"."""
    if link.metric != "users" or before is None or before.sentence.index < sentence.index - 1:
        return link
    weak = link.word is not None and link.word.payload.form == "weak"
    same = before.sentence is sentence
    if before.link.metric not in (PEOPLE if weak and same else USERS) or before.link.metric == "users":
        return link
    told = any(hit.start < measure.start for hit in sentence.of(Table.REFERENCES, "figure"))
    near = weak and before.sentence.paragraph == sentence.paragraph
    if not (same or told or near):
        return link
    score = before.link.score * _CARRIED if weak else link.score
    return replace(link, metric=before.link.metric, score=score, how="carried, as the figure before")


def _own(
    scene: Scene, sentence: Sentence, measure: Measure, measures: Sequence[Measure], triggers: Sequence[Hit[Word]]
) -> Link | None:
    if sentence.block.cells:
        link = _column(scene, sentence, measure)
        if link:
            return link
    return metric_of(scene, measure, measures, triggers) or _listed(scene, sentence, measure)


def _column(scene: Scene, sentence: Sentence, measure: Measure) -> Link | None:
    """Read the metric of a cell from the words that head its column."""
    block = sentence.block
    for cell, head in zip(block.cells, block.heads, strict=False):
        start, end = scene.plain.place(cell[0]), scene.plain.place(cell[1])
        if not start <= measure.quantity.start < end or head[0] == head[1]:
            continue
        first, last = scene.plain.place(head[0]), scene.plain.place(head[1])
        words = [hit for hit in scene.words_in(first, last) if hit.payload.table is Table.TRIGGERS]
        fitting = (
            Link(hit.payload.key, hit.payload.strength, hit, "column")
            for hit in words
            if (metric := scene.catalog.metrics.get(hit.payload.key)) is not None
            and fits_class(metric, measure)
            and is_sane(metric.id, measure)
        )
        best = max(
            fitting, key=lambda link: (link.score, link.word.end - link.word.start if link.word else 0), default=None
        )
        if best:
            return best
    return None


def _listed(scene: Scene, sentence: Sentence, measure: Measure) -> Link | None:
    """Read the metric of a list item from the line that leads to the list."""
    if sentence.block.kind not in _ITEMS or measure.unknown:
        return None
    named = any(0 <= measure.start - each.end <= _NAMED for each in sentence.mentions)
    best: Link | None = None
    for lead in _leads(scene, sentence, far=named):
        for hit in triggers_of(lead):
            metric = scene.catalog.metrics.get(hit.payload.key)
            score = hit.payload.strength * _LISTED
            fits = metric is not None and fits_class(metric, measure) and is_sane(metric.id, measure)
            if fits and hit.payload.form == "nouns" and (best is None or score > best.score):
                best = Link(hit.payload.key, score, hit, "list")
        if best:
            break
    return best


def _leads(scene: Scene, sentence: Sentence, *, far: bool) -> Iterator[Sentence]:
    """Yield the lines that a list item may continue: the one before the list, and for "X: 0.2 %" those before that."""
    leads = 0
    for back in range(1, _LOOK):
        index = sentence.index - back
        if index < 0 or leads == (_LEADS if far else 1):
            return
        earlier = scene.sentences[index]
        if earlier.block.kind not in _ITEMS:
            leads += 1
            yield earlier
        elif far:
            yield earlier


def _yields(link: Link, before: Linked, measure: Measure) -> bool:
    """Tell whether a far word gives way to the metric of the number before."""
    same = before.measure.kind is measure.kind
    return link.how == "near" and link.score < _SURE and same and before.link.score > link.score


def _carried(turn: _Turn, measure: Measure, before: Linked | None, earlier: Linked | None) -> Link | None:
    """Take over the metric of the number before, where this one has no noun of its own."""
    sentence = turn.sentence
    if measure.unknown and measure.kind is Class.COUNT:
        return None
    if sentence.block.cells:
        return None
    if before is not None:
        return _taken(turn, before, measure, _CARRIED)
    if earlier is None or not _continues(sentence, earlier):
        return None
    link = _taken(turn, earlier, measure, _ACROSS)
    return replace(link, how=ACROSS) if link and fits_class(turn.metric(link), measure) | link.elided else None


def _continues(sentence: Sentence, earlier: Linked) -> bool:
    """Tell whether a sentence goes on about the figure of the one before."""
    if earlier.sentence.index != sentence.index - 1 or sentence.end - sentence.start > _SHORT:
        return False
    if earlier.sentence.paragraph != sentence.paragraph:
        return {earlier.sentence.block.kind, sentence.block.kind} == {BlockKind.LIST_ITEM} and bool(sentence.mentions)
    told = any(True for _ in sentence.of(Table.REFERENCES, "figure")) or any(
        True for _ in sentence.of(Table.LINKS, "earlier")
    )
    return told or bool(sentence.mentions)


def _taken(turn: _Turn, before: Linked, measure: Measure, factor: float) -> Link | None:
    """Return the metric of another number for a measure that may have it too."""
    metric, measures = turn.metric(before.link), turn.measures
    scale = 1.0
    if not is_sane(metric.id, measure) or (metric.money and measure.kind is Class.COUNT):
        scale = _shared_scale(before, measure, measures)
    if not is_sane(metric.id, measure, scale):
        return None
    made = Link(metric.id, before.link.score * factor, before.link.word, "carried", scale)
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


def _shared_scale(before: Linked, measure: Measure, measures: Sequence[Measure]) -> float:
    if measure.quantity.scale != 1.0:
        return 1.0
    shared = scale_of(measure, measures) if measure in measures else 1.0
    return shared if shared != 1.0 else before.measure.quantity.scale


def _carried_back(scene: Scene, measures: Sequence[Measure], links: list[Link | None]) -> list[Link | None]:
    """Let a number without a noun have that of the next one: "from 300 to 800 million users"."""
    for place in range(len(links) - 2, -1, -1):
        measure, following, link = measures[place], measures[place + 1], links[place + 1]
        if links[place] or link is None or measure.foreign or measure.unknown:
            continue
        gap = scene.text[measure.end : following.start]
        if len(gap) > _BACK or any(char in gap for char in ";:。；：(（|"):
            continue
        metric = scene.catalog.metrics[link.metric]
        scale = 1.0 if is_sane(metric.id, measure) and measure.quantity.scale > 1 else scale_of(measure, measures)
        fits = fits_class(metric, measure) or (metric.money and is_elided_money(measure, scale))
        if fits and is_sane(metric.id, measure, scale):
            elided = not fits_class(metric, measure)
            links[place] = Link(metric.id, link.score * _CARRIED, link.word, "carried back", scale, elided)
    return links
