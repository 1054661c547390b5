"""What a name is in its sentence besides a subject: a source, an owner, a host, an investor, a rival, a brand."""

import re
from collections.abc import Callable

from ...vocabulary import EntityKind
from .fitness import fits_entity
from .givers import invests, is_of_giver, puts_in, stands
from .mentions import Mention
from .scene import Scene, Sentence
from .words import Table

_SOURCE_REACH = {True: 30, False: 3}
_DIGIT = re.compile(r"\d")
_ARTICLE, _POSSESSIVE = 5, 3
_FITS = 0.5
_BESIDE = 12
CHIPMAKERS = frozenset({"nvidia", "amd"})
"""Who sells the chips that are counted: they are those of somebody else."""
_LOADED = frozenset({"model_downloads", "derivative_models"})


def role_of(scene: Scene, sentence: Sentence, mention: Mention, metric: str) -> float:
    """Return how likely a mention is a subject at all: a source, a host or a brand of chips is hardly one."""
    return next((factor for is_one, factor in _ROLES if is_one(scene, sentence, mention, metric)), 1.0)


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
    behind = -1 if scene.lexicon.topics is None else 1
    return is_hub(scene, mention) and stands(sentence, mention, "host", before=_ARTICLE, behind=behind)


def _only_says(scene: Scene, sentence: Sentence, mention: Mention, metric: str) -> bool:
    """Tell whether a source stands beside somebody else of whom the figure may be."""
    if not is_source(scene, sentence, mention):
        return False
    others = (each for each in sentence.mentions if each.entity != mention.entity and not each.stranger)
    return any(fits_entity(metric, scene.catalog.entities.get(each.entity)) > _FITS for each in others)


def _says(scene: Scene, sentence: Sentence, mention: Mention, _: str) -> bool:
    return is_source(scene, sentence, mention)


def _only_owns(_: Scene, sentence: Sentence, mention: Mention, __: str) -> bool:
    """Tell whether a mention is no more than the owner: "the Meta-owned app"."""
    return stands(sentence, mention, "owned", behind=0)


def _rents_out(_: Scene, sentence: Sentence, mention: Mention, metric: str) -> bool:
    """Tell whether a mention rents chips to somebody: "from SpaceX", "bei SpaceX"."""
    opens = all(each.start >= mention.start for each in sentence.mentions)
    opens = opens and all(each.start >= mention.start for each in sentence.quantities)
    return metric == "gpus" and not opens and stands(sentence, mention, "provider", before=2, behind=0)


def _is_brand(scene: Scene, sentence: Sentence, mention: Mention, metric: str) -> bool:
    """Tell whether a maker's name only says of which brand the chips are: "220,000 Nvidia processors"."""
    if metric != "gpus":
        return False
    touching = any(0 <= mention.start - hit.end <= 1 for hit in sentence.of(Table.TRIGGERS, "gpus"))
    if scene.text[mention.end : mention.end + 1] in {",", "，"} and not touching:
        return False
    counted = any(0 <= mention.start - each.unit_end <= 12 for each in sentence.quantities)  # noqa: PLR2004
    reach = 8 if scene.lexicon.spaced else 1
    return counted or any(
        hit.payload.form == "nouns" and 0 <= hit.start - mention.end <= reach
        for hit in sentence.of(Table.TRIGGERS, "gpus")
    )


def _sells(_: Scene, __: Sentence, mention: Mention, metric: str) -> bool:
    """Tell whether a mention makes the chips that others have, or have trained on."""
    return metric in {"gpus", "training_cost"} and mention.entity in CHIPMAKERS


def _has_stars(scene: Scene, _: Sentence, mention: Mention, metric: str) -> bool:
    return metric == "github_stars" and is_hub(scene, mention)


def _hosts(scene: Scene, sentence: Sentence, mention: Mention, metric: str) -> bool:
    alone = metric == "model_repositories" and all(each.entity == mention.entity for each in sentence.mentions)
    loaded = (
        metric in _LOADED
        and is_hub(scene, mention)
        and any(each.entity != mention.entity for each in sentence.mentions)
    )
    return loaded or (not alone and hosts(scene, sentence, mention))


def is_beaten(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Tell whether a mention is what a verb says is overtaken: "overtook X", 反超X, X를 제치고, Xを抜いて."""
    topics = scene.lexicon.topics
    if topics is None:
        return stands(sentence, mention, "beats", before=1)
    return topics.match(scene.text, mention.end) is None and stands(sentence, mention, "rival", behind=2)


def _is_rival(scene: Scene, sentence: Sentence, mention: Mention, _: str) -> bool:
    if any(0 <= mention.start - hit.end <= _ARTICLE for hit in sentence.of(Table.REFERENCES, "maker")):
        return False  # "the company behind ChatGPT" trails nobody
    return stands(sentence, mention, "rival", before=_ARTICLE, behind=-1 if scene.lexicon.spaced else 1)


def _is_opponent(_: Scene, sentence: Sentence, mention: Mention, __: str) -> bool:
    return is_opponent(sentence, mention)


def is_opponent(sentence: Sentence, mention: Mention) -> bool:
    """Tell whether a mention only says whose rival the next one is: "OpenAI rival Anthropic", "OpenAI竞争对手Anthropic"."""
    return any(
        0 <= hit.start - mention.end <= _POSSESSIVE
        and any(0 <= other.start - hit.end <= _BESIDE for other in sentence.mentions)
        for hit in sentence.of(Table.LINKS, "opponent")
    )


def is_former(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Tell whether a mention only says where somebody was before: "former OpenAI researchers", 前OpenAI首席科学家."""
    for hit in sentence.of(Table.LINKS, "former"):
        # 前 is of its own only where no other character makes a word of it: 目前OpenAI.
        glued = hit.end - hit.start == 1 and scene.text[max(0, hit.start - 1) : hit.start].isalnum()
        if not glued and 0 <= mention.start - hit.end <= 1:
            return True
    place = sentence.mentions.index(mention) if mention in sentence.mentions else 0
    before = sentence.mentions[place - 1] if place else None
    # "former researchers of Meta and DeepMind": who is named beside one that was left was left too
    joined = before is not None and 0 < mention.start - before.end <= _ARTICLE and not mention.stranger
    return joined and before is not None and is_former(scene, sentence, before)


def _left(scene: Scene, sentence: Sentence, mention: Mention, _: str) -> bool:
    return is_former(scene, sentence, mention)


def _is_example(scene: Scene, sentence: Sentence, mention: Mention, _: str) -> bool:
    """Tell whether a mention is only one of those meant: "its apps, of which X, have"."""
    return scene.text[mention.end : mention.end + 1] == "," and stands(sentence, mention, "part", before=1)


def _is_compared(scene: Scene, sentence: Sentence, mention: Mention, __: str) -> bool:
    return stands(sentence, mention, "than", before=3 if scene.lexicon.spaced else 1)


def _owns(scene: Scene, sentence: Sentence, mention: Mention, _: str) -> bool:
    return is_owner(scene, sentence, mention)


_ROLES: tuple[tuple[Callable[[Scene, Sentence, Mention, str], bool], float], ...] = (
    (_left, 0.05), (_only_says, 0.45), (_says, 0.85), (invests, 0.25), (puts_in, 0.15), (is_of_giver, 0.1), (_only_owns, 0.2), (_rents_out, 0.2),
    (_has_stars, 0.05), (_is_brand, 0.1), (_sells, 0.08), (_hosts, 0.2), (_is_opponent, 0.25), (_is_rival, 0.4), (_is_compared, 0.3), (_is_example, 0.3), (_owns, 0.7),
)  # fmt: skip
"""What makes a mention an unlikely subject, and how likely it still is; the first that holds counts."""
