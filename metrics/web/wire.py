"""One request and its answer over the network: time-outs, size, private addresses; nothing is tried twice here."""

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from ..clock import now
from ..errors import Changed, Denied, Unreachable
from .answer import Answer
from .body import read_body
from .private import Network, public_address

Transport = httpx.AsyncBaseTransport
"""What carries the requests: the network, or a stand-in for it in tests."""


class Cut(Unreachable):
    """The connection was made, and no whole answer came: another try may bring one."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is sent: headers in lower case; ``foreign`` if the address came from content and may be a trap."""

    url: str
    headers: Mapping[str, str]
    method: str = "GET"
    content: bytes | None = None
    foreign: bool = False


class Wire:
    """The connections; closed by :meth:`close`.

    It speaks to httpx's transports rather than to its client: no cookies are wanted, redirects and headers are the
    door's matter, and what is left out makes a request a third quicker.
    """

    def __init__(
        self, *, agent: str, timeout_s: float, most: int, allowed: tuple[Network, ...],
        transport: Transport | None = None,
    ) -> None:  # fmt: skip
        self._timeout, self._most, self._allowed, self._pinned = timeout_s, most, allowed, transport is None
        self._headers = {"user-agent": agent, "accept": "*/*", "accept-encoding": "gzip"}
        self._given = transport
        self._made: dict[tuple[bool, str | None], Transport] = {}
        self._proxies = {} if transport else getproxies()

    async def close(self) -> None:
        """Close all connections."""
        for transport in self._made.values():
            await transport.aclose()

    async def send(self, question: Question) -> Answer:
        """Send a request once and read the whole answer, whatever its status.

        Raises:
            Unreachable: no connection.
            Cut: a connection, but no whole answer in time.
            Denied: a private address, or too much.
        """
        try:
            async with asyncio.timeout(self._timeout):
                return await self._exchange(question)
        except (TimeoutError, httpx.TimeoutException):
            raise Cut(f"{question.url}: no whole answer within {self._timeout:g} s") from None
        except httpx.ConnectError as error:
            raise Unreachable(f"{question.url}: no connection ({str(error) or type(error).__name__})") from None
        except (httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.LocalProtocolError, UnicodeError) as error:
            raise Denied(f"{question.url}: not an address that can be asked ({error})") from None
        except httpx.HTTPError as error:
            raise Cut(f"{question.url}: cut off ({str(error) or type(error).__name__})") from None

    async def _exchange(self, question: Question) -> Answer:
        request = await self._request(question)
        response = await self._transport(question).handle_async_request(request)
        response.request = request
        try:
            headers = {name.decode("ascii").lower(): value.decode("latin-1") for name, value in response.headers.raw}
            body = await self._body(response, headers, question.url)
        finally:
            await response.aclose()
        return Answer(
            url=question.url, request_url=question.url, status=response.status_code, body=body, retrieved_at=now(),
            headers=MappingProxyType(headers),
        )  # fmt: skip

    def _transport(self, question: Question) -> Transport:
        if self._given is not None:
            return self._given
        parts = urlsplit(question.url)
        proxy = self._proxies.get(parts.scheme) or self._proxies.get("all")
        if proxy and proxy_bypass(parts.hostname or ""):
            proxy = None
        if (question.foreign, proxy) not in self._made:
            # A kept connection belongs to an address, and several names may share that: no strange page rides on it.
            kept = httpx.Limits(max_keepalive_connections=0) if question.foreign else httpx.Limits()
            self._made[question.foreign, proxy] = httpx.AsyncHTTPTransport(
                verify=ssl.create_default_context(), limits=kept, proxy=proxy
            )
        return self._made[question.foreign, proxy]

    async def _body(self, response: httpx.Response, headers: Mapping[str, str], url: str) -> bytes:
        announced = headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > self._most:
            raise Denied(f"{url}: larger than the {self._most:,} bytes of network.max_bytes; raise that to read it")
        if response.is_stream_consumed:  # a transport that does not stream has read, and unpacked, it all
            return response.content
        try:
            return await read_body(response.aiter_raw(), headers.get("content-encoding", ""), self._most, url)
        except Changed as error:
            if response.is_success:
                raise Cut(str(error)) from None
            return b""

    async def _request(self, question: Question) -> httpx.Request:
        url, headers = httpx.URL(question.url), {**self._headers, **question.headers}
        extensions: dict[str, object] = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), self._timeout)}
        if url.scheme not in ("http", "https") or not url.host:
            raise httpx.UnsupportedProtocol(f"{url.scheme or 'no scheme'}")
        if question.foreign and self._pinned:
            headers["host"] = url.netloc.decode("ascii")
            extensions["sni_hostname"] = url.host
            port = url.port or (443 if url.scheme == "https" else 80)
            url = url.copy_with(host=await public_address(url.host, port, self._allowed))
        return httpx.Request(question.method, url, headers=headers, content=question.content, extensions=extensions)
