"""Which segments of a document are its article: trafilatura chooses, and its lines are found again in the document.

Where it finds nothing, or the document is so large or so deep that it would take minutes or give up, the container with
the most running text is taken.
"""

import bisect
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..page import BlockKind
from .dom import Outline, Segment
from .extraction import body_of

_NOT_WORD = re.compile(r"\W+")
_LINES = frozenset(
    ("p", "head", "item", "cell", "row", "quote", "table", "list", "ab", "code", "body", "div", "fw", "graphic")
)
_SHORT = 12
_END = 40
_VAIN_AT_MOST = 200
_MOST_ELEMENTS, _DEEPEST = 10_000, 100
_RUNNING, _HAN_WEIGHT = 60, 3
_HAN = re.compile("[\u3041-\u9fff\uac00-\ud7a3]")
_LEAST = 140


def chosen(root: Any, outline: Outline) -> list[int]:
    """Return the indexes of the segments that make the main text, ascending; none if there is no such text."""
    if outline.segments and outline.elements <= _MOST_ELEMENTS and outline.depth <= _DEEPEST:
        body = body_of(root, sum(len(segment.text) for segment in outline.segments if _is_text(segment)))
        lines = [] if body is None else list(_lines(body))
        found = _Folded(outline.segments).find(lines) if lines else ()
        if found and not _is_navigation([outline.segments[index] for index in found]):
            return sorted(found)
    return _densest(outline.segments)


def weight(text: str) -> int:
    """Return how much a text says: its length, but a Han, kana or hangul character says more than a letter."""
    return len(text) if text.isascii() else len(text) + (_HAN_WEIGHT - 1) * len(_HAN.findall(text))


def _is_text(segment: Segment) -> bool:
    """Tell what may be read on from furniture and from links."""
    return not segment.furniture and 2 * segment.linked < len(segment.text)


def _is_navigation(segments: Sequence[Segment]) -> bool:
    """Tell a list of links from a text."""
    return sum(segment.linked for segment in segments) > 0.7 * sum(len(segment.text) for segment in segments)


def _densest(segments: Sequence[Segment]) -> list[int]:
    """Return the running text of the container that holds the most of it."""
    by_container: dict[int, list[int]] = {}
    for index, segment in enumerate(segments):
        if _is_text(segment) and segment.kind is not BlockKind.CAPTION:
            by_container.setdefault(id(segment.container), []).append(index)
    sizes = {key: sum(_running(segments[index]) for index in indexes) for key, indexes in by_container.items()}
    best = max(sizes, key=lambda key: sizes[key], default=None)
    return by_container[best] if best is not None and sizes[best] >= _LEAST else []


def _running(segment: Segment) -> int:
    size = weight(segment.text)
    return size if size >= _RUNNING or segment.row else 0


def folded(text: str) -> str:
    """Fold a text to its letters and digits, so that white space, quotes and bullets do not hinder finding it.

    >>> folded("« 22,2\u00a0millions »")
    '222millions'
    """
    return _NOT_WORD.sub("", text if text.isascii() else unicodedata.normalize("NFKC", text))


def _lines(body: Any) -> Iterator[str]:
    from lxml import etree

    line: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _LINES:
            yield from _folded_line(line)
        text = element.text if event == "start" else element.tail
        if text:
            line.append(text)
    yield from _folded_line(line)


def _folded_line(line: list[str]) -> Iterator[str]:
    text = folded("".join(line))
    line.clear()
    if text:
        yield text


class _Folded:
    """The segments of a document as one folded text, in which lines are looked up."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        parts = [folded(segment.text) for segment in segments]
        self.text = "".join(parts)
        self.starts: list[int] = []
        self.exact: dict[str, list[int]] = {}
        position = 0
        for index, part in enumerate(parts):
            self.starts.append(position)
            position += len(part)
            self.exact.setdefault(part, []).append(index)
        self.vain = 0

    def find(self, lines: Iterable[str]) -> set[int]:
        """Return the indexes of the segments in which the lines stand; each line is looked for after the one before."""
        found: set[int] = set()
        cursor = 0
        for line in lines:
            indexes = self._exact(line, cursor, found) or self._within(line, cursor)
            if indexes:
                found.update(indexes)
                cursor = indexes[-1]
        return found

    def _exact(self, line: str, cursor: int, found: set[int]) -> Sequence[int]:
        places = self.exact.get(line)
        if not places:
            return ()
        at = bisect.bisect_left(places, cursor)
        fresh = next((index for index in places[at : at + 8] if index not in found), None)
        return (fresh if fresh is not None else places[min(at, len(places) - 1)],)

    def _within(self, line: str, cursor: int) -> Sequence[int]:
        """Find a line that is a part of a segment, or that several make together, or else by its two ends."""
        if len(line) < _SHORT or self.vain > _VAIN_AT_MOST:
            return ()
        after = self.starts[cursor]
        for wanted in (line, line[:_END], line[-_END:]):
            at = self.text.find(wanted, after)
            at = at if at >= 0 else self.text.find(wanted, 0, after)
            if at >= 0:
                return range(self._index(at), self._index(at + len(wanted) - 1) + 1)
        self.vain += 1
        return ()

    def _index(self, position: int) -> int:
        return bisect.bisect_right(self.starts, position) - 1
