"""Companies that a text names only by who leads them: "the start-up founded by Ilya Sutskever", "Mira Murati's firm", 苏茨克维的公司."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from ...catalog import Catalog
from .mentions import Mention
from .surfaces import Hit, Surfaces
from .words import Lexicon, Table, Word

if TYPE_CHECKING:
    from .scene import Scene

_BETWEEN, _WORDS, _TIGHT, _HIS = 48, 5, 14, 320
_STOPS = re.compile(r"[,;:.!?()\d\n、。，；（）「」]")
_SPEECH, _VERB = 240, 24
_QUOTES = re.compile(r"[«»“”\"「」『』„]")
_OWNS = re.compile(r"(?:['\u2019]s?|s) ")
_SHORTEST = 5
_MANY = frozenset({"xai", "amazon", "tesla", "spacex"})
"""Whose leaders lead other companies too."""

_known: WeakKeyDictionary[Catalog, Surfaces[str]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class _Person:
    start: int
    end: int
    company: str


def founders_of(scene: "Scene", plain: str, words: Sequence[Hit[Word]], names: Sequence[Mention]) -> list[Mention]:
    """Return where a company is meant by its founder or chief alone; ``plain`` is the text folded."""
    text, lexicon = scene.text, scene.lexicon
    people = [*_people(text, plain, scene.catalog)]
    if not people:
        return []
    made: list[Mention] = []
    kinds = [
        hit for hit in words
        if hit.payload.table is Table.REFERENCES
        and (hit.payload.key == "kind" or (hit.payload.key == "company" and " " in text[hit.start : hit.end]))
    ]  # fmt: skip
    his = [hit for hit in words if hit.payload.table is Table.REFERENCES and hit.payload.key == "his"]
    for person in people:
        spans = [*_led(text, lexicon, person, kinds, words), *_his(person, people, his)]
        made += [Mention(start, end, person.company, end) for start, end in spans]
    return _free(made, names)


def speakers_of(scene: "Scene", plain: str, words: Sequence[Hit[Word]], names: Sequence[Mention]) -> list[Mention]:
    """Return where somebody says "we" of a company that is not named there: nothing else is said of it by that."""
    people = _people(scene.text, plain, scene.catalog)
    spans = ((span, person.company) for person in people for span in _speaks(scene.text, person, words))
    return _free([Mention(start, end, company, end) for (start, end), company in spans], names)


def _free(made: Sequence[Mention], names: Sequence[Mention]) -> list[Mention]:
    return [each for each in made if not any(each.start < other.end and other.start < each.end for other in names)]


def _people(text: str, plain: str, catalog: Catalog) -> Iterator[_Person]:
    last = 0
    found = sorted(_surfaces(catalog).find(text, plain), key=lambda hit: (hit.start, -hit.end))
    for hit in found:
        if hit.start >= last and (not text[hit.start].islower()):
            last = hit.end
            yield _Person(hit.start, hit.end, hit.payload)


def _surfaces(catalog: Catalog) -> Surfaces[str]:
    known = _known.get(catalog)
    if known is None:
        leaders = (
            (person, catalog.maker(entity.id))
            for entity in catalog.entities.values()
            if entity.id not in _MANY
            for person in entity.people
        )
        known = _known[catalog] = Surfaces(
            (person, company) for person, company in leaders if len(person) >= _SHORTEST or not person.isascii()
        )
    return known


def _led(
    text: str, lexicon: Lexicon, person: _Person, kinds: Sequence[Hit[Word]], words: Sequence[Hit[Word]]
) -> Iterator[tuple[int, int]]:
    """Yield "the firm of X" and "X's firm"; who only backs a firm does not lead it."""
    for hit in kinds:
        if lexicon.spaced and 0 < person.start - hit.end <= _BETWEEN:
            gap = text[hit.end : person.start]
            plain = not _STOPS.search(gap) and gap.islower() and len(gap.split()) <= _WORDS
            if plain and gap[-1:] in {" ", "'", "\u2019"} and not _backs(words, hit.end, person.start):
                yield hit.start, person.end
        owns = _OWNS.match(text, person.end) if lexicon.spaced else None
        reach = owns.end() if owns else person.end
        near = (owns or not lexicon.spaced) and 0 <= hit.start - reach <= _TIGHT and hit.end - hit.start > 1
        if near and not _STOPS.search(text, reach, hit.start) and (lexicon.spaced or hit.start > person.end):
            yield person.start, hit.end


def _speaks(text: str, person: _Person, words: Sequence[Hit[Word]]) -> Iterator[tuple[int, int]]:
    """Yield who says "we": «We have 1,000 customers», says Arthur Mensch."""
    place = bisect_left(words, person.start - _SPEECH, key=lambda hit: hit.start)
    near: list[Hit[Word]] = []
    while place < len(words) and words[place].start <= person.end + _SPEECH:
        near.append(words[place])
        place += 1
    says = any(
        hit.payload.table is Table.ATTRIBUTION and hit.payload.key == "after" and hit.start - person.end <= _VERB
        and person.start - hit.end <= _VERB for hit in near
    )  # fmt: skip
    we = (hit for hit in near if hit.payload.table is Table.REFERENCES and hit.payload.key == "self")
    if says and any(
        _QUOTES.search(text, hit.end, person.start) or _QUOTES.search(text, person.end, hit.start) for hit in we
    ):
        yield person.start, person.end


def _backs(words: Sequence[Hit[Word]], start: int, end: int) -> bool:
    return any(
        start <= hit.start and hit.end <= end and hit.payload.table is Table.LINKS
        for hit in words if hit.payload.key in {"investor", "investing"} and hit.end - hit.start > 2  # noqa: PLR2004
    )  # fmt: skip


def _his(person: _Person, people: Sequence[_Person], his: Sequence[Hit[Word]]) -> Iterator[tuple[int, int]]:
    """Yield "his company" behind a person, and the person too: what "he" raised, his company did."""
    for hit in his:
        between = [each for each in people if person.end <= each.start < hit.start and each.company != person.company]
        if 0 < hit.start - person.end <= _HIS and not between:
            yield person.start, person.end
            yield hit.start, hit.end
            return
