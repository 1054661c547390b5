"""Whom a pronoun, "the company" or silence means: the entity last spoken of that fits, and that the text is about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...vocabulary import EntityKind
from ..page import BlockKind
from .discourse import goes_on_about, heads, is_chief, is_of_rival, is_of_topic, is_sibling, labels, opens_paragraph
from .fitness import fits_entity, is_of_companies, is_of_models, is_of_products
from .givers import RAISED, is_investor, stands
from .measures import Measure
from .mentions import Mention
from .partners import is_beside, without_partners
from .roles import CHIPMAKERS, hosts, is_beaten, is_former, is_opponent, is_owner, is_source
from .scene import Scene, Sentence, is_quoted
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
_LABELLED, _OPPOSED, _TOPICAL = 1.6, 0.3, 1.5
_BESIDE_ITEM = 0.6
_FOREIGN, _UNLIKE = 0.6, 0.6
_ELSEWHERE = {True: 0.85, False: 0.55}
_INVESTOR, _GIVER, _ASIDE, _ABOUT = 0.4, 0.15, 0.4, 1.12
_OPENING = 8
_MEANT, _OUTSIDE, _OPENED, _SUBJECT = 0.25, 0.7, 0.85, 12
"""How well somebody of the paragraph must be meant to be preferred, and how much less somebody of elsewhere then is."""
_FORETOLD, _OFFICE = 0.8, 10
_FIRST, _LOCAL, _HEADED, _ONCE = 4, 1.15, 1.25, 0.6
_MARKS = ' \u3000・•*-–—●■□▼▲◆◇○◎※#>|."“”「『《【（(\n0123456789)）、'
_LABEL = re.compile(r"[\"”’」』》】*]{0,3}(?: ?[(（][^()（）]{1,24}[)）])?[\"”’」』》】*]{0,3} ?[:：]")


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
    said = [each for each in sentence.mentions if is_source(scene, sentence, each)] if own else []
    if own and said and is_quoted(scene, sentence, own.start):
        return Antecedent(said[0], 0.9, own)
    speaks = _speaking_house(scene, sentence, own)
    if own and speaks:
        return Antecedent(speaks, 0.9, own)
    if own and scene.author and not is_of_models(metric) and not _is_of_other(scene, sentence, own):
        return Antecedent(scene.author, 0.95, own)
    word = next((hit for hit in words if hit.payload.key in _NOUNS), None)
    firm = any(hit.payload.key == "company" and _is_noun(scene, hit) for hit in words)
    if word is not None and is_of_rival(sentence, word):
        return None
    best = _best(scene, sentence, _Wanted(metric, firm), word)
    if best is None or best[0] < _LEAST:
        foretold = firm and scene.author is not None and scene.author.start > sentence.end and is_chief(scene)
        return Antecedent(scene.author, _FORETOLD, word) if foretold and scene.author else None
    mention = _maker(scene, best[1], _Wanted(metric, firm))
    return Antecedent(mention, min(1.0, best[0]), word)


def _speaking_house(scene: Scene, sentence: Sentence, own: Hit[Word] | None) -> Mention | None:
    """Return whose officer says "we" in a quotation: "We have 300,000 customers," said the finance chief of Anthropic."""
    if own is None or not is_quoted(scene, sentence, own.start):
        return None
    for hit in sentence.of(Table.REFERENCES, "speaker"):
        for mention in sentence.mentions:
            beside = max(mention.start - hit.end, hit.start - mention.end)
            outside = not is_quoted(scene, sentence, mention.start)
            if 0 <= beside <= _OFFICE and outside and not mention.stranger:
                return mention
    return None


def _is_of_other(scene: Scene, sentence: Sentence, own: Hit[Word]) -> bool:
    """Tell whether "we" is said by somebody whom the sentence or the one before names: not by the owner of the text."""
    if not is_quoted(scene, sentence, own.start) or scene.author is None:
        return False
    near = [*sentence.mentions, *scene.sentences[max(0, sentence.index - 1)].mentions]
    return bool(near) and all(scene.author.entity not in scene.catalog.owner_chain(each.entity) for each in near)


def _best(scene: Scene, sentence: Sentence, wanted: _Wanted, word: Hit[Word] | None) -> tuple[float, Mention] | None:
    best: tuple[float, Mention] | None = None
    near, opened = -1, False
    for recency, earlier in _before(scene, sentence, word):
        for rank, mention in enumerate(earlier.mentions):
            if _takes_part(scene, sentence, earlier, mention, (wanted, word)):
                continue
            local = word is not None and goes_on_about(scene, sentence, word, earlier, mention)
            headed = heads(earlier, mention) or labels(sentence, earlier, mention)
            score = _score(scene, earlier, mention, wanted, local=local) * (_LOCAL if local else recency * _RANK**rank)
            score *= _standing(scene, earlier, mention) * _kin(scene, mention, word) * (_HEADED if headed else 1.0)
            score *= 1.0 if headed else _distance(scene, sentence, earlier, mention)
            score *= _OUTSIDE if wanted.firm and _is_beside_topic(scene, sentence, earlier, mention) else 1.0
            if best and earlier.paragraph != sentence.paragraph == near and _is_elsewhere(scene, mention, best):
                score *= _OUTSIDE * (_OPENED if opened else 1.0)
            if is_sibling(sentence, earlier) and score < _LABELLED:
                score *= _BESIDE_ITEM
            far = not (local or headed) and earlier.index < sentence.index - 1
            score *= _ONCE if far and scene.often.get(mention.entity, 0) < _SELDOM else 1.0
            if best is None or score > best[0]:
                best, near = (score, mention), earlier.paragraph
                opened = mention.start - earlier.start <= _SUBJECT
        if best and earlier.index == sentence.index:
            break
    return best


def _takes_part(
    scene: Scene, sentence: Sentence, earlier: Sentence, mention: Mention, meant: tuple[_Wanted, Hit[Word] | None]
) -> bool:
    """Tell whether a mention of the sentence gives the money that "the company" got: "X and Y took part, and the company has raised"."""
    wanted, word = meant
    if earlier.index != sentence.index or wanted.metric not in RAISED or word is None or not _is_noun(scene, word):
        return False
    return is_investor(scene, sentence, mention, wanted.metric)


def _distance(scene: Scene, sentence: Sentence, earlier: Sentence, mention: Mention) -> float:
    if earlier.paragraph == sentence.paragraph:
        return 1.0
    return _ELSEWHERE[scene.lexicon.spaced] * (_FOREIGN if mention.stranger else 1.0)


def _is_beside_topic(scene: Scene, sentence: Sentence, earlier: Sentence, mention: Mention) -> bool:
    """Tell whether "the company" that opens a paragraph is rather the topic of the title than whom the one before named aside."""
    begins = sentence.index == 0 or scene.sentences[sentence.index - 1].paragraph != sentence.paragraph
    aside = earlier.paragraph != sentence.paragraph and not opens_paragraph(scene, earlier, mention)
    return begins and aside and scene.topic in scene.titled and not is_of_topic(scene, mention)


def _is_elsewhere(scene: Scene, mention: Mention, best: tuple[float, Mention]) -> bool:
    """Tell whether a mention of another paragraph is of another house than the one that this paragraph may well mean."""
    score, near = best
    known = near.entity in scene.catalog.entities and mention.entity in scene.catalog.entities
    return score >= _MEANT and known and scene.catalog.maker(near.entity) != scene.catalog.maker(mention.entity)


def _standing(scene: Scene, sentence: Sentence, mention: Mention) -> float:
    """Return how a mention stands in its sentence: a label, "Kimi: …", is what follows about, a rival hardly."""
    opens = not scene.text[sentence.start : mention.start].strip(_MARKS)
    if opens and _LABEL.match(scene.text, mention.end):
        return _LABELLED
    if is_opponent(sentence, mention) or is_former(scene, sentence, mention):
        return _OPPOSED
    if _leads(scene, sentence, mention):
        return _TOPICAL
    rival = stands(sentence, mention, "rival", before=5) or stands(sentence, mention, "than", before=3)
    rival = rival or is_beaten(scene, sentence, mention)
    return 0.5 if rival else 1.0


def _kin(scene: Scene, mention: Mention, word: Hit[Word] | None) -> float:
    """Return how well "the model" or "the app" suits a mention: a company is neither."""
    entity = scene.catalog.entities.get(mention.entity)
    if word is None or entity is None or word.payload.key not in {"model", "product"} or not _is_noun(scene, word):
        return 1.0
    return _UNLIKE if entity.kind is EntityKind.COMPANY else 1.0


def _leads(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Tell whether a sentence without spaces is about a mention: marked as its topic, else the first that opens it."""
    lexicon = scene.lexicon
    if lexicon.spaced:
        return False
    if lexicon.topics is not None:
        return lexicon.topics.match(scene.text, mention.end) is not None
    return mention is sentence.mentions[0] and mention.start - sentence.start <= _OPENING


def _is_noun(scene: Scene, hit: Hit[Word]) -> bool:
    """Tell whether a reference is a noun, "the company", and no pronoun."""
    word = scene.text[hit.start : hit.end]
    if not scene.lexicon.spaced:
        return len(word) > 1
    return any(char in word for char in " '\u2019")


def _score(scene: Scene, sentence: Sentence, mention: Mention, wanted: _Wanted, *, local: bool) -> float:
    """Return how well an earlier mention can be meant: it fits, and the text speaks of it again and again."""
    most = max(scene.often.values())
    counted = most if local else scene.often.get(mention.entity, 0)
    entity = scene.catalog.entities.get(mention.entity)
    if entity is None:
        gives = wanted.metric in RAISED and is_investor(scene, sentence, mention, "funding_raised")
        return 0.9 * (0.45 + 0.55 * counted / most) * (_GIVER if gives else 1.0)
    fit, maker = fits_entity(wanted.metric, entity), scene.catalog.maker(entity.id)
    if wanted.house and maker != entity.id and (wanted.firm or maker in scene.often):
        fit = 1.0 if wanted.firm else fit
        counted = max(scene.often.get(maker, 0), 0 if wanted.firm else counted)
    if wanted.house:
        counted, most = max(counted, scene.houses.get(maker, 0)), max(most, *scene.houses.values())
    score = fit * (0.45 + 0.55 * counted / most) * (1.15 if mention.entity in scene.titled else 1.0)
    if is_source(scene, sentence, mention) and entity.kind not in {EntityKind.COMPANY, EntityKind.HUB}:
        score *= 0.8
    score *= 0.85 if is_owner(scene, sentence, mention) else 1.0
    score *= _ABOUT if scene.topic is not None and maker == scene.catalog.maker(scene.topic) else 1.0
    if wanted.metric == "gpus" and mention.entity in CHIPMAKERS:
        return 0.0
    funded = any(True for _ in sentence.of(Table.TRIGGERS, *RAISED))
    given, raised = funded and is_investor(scene, sentence, mention, "funding_raised"), wanted.metric in RAISED
    if given or (raised and mention.entity in _investors(scene)):
        score *= _GIVER if given and raised and scene.lexicon.topics is not None else _INVESTOR
    score *= _ASIDE if is_beside(scene, sentence, mention, sentence.end) else 1.0
    return score * (0.3 if hosts(scene, sentence, mention) else 1.0)


def _investors(scene: Scene) -> frozenset[str]:
    """Return who gives money to somebody anywhere in a text."""
    if scene.investors is None:
        scene.investors = frozenset(
            mention.entity
            for each in scene.sentences
            if any(True for _ in each.of(Table.LINKS, "investing"))
            for mention in each.mentions
            if is_investor(scene, each, mention, "funding_raised")
        )
    return scene.investors


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
    own = without_partners(scene, sentence, word, own) if word is not None else own
    own = [each for each in own if not hosts(scene, sentence, each)]
    if own and not any(hit.start - sentence.start <= _FIRST for hit in sentence.of(Table.LINKS, "opening")):
        yield _CLOSE, replace(sentence, mentions=own)
    for back in range(1, min(_BACK, sentence.index) + 1):
        earlier = scene.sentences[sentence.index - back]
        if earlier.paragraph != sentence.paragraph and back > _PARAGRAPH:
            break
        yield _FARTHER ** (back - 1), earlier
        if earlier.block.kind is BlockKind.HEADING:
            break
    for index in range(sentence.index - 1, max(-1, sentence.index - _SECTION), -1):
        if scene.sentences[index].block.kind in {BlockKind.HEADING, BlockKind.TITLE}:
            yield _HEADING, scene.sentences[index]
            if any(heads(scene.sentences[index], each) for each in scene.sentences[index].mentions):
                return
            break
    if scene.opening is not None and scene.opening.index < sentence.index:
        yield _TOPIC, scene.opening
