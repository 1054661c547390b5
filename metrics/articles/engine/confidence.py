"""How sure a figure is: what speaks for and against it, weighed as the development corpus has shown.

The weights are data, fitted by logistic regression on articles whose figures are known; a confidence of 0.9 has meant
that nine in ten such figures are right. Every feature is a plain property of the candidate, so that ``--explain`` can
name those that count.
"""

import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import tomli

from ...vocabulary import Comparator, Status
from ..page import BlockKind
from .candidate import Candidate
from .fitness import USERS
from .measures import Class
from .scene import Scene
from .words import Table

_WEIGHTS = Path(__file__).parents[1] / "confidence.toml"
_LONG = 260
_MANY, _PAIR, _SMALL, _SENTENCES = 4, 2, 100, 8
_MOSTLY = 0.4
_OF_OTHERS = frozenset({"body", "other_tokens"})
"""Gates that speak of numbers of their own, and cast no doubt on others."""
_HOW = ("head", "near", "column", "list", "carried back", "carried from the sentence before", "carried")


def features_of(scene: Scene, each: Candidate) -> dict[str, float]:
    """Return what is known of a candidate, each from 0 to 1."""
    return {"bias": 1.0} | _of_link(scene, each) | _of_subject(scene, each) | _of_number(each) | _of_place(scene, each)


def _of_link(scene: Scene, each: Candidate) -> dict[str, float]:
    link = each.link
    assert link is not None
    how = next((name for name in _HOW if link.how.startswith(name)), "near")
    form = link.word.payload.form if link.word else "none"
    if form == "weak" and each.measure.counter and link.how.startswith("carried"):
        form = "none"  # 5億人 after a figure of users: the counting word is grammar, and no weak noun
    group = "users" if link.metric in USERS else scene.catalog.metrics[link.metric].group
    return {
        "link": min(1.0, link.score),
        f"how {how}": 1.0,
        f"form {form}": 1.0,
        f"group {group}": 1.0,
        f"metric {link.metric}": 1.0,
        "elided": float(link.elided),
        "scaled": float(link.scale != 1.0),
        "window": float("window" in link.how),
    }


def _of_subject(scene: Scene, each: Candidate) -> dict[str, float]:
    subject = each.subject
    assert subject is not None
    entity, most = subject.mention.entity, max(scene.often.values(), default=1)
    role = next((name for name in ("named", "meant", "carried") if subject.how.startswith(name)), "carried")
    seldom, long = scene.often.get(entity, 0) <= 1, len(scene.sentences) > _SENTENCES
    return {
        f"role {role}": 1.0,
        "subject": min(1.0, subject.score),
        f"subject {role}": min(1.0, subject.score),
        "switched": float("product" in subject.how),
        "topic": float(entity == scene.topic),
        "house": _share_of_house(scene, entity),
        "across": float(_is_across(scene, each)),
        f"across {role}": float(_is_across(scene, each)),
        f"house {role}": _share_of_house(scene, entity),
        "titled": float(entity in scene.titled),
        "often": scene.often.get(entity, 0) / most,
        "once": float(seldom),
        "long text": float(long),
        "once in a long text": float(seldom and long),
        "subject dropped": float(_drops_subject(scene, entity, role)),
        "misspelt": float(subject.mention.misspelling),
    }


def _drops_subject(scene: Scene, entity: str, role: str) -> bool:
    """Tell whether whom a text mostly speaks of is not named again, in a language that marks topics and then leaves them out."""
    return scene.lexicon.topics is not None and role == "carried" and _share_of_house(scene, entity) >= _MOSTLY


def _share_of_house(scene: Scene, entity: str) -> float:
    """Return how much of a text is about the house of an entity: all of it, where no other is named."""
    maker = scene.catalog.maker(entity) if entity in scene.catalog.entities else entity
    return scene.houses.get(maker, 0) / max(1, sum(scene.houses.values()))


def _is_across(scene: Scene, each: Candidate) -> bool:
    """Tell whether the subject stands in another paragraph than the figure."""
    assert each.subject is not None
    mention = each.subject.mention
    return scene.paragraph_at(mention.start) != each.sentence.paragraph


def _of_number(each: Candidate) -> dict[str, float]:
    measure = each.measure
    small = measure.kind is Class.COUNT and (measure.quantity.value or 0) * each.scale < _SMALL
    return {
        "unknown noun": float(measure.unknown is not None),
        "one digit": float(measure.quantity.digits == 1),
        "small": float(small),
        "dated": float(each.dated is not None and each.dated.when is not None),
        "attributed": float(each.origin is not None),
        "future": float(each.status is Status.FORECAST),
        "bounded": float(each.comparator is not Comparator.EQUAL),
    }


def _of_place(scene: Scene, each: Candidate) -> dict[str, float]:
    sentence = each.sentence
    names = len({mention.entity for mention in sentence.mentions})
    return {
        "heading": float(sentence.block.kind in {BlockKind.TITLE, BlockKind.HEADING}),
        "item": float(sentence.block.kind is BlockKind.LIST_ITEM),
        "row": float(sentence.block.kind is BlockKind.TABLE_ROW),
        "long": float(sentence.end - sentence.start > (_LONG if scene.lexicon.spaced else _LONG // 3)),
        "many numbers": float(len(sentence.quantities) >= _MANY),
        "nobody": float(names == 0),
        "alone": float(names == 1),
        "crowded": float(names > _PAIR),
        "stranger": float(any(mention.stranger for mention in sentence.mentions)),
        "of a market": float(any(True for _ in sentence.of(Table.GATES, "market"))),
        "of others": float(any(True for _ in sentence.of(Table.GATES, "body", "sample", "crowd", "reach"))),
        "gated": float(any(hit.payload.key not in _OF_OTHERS for hit in sentence.of(Table.GATES))),
    }


@cache
def _weights() -> Mapping[str, float]:
    return dict(tomli.loads(_WEIGHTS.read_text(encoding="utf-8"))["weights"]) if _WEIGHTS.exists() else {}


def confidence_of(scene: Scene, each: Candidate) -> float:
    """Return how sure a figure is, from 0 to 1."""
    weights = _weights()
    total = sum(weights.get(name, 0.0) * value for name, value in features_of(scene, each).items())
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4)
