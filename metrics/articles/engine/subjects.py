"""Of whom a number is said: the name that stands in the right place, else the one that a pronoun or silence means."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...vocabulary import EntityKind
from ..page import BlockKind
from .fitness import fits_entity, is_of_companies, is_of_models
from .measures import Measure
from .mentions import Mention
from .metrics import ASIDE
from .scene import Scene, Sentence
from .surfaces import Hit
from .words import Table, Word

_WALL = re.compile(r"[;；。|]| [-\u2013] |\u2014")
_COMMA = re.compile(r"[,，、:：]")
_DIRECT = re.compile(r"\s*(?:['’]s?\s*|[(（:：,，、=-]\s*|\s)?\s*")
_NEAR = {True: 160.0, False: 48.0}
_SOURCE_REACH = 30
_BACK = 2
_FEW = 2
_SECTION = 30
_RAISED = frozenset({"funding_raised", "valuation"})


@dataclass(frozen=True, slots=True)
class Subject:
    """An entity found for a measure: its mention (perhaps of an earlier sentence), how firmly and how."""

    mention: Mention
    score: float
    how: str
    written: tuple[int, int]


def subject_of(
    scene: Scene, sentence: Sentence, measure: Measure, metric: str, measures: Sequence[Measure]
) -> Subject | None:
    """Return whom a measure of a metric is said of, within its sentence or the ones before."""
    if sentence.block.cells:
        return _of_row(scene, sentence, metric)
    aligned = _respectively(scene, sentence, measure, measures)
    if aligned is not None:
        return Subject(aligned, 0.95, "named", (aligned.start, aligned.end))
    best: Subject | None = None
    mentions = [_made(scene, sentence, each, metric) for each in sentence.mentions]
    for mention in mentions:
        score = _score(scene, sentence, mention, measure, metric, measures)
        if score > 0.12 and (best is None or score > best.score):  # noqa: PLR2004
            best = Subject(mention, min(score, 1.0), "named", (mention.start, mention.end))
    if best and best.score >= 0.3:  # noqa: PLR2004
        return best
    meant = _meant(scene, sentence, measure, metric)
    return max((each for each in (best, meant) if each), key=lambda each: each.score, default=None)


def _respectively(scene: Scene, sentence: Sentence, measure: Measure, measures: Sequence[Measure]) -> Mention | None:
    """Return whose number it is where names and numbers stand in the same order: "A and B have 12 and 9 respectively"."""
    if not any(True for _ in sentence.of(Table.LINKS, "respectively")):
        return None
    word = next(sentence.of(Table.LINKS, "respectively"))
    last = max((each.end for each in sentence.mentions if each.end <= max(word.start, measures[-1].start)), default=0)
    behind = [each for each in measures if each.kind is measure.kind]
    row = [each for each in behind if each.start >= min(word.start, last)]
    if measure not in row:
        return None
    names = [each for each in sentence.mentions if each.end <= row[0].start and not is_source(scene, sentence, each)]
    together_ = names[-len(row) :]
    if len(row) < 2 or len(together_) < len(row):  # noqa: PLR2004
        return None
    close = all(b.start - a.end <= 6 for a, b in zip(together_, together_[1:], strict=False))  # noqa: PLR2004
    return together_[row.index(measure)] if close else None


def _of_row(scene: Scene, sentence: Sentence, metric: str) -> Subject | None:
    """Return whom a row of a table is about: the first that it names, else whom the heads of the table mean."""
    for mention in sentence.mentions:
        if fits_entity(metric, scene.catalog.entities.get(mention.entity)) > 0.3:  # noqa: PLR2004
            return Subject(mention, 0.95, "named", (mention.start, mention.end))
    return None


def _score(
    scene: Scene, sentence: Sentence, mention: Mention, measure: Measure, metric: str, measures: Sequence[Measure]
) -> float:
    fit = fits_entity(metric, scene.catalog.entities.get(mention.entity))
    before = mention.end <= measure.start
    gap = scene.text[mention.end : measure.start] if before else scene.text[measure.end : mention.start]
    gap = ASIDE.sub(" ", gap)
    near = math.exp(-max(0, len(gap) - 2) / _NEAR[scene.lexicon.spaced])
    near *= 0.55 ** len(_WALL.findall(gap)) * 0.93 ** min(4, len(_COMMA.findall(gap)))
    lo, hi = (mention.end, measure.start) if before else (measure.end, mention.start)
    crossed = sum(1 for each in measures if lo <= each.start and each.end <= hi)
    near *= (0.8 if before else 0.5) ** min(crossed, 4)
    if before and _DIRECT.fullmatch(gap):
        near = 1.25
    elif before and _is_inserted(scene, sentence, mention, measure):
        near *= 0.4
    if before and near < 0.5 and _is_alone(scene, sentence, mention, measure, metric):  # noqa: PLR2004
        near = 0.5
    if not before:
        near *= 0.5 if "," in gap else 1.0
        near *= 0.8 if scene.lexicon.spaced else 0.4
        near *= 1.2 if _is_given_to(scene, sentence, measure, mention) else 1.0
    if any(each is not measure and _is_bound(scene, mention, each) for each in measures):
        near *= 0.3
    if metric in _RAISED:
        near *= _invested(scene, sentence, mention, measure)
    return fit * near * _role(scene, sentence, mention, metric)


def _is_alone(scene: Scene, sentence: Sentence, mention: Mention, measure: Measure, metric: str) -> bool:
    """Tell whether a mention opens its sentence and no other that fits stands between it and the number."""
    if mention.start > sentence.start + 30 or is_source(scene, sentence, mention):
        return False
    others = [each for each in sentence.mentions if each is not mention and each.start < measure.start]
    return all(fits_entity(metric, scene.catalog.entities.get(each.entity)) < 0.5 for each in others)  # noqa: PLR2004


def _is_bound(scene: Scene, mention: Mention, measure: Measure) -> bool:
    """Tell whether a mention stands right before a number: "Kimi's 24.9 million", "Gemini (12)"."""
    gap = measure.start - mention.end
    return 0 <= gap <= 4 and _DIRECT.fullmatch(scene.text[mention.end : measure.start]) is not None  # noqa: PLR2004


def _is_inserted(scene: Scene, sentence: Sentence, mention: Mention, measure: Measure) -> bool:
    """Tell whether a mention stands only in what is inserted behind the subject: "A, founded by people of B, raised"."""
    first = next((each for each in sentence.mentions if each.start <= sentence.start + 40), None)
    if first is None or first is mention or first.start >= mention.start:
        return False
    if scene.text[first.end : first.end + 1] not in {",", "，", "、"} or first.entity == mention.entity:
        return False
    comma = scene.text.find(",", mention.end, measure.start)
    return comma >= 0 and scene.text.find(",", first.end + 1, mention.start) < 0


def _invested(scene: Scene, sentence: Sentence, mention: Mention, measure: Measure) -> float:
    """Return how a mention stands to money put into somebody: what comes after "in" gets it."""
    into = [hit.end for hit in sentence.of(Table.LINKS, "into") if hit.start >= measure.end]
    taken = {
        each.start for each in sentence.mentions
        if each.start > measure.end and any(0 <= each.start - end <= 4 for end in into)  # noqa: PLR2004
        and not _is_host(scene, each)
    }  # fmt: skip
    if not taken:
        return 1.0
    return 1.7 if mention.start in taken else 0.5


def _made(scene: Scene, sentence: Sentence, mention: Mention, metric: str) -> Mention:
    """Put the owner in the place of a product where the maker is meant: "the maker of Claude"."""
    entity = scene.catalog.entities.get(mention.entity)
    if entity is None or entity.owner is None or not is_of_companies(metric):
        return mention
    for hit in sentence.of(Table.REFERENCES, "maker"):
        if 0 <= mention.start - hit.end <= 3 or 0 <= hit.start - mention.end <= 2:  # noqa: PLR2004
            return replace(mention, entity=entity.owner)
    return mention


def _is_given_to(scene: Scene, sentence: Sentence, measure: Measure, mention: Mention) -> bool:
    """Tell whether the number is followed by "for X", with X this mention."""
    return any(
        measure.end <= hit.start and 0 <= mention.start - hit.end <= 6  # noqa: PLR2004 - an article between
        for hit in sentence.of(Table.LINKS, "to")
    )


def _role(scene: Scene, sentence: Sentence, mention: Mention, metric: str) -> float:
    """Return how likely a mention is a subject at all: a source, a host or a brand of chips is hardly one."""
    if is_source(scene, sentence, mention):
        others = (each for each in sentence.mentions if each.entity != mention.entity)
        rival = any(fits_entity(metric, scene.catalog.entities.get(each.entity)) > 0.5 for each in others)  # noqa: PLR2004
        return 0.45 if rival else 0.85
    if metric in _RAISED and _is_investor(sentence, mention):
        return 0.25
    if metric == "funding_raised" and _puts_in(sentence, mention):
        return 0.15
    if any(0 <= hit.start - mention.end <= 0 for hit in sentence.of(Table.LINKS, "owned")):
        return 0.2
    if metric == "gpus" and _is_provider(sentence, mention):
        return 0.2
    if metric == "github_stars" and _is_host(scene, mention):
        return 0.05
    if _is_brand(scene, sentence, mention, metric):
        return 0.1
    if _is_host(scene, mention) and _stands_as_host(sentence, mention):
        return 0.2
    if any(0 <= mention.start - hit.end <= 5 for hit in sentence.of(Table.LINKS, "rival")):  # noqa: PLR2004
        return 0.6
    return 0.7 if _is_owner(scene, sentence, mention) else 1.0


def is_source(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Tell whether a mention stands as who says so: "according to OpenAI", "OpenAI said"."""
    for hit in sentence.of(Table.ATTRIBUTION):
        if hit.payload.key == "before" and 0 <= mention.start - hit.end <= 5:  # noqa: PLR2004
            return True
        if hit.payload.key == "after" and 0 <= hit.start - mention.end <= (_SOURCE_REACH if scene.lexicon.spaced else 3):
            gap = scene.text[mention.end : hit.start]
            return not re.search(r"\d", gap)
    return False


def _is_investor(sentence: Sentence, mention: Mention) -> bool:
    """Tell whether a mention gives the money: "led by X and Y", "X领投"."""
    if any(
        0 <= mention.start - hit.end <= 4 or 0 <= hit.start - mention.end <= 1  # noqa: PLR2004
        for hit in sentence.of(Table.LINKS, "investor")
    ):
        return True
    before = [each for each in sentence.mentions if 0 < mention.start - each.end <= 6]  # noqa: PLR2004
    return bool(before) and _is_investor(sentence, before[-1])


def _is_provider(sentence: Sentence, mention: Mention) -> bool:
    """Tell whether a mention rents something out: "from SpaceX", "bei SpaceX"."""
    return any(
        0 <= mention.start - hit.end <= 2 or 0 <= hit.start - mention.end <= 0  # noqa: PLR2004
        for hit in sentence.of(Table.LINKS, "provider")
    )


def _puts_in(sentence: Sentence, mention: Mention) -> bool:
    """Tell whether a mention is the subject of "invests"."""
    return any(0 <= hit.start - mention.end <= 25 for hit in sentence.of(Table.LINKS, "investing"))  # noqa: PLR2004


def _is_host(scene: Scene, mention: Mention) -> bool:
    entity = scene.catalog.entities.get(mention.entity)
    return entity is not None and entity.kind is EntityKind.HUB


def _is_brand(scene: Scene, sentence: Sentence, mention: Mention, metric: str) -> bool:
    """Tell whether a maker's name only says of which brand the chips are: "220,000 Nvidia processors"."""
    if metric != "gpus":
        return False
    following = scene.text[mention.end : mention.end + 24]
    counted = any(0 <= mention.start - each.unit_end <= 12 for each in sentence.quantities)  # noqa: PLR2004
    close = any(
        hit.payload.form == "nouns" and 0 <= hit.start - mention.end <= (8 if scene.lexicon.spaced else 1)
        for hit in sentence.of(Table.TRIGGERS, "gpus")
    )
    return (close or counted) and not following.startswith((",", "，"))


def _is_owner(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Tell whether a mention only owns the next one: "ByteDance's Doubao", "la Doubao de ByteDance"."""
    chain = {each.entity for each in sentence.mentions if 0 <= each.start - mention.end <= 4}  # noqa: PLR2004
    return any(mention.entity in scene.catalog.owner_chain(other)[1:] for other in chain)


def _meant(scene: Scene, sentence: Sentence, measure: Measure, metric: str) -> Subject | None:
    """Return whom a pronoun, a noun phrase or silence means: the entity last spoken of that fits."""
    words = [hit for hit in sentence.of(Table.REFERENCES) if hit.start < measure.end + 60]
    word = next((hit for hit in words if hit.payload.key in {"company", "product", "model"}), None)
    own = next((hit for hit in words if hit.payload.key == "self"), None)
    if own and scene.owner and not is_of_models(metric):
        any_ = next((m for each in scene.sentences for m in each.mentions if m.entity == scene.owner), None)
        if any_ is not None:
            return Subject(any_, 0.7, "meant", (own.start, own.end))
    firm = next((hit for hit in words if hit.payload.key == "company" and _is_noun(scene, hit)), None)
    best: tuple[float, Mention] | None = None
    for recency, earlier in _before(scene, sentence, word):
        for rank, mention in enumerate(earlier.mentions):
            score = _antecedent(scene, earlier, mention, metric, firm=firm is not None) * recency * 0.9**rank
            if earlier.index < sentence.index - 1 and scene.often.get(mention.entity, 0) < _FEW:
                score *= 0.6
            if best is None or score > best[0]:
                best = (score, mention)
        if best and earlier.index == sentence.index:
            break
    if best is None or best[0] < 0.2:  # noqa: PLR2004
        return None
    mention = best[1]
    entity = scene.catalog.entities.get(mention.entity)
    if entity is not None and is_of_companies(metric) and entity.owner and scene.catalog.maker(entity.id) in scene.often and (
        firm or not mention.versioned
    ):
        mention = replace(mention, entity=scene.catalog.maker(entity.id))
    written = (word.start, word.end) if word else (mention.start, mention.end)
    if sentence.start <= mention.start < sentence.end:
        return Subject(mention, 0.8 * min(1.0, best[0]), "named", (mention.start, mention.end))
    return Subject(mention, (0.75 if word else 0.5) * min(1.0, best[0]), "meant" if word else "carried", written)


def _is_noun(scene: Scene, hit: Hit[Word]) -> bool:
    """Tell whether a reference is a noun, "the company", and no pronoun."""
    word = scene.text[hit.start : hit.end]
    return " " in word or "'" in word or "\u2019" in word if scene.lexicon.spaced else len(word) > 1


def _antecedent(scene: Scene, sentence: Sentence, mention: Mention, metric: str, *, firm: bool) -> float:
    """Return how well an earlier mention can be meant: it fits, and the text speaks of it again and again."""
    entity = scene.catalog.entities.get(mention.entity)
    if entity is None:
        return 0.9 * (0.45 + 0.55 * scene.often.get(mention.entity, 0) / max(scene.often.values()))
    fit, counted = fits_entity(metric, entity), scene.often.get(mention.entity, 0)
    maker = scene.catalog.maker(entity.id)
    if is_of_companies(metric) and maker != entity.id and (firm or maker in scene.often):
        fit, counted = (1.0 if firm else fit), max(scene.often.get(maker, 0), 0 if firm else counted)
    most = max(scene.often.values())
    salience = 0.45 + 0.55 * counted / most
    score = fit * salience * (1.15 if mention.entity in scene.titled else 1.0)
    if is_source(scene, sentence, mention) and entity.kind not in {EntityKind.COMPANY, EntityKind.HUB}:
        score *= 0.8
    if _is_owner(scene, sentence, mention):
        score *= 0.85
    return score * (0.3 if _is_host(scene, mention) and _stands_as_host(sentence, mention) else 1.0)


def _stands_as_host(sentence: Sentence, mention: Mention) -> bool:
    return any(0 <= mention.start - hit.end <= 5 for hit in sentence.of(Table.LINKS, "host"))  # noqa: PLR2004


def _before(scene: Scene, sentence: Sentence, word: Hit[Word] | None) -> Iterator[tuple[float, Sentence]]:
    """Yield the stretches in which an antecedent may stand: what precedes the pronoun, the sentences before, the title."""
    if word is not None:
        own = [each for each in sentence.mentions if each.end <= word.start]
        if own:
            yield 1.0, replace(sentence, mentions=own)
    for back in range(1, 5):
        index = sentence.index - back
        if index < 0:
            return
        earlier = scene.sentences[index]
        if earlier.paragraph != sentence.paragraph and back > _BACK:
            break
        yield 0.85 ** (back - 1), earlier
    for index in range(sentence.index - 1, max(-1, sentence.index - _SECTION), -1):
        heading = scene.sentences[index]
        if heading.block.kind in {BlockKind.HEADING, BlockKind.TITLE}:
            yield 0.85, heading
            break
    for each in scene.sentences:
        topics = [mention for mention in each.mentions if mention.entity == scene.topic]
        if topics and each.index < sentence.index:
            yield 0.8, replace(each, mentions=topics[:1])
            return


def together(sentence: Sentence, mention: Mention, measure: Measure) -> list[Mention]:
    """Return those who share a number with a mention: named beside it, with a word for "both"."""
    if not any(hit.start > mention.end - 1 and hit.end <= measure.start + 1 for hit in sentence.of(Table.LINKS, "both")):
        return []
    shared: list[Mention] = []
    place = sentence.mentions.index(mention) if mention in sentence.mentions else 0
    for each in reversed(sentence.mentions[:place]):
        following = shared[-1] if shared else mention
        if following.start - each.end > 6:  # noqa: PLR2004 - an "and" or a comma between
            break
        shared.append(each)
    return [each for each in shared if not each.stranger]
