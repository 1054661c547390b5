"""Which of the first lines of a plain text is its title."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ..page import Block, BlockKind
from .selection import folded, weight

_FIRST = 6
_LONGEST = 240
_LONG = 80
_SHORTEST, _TAG = 8, 25
_SENTENCE = re.compile(r"[.。．;；,，、:：]['\"”’»」』)]*$")
_MARKS = re.compile(r"^\s{0,3}#{1,6}\s+|\s#+\s*$|\*\*|__")
_NO_TITLE = re.compile(r"https?://|^[@©(]|^\W*$|\d{1,2}:\d{2}|^(?:by|par|von|por|di|da)\s", re.IGNORECASE)


def titled(text: str, blocks: Sequence[Block], said: str | None) -> tuple[Block, ...]:
    """Mark the block that is the title: the one that is said to be, a first heading, or the longest short line on top.

    A text of one block has no title: it is a sentence that somebody wants to have read.
    """
    at = _place(text, blocks, folded(said or ""))
    if at is None:
        return tuple(blocks)
    title = replace(blocks[at], kind=BlockKind.TITLE, level=0)
    return (*blocks[:at], title, *blocks[at + 1 :])


def heading_words(text: str, block: Block) -> str:
    """Return the words of a title or heading without the marks of Markdown."""
    return _MARKS.sub("", text[block.start : block.end]).strip()


def _place(text: str, blocks: Sequence[Block], said: str) -> int | None:
    if len(blocks) <= 1:
        return None
    candidates: list[tuple[int, int]] = []
    for index, block in enumerate(blocks[:_FIRST]):
        words = heading_words(text, block)
        if said and folded(words) == said:
            return index
        if block.kind is BlockKind.HEADING and block.level == 1 and not candidates:
            return index
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or weight(words) > _LONGEST:
            break
        if _NO_TITLE.search(words) or (_SENTENCE.search(words) and block.kind is BlockKind.PARAGRAPH):
            if weight(words) > _LONG:
                break
            continue
        if block.kind is BlockKind.HEADING and candidates:
            break
        candidates.append((weight(words), index))
    return _best(candidates)


def _best(candidates: list[tuple[int, int]]) -> int | None:
    """Return the first line that may be a title, unless a tag or a name stands above a line much longer."""
    candidates = [each for each in candidates if each[0] >= _SHORTEST]
    if not candidates:
        return None
    first, longest = candidates[0], max(candidates, key=lambda each: each[0])
    return longest[1] if first[0] < _TAG and longest[0] > 2 * first[0] else first[1]
