"""Where a second opinion is asked for: any endpoint that speaks OpenAI's chat completions, over the one door to the network."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from ..config import Configuration
from ..errors import ConfigError, SourceError
from ..update.run import network_of
from ..web import SHORTEST_SECRET, Answer, Door, Manners, Network, Web

_TRIES = 2
_SCHEMA_REFUSED = frozenset({400, 404, 415, 422, 500, 501})
"""What servers answer that do not know ``json_schema``; a wrong key or a spent quota is something else."""

Message = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What the ``[llm]`` table says; ``token`` is the key itself and is never shown."""

    base_url: str
    model: str
    token: str | None = field(default=None, repr=False)
    timeout_s: float = 120.0

    @property
    def url(self) -> str:
        """The address that is asked."""
        return f"{self.base_url.rstrip('/')}/chat/completions"

    def hidden(self, text: str) -> str:
        """Return a text without the key, should an endpoint have told it."""
        return text.replace(self.token, "***") if self.token and len(self.token) >= SHORTEST_SECRET else text


def endpoint_of(configuration: Configuration) -> Endpoint:
    """Read the ``[llm]`` table, and the key from the environment variable that it names.

    Raises:
        ConfigError: an address without a model or with a secret in it, a model without an address, or no usable key
            where one is named.
    """
    base_url, model = (configuration.values[f"llm.{name}"] for name in ("base_url", "model"))
    if not (base_url and model):
        have, lack = ("base_url", "model") if base_url else ("model", "base_url")
        raise ConfigError(f"llm.{have} is set and llm.{lack} is not. Set both, or neither")
    parts = urlsplit(str(base_url))
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise ConfigError("llm.base_url may hold no password and no query: a key goes into what llm.token_env names")
    name = configuration.values["llm.token_env"]
    token = os.environ.get(str(name), "").strip() if name else None
    if name and not token:
        raise ConfigError(f"llm.token_env names {name}, and that is not set in the environment")
    if token and not (token.isascii() and token.isprintable()):
        raise ConfigError(f"the key in {name} holds characters that no request can carry")
    return Endpoint(str(base_url), str(model), token, float(str(configuration.values["llm.timeout_s"])))


def network_for(endpoint: Endpoint, configuration: Configuration) -> Network:
    """Return the network as the endpoint wants it: patient, not asked again and again for what costs money, and nameless."""
    network = network_of(configuration)
    return replace(network, contact=None, timeout_s=endpoint.timeout_s, tries=min(_TRIES, network.tries))


def door_of(web: Web, endpoint: Endpoint) -> Door:
    """Open the door to the endpoint; the key goes nowhere else, and redirects are not followed."""
    return Door(web, home=(endpoint.base_url,), token=endpoint.token, manners=Manners(gap_s=0.0))


@dataclass
class Line:
    """A conversation with the endpoint, which remembers whether it knows schemas."""

    endpoint: Endpoint
    door: Door
    strict: bool = True

    async def ask(self, messages: Sequence[Message], schema: Mapping[str, Any]) -> Answer:
        """Return the answer to some messages, asked for as this schema has it, or as any JSON where that is refused.

        Raises:
            SourceError: there is no answer.
        """
        if self.strict:
            try:
                return await self._post(messages, _by(schema))
            except SourceError as error:
                if error.status not in _SCHEMA_REFUSED:
                    raise
                self.strict = False
        return await self._post(messages, {"type": "json_object"})

    async def _post(self, messages: Sequence[Message], form: Mapping[str, Any]) -> Answer:
        asked = {"model": self.endpoint.model, "messages": list(messages), "response_format": form, "stream": False}
        content = json.dumps(asked, ensure_ascii=False).encode("utf-8", "replace")
        return await self.door.post(self.endpoint.url, content, headers={"content-type": "application/json"})


def _by(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "json_schema", "json_schema": {"name": "figures", "strict": True, "schema": schema}}
