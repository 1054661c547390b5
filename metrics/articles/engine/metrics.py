"""Which metric a number states: the trigger that heads it, else the nearest one of its class, else the one before it."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..quantities import BASIS_POINTS, POINTS
from .fitness import USERS, fits_class, is_elided_money, is_sane
from .measures import Class, Measure
from .scales import scale_of
from .scene import Scene, Sentence
from .surfaces import Hit
from .words import Table, Word

_WALL = re.compile(r"[;；。()（）\u2014|]| [-\u2013] ")
ASIDE = re.compile(r"\u2014[^\u2014]{1,160}\u2014| \u2013 [^\u2013]{1,160} \u2013 |\([^()]{1,120}\)|（[^（）]{1,60}）")
_LEVEL = 1e-9
_NEXT = 0.6
"""How much of a word is left that stands in the clause behind a number."""
_TAIL = 1
"""How far a word may reach out of one that says more and begins before it: 年換算売上高 and 売上高は."""
_TOKENS = frozenset({"tokens_processed_daily", "context_window_tokens"})
"""What counts tokens, and so no parameters."""
_THINGS = frozenset({"model_repositories", "derivative_models", "github_stars", "gpus", "developers"})
"""What is counted by its own noun alone."""
_QUINTILLION, _TRILLIONTH = 1e18, 1e-6
_PAYING, _BESIDE = "paying_subscribers", 3
_BORNE = 0.5
"""How much of a weak word is left where nothing bears it out."""
NOTHING = "nothing"
"""The key of words that hold a metric's word and speak of none: investors, profitability."""
_DASH = "\u2014\u2014"
_COMMA = re.compile(r"[,，、:：]")
_CUT, _CHUNK = re.compile(r"[,;:()|]"), 24
_OPENED, _CLOSED = frozenset("(（"), frozenset(")）")
_NEAR = {True: 110.0, False: 32.0}
_TAKEN = 0.5
_MOST = 90
_RIGHT = {True: 4, False: 1}
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
    return [
        hit for hit in hits
        if hit.payload.key != NOTHING and not any(_covers(other, hit) or _says_more(sentence, other, hit) for other in hits)
    ]  # fmt: skip


def _says_more(sentence: Sentence, other: Hit[Word], hit: Hit[Word]) -> bool:
    """Tell whether a verb goes on as a longer one: the "valuing" of "valuing it at" reaches no number before it."""
    same = other.payload.key == hit.payload.key and hit.payload.form != "nouns"
    longer = other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start
    return same and longer and not any(other.start <= each.start < other.end for each in sentence.quantities)


def _covers(other: Hit[Word], hit: Hit[Word]) -> bool:
    reach = _TAIL if hit.payload.form == "nouns" and other.start < hit.start < other.end else 0
    longer = other.end - other.start > hit.end - hit.start and other.start <= hit.start and hit.end <= other.end + reach
    # "deals worth at least": what begins within words that speak of no metric is a part of them
    longer = longer or (
        other.payload.key == NOTHING and hit.payload.form == "verbs" and other.start < hit.start < other.end
    )
    # "monthly users" and "users of": the bare word is the end of the one that says more.
    ends = hit.payload.key == "users" and other.start < hit.start < other.end and other.payload.key != "users"
    return (longer or ends) and other.payload.form == "nouns" and "*" not in other.payload.key


def metric_of(
    scene: Scene, measure: Measure, measures: Sequence[Measure], triggers: Sequence[Hit[Word]]
) -> Link | None:
    """Return the metric of a measure as its own sentence tells it."""
    link = _told(scene, measure, measures, triggers)
    if link is not None and link.metric == "valuation":
        return _raised(scene, measure, measures, triggers, link) or link
    if link is None or link.metric != "funding_raised":
        return link
    worth = next((hit for hit in triggers if _is_worth(hit, measure, measures)), None)
    valued = _linked(scene, measure, measures, worth, is_nearest=True) if worth else None
    return replace(valued, score=max(valued.score, link.score)) if valued else link


def _raised(
    scene: Scene, measure: Measure, measures: Sequence[Measure], triggers: Sequence[Hit[Word]], link: Link
) -> Link | None:
    """Return the round of which a verb right before an amount speaks, if the worth is spoken of behind it: "secures 600 million as valuation soars"."""
    word = link.word
    if word is None or word in measure.heads or word.start < measure.end or word.payload.form != "nouns":
        return None
    for hit in triggers:
        verb = hit.payload.key == "funding_raised" and hit.payload.form == "verbs"
        if verb and 0 <= measure.quantity.bound_start - hit.end <= _RIGHT[measure.spaced]:
            return _linked(scene, measure, measures, hit, is_nearest=True)
    return None


def _is_worth(hit: Hit[Word], measure: Measure, measures: Sequence[Measure]) -> bool:
    """Tell whether a word of worth has an amount for its own, whatever round follows: "valued at 12 billion in a round", 評価額40億ドルで."""
    noun = hit.payload.form == "nouns" and not measure.spaced and not any(hit in each.heads for each in measures)
    if hit.payload.key != "valuation" or not (noun or hit.payload.form == "verbs"):
        return False
    around = hit.start < measure.start and hit.end > measure.end
    right_before = 0 <= measure.start - hit.end <= _RIGHT[measure.spaced]
    return around or right_before


def _told(scene: Scene, measure: Measure, measures: Sequence[Measure], triggers: Sequence[Hit[Word]]) -> Link | None:
    """Return the metric that the words around a measure tell, the ones that head it first."""
    money = measure.kind is Class.MONEY
    heads = [hit for hit in triggers if hit in measure.heads and (not money or hit.payload.form == "nouns")]
    link = _best(scene, measure, measures, heads) if heads and measure.kind is not Class.PERCENT else None
    if link and link.metric in USERS and heads[0].payload.key == "enterprise_customers":
        link = replace(link, metric="enterprise_customers")  # "300,000 companies use it"
    if link and link.score > _WEAK:
        return link
    if link and not money:
        others = [
            hit for hit in triggers if hit not in heads and (link.metric not in _TOKENS or hit.payload.key in _TOKENS)
        ]
        weak = link.word is not None and link.word.payload.form == "weak"
        if weak and link.metric == "enterprise_customers":
            taken = {id(hit) for each in measures if each is not measure for hit in each.heads}
            others = [hit for hit in others if id(hit) not in taken]  # "600 employees and 60,000 customers"
        other = _best(scene, measure, measures, others, least=link.score * (_BORNE if weak else 1.0))
        firms = other is not None and link.metric == "enterprise_customers" and other.metric in USERS
        return link if firms else other or link
    others = [hit for hit in triggers if hit not in heads or measure.kind is not Class.COUNT]
    if any(hit.payload.key in _TOKENS for hit in measure.heads):
        others = [hit for hit in others if hit.payload.key in _TOKENS]
    if measure.kind is Class.COUNT and measure.unknown:
        others = [
            hit for hit in others
            if hit.payload.form == "verbs" and not (hit.end <= measure.start and begins_clause(scene, hit.end, measure.start))
        ]  # fmt: skip
    return _best(scene, measure, measures, others)


def _best(
    scene: Scene, measure: Measure, measures: Sequence[Measure], hits: Sequence[Hit[Word]], least: float = _LEAST
) -> Link | None:
    best: Link | None = None
    nearest = _nearest(scene, hits, measure)
    pairs = [(hit, _linked(scene, measure, measures, hit, is_nearest=hit is nearest)) for hit in hits]
    chunked = measure.kind is Class.MONEY and any(link and _is_in_chunk(scene, hit, measure) for hit, link in pairs)
    for hit, told in pairs:
        if told is None:
            continue
        outside = chunked and not _is_in_chunk(scene, hit, measure)
        link = replace(told, score=told.score * _NEXT) if outside else told
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
    if hit.payload.form == "verbs" and _has_object(metric.id, measure, measures, hit):
        return None
    touching = hit.end <= measure.start <= hit.end + _TOUCHING[measure.spaced]
    scale = (
        1.0
        if is_sane(metric.id, measure)
        else scale_of(measure, measures, far=touching or (metric.money and hit in measure.heads))
    )
    if measure.quantity.scale >= _QUINTILLION and not metric.money:
        scale = _TRILLIONTH  # nobody has that many: it is the English trillion, taken over as a word
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


def _has_object(metric: str, measure: Measure, measures: Sequence[Measure], hit: Hit[Word]) -> bool:
    """Tell whether a verb has its number already: "hosts two million models and 500 000 sets", "500 pay more than 1 million"."""
    if metric in _THINGS and measure.kind is Class.COUNT and measure.unknown:
        return any(each is not measure and hit.start <= each.start < measure.start for each in measures)
    behind = metric == _PAYING and hit.end <= measure.start and measure.spaced
    return behind and any(0 <= hit.start - each.end <= _BESIDE for each in measures)


def _is_in_chunk(scene: Scene, hit: Hit[Word], measure: Measure) -> bool:
    """Tell whether a noun stands between the same commas as an amount: "valuation 2 billion, 180 million in a Series C"."""
    lo, hi = min(hit.end, measure.end), max(hit.start, measure.start)
    return (
        scene.lexicon.spaced
        and hit.payload.form == "nouns"
        and hi - lo <= _CHUNK
        and not (_CUT.search(scene.text, lo, hi) or begins_clause(scene, lo, hi))
    )


def _nearest(scene: Scene, hits: Sequence[Hit[Word]], measure: Measure) -> Hit[Word] | None:
    """Return the trigger that stands right before a number."""
    reach = _TOUCHING[measure.spaced]
    # A word that holds the bound, 估值约, stands before its number too.
    before = [
        hit for hit in hits if measure.start - reach <= hit.end <= measure.quantity.start and hit.start < measure.start
    ]
    found = max(before, key=lambda hit: (hit.end, hit.payload.strength), default=None)
    # "received 30 billion and is now 380 billion worth": the verb of the clause before is not the nearest
    parted = found is not None and scene.lexicon.spaced and found.payload.form == "verbs"
    return None if found and parted and begins_clause(scene, found.end, measure.start) else found


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
        # "appears with 750 million and was downloaded 47 million times": the verb has its own number.
        parted = behind and scene.lexicon.spaced and hit.payload.form == "verbs" and begins_clause(scene, first, last)
        score *= 0.1 if parted else 0.4
    if behind:
        score *= (
            1.1
            if hit in measure.heads
            else 0.8 * (_NEXT if _COMMA.search(gap) and (measure.kind is Class.MONEY or not measure.spaced) else 1.0)
        )
    if (behind or scene.lexicon.topics is not None) and any(
        each is not measure and hit in each.heads for each in measures
    ):
        score *= 0.4
    return score


def begins_clause(scene: Scene, start: int, end: int) -> bool:
    """Tell whether a comma or an "and" stands in a stretch of the text."""
    words = (each.payload for each in scene.words_in(start, end))
    joins = any(each.table is Table.LINKS and each.key == "clause" for each in words)
    return joins or _COMMA.search(scene.text, start, end) is not None


def _bracketed(scene: Scene, hit: Hit[Word]) -> tuple[int, int]:
    """Return where a word stands, its brackets included if they hold nothing else: "daily users (DAU)"."""
    text, start, end = scene.text, hit.start, hit.end
    if text[start - 1 : start] in _OPENED and text[end : end + 1] in _CLOSED and start and end < len(text):
        return start - 1, end + 1
    return start, end
