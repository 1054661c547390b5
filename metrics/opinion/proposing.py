"""A figure that only the model points to: everything in it is read by the reader's own grammar, and it waits for review."""

from dataclasses import replace

from ..articles.engine.candidate import Candidate
from ..articles.engine.figures import Figure
from ..articles.engine.firmness import status_of
from ..articles.engine.mentions import Mention
from ..articles.engine.metrics import Link
from ..articles.engine.observing import observed
from ..articles.engine.origins import origin_of
from ..articles.engine.periods import comparator_of, period_of
from ..articles.engine.scene import Scene, Sentence
from ..articles.engine.subjects import Subject
from ..articles.reading import Read
from ..articles.tiers import Tier
from ..model import Document
from .pointing import Pointing

_CONFIDENCE = 0.5
_HOW = "pointed to"


def propose(
    scene: Scene, candidate: Candidate, pointing: Pointing, document: Document | None, method: str
) -> Read | str:
    """Return the figure that a number would be, or the reason why it can be none."""
    metric = scene.catalog.metrics[pointing.metric]
    if metric.money and candidate.currency is None and len(candidate.measure.quantity.currencies) != 1:
        return "no currency is told"
    mention = _mention(scene, candidate.sentence, pointing.entity)
    if mention is None:
        return "the text does not name it"
    made = _made(scene, candidate, pointing, mention)
    observation = observed(scene, Figure(made, _CONFIDENCE), document, method)
    start, end = scene.plain.origin(mention.start, mention.end)
    return Read(observation, scene.page.text[start:end], Tier.REVIEW)


def _made(scene: Scene, each: Candidate, pointing: Pointing, mention: Mention) -> Candidate:
    sentence, measure = each.sentence, each.measure
    codes = measure.quantity.currencies
    dated = period_of(scene, sentence, measure)
    status, word = status_of(scene, sentence, measure, dated, [measure])
    return replace(
        each, link=Link(pointing.metric, 1.0, None, _HOW, each.scale),
        subject=Subject(replace(mention, entity=pointing.entity), 1.0, _HOW, (mention.start, mention.end)),
        dated=dated, comparator=comparator_of(scene, sentence, measure), status=status, status_word=word,
        origin=origin_of(scene, sentence, measure, pointing.entity),
        currency=codes[0] if len(codes) == 1 else each.currency, dropped=None,
    )  # fmt: skip


def _mention(scene: Scene, sentence: Sentence, entity: str) -> Mention | None:
    """Find where the text names an entity, or one of its house: in the sentence, before it, else wherever."""
    catalog, house = scene.catalog, scene.catalog.maker(entity)
    near = [sentence, *reversed(scene.sentences[: sentence.index]), *scene.sentences[sentence.index + 1 :]]
    named = [mention for each in near for mention in each.mentions if mention.entity in catalog.entities]
    own = (mention for mention in named if mention.entity == entity)
    kin = (mention for mention in named if catalog.maker(mention.entity) == house)
    return next(own, None) or next(kin, None)
