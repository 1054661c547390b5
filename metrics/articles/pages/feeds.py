"""The entries of a feed (RSS, RDF, Atom) as pages: a title and what of the text the feed gives."""

import html as entities
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from ..page import BlockKind, Page, Published
from .addresses import canonical, web_address
from .assembly import Part, assembled
from .dom import outline_of, parse
from .head import one_space
from .language import language_of
from .layout import laid_out
from .publication import given, reading
from .webpage import NO_DAY, Given

_ROOT = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*|<\?[^>]*\?>\s*|<!DOCTYPE[^>]*>\s*)*<(?:\w+:)?(rss|feed|rdf|channel|item|entry)\b",
    re.IGNORECASE | re.DOTALL,
)
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)(\w{2,12});", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DECLARATION = re.compile(r"^\s*\ufeff?\s*<\?xml[^>]*\?>")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_MOST = 1_000
_DAYS = ("published", "pubDate", "date", "issued", "created")
_BODIES = ("encoded", "content", "description", "summary")


def is_feed(text: str) -> bool:
    """Tell whether a text is a feed, or an entry of one."""
    return _ROOT.match(text[:8192]) is not None


def read_feed(text: str, about: Given) -> list[Page]:
    """Read the entries of a feed, each as a page of its own; a broken feed gives those that can be read."""
    return [_entry_page(entry, feed, about) for feed in [_Feed.parsed(text)] for entry in feed.entries]


def read_whole_feed(text: str, about: Given) -> Page:
    """Read a feed as one page: that of its only entry, or one without a day in which the entries follow each other."""
    feed = _Feed.parsed(text)
    if len(feed.entries) == 1:
        return _entry_page(feed.entries[0], feed, about)
    parts = [
        replace(part, kind=BlockKind.HEADING, level=2) if part.kind is BlockKind.TITLE else part
        for entry in feed.entries
        for part in _parts(*_title_and_body(entry))
    ]
    page = _made(parts, feed.site, Given(url=about.url, language=feed.language or about.language), None)
    note = f"this is a feed of {len(feed.entries)} entries, each with a day of its own: none is taken for all of them"
    return replace(page, url=web_address(about.url), publisher=feed.site, notes=(*about.notes, note))


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one of its entries: where it leads, as it is written there, its day and its language."""

    link: str | None
    published: Published | None
    language: str | None


def entries_of(text: str) -> list[Entry]:
    """List the entries of a feed without reading them; a broken feed gives those that can be made out."""
    feed = _Feed.parsed(text)
    return [Entry(_link(entry), _day(entry), _xml_language(entry) or feed.language) for entry in feed.entries]


@dataclass(frozen=True, slots=True)
class _Feed:
    """The entries of a feed and what it says of them all."""

    entries: list[Any]
    language: str | None
    site: str | None

    @classmethod
    def parsed(cls, text: str) -> Self:
        from lxml import etree

        mended = _ENTITY.sub(lambda found: entities.unescape(found[0]), _CONTROLS.sub("", _DECLARATION.sub("", text)))
        parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(mended.encode("utf-8", "replace"), parser=parser)
        if root is None:
            return cls([], None, None)
        entries = [element for element in root.iter() if _name(element) in ("item", "entry")][:_MOST]
        outer = [root, *(each for each in root if _name(each) == "channel")]
        language = next((found for each in outer if (found := _text(each, "language") or _xml_language(each))), None)
        site = next((title for each in outer if _name(each) != "item" and (title := _text(each, "title"))), None)
        return cls(entries, language, one_space(site) if site and root not in entries else None)


def read_entry(
    title: str, html: str, *, url: str | None = None, published: date | str | None = None, language: str | None = None
) -> Page:
    """Read one entry of a feed: its title, the HTML of its content or summary, and what else the feed says of it."""
    written = published.isoformat() if isinstance(published, date) else published
    day = next(reading(written, "feed"), None)
    parts = list(_parts(title, html))
    return _made(parts, None, Given(url=web_address(url), language=language), day)


def _entry_page(entry: Any, feed: _Feed, about: Given) -> Page:
    fields = {_name(child): child for child in reversed(list(entry))}
    day = _day(entry) or (given(about.published) if about.published else None)
    language = _xml_language(entry) or feed.language or about.language
    own = Given(url=web_address(_link(entry), about.url), language=language)
    author = next((fields[name] for name in ("creator", "author") if name in fields), None)
    written = one_space(" ".join(author.itertext())) if author is not None else None
    page = _made(list(_parts(*_title_and_body(entry))), feed.site, own, day)
    return replace(page, author=written or None, notes=(*about.notes, *page.notes))


def _day(entry: Any) -> Published | None:
    fields = {_name(child): child for child in reversed(list(entry))}
    return next((found for name in _DAYS if name in fields for found in reading(fields[name].text, "feed")), None)


def _title_and_body(entry: Any) -> tuple[str, str]:
    fields = {_name(child): child for child in reversed(list(entry))}
    bodies = (_inner(fields[name]) for name in _BODIES if name in fields)
    return _inner(fields["title"]) if "title" in fields else "", max(bodies, key=len, default="")


def _parts(title: str, html: str) -> Iterator[Part]:
    headline = one_space(" ".join(laid_out(_plain(title))))
    if headline:
        yield Part(BlockKind.TITLE, headline)
    root = parse(f"<div>{html}</div>") if html.strip() else None
    for segment in outline_of(root).segments if root is not None else ():
        if not segment.furniture:
            yield Part(segment.kind, segment.text, segment.level, segment.row)


def _made(parts: Sequence[Part], site: str | None, about: Given, day: Published | None) -> Page:
    text, blocks = assembled(parts)
    tongue = language_of(text, about.language)
    return Page(
        text=text,
        blocks=blocks,
        title=next((part.text for part in parts if part.kind is BlockKind.TITLE), None),
        url=about.url,
        canonical_url=canonical(about.url, None),
        publisher=site,
        published_on=day.on if day else None,
        published_precision=day.precision if day else None,
        published_from=day.source if day else None,
        language=tongue.language,
        language_from="feed" if tongue.source == "html lang" else tongue.source,
        script=tongue.script,
        media_type="text/html",
        notes=("this is what a feed gives of the page", *(() if day else (NO_DAY,))),
    )


def _plain(title: str) -> str:
    """Take markup and a second escaping out of a title."""
    return _MARKUP.sub("", entities.unescape(entities.unescape(title)))


def _inner(element: Any) -> str:
    """Return the HTML inside an element, whether it is escaped, in CDATA or XHTML."""
    from lxml import etree

    if len(element) == 0:
        return element.text or ""
    return (element.text or "") + "".join(etree.tostring(child, encoding="unicode") for child in element)


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _text(element: Any, name: str) -> str | None:
    return next((child.text.strip() for child in element if _name(child) == name and child.text), None)


def _xml_language(element: Any) -> str | None:
    return str(element.get("{http://www.w3.org/XML/1998/namespace}lang") or "") or None


def _link(entry: Any) -> str | None:
    links: Iterator[Any] = (child for child in entry if _name(child) == "link")
    found = [
        (link.get("href") or link.text or "").strip() for link in links if link.get("rel", "alternate") == "alternate"
    ]
    guid = next((child.text for child in entry if _name(child) == "guid" and child.get("isPermaLink") != "false"), None)
    return next((link for link in found if link), guid)
