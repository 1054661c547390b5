"""The words of a language pack that the reader looks for, each with what it stands for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from itertools import product
from typing import Any

from ..packs import Pack
from .sentences import Habits
from .surfaces import Surfaces, folded

STRENGTHS = {"nouns": 1.0, "verbs": 0.75, "weak": 0.5}


class Table(StrEnum):
    """What a word of a pack is for."""

    TRIGGERS = "triggers"
    WINDOWS = "windows"
    HEADS = "heads"
    COMPARATORS = "comparators"
    REFERENCES = "references"
    ATTRIBUTION = "attribution"
    STATUS = "status"
    GATES = "gates"
    LINKS = "links"
    SPANS = "spans"
    PARTS = "parts"
    PLACES = "places"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a pack: its table, its key in it (a metric for a trigger), and how firmly it speaks."""

    table: Table
    key: str
    strength: float = 1.0
    form: str = ""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of one language, compiled."""

    language: str
    surfaces: Surfaces[Word]
    function: frozenset[str]
    linking: frozenset[str]
    inside: frozenset[str]
    habits: Habits
    spaced: bool
    scales: frozenset[str]
    determiners: frozenset[str] = frozenset()
    nouns_capital: bool = False
    alike: Mapping[int, str] = field(default_factory=dict)
    topics: re.Pattern[str] | None = None
    of: re.Pattern[str] | None = None

    def spelled(self, text: str) -> str:
        """Return a text as the words are kept: case and spellings that do not matter made one, of the same length."""
        return folded(text).translate(self.alike)


@cache
def lexicon_of(pack: Pack) -> Lexicon:
    """Compile the words of a pack; packs are few and live as long as the program."""
    tables = pack.tables
    spelling = tables["spelling"]
    alike = {ord(pair[0]): pair[1] for pair in spelling["alike"]}
    words = _words(tables)
    words = ((each, word) for written, word in words for each in _loose(written)) if spelling["loose"] else words
    return Lexicon(
        language=pack.language,
        surfaces=Surfaces((written.translate(alike), word) for written, word in words),
        function=frozenset(folded(word) for word in tables["heads"]["function"]),
        linking=frozenset(folded(word) for word in tables["heads"]["linking"]),
        inside=frozenset(folded(word) for word in tables["heads"]["inside"]),
        habits=Habits(frozenset(tables["sentences"]["abbreviations"]), bool(tables["sentences"]["ordinals"])),
        spaced=bool(tables["numbers"]["boundaries"]),
        scales=frozenset([*tables["numbers"]["scales"], *tables["numbers"]["suffixes"]]),
        determiners=frozenset(folded(word) for word in tables["numbers"]["determiners"]),
        nouns_capital=bool(tables["sentences"]["nouns_capital"]),
        alike=alike,
        topics=_either(tables["sentences"]["topics"]),
        of=_either(tables["sentences"]["of"]),
    )


def _either(words: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(map(re.escape, words))) if words else None


def _loose(written: str) -> Iterator[str]:
    """Yield a word with and without each of the spaces within it; a star between spaces keeps them."""
    parts = re.split(r"(?<![* ]) (?![* ])", written)
    for gaps in product((" ", ""), repeat=len(parts) - 1):
        yield "".join(part + gap for part, gap in zip(parts, (*gaps, ""), strict=True))


def _words(tables: Mapping[str, Any]) -> Iterator[tuple[str, Word]]:
    for metric, forms in tables["triggers"].items():
        for form, strength in STRENGTHS.items():
            for word in forms[form]:
                yield word, Word(Table.TRIGGERS, metric, strength, form)
    for table in (Table.WINDOWS, Table.COMPARATORS, Table.REFERENCES, Table.ATTRIBUTION, Table.STATUS, Table.GATES,
                  Table.LINKS, Table.SPANS, Table.PARTS, Table.PLACES):  # fmt: skip
        for key, words in tables[table].items():
            for word in words:
                yield word, Word(table, key)
    for key in ("foreign", "people", "times", "firms", "things"):
        for word in tables["heads"][key]:
            yield word, Word(Table.HEADS, key)
