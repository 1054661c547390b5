"""Whom a pronoun, "the company" or silence means: the entity last spoken of that fits, and that the text is about."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...vocabulary import EntityKind
from ..page import BlockKind
from .fitness import fits_entity, is_of_companies, is_of_models, is_of_products
from .measures import Measure
from .mentions import Mention
from .roles import hosts, is_owner, is_source
from .scene import Scene, Sentence
from .surfaces import Hit
from .words import Table, Word

_BEHIND = 60
_BACK, _PARAGRAPH = 4, 2
_SECTION = 30
_SELDOM = 2
_LEAST = 0.2
_NOUNS = frozenset({"company", "product", "model"})
_CLOSE, _FARTHER, _RANK = 1.0, 0.85, 0.9
_TOPIC, _HEADING = 0.8, 0.85


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Whom a measure's sentence means; ``word`` is the reference to it, or ``None`` where nothing refers."""

    mention: Mention
    score: float
    word: Hit[Word] | None


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is looked for: somebody of whom a metric may be said; ``firm`` if the text says "the company"."""

    metric: str
    firm: bool

    @property
    def house(self) -> bool:
        """Whether rather the maker is meant than its product."""
        other = is_of_models(self.metric) or is_of_products(self.metric)
        return is_of_companies(self.metric) or (self.firm and not other)


def antecedent_of(scene: Scene, sentence: Sentence, measure: Measure, metric: str) -> Antecedent | None:
    """Return whom the sentence of a measure means."""
    words = [hit for hit in sentence.of(Table.REFERENCES) if hit.start < measure.end + _BEHIND]
    own = next((hit for hit in words if hit.payload.key == "self"), None)
    if own and scene.author and not is_of_models(metric):
        return Antecedent(scene.author, 0.95, own)
    word = next((hit for hit in words if hit.payload.key in _NOUNS), None)
    firm = any(hit.payload.key == "company" and _is_noun(scene, hit) for hit in words)
    best = _best(scene, sentence, _Wanted(metric, firm), word)
    if best is None or best[0] < _LEAST:
        return None
    mention = _maker(scene, best[1], _Wanted(metric, firm))
    return Antecedent(mention, min(1.0, best[0]), word)


def _best(scene: Scene, sentence: Sentence, wanted: _Wanted, word: Hit[Word] | None) -> tuple[float, Mention] | None:
    best: tuple[float, Mention] | None = None
    for recency, earlier in _before(scene, sentence, word):
        for rank, mention in enumerate(earlier.mentions):
            score = _score(scene, earlier, mention, wanted) * recency * _RANK**rank
            if earlier.index < sentence.index - 1 and scene.often.get(mention.entity, 0) < _SELDOM:
                score *= 0.6
            if best is None or score > best[0]:
                best = (score, mention)
        if best and earlier.index == sentence.index:
            break
    return best


def _is_noun(scene: Scene, hit: Hit[Word]) -> bool:
    """Tell whether a reference is a noun, "the company", and no pronoun."""
    word = scene.text[hit.start : hit.end]
    if not scene.lexicon.spaced:
        return len(word) > 1
    return any(char in word for char in " '\u2019")


def _score(scene: Scene, sentence: Sentence, mention: Mention, wanted: _Wanted) -> float:
    """Return how well an earlier mention can be meant: it fits, and the text speaks of it again and again."""
    most = max(scene.often.values())
    counted = scene.often.get(mention.entity, 0)
    entity = scene.catalog.entities.get(mention.entity)
    if entity is None:
        return 0.9 * (0.45 + 0.55 * counted / most)
    fit, maker = fits_entity(wanted.metric, entity), scene.catalog.maker(entity.id)
    if wanted.house and maker != entity.id and (wanted.firm or maker in scene.often):
        fit = 1.0 if wanted.firm else fit
        counted = max(scene.often.get(maker, 0), 0 if wanted.firm else counted)
    score = fit * (0.45 + 0.55 * counted / most) * (1.15 if mention.entity in scene.titled else 1.0)
    if is_source(scene, sentence, mention) and entity.kind not in {EntityKind.COMPANY, EntityKind.HUB}:
        score *= 0.8
    score *= 0.85 if is_owner(scene, sentence, mention) else 1.0
    return score * (0.3 if hosts(scene, sentence, mention) else 1.0)


def _maker(scene: Scene, mention: Mention, wanted: _Wanted) -> Mention:
    """Put the maker in the place of its product where the metric is a company's and the text names the company too."""
    entity = scene.catalog.entities.get(mention.entity)
    if entity is None or not wanted.house or entity.owner is None or (mention.versioned and not wanted.firm):
        return mention
    maker = scene.catalog.maker(entity.id)
    return replace(mention, entity=maker) if maker in scene.often else mention


def _before(scene: Scene, sentence: Sentence, word: Hit[Word] | None) -> Iterator[tuple[float, Sentence]]:
    """Yield where an antecedent may stand: before the pronoun, in the sentences before, the heading, the first about the topic."""
    own = [each for each in sentence.mentions if word is not None and each.end <= word.start]
    if own:
        yield _CLOSE, replace(sentence, mentions=own)
    for back in range(1, min(_BACK, sentence.index) + 1):
        earlier = scene.sentences[sentence.index - back]
        if earlier.paragraph != sentence.paragraph and back > _PARAGRAPH:
            break
        yield _FARTHER ** (back - 1), earlier
    for index in range(sentence.index - 1, max(-1, sentence.index - _SECTION), -1):
        if scene.sentences[index].block.kind in {BlockKind.HEADING, BlockKind.TITLE}:
            yield _HEADING, scene.sentences[index]
            break
    if scene.opening is not None and scene.opening.index < sentence.index:
        yield _TOPIC, scene.opening
