"""Who gets the money that somebody puts in: the name right behind "in", "dans" or "na"."""

import re

from ...vocabulary import EntityKind
from .measures import Measure
from .mentions import Mention
from .roles import is_hub
from .scene import Scene, Sentence
from .surfaces import Hit
from .words import Table, Word

_TAKES = frozenset({EntityKind.COMPANY, EntityKind.PRODUCT, EntityKind.TOOL})
_RIGHT_BEHIND, _NAMED, _THING = 3, 36, 14
_STOP = re.compile(r"[\d,;:.()（），。；：|]")
_MARKED, _ROWED = 60, 8
_STOPPED = re.compile(r"[;。；|]")
_THINGS = frozenset({"gpus", "capex"})


def investee_of(scene: Scene, sentence: Sentence, measure: Measure) -> Mention | None:
    """Return whom an amount goes into: "10 billion in Anthropic", not the chips of "10 billion in Nvidia chips"."""
    for hit in sentence.of(Table.LINKS, "into"):
        if not any(0 <= hit.start - end <= _RIGHT_BEHIND for end in (measure.end, _end_of_row(sentence, measure))):
            continue
        mention = next((each for each in sentence.mentions if each.start >= hit.end), None)
        if mention is None or mention.start - hit.end > _NAMED or _STOP.search(scene.text, hit.end, mention.start):
            continue
        if _is_led(sentence, hit.end, mention.start):
            continue  # "raised 1.7 billion in a round led by ASML"
        entity = scene.catalog.entities.get(mention.entity)
        things = any(_is_right_behind(scene, mention, each) for each in _things(sentence))
        if entity is not None and entity.kind in _TAKES and not things:
            return mention
    return _marked_before(scene, sentence, measure)


def _is_led(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a round or a word for investors stands in a stretch: who is named behind it gives the money."""
    rounds = (hit for hit in sentence.of(Table.TRIGGERS, "funding_raised") if hit.payload.form == "nouns")
    return any(start <= hit.start and hit.end <= end for hit in [*rounds, *sentence.of(Table.LINKS, "investor")])


def _end_of_row(sentence: Sentence, measure: Measure) -> int:
    """Return where a row of amounts ends that one begins: "5 and 10 billion in Anthropic"."""
    following = next((each for each in sentence.quantities if each.start >= measure.end), None)
    joined = following is not None and following.bound_start - measure.end <= _ROWED
    return following.unit_end if following is not None and joined else measure.end


def _marked_before(scene: Scene, sentence: Sentence, measure: Measure) -> Mention | None:
    """Return whom a mark says that money goes to, before its amount: "XはOpenAIへ225億ドルを払い込み", 向X投资."""
    if scene.lexicon.spaced:
        return None
    if scene.lexicon.topics is not None and (last := _marked_last(scene, sentence, measure)) is not None:
        return last
    for mention in reversed([each for each in _marked(scene, sentence) if each.end <= measure.start]):
        entity = scene.catalog.entities.get(mention.entity)
        near = measure.start - mention.end <= _MARKED and not _STOPPED.search(scene.text, mention.end, measure.start)
        if near and entity is not None and entity.kind in _TAKES:
            return _whose_rival(sentence, mention)
    return None


def _marked_last(scene: Scene, sentence: Sentence, measure: Measure) -> Mention | None:
    """Return whom a mark right before the verb at the end says that money goes to: "最大50億ドルをアンソロピックに投資する"."""
    marks = {hit.start: hit.end for hit in sentence.of(Table.LINKS, "into")}
    verbs = [hit.start for hit in sentence.of(Table.LINKS, "investing")]
    for mention in sentence.mentions:
        end = marks.get(mention.end)
        entity = scene.catalog.entities.get(mention.entity)
        if end is None or mention.start < measure.end or entity is None or entity.kind not in _TAKES:
            continue
        if any(0 <= start - end <= _RIGHT_BEHIND for start in verbs):
            return mention
    return None


def _things(sentence: Sentence) -> list[Hit[Word]]:
    return [hit for hit in sentence.of(Table.TRIGGERS) if hit.payload.key in _THINGS and hit.payload.form != "verbs"]


def _is_right_behind(scene: Scene, mention: Mention, hit: Hit[Word]) -> bool:
    """Tell whether a thing is named as the mention's: no "to build" or "and" stands between."""
    if not 0 <= hit.start - mention.end <= _THING or "," in scene.text[mention.end : hit.start]:
        return False
    words = scene.text[mention.end : hit.start].casefold().split()
    return not any(word in scene.lexicon.function and word not in scene.lexicon.linking for word in words)


def _whose_rival(sentence: Sentence, mention: Mention) -> Mention:
    """Return who is meant where a mention only says whose rival that is: 向OpenAI竞争对手Anthropic."""
    ends = [hit.end for hit in sentence.of(Table.LINKS, "opponent") if 0 <= hit.start - mention.end <= 1]
    following = (each for each in sentence.mentions if any(0 <= each.start - end <= 1 for end in ends))
    return next(following, mention)


def invested(scene: Scene, sentence: Sentence, measure: Measure, mention: Mention) -> float:
    """Return how a mention stands to money put into somebody: what comes after "in" gets it."""
    into = [hit.end for hit in sentence.of(Table.LINKS, "into") if hit.start >= measure.end]
    taken = {
        each.start for each in sentence.mentions
        if each.start > measure.end and any(0 <= each.start - end <= 4 for end in into)  # noqa: PLR2004
        and not is_hub(scene, each)
    }  # fmt: skip
    taken |= {each.start for each in _marked(scene, sentence) if not is_hub(scene, each)}
    if not taken:
        return 1.0
    return 1.7 if mention.start in taken else 0.5


def _marked(scene: Scene, sentence: Sentence) -> list[Mention]:
    """Return those into whom is invested, where the verb comes last: "Amazonは OpenAIに…を投じる", 向X投资."""
    if scene.lexicon.spaced or not any(True for _ in sentence.of(Table.LINKS, "investing")):
        return []
    marks = [*sentence.of(Table.LINKS, "into")]
    if scene.lexicon.topics is not None:
        ends = {hit.start for hit in marks}
        return [each for each in sentence.mentions if each.end in ends]
    starts = {hit.end for hit in marks}
    return [each for each in sentence.mentions if each.start in starts]
