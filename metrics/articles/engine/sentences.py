"""Where sentences begin and end; a block's edge always is an edge, and an abbreviation or an ordinal never is one."""

import re
from collections.abc import Collection, Iterator

_STOP = re.compile(r"[.!?\u2026]+[\"'\u201d\u2019\u00bb)\]]*(?=\s|$)|[。！？｡]+[」』”’）)]*|\n(?=\s*\n)")
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?$")
_NUMBER = re.compile(r"(?:^|\s)\d{1,2}$")
_NEXT = re.compile(r"\s*[\"'\u201c\u2018\u00ab(\[¿¡„*\u2022–—-]*\s*(\S)")
_LONGEST = 1200
_LOOK_BACK = 24


def sentences(text: str, start: int, end: int, abbreviations: Collection[str], *, ordinals: bool) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a stretch of text, in order and without the spaces around them.

    ``ordinals`` says that a number with a full stop may be a day or a place in a row, as in German.

    >>> [*sentences("Mr. A. has 2.5 users. B has 3.", 0, 30, {"mr"}, ordinals=False)]
    [(0, 21), (22, 30)]
    """
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() <= begin or (stop[0].startswith(".") and _goes_on(text, begin, stop, end, abbreviations, ordinals)):
            continue
        if _quote_goes_on(text, begin, stop.end(), end):
            continue
        yield from _trimmed(text, begin, stop.end())
        begin = stop.end()
    yield from _trimmed(text, begin, end)


def _goes_on(
    text: str, begin: int, stop: re.Match[str], end: int, abbreviations: Collection[str], ordinals: bool  # noqa: FBT001
) -> bool:
    """Tell whether a full stop ends only an abbreviation, an initial or an ordinal."""
    following = _NEXT.match(text, stop.end(), end)
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
        single = len(plain) == 1 and word[0].isupper() and plain not in {"i"}
        return plain in abbreviations or single or ("." in plain and plain.replace(".", "") in abbreviations)
    return ordinals and _NUMBER.search(before) is not None


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
