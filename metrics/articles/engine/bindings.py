"""How a name is bound to a number beside it: "Kimi's 24.9 million", 20億人のX, "overtook Gemini's 650 million"."""

import re

from .claims import Claim
from .measures import Measure
from .mentions import Mention
from .scene import Scene

DIRECT = re.compile(r"\s*(?:['’]s?\s*|[(（:：,，、=@-]\s*|\s)?\s*")
WALL = re.compile(r"[;；。|]| [-\u2013] |\u2014")
COMMA = re.compile(r"[,，、:：]")
_FEW = 3


def is_bound(scene: Scene, mention: Mention, measure: Measure) -> bool:
    """Tell whether a mention stands right before a number: "Kimi's 24.9 million", "Gemini (12)"."""
    gap = measure.start - mention.end
    return 0 <= gap <= 4 and DIRECT.fullmatch(scene.text[mention.end : measure.start]) is not None  # noqa: PLR2004


def has_people(scene: Scene, claim: Claim, mention: Mention) -> bool:
    """Tell whether people are counted right before whose they are: 20億人のX."""
    of, measure = scene.lexicon.of, claim.measure
    near = scene.lexicon.topics is not None and 0 < mention.start - measure.end <= _FEW
    if not near or of is None or measure.counter != "people":
        return False
    return of.fullmatch(scene.text, mention.start - 1, mention.start) is not None


def is_its_own(scene: Scene, claim: Claim, mention: Mention) -> bool:
    """Tell whether a number is bound to a name, or stands in another part: "overtook Gemini's 650 million", "…; the latter has"."""
    lo, hi = min(mention.end, claim.measure.end), max(mention.start, claim.measure.start)
    of = scene.lexicon.of
    if of is not None and mention.end < claim.measure.start and of.fullmatch(scene.text, lo, hi):
        return True
    if is_bound(scene, mention, claim.measure):
        return COMMA.search(scene.text, lo, hi) is None
    return WALL.search(scene.text, lo, hi) is not None
