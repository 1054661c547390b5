"""Every name under which a catalog's entities are written, ready to be found in a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from weakref import WeakKeyDictionary

import tomli

from ...catalog import Catalog
from ...model import Entity
from .surfaces import LETTERS, Surfaces, folded, is_letter

_COINED = re.compile(r"\d|[a-z][A-Z]|\.[a-zA-Z]")
_NUMBERED = re.compile(r"[ -]?v?\d", re.IGNORECASE)


MASK = "!"
"""What the id begins with of words that hold a number that counts nothing: "Fortune 500"."""
STRANGER = "?"
"""What the id begins with of a name that is no subject of the catalog, but may have figures of its own."""
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_SHORT = 2
_STRANGERS = Path(__file__).parents[1] / "strangers.toml"


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one entity: ``exact`` names must be written with these very capitals."""

    entity: str
    written: str
    exact: bool
    misspelling: bool


@dataclass(frozen=True, slots=True)
class Near:
    """Words of which one must, or must not, stand near: those in capitals stand alone, others begin a word."""

    capitals: re.Pattern[str] | None
    others: re.Pattern[str] | None

    def place(self, text: str, plain: str, start: int, end: int) -> int:
        """Return where one of the words stands in a stretch of the text, or -1; ``plain`` is the text folded."""
        found = self.capitals.search(text, start, end) if self.capitals is not None else None
        if found is None and self.others is not None:
            found = self.others.search(plain, start, end)
        return -1 if found is None else found.start()


@dataclass(frozen=True, slots=True)
class Context:
    """The words that must stand near an entity's name, and those that show that something else is meant."""

    require: Near | None
    forbid: Near | None


class Names:
    """The names of a catalog, compiled once."""

    def __init__(self, catalog: Catalog) -> None:
        self.surfaces: Surfaces[Name] = Surfaces((name.written, name) for name in _names(catalog))
        self._catalog = catalog
        self._contexts: dict[str, Context | None] = {}
        self.numbered = frozenset(_numbered(catalog))
        self.versions = _versions(catalog)

    def context(self, entity: str) -> Context | None:
        """Return the context that an entity's names need, compiled when it is first asked for."""
        if entity not in self._contexts:
            known = self._catalog.entities.get(entity)
            self._contexts[entity] = _context(known) if known and (known.require or known.forbid) else None
        return self._contexts[entity]


_known: WeakKeyDictionary[Catalog, Names] = WeakKeyDictionary()


def names_of(catalog: Catalog) -> Names:
    """Return the compiled names of a catalog."""
    found = _known.get(catalog)
    if found is None:
        found = _known[catalog] = Names(catalog)
    return found


def _names(catalog: Catalog) -> Iterator[Name]:
    for entity in catalog.entities.values():
        seen: set[str] = set()
        for written, misspelling in [(entity.name, False), *((each.name, each.misspelling) for each in entity.aliases)]:
            if written in seen or len(written) < 2:  # noqa: PLR2004 - one letter names nothing
                continue
            seen.add(written)
            yield Name(entity.id, written, _is_exact(written), misspelling)
            if " " in written:
                yield Name(entity.id, written.replace(" ", "-"), _is_exact(written), misspelling)

    for mark, key in ((STRANGER, "names"), (MASK, "masks")):
        for written in _strangers()[key]:
            if catalog.find_entity(written) is None:
                yield Name(mark + written, written, exact=True, misspelling=False)


def is_part_of_word(text: str, start: int, end: int) -> bool:
    """Tell whether a name in Katakana or Hangul is only a part of a longer word: Siri of シリコン and 시리즈.

    >>> is_part_of_word("シリーズB", 0, 2), is_part_of_word("시리는 AI", 0, 2), is_part_of_word("드라마가", 1, 3)
    (True, False, True)
    """
    if _KATAKANA.match(text, end - 1) and _KATAKANA.match(text, end):
        return True
    if _KATAKANA.match(text, start) and start and _KATAKANA.match(text, start - 1):
        return True
    if end - start > _SHORT or not _HANGUL.match(text, start):
        return False
    if start and _HANGUL.match(text, start - 1):
        return True
    return _HANGUL.match(text, end) is not None and _endings().match(text, end) is None


def is_mistaken(written: str) -> bool:
    """Tell whether a name is taken for one of ours but belongs to somebody else too."""
    return written in _strangers()["mistaken"]


@cache
def _endings() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(each) for each in _strangers()["endings"]))


@cache
def _strangers() -> dict[str, list[str]]:
    return tomli.loads(_STRANGERS.read_text(encoding="utf-8"))


def _is_exact(written: str) -> bool:
    """Tell whether the capitals matter: they do in "Meta" and "IBM", not in "ChatGPT" or in a name of several words."""
    if not any(is_letter(char) and char.isupper() for char in written):
        return False
    return _COINED.search(written) is None and written.count(" ") < 2  # noqa: PLR2004 - long names are coined


def _context(entity: Entity) -> Context:
    return Context(_near(entity.require), _near(entity.forbid))


def _near(words: tuple[str, ...]) -> Near | None:
    """Compile context words as the catalog defines them."""
    if not words:
        return None
    capitals = [re.escape(word) for word in words if word.isupper() and is_letter(word[-1])]
    others = [word for word in words if not (word.isupper() and is_letter(word[-1]))]
    beginning = [re.escape(folded(word)) for word in others if is_letter(word[0])]
    anywhere = [re.escape(folded(word)) for word in others if not is_letter(word[0])]
    latin = [rf"(?<![{LETTERS}])(?:{'|'.join(beginning)})"] if beginning else []
    return Near(
        re.compile(rf"(?<![{LETTERS}])(?:{'|'.join(capitals)})(?![{LETTERS}])") if capitals else None,
        re.compile("|".join([*latin, *anywhere])) if others else None,
    )


def _numbered(catalog: Catalog) -> Iterator[str]:
    """Yield the entities of which versions are known: "Claude 4", "Gemini 2.5"."""
    for entity in catalog.entities.values():
        written = [entity.name, *(each.name for each in entity.aliases)]
        if any(name.startswith(entity.name) and _NUMBERED.match(name, len(entity.name)) for name in written):
            yield entity.id
        if entity.kind.value in {"model", "model_family"}:
            yield entity.id


def _versions(catalog: Catalog) -> dict[str, list[tuple[str, str]]]:
    """Return for each entity the names that begin with its own, of the models that are its versions."""
    versions: dict[str, list[tuple[str, str]]] = {}
    named = {entity.name: entity.id for entity in catalog.entities.values()}
    for entity in catalog.entities.values():
        first = re.split(r"[ -]", entity.name)[0]
        if entity.kind.value == "model" and first in named and named[first] != entity.id:
            versions.setdefault(named[first], []).append((entity.name, entity.id))
    return versions
