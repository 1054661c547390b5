"""Whose figures a text goes on telling: a rating house named before, and the house that speaks in its own announcement."""

from dataclasses import dataclass, field, replace

from ...model import Entity
from ...vocabulary import DocumentKind
from ..page import BlockKind
from .fitness import USERS, is_of_models
from .origins import Origin, spoken_by
from .scene import Scene, Sentence, is_quoted
from .words import Table

_PANELS = frozenset({DocumentKind.PANEL, DocumentKind.RESEARCH})
_COUNTED = USERS | {"market_share", "monthly_visits", "app_downloads"}
"""What rating houses count, from outside."""
_ROWS = frozenset({BlockKind.TABLE_ROW, BlockKind.LIST_ITEM, BlockKind.HEADING})
_PARAGRAPHS = 3
_ENOUGH = 2
_OURS = 15


@dataclass(frozen=True, slots=True)
class Standing:
    """A rating house with the paragraph that named it last."""

    origin: Origin
    paragraph: int


def standing_of(scene: Scene, sentence: Sentence, before: Standing | None) -> Standing | None:
    """Return whose figures are told from a sentence on: the house that it names, else the one named not long before."""
    for hit in sentence.of(Table.ATTRIBUTION, "before", "after"):
        found = spoken_by(scene, sentence, hit)
        if found is None:
            continue
        publisher = scene.catalog.publishers.get(scene.catalog.origin(found.party) or "")
        if publisher is not None and publisher.kind in _PANELS:
            return Standing(found, sentence.paragraph)
    if before is None or sentence.paragraph - before.paragraph > _PARAGRAPHS:
        return None
    # However long a table is, it is one.
    return replace(before, paragraph=sentence.paragraph) if sentence.block.kind in _ROWS else before


@dataclass(slots=True)
class Spoken:
    """The houses that told figures of their own in a paragraph; where the verb comes last, they go on telling them."""

    paragraph: int = -1
    told: dict[str, Origin] = field(default_factory=dict)

    def going_on(self, scene: Scene, sentence: Sentence, entity: str, origin: Origin | None) -> Origin | None:
        """Return who made a figure: who its sentence says, else its own house if that told one before in the paragraph."""
        if scene.lexicon.spaced:
            return origin
        if sentence.paragraph != self.paragraph:
            self.paragraph, self.told = sentence.paragraph, {}
        house = scene.catalog.maker(entity)
        if origin is not None:
            if scene.catalog.origin(origin.party) == house:
                self.told[house] = origin
            return origin
        others = any(True for _ in sentence.of(Table.ATTRIBUTION, "before", "own", "after"))
        return None if others else self.told.get(house)


def carried_origin(standing: Standing | None, sentence: Sentence, metric: str) -> Origin | None:
    """Return the rating house that a figure is of, though its sentence names nobody."""
    if standing is None or metric not in _COUNTED:
        return None
    others = any(True for _ in sentence.of(Table.ATTRIBUTION, "before", "own", "after"))
    return None if others else standing.origin


def house_of(scene: Scene) -> Entity | None:
    """Return the company whose own page or announcement a text is, if it is one."""
    party = scene.catalog.publisher(scene.page.url) if scene.page.url else None
    if party is not None:
        return scene.catalog.entities.get(party.id) if party.kind is DocumentKind.COMPANY else None
    told = sum(_spoken(scene, each) for each in scene.sentences)
    return scene.catalog.entities.get(scene.owner or "") if told >= _ENOUGH else None


def _spoken(scene: Scene, sentence: Sentence) -> int:
    """Return how clearly a house itself speaks in a sentence: "we present" is enough, so is "our" before its product."""
    told = 0
    for hit in sentence.of(Table.REFERENCES, "announcing", "house", "self"):
        if is_quoted(scene, sentence, hit.start):
            continue
        own = any(
            0 <= each.start - hit.end <= _OURS and scene.owner in scene.catalog.owner_chain(each.entity)
            for each in sentence.mentions
        )
        if own or hit.payload.key == "announcing":
            return _ENOUGH
        told = max(told, int(hit.payload.key == "house"))
    return told


def house_origin(scene: Scene, house: Entity | None, entity: str, metric: str) -> Origin | None:
    """Return the house as who made a figure: of its own, or of the models that it measures in its own text."""
    if house is None:
        return None
    own = house.id in scene.catalog.owner_chain(entity)
    return Origin(house.name, house.name) if own or is_of_models(metric) else None
