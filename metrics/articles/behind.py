"""What stands right before a place in a text, found from that place leftwards: the text is read in its mirror image."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from .patterns import SPACE, alternation, compiled, folded

T = TypeVar("T")

_QUOTES = r"[«“»”„\"'*_(（「『\[]{0,2}"
_MOST_GAPS = 4
_BLANKS = frozenset(" \u00a0\u202f\u2009\n")
_SIGNS = frozenset("«“»”„\"'*_(（「『[\u2019\u02bc-\u2010\u2011") | _BLANKS
"""What may stand between the words and the place, or be written in several ways: it rules nothing out."""


@dataclass(frozen=True, slots=True)
class Mirrored:
    """A text with its mirror image."""

    text: str
    image: str

    @classmethod
    def of(cls, text: str) -> "Mirrored":
        """Return a text with its mirror image."""
        return cls(text, text[::-1])


class Behind(Generic[T]):
    """Words with what each means, to be found before a place, the longest first, over a few words that say nothing.

    >>> over = Behind({"more than": ">", "no more than": "<"}, spaced=True, gaps=["the"])
    >>> over.find(Mirrored.of("no more than the 5"), 17)
    (0, '<')
    """

    def __init__(self, words: Mapping[str, T], *, spaced: bool, gaps: Iterable[str] = ()) -> None:
        self._words, gaps = dict(words), list(gaps)
        between = alternation(gap[::-1] for gap in gaps)
        whole = r"(?![^\W_])" if spaced else ""
        fillers = rf"(?:{SPACE}?{between}{whole}){{0,{_MOST_GAPS}}}?"
        inner = alternation(word[::-1] for word in self._words)
        # In the image, what began a word ends it.
        end = r"(?:(?![^\W_])|(?<=\W))" if spaced else ""
        self._edges = {*_SIGNS, *(word[-1] for word in [*self._words, *gaps])}
        self._pattern = compiled(rf"{_QUOTES}{fillers}{_QUOTES}{SPACE}?({inner}){end}") if self._words else None

    def find(self, mirrored: Mirrored, position: int) -> tuple[int, T] | None:
        """Return where the word before a place begins, and what it means."""
        if self._pattern is None:
            return None
        image, size = mirrored.image, len(mirrored.image)
        edge = image[size - position : size - position + 1]
        if edge in _BLANKS:
            edge = image[size - position + 1 : size - position + 2]
        if edge.lower() not in self._edges:
            return None
        match = self._pattern.match(image, size - position)
        if match is None:
            return None
        meaning = self._words.get(folded(match[1][::-1]))
        return None if meaning is None else (size - match.end(), meaning)


def stems(words: Iterable[str], end: str) -> str:
    """Return an alternation in which a word that ends with a star stands for all that begin so."""
    listed = list(words)
    open_ended = alternation(word[:-1] for word in listed if word.endswith("*"))
    whole = alternation(word for word in listed if not word.endswith("*"))
    return rf"(?:{open_ended}[^\W\d_]*|{whole}{end})"


def same(words: Iterable[str]) -> dict[str, bool]:
    """Give every word the same meaning: that it is there."""
    return dict.fromkeys(words, True)


def pattern_or_none(pattern: str, words: Iterable[str]) -> re.Pattern[str] | None:
    """Compile a pattern only if it has words to look for."""
    return compiled(pattern) if list(words) else None
