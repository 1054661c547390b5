"""Reading a body while it streams: never more of it, decoded, than is allowed, whatever it was packed into."""

import zlib
from collections.abc import AsyncIterator, Iterator

from ..errors import Changed, Denied

_PIECE = 1 << 16
_PACKED = 47
"""zlib's number for: gzip or zlib, whichever its header says."""


async def read_body(chunks: AsyncIterator[bytes], encoding: str, most: int, url: str) -> bytes:
    """Join and unpack the chunks of a body.

    Raises:
        Denied: it is larger than ``most`` bytes.
        Changed: it is packed in a way that was not asked for, or badly.
    """
    unpack = _unpacker(encoding, url)
    body = bytearray()
    async for chunk in chunks:
        for piece in unpack.feed(chunk):
            body += piece
            if len(body) > most:
                raise Denied(f"{url}: larger than the {most:,} bytes of network.max_bytes; raise that to read it")
    unpack.end()
    return bytes(body)


class _Plain:
    def feed(self, chunk: bytes) -> Iterator[bytes]:
        yield chunk

    def end(self) -> None:
        """Everything may be the end."""


class _Packed:
    def __init__(self, encoding: str, url: str) -> None:
        self._encoding, self._url = encoding, url
        self._stream = zlib.decompressobj(_PACKED)
        self._any = False

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        self._any = self._any or bool(chunk)
        while chunk:
            try:
                piece = self._stream.decompress(chunk, _PIECE)
            except zlib.error:
                raise self._broken() from None
            yield piece
            chunk = self._stream.unconsumed_tail
            if self._stream.eof:
                chunk = self._stream.unused_data
                if chunk:
                    self._stream = zlib.decompressobj(_PACKED)

    def end(self) -> None:
        if self._any and not self._stream.eof:
            raise self._broken()

    def _broken(self) -> Changed:
        return Changed(self._url, f"a body packed as {self._encoding}", "something else, or a part of it")


def _unpacker(encoding: str, url: str) -> _Plain | _Packed:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _Plain()
    if name in ("gzip", "x-gzip", "deflate"):
        return _Packed(name, url)
    raise Changed(url, "a body as it is, or packed with gzip", f"content-encoding {name[:40]!r}")
