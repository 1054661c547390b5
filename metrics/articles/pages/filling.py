"""What belongs to an article although its choice was passed over: rows, items and parts beside what was chosen."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from ..page import BlockKind
from .dom import Segment

_LONG = 80
_LONG_IN_HAN = 30
_NEAR = 30
_FACTS = re.compile(
    r"(?:^|[\s_-])(?:key[-_]?(?:facts?|figures?|numbers?|points?|takeaways?)|fact-?box|chiffres-?cles|en-?chiffres|"
    r"zahlen-?fakten|faktenbox|datos-?clave|in-?cifre)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""What a box of facts within an article is called."""
_ROWS = frozenset((BlockKind.LIST_ITEM, BlockKind.TABLE_ROW))


def filled(segments: Sequence[Segment], chosen: Sequence[int]) -> list[int]:
    """Return the chosen indexes without furniture and with what was passed over between them, ascending.

    Added are segments of the container that holds most of the article, rows and items of a table or list of which
    others were chosen, and long segments of further containers of the very same class: articles cut by advertisements.
    """
    kept = [index for index in chosen if not segments[index].furniture] or list(chosen)
    if not kept:
        return []
    return sorted({*kept, *_passed_over(segments, kept)})


def _passed_over(segments: Sequence[Segment], kept: list[int]) -> Iterator[int]:
    main = _main_container(segments, kept)
    wanted = set(kept)
    for index in range(kept[0], len(segments)):
        segment = segments[index]
        beyond = index > kept[-1]
        if beyond and segment.level == 1 and segment.kind is BlockKind.HEADING:
            return  # another article begins
        if index in wanted or segment.furniture or segment.linked * 2 > len(segment.text):
            continue
        inside = not beyond and (segment.container is main or _is_between(segments, index, wanted))
        if inside or _is_data_beside(segment, main) or _goes_on(segment, main):
            yield index


def _is_between(segments: Sequence[Segment], index: int, wanted: set[int]) -> bool:
    """Tell what belongs to its neighbours: a box of facts, a row or item among others, the heading of what was chosen."""
    segment = segments[index]
    if segment.kind is BlockKind.HEADING and _heads(segments, index, wanted):
        return True
    return _FACTS.search(segment.names) is not None or _is_row_among(segments, index, wanted)


def _goes_on(segment: Segment, main: Any) -> bool:
    return _is_long(segment.text) and _is_sister(segment.container, main)


def _heads(segments: Sequence[Segment], index: int, wanted: set[int]) -> bool:
    """Tell whether a heading stands right above a chosen segment, in one container with it."""
    return index + 1 in wanted and segments[index + 1].container is segments[index].container


def _is_data_beside(segment: Segment, main: Any) -> bool:
    """Tell whether a row belongs to a table with figures that stands in the same article beside its text."""
    if segment.kind is not BlockKind.TABLE_ROW or segment.container is None:
        return False
    above = main.getparent()
    around = main if main.tag == "body" or above is None or above.tag == "body" else above
    return around in segment.container.iterancestors()


def _main_container(segments: Sequence[Segment], kept: list[int]) -> Any:
    sizes: Counter[int] = Counter()
    for index in kept:
        sizes[id(segments[index].container)] += len(segments[index].text)
    main = max(sizes, key=lambda key: sizes[key])
    return next(segments[index].container for index in kept if id(segments[index].container) == main)


def _is_row_among(segments: Sequence[Segment], index: int, wanted: set[int]) -> bool:
    segment = segments[index]
    if segment.kind not in _ROWS:
        return False
    near = range(max(0, index - _NEAR), min(len(segments), index + _NEAR))
    return any(other in wanted and segments[other].container is segment.container for other in near)


def _is_long(text: str) -> bool:
    return len(text) > (_LONG if text[:_NEAR].isascii() else _LONG_IN_HAN)


def _is_sister(container: Any, main: Any) -> bool:
    """Tell whether two containers are of the same class and in the same article."""
    names = container.get("class")
    if not names or container.tag != main.tag or names != main.get("class"):
        return False
    return next(container.iterancestors("article"), None) is next(main.iterancestors("article"), None)
