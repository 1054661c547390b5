"""The one way to the network: politely, a bounded number of times, and never further than a source may lead."""

import asyncio
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import MappingProxyType
from typing import Self
from urllib.parse import urlencode, urlsplit, urlunsplit

from .. import __version__
from ..clock import now
from ..errors import Denied, Unreachable
from .answer import Answer
from .cache import Cache, Stored, key_of
from .freshness import confirmed, fresh_until, storable, validators
from .hosts import Host, host_of, led_to, too_long
from .pools import Question
from .private import networks
from .robots import Robots
from .verdicts import gave_up, judge
from .waits import asked_wait, quota_left, quota_wait, refused_for_now
from .wire import Cut, Transport, Wire

AGENT = "aimarket"
_HOPS = 10
_A_DAY = timedelta(hours=20)
_LONGEST_BACKOFF_S = 300.0


@dataclass(frozen=True, slots=True)
class Network:
    """What the ``[network]`` table says; the names are those of its keys."""

    contact: str | None = None
    timeout_s: float = 20.0
    max_bytes: int = 10_000_000
    concurrency: int = 16
    gap_s: float = 0.5
    tries: int = 4
    backoff_s: float = 1.0
    max_wait_s: float = 60.0
    respect_robots: bool = True
    allow_private: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How one source wants to be asked.

    ``width`` requests at a time, ``gap_s`` between two (``None``: as configured); ``limit`` finds a "slow down" that
    neither status nor headers tell, and returns the seconds to wait.
    """

    width: int = 2
    gap_s: float | None = None
    limit: Callable[[Answer], float | None] = lambda _: None


class Web:
    """All connections, the cache and what is known of hosts, shared by every source; an async context manager."""

    def __init__(self, network: Network, *, cache: Cache | None = None, transport: Transport | None = None) -> None:
        self.network, self.cache = network, cache or Cache(None)
        self.hosts: dict[str, Host] = {}
        self.robots = Robots(AGENT)
        self.taken: set[str] = set()  # pages that one source or another reads already
        self.all = asyncio.Semaphore(network.concurrency)
        self.wire = Wire(
            agent=agent_of(network.contact), timeout_s=network.timeout_s, most=network.max_bytes,
            allowed=networks(network.allow_private), transport=transport,
        )  # fmt: skip

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.wire.close()
        self.cache.close()

    def host(self, url: str, width: int) -> Host:
        """Return what is known of the host of an address."""
        name = host_of(url)
        return self.hosts.setdefault(name, Host(name, width))


def agent_of(contact: str | None) -> str:
    """Write the User-Agent: who asks, and whom to write to.

    >>> agent_of("name@example.org").partition("/")[0], agent_of("name@example.org").partition(" ")[2]
    ('aimarket', '(name@example.org)')
    """
    known = "".join(char for char in contact or "" if char.isascii() and char.isprintable())
    return f"{AGENT}/{__version__} ({known or 'no contact given'})"


@dataclass
class Door:
    """The network as one source sees it: its own token and manners, and a count of what it sent.

    ``home`` are the addresses that a person configured: only the first gets the token, all may be private.
    """

    web: Web
    home: Sequence[str] = ()
    token: str | None = None
    manners: Manners = field(default_factory=Manners)
    revalidate: bool = False
    requests: int = 0
    quota: int | None = None

    async def get(
        self, url: str, *, params: Mapping[str, object] | None = None,
        headers: Mapping[str, str] = MappingProxyType({}), page: bool = False, foreign: bool = False,
    ) -> Answer:  # fmt: skip
        """Return the answer to a request, from the cache if that is fresh or the source confirms it.

        Header names are written in lower case. A ``page`` is read only if robots.txt allows it; a ``foreign`` address came
        from content, and may not lead into private networks. A foreign page that nothing can confirm is good for a day.

        Raises:
            Gone: 404 or 410.
            Denied: any other refusal, robots.txt, a private address, a body that is too large.
            Limited: the source asks for a wait longer than ``max_wait_s``.
            Unreachable: no whole answer after all tries.
        """
        url = with_params(led_to(url, url), params or {})
        key = key_of(url, headers.get("accept"), self.token if self._is_home(url) else None)
        stored = self.web.cache.find(key)
        assumed = _A_DAY if page and foreign else timedelta()
        if stored and not self.revalidate and now() < fresh_until(stored.headers, stored.checked_at, assumed):
            return self._from_cache(stored, url, key)
        asked = {**headers, **(validators(stored.headers) if stored else {})}
        question = Question(url, asked, foreign=foreign and not self._is_home(url))
        answer = await self._followed(question, page=page)
        if answer.status == 304 and stored:  # noqa: PLR2004 HTTP's own number
            merged = confirmed(stored.headers, answer.headers)
            self.web.cache.confirm(key, merged, now())
            return self._from_cache(replace(stored, headers=merged), url, key)
        judge(answer)
        if storable(answer.status, answer.headers, assumed):
            kept = Stored(answer.url, answer.headers, answer.body, answer.retrieved_at, answer.retrieved_at)
            self.web.cache.keep(key, kept)
        return replace(answer, request_url=url, spoil=lambda: self.web.cache.drop(key))

    async def post(self, url: str, content: bytes, *, headers: Mapping[str, str]) -> Answer:
        """Return the answer to a POST, never from the cache; raises as :meth:`get` does."""
        answer = await self._tried(Question(url, headers, method="POST", content=content), page=False)
        judge(answer)
        return answer

    def _is_home(self, url: str) -> bool:
        return any(host_of(url) == host_of(own) for own in self.home)

    def _from_cache(self, stored: Stored, url: str, key: str) -> Answer:
        return Answer(
            url=stored.url, request_url=url, status=200, body=stored.body, retrieved_at=stored.retrieved_at,
            headers=MappingProxyType(dict(stored.headers)), confirmed=True, spoil=lambda: self.web.cache.drop(key),
        )  # fmt: skip

    async def _followed(self, question: Question, *, page: bool) -> Answer:
        for _ in range(_HOPS + 1):
            answer = await self._tried(question, page=page)
            target = answer.headers.get("location") if answer.status in (301, 302, 303, 307, 308) else None
            if target is None:
                return answer
            url = led_to(question.url, target)
            same = host_of(url) == host_of(question.url)
            # Where a page sends us, the page decides: that is content too.
            question = replace(
                question, url=url, foreign=(question.foreign or not same) and not self._is_home(url),
                headers=question.headers if same else _harmless(question.headers),
            )  # fmt: skip
        raise Denied(f"{question.url}: more than {_HOPS} redirects")

    async def _tried(self, question: Question, *, page: bool) -> Answer:
        network, host = self.web.network, self.web.host(question.url, self.manners.width)
        gap = network.gap_s if self.manners.gap_s is None else self.manners.gap_s
        if page and network.respect_robots:
            delay = await self.web.robots.allow(question.url, lambda url: self._rules(url, question.foreign))
            gap = max(gap, delay)
        for number in range(1, network.tries + 1):
            try:
                answer = await self._sent(question, host, gap)
            except Cut:
                if number == network.tries:
                    raise
                await asyncio.sleep(_backoff(network.backoff_s, number))
                continue
            wait = self._asked_to_wait(answer)
            if wait is None:
                host.refusals = 0
                return answer
            self._pause(host, wait if wait >= 0 else _backoff(network.backoff_s, number), answer)
            if number == network.tries:
                raise gave_up(answer, number)
        raise AssertionError

    def _asked_to_wait(self, answer: Answer) -> float | None:
        """Return the seconds after which to ask again, -1 if only that it may be later, ``None`` if this is final."""
        hidden = self.manners.limit(answer)
        if hidden is not None:
            return hidden
        if not refused_for_now(answer.status, answer.headers, answer.body):
            return None
        named = asked_wait(answer.status, answer.headers, answer.body)
        return -1.0 if named is None else named

    def _pause(self, host: Host, seconds: float, answer: Answer) -> None:
        """Let the host alone for a while; one long refusal may mean one page, a spent quota or a second one means all.

        Raises:
            Limited: the wait is longer than ``max_wait_s``.
        """
        if seconds <= self.web.network.max_wait_s:
            host.pause(seconds)
            return
        host.refusals += 1
        if host.refusals > 1 or quota_wait(answer.headers) is not None:
            host.pause(seconds)
        raise too_long(answer.request_url, seconds)

    async def _sent(self, question: Question, host: Host, gap: float) -> Answer:
        sent = replace(question, headers={**question.headers, **self._credentials(question.url)})
        async with host.turn(gap, self.web.network.max_wait_s), self.web.all:
            self.requests += 1
            try:
                answer = await self.web.wire.send(sent)
                answer = answer if self.token is None else answer.without(self.token)
            except Unreachable as error:
                if not isinstance(error, Cut):
                    host.refused = f"{host.name}: {str(error).partition(': ')[2]}"
                raise
        self.quota = quota_left(answer.headers) if self._is_home(question.url) else self.quota
        spent = quota_wait(answer.headers)
        if spent is not None:
            host.pause(spent)
        return answer

    def _credentials(self, url: str) -> dict[str, str]:
        if self.token and self.home and host_of(url) == host_of(self.home[0]):
            if not (self.token.isascii() and self.token.isprintable()):
                raise Denied(
                    f"{url}: the token for it, in what token_env names, holds characters that no request carries"
                )
            return {"authorization": f"Bearer {self.token}"}
        return {}

    async def _rules(self, url: str, foreign: bool) -> Answer:  # noqa: FBT001 handed over by position
        return await self._followed(Question(url, {}, foreign=foreign), page=False)


def with_params(url: str, params: Mapping[str, object]) -> str:
    """Add parameters to an address, each value of a list on its own.

    >>> with_params("https://hub.example/api?a=1", {"expand": ["likes", "tags"]})
    'https://hub.example/api?a=1&expand=likes&expand=tags'
    """
    if not params:
        return url
    parts = urlsplit(url)
    added = urlencode({name: value for name, value in params.items() if value is not None}, doseq=True)
    return urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, added)))))


def _harmless(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.lower() in ("accept", "accept-language")}


def _backoff(first: float, number: int) -> float:
    """Return a pause that doubles, with a random part so that not all come back at once."""
    pause = min(_LONGEST_BACKOFF_S, first * 2.0 ** (number - 1))
    return pause * random.uniform(0.75, 1.25)  # noqa: S311 jitter
