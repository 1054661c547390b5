"""Which of a page's texts are its title and its standfirst, as they stand in the document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..page import BlockKind
from .dom import Segment
from .head import Head, without_site
from .selection import folded

_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:standfirst|chapo|chapeau|lead|lede|dek|deck|subtitle|sub[-_]?headline|sub[-_]?title|excerpt|teaser|vorspann|"
    r"intro|summary|abstract|entradilla|bajada|sottotitolo|occhiello|sommario|linha-fina|gravata|subheading|kicker-text|"
    r"article-desc(?:ription)?|tldr)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SHORTEST, _LONGEST = 20, 600
_NEAR = 8
_ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class Headline:
    """Title and standfirst, and the indexes of their segments where they are visible."""

    title: str | None
    title_at: int | None
    standfirst: str | None
    standfirst_at: int | None


def headline_of(segments: Sequence[Segment], head: Head, body: Sequence[int]) -> Headline:
    """Find the headline of a page: the heading that says what the head says, or nearly so; else what the head says."""
    until = body[-1] if body else len(segments)
    headings = [i for i, segment in enumerate(segments[: until + 1]) if segment.kind is BlockKind.HEADING]
    at = _named(segments, head, headings)
    if at is None:
        above = [i for i in headings if segments[i].level == 1 and not segments[i].furniture]
        likely = [i for i in above if (not body or i <= body[0] + 2) and _is_like(segments[i].text, head.titles)]
        at = likely[-1] if likely else None
    title = segments[at].text if at is not None else _bare_title(head)
    standfirst, below = _standfirst(segments, head, at, body)
    return Headline(title, at, standfirst, below)


def _named(segments: Sequence[Segment], head: Head, headings: Sequence[int]) -> int | None:
    """Return the highest heading that one of the titles is, with or without the name of the site."""
    titles = {folded(text) for title in head.titles for text in without_site(title)}
    same = [index for index in headings if folded(segments[index].text) in titles]
    return min(same, key=lambda index: segments[index].level, default=None)


def _is_like(heading: str, titles: Sequence[str]) -> bool:
    """Tell a headline that was worded anew for search engines from the name of the site or of a section."""
    if any(2 * len(heading) < len(title) and title.endswith(heading) for title in titles):
        return False
    own = _pairs(heading)
    shares = [len(own & other) / max(1, min(len(own), len(other))) for other in map(_pairs, titles)]
    return max(shares, default=1.0) >= _ALIKE


def _pairs(text: str) -> set[str]:
    plain = folded(text).casefold()
    return {plain[index : index + 2] for index in range(len(plain) - 1)}


def _bare_title(head: Head) -> str | None:
    if not head.titles:
        return None
    title = head.titles[0]
    site = folded(head.site or "")
    for shorter in without_site(title):
        if site and folded(title) == folded(shorter) + site:
            return shorter
    return title


def _standfirst(
    segments: Sequence[Segment], head: Head, title_at: int | None, body: Sequence[int]
) -> tuple[str | None, int | None]:
    """Find the text under the title that the page gives as its description, or that is called one by its class."""
    start = 0 if title_at is None else max(0, title_at - 2)
    stop = min(len(segments), max(start + _NEAR, (body[0] if body else 0) + 3))
    described = folded(head.description or "").rstrip("…")
    for index in range(start, stop):
        segment = segments[index]
        if index == title_at or not _SHORTEST <= len(segment.text) <= _LONGEST:
            continue
        if described and folded(segment.text) == described and _may_be_standfirst(segments, index, body):
            return segment.text, index
        if _STANDFIRST.search(segment.names) and not segment.furniture and segment.kind is not BlockKind.LIST_ITEM:
            return segment.text, index
    return None, None


def _may_be_standfirst(segments: Sequence[Segment], index: int, body: Sequence[int]) -> bool:
    """A description that is merely the first paragraph of the body is no standfirst, unless it is set apart."""
    if index not in body:
        return True
    place = body.index(index)
    following = body[place + 1] if place + 1 < len(body) else None
    return following is not None and segments[following].container is not segments[index].container
