"""A text without the marks of Markdown, and where each of its characters stands in the text itself."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from ..digits import narrowed

_MARKS = re.compile(
    r"\]\((?:https?://|/|#|mailto:)[^)\s]{0,2000}(?:\s\"[^\"\n]{0,300}\")?\)"  # the target of a link
    r"|!?\[(?=[^\]\n]{1,400}\]\()"  # what opens its words
    r"|\]?\[\d{1,3}\](?![(\w])"  # a footnote
    r"|\*{1,3}|__|(?<!\w)_(?=\w)|(?<=\w)_(?!\w)|`+|~~|\\(?=[\[\]~$*_#.|()-])"
    r"|[\u200b-\u200f\u2060\ufeff\u00ad\ufe0f]"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"'）)\]]{1,2000}")


@dataclass(frozen=True, slots=True)
class Plain:
    """The text that is read; ``places`` is ``None`` where nothing was left out."""

    text: str
    places: tuple[int, ...] | None = None

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part of this text stands in the text that it was made of."""
        if self.places is None or start >= end:
            return start, end
        return self.places[start], self.places[end - 1] + 1

    def place(self, offset: int) -> int:
        """Return where the first character at or behind an offset of the original stands here."""
        return offset if self.places is None else bisect_left(self.places, offset)


def plain_of(text: str) -> Plain:
    """Leave out emphasis, link targets and invisible characters; web addresses become spaces, full-width letters plain.

    >>> plain_of("**22,2** millions").text, plain_of("オープンＡＩは８億人").text
    ('22,2 millions', 'オープンAIは8億人')
    """
    spaced = narrowed(_ADDRESS.sub(_blank, text) if "://" in text or "www." in text else text)
    pieces: list[str] = []
    places: list[int] = []
    position = 0
    for mark in _MARKS.finditer(text):
        pieces.append(spaced[position : mark.start()])
        places.extend(range(position, mark.start()))
        position = mark.end()
    if not position:
        return Plain(spaced)
    pieces.append(spaced[position:])
    places.extend(range(position, len(text)))
    return Plain("".join(pieces), tuple(places))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
