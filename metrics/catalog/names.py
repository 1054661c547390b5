"""How names are compared: their canonical form, the index over them, and the nearest known ones."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from enum import IntEnum

_INVISIBLE = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_BEFORE = re.compile(f"[{_INVISIBLE}™®©]")
_ACCENTS = re.compile("[\u0300-\u036f]")
_SEPARATORS = re.compile(
    f"[{_INVISIBLE}\\s_\\-\u2010-\u2015\u2212'\u2019\u02bc`\u00b4\u00b7\u30fb]|(?<!\\d)\\.|\\.(?!\\d)"
)
_LONGEST = 120


def canonical(text: str) -> str:
    """Return the form in which two spellings of one name are equal.

    Case, accents, width, hyphens, underscores, spaces, apostrophes and invisible characters do not count; neither does
    a dot, unless it stands between digits.

    >>> canonical("Character.AI"), canonical("GPT-4.1"), canonical("ＤｅｅｐＳｅｅｋ－Ｒ１"), canonical("Médiamétrie")
    ('characterai', 'gpt4.1', 'deepseekr1', 'mediametrie')
    """
    if text.isascii():
        return _SEPARATORS.sub("", text.lower())
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", _BEFORE.sub("", text)))
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return unicodedata.normalize("NFC", _SEPARATORS.sub("", text))


def nearest(name: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Return the known names that look most like a name, best first.

    >>> nearest("ownr", ["name", "owner", "aliases", "country"], 1)
    ['owner']
    """
    index = NameIndex()
    for each in known:
        index.keys.setdefault(canonical(each), each)
    return index.nearest(name, count)


class Standing(IntEnum):
    """How firmly a name belongs to its owner; a firm name may have one owner only."""

    ID = 0
    NAME = 1
    ALIAS = 2
    FORMER = 3


class Collision(Exception):
    """One name that two would answer to; the loader says where."""

    def __init__(self, what: str, name: str, first: str, second: str) -> None:
        self.what, self.name, self.first, self.second = what, name, first, second
        super().__init__(f"{name!r} already means {first!r}")


class NameIndex:
    """Names in canonical form, each with what it names."""

    def __init__(self, what: str = "") -> None:
        self.what = what
        self.keys: dict[str, str] = {}
        self._standing: dict[str, Standing] = {}

    def add(self, name: str, target: str, standing: Standing = Standing.ALIAS) -> None:
        """Let a name mean a target; a former name yields to a present one, two present ones raise ``Collision``."""
        key = canonical(name)
        held = self.keys.get(key)
        if not key or (held == target and self._standing[key] <= standing):
            return
        if held is not None and held != target:
            former = (self._standing[key] == Standing.FORMER, standing == Standing.FORMER)
            if former == (False, True):
                return
            if former != (True, False):
                raise Collision(self.what, name, held, target)
        self.keys[key], self._standing[key] = target, standing

    def find(self, name: str) -> str | None:
        """Return what a name means, or ``None``."""
        return self.keys.get(canonical(name[:_LONGEST]))

    def nearest(self, name: str, count: int = 3) -> list[str]:
        """Return the targets whose names look most like this one, best first."""
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(canonical(name[:_LONGEST]))
        best: dict[str, float] = {}
        for key, target in self.keys.items():
            matcher.set_seq1(key)
            best[target] = max(best.get(target, 0.0), matcher.ratio())
        return sorted(best, key=lambda target: (-best[target], target))[:count]
