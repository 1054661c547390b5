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
from .candidates import Candidate
from .fitness import USERS
from .measures import Class
from .scene import Scene
from .words import Table

_WEIGHTS = Path(__file__).parents[1] / "confidence.toml"
_LONG = 260
_MANY = 4
_HOW = ("head", "near", "column", "list", "carried back", "carried from the sentence before", "carried")


def features_of(scene: Scene, each: Candidate) -> dict[str, float]:
    """Return what is known of a candidate, each from 0 to 1."""
    link, subject, sentence, measure = each.link, each.subject, each.sentence, each.measure
    assert link is not None
    assert subject is not None
    how = next((name for name in _HOW if link.how.startswith(name)), "near")
    entity = subject.mention.entity
    most = max(scene.often.values(), default=1)
    names = len({mention.entity for mention in sentence.mentions})
    form = link.word.payload.form if link.word else "none"
    role = next((name for name in ("named", "meant", "carried") if subject.how.startswith(name)), "carried")
    group = "users" if link.metric in USERS else scene.catalog.metrics[link.metric].group
    return {
        "bias": 1.0,
        "link": min(1.0, link.score),
        f"how {how}": 1.0,
        f"form {form}": 1.0,
        f"role {role}": 1.0,
        f"group {group}": 1.0,
        f"metric {link.metric}": 1.0,
        "subject": min(1.0, subject.score),
        f"subject {role}": min(1.0, subject.score),
        "switched": float("product" in subject.how),
        "elided": float(link.elided),
        "scaled": float(link.scale != 1.0),
        "window": float("window" in link.how),
        "unknown noun": float(measure.unknown is not None),
        "one digit": float(measure.quantity.digits == 1),
        "small": float(measure.kind is Class.COUNT and (measure.quantity.value or 0) * link.scale < 100),  # noqa: PLR2004
        "dated": float(each.dated is not None and each.dated.when is not None),
        "attributed": float(each.origin is not None),
        "future": float(each.status is Status.FORECAST),
        "bounded": float(each.comparator is not Comparator.EQUAL),
        "heading": float(sentence.block.kind in {BlockKind.TITLE, BlockKind.HEADING}),
        "item": float(sentence.block.kind is BlockKind.LIST_ITEM),
        "row": float(sentence.block.kind is BlockKind.TABLE_ROW),
        "long": float(sentence.end - sentence.start > (_LONG if scene.lexicon.spaced else _LONG // 3)),
        "many numbers": float(len(sentence.quantities) >= _MANY),
        "nobody": float(names == 0),
        "alone": float(names == 1),
        "crowded": float(names > 2),  # noqa: PLR2004
        "stranger": float(any(mention.stranger for mention in sentence.mentions)),
        "gated": float(any(True for _ in sentence.of(Table.GATES))),
        "topic": float(entity == scene.topic),
        "often": scene.often.get(entity, 0) / most,
        "once": float(scene.often.get(entity, 0) <= 1),
        "long text": float(len(scene.sentences) > 8),  # noqa: PLR2004
        "once in a long text": float(scene.often.get(entity, 0) <= 1 and len(scene.sentences) > 8),  # noqa: PLR2004
        "misspelt": float(subject.mention.misspelling),
    }


@cache
def _weights() -> Mapping[str, float]:
    return dict(tomli.loads(_WEIGHTS.read_text(encoding="utf-8"))["weights"]) if _WEIGHTS.exists() else {}


def confidence_of(scene: Scene, each: Candidate) -> float:
    """Return how sure a figure is, from 0 to 1."""
    weights = _weights()
    total = sum(weights.get(name, 0.0) * value for name, value in features_of(scene, each).items())
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4)
