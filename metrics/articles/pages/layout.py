"""How the text of a document is laid out: which elements break a line, which are never seen, what white space becomes."""

import re
import unicodedata
from typing import Any

Element = Any
"""An element of lxml, which comes without types."""


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


BLOCKS = _tags(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p "
    "pre section summary table tbody td tfoot th thead tr ul"
)
"""The elements that begin and end a line."""
SKIPPED = _tags(
    "script style noscript template svg math iframe object embed canvas audio video map head title meta "
    "link button select textarea input option datalist progress meter dialog rp rt"
)
"""The elements in which no running text stands."""
BREAK = "\x0b"
"""A line break inside a block, until the text is laid out."""

_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_FOR_OTHERS = re.compile(
    r"(?:^|\s)(?:mw-editsection|sr-only|screen-reader-text|visually-?hidden|assistive-text)(?:$|\s)"
)
_FOOTNOTE = re.compile(r"\s*\[?(?:\d{1,3}|[*†‡a-z])\]?\s*")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
_BREAKS = re.compile(r" ?\x0b ?")
_PARAGRAPHS = re.compile(
    r" ?\x0b(?: ?\x0b)+ ?"  # an empty line
    r"|(?<=[.!?。！？…”」』]) ?\x0b ?"  # a line that ends like a sentence
    r"| ?\x0b(?=\u3000|\xa0\xa0|[-–—•·●■◆▶]\s)"  # an indented or bulleted line
)


def is_unseen(element: Element, tag: str) -> bool:
    """Tell what a reader does not see, or should not: hidden elements, links to edit, and the signs of notes.

    A raised figure that leads to a note would be read on as a digit of the number before it.
    """
    style = element.get("style")
    if element.get("hidden") is not None or (style and _HIDDEN.search(style)):
        return True
    if tag == "sup":
        return element.find(".//a") is not None and _FOOTNOTE.fullmatch("".join(element.itertext())) is not None
    return tag == "span" and _FOR_OTHERS.search(element.get("class") or "") is not None


def text_of(element: Element) -> str:
    """Return the text inside an element with a break at each block, before :func:`laid_out`."""
    parts: list[str] = []
    unseen: set[Element] = set()
    for inner in element.iter():
        tag = inner.tag
        gap = " " if tag in BLOCKS or tag == "br" else ""
        above = inner.getparent() in unseen
        if above or tag in SKIPPED or (inner is not element and is_unseen(inner, tag)):
            unseen.add(inner)
        elif inner.text:
            parts += (gap, inner.text)
        if inner.tail and inner is not element and not above:
            parts += (gap, inner.tail)
    return "".join(parts)


def laid_out(raw: str) -> list[str]:
    """Return the paragraphs of raw text: runs of white space become one space, but no-break spaces stay.

    A single line break inside a sentence stays as a newline.
    """
    if raw.isascii() and (plain := raw.strip()).isprintable() and "  " not in plain:
        return [plain] if plain else []  # most texts are as they should be
    clean = _SPACE.sub(" ", _INVISIBLE.sub("", raw))
    if not clean.isascii() and not unicodedata.is_normalized("NFC", clean):
        clean = unicodedata.normalize("NFC", clean)
    paragraphs = _PARAGRAPHS.split(clean) if BREAK in clean else [clean]
    return [text for paragraph in paragraphs if (text := _BREAKS.sub("\n", paragraph).strip())]
