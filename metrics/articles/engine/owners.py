"""Whose a figure is within a house: its maker's, its product's, or that of the model whose weights are loaded."""

from dataclasses import replace

from ...vocabulary import EntityKind
from .claims import Claim
from .fitness import is_of_products
from .metrics import Link
from .scene import Scene, Sentence
from .subjects import Subject
from .words import Table

_MODELS = frozenset({EntityKind.MODEL, EntityKind.MODEL_FAMILY})
_SHARES = frozenset({"valuation", "funding_raised"})
_WEIGHTS = frozenset({"hf", "modelscope"})
_HOUSEHOLD = frozenset({"revenue", "annualized_revenue", "employees", "capex"})
_BUILT_WITH = frozenset({"developers"})
_APPS, _MANY = 3, 3
_LOADED = frozenset({"app_downloads", "model_downloads"})


def settled(scene: Scene, claim: Claim, link: Link, subject: Subject) -> tuple[Link, Subject]:
    """Give users to the product of a company, and downloads to the app or to the weights, as the subject has them."""
    mention, metric, kind = subject.mention, link.metric, scene.catalog.entities[subject.mention.entity].kind
    maker = scene.catalog.maker(mention.entity)
    shared = metric in _SHARES and maker != mention.entity and (maker in scene.often or _is_large(scene, maker))
    named = (
        maker in scene.often if metric in _BUILT_WITH else any(each.entity == maker for each in claim.sentence.mentions)
    )
    goes_on = link.how.startswith("carried")  # "revenue of 3 million, 2.5 in May": that is the product's still
    house = named and kind is EntityKind.PRODUCT and not goes_on and _is_crossed(claim, subject)
    if shared or (house and metric in _HOUSEHOLD | _BUILT_WITH):
        return link, replace(subject, mention=replace(mention, entity=maker), how=subject.how + ", its maker")
    visits = metric == "market_share" and any(True for _ in claim.sentence.of(Table.TRIGGERS, "monthly_visits"))
    if (is_of_products(metric) or visits) and kind is EntityKind.COMPANY:
        product = _flagship(scene, claim.sentence, mention.entity)
        if product is not None:
            subject = replace(subject, mention=replace(mention, entity=product), how=subject.how + ", its product")
    return (_loaded(scene, claim, link, subject) if metric in _LOADED else link), subject


def _is_large(scene: Scene, maker: str) -> bool:
    """Tell whether a house has so many products that nobody values or funds one of them."""
    owned = (1 for each in scene.catalog.entities.values() if each.owner == maker and each.kind is EntityKind.PRODUCT)
    return sum(owned) >= _MANY


def _loaded(scene: Scene, claim: Claim, link: Link, subject: Subject) -> Link:
    """Tell the downloads of an app from those of weights."""
    sentence, word = claim.sentence, link.word
    hosted = any(each.entity in _WEIGHTS for each in sentence.mentions)
    weights = word is not None and word.payload.key == "model_downloads" and word.payload.form != "weak"
    app = _is_of_apps(scene) or any(True for _ in sentence.of(Table.REFERENCES, "app"))
    hosted = hosted or (weights and not app)
    app = app and not hosted
    kind = scene.catalog.entities[subject.mention.entity].kind
    models = hosted or (not app and (kind in _MODELS or subject.mention.versioned))
    if models or not weights:
        return replace(link, metric="model_downloads" if models else "app_downloads")
    return link


def _is_of_apps(scene: Scene) -> bool:
    """Tell whether a text is about apps: it speaks of them again and again, and of no place where weights are kept."""
    if scene.of_apps is None:
        told = sum(any(True for _ in each.of(Table.REFERENCES, "app")) for each in scene.sentences)
        scene.of_apps = told >= _APPS and not any(each in scene.often for each in _WEIGHTS)
    return scene.of_apps


def _is_crossed(claim: Claim, subject: Subject) -> bool:
    """Tell whether the product has a number of its own: "OpenAI says ChatGPT has 8 million users, revenue is 2 billion"."""
    end = subject.mention.end
    return any(end <= each.start and each.unit_end <= claim.measure.start for each in claim.sentence.quantities)


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
    # A pronoun of one character, 其, may mean anything.
    least = 1 if scene.lexicon.spaced else 2
    word = any(hit.end - hit.start >= least for hit in sentence.of(Table.REFERENCES, "product"))
    word = word or any(True for _ in sentence.of(Table.REFERENCES, "self"))
    return owned[0] if owned and word else None
