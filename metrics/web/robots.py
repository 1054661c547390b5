"""What the owners of sites let programs read: robots.txt (RFC 9309)."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..errors import Denied, SourceError, Unreachable
from .answer import Answer

if TYPE_CHECKING:
    from protego import Protego

_MOST = 512 << 10
_SLOWEST_S = 30.0
_OK, _TOO_MANY = 200, 429

Fetch = Callable[[str], Awaitable[Answer]]


@dataclass
class Robots:
    """The rules of each host, fetched once while the program runs."""

    agent: str
    _rules: dict[str, "asyncio.Task[Protego | None]"] = field(default_factory=dict)

    async def allow(self, url: str, fetch: Fetch) -> float:
        """Return the seconds that the site wants between two requests, 0 if it does not say.

        Raises:
            Denied: its rules forbid the address, or cannot be had, which forbids everything.
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = asyncio.ensure_future(_read(f"{site}/robots.txt", fetch))
        try:
            rules = await asyncio.shield(self._rules[site])
        except SourceError as error:
            raise Denied(f"{url}: its robots.txt cannot be had, so nothing may be read ({error})") from None
        if rules is None:
            return 0.0
        if not rules.can_fetch(url, self.agent):
            raise Denied(f"{url}: robots.txt asks programs not to read it")
        return min(_SLOWEST_S, float(rules.crawl_delay(self.agent) or 0.0))


async def _read(url: str, fetch: Fetch) -> "Protego | None":
    """Return the rules of a site, ``None`` where it has none: a missing file allows everything, a failing one nothing."""
    from protego import Protego

    answer = await fetch(url)
    if answer.status != _TOO_MANY and 400 <= answer.status < 500:  # noqa: PLR2004 HTTP's own numbers
        return None
    if answer.status != _OK:
        raise Unreachable(f"{url}: answered {answer.status}")
    return Protego.parse(answer.body[:_MOST].decode("utf-8", errors="replace"))
