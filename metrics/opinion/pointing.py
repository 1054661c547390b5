"""What a model answered, read without trust: places in the text and ids, and nothing besides."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..articles.engine.scene import Scene, Sentence
from ..errors import Changed
from ..web import Answer, Node

_MOST = 200
_LONGEST = 600
_SHOWN = 60
_FENCE, _KIND = "```", "json"
_GROUPS = ("'’‘ʼ", '"“”„«»', "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
_ALIKE = {char: f"[{re.escape(group)}]" for group in _GROUPS for char in group}


@dataclass(frozen=True, slots=True)
class Pointing:
    """One figure that a model points to."""

    sentence: int
    quote: str
    entity: str
    metric: str


def pointings_of(answer: Answer) -> list[Pointing]:
    """Read the figures of an answer; an item that is none is left out, a number of them beyond reason too.

    Raises:
        Changed: it is no answer of a chat, or holds no list of figures.
    """
    choice = answer.json()["choices"][0]
    reason = choice.get("finish_reason")
    if reason is not None and reason.value == "length":
        raise Changed(answer.request_url, "a whole answer", "one that was broken off at its greatest length")
    told = _json(choice["message"]["content"].text(), answer.request_url)
    found = [each for item in told["figures"] if (each := _pointing(item)) is not None]
    return list(dict.fromkeys(found))[:_MOST]


def _json(content: str, url: str) -> Node:
    """Read the JSON of a message, whatever a model wraps around it."""
    try:
        return Node(json.loads(_unwrapped(content)), url, "/choices/0/message/content")
    except (ValueError, RecursionError):
        raise Changed(url, "a message in JSON", repr(" ".join(content.split())[:_SHOWN])) from None


def _unwrapped(content: str) -> str:
    """Take the thoughts before a message off, and its fence; by no pattern, since a model may write anything."""
    plain = content.strip()
    if plain.startswith("<think>"):
        plain = plain.partition("</think>")[2].strip()
    if plain.startswith(_FENCE):
        plain = plain.removeprefix(_FENCE).removesuffix(_FENCE).lstrip()
        plain = plain[len(_KIND) :] if plain[: len(_KIND)].lower() == _KIND else plain
    return plain


def _pointing(item: Node) -> Pointing | None:
    try:
        quote, entity, metric = (item[name].text() for name in ("quote", "entity", "metric"))
        return Pointing(item["sentence"].count(), quote[:_LONGEST], entity, metric)
    except Changed:
        return None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands in the plain text of a scene."""

    sentence: Sentence
    start: int
    end: int


def place_of(scene: Scene, sentences: Sequence[Sentence], pointing: Pointing) -> Place | None:
    """Find a quote: in the sentence that is named, else in the only one that holds it; ``None`` if it was invented.

    Spaces, quotation marks and dashes may be others; a digit may not, nor may a number be cut.
    """
    pattern = _pattern(pointing.quote)
    if pattern is None:
        return None
    named = [each for each in sentences if each.index == pointing.sentence]
    here = [*_places(scene, named, pattern)]
    found = here or [*_places(scene, sentences, pattern)]
    return found[0] if here or len(found) == 1 else None


def _places(scene: Scene, sentences: Sequence[Sentence], pattern: re.Pattern[str]) -> Iterator[Place]:
    for each in sentences:
        for match in pattern.finditer(scene.text, each.start, each.end):
            yield Place(each, match.start(), match.end())


def _pattern(quote: str) -> re.Pattern[str] | None:
    words = quote.split()
    if not words:
        return None
    spelled = r"\s+".join("".join(_ALIKE.get(char) or re.escape(char) for char in word) for word in words)
    first = r"(?<!\d)(?<!\d[.,])" if words[0][0].isdigit() else ""
    last = r"(?!\d)(?![.,]\d)" if words[-1][-1].isdigit() else ""
    return re.compile(f"{first}{spelled}{last}")
