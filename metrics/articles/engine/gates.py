"""What keeps a number from being a figure: a survey, a fine, a price of a plan, a condition, somebody else's money."""

import re
from collections.abc import Sequence

from .fitness import USERS
from .measures import Class, Measure
from .metrics import Link
from .scene import Scene, Sentence
from .surfaces import Hit
from .words import Table, Word

_MONEY = frozenset({"valuation", "funding_raised", "revenue", "annualized_revenue", "capex", "training_cost"})
_PEOPLE = USERS | {"registered_users", "paying_subscribers", "enterprise_customers", "employees", "developers"}
_WHOLE = frozenset({"hypothetical", "denial", "sample", "gap"})
"""What these say holds for the whole sentence."""
_OF: dict[str, frozenset[str]] = {
    "lawsuit": _MONEY | {"price_per_million_tokens"},
    "plan": _MONEY | {"price_per_million_tokens"},
    "limit": frozenset({"messages_daily", "tokens_processed_daily", "users", "monthly_active_users"}),
    "threshold": _PEOPLE | {"revenue"},
    "stake": frozenset({"market_share"}),
    "crowd": frozenset({"market_share"}),
    "cuts": frozenset({"employees"}),
    "per_head": _MONEY,
    "loss": frozenset({"revenue", "valuation", "annualized_revenue", "funding_raised", "capex"}),
    "other_money": _MONEY,
    "market": _MONEY | {"market_share"} | USERS,
    "reach": _PEOPLE,
    "difference": _PEOPLE | _MONEY | {"market_share", "app_downloads", "monthly_visits", "model_repositories"},
}
_REACH = {True: 46, False: 16}
_NEARER = frozenset({"loss", "other_money", "market", "stake", "lawsuit"})
"""Gates that yield to a trigger nearer to the number."""
_BEHIND = 2
_SENTENCE = frozenset({"threshold", "crowd"})
"""What these say holds for all numbers of their metrics in the sentence."""
_TOUCHING = {True: 8, False: 3}


def gate_of(
    scene: Scene, sentence: Sentence, measure: Measure, link: Link, measures: Sequence[Measure]
) -> tuple[str, Hit[Word]] | None:
    """Return the gate that drops a measure, and the word that says so."""
    for hit in sentence.of(Table.GATES):
        key = hit.payload.key
        if key in _WHOLE:
            if key != "sample" or measure.kind is not Class.MONEY:
                return key, hit
        elif link.metric in _OF[key] and _applies(scene, hit, measure, link, measures):
            return key, hit
    return None


def _applies(scene: Scene, hit: Hit[Word], measure: Measure, link: Link, measures: Sequence[Measure]) -> bool:
    """Tell whether the word of a gate is about this number: right at it, or nearer to it than to any other."""
    key, distance = hit.payload.key, _distance(hit, measure)
    if key in _SENTENCE or (hit.start < measure.start and hit.end > measure.end):
        return True
    if key == "difference":
        return 0 <= hit.start - measure.end <= _BEHIND
    touching = hit.end <= measure.start and distance <= _TOUCHING[scene.lexicon.spaced]
    if key == "loss" and (touching or hit.start >= measure.end):
        return touching or distance <= _TOUCHING[scene.lexicon.spaced] * 2
    reach = _REACH[scene.lexicon.spaced] * (2 if key == "limit" else 1)
    others = (each for each in measures if each is not measure and each.kind is measure.kind)
    if distance > reach or _walled(scene, hit, measure) or any(_distance(hit, each) < distance for each in others):
        return False
    if key not in _NEARER:
        return True
    return link.how != "head" and (link.word is None or distance < _distance(link.word, measure))


def _distance(hit: Hit[Word], measure: Measure) -> int:
    return max(hit.start - measure.end, measure.start - hit.end, 0)


def _walled(scene: Scene, hit: Hit[Word], measure: Measure) -> bool:
    lo, hi = min(hit.end, measure.end), max(hit.start, measure.start)
    return re.search(r"[;；。|]", scene.text[lo:hi]) is not None
