"""Where many given words stand in one text: all of them are found in one walk, so the time grows with the text alone."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from ..patterns import EAST_ASIAN_COUNT

Payload = TypeVar("Payload")

_REACH = 60
_DEEP = 2
"""How many further characters the regular expression looks at: more would take longer to compile than it saves."""
_PLAIN = str.maketrans(
    {"\u2019": "'", "\u02bc": "'", "\u2018": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2010": "-",
     "\u2011": "-", "\u0130": "i", "\u3000": " ", "\n": " ", "\t": " "}
)  # fmt: skip
_LATIN_END = 0x2E80
LETTERS = "0-9A-Za-zªµºÀ-ÖØ-öø-ʯͰ-ͽͿΆΈ-ϿЀ-ҁҊ-ӿ"
_SHORT = 5


def folded(text: str) -> str:
    """Return a text in which case, kinds of spaces, apostrophes and hyphens do not differ, of the same length."""
    plain = text.translate(_PLAIN)
    lower = plain.lower()
    if len(lower) == len(plain):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in plain)


def is_letter(char: str) -> bool:
    """Tell whether a character joins words with letters beside it; East Asian characters do not."""
    return char.isalnum() and ord(char) < _LATIN_END


@dataclass(frozen=True, slots=True)
class Hit(Generic[Payload]):
    """One word found: where, and what it stands for."""

    start: int
    end: int
    payload: Payload


@dataclass(slots=True)
class _Entry(Generic[Payload]):
    """What a path of the trie ends in: an open or closed word, and the pieces that must follow."""

    open: bool
    closed: bool
    capitals: str
    rest: tuple[tuple[str, bool], ...]
    payload: Payload


@dataclass(slots=True)
class _Node(Generic[Payload]):
    children: dict[str, "_Node[Payload]"] = field(default_factory=dict)
    entries: list[_Entry[Payload]] = field(default_factory=list)


class Surfaces(Generic[Payload]):
    """Words with what they stand for.

    A ``*`` at the end of a piece stands for any ending, a ``*`` between spaces for up to sixty characters of the same
    sentence; a short word in capitals must stand in capitals.
    """

    def __init__(self, words: Iterable[tuple[str, Payload]]) -> None:
        self._root: _Node[Payload] = _Node()
        for word, payload in words:
            self._add(word, payload)

    def _add(self, word: str, payload: Payload) -> None:
        pieces = [piece.strip() for piece in word.split(" * ")]
        split = [(folded(piece.rstrip("*")), piece.endswith("*")) for piece in pieces]
        node = self._root
        for char in split[0][0]:
            node = node.children.setdefault(char, _Node())
        short = len(word) <= _SHORT and word.isupper() and word.isascii() and word.isalpha()
        closed = bool(split[0][0]) and is_letter(split[0][0][-1])
        node.entries.append(_Entry(split[0][1], closed, word if short else "", tuple(split[1:]), payload))

    def find(self, text: str, plain: str) -> Iterator[Hit[Payload]]:
        """Yield every word that stands in a text; ``plain`` is the text folded. Words may overlap."""
        first, length = self._root.children, len(plain)
        for place in self._starts.finditer(plain):
            start = place.start()
            node, position = first.get(plain[start]), start + 1
            while node is not None:
                if node.entries:
                    yield from _ended(node, text, plain, start, position)
                if position == length:
                    break
                node, position = node.children.get(plain[position]), position + 1

    @cached_property
    def _starts(self) -> re.Pattern[str]:
        """Where a word begins of which at least the first piece is there; what a regular expression finds far quicker."""
        latin = {char: node for char, node in self._root.children.items() if is_letter(char)}
        others = {char: node for char, node in self._root.children.items() if not is_letter(char)}
        ways = [*([rf"(?<![{LETTERS}]){_branches(latin)}"] if latin else []), *([_branches(others)] if others else [])]
        return re.compile("|".join(ways) or r"(?!)")


def _ended(node: _Node[Payload], text: str, plain: str, start: int, position: int) -> Iterator[Hit[Payload]]:
    """Yield the words of a node of which the rest stands in the text too; what it ends was found up to a position."""
    for entry in node.entries:
        end = _ends(plain, position, open_=entry.open)
        if end and (not entry.capitals or text[start:end] == entry.capitals):
            last = _follow(plain, end, entry.rest) if entry.rest else end
            if last:
                yield Hit(start, last, entry.payload)


def _branches(nodes: Mapping[str, _Node[Payload]]) -> str:
    """Write the ways in which words begin, and before them in one glance with which characters: there are hundreds."""
    first = "".join(map(re.escape, nodes))
    return f"(?=[{first}])(?:{'|'.join(_branch(char, node) for char, node in nodes.items())})"


def _branch(char: str, node: _Node[Payload]) -> str:
    """Write what follows the first character of a word; only that one is consumed, since words may overlap."""
    rest = _rest(node, _DEEP)
    return re.escape(char) + (f"(?={rest})" if rest else "")


def _rest(node: _Node[Payload], depth: int) -> str:
    if not depth or any(entry.open or not entry.closed for entry in node.entries):
        return ""
    ways = [re.escape(char) + _rest(child, depth - 1) for char, child in node.children.items()]
    if node.entries:
        ways.insert(0, rf"(?:(?![{LETTERS}])|(?={EAST_ASIAN_COUNT.pattern}))")
    return f"(?:{'|'.join(ways)})" if len(ways) > 1 else "".join(ways)


def _ends(plain: str, position: int, *, open_: bool) -> int:
    """Return where the word ends that is matched up to a position, or 0 if it goes on there."""
    if open_:
        while position < len(plain) and is_letter(plain[position]):
            position += 1
        return position
    if position < len(plain) and is_letter(plain[position - 1]) and is_letter(plain[position]):
        return position if EAST_ASIAN_COUNT.match(plain, position) and not plain[position - 1].isdigit() else 0
    return position


def _follow(plain: str, end: int, rest: tuple[tuple[str, bool], ...]) -> int:
    """Return where the further pieces of a word end, or 0 if one does not follow within reach."""
    for piece, open_ in rest:
        place, found = end, 0
        while not found:
            place = plain.find(piece, place, end + _REACH + len(piece))
            if place < 0:
                return 0
            inside = is_letter(piece[0]) and is_letter(plain[place - 1])
            found = 0 if inside else _ends(plain, place + len(piece), open_=open_)
            place += 1
        end = found
    return end
