"""How plain text and Markdown are read: nothing in the text is changed, its blocks are found in it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from ..page import Block, BlockKind, Extent

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.{0,20000}?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_ENTRY = re.compile(r"^([A-Za-z_][\w.-]*):[ \t]+(.+?)[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"[ ]{0,3}(```+|~~~+)")
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"[ ]{0,3}(=+|-{3,})[ \t]*")
_RULE = re.compile(r"[ ]{0,3}(?:[-*_][ \t]*){3,}|[ ]{0,3}<!--.*-->\s*|\s*!\[[^\]\n]*\]\([^)\n]*\)\s*")
_ITEM = re.compile(r"([ \t]*)(?:[-*+•·●■▪◦‣○◆▶►✓✔➤→–—]|\(?\d{1,3}[.)](?=[ \t])|\d{1,2}、|[①-⑳])[ \t\u3000]*(?=\S)")
_NOT_ITEM = re.compile(r"[ \t]*(?:\*\*|[-–—+]\d|[*_]{1,2}\w[^*_]*[*_]{1,2}|--+)")
_BOLD_LINE = re.compile(r"[ ]{0,3}(\*\*|__)(?=\S)[^*_\n]{2,100}\1[ \t]*[:：]?[ \t]*")
_QUOTE = re.compile(r"[ ]{0,3}>(?!\s*[\d$€£¥=])[ \t]?")
_DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-{1,}:?[ \t]*(?:\|[ \t]*:?-{1,}:?[ \t]*)*\|?[ \t]*")
_CUTS = {"|": re.compile(r"(?<!\\)\|"), "\t": re.compile(r"\t"), ";": re.compile(";")}
_SEMICOLONS = re.compile(r"[^;]{0,60}(?:;[^;]{0,40}){2,12}")
"""A line of short cells parted by semicolons, as of a table that was saved as values."""
_WIDE, _NARROW = 130, 40
_MANY_LINES = 3
MOST_LINES = 20_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text; ``start`` and ``end`` leave out white space at its ends."""

    start: int
    end: int
    text: str


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """Return the keys and values that stand before a Markdown text, and where the text begins."""
    found = _FRONT_MATTER.match(text)
    if found is None:
        return {}, 0
    return {key.lower(): value.strip("\"'") for key, value in _ENTRY.findall(found[1])}, found.end()


def blocks_of(text: str, start: int = 0) -> tuple[Block, ...]:
    """Find the blocks of a text from an offset on: headings, list items, rows of tables, quotes and paragraphs.

    No article has more than :data:`MOST_LINES`: what comes after them is left out.
    """
    return tuple(block for group in _groups(list(_lines(text, start))) for block in _blocks(text, group))


def _lines(text: str, start: int) -> Iterator[Line]:
    position = start
    for raw in text[start:].split("\n", MOST_LINES)[:MOST_LINES]:
        bare = raw.strip()
        first = position + (len(raw) - len(raw.lstrip()) if bare else 0)
        yield Line(first, first + len(bare), raw)
        position += len(raw) + 1


def _groups(lines: list[Line]) -> Iterator[list[Line]]:
    """Yield the lines that stand together without an empty one, leaving out fenced code and rules."""
    group: list[Line] = []
    fences = [index for index, line in enumerate(lines) if _FENCE.match(line.text)]
    fenced = {
        index for opened, closed in zip(fences[::2], fences[1::2], strict=False) for index in range(opened, closed + 1)
    }
    for index, line in enumerate(lines):
        ruled = _RULE.fullmatch(line.text) and not (group and _UNDERLINE.fullmatch(line.text))
        if line.start == line.end or index in fenced or ruled:
            if group:
                yield group
            group = []
        else:
            group.append(line)
    if group:
        yield group


def _blocks(text: str, group: Sequence[Line]) -> Iterator[Block]:
    """Yield the blocks of lines that stand together: rows where they form a table, else running text."""
    for separator, run in groupby(group, key=lambda line: _separator(line.text)):
        lines = list(run)
        rows = _table(text, lines, separator) if separator and len(lines) > 1 else []
        yield from rows or _running(lines)


def _separator(text: str) -> str:
    """Return what parts the cells of a line, if it may be the row of a table."""
    if "|" in text:
        return "|"
    if "\t" in text.strip():
        return "\t"
    return ";" if _SEMICOLONS.fullmatch(text) else ""


def _running(group: Sequence[Line]) -> Iterator[Block]:
    """Yield the blocks of running text."""
    width = _width(group)
    block: Block | None = None
    last: Line | None = None
    for line in group:
        kind, level = _kind(line, block)
        if kind is None:  # the underline of a heading
            block = (
                replace(block, kind=BlockKind.HEADING, level=1 if line.text.lstrip()[0] == "=" else 2)
                if block
                else None
            )
            continue
        if block is not None and last is not None and _goes_on(block, last, line, kind, width):
            block = replace(block, end=line.end)
        else:
            if block is not None:
                yield block
            block = Block(kind, line.start, line.end, level)
        last = line
    if block is not None:
        yield block


def _kind(line: Line, above: Block | None) -> tuple[BlockKind | None, int]:
    heading = _HEADING.match(line.text)
    if heading is not None:
        return BlockKind.HEADING, len(heading[1])
    if above is not None and above.kind is BlockKind.PARAGRAPH and _UNDERLINE.fullmatch(line.text):
        return None, 0
    if _BOLD_LINE.fullmatch(line.text):
        return BlockKind.HEADING, 6
    item = _ITEM.match(line.text)
    if item is not None and not _NOT_ITEM.match(line.text):
        return BlockKind.LIST_ITEM, 1 + len(item[1].expandtabs(4)) // 2
    return (BlockKind.QUOTE if _QUOTE.match(line.text) else BlockKind.PARAGRAPH), 0


def _goes_on(block: Block, last: Line, line: Line, kind: BlockKind, width: int) -> bool:
    """Tell whether a line goes on with a block: it is wrapped, or indented under a list item."""
    if block.kind is BlockKind.QUOTE:
        return kind is BlockKind.QUOTE or _is_wrapped(last, line, width)
    if kind is not BlockKind.PARAGRAPH:
        return False
    if block.kind is BlockKind.LIST_ITEM:
        return line.text[:1] in " \t" or _is_wrapped(last, line, width)
    return block.kind is BlockKind.PARAGRAPH and _is_wrapped(last, line, width)


def _width(group: Sequence[Line]) -> int:
    """Return the width at which lines are wrapped, or 0 if their breaks mean something."""
    longest = max(len(line.text.rstrip()) for line in group)
    if len(group) < _MANY_LINES or not _NARROW <= longest <= _WIDE:
        return 0
    pairs = [pair for pair in pairwise(group) if not _ITEM.match(pair[1].text)]
    wrapped = sum(1 for last, line in pairs if _is_wrapped(last, line, longest))
    return longest if pairs and wrapped >= 0.8 * len(pairs) else 0


def _is_wrapped(last: Line, line: Line, width: int) -> bool:
    """Tell whether a line was broken only because its next word did not fit any more."""
    return 0 < width <= len(last.text.rstrip()) + 1 + len(line.text.split(maxsplit=1)[0])


def _table(text: str, group: Sequence[Line], separator: str) -> list[Block]:
    """Return the rows of a table with pipes (as in Markdown) or tabs, or nothing if the lines are none."""
    ruled = next((index for index, line in enumerate(group) if index and _DELIMITER.fullmatch(line.text)), None)
    framed = all(line.text.lstrip().startswith("|") for line in group)
    even = separator in "\t;" and len({line.text.strip().count(separator) for line in group}) == 1
    even = even and (separator == "\t" or len(group) >= _MANY_LINES)
    if ruled is None and not framed and not even:
        return []
    rows = [line for line in group if not _DELIMITER.fullmatch(line.text)]
    head = group[ruled - 1] if ruled is not None else None if any(map(str.isdigit, rows[0].text)) else rows[0]
    heads = _cells(text, head, separator) if head is not None else []
    return [_row(text, line, separator, () if line is head else heads) for line in rows]


def _row(text: str, line: Line, separator: str, heads: Sequence[Extent]) -> Block:
    cells = _cells(text, line, separator)
    over = tuple(heads[i] if i < len(heads) else (0, 0) for i in range(len(cells)))
    return Block(BlockKind.TABLE_ROW, line.start, line.end, 0, tuple(cells), over)


def _cells(text: str, line: Line, separator: str) -> list[Extent]:
    row = text[line.start : line.end]
    cuts = [match.start() for match in _CUTS[separator].finditer(row)]
    cells = []
    for first, last in zip([-1, *cuts], [*cuts, len(row)], strict=True):
        cell = row[first + 1 : last]
        if (first >= 0 and last < len(row)) or cell.strip():
            lead = len(cell) - len(cell.lstrip())
            cells.append((line.start + first + 1 + lead, line.start + first + 1 + max(lead, len(cell.rstrip()))))
    return cells
