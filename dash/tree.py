"""A tree of lines that fits any width: siblings share columns, and what has no room beside hangs below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

from .sheet import GAP, Look


@dataclass
class Node:
    """One branch: cells that line up with those of its siblings, then a note that wraps, then its own branches."""

    cells: Sequence[Text]
    note: Text = field(default_factory=Text)
    children: list["Node"] = field(default_factory=list)


@dataclass
class Tree:
    """The drawn tree: a rich renderable that fits any width."""

    head: Sequence[Text]
    branches: list[Node]
    look: Look

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Take any width."""
        del console
        return Measurement(1, options.max_width)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw into the width of the console."""
        width = max(1, options.max_width)
        for line in (part for text in self.head for part in text.wrap(console, width)):
            line.rstrip()
            yield line
        for line in self._drawn(self.branches, Text(), console, width):
            line.rstrip()
            line.truncate(width)
            yield line

    def _drawn(self, nodes: Sequence[Node], lead: Text, console: Console, width: int) -> Iterator[Text]:
        fork, last, down, blank = ("|- ", "`- ", "|  ", "   ") if self.look.charset == "ascii" else (
            "├─ ", "└─ ", "│  ", "   ")  # fmt: skip
        room = max(1, width - lead.cell_len - len(fork))
        widths = _widths(nodes, room)
        for index, node in enumerate(nodes):
            end = index == len(nodes) - 1
            inner = Text.assemble(lead, (blank if end else down, "dim"))
            for number, line in enumerate(_laid(node, widths, room, console)):
                before = Text.assemble(lead, (last if end else fork, "dim")) if number == 0 else inner
                yield before + line
            yield from self._drawn(node.children, inner, console, width)


def _widths(nodes: Sequence[Node], room: int) -> list[int]:
    """Measure the columns that siblings share, as many as there is room for."""
    most = max((len(node.cells) for node in nodes), default=0)
    widths = [max((node.cells[i].cell_len for node in nodes if len(node.cells) > i), default=0) for i in range(most)]
    while widths and sum(widths) + GAP * len(widths) > room + GAP and len(widths) > 1:
        widths.pop()
    return widths


def _laid(node: Node, widths: Sequence[int], room: int, console: Console) -> list[Text]:
    """Lay out one node: its cells in line, what has no room there in the note, the note beside or below."""
    line = Text(no_wrap=True)
    for cell, width in zip(node.cells, widths, strict=False):
        line.append_text(cell).append(" " * (width - cell.cell_len + GAP))
    spilled = [cell for cell in node.cells[len(widths) :] if cell.plain]
    note = Text(", ").join([*spilled, *([node.note] if node.note.plain else [])])
    if not line.plain.strip():
        return list(note.wrap(console, room)) or [Text()]
    if line.cell_len + note.cell_len <= room:
        return [line + note]
    line.rstrip()
    indent = Text(" " * min(4, max(0, room - 1)))
    return [line, *(indent + part for part in note.wrap(console, max(1, room - indent.cell_len)))]
