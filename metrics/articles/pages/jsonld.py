"""What a page says of itself in JSON-LD: the one object that is its article, however the page nests it."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

_ARTICLE = re.compile(r"Article$|Posting$|^(?:Report|Review|NewsItem|ScholarlyArticle|CreativeWork|WebPage|ItemPage)$")
_WEAK = frozenset(("CreativeWork", "WebPage", "ItemPage", "Review"))
_COMMENTS = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$", re.DOTALL
)
_TRAILING = re.compile(r",(\s*[}\]])")
_LARGEST = 2_000_000
_DEEPEST = 12
_MOST = 2_000

Thing = dict[str, Any]


def article_in(scripts: list[str]) -> Thing:
    """Return the JSON-LD object of the article itself, or an empty one; broken scripts are mended or left out."""
    things = [thing for script in scripts for thing in _things(_loaded(script))]
    articles = [thing for thing in things if any(_ARTICLE.search(kind) for kind in _kinds(thing))]
    articles.sort(key=_standing)
    return articles[0] if articles else {}


def first_text(value: Any) -> str | None:
    """Return the first text of a value that may be a text, an object with a name or ``@value``, or a list of such."""
    return next(iter(texts(value)), None)


def texts(value: Any, depth: int = 0) -> Iterator[str]:
    """Yield the texts of a value, names for objects."""
    if isinstance(value, str):
        plain = html.unescape(value).strip()
        if plain:
            yield plain
    elif isinstance(value, dict):
        yield from texts(value.get("name") or value.get("@value") or value.get("alternateName"), depth + 1)
    elif isinstance(value, list) and depth < _DEEPEST:
        for item in value[:50]:
            yield from texts(item, depth + 1)


def _loaded(script: str) -> Any:
    if len(script) > _LARGEST:
        return None
    plain = _COMMENTS.sub("", script).strip().rstrip(";")
    for text in (plain, _TRAILING.sub(r"\1", plain)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _things(value: Any) -> Iterator[Thing]:
    """Yield the objects of a document of JSON-LD: lists, graphs, and what is the main entity of what."""
    waiting: list[tuple[Any, int]] = [(value, 0)]
    seen = 0
    while waiting and seen < _MOST:
        item, depth = waiting.pop(0)
        seen += 1
        if isinstance(item, dict):
            yield item
            nested = [
                item[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "liveBlogUpdate")
                if key in item
            ]
        else:
            nested = item if isinstance(item, list) else []
        if depth < _DEEPEST:
            waiting += [(inner, depth + 1) for inner in nested if isinstance(inner, (dict, list))]


def _kinds(thing: Thing) -> list[str]:
    kind = thing.get("@type")
    return [str(each).rpartition("/")[2] for each in (kind if isinstance(kind, list) else [kind]) if each]


def _standing(thing: Thing) -> tuple[bool, bool, bool]:
    """Order articles: real articles before bare pages, those that name a headline and a day before those that do not."""
    return (all(kind in _WEAK for kind in _kinds(thing)), "headline" not in thing, "datePublished" not in thing)
