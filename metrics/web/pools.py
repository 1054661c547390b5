"""The connections themselves: kept open, apart for hosts of ours and of strangers, through a proxy where there is one.

No cookies are wanted, redirects and headers are the door's matter; so a connection is spoken to directly, which costs a
third of what a client such as httpx does. Proxies are httpcore's matter.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

from .hosts import host_of
from .links import Headers, Link, close
from .private import Network, public_address

_SAFE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?@!$&'()*+,;=%")
_MOST_IDLE = 32
_IDLE_S = 30.0
_NEXT_TRY_S = 0.25


@dataclass(frozen=True, slots=True)
class Question:
    """What is sent: headers in lower case; ``foreign`` if the address came from content and may be a trap."""

    url: str
    headers: Mapping[str, str]
    method: str = "GET"
    content: bytes | None = None
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """An answer whose body is still to be read."""

    status: int
    headers: Mapping[str, str]
    chunks: AsyncIterator[bytes]


Read = Callable[[Opened], Awaitable[bytes]]
"""Reads the body of an answer, or raises what ends the exchange."""

_Where = tuple[bool, bytes, bytes, int]


class Pools:
    """All open connections."""

    def __init__(self, timeout_s: float, allowed: tuple[Network, ...]) -> None:
        self._patience = dict.fromkeys(("connect", "read", "write", "pool"), timeout_s)
        self._allowed, self._proxies = allowed, getproxies()
        self._idle: dict[Link, tuple[_Where, float]] = {}
        self._context: ssl.SSLContext | None = None
        self._through: dict[str, httpcore.AsyncConnectionPool] = {}
        self._proxy_of: dict[str, str | None] = {}

    async def exchange(self, question: Question, headers: Mapping[str, str], read: Read) -> tuple[Opened, bytes]:
        """Send a question with these headers, ``read`` its answer and return both; a ``foreign`` address must be public.

        Raises what httpcore raises, ``Denied`` for a private address, and ``ValueError`` for what is no address.
        """
        url, content = address_of(question.url), question.content
        named: Headers = [(b"host", _host(url)), *_written(headers)]
        if content is not None:
            named.append((b"content-length", str(len(content)).encode()))
        proxy = self._proxy(question.url)
        if proxy is None:
            return await self._direct(question, url, named, read)
        if question.foreign:  # the proxy resolves the name itself: all that can be checked is what it will likely find
            await public_address(url.host.decode("ascii"), url.origin.port, self._allowed)
        request = httpcore.Request(
            question.method, url, headers=named, content=content, extensions={"timeout": self._patience}
        )  # fmt: skip
        return await self._proxied(proxy, request, read)

    async def close(self) -> None:
        """Close all connections."""
        await close(self._idle)
        self._idle.clear()
        for pool in self._through.values():
            await pool.aclose()

    async def _direct(
        self, question: Question, url: httpcore.URL, headers: Headers, read: Read
    ) -> tuple[Opened, bytes]:  # fmt: skip
        where = (question.foreign, url.scheme, url.host, url.origin.port)
        link = self._kept(where) or await self._connected(where)
        try:
            status, told = await link.ask(question.method, url.target, headers, question.content)
            opened = Opened(status, _told(told), link.chunks())
            return opened, await read(opened)
        finally:
            if link.done():
                self._idle[link] = where, asyncio.get_running_loop().time() + _IDLE_S

    def _kept(self, where: _Where) -> Link | None:
        """Take the connection that was used last; drop those that nobody wanted for long."""
        self._drop_old()
        for link in reversed(self._idle):
            if self._idle[link][0] == where:
                del self._idle[link]
                return link
        return None

    def _drop_old(self) -> None:
        """Drop what waited too long or cannot be used again; the first has waited longest."""
        moment = asyncio.get_running_loop().time()
        for link, (_, until) in list(self._idle.items()):
            if until < moment or not link.usable or len(self._idle) > _MOST_IDLE:
                del self._idle[link]
                link.abort()

    async def _connected(self, where: _Where) -> Link:
        """Connect; to the address that was checked, so that a name cannot be resolved to another one in between."""
        foreign, scheme, raw, port = where
        host = raw.decode("ascii")
        address = await public_address(host, port, self._allowed) if foreign else host
        secure = scheme == b"https"
        if secure and self._context is None:
            self._context = _context()
        try:
            _, link = await asyncio.get_running_loop().create_connection(
                Link, address, port, happy_eyeballs_delay=_NEXT_TRY_S, ssl=self._context if secure else None,
                server_hostname=host if secure else None,
            )  # fmt: skip
        except (OSError, OverflowError) as error:
            raise httpcore.ConnectError(str(error)) from None
        return link

    async def _proxied(self, proxy: str, request: httpcore.Request, read: Read) -> tuple[Opened, bytes]:
        if proxy not in self._through:
            self._through[proxy] = httpcore.AsyncConnectionPool(ssl_context=_context(), proxy=httpcore.Proxy(proxy))
        response = await self._through[proxy].handle_async_request(request)
        try:
            opened = Opened(response.status, _told(response.headers), response.aiter_stream())
            return opened, await read(opened)
        finally:
            await response.aclose()

    def _proxy(self, url: str) -> str | None:
        if not self._proxies:
            return None
        name = host_of(url)
        if name not in self._proxy_of:
            parts = urlsplit(url)
            proxy = self._proxies.get(parts.scheme) or self._proxies.get("all")
            self._proxy_of[name] = None if proxy and proxy_bypass(parts.hostname or "") else proxy
        return self._proxy_of[name]


def _context() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context


@lru_cache(maxsize=1_024)
def _origin(scheme: str, netloc: str) -> tuple[bytes, bytes, int | None]:
    """Read scheme, name and port once for all addresses of a host; names beyond ASCII as the network writes them."""
    found = httpx.URL(f"{scheme}://{netloc}/")
    if found.scheme not in ("http", "https") or not found.host:
        raise ValueError("an address begins with http:// or https:// and a name")
    return found.raw_scheme, found.raw_host, found.port


def address_of(url: str) -> httpcore.URL:
    """Read an address; ``ValueError`` if it is none.

    >>> address_of("https://hub.example/a?b=1").target, address_of("https://hub.example/é").target
    (b'/a?b=1', b'/%C3%A9')
    """
    parts = urlsplit(url)
    scheme, host, port = _origin(parts.scheme, parts.netloc.rpartition("@")[2])
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    raw = target.encode("ascii") if _SAFE.issuperset(target) else httpx.URL(url).raw_path
    return httpcore.URL(scheme=scheme, host=host, port=port, target=raw)


def _told(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return headers by their names in lower case; one that is told several times is a list (RFC 9110)."""
    told: dict[str, str] = {}
    for raw, value in headers:
        name, text = raw.decode("ascii").lower(), value.decode("latin-1")
        told[name] = f"{told[name]}, {text}" if name in told else text
    return told


def _host(url: httpcore.URL) -> bytes:
    host = b"[%b]" % url.host if b":" in url.host else url.host
    return host if url.port is None else b"%b:%d" % (host, url.port)


def _written(headers: Mapping[str, str]) -> Headers:
    return [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items()]
