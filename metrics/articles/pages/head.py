"""What a page says of itself in its head: title, description, author, site, language, addresses, payment."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .jsonld import Thing, article_in, first_text, texts

_SPACE = re.compile(r"\s+")
_MOST_METAS = 500
_LONGEST = 2_000
_MOST_AUTHORS = 8
_LONGEST_SITE = 40
_BY = re.compile(r"^(?:by|par|von|por|di|da|de|文|記者|记者|기자|作者)[:：\s]+", re.IGNORECASE)
_TITLE_BREAK = re.compile(
    r"\s+[|\-–—·•»:]+\s+|\s*[｜－]\s*|(?<=[\u3040-\u9fff\uac00-\ud7a3])[_\-|]|_(?=[\u3040-\u9fff])"
)


@dataclass(slots=True)
class Head:
    """The head of one page, as it is written there."""

    metas: dict[str, str] = field(default_factory=dict)
    article: Thing = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)
    """The titles that the page is given, the most trustworthy first; the last may still have the site's name in it."""
    description: str | None = None
    canonical: str | None = None
    language: str | None = None

    @property
    def site(self) -> str | None:
        """The name of the site, or of who publishes it."""
        metas = self.metas
        named = (metas.get("og:site_name"), first_text(self.article.get("publisher")), metas.get("application-name"))
        said = (*named, metas.get("publisher"), metas.get("dc.publisher"))
        return next((name for name in said if name and "://" not in name), None)

    @property
    def author(self) -> str | None:
        """The people who wrote it, as far as the head names them."""
        metas = self.metas
        named = list(texts(self.article.get("author")))[:_MOST_AUTHORS]
        for key in ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl"):
            named = named or [value for value in [metas.get(key, "")] if value and "://" not in value]
        names = dict.fromkeys(_BY.sub("", name).strip() for name in named)
        return ", ".join(name for name in names if name and len(name) < 120) or None  # noqa: PLR2004 a name, no text

    @property
    def locked(self) -> bool:
        """Whether the page says that it is not free to read."""
        free = self.article.get("isAccessibleForFree")
        tier = self.metas.get("article:content_tier", "").lower()
        return str(free).lower() in ("false", "no", "0") or tier in ("locked", "metered") or "paywall" in tier


def head_of(root: Any) -> Head:
    """Read the head of a document."""
    metas: dict[str, str] = {}
    for meta in _some(root, "meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        value = one_space(meta.get("content") or "")
        if name and value:
            metas.setdefault(name.strip().lower(), value)
    article = article_in([script.text or "" for script in _some(root, "script") if _is_json_ld(script)])
    head = Head(metas, article, canonical=_canonical(root), language=_language(root, metas))
    head.titles = _titles(root, metas, article)
    described = [first_text(article.get("description")), metas.get("og:description"), metas.get("description")]
    head.description = next((one_space(text) for text in described if text), None)
    return head


def one_space(text: str) -> str:
    """Make every run of white space one plain space, in what is never pointed into."""
    return _SPACE.sub(" ", text).strip()[:_LONGEST]


def without_site(title: str) -> Sequence[str]:
    """Return what a title may be without the name of its site, the longest first, and last as it stands.

    >>> without_site("Five repositories - Example News")
    ['Five repositories', 'Five repositories - Example News']
    """
    shorter = [title[: match.start()].strip() for match in _TITLE_BREAK.finditer(title)]
    return [text for text in reversed(shorter) if text] + [title]


def site_in(title: str, headline: str) -> str | None:
    """Return the name of the site that a title adds to the headline.

    >>> site_in("Five repositories - Technology - Example News", "Five repositories")
    'Example News'
    """
    rest = title.removeprefix(headline)
    if rest == title or _TITLE_BREAK.match(rest) is None:
        return None
    name = _TITLE_BREAK.split(rest)[-1].strip()
    return name if 0 < len(name) <= _LONGEST_SITE else None


def _some(root: Any, tag: str) -> list[Any]:
    return [element for element, _ in zip(root.iter(tag), range(_MOST_METAS), strict=False)]


def _is_json_ld(script: Any) -> bool:
    return "ld+json" in (script.get("type") or "").lower()


def _titles(root: Any, metas: dict[str, str], article: Thing) -> list[str]:
    own = next((one_space("".join(title.itertext())) for title in root.iter("title")), "")
    told = (
        first_text(article.get("headline")),
        metas.get("og:title"),
        metas.get("twitter:title"),
        metas.get("dc.title"),
        own,
    )
    return list(dict.fromkeys(one_space(title) for title in told if title))


def _canonical(root: Any) -> str | None:
    for link in _some(root, "link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return str(link.get("href") or "") or None
    return next((meta.get("content") for meta in _some(root, "meta") if meta.get("property") == "og:url"), None)


def _language(root: Any, metas: dict[str, str]) -> str | None:
    xml = "{http://www.w3.org/XML/1998/namespace}lang"
    outer = next(root.iter("html"), root)
    said = (
        outer.get("lang"),
        outer.get("xml:lang"),
        outer.get(xml),
        metas.get("content-language"),
        metas.get("og:locale"),
    )
    return next((str(language) for language in said if language), None)
