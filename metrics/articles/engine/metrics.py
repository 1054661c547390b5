"""Which metric a number states: the trigger that heads it, else the nearest one of its class, else the one before it."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..quantities import BASIS_POINTS, POINTS
from ..whens import WhenKind
from .fitness import fits_class, is_elided_money, is_sane, windowed
from .investees import investee_of
from .measures import Class, Measure
from .scene import Scene, Sentence
from .surfaces import Hit
from .words import Table, Word

_WALL = re.compile(r"[;；。()（）\u2014|]| [-\u2013] ")
ASIDE = re.compile(r"\u2014[^\u2014]{1,160}\u2014| \u2013 [^\u2013]{1,160} \u2013 |\([^()]{1,120}\)|（[^（）]{1,60}）")
_LEVEL, _THOUSAND, _MILLION = 1e-9, 1e3, 1e6
_NEXT = 0.6
"""How much of a word is left that stands in the clause behind a number."""
_USED_IN = {True: 40, False: 18}
NOTHING = "nothing"
"""The key of words that hold a metric's word and speak of none: investors, profitability."""
_DASH = "\u2014\u2014"
_COMMA = re.compile(r"[,，、:：]")
_OPENED, _CLOSED = frozenset("(（"), frozenset(")）")
_NEAR = {True: 110.0, False: 32.0}
_TAKEN = 0.5
_SHARED = {True: 15, False: 5}
_ALONE = 0.5
_BUILT = {True: 110, False: 40}
_MOST = 90
_NEAREST = 1.3
_TOUCHING = {True: 16, False: 4}
_LEAST = 0.2
_WEAK = 0.55
_SPECIFIC = {"annualized_revenue": 1.12, "registered_users": 1.1, "paying_subscribers": 1.1, "enterprise_customers": 1.0,
             "model_downloads": 1.05, "users": 0.97, "employees": 0.98, "benchmark_score": 0.9}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """A metric found for a measure, how firmly, and by which word; ``carried`` is from the number before."""

    metric: str
    score: float
    word: Hit[Word] | None
    how: str
    scale: float = 1.0
    elided: bool = False
    currency: str | None = None


def triggers_of(sentence: Sentence) -> list[Hit[Word]]:
    """Return the triggers of a sentence without those that lie within a longer one."""
    points = [each for each in sentence.quantities if each.unit_sign in {POINTS, BASIS_POINTS}]
    hits = [
        hit for hit in [*sentence.of(Table.TRIGGERS)][:_MOST]
        if not any(each.start <= hit.start and hit.end <= each.unit_end for each in points)
    ]  # fmt: skip
    return [hit for hit in hits if hit.payload.key != NOTHING and not any(_covers(other, hit) for other in hits)]


def _covers(other: Hit[Word], hit: Hit[Word]) -> bool:
    longer = other.end - other.start > hit.end - hit.start and other.start <= hit.start and hit.end <= other.end
    # "monthly users" and "users of": the bare word is the end of the one that says more.
    ends = hit.payload.key == "users" and other.start < hit.start < other.end and other.payload.key != "users"
    return (longer or ends) and other.payload.form == "nouns" and "*" not in other.payload.key


def metric_of(
    scene: Scene, measure: Measure, measures: Sequence[Measure], triggers: Sequence[Hit[Word]]
) -> Link | None:
    """Return the metric of a measure as its own sentence tells it."""
    money = measure.kind is Class.MONEY
    heads = [hit for hit in triggers if hit in measure.heads and (not money or hit.payload.form == "nouns")]
    link = _best(scene, measure, measures, heads) if heads and measure.kind is not Class.PERCENT else None
    if link and link.score > _WEAK:
        return link
    if link and not money:
        others = [hit for hit in triggers if hit not in heads]
        return _best(scene, measure, measures, others, least=link.score) or link
    others = [hit for hit in triggers if hit not in heads or measure.kind is not Class.COUNT]
    if measure.kind is Class.COUNT and measure.unknown:
        others = [hit for hit in others if hit.payload.form == "verbs"]
    return _best(scene, measure, measures, others)


def _best(
    scene: Scene, measure: Measure, measures: Sequence[Measure], hits: Sequence[Hit[Word]], least: float = _LEAST
) -> Link | None:
    best: Link | None = None
    nearest = _nearest(hits, measure)
    for hit in hits:
        link = _linked(scene, measure, measures, hit, is_nearest=hit is nearest)
        if link is None:
            continue
        level = best is not None and abs(link.score - best.score) <= _LEVEL and hit is nearest
        if best is None or link.score > best.score + _LEVEL or level:
            best = link
    return best if best and best.score >= least else None


def _linked(
    scene: Scene, measure: Measure, measures: Sequence[Measure], hit: Hit[Word], *, is_nearest: bool
) -> Link | None:
    """Return what a trigger makes of a number, if its class and size allow it."""
    metric = scene.catalog.metrics.get(hit.payload.key)
    if metric is None:
        return None
    touching = hit.end <= measure.start <= hit.end + _TOUCHING[measure.spaced]
    scale = (
        1.0
        if is_sane(metric.id, measure)
        else scale_of(measure, measures, far=touching or (metric.money and hit in measure.heads))
    )
    elided = not fits_class(metric, measure)
    money = metric.money and is_elided_money(measure, scale) and hit.payload.strength > _WEAK
    if not is_sane(metric.id, measure, scale) or (elided and not money):
        return None
    score = hit.payload.strength * _SPECIFIC.get(metric.id, 1.0) * (0.85 if elided else 1.0)
    score *= 0.9 if scale != 1.0 else 1.0
    head = hit in measure.heads
    if not head or measure.kind is Class.PERCENT or (measure.kind is Class.MONEY and hit.payload.form != "nouns"):
        score *= _closeness(scene, hit, measure, measures) * (_NEAREST if is_nearest else 1.0)
    return Link(metric.id, min(score, 1.0), hit, "head" if head else "near", scale, elided)


def _nearest(hits: Sequence[Hit[Word]], measure: Measure) -> Hit[Word] | None:
    """Return the trigger that stands right before a number."""
    reach = _TOUCHING[measure.spaced]
    before = [hit for hit in hits if measure.start - reach <= hit.end <= measure.start]
    return max(before, key=lambda hit: (hit.end, hit.payload.strength), default=None)


def scale_of(measure: Measure, measures: Sequence[Measure], *, far: bool = False) -> float:
    """Return the scale that a bare number shares with a neighbour: "148 et 107 millions", "from 75 to 85 billion"."""
    thousand = measure.quantity.scale == _THOUSAND and any(
        each.quantity.scale == _MILLION * _THOUSAND for each in measures
    )
    if thousand and far and measure.spaced and not measure.unknown and measure.quantity.as_written[-1].islower():
        return _MILLION  # "10 mil mdd … a 350 mil": the millions are told once
    if measure.quantity.scale != 1.0 or measure.unknown or "." in measure.quantity.as_written[-4:-3]:
        return 1.0
    place = measures.index(measure)
    near = [*measures[place + 1 : place + 2], *measures[max(0, place - 1) : place]]
    near = [
        each
        for each in near
        if max(each.start - measure.end, measure.start - each.end) <= _SHARED[measure.spaced] * (4 if far else 1)
    ]
    alike = (each for each in near if each.kind is measure.kind or not measure.heads)
    return next((each.quantity.scale for each in alike if each.quantity.scale > 1.0), 1.0)


def _closeness(scene: Scene, hit: Hit[Word], measure: Measure, measures: Sequence[Measure]) -> float:
    """Return how near a word stands to a number, walls and other numbers between them counted."""
    start, end = _bracketed(scene, hit)
    if hit.start >= measure.end:
        first, last, behind = measure.end, max(start, measure.end), True
    elif hit.end <= measure.start:
        first, last, behind = min(end, measure.start), measure.start, False
    else:
        return 0.95
    gap = ASIDE.sub(" ", scene.text[first:last])
    gap = gap if scene.lexicon.spaced else gap.replace(_DASH, ":")
    score = math.exp(-max(0, len(gap) - 2) / _NEAR[scene.lexicon.spaced])
    score *= 0.5 ** len(_WALL.findall(gap)) * 0.85 ** len(_COMMA.findall(gap))
    rivals = [each for each in measures if first <= each.start and each.end <= last and each.kind is measure.kind]
    score *= _TAKEN ** len(rivals)
    if any(each is not measure and 0 <= each.start - hit.end <= 3 for each in measures):  # noqa: PLR2004
        score *= 0.4
    if behind:
        score *= (
            1.1
            if hit in measure.heads
            else 0.8 * (_NEXT if _COMMA.search(gap) and measure.kind is Class.MONEY and measure.spaced else 1.0)
        )
        if any(each is not measure and hit in each.heads for each in measures):
            score *= 0.4
    return score


def _bracketed(scene: Scene, hit: Hit[Word]) -> tuple[int, int]:
    """Return where a word stands, its brackets included if they hold nothing else: "daily users (DAU)"."""
    text, start, end = scene.text, hit.start, hit.end
    if text[start - 1 : start] in _OPENED and text[end : end + 1] in _CLOSED and start and end < len(text):
        return start - 1, end + 1
    return start, end


def refined(scene: Scene, sentence: Sentence, measure: Measure, link: Link) -> Link:
    """Count users within the window that is told of them: "400 million people use it every week"."""
    if link.metric == "revenue":
        return _annualized(scene, sentence, measure, link)
    if link.metric in {"funding_raised", "capex"} and investee_of(scene, sentence, measure):
        return replace(link, metric="funding_raised", how=link.how + ", put in")
    if link.metric == "funding_raised":
        return _built(scene, sentence, measure, link)
    link = _windowed(scene, sentence, measure, link) if link.metric == "users" else link
    return _doubted(sentence, measure, link)


def _built(scene: Scene, sentence: Sentence, measure: Measure, link: Link) -> Link:
    """Take an investment for capital spending where it goes into data centres: "will invest 80 billion in AI infrastructure"."""
    invested = link.word is not None and any(
        hit.start <= link.word.start < hit.end for hit in sentence.of(Table.LINKS, "investing")
    )
    for hit in sentence.of(Table.TRIGGERS, "capex") if invested else ():
        if link.word is not None and hit.start < link.word.end and link.word.start < hit.end:
            continue
        lo, hi = min(hit.end, measure.end), max(hit.start, measure.start)
        if hi - lo <= _BUILT[measure.spaced] and not _WALL.search(scene.text[lo:hi]):
            return replace(link, metric="capex", word=hit)
    return link


def _doubted(sentence: Sentence, measure: Measure, link: Link) -> Link:
    """Doubt a weak word that nothing else in its sentence bears out: people may be anybody, points anything."""
    word = link.word
    if word is not None and link.metric == "price_per_million_tokens" and word.payload.form != "nouns":
        priced = measure.quantity.per is not None or any(
            hit.payload.form == "nouns" for hit in sentence.of(Table.TRIGGERS, link.metric)
        )
        return link if priced or link.how.startswith("carried") else replace(link, score=link.score * 0.1)
    if word is None or word.payload.form != "weak" or measure.kind is not Class.COUNT or "window" in link.how:
        return link
    if link.how.startswith("carried"):
        return link
    key = word.payload.key
    borne_out = any(hit is not word and hit.payload.form != "weak" for hit in sentence.of(Table.TRIGGERS, key))
    return link if borne_out else replace(link, score=link.score * _ALONE)


def _windowed(scene: Scene, sentence: Sentence, measure: Measure, link: Link) -> Link:
    best, nearest = None, float("inf")
    for hit in sentence.of(Table.WINDOWS, "day", "week", "month"):
        if _is_dated(sentence, hit):
            continue
        place = link.word.start if link.word else measure.start
        distance = min(abs(hit.start - measure.end), abs(measure.start - hit.end), abs(hit.start - place))
        lo, hi = min(hit.end, measure.end), max(hit.start, measure.start)
        if any(lo <= each.unit_end and each.bound_start >= lo and each.unit_end <= hi for each in sentence.quantities
               if each.start != measure.quantity.start):  # fmt: skip
            continue
        distance += 60 * len(_WALL.findall(scene.text[lo:hi])) + 15 * len(_COMMA.findall(scene.text[lo:hi]))
        if distance < nearest:
            best, nearest = hit, distance
    if best is None or nearest > _REACH[scene.lexicon.spaced]:
        return _used_in_month(scene, sentence, measure, link)
    metric = windowed(best.payload.key)
    return replace(link, metric=metric, how=link.how + "+window") if metric else link


def _used_in_month(scene: Scene, sentence: Sentence, measure: Measure, link: Link) -> Link:
    """Count those who used something in one month as its monthly users: "20 million people used it last month"."""
    reach = _USED_IN[scene.lexicon.spaced]
    months = [each for each in sentence.whens if each.kind is WhenKind.MONTH]
    for hit in sentence.of(Table.LINKS, "used") if months else ():
        near = any(max(hit.start - each.end, each.start - hit.end) <= reach for each in months)
        lo, hi = min(hit.end, measure.end), max(hit.start, measure.start)
        if near and hi - lo <= reach and not _WALL.search(scene.text[lo:hi]):
            return replace(link, metric="monthly_active_users", how=link.how + "+window")
    return link


def _annualized(scene: Scene, sentence: Sentence, measure: Measure, link: Link) -> Link:
    """Take revenue for a yearly rate where its own clause says so: "revenue at a yearly clip of"."""
    for hit in sentence.of(Table.TRIGGERS, "annualized_revenue"):
        lo, hi = min(hit.end, measure.end), max(hit.start, measure.start)
        gap = scene.text[lo:hi]
        behind = hit.start >= measure.end
        reach = (25 if measure.spaced else 8) if behind else 90
        if behind and _COMMA.search(gap):
            continue
        if len(gap) <= reach and not _WALL.search(gap) and not re.search(r"\d", gap):
            return replace(link, metric="annualized_revenue", word=hit)
    return link


_REACH = {True: 90, False: 30}


def _is_dated(sentence: Sentence, hit: Hit[Word]) -> bool:
    """Tell whether a window word is part of a date or of a price: "last month", "$20 a month"."""
    if any(when.start <= hit.start and hit.end <= when.end for when in sentence.whens):
        return True
    return any(each.unit_end <= hit.start <= each.unit_end + 3 and each.currencies for each in sentence.quantities)
