"""What is remembered of each host while the program runs: who is being served, how soon again, and whether it is down."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from urllib.parse import urldefrag, urljoin, urlsplit, urlunsplit

from ..clock import now
from ..errors import Denied, Limited, Unreachable
from ..literal import one_line, unspoken

_SHOWN = 100


@lru_cache(maxsize=4_096)
def host_of(url: str) -> str:
    """Return scheme, name and port of an address: what counts as one host.

    >>> host_of("https://Hub.example/a"), host_of("http://127.0.0.1:8080/")
    ('https://hub.example:443', 'http://127.0.0.1:8080')
    """
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return f"{parts.scheme}://{(parts.hostname or '').lower()}:{port}"


def led_to(url: str, link: str) -> str:
    """Return the address that a link in the answer of ``url`` leads to, without its fragment, a name or a password.

    >>> led_to("https://hub.example/a/b", "../c?d=1#e")
    'https://hub.example/c?d=1'

    Raises:
        Denied: it is no address of the web.
    """
    try:
        whole = link.strip()
        found = urldefrag(whole if whole.startswith(("http://", "https://")) else urljoin(url, whole)).url
        parts = urlsplit(found)
        if parts.scheme in ("http", "https") and parts.hostname and host_of(found) and found.encode():
            if "@" in parts.netloc:  # they are never sent, and may be secrets
                found = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
            return found
    except ValueError:
        pass
    raise Denied(f"{url}: leads to {unspoken(one_line(link))[:_SHOWN]!r}, which is no web address")


@dataclass
class Host:
    """One host: at most ``width`` requests at a time, at least a gap between their starts.

    ``refused`` tells why it cannot be reached; ``refusals`` counts the long waits that it asked for one after another.
    """

    name: str
    width: int = 2
    refused: str | None = None
    refusals: int = 0
    _next: float = 0.0
    _free: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._free = asyncio.Semaphore(self.width)

    @asynccontextmanager
    async def turn(self, gap: float, longest: float) -> AsyncIterator[None]:
        """Wait for one's turn and hold it.

        Raises:
            Unreachable: the host refused a connection before.
            Limited: the host asked for a longer wait than ``longest`` seconds.
        """
        async with self._free:
            await self._start(gap, longest)
            yield

    async def _start(self, gap: float, longest: float) -> None:
        if self.refused:
            raise Unreachable(self.refused)
        moment = asyncio.get_running_loop().time()
        wait = self._next - moment
        if wait > max(longest, 2 * gap * self.width):
            raise too_long(self.name, wait)
        self._next = max(moment, self._next) + gap
        if wait > 0:
            await asyncio.sleep(wait)

    def pause(self, seconds: float) -> None:
        """Let nobody ask before so many seconds have passed."""
        self._next = max(self._next, asyncio.get_running_loop().time() + seconds)


def too_long(name: str, seconds: float) -> Limited:
    """Return the error for a wait that is not waited for."""
    try:
        until = (now() + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")
    except OverflowError:
        until = "the end of the calendar"
    return Limited(f"{name} asks to be left alone for {seconds:.0f} s: try after {until}")
