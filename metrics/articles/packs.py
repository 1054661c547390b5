"""Where a language's words come from: one TOML file each in ``languages/``, read when the language is first met."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from ..errors import CatalogError

_FOLDER = Path(__file__).with_name("languages")
_SIGNS = Path(__file__).with_name("signs.toml")

TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
"""What after ``zh-`` means the traditional script."""

LANGUAGES = tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))
"""The languages that have a pack, as ISO 639-1 codes."""


@dataclass(frozen=True, eq=False)
class Pack:
    """The words of one language, as tables of its file; packs compare by identity, so that grammars can be cached."""

    language: str
    tables: Mapping[str, Mapping[str, Any]]

    def table(self, name: str) -> Mapping[str, Any]:
        """Return one table; a pack without it is a fault of the file."""
        if name not in self.tables:
            raise CatalogError(f"{_FOLDER / self.language}.toml: table [{name}] is missing")
        return self.tables[name]

    def words(self, table: str, key: str) -> list[str]:
        """Return a list of words."""
        return list(self.table(table)[key])

    def numbers(self, table: str, key: str) -> dict[str, float]:
        """Return words with what they are worth."""
        return dict(self.table(table)[key])


def pack_of(language: str | None) -> Pack | None:
    """Return the pack of a language code, whatever its region or script ("en-GB", "zh_Hant"); ``None`` if unknown.

    >>> pack_of("pt-BR").language, pack_of("xx")
    ('pt', None)
    """
    code = subtags(language)[0] if language else ""
    return _load(code) if code in LANGUAGES else None


def subtags(language: str) -> tuple[str, ...]:
    """Return the parts of a language code in lower case.

    >>> subtags("zh_Hant-TW")
    ('zh', 'hant', 'tw')
    """
    return tuple(language.replace("_", "-").lower().split("-"))


def is_traditional(language: str) -> bool:
    """Tell whether a code names the traditional Chinese script, or a region that writes it."""
    return bool(TRADITIONAL.intersection(subtags(language)[1:]))


@cache
def _load(code: str) -> Pack:
    return Pack(code, laid_over(_read(_SIGNS), _read(_FOLDER / f"{code}.toml")))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except tomli.TOMLDecodeError as error:
        raise CatalogError(f"{path}: not TOML: {error}") from None


def laid_over(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Lay tables over others: tables merge, lists grow, anything else is replaced.

    >>> laid_over({"a": [1], "b": {"c": 1}}, {"a": [2], "b": {"d": 2}})
    {'a': [1, 2], 'b': {'c': 1, 'd': 2}}
    """
    made = dict(under)
    for key, value in over.items():
        below = made.get(key)
        if isinstance(below, Mapping) and isinstance(value, Mapping):
            made[key] = laid_over(below, value)
        elif isinstance(below, list) and isinstance(value, list):
            made[key] = [*below, *value]
        else:
            made[key] = value
    return made
