"""Parts of a text that are left out of a reading: blotted out so that every offset stays."""

import re
from collections.abc import Iterable

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s)\]>\"«»“”]+")
_FIRST, _SHARE = 3000, 100
BLOT = "\ue000"
"""A private character: no letter, no digit, no space."""


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Blot out spans of a text, its length unchanged.

    >>> masked("in 2024 5 models", [(3, 7)]).replace(BLOT, "#")
    'in #### 5 models'
    """
    pieces: list[str] = []
    position = 0
    for start, end in sorted(spans):
        begin = max(start, position)
        if begin >= end:
            continue
        pieces += [text[position:begin], BLOT * (end - begin)]
        position = end
    return "".join([*pieces, text[position:]])


def without_addresses(text: str) -> str:
    """Blot out web addresses, whose numbers are no figures, the length unchanged."""
    return _ADDRESS.sub(lambda match: BLOT * len(match[0]), text)


def budget_of(text: str) -> int:
    """Return how many figures are looked for in a text: far more than prose holds, so that time stays bounded.

    >>> budget_of("x" * 600)
    3006
    """
    return _FIRST + len(text) // _SHARE
