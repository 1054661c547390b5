"""How long a source asks to be left alone, in each of the ways in which sources say so."""

import re
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from ..clock import is_real, now

TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses after which the same request may succeed."""

_RATE_LIMIT = re.compile(r"\br=(\d+)\s*;\s*t=(\d+)")
_SECONDARY = (b"secondary rate limit", b"abuse detection")
_MINUTE = 60.0


def asked_wait(status: int, headers: Mapping[str, str], body: bytes = b"") -> float | None:
    """Return the seconds to wait that a refusal names, 0 to infinity; ``None`` if it names none.

    ``Retry-After`` in seconds or as a date comes first, then ``RateLimit`` (r left, t seconds), then
    ``X-RateLimit-Reset`` (epoch seconds), then a minute for GitHub's secondary limit.

    >>> asked_wait(429, {"retry-after": "120"}), asked_wait(429, {"ratelimit": '"api";r=0;t=55'}), asked_wait(500, {})
    (120.0, 56.0, None)
    """
    after = headers.get("retry-after", "").strip()
    if after:
        wait = _seconds(after, headers)
        if wait is not None:
            return wait
    spent = quota_wait(headers)
    if spent is not None:
        return spent
    if status in (403, 429) and any(sign in body[:2_000].lower() for sign in _SECONDARY):
        return _MINUTE
    return None


def refused_for_now(status: int, headers: Mapping[str, str], body: bytes) -> bool:
    """Tell whether a status means "later" rather than "no"; 403 may mean either."""
    if status in TRANSIENT:
        return True
    return status == 403 and asked_wait(status, headers, body) is not None  # noqa: PLR2004 HTTP's own numbers


def quota_left(headers: Mapping[str, str]) -> int | None:
    """Return how many more requests the source grants for now, if it says so."""
    rate = _RATE_LIMIT.search(headers.get("ratelimit", ""))
    left = rate[1] if rate else headers.get("x-ratelimit-remaining", "").strip()
    return int(left) if left.isdecimal() else None


def quota_wait(headers: Mapping[str, str]) -> float | None:
    """Return the seconds until the quota is filled again, if none is left."""
    if quota_left(headers) != 0:
        return None
    rate = _RATE_LIMIT.search(headers.get("ratelimit", ""))
    if rate:
        return float(rate[2]) + 1
    reset = headers.get("x-ratelimit-reset", "").strip()
    return _until(float(reset), headers) + 1 if reset.isdecimal() else None


def _seconds(after: str, headers: Mapping[str, str]) -> float | None:
    if re.fullmatch(r"\d{1,9}(\.\d+)?", after):
        return float(after)
    try:
        return _until(parsedate_to_datetime(after).timestamp(), headers)
    except (ValueError, OverflowError):
        return None


def _until(moment: float, headers: Mapping[str, str]) -> float:
    """Return the seconds until a moment: by the source's own clock if it tells it, by ours else.

    Where ``AIMARKET_NOW`` stands in for our clock nobody knows which of them is meant: the nearer one.
    """
    try:
        theirs = parsedate_to_datetime(headers["date"]).timestamp()
    except (KeyError, ValueError, OverflowError):
        theirs = time.time()
    clocks = [theirs] if is_real() else [theirs, now().timestamp()]
    return min((wait for clock in clocks if (wait := moment - clock) >= 0), default=0.0)
