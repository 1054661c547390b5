"""Whose number it is where "that of Google" or a bare "Google's" stands for another house's product."""

from dataclasses import replace

from ...vocabulary import EntityKind
from .claims import CLAUSE, ENOUGH, Claim, has_own
from .fitness import fits_entity, is_of_products
from .mentions import Mention
from .names import STRANGER
from .scene import Scene
from .surfaces import Hit
from .words import Table, Word

STOOD_FOR = "named, that of"
"""How a subject was found that a demonstrative tells."""
_BEHIND, _OWNED = 8, 1
_ENDS = frozenset(".,;:)") | {""}


def stood_for(scene: Scene, claim: Claim) -> Mention | None:
    """Return whom a demonstrative behind a number means: its house, for what products have its one product of the text.

    If that house has several products, or none, nobody of ours is meant: the mention is a stranger's.
    """
    mention = _named(scene, claim)
    if mention is None or not is_of_products(claim.metric):
        return mention
    entity = scene.catalog.entities.get(mention.entity)
    if entity is None or entity.kind is not EntityKind.COMPANY:
        return mention
    owned = [
        each.id for each in scene.catalog.entities.values()
        if each.owner == entity.id and each.kind is EntityKind.PRODUCT and fits_entity(claim.metric, each) >= ENOUGH
    ]  # fmt: skip
    told = [each for each in owned if each in scene.often] or owned
    return replace(mention, entity=told[0] if len(told) == _OWNED else STRANGER + mention.entity)


def _named(scene: Scene, claim: Claim) -> Mention | None:
    """Return the name behind "1.1 million for that of", or before the apostrophe that ends "1.1 million for Google's"."""
    sentence, end = claim.sentence, claim.measure.end
    for hit in sentence.of(Table.LINKS, "that_of"):
        mention = next((each for each in sentence.mentions if 0 <= each.start - hit.end <= 1), None)
        if mention is None:
            continue
        behind = 0 <= hit.start - end <= _BEHIND and CLAUSE.search(scene.text, end, hit.start) is None
        if (behind and not has_own(scene, claim, mention)) or _opens_clause(scene, claim, hit, mention):
            return mention
    given = [hit for hit in sentence.of(Table.LINKS, "to", "at", "than") if 0 <= hit.start - end <= 1]
    for mention in sentence.mentions if given else ():
        near = any(0 <= mention.start - hit.end <= 1 for hit in given)
        owns = any(
            hit.start == mention.end and scene.text[hit.end : hit.end + 1] in _ENDS
            for hit in sentence.of(Table.LINKS, "genitive")
        )
        if near and owns:
            return mention
    return None


def _opens_clause(scene: Scene, claim: Claim, hit: Hit[Word], mention: Mention) -> bool:
    """Tell whether a demonstrative begins the clause of a number, behind another: "…, die von Anthropic bei 380 Milliarden"."""
    start = claim.measure.start
    if not mention.end <= start or not any(each.end <= hit.start for each in claim.measures):
        return False
    begins = scene.text[max(0, hit.start - 2) : hit.start] == ", " or any(
        0 <= hit.start - each.end <= 1 for each in claim.sentence.of(Table.LINKS, "clause")
    )
    alone = not any(mention.end <= each.start < start for each in claim.measures)
    alone = alone and not any(mention.end <= each.start < start for each in claim.sentence.mentions)
    return begins and alone and CLAUSE.search(scene.text, mention.end, start) is None
