"""One open connection: a request written to it, an answer read from it, and whether it may serve once more.

h11 keeps the rules of HTTP/1.1; asyncio carries the bytes, encrypted where the address says so.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Any

import h11
import httpcore

_HEAD_BYTES = 100 * 1024
"""A longer head of an answer is refused."""

Headers = list[tuple[bytes, bytes]]


class Link(asyncio.Protocol):
    """A connection; made by an event loop's ``create_connection``."""

    def __init__(self) -> None:
        self._state = h11.Connection(h11.CLIENT, max_incomplete_event_size=_HEAD_BYTES)
        self._transport: asyncio.Transport | None = None
        self._came: list[bytes] = []
        self._ended = False
        self._fault: Exception | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the transport."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Keep what came until it is read; who speaks unasked is not listened to."""
        if self._state.our_state is h11.IDLE:
            self.abort()
            return
        self._came.append(data)
        self._wake()

    def eof_received(self) -> None:
        """Note that nothing more comes."""
        self._ended = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that the connection is gone."""
        self._ended, self._fault = True, exc
        self._wake()
        if not self._closed.done():
            self._closed.set_result(None)

    @property
    def usable(self) -> bool:
        """Whether another request may be sent: the last exchange is over, and the other side has not left."""
        gone = self._ended or self._transport is None or self._transport.is_closing()
        return self._state.our_state is h11.IDLE and not gone

    async def ask(self, method: str, target: bytes, headers: Headers, content: bytes | None) -> tuple[int, Any]:
        """Send a request and return the status and the headers of its answer, names in lower case.

        Raises:
            httpcore.LocalProtocolError: it is no request that can be sent.
            httpcore.RemoteProtocolError: what comes is no answer, or ends before one.
            httpcore.ReadError: the connection broke.
        """
        assert self._transport is not None
        try:
            sent = [self._state.send(h11.Request(method=method, target=target, headers=headers))]
            if content is not None:
                sent.append(self._state.send(h11.Data(data=content)))
            sent.append(self._state.send(h11.EndOfMessage()))
        except h11.LocalProtocolError as error:
            raise httpcore.LocalProtocolError(str(error)) from None
        self._transport.write(b"".join(filter(None, sent)))
        while True:
            event = await self._event()
            if type(event) is h11.Response:
                return event.status_code, event.headers

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield the body of the answer as it comes; raises as :meth:`ask` does."""
        while True:
            event = await self._event()
            if type(event) is not h11.Data:
                return
            yield bytes(event.data)

    def done(self) -> bool:
        """Make ready for the next request, or break off what is not over; tell whether it is still of use."""
        over = self._state.our_state is h11.DONE and self._state.their_state is h11.DONE
        more = self._came or self._state.trailing_data[0]
        if over and not more:
            self._state.start_next_cycle()
        if not self.usable:
            self.abort()
            return False
        return True

    def abort(self) -> None:
        """Drop the connection at once."""
        if self._transport is not None:
            self._transport.abort()

    async def closed(self) -> None:
        """Wait until the connection is gone."""
        await self._closed

    async def _event(self) -> Any:
        try:
            while (event := self._state.next_event()) is h11.NEED_DATA:
                if not self._came and not self._ended:
                    await self._more()
                self._state.receive_data(self._taken())
        except h11.RemoteProtocolError as error:
            raise httpcore.RemoteProtocolError(str(error)) from None
        return event

    def _taken(self) -> bytes:
        """Take what came; nothing, if it ends here."""
        if not self._came and self._fault is not None:
            raise httpcore.ReadError(str(self._fault))
        if not self._came and self._state.their_state is h11.SEND_RESPONSE:
            raise httpcore.RemoteProtocolError("it ended without an answer")
        came = b"".join(self._came)
        self._came.clear()
        return came

    async def _more(self) -> None:
        self._waiter = asyncio.get_running_loop().create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


async def close(links: Iterable[Link]) -> None:
    """Drop connections and wait until they are gone."""
    held = list(links)
    for link in held:
        link.abort()
    await asyncio.gather(*(link.closed() for link in held))
