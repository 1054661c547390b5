"""How an HTML document becomes segments: the text of each of its blocks as a browser would lay it out."""

import re
from dataclasses import dataclass
from typing import Any

from ..page import BlockKind
from .assembly import CELL_BREAK
from .furniture import is_furniture
from .grids import Row, is_grid, rows_of
from .layout import BLOCKS, BREAK, SKIPPED, Element, is_unseen, laid_out, text_of

MOST_ELEMENTS = 50_000
"""No article has as many elements; what comes after them is left out."""
_NEVER_FURNITURE = frozenset(("html", "body", "main", "article"))
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_RANKS = {f"h{rank}": rank for rank in range(1, 7)}
_LEAVES = frozenset(("p", "li", *_RANKS))
_GRIDS = frozenset(("table", "dl"))
_INHERITED = frozenset((BlockKind.QUOTE, BlockKind.LIST_ITEM, BlockKind.CAPTION))


@dataclass(slots=True)
class Segment:
    """The text of one block of the document; ``linked`` of its characters are links, ``names`` are its classes."""

    text: str
    kind: BlockKind
    level: int = 0
    names: str = ""
    furniture: bool = False
    linked: int = 0
    row: Row = ()
    container: Element = None


@dataclass(frozen=True, slots=True)
class Outline:
    """A document as its segments in order; how many elements it has, and how deep they stand in each other."""

    segments: list[Segment]
    elements: int
    depth: int


@dataclass(slots=True)
class _Frame:
    """What a block element says of the text inside it."""

    kind: BlockKind
    level: int = 0
    names: str = ""
    furniture: bool = False
    container: Element = None
    listed: int = 0


def parse(html: str) -> Element:
    """Parse HTML leniently and return its root, or ``None`` if there is nothing in it at all."""
    from lxml import etree
    from lxml.html import HtmlElement, document_fromstring

    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False
    )
    # lxml.html's own parser asks a function in Python for the class of each element, each time that one is touched.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    try:
        return document_fromstring(_parseable(html), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


_SELF_CLOSED = re.compile(r"(<html\b[^<>]*)/>", re.IGNORECASE)
_PROLOGUE = re.compile(r"\s*(?:<\?xml\b[^>]*\?>\s*)?(?:<!doctype\b[^>]*>)?", re.IGNORECASE)
_TAG = re.compile(r"</?[\w:-]*")
# One control character, raw or by its number, and trafilatura finds no article: XML cannot hold them.
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x20), 0x7F])
_REFERENCES = re.compile(
    rb"&#(?:0*(?:[0-8]|1[4-9]|2[0-9]|3[01]|127)(?![0-9])|[xX]0*(?:[0-8eEfF]|1[0-9a-fA-F]|7[fF])(?![0-9a-fA-F]));?"
)
_BEGINNING = 4096
_STRETCH, _MOST_ATTRIBUTES = 5_000, 2_000


def _parseable(html: str) -> bytes:
    """Leave out what makes the parser stop early, NUL, a wrong doctype, a root that closes itself, or take hours."""
    beginning = _PROLOGUE.sub("", html[:_BEGINNING].lstrip("\ufeff"), count=1)
    repaired = _SELF_CLOSED.sub(r"\1>", beginning, count=1) + html[_BEGINNING:]
    plain = repaired.replace("\x00", "") if "\x00" in repaired else repaired
    body = _without_throngs(plain).encode("utf-8", "replace").translate(None, _CONTROLS)
    return _REFERENCES.sub(b"", body) if b"&#" in body else body


def _without_throngs(html: str) -> str:
    """Leave out the attributes of tags that have thousands: the parser's time grows with the square of their number."""
    pieces: list[str] = []
    done = text_until = 0
    for place in range(_STRETCH, len(html), _STRETCH):
        stretch = (place, place + _STRETCH)
        if place < done or html.find(">", *stretch) >= 0 or html.find("<", *stretch) >= 0:
            continue
        start = html.rfind("<", done, place) if place != text_until else -1
        if start < 0 or html.find(">", start, place) >= 0:
            text_until = place + _STRETCH
            continue
        end = html.find(">", place) % (len(html) + 1)  # an open one goes on to the end
        if html.count("=", start, end) + html.count(" ", start, end) > _MOST_ATTRIBUTES:
            pieces += (html[done:start], _TAG.findall(html, start, end)[0])
            done = end
    return "".join([*pieces, html[done:]]) if pieces else html


def outline_of(root: Element) -> Outline:
    """Return the visible text of a document, block by block, in its order, as far as its :data:`MOST_ELEMENTS`-th."""
    from lxml import etree

    walk = _Walk(root)
    depth = deepest = entered = 0
    steps = etree.iterwalk(root, events=("start", "end"))
    for event, element in steps:
        if event == "end":
            walk.leave(element, element.tag)
            depth -= 1
            continue
        entered += 1
        if entered > MOST_ELEMENTS:
            break
        depth += 1
        deepest = max(deepest, depth)
        if not walk.enter(element, element.tag):
            steps.skip_subtree()
    walk.end_line()
    return Outline(walk.segments, int(root.xpath("count(//*)")), deepest)


class _Walk:
    """The way through a document: what was read so far, where it stands, and the line that is being written."""

    def __init__(self, root: Element) -> None:
        self.segments: list[Segment] = []
        self.frames = [_Frame(BlockKind.PARAGRAPH, container=root)]
        self.skipped: Element = None
        self.line: list[str] = []
        self.links = self.linked = 0

    def enter(self, element: Element, tag: Any) -> bool:
        """Begin an element; false where nothing inside it is to be visited."""
        block = tag in BLOCKS
        if block and self.line:
            self.end_line()
        if tag in SKIPPED or not isinstance(tag, str) or is_unseen(element, tag):
            self.skipped = element
            return False
        if block:
            self.frames.append(self._frame(element, tag))
            if tag in _GRIDS and is_grid(element):
                self._add_rows(element)
                return False
        elif tag == "br":
            self.line.append(BREAK)
        elif tag == "a":
            self.links += 1
        text = element.text
        if text:
            self.write(text)
        return True

    def leave(self, element: Element, tag: str) -> None:
        """End an element and go on with what follows it."""
        if self.skipped is element:
            self.skipped = None
        elif tag in BLOCKS:
            if self.line:
                self.end_line()
            self.frames.pop()
        elif tag == "a":
            self.links -= 1
        tail = element.tail
        if tail:
            self.write(tail)

    def write(self, text: str) -> None:
        """Go on with the line."""
        self.line.append(text)
        if self.links:
            self.linked += len(text)

    def end_line(self) -> None:
        """Make segments of what was written, if it was anything."""
        line = "".join(self.line)
        self.line.clear()
        linked, self.linked = self.linked, 0
        if line.isspace() or not line:
            return
        frame = self.frames[-1]
        for text in laid_out(line):
            size = len(text)
            self._add(frame, text, frame.kind, min(size, linked))

    def _add(self, frame: _Frame, text: str, kind: BlockKind, linked: int = 0, row: Row = ()) -> None:
        self.segments.append(
            Segment(text, kind, frame.level, frame.names, frame.furniture, linked, row, frame.container)
        )

    def _add_rows(self, grid: Element) -> None:
        frame = self.frames[-1]
        for caption in grid.iterchildren("caption"):
            for text in laid_out(text_of(caption)):
                self._add(frame, text, BlockKind.CAPTION)
        full_of_links = _is_full_of_links(grid)
        for row in rows_of(grid, _cell_text):
            text = CELL_BREAK.join(placed.cell.text for placed in row if placed.own)
            self._add(frame, text, BlockKind.TABLE_ROW, len(text) * full_of_links, row)

    def _frame(self, element: Element, tag: str) -> _Frame:
        above = self.frames[-1]
        names = f"{element.get('class', '')} {element.get('id', '')}".strip()
        frame = _Frame(BlockKind.PARAGRAPH, 0, names or above.names, above.furniture, element, above.listed)
        if tag in _LEAVES:
            frame.container = above.container
        if tag not in _NEVER_FURNITURE:
            frame.furniture = above.furniture or tag == "nav" or (names != "" and is_furniture(names))
        if tag in _RANKS:
            frame.kind, frame.level = BlockKind.HEADING, _RANKS[tag]
        elif tag == "li":
            frame.kind, frame.level = BlockKind.LIST_ITEM, max(1, above.listed)
        elif tag in _LISTS:
            frame.listed = above.listed + 1
            frame.container = above.container
        elif tag == "blockquote":
            frame.kind = BlockKind.QUOTE
        elif tag == "figcaption":
            frame.kind = BlockKind.CAPTION
        elif above.kind in _INHERITED:
            frame.kind, frame.level = above.kind, above.level
        return frame


def _cell_text(cell: Element) -> str:
    return " ".join(laid_out(text_of(cell))).replace("\n", " ")


def _is_full_of_links(grid: Element) -> bool:
    linked = sum(len("".join(link.itertext())) for link in grid.iter("a"))
    return linked * 2 > len("".join(grid.itertext()).strip())
