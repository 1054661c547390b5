"""Sources of figures on this machine, over real sockets, with every way of misbehaving that real ones have.

A fake source is a plain object with ``answer(ask) -> Reply``, one file each beside this one::

    with serving(DockerHub()) as hub:      # or several: with serving(A(), B()) as (a, b)
        hub.url                            # http://127.0.0.1:PORT, for base_url
        hub.fake.day = 2                   # a fake decides itself what its second day is
        hub.odd["/v2/x/"] = html()         # a path that answers otherwise: a Reply, or a function of the Ask
        hub.paths                          # what was asked, in order; hub.asked has all of it

A fake may be told where it and others are: ``serving`` calls ``fake.at(url)`` if it has that.
"""

import asyncio
import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True)
class Ask:
    """One request: names of headers in lower case, the query as lists, ``number`` counts those of this path from 1."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes = b""
    number: int = 1

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.target).path)

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.target).query, keep_blank_values=True)

    def one(self, name: str, default: str = "") -> str:
        """The last value of a parameter, also of one written ``name[]``."""
        found = self.query.get(name) or self.query.get(f"{name}[]") or [default]
        return found[-1]

    def all(self, name: str) -> list[str]:
        """All values of a parameter, written ``name`` or ``name[]``."""
        return [*self.query.get(name, []), *self.query.get(f"{name}[]", [])]

    @property
    def token(self) -> str | None:
        return self.headers.get("authorization", "").removeprefix("Bearer ") or None


@dataclass(frozen=True)
class Reply:
    """One answer, and how badly it is sent: after a ``delay``, in slow pieces (``drip`` seconds each), ``cut`` off."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drip: float = 0.0
    cut: int | None = None
    plain: bool = False

    def but(self, **changes: Any) -> "Reply":
        """The same with other fields; ``headers`` are added to those that it has."""
        if "headers" in changes:
            changes["headers"] = {**self.headers, **changes["headers"]}
        return replace(self, **changes)

    def tagged(self, ask: Ask, *, weak: bool = False, **unchanged: str) -> "Reply":
        """The same with an ETag, or 304 if the asker holds it; ``unchanged`` are the headers of the 304 alone."""
        tag = f'{"W/" if weak else ""}"{sha256(self.body).hexdigest()[:16]}"'
        if ask.headers.get("if-none-match") == tag:
            return Reply(304, headers={"ETag": tag, **unchanged})
        return self.but(headers={"ETag": tag})


def told(value: object, status: int = 200, **headers: str) -> Reply:
    """A JSON answer; underscores in names of headers become hyphens."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    body = json.dumps(value, ensure_ascii=False).encode()
    return Reply(status, body, {"Content-Type": "application/json; charset=utf-8", **named})


def text(body: str | bytes, kind: str = "text/plain; charset=utf-8", status: int = 200) -> Reply:
    """Anything that is not JSON."""
    return Reply(status, body if isinstance(body, bytes) else body.encode(), {"Content-Type": kind})


def html(status: int = 200) -> Reply:
    """A web page where something else was promised."""
    return text("<!doctype html><title>Resting</title><p>We are resting.</p>", "text/html", status)


def moved(where: str, status: int = 302) -> Reply:
    """A redirect, to an address or a path."""
    return Reply(status, b"", {"Location": where, "Content-Type": "text/plain"})


def busy(after: float | str | None = None, status: int = 429) -> Reply:
    """A refusal for now, with a wait or without."""
    return Reply(status, b"slow down", {} if after is None else {"Retry-After": str(after)})


def truncated(reply: Reply) -> Reply:
    """The first half of a body, sent as if it were all."""
    return reply.but(body=reply.body[: len(reply.body) // 2])


@dataclass
class Quota:
    """So many requests within a window of real seconds; then none until it is over. ``refill`` ends it by hand."""

    limit: int
    window_s: float
    used: int = 0
    since: float = field(default_factory=time.monotonic)

    def take(self) -> bool:
        """Use one, if any is left."""
        if time.monotonic() - self.since >= self.window_s:
            self.refill()
        if self.used >= self.limit:
            return False
        self.used += 1
        return True

    def refill(self) -> None:
        self.used, self.since = 0, time.monotonic()

    @property
    def left(self) -> int:
        return self.limit - self.used

    @property
    def resets_in(self) -> float:
        return max(0.0, self.since + self.window_s - time.monotonic())


class Served:
    """A fake that is being served: where it is, what it was asked, and what it is to answer instead."""

    def __init__(self, fake: Any) -> None:
        self.fake, self.url = fake, ""
        self.asked: list[Ask] = []
        self.odd: dict[str, Reply | Callable[[Ask], Reply]] = {}
        self.counts: dict[str, int] = {}
        self._stop = lambda: None

    @property
    def paths(self) -> list[str]:
        return [each.path for each in self.asked]

    def answer(self, ask: Ask) -> Reply:
        self.counts[ask.path] = self.counts.get(ask.path, 0) + 1
        ask = replace(ask, number=self.counts[ask.path])
        self.asked.append(ask)
        odd = self.odd.get(ask.path)
        if odd is None:
            return self.fake.answer(ask)
        return odd(ask) if callable(odd) else odd

    def stop(self) -> None:
        """Be down: refuse every connection from now on."""
        self._stop()

    async def start(self) -> None:
        server = await asyncio.start_server(self._serve, "127.0.0.1", int(urlsplit(self.url).port or 0))
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        loop = asyncio.get_running_loop()
        self._stop = lambda: asyncio.run_coroutine_threadsafe(_closed(server), loop).result(5)
        if hasattr(self.fake, "at"):
            self.fake.at(self.url)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (ask := await _read(reader)) is not None:
                if not await self._send(ask, writer):
                    break
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _send(self, ask: Ask, writer: asyncio.StreamWriter) -> bool:
        """Send the answer; tells whether the connection goes on."""
        try:
            reply = self.answer(ask)
        except Exception as error:  # noqa: BLE001 a fault of a fake must show in the test, not hang it
            reply = text(f"the fake failed: {error!r}", status=500)
        await asyncio.sleep(reply.delay)
        head, body = _written(ask, reply)
        whole = head + (b"" if ask.method == "HEAD" else body)
        if reply.cut is not None:
            writer.write(whole[: len(head) + reply.cut])
            await writer.drain()
            return False
        step = max(1, len(whole) // 20) if reply.drip else len(whole)
        for start in range(0, len(whole), step):
            writer.write(whole[start : start + step])
            await writer.drain()
            if reply.drip:
                await asyncio.sleep(reply.drip)
        return True


async def _read(reader: asyncio.StreamReader) -> Ask | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.strip().split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Ask(method, target, headers, body)


def _written(ask: Ask, reply: Reply) -> tuple[bytes, bytes]:
    body, headers = reply.body, dict(reply.headers)
    if "gzip" in ask.headers.get("accept-encoding", "") and len(body) > 200 and not reply.plain:
        body, headers = gzip.compress(body, 1), {**headers, "Content-Encoding": "gzip"}
    phrase = HTTPStatus(reply.status).phrase
    headers = {**headers, "Content-Length": str(len(body))}
    lines = [f"HTTP/1.1 {reply.status} {phrase}", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"), body if reply.status != HTTPStatus.NOT_MODIFIED else b""


async def _closed(server: asyncio.Server) -> None:
    server.close()
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        if task.get_coro().__qualname__.endswith("_serve"):
            task.cancel()


@contextmanager
def serving(*fakes: Any) -> Iterator[Any]:
    """Serve fakes, each on a port of its own, until the block ends; gives one :class:`Served`, or as many as fakes."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    served = [Served(fake) for fake in fakes]
    try:
        for each in served:
            asyncio.run_coroutine_threadsafe(each.start(), loop).result(5)
        yield served[0] if len(served) == 1 else served
    finally:
        for each in served:
            each.stop()
        asyncio.run_coroutine_threadsafe(_rest(), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _rest() -> None:
    """Let what was cancelled end."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
