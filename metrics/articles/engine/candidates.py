"""Every number of a text with what was made of it: a figure, or the reason why it is none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...vocabulary import Comparator, EntityKind, Status
from .fitness import is_of_products
from .gates import gate_of
from .linking import ACROSS, Linked, links_of
from .measures import Measure, measures_of
from .metrics import Link
from .origins import Origin, origin_of
from .periods import Dated, comparator_of, period_of, status_of
from .scene import Scene, Sentence
from .subjects import Claim, Subject, subject_of, together
from .words import Table

_NEIGHBOURS = 8
_BRACKET = re.compile(r"[^\d()（）]{0,12}[(（][^\d()（）]{0,14}")
_MODELS = frozenset({EntityKind.MODEL, EntityKind.MODEL_FAMILY})
_SHARES = frozenset({"valuation", "funding_raised"})
_WEIGHTS = frozenset({"hf", "modelscope"})


@dataclass(slots=True)
class Candidate:
    """One number of one sentence, and how it was read; ``dropped`` says why it is no figure."""

    sentence: Sentence
    measure: Measure
    link: Link | None = None
    subject: Subject | None = None
    dated: Dated | None = None
    comparator: Comparator = Comparator.EQUAL
    status: Status = Status.NORMAL
    status_word: str | None = None
    origin: Origin | None = None
    currency: str | None = None
    dropped: str | None = None

    @property
    def scale(self) -> float:
        """What the written number is multiplied with, where its scale stands elsewhere."""
        return self.link.scale if self.link else 1.0


def candidates_of(scene: Scene) -> Iterator[Candidate]:
    """Yield what is made of each number, sentence by sentence."""
    earlier: Linked | None = None
    told: Candidate | None = None
    money: str | None = None
    for sentence in scene.sentences:
        measures = measures_of(scene, sentence)
        if not measures:
            continue
        last: Linked | None = None
        for place, link in enumerate(links_of(scene, sentence, measures, earlier)):
            measure = measures[place]
            near = measures[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS + 1]
            made = Candidate(sentence, measure, link)
            money = _currency(made, money)
            _judge(scene, made, near, told)
            if made.dropped is None and link is not None:
                last = Linked(sentence, measure, link)
                _settle(scene, made, near)
                _date(made, told)
                told = made
            yield made
            yield from _others(made)
        earlier = last or earlier


def _currency(made: Candidate, money: str | None) -> str | None:
    """Give a candidate its currency: its own, else that of the money told last; return the one told last."""
    codes = made.measure.quantity.currencies
    if len(codes) == 1:
        made.currency = codes[0]
        return codes[0]
    if made.link is not None and made.link.elided:
        made.currency = money
    return money


def _judge(scene: Scene, made: Candidate, measures: Sequence[Measure], told: Candidate | None) -> None:
    """Give a candidate its subject, or the reason why it is dropped."""
    measure, sentence, link = made.measure, made.sentence, made.link
    if measure.foreign:
        made.dropped = f"counts {measure.foreign}"
    elif _is_conversion(scene, measure, measures):
        made.dropped = "converts the amount before it"
    elif link is None:
        made.dropped = "no word of a metric near it"
    elif scene.catalog.metrics[link.metric].money and made.currency is None:
        made.dropped = "no currency is told"
    elif gate := gate_of(scene, sentence, measure, link, measures):
        made.dropped = f"{gate[0]}: {scene.text[gate[1].start : gate[1].end]!r}"
    else:
        made.subject = subject_of(scene, Claim(sentence, measure, link.metric, measures))
        _carry_subject(made, told)
        if made.subject is None:
            made.dropped = "nobody of the catalog is named"
        elif made.subject.mention.stranger:
            made.dropped = f"is of {made.subject.mention.entity[1:]}"
        else:
            _settle_owner(scene, made)


def _carry_subject(made: Candidate, told: Candidate | None) -> None:
    """Let what goes on about the figure of the sentence before be of whom that was: "Today that number exceeds 1,000"."""
    if told is None or told.subject is None or made.link is None or made.link.how != ACROSS:
        return
    if made.subject is None or made.subject.how == "carried" or not made.sentence.mentions:
        made.subject = replace(told.subject, score=told.subject.score * 0.9, how="carried")


def _is_conversion(scene: Scene, measure: Measure, measures: Sequence[Measure]) -> bool:
    """Tell whether an amount in brackets is the one before it in another currency."""
    place = measures.index(measure)
    if place == 0 or not measure.quantity.currencies:
        return False
    before = measures[place - 1]
    gap = scene.text[before.end : measure.start]
    return (
        bool(before.quantity.currencies)
        and before.quantity.currencies != measure.quantity.currencies
        and (_BRACKET.fullmatch(gap) is not None)
    )


def _others(made: Candidate) -> Iterator[Candidate]:
    """Yield the same figure of those who share it: "Grok and Claude both have"."""
    if made.dropped is None and made.subject is not None and made.subject.how == "named":
        for mention in together(made.sentence, made.subject.mention, made.measure):
            subject = replace(made.subject, mention=mention, written=(mention.start, mention.end))
            yield replace(made, subject=subject)


def _settle_owner(scene: Scene, made: Candidate) -> None:
    """Give users to the product of a company, and downloads to the app or to the weights, as the subject has them."""
    assert made.link is not None
    assert made.subject is not None
    mention, metric = made.subject.mention, made.link.metric
    entity = scene.catalog.entities[mention.entity]
    maker = scene.catalog.maker(entity.id)
    if metric in _SHARES and maker != entity.id and maker in scene.often:
        made.subject = replace(
            made.subject, mention=replace(mention, entity=maker), how=made.subject.how + ", its maker"
        )
        return
    if is_of_products(metric) and entity.kind is EntityKind.COMPANY:
        product = _flagship(scene, made.sentence, entity.id)
        if product is not None:
            how = made.subject.how + ", its product"
            made.subject = replace(made.subject, mention=replace(mention, entity=product), how=how)
    if metric in {"app_downloads", "model_downloads"}:
        hosted = any(each.entity in _WEIGHTS for each in made.sentence.mentions)
        word = made.link.word
        weights = word is not None and word.payload.key == "model_downloads" and word.payload.form != "weak"
        app = any(True for _ in made.sentence.of(Table.REFERENCES, "app"))
        hosted = hosted or (weights and not app)
        app = app and not hosted
        models = hosted or (not app and (entity.kind in _MODELS or mention.versioned))
        if models or not weights:
            made.link = replace(made.link, metric="model_downloads" if models else "app_downloads")


def _flagship(scene: Scene, sentence: Sentence, company: str) -> str | None:
    """Return the product that a company's users are users of: one that is named beside it, else its first chatbot."""
    products = (each for each in scene.catalog.entities.values() if each.owner == company)
    owned = [each.id for each in products if each.kind is EntityKind.PRODUCT]
    named = [each.entity for each in sentence.mentions if each.entity in owned]
    if named:
        return named[0]
    known = [each for each in owned if each in scene.often]
    if known:
        return max(known, key=lambda each: scene.often[each])
    word = any(True for _ in sentence.of(Table.REFERENCES, "product"))
    return owned[0] if owned and word else None


def _date(made: Candidate, told: Candidate | None) -> None:
    """Let a figure that is held against the one before, of somebody else, hold for the same time."""
    assert made.link is not None
    if told is None or told.dated is None or told.link is None or told.subject is None or made.subject is None:
        return
    if made.origin is None and made.link.how.startswith("carried"):
        made.origin = told.origin
    if made.dated is not None and made.dated.when is not None:
        return
    same = told.link.metric == made.link.metric and made.sentence.index - told.sentence.index <= 1
    undated = not made.sentence.whens and made.sentence.paragraph == told.sentence.paragraph
    held = (
        undated
        or made.link.how.startswith("carried")
        or made.link.how.endswith("as the figure before")
        or made.sentence is told.sentence
    )
    if same and held and told.subject.mention.entity != made.subject.mention.entity:
        made.dated = told.dated


def _settle(scene: Scene, made: Candidate, measures: Sequence[Measure]) -> None:
    sentence, measure = made.sentence, made.measure
    made.dated = period_of(scene, sentence, measure)
    made.comparator = comparator_of(scene, sentence, measure)
    made.status, made.status_word = status_of(scene, sentence, measure, made.dated, measures)
    assert made.subject is not None
    made.origin = origin_of(scene, sentence, measure, made.subject.mention.entity)
