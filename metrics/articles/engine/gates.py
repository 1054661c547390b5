"""What keeps a number from being a figure: a survey, a fine, a price of a plan, a condition, somebody else's money."""

import re
from collections.abc import Sequence

from .fitness import USERS, fits_entity
from .measures import Class, Measure
from .metrics import Link
from .scene import Scene, Sentence
from .surfaces import Hit
from .words import Table, Word

_PRICE = "price_per_million_tokens"
_MONEY = frozenset({"valuation", "funding_raised", "revenue", "annualized_revenue", "capex", "training_cost"})
_PEOPLE = USERS | {"registered_users", "paying_subscribers", "enterprise_customers", "employees", "developers"}
_WHOLE = frozenset({"hypothetical", "denial", "sample", "gap"})
"""What these say holds for the whole sentence."""
_OF: dict[str, frozenset[str]] = {
    "lawsuit": _MONEY | {"price_per_million_tokens"},
    "plan": _MONEY | {"price_per_million_tokens", "messages_daily"},
    "limit": frozenset({"messages_daily", "tokens_processed_daily", "users", "monthly_active_users"}),
    "threshold": _PEOPLE | {"revenue"},
    "stake": frozenset({"market_share"}),
    "crowd": frozenset({"market_share"}),
    "opinion": frozenset({"market_share"}),
    "generic": _MONEY | {"gpus"},
    "cuts": frozenset({"employees"}),
    "per_head": _MONEY,
    "loss": frozenset({"revenue", "valuation", "annualized_revenue", "funding_raised", "capex"}),
    "other_money": _MONEY,
    "market": _MONEY | {"market_share"} | USERS,
    "reach": _PEOPLE,
    "other_tokens": frozenset({"context_window_tokens", "tokens_processed_daily"}),
    "body": _PEOPLE | {"capex", "funding_raised", "training_cost"},
    "difference": _PEOPLE | _MONEY | {"market_share", "app_downloads", "monthly_visits", "model_repositories"},
}
_TAKEN = frozenset({"lawsuit", "loss", "other_money"})
"""What these say keeps any number from the metric of the one before."""
_REACH = {True: 46, False: 16}
_NEARER = frozenset({"loss", "other_money", "market", "stake", "lawsuit"})
"""Gates that yield to a trigger nearer to the number."""
_BEHIND, _SAID, _NEXT = 2, 6, 6
_FITS = 0.3
_DIGIT = re.compile(r"\d")
_COMMA = re.compile(r"[,，、]")
_OF_MARKET = {True: 5, False: 4}
_SENTENCE = frozenset({"threshold", "crowd", "opinion"})
"""What these say holds for all numbers of their metrics in the sentence."""
_TOUCHING = {True: 8, False: 3}
_POLL, _WHOLE_WORD = 8, 9


def gate_of(
    scene: Scene, sentence: Sentence, measure: Measure, link: Link, measures: Sequence[Measure]
) -> tuple[str, Hit[Word]] | None:
    """Return the gate that drops a measure, and the word that says so."""
    for hit in sentence.of(Table.GATES):
        key = hit.payload.key
        if _is_within(sentence, hit, link) or _is_of_else(scene, sentence, hit, measure):
            continue
        if key in _WHOLE:
            if key != "sample" or measure.kind is not Class.MONEY:
                return key, hit
        elif key == "plan" and link.metric == _PRICE and measure.quantity.per is not None:
            continue  # "the fee is 2 dollars per million tokens" is no plan
        elif key in {"body", "generic"}:
            if link.metric in _OF[key] and _is_of_body(scene, sentence, hit, measure, link):
                return key, hit
        elif (link.metric in _OF[key] or (key in _TAKEN and link.how.startswith("carried"))) and _applies(
            scene, hit, measure, link, measures
        ):
            return key, hit
    return _polled(scene, sentence, link)


def _polled(scene: Scene, sentence: Sentence, link: Link) -> tuple[str, Hit[Word]] | None:
    """Return the word for a poll of which the sentences before speak, where a share is not said to be one of a market."""
    if link.metric != "market_share" or not scene.lexicon.spaced or _names_market(sentence):
        return None
    near = scene.sentences[max(0, sentence.index - _POLL) : sentence.index]
    return next((("sample", hit) for each in reversed(near) for hit in each.of(Table.GATES, "sample")), None)


def _names_market(sentence: Sentence) -> bool:
    """Tell whether a sentence speaks of the share of a market by a whole word for it."""
    hits = sentence.of(Table.TRIGGERS, "market_share")
    return any(hit.payload.form == "nouns" and hit.end - hit.start >= _WHOLE_WORD for hit in hits)


def _is_of_else(scene: Scene, sentence: Sentence, hit: Hit[Word], measure: Measure) -> bool:
    """Tell whether a word speaks of another clause, or only of who believes what of a market."""
    if hit.payload.key == "gap":
        return _opens(scene, hit, measure) if scene.lexicon.spaced else not _is_beside(scene, hit, measure)
    if hit.payload.key in {"hypothetical", "threshold"}:
        return _opens(scene, hit, measure)
    return hit.payload.key == "opinion" and _names_market(sentence)


def _opens(scene: Scene, hit: Hit[Word], measure: Measure) -> bool:
    """Tell whether a word stands only in what a colon ends: "The gap is narrowing: X has 64.5 %"."""
    return re.search(r"[:;：；]", scene.text[hit.end : measure.start]) is not None


def _is_within(sentence: Sentence, hit: Hit[Word], link: Link) -> bool:
    """Tell whether a word is only part of the metric's own: the spending of "capital spending"."""
    return any(
        each.start <= hit.start and hit.end <= each.end and each.end - each.start > hit.end - hit.start
        for each in sentence.of(Table.TRIGGERS, link.metric)
    )


def _applies(scene: Scene, hit: Hit[Word], measure: Measure, link: Link, measures: Sequence[Measure]) -> bool:
    """Tell whether the word of a gate is about this number: right at it, or nearer to it than to any other."""
    key, distance = hit.payload.key, _distance(hit, measure)
    if key == "difference":
        return 0 <= hit.start - measure.end <= _BEHIND and _COMMA.search(scene.text, measure.end, hit.start) is None
    around = hit.start < measure.start and hit.end > measure.end and key != "cuts"
    if key in _SENTENCE or around or (key == "market" and _is_of_market(scene, hit, link.word)):
        return True
    touching = hit.end <= measure.start and distance <= _TOUCHING[scene.lexicon.spaced]
    if key == "loss" and (touching or hit.start >= measure.end):
        parted = hit.start >= measure.end and (
            _COMMA.search(scene.text, measure.end, hit.start)
            or _DIGIT.search(scene.text, hit.end, hit.end + _NEXT)  # "revenue of 4.5 and a loss of 5.2 billion"
        )
        return not parted and (touching or distance <= _TOUCHING[scene.lexicon.spaced] * 3)
    reach = _REACH[scene.lexicon.spaced] * (2 if key == "limit" else 1)
    others = (
        each for each in measures
        if each is not measure and each.kind is measure.kind and not _is_before(scene, each, hit, measure)
    )  # fmt: skip
    if (
        distance > reach
        or _is_parted(scene, hit, measure)
        or _walled(scene, hit, measure)
        or any(_distance(hit, each) < distance for each in others)
    ):
        return False
    if key not in _NEARER or (key == "stake" and 0 <= hit.start - measure.end <= _TOUCHING[scene.lexicon.spaced]):
        return True
    return link.how != "head" and (link.word is None or distance < _distance(link.word, measure))


def _is_parted(scene: Scene, hit: Hit[Word], measure: Measure) -> bool:
    """Tell whether a comma keeps the word of a gate from a number: "is worth 5 trillion, more than Germany's GDP"."""
    lo, hi = min(hit.end, measure.end), max(hit.start, measure.start)
    key, behind = hit.payload.key, hit.start >= measure.end
    if key == "cuts" and hit.start < measure.start and hit.end > measure.end:
        return _COMMA.search(scene.text, hit.start, measure.start) is not None  # "hired a chief, and has 350 employees"
    parts = key == "other_tokens" or (key == "market" and behind)
    return parts and _COMMA.search(scene.text, lo, hi) is not None


def _is_of_market(scene: Scene, hit: Hit[Word], word: Hit[Word] | None) -> bool:
    """Tell whether a metric's own word is of a whole industry: 行业整体月活, "업계의 총매출", "ricavi del settore"."""
    spaced = scene.lexicon.spaced
    if word is None or word.payload.key == "market_share":
        return False
    if hit.start <= word.start < hit.end and word.end - word.start <= hit.end - hit.start:
        return True  # "smartphone users", 벤처투자액: what is counted is the market's by its own word
    return 0 <= word.start - hit.end <= _OF_MARKET[spaced] or (
        spaced and 0 <= hit.start - word.end <= _OF_MARKET[spaced]
    )


def _is_of_body(scene: Scene, sentence: Sentence, hit: Hit[Word], measure: Measure, link: Link) -> bool:
    """Tell whether a number is that of a public body, a school or a bank that stands before it: nobody of ours stands between."""
    if hit.end > measure.start or _walled(scene, hit, measure):
        return False
    if any(
        0 <= hit.start - said.end <= _SAID or 0 <= said.start - hit.end <= _SAID
        for said in sentence.of(Table.ATTRIBUTION, "before", "after")
    ):
        return False
    between = [each for each in sentence.mentions if hit.end <= each.start and each.end <= measure.start]
    if link.metric == "employees":
        return not any(each.end <= hit.start for each in sentence.mentions)
    return not any(fits_entity(link.metric, scene.catalog.entities.get(each.entity)) >= _FITS for each in between)


def _is_beside(scene: Scene, hit: Hit[Word], measure: Measure) -> bool:
    lo, hi = min(hit.end, measure.end), max(hit.start, measure.start)
    return hi - lo <= _REACH[False] and _COMMA.search(scene.text, lo, hi) is None


def _is_before(scene: Scene, other: Measure, hit: Hit[Word], measure: Measure) -> bool:
    """Tell whether a number stands before a comma and the word, which is thus of the number behind it."""
    if scene.lexicon.spaced or not other.end <= hit.start < measure.start:
        return False
    return _COMMA.search(scene.text, other.end, hit.start) is not None


def _distance(hit: Hit[Word], measure: Measure) -> int:
    return max(hit.start - measure.end, measure.start - hit.end, 0)


def _walled(scene: Scene, hit: Hit[Word], measure: Measure) -> bool:
    lo, hi = min(hit.end, measure.end), max(hit.start, measure.start)
    if hit.payload.key == "cuts" and hit.start >= measure.end and _COMMA.search(scene.text, lo, hi):
        return True  # "employs 76,000 people, has no plans to hire more"
    return re.search(r"[;；。|]", scene.text[lo:hi]) is not None
