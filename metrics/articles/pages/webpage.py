"""How an HTML page is read: what is taken of it, in which order, and what is said when nothing is there."""

import html as entities
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..page import BlockKind, Page
from .addresses import canonical, web_address
from .assembly import Part, assembled
from .bylines import is_bare_date
from .dom import MOST_ELEMENTS, Segment, outline_of, parse
from .filling import filled
from .head import Head, head_of, one_space, site_in
from .headline import Headline, headline_of
from .jsonld import first_text
from .language import Tongue, language_of
from .layout import laid_out
from .publication import given, published
from .selection import chosen, folded, weight

_LONGEST = 12_000_000
_SCANT, _ALL_FURNITURE = 250, 2_000
_BEFORE, _AFTER = 4, 14
_MOST_FOR_LANGUAGE = 100
_PAYWALL = re.compile(r"paywall|regwall|subscriber-only|premium-content|piano-|abo-wall|metered", re.IGNORECASE)
_WALLS = (
    (
        re.compile(
            r"cookie.{1,400}(?:cookie|consent)|einwilligung|consentement|informativa sui cookie",
            re.IGNORECASE | re.DOTALL,
        ),
        "a consent notice",
    ),
    (
        re.compile(
            r"just a moment|enable javascript|are you a robot|not a robot|access denied|verify you are human|请完成验证",
            re.IGNORECASE,
        ),
        "a check for robots",
    ),
)
NO_DAY = "no day of publication was found: dates that count from it stay open. Give --published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What whoever asks to read a page knows of it already."""

    url: str | None = None
    published: date | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    """An HTML page while it is read."""

    root: Any
    head: Head
    segments: list[Segment]
    body: list[int]
    headline: Headline
    tongue: Tongue
    notes: list[str] = field(default_factory=list)
    paywalled: bool = False


def read_html(html: str, about: Given, media_type: str = "text/html") -> Page:
    """Read an HTML page; one without an article gives a page with its title at most, and a note."""
    notes = list(about.notes)
    if len(html) > _LONGEST:
        notes.append(f"the page is {len(html):,} characters long: only the first {_LONGEST:,} were read")
        html = html[:_LONGEST]
    root = parse(html)
    if root is None:
        return Page(text="", url=web_address(about.url), media_type=media_type, notes=(*notes, "the page is empty"))
    head, outline = head_of(root), outline_of(root)
    if outline.elements > MOST_ELEMENTS:
        notes.append(f"the page has {outline.elements:,} elements: only the first {MOST_ELEMENTS:,} were read")
    body = _without_lone_furniture(outline.segments, filled(outline.segments, chosen(root, outline)))
    headline = headline_of(outline.segments, head, body)
    tongue = language_of(_sample(outline.segments, headline, body), head.language, about.language)
    page = _Reading(root, head, outline.segments, body, headline, tongue, notes)
    parts = _judged(page, list(_parts(page)))
    return _page(page, parts, about, media_type)


def _without_lone_furniture(segments: Sequence[Segment], body: list[int]) -> list[int]:
    """Take furniture for an article only where it is long: somebody gave the article a misleading name."""
    if all(segments[index].furniture for index in body):
        return body if sum(weight(segments[index].text) for index in body) > _ALL_FURNITURE else []
    return body


def _sample(segments: Sequence[Segment], headline: Headline, body: Sequence[int]) -> str:
    return "\n".join((headline.title or "", *(segments[index].text for index in body[:_MOST_FOR_LANGUAGE])))


def _parts(page: _Reading) -> Iterator[Part]:
    line = page.headline
    if line.title:
        yield Part(BlockKind.TITLE, line.title)
    if line.standfirst:
        yield Part(BlockKind.STANDFIRST, line.standfirst)
    title = folded(line.title or "")
    for index in page.body:
        segment = page.segments[index]
        if (
            index in (line.title_at, line.standfirst_at)
            or folded(segment.text) == title
            or is_bare_date(segment.text, page.tongue.language)
        ):
            continue
        yield Part(segment.kind, segment.text, segment.level, segment.row)


def _judged(page: _Reading, parts: list[Part]) -> list[Part]:
    """Say what is wrong with the body, and fall back on the text that the page gives in its structured data."""
    body = [part for part in parts if part.kind not in (BlockKind.TITLE, BlockKind.STANDFIRST)]
    size = sum(weight(part.text) for part in body)
    page.paywalled = page.head.locked or (size < 4 * _SCANT and _has_paywall(page.root))
    told = list(_told(page.head)) if size < 4 * _SCANT else []
    if sum(weight(text) for text in told) > 2 * max(size, _SCANT):
        page.notes.append("the text is not in the page itself, but in its structured data (JSON-LD articleBody)")
        return [part for part in parts if part not in body] + [Part(BlockKind.PARAGRAPH, text) for text in told]
    if page.paywalled:
        page.notes.append("the page is not free to read: what is here may be its beginning only")
    text = "\n".join(part.text for part in body)
    wall = next(
        (name for sign, name in _WALLS if size < 6 * _SCANT and sign.search(f"{page.headline.title}\n{text}")), None
    )
    if wall is not None:
        page.notes.append(f"this looks like {wall}, not like an article")
    elif not body:
        page.notes.append("no article was found in the page")
    return parts


def _told(head: Head) -> Iterator[str]:
    """Yield the paragraphs of the body in the structured data; some sites put markup into it."""
    text = first_text(head.article.get("articleBody")) or ""
    if "</" in text or "<br" in text:
        root = parse(text)
        if root is not None:
            yield from (segment.text for segment in outline_of(root).segments)
        return
    for line in entities.unescape(text).splitlines():
        yield from laid_out(line)


def _has_paywall(root: Any) -> bool:
    return any(_PAYWALL.search(f"{e.get('class', '')} {e.get('id', '')}") for e in root.iter("div", "section", "aside"))


def _page(page: _Reading, parts: list[Part], about: Given, media_type: str) -> Page:
    text, blocks = assembled(parts)
    head, line = page.head, page.headline
    tongue = page.tongue if page.tongue.language else language_of(text, head.language, about.language)
    address = canonical(about.url, head.canonical)
    days = published(page.root, head, _near(page), web_address(about.url) or address, tongue.language)
    if about.published is not None:
        days.append(given(about.published))
    first = days[0] if days else None
    notes = [*page.notes, *([tongue.note] if tongue.note else []), *([] if first else [NO_DAY])]
    rival = next(
        (day for day in days if first and day.precision is first.precision and abs((day.on - first.on).days) > 1), None
    )
    if rival is not None and first is not None:
        notes.append(f"it gives two days of publication: {first.on} ({first.source}) and {rival.on} ({rival.source})")
    return Page(
        text=text,
        blocks=blocks,
        title=one_space(line.title) if line.title else None,
        standfirst=one_space(line.standfirst) if line.standfirst else None,
        url=web_address(about.url),
        canonical_url=address,
        publisher=head.site or _site_in_titles(head, line),
        author=head.author,
        published_on=first.on if first else None,
        published_precision=first.precision if first else None,
        published_from=first.source if first else None,
        language=tongue.language,
        language_from=tongue.source,
        script=tongue.script,
        media_type=media_type,
        paywalled=page.paywalled,
        notes=tuple(notes),
    )


def _site_in_titles(head: Head, line: Headline) -> str | None:
    headline = one_space(line.title or "")
    return next((site for title in reversed(head.titles) if headline and (site := site_in(title, headline))), None)


def _near(page: _Reading) -> list[Segment]:
    """Return the segments around the headline, where the line with day and author stands: none below the first text."""
    first = page.body[0] if page.body else len(page.segments)
    at = page.headline.title_at
    if at is None:
        return page.segments[max(0, first - _AFTER) : first + 1]
    return page.segments[at + 1 : min(at + _AFTER, max(first + 1, at + 2))] + page.segments[max(0, at - _BEFORE) : at]
