"""How lists of words become one regular expression that reads them in linear time: a trie, longest word first."""

import re
from collections.abc import Iterable

SPACE = r"[ \u00a0\u202f\u2009\n]"
EAST_ASIAN_COUNT = re.compile(
    r"\d[\d,.]{0,9} ?[\u5e74\u5343\u4edf\u4e07\u842c\u4ebf\u5104\u5146\ucc9c\ub9cc\uc5b5\uc870]"
)
"""An East Asian year or number with a scale; it may follow a Latin word without a space: OpenAI2025年, GPU1万基."""
_SPACES = re.compile(f"{SPACE}+")
_CLASSES = {" ": SPACE + "{1,3}", "'": "['\u2019\u02bc]", "-": "[-\u2010\u2011]"}

Trie = dict[str, "Trie"]


def alternation(words: Iterable[str]) -> str:
    """Return a group that matches any of the words, the longest that fits; nothing matches an empty list.

    A space stands for one to three spaces of any kind, ``'`` for any apostrophe, ``-`` for any hyphen.

    >>> re.fullmatch(alternation(["more than", "more"]), "more\u00a0than") is not None
    True
    """
    root: Trie = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return f"(?:{_branches(root)})" if root else r"(?!)"


def _branches(node: Trie) -> str:
    """Write a node's continuations; the optional tail is tried before the end."""
    tails = [_CLASSES.get(char, re.escape(char)) + _tail(child) for char, child in node.items() if char]
    return "|".join(tails)


def _tail(node: Trie) -> str:
    ends = "" in node
    if len(node) == ends:
        return ""
    inner = _branches(node)
    if len(node) - ends == 1 and not ends:
        return inner
    return f"(?:{inner})" + ("?" if ends else "")


def compiled(pattern: str) -> re.Pattern[str]:
    """Compile without regard to case; the lists hold words in lower case."""
    return re.compile(pattern, re.IGNORECASE)


def folded(word: str) -> str:
    """Bring a matched word back to how the lists write it.

    >>> folded("More\u202f than")
    'more than'
    """
    if word.isalnum() and word.isascii():
        return word.lower()
    plain = _SPACES.sub(" ", word).replace("\u2019", "'").replace("\u02bc", "'")
    return plain.replace("\u2010", "-").replace("\u2011", "-").lower()
