"""What a page is, from its bytes: HTML, a feed, Markdown or plain text; and what is refused, in one line."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ...errors import UsageError
from ...literal import one_line
from ..page import Block, BlockKind, Page
from .addresses import canonical, web_address
from .bylines import day_said
from .charset import decoded
from .feeds import is_feed, read_whole_feed
from .head import one_space
from .language import language_of
from .plain import MOST_LINES, blocks_of, front_matter
from .publication import given, reading
from .titles import heading_words, titled
from .webpage import NO_DAY, Given, read_html

_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office file"),
    (b"\xd0\xcf\x11\xe0", "an old office file"),
    (b"\x1f\x8b", "compressed"),
    (b"\x28\xb5\x2f\xfd", "compressed"),
    (b"BZh", "compressed"),
    (b"\xfd7zXZ", "compressed"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture, sound or film"),
    (b"ID3", "sound"),
    (b"OggS", "sound"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"{\\rtf", "an RTF file"),
)
_MEDIA = (
    ("pdf", "a PDF file"),
    ("image/", "a picture"),
    ("video/", "a film"),
    ("audio/", "sound"),
    ("zip", "an archive"),
)
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]", re.IGNORECASE)
_TAGS = re.compile(r"</(?:p|div|h[1-6]|li|a|span|section|td)>", re.IGNORECASE)
_BEGINNING = 1 << 14
_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\r\f\x1b")
_MOST_CONTROLS, _STRAY = 0.02, 0.001
_MANY_TAGS = 3
_DAYS = ("date", "published", "publish_date", "pubdate", "datepublished")
_NEAR = 6


def read_page(  # noqa: PLR0913 what is known of a page besides its bytes
    content: bytes,
    *,
    url: str | None = None,
    media_type: str | None = None,
    charset: str | None = None,
    published: date | None = None,
    language: str | None = None,
) -> Page:
    """Read a page: HTML, a feed or an entry of one, Markdown or plain text. What the page says itself wins over what is given.

    A page without an article, without a day or without a known language is no error: its ``notes`` say so.

    Raises:
        UsageError: the bytes are no text: a PDF, a picture, an archive.
    """
    medium, _, parameters = (media_type or "").partition(";")
    medium = medium.strip().lower()
    _refuse(content, medium, url)
    said = charset or (parameters.partition("charset=")[2].strip() or None)
    text, _, note = decoded(content, said)
    about = Given(url=url, published=published, language=language, notes=(note,) if note else ())
    beginning = text[:_BEGINNING].lstrip("\ufeff \t\r\n")
    if is_feed(beginning):
        return read_whole_feed(text, about)
    if _is_html(beginning, medium, url):
        return read_html(text, about, medium if "html" in medium else "text/html")
    return _read_plain(text, about, "text/markdown" if _is_markdown(medium, url) else medium or "text/plain")


def _refuse(content: bytes, medium: str, url: str | None) -> None:
    what = next((name for sign, name in _MAGIC if content.startswith(sign)), None)
    what = what or next((name for sign, name in _MEDIA if sign in medium), None)
    if what is None and _is_binary(content):
        what = "binary"
    if what is not None:
        source = f"{one_line(url)} is" if url else "this is"
        raise UsageError(f"{source} {what}, which cannot be read as an article: save its text as .txt, .md or .html")


def _is_binary(content: bytes) -> bool:
    sample = content[:_BEGINNING]
    text, name, _ = decoded(sample)
    if name.startswith(("utf-16", "utf-32")):
        return "\x00" in text
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    stray = sample.count(0) <= _STRAY * len(sample) and _HTML.search(text) is not None
    return (b"\x00" in sample and not stray) or controls > _MOST_CONTROLS * max(1, len(sample))


def _is_html(beginning: str, medium: str, url: str | None) -> bool:
    if _is_markdown(medium, url):
        return False
    if (
        "html" in medium
        or _HTML.match(beginning)
        or (medium in ("", "text/xml", "application/xml") and _HTML.search(beginning))
    ):
        return True
    return beginning.startswith("<") and medium == "" and len(_TAGS.findall(beginning)) >= _MANY_TAGS


def _is_markdown(medium: str, url: str | None) -> bool:
    return "markdown" in medium or (url or "").lower().endswith((".md", ".markdown"))


def _read_plain(text: str, about: Given, medium: str) -> Page:
    """Read plain text or Markdown; what stands before it as front matter, or in a line of its own, is said of it."""
    text = text.replace("\r\n", "\n")
    said, start = front_matter(text)
    blocks = titled(text, blocks_of(text, start), said.get("title"))
    tongue = language_of(text[start:], said.get("language") or said.get("lang"), about.language)
    address = web_address(said.get("canonical_url") or said.get("url") or said.get("source"))
    day = next((found for key in _DAYS for found in reading(said.get(key), "front matter")), None)
    day = day or day_said([text[block.start : block.end] for block in blocks[:_NEAR]], tongue.language)
    day = day or (given(about.published) if about.published else None)
    heading = next((block for block in blocks if block.kind is BlockKind.TITLE), None)
    notes = [*about.notes, *([tongue.note] if tongue.note else []), *_lack(text, blocks)]
    return Page(
        text=text,
        blocks=blocks,
        title=said.get("title") or (one_space(heading_words(text, heading)) if heading else None),
        url=web_address(about.url),
        canonical_url=canonical(about.url, address) or address,
        publisher=said.get("publisher") or said.get("site"),
        author=said.get("author"),
        published_on=day.on if day else None,
        published_precision=day.precision if day else None,
        published_from=day.source if day else None,
        language=tongue.language,
        language_from="front matter" if tongue.source == "html lang" else tongue.source,
        script=tongue.script,
        media_type=medium,
        notes=(*notes, *([] if day or not blocks else [NO_DAY])),
    )


def _lack(text: str, blocks: Sequence[Block]) -> Iterator[str]:
    if not blocks:
        yield "the page is empty"
    if text.count("\n") >= MOST_LINES:
        yield f"the text has more than {MOST_LINES:,} lines: the others were not read"
