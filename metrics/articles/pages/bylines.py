"""The day of publication in a line that a reader sees: "Published 3 February 2025", "입력 2025.02.03 09:00"."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from ...model import Period
from ..page import Published
from .days import day_in
from .dom import Segment

_CHANGED = re.compile(
    r"updat|modif|edited|last.change|mis.à.jour|màj|aktualisiert|geändert|actualiz|atualiz|aggiornat|更新|修改|수정|최종",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\bpubli|\bposted|veröffentlicht|erschienen|pubblicat|発行|公開日?|掲載|投稿日?|配信|发布|發布|发表|發表|입력|승인|등록|게시",
    re.IGNORECASE,
)
_CALLED = re.compile(r"publi|post|date|byline|time|meta|info|source", re.IGNORECASE)
_LINE, _BARE = 160, 40
_SENTENCE = re.compile(r"[。；、]|，|\w, \w.{30}|[^\W\d_]{3}[.!?]$")
_MOST = 28
_LETTERS = 4
_TIME = re.compile(
    r"(?<![\d.,])\d{1,2} ?(?:[:h時时시] ?\d{2}|\.\d{2}(?= ?uhr))(?:[:.]\d{2})?(?![\d.,%])"
    r"(?: ?(?:[ap]\.?m\b\.?|uhr\b|分|분))?(?: ?[A-Z]{3,4}\b)?",
    re.IGNORECASE,
)


def day_near(near: Iterable[Segment], language: str | None) -> Published | None:
    """Return the day in the first line around a headline that names one and is about publication."""
    for segment in islice(near, _MOST):
        period = _day(segment.text, language)
        about = len(segment.text) <= _BARE or _PUBLISHED.search(segment.text) or _CALLED.search(segment.names)
        if period is not None and about:
            return _published(period)
    return None


def day_said(lines: Sequence[str], language: str | None) -> Published | None:
    """Return the day in the first line of plain text that says when it was published, or that is nothing but a day."""
    for line in lines:
        period = _day(line, language)
        said = _PUBLISHED.search(line) and not (len(line) > _BARE and _SENTENCE.search(line.strip()))
        if period is not None and (said or is_bare_date(line, language)):
            return _published(period)
    return None


def is_bare_date(line: str, language: str | None) -> bool:
    """Tell whether a line holds a day or a time and nothing else worth reading.

    >>> is_bare_date("2031年3月4日 5時00分", "ja"), is_bare_date("Users as of 4 March 2031", "en")
    (True, False)
    """
    if len(line) > _BARE or not any(map(str.isdigit, line)):
        return False
    day = day_in(line, language)
    rest = _TIME.sub("", line if day is None else line[: day.start] + line[day.end :])
    return rest != line and not any(map(str.isdigit, rest)) and sum(map(str.isalpha, rest)) <= _LETTERS


def _day(line: str, language: str | None) -> Period | None:
    if len(line) > _LINE or not any(map(str.isdigit, line)):
        return None
    changed = _CHANGED.search(line)
    # "Published 3 February, updated 5 February": only what stands before the change is asked for.
    day = day_in(line if changed is None else line[: changed.start()], language)
    return None if day is None else day.period


def _published(period: Period) -> Published | None:
    if period.start is None or period.precision is None:
        return None
    return Published(on=period.start, precision=period.precision, source="byline")
