"""A language model behind OpenAI's chat completions, which says what a test has it say."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from .server import Ask, Reply, told

Said = Callable[[list[dict[str, Any]]], Iterable[dict[str, Any]]]


def pointing(words: str, entity: str, metric: str, quote: str | None = None) -> Said:
    """Point to what stands in each sentence that holds these words; ``quote`` may be other words."""
    return lambda sentences: [
        {"sentence": each["sentence"], "quote": words if quote is None else quote, "entity": entity, "metric": metric}
        for each in sentences
        if words in each["text"]
    ]


@dataclass
class Chat:
    """Says what ``says`` returns for the sentences that it was sent; ``wrapped`` puts its JSON into other words.

    It knows JSON schemas unless ``schemas`` is false, and wants ``key`` where there is one.
    """

    says: Said
    schemas: bool = True
    key: str | None = None
    wrapped: str = "{}"
    requests: list[dict[str, Any]] = field(default_factory=list)

    def answer(self, ask: Ask) -> Reply:
        if (ask.method, ask.path) != ("POST", "/v1/chat/completions"):
            return told({"error": {"message": "no such thing"}}, 404)
        if self.key and ask.token != self.key:
            return told({"error": {"message": f"Incorrect API key provided: {ask.token}"}}, 401)
        asked = json.loads(ask.body)
        self.requests.append(asked)
        if asked["response_format"]["type"] == "json_schema" and not self.schemas:
            return told({"error": {"message": "response_format json_schema is not supported"}}, 400)
        return completion(self.wrapped.replace("{}", json.dumps({"figures": [*self.says(self.sentences(asked))]})))

    @staticmethod
    def sentences(asked: dict[str, Any]) -> list[dict[str, Any]]:
        """The sentences of a request."""
        return json.loads(asked["messages"][-1]["content"])["sentences"]


def completion(content: str | None, reason: str = "stop") -> Reply:
    """What an endpoint answers when a model has said something."""
    message = {"role": "assistant", "content": content}
    return told({"object": "chat.completion", "choices": [{"index": 0, "message": message, "finish_reason": reason}]})
