"""Who gets the money that somebody puts in: the name right behind "in", "dans" or "na"."""

import re

from ...vocabulary import EntityKind
from .measures import Measure
from .mentions import Mention
from .scene import Scene, Sentence
from .surfaces import Hit
from .words import Table, Word

_TAKES = frozenset({EntityKind.COMPANY, EntityKind.PRODUCT, EntityKind.TOOL})
_RIGHT_BEHIND, _NAMED, _THING = 3, 36, 14
_STOP = re.compile(r"[\d,;:.()（），。；：|]")
_MARKED = 60
_STOPPED = re.compile(r"[;。；|]")
_THINGS = frozenset({"gpus", "capex"})


def investee_of(scene: Scene, sentence: Sentence, measure: Measure) -> Mention | None:
    """Return whom an amount goes into: "10 billion in Anthropic", not the chips of "10 billion in Nvidia chips"."""
    for hit in sentence.of(Table.LINKS, "into"):
        if not 0 <= hit.start - measure.end <= _RIGHT_BEHIND:
            continue
        mention = next((each for each in sentence.mentions if each.start >= hit.end), None)
        if mention is None or mention.start - hit.end > _NAMED or _STOP.search(scene.text, hit.end, mention.start):
            continue
        entity = scene.catalog.entities.get(mention.entity)
        things = any(_is_right_behind(scene, mention, each) for each in _things(sentence))
        if entity is not None and entity.kind in _TAKES and not things:
            return mention
    return _marked_before(scene, sentence, measure)


def _marked_before(scene: Scene, sentence: Sentence, measure: Measure) -> Mention | None:
    """Return whom a mark says that money goes to, before its amount: "XはOpenAIへ225億ドルを払い込み", 向X投资."""
    if scene.lexicon.spaced or not any(True for _ in sentence.of(Table.LINKS, "investing")):
        return None
    behind, reach = scene.lexicon.topics is not None, _MARKED
    for mention in reversed([each for each in sentence.mentions if each.end <= measure.start]):
        marks = [
            hit for hit in sentence.of(Table.LINKS, "into")
            if (hit.start == mention.end if behind else hit.end == mention.start)
        ]  # fmt: skip
        entity = scene.catalog.entities.get(mention.entity)
        near = measure.start - mention.end <= reach and not _STOPPED.search(scene.text, mention.end, measure.start)
        if marks and near and entity is not None and entity.kind in _TAKES:
            return _whose_rival(sentence, mention)
    return None


def _things(sentence: Sentence) -> list[Hit[Word]]:
    return [hit for hit in sentence.of(Table.TRIGGERS) if hit.payload.key in _THINGS and hit.payload.form != "verbs"]


def _is_right_behind(scene: Scene, mention: Mention, hit: Hit[Word]) -> bool:
    """Tell whether a thing is named as the mention's: no "to build" or "and" stands between."""
    if not 0 <= hit.start - mention.end <= _THING:
        return False
    words = scene.text[mention.end : hit.start].casefold().split()
    return not any(word in scene.lexicon.function and word not in scene.lexicon.linking for word in words)


def _whose_rival(sentence: Sentence, mention: Mention) -> Mention:
    """Return who is meant where a mention only says whose rival that is: 向OpenAI竞争对手Anthropic."""
    ends = [hit.end for hit in sentence.of(Table.LINKS, "opponent") if 0 <= hit.start - mention.end <= 1]
    following = (each for each in sentence.mentions if any(0 <= each.start - end <= 1 for end in ends))
    return next(following, mention)
