"""One answer of the network: what was asked, what came, when; and how it is read without trusting its shape."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from types import MappingProxyType

from ..errors import Changed
from .node import Node

_SHOWN = 60
SHORTEST_SECRET = 8
"""What is shorter stands in other words too: no key, but what an endpoint is given that wants none."""
_LINK = re.compile(r'<([^>]*)>((?:\s*;\s*[^\s=;,"]+(?:\s*=\s*(?:"[^"]*"|[^\s;,"]*))?)*)')
_NEXT = re.compile(r'\brel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|\'?next\'?(?=[\s;]|$))', re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """A complete answer: its body is decoded, its headers are in lower case.

    ``url`` is where it came from in the end, ``request_url`` what was asked. ``retrieved_at`` is when its body was
    fetched: an answer out of the cache, or one that the source ``confirmed`` (304), keeps the time of the first.
    """

    url: str
    request_url: str
    status: int
    body: bytes = field(repr=False)
    retrieved_at: datetime
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    confirmed: bool = False
    spoil: Callable[[], None] = field(default=lambda: None, repr=False, compare=False)

    def without(self, token: str) -> "Answer":
        """Return the answer with the token hidden, should a host tell it back: what came is kept, and may be told."""
        if len(token) < SHORTEST_SECRET:
            return self
        body = self.body.replace(token.encode("utf-8", "replace"), b"***")
        headers = {name: value.replace(token, "***") for name, value in self.headers.items()}
        return replace(self, body=body, headers=MappingProxyType(headers))

    @property
    def media_type(self) -> str:
        """The media type without its parameters, in lower case; empty if none was named."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The character set that the content type names, if it does."""
        for part in self.headers.get("content-type", "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip("\"'") or None
        return None

    @cached_property
    def sha256(self) -> str:
        """The hash of the body."""
        return sha256(self.body).hexdigest()

    @property
    def next_page(self) -> str | None:
        """The address that the ``Link`` header calls next, if any (RFC 8288)."""
        for address, parameters in _LINK.findall(self.headers.get("link", "")):
            if _NEXT.search(parameters):
                return str(address).strip()
        return None

    def text(self) -> str:
        """Return the body as text, by its declared character set or UTF-8; what does not decode is replaced."""
        try:
            return self.body.decode(self.charset or "utf-8-sig", errors="replace")
        except LookupError:
            return self.body.decode("utf-8", errors="replace")

    def json(self, *, strict: bool = True) -> Node:
        """Return the body as JSON; ``strict=False`` lets strings hold raw control characters.

        Raises:
            Changed: it is no JSON, whatever its status and type say.
        """
        try:
            value = json.loads(self.body.decode("utf-8-sig"), strict=strict, parse_constant=_no_constant)
        except (ValueError, RecursionError):
            raise self.changed("JSON") from None
        return Node(value, self.request_url)

    def changed(self, expected: str) -> Changed:
        """Return the error that says what was expected and what came; the cache forgets such an answer."""
        self.spoil()
        start = " ".join(self.body[: 4 * _SHOWN].decode("utf-8", errors="replace").split())[:_SHOWN]
        kind = self.media_type or "an untyped answer"
        return Changed(self.request_url, expected, f"{kind} that begins {start!r}" if start else f"an empty {kind}")


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON")
