"""One request and its answer over the network: time-outs, size, private addresses; nothing is tried twice here."""

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Self
from urllib.parse import urlsplit

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
    """The connections; an async context manager."""

    def __init__(
        self, *, agent: str, timeout_s: float, most: int, allowed: tuple[Network, ...],
        transport: Transport | None = None,
    ) -> None:  # fmt: skip
        self._timeout, self._most, self._allowed, self._pinned = timeout_s, most, allowed, transport is None
        common: dict[str, Any] = {
            "timeout": httpx.Timeout(timeout_s),
            "headers": {"user-agent": agent, "accept-encoding": "gzip", "accept": "*/*"},
            "follow_redirects": False,
        }
        if transport is not None:
            common["transport"] = transport
        else:
            common["verify"] = ssl.create_default_context()
        self._own = httpx.AsyncClient(**common)
        # A kept connection belongs to an address, and several names may share that: no strange page may ride on it.
        self._foreign = httpx.AsyncClient(**common, limits=httpx.Limits(max_keepalive_connections=0))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._own.aclose()
        await self._foreign.aclose()

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
        client = self._foreign if question.foreign else self._own
        response = await client.send(request, stream=True)
        try:
            headers = {name.lower(): value for name, value in response.headers.items()}
            encoding = headers.get("content-encoding", "")
            body = b"" if question.method == "HEAD" else await self._body(response, encoding, question.url)
        finally:
            await response.aclose()
        return Answer(
            url=question.url, request_url=question.url, status=response.status_code, body=body, retrieved_at=now(),
            headers=MappingProxyType(headers),
        )  # fmt: skip

    async def _body(self, response: httpx.Response, encoding: str, url: str) -> bytes:
        announced = response.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > self._most:
            raise Denied(f"{url}: larger than the {self._most:,} bytes of network.max_bytes; raise that to read it")
        if response.is_stream_consumed:  # a transport that does not stream has read, and unpacked, it all
            return response.content
        try:
            return await read_body(response.aiter_raw(), encoding, self._most, url)
        except Changed as error:
            if response.is_success:
                raise Cut(str(error)) from None
            return b""

    async def _request(self, question: Question) -> httpx.Request:
        url, headers, extensions = httpx.URL(question.url), dict(question.headers), {}
        client = self._foreign if question.foreign else self._own
        if question.foreign and self._pinned:
            parts = urlsplit(question.url)
            host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
            headers["host"] = url.netloc.decode("ascii")
            extensions["sni_hostname"] = url.host
            url = url.copy_with(host=await public_address(host, port, self._allowed))
        return client.build_request(
            question.method, url, headers=headers, content=question.content, extensions=extensions
        )
