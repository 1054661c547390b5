"""The observations of a page: each with its sentence, word for word, and with how sure the reader is."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..catalog import Catalog
from ..model import Document, Observation
from .engine.candidate import Candidate
from .engine.candidates import candidates_of
from .engine.figures import Figure, figures_of
from .engine.observing import observed
from .engine.scene import LONGEST, MOST_SENTENCES, Scene, scene_of
from .packs import LANGUAGES, pack_of
from .page import Page
from .tiers import Tier, tier_of

METHOD = "reader/1"


@dataclass(frozen=True, slots=True)
class Read:
    """One figure of a page: the observation, how its entity is written there, and its tier."""

    observation: Observation
    entity_as_written: str
    tier: Tier


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was made of a page: its figures, every number with what was made of it, and what a person should know."""

    page: Page
    figures: tuple[Read, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    scene: Scene | None = None
    notes: tuple[str, ...] = ()

    def of_tier(self, tier: Tier) -> tuple[Read, ...]:
        """Return the figures of one tier."""
        return tuple(each for each in self.figures if each.tier is tier)


def read_figures(page: Page, catalog: Catalog, document: Document | None = None) -> Reading:
    """Read a page; one in an unknown language has no figures, and a note says so."""
    if not page.blocks and not page.text.strip():
        return Reading(page, notes=page.notes)
    language = page.locale
    pack = pack_of(language) if language else None
    if language is None or pack is None:
        known = ", ".join(LANGUAGES)
        told = f"its language ({page.language}) is" if page.language else "its language is"
        return Reading(page, notes=(*page.notes, f"{told} not one that is read: {known}. Give --language"))
    scene = scene_of(page, catalog, pack, language)
    candidates = tuple(candidates_of(scene))
    figures = tuple(_read(scene, each, document) for each in figures_of(scene, candidates))
    return Reading(page, figures, candidates, scene, (*page.notes, *_unread(scene)))


def _unread(scene: Scene) -> Iterator[str]:
    if len(scene.page.text) > LONGEST or len(scene.sentences) > MOST_SENTENCES:
        yield "it is longer than any article: only its beginning was read"


def observations_of(page: Page, catalog: Catalog, document: Document) -> list[Observation]:
    """Return the observations of a page, of both tiers; :func:`metrics.articles.tiers.tier_of` tells them apart."""
    return [each.observation for each in read_figures(page, catalog, document).figures]


def _read(scene: Scene, figure: Figure, document: Document | None) -> Read:
    assert figure.candidate.subject is not None
    observation = observed(scene, figure, document, METHOD)
    start, end = scene.plain.origin(*figure.candidate.subject.written)
    return Read(observation, scene.page.text[start:end], tier_of(figure.confidence))
