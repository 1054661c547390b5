"""How a number comes to its metric: by its own words, its column, its list, or the number before or behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..page import BlockKind
from .fitness import USERS, fits_class, is_elided_money, is_sane
from .measures import Class, Measure
from .metrics import Link, metric_of, refined, scale_of, triggers_of
from .scene import Scene, Sentence
from .surfaces import Hit
from .words import Table, Word

_CARRIED = 0.85
_ACROSS = 0.7
_LISTED = 0.7
_SHORT = 200
_BACK = 60
_LOOK = 14
_ITEMS = {BlockKind.LIST_ITEM, BlockKind.TABLE_ROW}
_SURE = 0.5


@dataclass(frozen=True, slots=True)
class Linked:
    """A measure with its metric, and the sentence it stands in."""

    sentence: Sentence
    measure: Measure
    link: Link


def links_of(
    scene: Scene, sentence: Sentence, measures: Sequence[Measure], earlier: Linked | None
) -> list[Link | None]:
    """Return the metric of each measure of a sentence, in order; ``earlier`` is the last one linked before it."""
    triggers = triggers_of(sentence)
    links: list[Link | None] = []
    before: Linked | None = None
    for measure in measures:
        link = None if measure.foreign else _own(scene, sentence, measure, measures, triggers)
        if before and _is_part(scene, sentence, measure):
            link = _taken(scene, before, measure, measures, _CARRIED, "carried, as a part") or link
        if link and before and _yields(link, before, measure):
            link = None
        if link is None and not measure.foreign:
            link = _carried(scene, sentence, measure, measures, before, earlier)
        if link:
            link = refined(scene, sentence, measure, link)
            link = _compared(sentence, measure, link, before or earlier)
            before = Linked(sentence, measure, link)
        links.append(link)
    return _carried_back(scene, measures, links)


def _is_part(scene: Scene, sentence: Sentence, measure: Measure) -> bool:
    """Tell whether a number is a part of the one before: "62 billion of it", "dont 32 milliards"."""
    reach = 3 if scene.lexicon.spaced else 1
    return any(
        0 <= hit.start - measure.end <= reach or 0 <= measure.start - hit.end <= reach
        for hit in sentence.of(Table.LINKS, "part")
    )


def _compared(sentence: Sentence, measure: Measure, link: Link, before: Linked | None) -> Link:
    """Count bare users as the figure that they are held against: "a figure well ahead of Kimi (20 million users)"."""
    if link.metric != "users" or before is None or before.link.metric not in USERS or before.link.metric == "users":
        return link
    if before.sentence.index < sentence.index - 1:
        return link
    against = before.sentence is sentence or any(
        hit.start < measure.start for hit in sentence.of(Table.REFERENCES, "figure")
    )
    return replace(link, metric=before.link.metric, how=link.how + ", as the figure before") if against else link


def _own(
    scene: Scene, sentence: Sentence, measure: Measure, measures: Sequence[Measure], triggers: Sequence[Hit[Word]]
) -> Link | None:
    if sentence.block.cells:
        link = _column(scene, sentence, measure, measures)
        if link:
            return link
    return metric_of(scene, sentence, measure, measures, triggers) or _listed(scene, sentence, measure, measures)


def _column(scene: Scene, sentence: Sentence, measure: Measure, measures: Sequence[Measure]) -> Link | None:
    """Read the metric of a cell from the words that head its column."""
    block = sentence.block
    for cell, head in zip(block.cells, block.heads, strict=False):
        start, end = scene.plain.place(cell[0]), scene.plain.place(cell[1])
        if not start <= measure.quantity.start < end or head[0] == head[1]:
            continue
        first, last = scene.plain.place(head[0]), scene.plain.place(head[1])
        words = [hit for hit in scene.words if first <= hit.start and hit.end <= last and hit.payload.table is Table.TRIGGERS]
        columned = replace(measure, heads=tuple(words), bare=True, unknown=None)
        link = metric_of(scene, sentence, columned, [columned if each is measure else each for each in measures], words)
        if link:
            return replace(link, how="column", score=min(1.0, link.word.payload.strength if link.word else link.score))
    return None


def _listed(scene: Scene, sentence: Sentence, measure: Measure, measures: Sequence[Measure]) -> Link | None:
    """Read the metric of a list item from the line that leads to the list."""
    if sentence.block.kind not in _ITEMS or measure.unknown:
        return None
    lead = _lead(scene, sentence)
    if lead is None:
        return None
    best: Link | None = None
    for hit in triggers_of(lead):
        metric = scene.catalog.metrics.get(hit.payload.key)
        score = hit.payload.strength * _LISTED
        fits = metric is not None and fits_class(metric, measure) and is_sane(metric.id, measure)
        if fits and hit.payload.form == "nouns" and (best is None or score > best.score):
            best = Link(hit.payload.key, score, hit, "list")
    del measures
    return best


def _lead(scene: Scene, sentence: Sentence) -> Sentence | None:
    for back in range(1, _LOOK):
        index = sentence.index - back
        if index < 0:
            return None
        earlier = scene.sentences[index]
        if earlier.block.kind not in _ITEMS:
            return earlier
    return None


def _yields(link: Link, before: Linked, measure: Measure) -> bool:
    """Tell whether a far word gives way to the metric of the number before."""
    same = before.measure.kind is measure.kind
    return link.how == "near" and link.score < _SURE and same and before.link.score > link.score


def _carried(
    scene: Scene, sentence: Sentence, measure: Measure, measures: Sequence[Measure],
    before: Linked | None, earlier: Linked | None,
) -> Link | None:  # fmt: skip
    """Take over the metric of the number before, where this one has no noun of its own."""
    if measure.unknown and measure.kind is Class.COUNT:
        return None
    if sentence.block.cells:
        return None
    if before is not None:
        return _taken(scene, before, measure, measures, _CARRIED, "carried")
    if earlier is None or not _continues(scene, sentence, earlier):
        return None
    return _taken(scene, earlier, measure, measures, _ACROSS, "carried from the sentence before")


def _continues(scene: Scene, sentence: Sentence, earlier: Linked) -> bool:
    """Tell whether a sentence goes on about the figure of the one before."""
    if earlier.sentence.index != sentence.index - 1 or sentence.end - sentence.start > _SHORT:
        return False
    if earlier.sentence.paragraph != sentence.paragraph:
        return {earlier.sentence.block.kind, sentence.block.kind} == {BlockKind.LIST_ITEM} and bool(sentence.mentions)
    told = any(True for _ in sentence.of(Table.REFERENCES, "figure")) or any(True for _ in sentence.of(Table.LINKS, "earlier"))
    del scene
    return told or bool(sentence.mentions)


def _taken(
    scene: Scene, before: Linked, measure: Measure, measures: Sequence[Measure], factor: float, how: str
) -> Link | None:
    metric = scene.catalog.metrics[before.link.metric]
    scale = 1.0
    if not is_sane(metric.id, measure) or (metric.money and measure.kind is Class.COUNT):
        scale = _shared_scale(before, measure, measures)
    if not is_sane(metric.id, measure, scale):
        return None
    made = Link(metric.id, before.link.score * factor, before.link.word, how, scale)
    if fits_class(metric, measure):
        return made
    if metric.money and is_elided_money(measure, scale):
        return replace(made, elided=True)
    bare = measure.kind is Class.COUNT and before.measure.kind is Class.PERCENT and measure.quantity.as_written[0].isdigit()
    if bare and how == "carried" and (measure.quantity.value or 0) <= 100 and not measure.counter:  # noqa: PLR2004
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


def numbered(links: Sequence[Link | None]) -> Iterator[int]:
    """Yield the places of the measures that have a metric."""
    return (place for place, link in enumerate(links) if link is not None)
