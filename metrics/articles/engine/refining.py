"""What the words around make of a metric: the window of users, the yearly rate of revenue, the money built with."""

import re
from dataclasses import replace

from ..page import BlockKind
from ..quantities import QuantityKind
from ..whens import WhenKind
from .fitness import USERS, windowed
from .investees import investee_of
from .measures import Class, Measure
from .metrics import Link, triggers_of
from .scene import Scene, Sentence
from .surfaces import Hit
from .windows import windows_of
from .words import Table, Word

_WALL = re.compile(r"[;；。()（）\u2014|]| [-\u2013] ")
_COMMA = re.compile(r"[,，、:：]")
_SPANS = frozenset({WhenKind.QUARTER, WhenKind.HALF, WhenKind.YEAR})
_BUILDERS = frozenset({"microsoft", "alphabet", "google", "meta", "amazon", "oracle", "coreweave"})
"""Who builds data centres of its own and tells what it invested each quarter."""
_USED_IN = {True: 40, False: 18}
_BUILT = {True: 110, False: 40}
_ALONE, _TOLD = 0.5, 3
_SUMS, _EARNED = frozenset({"funding_raised", "capex"}), frozenset({"revenue", "annualized_revenue"})
_LEVEL = frozenset({QuantityKind.PLAIN, QuantityKind.RANGE})
_SECTION, _SENT = 12, 45
_SOARED, _OF_NAME, _GIVEN, _WHOLE_WORD = 70, 8, 3, 9
_COUNTED = ("app_downloads", "model_downloads", "monthly_visits", "registered_users")
"""Whose nouns are the subject of what "reaches" a number."""
_HEADINGS = frozenset({BlockKind.HEADING, BlockKind.TITLE})


def refined(scene: Scene, sentence: Sentence, measure: Measure, link: Link) -> Link:
    """Count users within the window that is told of them: "400 million people use it every week"."""
    if link.metric == "revenue":
        return _annualized(scene, sentence, measure, _of_round(sentence, measure, link))
    if link.metric in {"funding_raised", "capex"} and investee_of(scene, sentence, measure):
        return replace(link, metric="funding_raised", how=link.how + ", put in")
    if link.metric == "funding_raised":
        return _built(scene, sentence, measure, link)
    if link.metric == "market_share":
        return _shared(scene, sentence, link)
    if noun := _noun_of(scene, sentence, measure, link):
        return replace(link, metric=noun.payload.key, word=noun)
    link = _windowed(scene, sentence, measure, link) if link.metric == "users" else link
    return _doubted(scene, sentence, measure, link)


def _noun_of(scene: Scene, sentence: Sentence, measure: Measure, link: Link) -> Hit[Word] | None:
    """Return the noun of another metric that the word of this one only speaks about."""
    if link.metric == "benchmark_score":
        return _share_of(sentence, measure, link)
    reaching = _reaching(scene, sentence, measure, link) if link.metric == "users" else None
    return reaching or (_sent_by(sentence, measure, link) if link.metric in USERS else None)


def _sent_by(sentence: Sentence, measure: Measure, link: Link) -> Hit[Word] | None:
    """Return the noun of messages that users only send: "the number of messages exchanged daily by users passed 3 billion"."""
    word = link.word
    if word is None or word in measure.heads or word.start > measure.start:
        return None
    nouns = [hit for hit in sentence.of(Table.TRIGGERS, "messages_daily") if hit.payload.form == "nouns"]
    near = (hit for hit in nouns if 0 < word.start - hit.end <= _SENT)
    return next(near, None)


def _reaching(scene: Scene, sentence: Sentence, measure: Measure, link: Link) -> Hit[Word] | None:
    """Return the noun of which a verb tells how far it went: "downloads have soared, reaching 2.6 million"."""
    verb = link.word
    if verb is None or verb.payload.form != "verbs" or verb.start > measure.start:
        return None
    for hit in reversed([*sentence.of(Table.TRIGGERS, *_COUNTED)]):
        if hit.payload.form != "nouns" or not 0 < verb.start - hit.end <= _SOARED:
            continue
        lo, hi = hit.end, verb.start
        named = any(lo <= each.start < hi and scene.text[each.end : each.end + 1] in {" ", ","} and
                    each.start - lo > _OF_NAME for each in sentence.mentions)  # fmt: skip
        counted = any(lo <= each.start < hi and each.kind in _LEVEL for each in sentence.quantities)
        return None if named or counted or _WALL.search(scene.text[lo:hi]) else hit
    return None


def _share_of(sentence: Sentence, measure: Measure, link: Link) -> Hit[Word] | None:
    """Return the noun of shares that a verb of scores tells the height of: "its market share reaches 60 %"."""
    if link.word is None or link.word.payload.form == "nouns" or measure.kind is not Class.PERCENT:
        return None
    if any(hit.payload.form == "nouns" for hit in sentence.of(Table.TRIGGERS, "benchmark_score")):
        return None
    nouns = (hit for hit in sentence.of(Table.TRIGGERS, "market_share") if hit.payload.form == "nouns")
    return next((hit for hit in nouns if hit.end <= measure.start and hit.end - hit.start >= _WHOLE_WORD), None)


def _shared(scene: Scene, sentence: Sentence, link: Link) -> Link:
    """Doubt a share of which only a verb speaks, "climbs to 77 %": in a test it is a score."""
    if link.word is None or link.word.payload.form != "verbs" or link.how.startswith("carried"):
        return link
    near = scene.sentences[max(0, sentence.index - _TOLD) : sentence.index + 1]
    if any(hit.payload.form == "nouns" for each in near for hit in each.of(Table.TRIGGERS, "market_share")):
        return link
    tests = (hit for hit in sentence.of(Table.TRIGGERS, "benchmark_score") if hit.payload.form == "nouns")
    test = next(tests, None)
    if test is not None:
        return replace(link, metric="benchmark_score", word=test, how="near, in a test")
    return replace(link, score=link.score * _ALONE)


def _built(scene: Scene, sentence: Sentence, measure: Measure, link: Link) -> Link:
    """Take an investment for capital spending where it goes into data centres: "will invest 80 billion in AI infrastructure"."""
    invested = link.word is not None and any(
        hit.start <= link.word.start < hit.end for hit in sentence.of(Table.LINKS, "investing")
    )
    if invested and _spends(scene, sentence, measure):
        return replace(link, metric="capex")
    for hit in sentence.of(Table.TRIGGERS, "capex") if invested else ():
        if link.word is not None and hit.start < link.word.end and link.word.start < hit.end:
            continue
        lo, hi = min(hit.end, measure.end), max(hit.start, measure.start)
        if hi - lo <= _BUILT[measure.spaced] and not _WALL.search(scene.text[lo:hi]):
            return replace(link, metric="capex", word=hit)
    return link


def _of_round(sentence: Sentence, measure: Measure, link: Link) -> Link:
    """Take what "amounted to" or was "pulled in" for a round or spending where the sentence speaks of it, and of no revenue."""
    if link.word is None or link.word.payload.form != "verbs":
        return link
    keys = {hit.payload.key for hit in triggers_of(sentence) if hit.payload.form == "nouns"}
    told = keys & _SUMS
    given = any(0 <= hit.start - measure.end <= _GIVEN for hit in sentence.of(Table.LINKS, "investor"))
    if "valuation" in keys and given and not keys & _EARNED:
        return replace(link, metric="funding_raised")  # "brought in 900 million from Humain at a valuation of"
    return replace(link, metric=next(iter(told))) if len(told) == 1 and not keys & _EARNED else link


def _spends(scene: Scene, sentence: Sentence, measure: Measure) -> bool:
    """Tell whether an amount is what a house itself invested over a time: "X invested 37 billion in the quarter"."""
    over = any(each.kind in _SPANS for each in sentence.whens)
    names = {each.entity for each in sentence.mentions}
    entity = scene.catalog.entities.get(next(iter(names))) if len(names) == 1 else None
    return over and entity is not None and entity.id in _BUILDERS and sentence.mentions[0].end <= measure.start


def _doubted(scene: Scene, sentence: Sentence, measure: Measure, link: Link) -> Link:
    """Doubt a weak word that nothing else in its sentence bears out: people may be anybody, points anything."""
    word = link.word
    if word is not None and link.metric == "price_per_million_tokens" and word.payload.form != "nouns":
        nouns = (hit for hit in sentence.of(Table.TRIGGERS, link.metric) if hit.payload.form == "nouns")
        noun = next(nouns, None)
        if noun is None and measure.quantity.per is None and not link.how.startswith("carried"):
            return replace(link, score=link.score * 0.1)
        return replace(link, word=noun or word)
    if word is None or word.payload.form != "weak" or measure.kind is not Class.COUNT or "window" in link.how:
        return link
    if link.how.startswith("carried"):
        return link
    key = word.payload.key
    borne_out = any(hit is not word and hit.payload.form != "weak" for hit in sentence.of(Table.TRIGGERS, key))
    if borne_out:
        return link
    told = _titled(scene, sentence, key)
    return replace(link, metric=told) if told else replace(link, score=link.score * _ALONE)


def _titled(scene: Scene, sentence: Sentence, key: str) -> str | None:
    """Return which users the heading or the line above a list says that its people are: "Monthly users, January"."""
    if key != "users" or sentence.mentions == ():
        return None
    for index in range(sentence.index - 1, max(-1, sentence.index - _SECTION), -1):
        line = scene.sentences[index]
        if line.block.kind in _HEADINGS or (sentence.block.kind is BlockKind.LIST_ITEM != line.block.kind):
            keys = [hit.payload.key for hit in line.of(Table.TRIGGERS) if hit.payload.form == "nouns"]
            return max((each for each in keys if each in USERS), key=len, default=None)
    return None


def _windowed(scene: Scene, sentence: Sentence, measure: Measure, link: Link) -> Link:
    best, nearest = None, float("inf")
    for hit in windows_of(scene, sentence):
        place = link.word.start if link.word else measure.start
        distance = min(abs(hit.start - measure.end), abs(measure.start - hit.end), abs(hit.start - place))
        lo, hi = min(hit.end, measure.end), max(hit.start, measure.start)
        if any(lo <= each.unit_end and each.bound_start >= lo and each.unit_end <= hi for each in sentence.quantities
               if each.start != measure.quantity.start and each.kind is not QuantityKind.MULTIPLE):  # fmt: skip
            continue
        if hit.start >= measure.end and _opens_next(scene, sentence, measure, hit):
            continue
        distance += 60 * len(_WALL.findall(scene.text[lo:hi])) + 15 * len(_COMMA.findall(scene.text[lo:hi]))
        if distance < nearest:
            best, nearest = hit, distance
    if best is None or nearest > _REACH[scene.lexicon.spaced]:
        return _used_in_month(scene, sentence, measure, link)
    metric = windowed(best.payload.key)
    return replace(link, metric=metric, how=link.how + "+window") if metric else link


def _opens_next(scene: Scene, sentence: Sentence, measure: Measure, hit: Hit[Word]) -> bool:
    """Tell whether a window begins the next clause, which has a number of its own: 用户2亿，日均调用量2亿次."""
    parted = _COMMA.search(scene.text, measure.end, hit.start) is not None
    return parted and any(each.start >= hit.end and each.kind in _LEVEL for each in sentence.quantities)


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
