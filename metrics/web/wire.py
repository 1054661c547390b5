"""One request and its answer over the network: time-outs, size, private addresses; nothing is tried twice here."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from types import MappingProxyType

import httpcore
import httpx

from ..clock import now
from ..errors import Changed, Denied, Unreachable
from .answer import Answer
from .body import read_body
from .pools import Opened, Pools, Question
from .private import Network

Transport = httpx.AsyncBaseTransport
"""What carries the requests in tests in place of the network."""


class Cut(Unreachable):
    """The connection was made, and no whole answer came: another try may bring one."""


class Wire:
    """The way out; closed by :meth:`close`."""

    def __init__(
        self, *, agent: str, timeout_s: float, most: int, allowed: tuple[Network, ...],
        transport: Transport | None = None,
    ) -> None:  # fmt: skip
        self._timeout, self._most = timeout_s, most
        self._headers = {"user-agent": agent, "accept": "*/*", "accept-encoding": "gzip"}
        self._pools = Pools(timeout_s, allowed)
        self._stand_in = transport

    async def close(self) -> None:
        """Close all connections."""
        await self._pools.close()

    async def send(self, question: Question) -> Answer:
        """Send a request once and read the whole answer, whatever its status.

        Raises:
            Unreachable: no connection.
            Cut: a connection, but no whole answer in time.
            Denied: a private address, too much, or no address at all.
        """
        try:
            async with asyncio.timeout(self._timeout):
                return await self._exchange(question)
        except (TimeoutError, httpcore.TimeoutException, httpx.TimeoutException):
            raise Cut(f"{question.url}: no whole answer within {self._timeout:g} s") from None
        except (httpcore.ConnectError, httpcore.ProxyError, httpx.ConnectError) as error:
            raise Unreachable(f"{question.url}: no connection ({_reason(error)})") from None
        except (httpx.InvalidURL, httpcore.LocalProtocolError, httpcore.UnsupportedProtocol, ValueError) as error:
            raise Denied(f"{question.url}: not an address that can be asked ({_reason(error)})") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError) as error:
            raise Cut(f"{question.url}: cut off ({_reason(error)})") from None

    async def _exchange(self, question: Question) -> Answer:
        async def read(opened: Opened) -> bytes:
            return await self._body(opened, question.url)

        headers = {**self._headers, **question.headers}
        if self._stand_in is not None:
            opened = await self._stood_in(question, headers)
            body = await read(opened)
        else:
            opened, body = await self._pools.exchange(question, headers, read)
        return Answer(
            url=question.url, request_url=question.url, status=opened.status, body=body, retrieved_at=now(),
            headers=MappingProxyType(opened.headers),
        )  # fmt: skip

    async def _stood_in(self, question: Question, headers: Mapping[str, str]) -> Opened:
        assert self._stand_in is not None
        request = httpx.Request(question.method, question.url, headers=headers, content=question.content)
        response = await self._stand_in.handle_async_request(request)
        content = await response.aread()
        told = {name.lower(): value for name, value in response.headers.items() if name.lower() != "content-encoding"}
        return Opened(response.status_code, told, _once(content))

    async def _body(self, opened: Opened, url: str) -> bytes:
        announced = opened.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > self._most:
            raise Denied(f"{url}: larger than the {self._most:,} bytes of network.max_bytes; raise that to read it")
        try:
            return await read_body(opened.chunks, opened.headers.get("content-encoding", ""), self._most, url)
        except Changed as error:
            if opened.status < 300:  # noqa: PLR2004 HTTP's own number
                raise Cut(str(error)) from None
            return b""


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
