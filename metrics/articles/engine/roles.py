"""What a name is in its sentence besides a subject: a source, an owner, a host, an investor, a rival, a brand."""

import re
from collections.abc import Callable

from ...vocabulary import EntityKind
from .fitness import fits_entity
from .mentions import Mention
from .scene import Scene, Sentence
from .words import Table

_SOURCE_REACH = {True: 30, False: 3}
_DIGIT = re.compile(r"\d")
_ARTICLE = 5
_FITS = 0.5
RAISED = frozenset({"funding_raised", "valuation"})


def role_of(scene: Scene, sentence: Sentence, mention: Mention, metric: str) -> float:
    """Return how likely a mention is a subject at all: a source, a host or a brand of chips is hardly one."""
    return next((factor for is_one, factor in _ROLES if is_one(scene, sentence, mention, metric)), 1.0)


def stands(sentence: Sentence, mention: Mention, key: str, before: int = -1, behind: int = -1) -> bool:
    """Tell whether a word of ``links`` stands within so many characters before a mention, or behind it."""
    return any(
        0 <= mention.start - hit.end <= before or 0 <= hit.start - mention.end <= behind
        for hit in sentence.of(Table.LINKS, key)
    )


def is_source(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Tell whether a mention stands as who says so: "according to OpenAI", "OpenAI said"."""
    reach = _SOURCE_REACH[scene.lexicon.spaced]
    denied = [*sentence.of(Table.ATTRIBUTION, "not")]
    for hit in sentence.of(Table.ATTRIBUTION, "before", "after"):
        if any(other.start <= hit.start and hit.end <= other.end for other in denied):
            continue
        if hit.payload.key == "before" and 0 <= mention.start - hit.end <= _ARTICLE:
            return True
        if hit.payload.key == "after" and 0 <= hit.start - mention.end <= reach:
            return _DIGIT.search(scene.text, mention.end, hit.start) is None
    return False


def is_hub(scene: Scene, mention: Mention) -> bool:
    """Tell whether a mention names a place where models and code are kept."""
    entity = scene.catalog.entities.get(mention.entity)
    return entity is not None and entity.kind is EntityKind.HUB


def is_owner(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Tell whether a mention only owns the next one: "ByteDance's Doubao"."""
    following = {each.entity for each in sentence.mentions if 0 <= each.start - mention.end <= _ARTICLE}
    return any(mention.entity in scene.catalog.owner_chain(other)[1:] for other in following)


def hosts(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Tell whether a hub is only where something is: "on Hugging Face"."""
    return is_hub(scene, mention) and stands(sentence, mention, "host", before=_ARTICLE)


def _only_says(scene: Scene, sentence: Sentence, mention: Mention, metric: str) -> bool:
    """Tell whether a source stands beside somebody else of whom the figure may be."""
    if not is_source(scene, sentence, mention):
        return False
    others = (each for each in sentence.mentions if each.entity != mention.entity and not each.stranger)
    return any(fits_entity(metric, scene.catalog.entities.get(each.entity)) > _FITS for each in others)


def _says(scene: Scene, sentence: Sentence, mention: Mention, _: str) -> bool:
    return is_source(scene, sentence, mention)


def _invests(_: Scene, sentence: Sentence, mention: Mention, metric: str) -> bool:
    """Tell whether a mention gives the money: "led by X and Y", "X领投"."""
    first = sentence.quantities[0].start if sentence.quantities else 0
    if metric not in RAISED or (mention.end <= first and not stands(sentence, mention, "investor", behind=1)):
        return False
    if stands(sentence, mention, "investor", before=4, behind=1):
        return True
    row = [each for each in sentence.mentions if each.end <= mention.start]
    while row and 0 <= mention.start - row[-1].end <= _ARTICLE + 1:
        mention = row.pop()
        if stands(sentence, mention, "investor", before=4):
            return True
    return False


def _puts_in(_: Scene, sentence: Sentence, mention: Mention, metric: str) -> bool:
    """Tell whether a mention is the subject of "invests"."""
    return metric == "funding_raised" and stands(sentence, mention, "investing", behind=25)


def _only_owns(_: Scene, sentence: Sentence, mention: Mention, __: str) -> bool:
    """Tell whether a mention is no more than the owner: "the Meta-owned app"."""
    return stands(sentence, mention, "owned", behind=0)


def _rents_out(_: Scene, sentence: Sentence, mention: Mention, metric: str) -> bool:
    """Tell whether a mention rents chips to somebody: "from SpaceX", "bei SpaceX"."""
    return metric == "gpus" and stands(sentence, mention, "provider", before=2, behind=0)


def _is_brand(scene: Scene, sentence: Sentence, mention: Mention, metric: str) -> bool:
    """Tell whether a maker's name only says of which brand the chips are: "220,000 Nvidia processors"."""
    if metric != "gpus" or scene.text[mention.end : mention.end + 1] in {",", "，"}:
        return False
    counted = any(0 <= mention.start - each.unit_end <= 12 for each in sentence.quantities)  # noqa: PLR2004
    reach = 8 if scene.lexicon.spaced else 1
    return counted or any(
        hit.payload.form == "nouns" and 0 <= hit.start - mention.end <= reach
        for hit in sentence.of(Table.TRIGGERS, "gpus")
    )


def _has_stars(scene: Scene, _: Sentence, mention: Mention, metric: str) -> bool:
    return metric == "github_stars" and is_hub(scene, mention)


def _hosts(scene: Scene, sentence: Sentence, mention: Mention, _: str) -> bool:
    return hosts(scene, sentence, mention)


def _is_rival(scene: Scene, sentence: Sentence, mention: Mention, _: str) -> bool:
    return stands(sentence, mention, "rival", before=_ARTICLE, behind=-1 if scene.lexicon.spaced else 1)


def _is_compared(_: Scene, sentence: Sentence, mention: Mention, __: str) -> bool:
    return stands(sentence, mention, "than", before=3)


def _owns(scene: Scene, sentence: Sentence, mention: Mention, _: str) -> bool:
    return is_owner(scene, sentence, mention)


_ROLES: tuple[tuple[Callable[[Scene, Sentence, Mention, str], bool], float], ...] = (
    (_only_says, 0.45), (_says, 0.85), (_invests, 0.25), (_puts_in, 0.15), (_only_owns, 0.2), (_rents_out, 0.2),
    (_has_stars, 0.05), (_is_brand, 0.1), (_hosts, 0.2), (_is_rival, 0.6), (_is_compared, 0.3), (_owns, 0.7),
)  # fmt: skip
"""What makes a mention an unlikely subject, and how likely it still is; the first that holds counts."""
