"""For how long a stored answer may be used without asking, and what a confirmation changes (RFC 9111, a private cache).

Only the part of the RFC that a client needs which always sends the same headers: storing, freshness, validation.
hishel would do it, but reads the wall clock, and here ``AIMARKET_NOW`` stands in for that everywhere.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_DIRECTIVE = re.compile(r'([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|([^\s,]*)))?')
_LONGEST = 10 * 365 * 86_400
_UPDATED = ("cache-control", "date", "expires", "age", "etag", "last-modified", "vary")


def directives(headers: Mapping[str, str]) -> dict[str, str]:
    """Read ``Cache-Control``.

    >>> directives({"cache-control": 'public, max-age=300'})
    {'public': '', 'max-age': '300'}
    """
    found = _DIRECTIVE.findall(headers.get("cache-control", ""))
    return {name.lower(): quoted or plain for name, quoted, plain in found}


def storable(status: int, headers: Mapping[str, str], assumed: timedelta = timedelta()) -> bool:
    """Tell whether an answer may be kept, and is worth it: it can be confirmed, or is (``assumed`` to be) fresh."""
    if status != 200 or headers.get("vary", "").strip() == "*":  # noqa: PLR2004 HTTP's own number
        return False
    worth = assumed or validators(headers) or "expires" in headers or "max-age" in headers.get("cache-control", "")
    return bool(worth) and "no-store" not in directives(headers)


def fresh_until(headers: Mapping[str, str], received: datetime, assumed: timedelta = timedelta()) -> datetime:
    """Return until when an answer may be used unasked; no later than it was received if it does not say.

    One that no question can confirm, since it has no validator, is good for as long as is ``assumed``.
    """
    rules = directives(headers)
    if "no-cache" in rules:
        return received
    lifetime = _whole(rules.get("max-age"))
    if lifetime is None:
        lifetime = _until_expiry(headers, received)
    age = _whole(headers.get("age")) or 0
    told = timedelta(seconds=min(_LONGEST, max(0, (lifetime or 0) - age)))
    return received + (told if validators(headers) else max(told, assumed))


def validators(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers that ask whether an answer still holds, exactly as the source named it."""
    asked = {"if-none-match": headers.get("etag"), "if-modified-since": headers.get("last-modified")}
    return {name: value for name, value in asked.items() if value}


def confirmed(stored: Mapping[str, str], told: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of a stored answer after a 304 brought newer ones."""
    return {**stored, **{name: told[name] for name in _UPDATED if name in told}}


def _until_expiry(headers: Mapping[str, str], received: datetime) -> int | None:
    try:
        expires = parsedate_to_datetime(headers["expires"])
        start = parsedate_to_datetime(headers["date"]) if "date" in headers else received
        return int((_utc(expires) - _utc(start)).total_seconds())
    except (KeyError, ValueError, OverflowError):
        return None


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and re.fullmatch(r"\d{1,12}", text) else None
