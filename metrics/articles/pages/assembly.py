"""How the text of a page is put together from its parts, each a block that knows where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..page import Block, BlockKind, Extent
from .grids import Placed, Row

_ROWS = frozenset((BlockKind.LIST_ITEM, BlockKind.TABLE_ROW))
CELL_BREAK = " | "
"""What stands between two cells of a row."""


@dataclass(frozen=True, slots=True)
class Part:
    """A block before it has its place."""

    kind: BlockKind
    text: str
    level: int = 0
    row: Row = ()


def assembled(parts: Iterable[Part]) -> tuple[str, tuple[Block, ...]]:
    """Return one text and its blocks: an empty line between blocks, but none between the rows of a table or a list."""
    pieces: list[str] = []
    blocks: list[Block] = []
    position = 0
    last: BlockKind | None = None
    for part in parts:
        gap = "" if last is None else "\n" if part.kind is last and last in _ROWS else "\n\n"
        pieces += (gap, part.text)
        start = position + len(gap)
        position = start + len(part.text)
        blocks.append(_block(part, start, position))
        last = part.kind
    return "".join(pieces), tuple(blocks)


def _block(part: Part, start: int, end: int) -> Block:
    if not part.row:
        return Block(part.kind, start, end, part.level)
    position = start
    for placed in part.row:
        if placed.own:
            placed.cell.extent = (position, position + len(placed.cell.text))
            position = placed.cell.extent[1] + len(CELL_BREAK)
    cells = tuple(placed.cell.extent for placed in part.row)
    return Block(part.kind, start, end, part.level, cells, tuple(map(_head, part.row)))


def _head(placed: Placed) -> Extent:
    return (0, 0) if placed.head is None else placed.head.extent
