"""What a page is once it has been read: one text that is never edited again, its blocks, and what the page says of itself."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ..vocabulary import Precision

Extent = tuple[int, int]
"""Where something stands in :attr:`Page.text`: first and behind-last code point."""


class BlockKind(StrEnum):
    """What a block of text is on its page."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list item"
    TABLE_ROW = "table row"
    QUOTE = "quote"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the text that no sentence crosses; a newline inside it is only a space to the reader.

    ``level`` is the rank of a heading (1 is the highest) and the depth of a list item (1 is the outermost). A row of
    a table has its ``cells``, and for each of them the words that head its column in ``heads`` (an empty extent where
    there are none); a cell that spans several rows stands in each of them, so an extent may lie outside the block.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    cells: tuple[Extent, ...] = ()
    heads: tuple[Extent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The day of publication as finely as it is written.

    ``on`` is the first day of what is written, and the local one: no zone is converted. ``source`` says where it was
    read: ``meta article:published_time``, ``json-ld``, ``url path``, ``time tag``, ``byline``, ``feed`` or ``given``.
    """

    on: date
    precision: Precision
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as it was read: every offset that is ever stored points into ``text``.

    The text of an HTML page is that of its document, block by block, with its no-break spaces; of plain text and
    Markdown it is the file as decoded, where only CRLF became LF. ``language`` is an ISO 639-1 code, ``script`` tells
    ``Hans`` from ``Hant``. ``notes`` are for a person: what was missing, and what was only guessed.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    title: str | None = None
    standfirst: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published_on: date | None = None
    published_precision: Precision | None = None
    published_from: str | None = None
    language: str | None = None
    language_from: str | None = None
    script: str | None = None
    media_type: str = "text/plain"
    paywalled: bool = False
    notes: tuple[str, ...] = field(default=())

    @property
    def sha256(self) -> str:
        """The hash of the text: other advertisements around the same article do not make it another version."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def locale(self) -> str | None:
        """The language with its script where that matters: ``zh-Hant``."""
        return f"{self.language}-{self.script}" if self.language and self.script else self.language

    def words(self, block: Block) -> str:
        """Return the text of a block."""
        return self.text[block.start : block.end]
