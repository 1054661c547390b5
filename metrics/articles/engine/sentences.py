"""Where sentences begin and end; a block's edge always is an edge, and an abbreviation or an ordinal never is one."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_STOP = re.compile(r"[.!?\u2026]+[\"'\u201d\u2019\u00bb)\]]*(?=\s|$)|[。！？｡]+[」』”’）)]*|\n(?=\s*\n)")
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?$")
_NUMBER = re.compile(r"(?:^|\s)\d{1,2}$")
_NEXT = re.compile(r"\s*[\"'\u201c\u2018\u00ab(\[¿¡„*\u2022–—-]*\s*(\S)")
_LONGEST = 1200
_LOOK_BACK = 24
_MOST = 2_000


@dataclass(frozen=True, slots=True)
class Habits:
    """How a language writes full stops: after which words, and whether a number with one is a day or a rank."""

    abbreviations: Collection[str] = ()
    ordinals: bool = False


def sentences(text: str, start: int, end: int, habits: Habits) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a stretch of text, in order and without the spaces around them; none is endless.

    >>> [*sentences("Mr. A. has 2.5 users. B has 3.", 0, 30, Habits({"mr"}))]
    [(0, 21), (22, 30)]
    """
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() <= begin or (stop[0][0] in ".\u2026" and _goes_on(text, begin, stop, habits)):
            continue
        if _quote_goes_on(text, begin, stop.end(), end):
            continue
        yield from _bounded(text, begin, stop.end())
        begin = stop.end()
    yield from _bounded(text, begin, end)


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what is too long for a sentence at a space, so that no rule ever looks at more."""
    while end - start > _MOST:
        cut = max(
            text.rfind(" ", start + _MOST // 2, start + _MOST), text.rfind("\n", start + _MOST // 2, start + _MOST)
        )
        cut = cut if cut > start else start + _MOST
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)


def _goes_on(text: str, begin: int, stop: re.Match[str], habits: Habits) -> bool:
    """Tell whether a full stop ends only an abbreviation, an initial or an ordinal."""
    following = _NEXT.match(text, stop.end(), stop.endpos)
    if following is None:
        return False
    if following[1].islower():
        return True
    if len(stop[0]) > 1:
        return False
    before = text[max(begin, stop.start() - _LOOK_BACK) : stop.start()]
    word = _WORD.search(before)
    if word:
        plain = word[0].lower()
        single = len(plain) == 1 and word[0].isupper() and plain != "i"
        known = plain in habits.abbreviations or plain.replace(".", "") in habits.abbreviations
        return known or single
    return habits.ordinals and _NUMBER.search(before) is not None


def _quote_goes_on(text: str, begin: int, stop: int, end: int) -> bool:
    """Tell whether a quotation that began in this sentence is still open: ``« A. B. »`` is one sentence."""
    if stop >= end or stop - begin > _LONGEST:
        return False
    part = text[begin:stop]
    if part.count("«") > part.count("»"):
        close = text.find("»", stop, min(end, stop + _LONGEST))
        return close >= 0
    return False


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
