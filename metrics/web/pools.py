"""The connections themselves: kept open, apart for hosts of ours and of strangers, through a proxy where there is one.

httpcore, which carries httpx, is spoken to directly: no cookies are wanted, redirects and headers are the door's
matter, and a request costs half as much.
"""

import ssl
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

from .hosts import host_of
from .private import Network, public_address

_SAFE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?@!$&'()*+,;=%")
_MOST_OPEN = 100

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Opened:
    """An answer whose body is still to be read."""

    status: int
    headers: Mapping[str, str]
    chunks: AsyncIterator[bytes]


class Pools:
    """All open connections."""

    def __init__(self, timeout_s: float, allowed: tuple[Network, ...]) -> None:
        self._patience = dict.fromkeys(("connect", "read", "write", "pool"), timeout_s)
        self._allowed, self._proxies = allowed, getproxies()
        self._made: dict[tuple[bool, str | None], httpcore.AsyncConnectionPool] = {}
        self._proxy_of: dict[str, str | None] = {}

    @asynccontextmanager
    async def opened(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes | None, *, foreign: bool
    ) -> AsyncIterator[Opened]:
        """Send a request and hold its answer open; a ``foreign`` address is connected to only if it is public.

        Raises what httpcore raises, ``Denied`` for a private address, and ``ValueError`` for what is no address.
        """
        parsed = address_of(url)
        proxy = self._proxy(url)
        if proxy and foreign:  # it resolves the name itself: all that can be checked is what it will most likely find
            await public_address(parsed.host.decode("ascii"), parsed.origin.port, self._allowed)
        named: Headers = [(b"host", _host(parsed)), *_written(headers)]
        if content is not None:
            named.append((b"content-length", str(len(content)).encode()))
        request = httpcore.Request(
            method, parsed, headers=named, content=content, extensions={"timeout": self._patience}
        )  # fmt: skip
        response = await self._pool(proxy, foreign=foreign).handle_async_request(request)
        try:
            told = {name.decode("ascii").lower(): value.decode("latin-1") for name, value in response.headers}
            yield Opened(response.status, told, response.aiter_stream())
        finally:
            await response.aclose()

    async def close(self) -> None:
        """Close all connections."""
        for pool in self._made.values():
            await pool.aclose()

    def _proxy(self, url: str) -> str | None:
        if not self._proxies:
            return None
        name = host_of(url)
        if name not in self._proxy_of:
            parts = urlsplit(url)
            proxy = self._proxies.get(parts.scheme) or self._proxies.get("all")
            self._proxy_of[name] = None if proxy and proxy_bypass(parts.hostname or "") else proxy
        return self._proxy_of[name]

    def _pool(self, proxy: str | None, *, foreign: bool) -> httpcore.AsyncConnectionPool:
        if (foreign, proxy) not in self._made:
            backend = httpcore.AnyIOBackend()
            self._made[foreign, proxy] = httpcore.AsyncConnectionPool(
                ssl_context=ssl.create_default_context(),
                proxy=httpcore.Proxy(proxy) if proxy else None,
                max_connections=_MOST_OPEN,
                network_backend=_Public(backend, self._allowed) if foreign and not proxy else backend,
            )
        return self._made[foreign, proxy]


class _Public(httpcore.AsyncNetworkBackend):
    """Connects to the address that was checked, so that a name cannot be resolved to another one in between."""

    def __init__(self, inner: httpcore.AsyncNetworkBackend, allowed: tuple[Network, ...]) -> None:
        self._inner, self._allowed = inner, allowed

    async def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,  # noqa: ASYNC109 httpcore's own
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:  # fmt: skip
        address = await public_address(host, port, self._allowed)
        return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)


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


def _host(url: httpcore.URL) -> bytes:
    host = b"[%b]" % url.host if b":" in url.host else url.host
    return host if url.port is None else b"%b:%d" % (host, url.port)


def _written(headers: Mapping[str, str]) -> Headers:
    return [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items()]
