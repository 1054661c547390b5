"""All the fakes at once, each behind a twist: a way of spoiling its answers that a test turns on and off."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from .apple import Apple
from .arxiv import Arxiv
from .dockerhub import DockerHub
from .edgar import Edgar
from .epoch import Epoch
from .gdelt import Gdelt
from .github import GitHub
from .hackernews import HackerNews
from .huggingface import HuggingFace
from .lmarena import LMArena, Storage
from .modelscope import ModelScope
from .openrouter import OpenRouter
from .paper import Paper, Story
from .pypistats import PyPIStats
from .server import Ask, Quota, Reply, Served, serving
from .wikimedia import Wikimedia, every_day

Twist = Callable[[Ask, Reply], Reply]
_SAID = "OpenAI said on Monday that ChatGPT has 731 million weekly active users."


@dataclass
class Twisted:
    """A fake whose answers go through ``twist``, if there is one."""

    fake: Any
    twist: Twist | None = None

    def at(self, url: str) -> None:
        if hasattr(self.fake, "at"):
            self.fake.at(url)

    def answer(self, ask: Ask) -> Reply:
        reply: Reply = self.fake.answer(ask)
        return self.twist(ask, reply) if self.twist else reply


@dataclass
class Source:
    """One source with all its hosts, and its keys of the configuration."""

    hosts: list[Served]
    keys: dict[str, object] = field(default_factory=dict)

    @property
    def asked(self) -> list[Ask]:
        return [ask for host in self.hosts for ask in host.asked]

    def twist(self, twist: Twist | None) -> None:
        """Spoil every answer of every host from now on; ``None`` makes them well again."""
        for host in self.hosts:
            host.fake.twist = twist
            host.asked.clear()
            host.counts.clear()


def _fakes(key: str) -> dict[str, Any]:
    arena = LMArena()
    fakes = {
        "huggingface": HuggingFace(), "github": GitHub(), "pypistats": PyPIStats(), "openrouter": OpenRouter(key=key),
        "wikimedia": Wikimedia({"en.wikipedia/ChatGPT": every_day(date(2030, 1, 8), 11, 12, 13, 0, 15)}),
        "apple": Apple({("us", "6448311069"): 5_100_007}, {"us": ["1", "6448311069"]}),
        "dockerhub": DockerHub({"ollama/ollama": 321_000, "vllm/vllm-openai": 77_000}),
        "hackernews": HackerNews([(datetime(2030, 1, day, tzinfo=UTC), "ChatGPT does things") for day in (7, 8, 13)]),
        "arxiv": Arxiv({("cat:cs.AI", "202912"): 4_321, ("cat:cs.AI", "202911"): 4_111}), "edgar": Edgar(),
        "epoch": Epoch(), "lmarena": arena, "storage": Storage(arena), "gdelt": Gdelt({"english": []}),
        "modelscope": ModelScope({f"Qwen/Model-{number}": 1_000 + number for number in range(60)}),
        "feeds": Paper({"/one": Story("The week", _SAID), "/two": Story("Another", _SAID.replace("731", "713"))}),
        "articles": Paper({"/one": Story("The week in assistants", _SAID), "/two": Story("A week", _SAID)}),
    }  # fmt: skip
    for fake in fakes.values():
        for name in ("quota", "member_quota", "points"):
            if hasattr(fake, name):
                setattr(fake, name, Quota(10**9, 10**6))
    return fakes


_LISTS: dict[str, dict[str, object]] = {
    "huggingface": {"organizations": ["acme", "Quill-AI"], "models": []},
    "github": {"organizations": ["acme", "Quill-AI"], "repositories": ["acme/bolt", "acme/spark"]},
    "pypistats": {"packages": ["openai", "invented-kit"]},
    "wikimedia": {"articles": ["en.wikipedia/ChatGPT"]},
    "apple": {"apps": ["6448311069"], "countries": ["us"]},
    "dockerhub": {"repositories": ["ollama/ollama", "vllm/vllm-openai"]},
    "hackernews": {"terms": ["ChatGPT"]},
    "arxiv": {"categories": ["cs.AI"], "terms": []},
    "edgar": {"companies": ["0001045810", "0000789019"]},
    "modelscope": {"organizations": ["Qwen"]},
    "gdelt": {"terms": ["ChatGPT"], "languages": ["english"]},
}
_SECOND = {"apple": "charts_url", "edgar": "archive_url"}


@contextmanager
def everybody(key: str = "opensesame") -> Iterator[dict[str, Source]]:
    """Serve a fake of every source until the block ends, none of which counts what it is asked; by source's name.

    ``key`` opens the long history of OpenRouter.
    """
    fakes = _fakes(key)
    with serving(*map(Twisted, fakes.values())) as hosts:
        served = dict(zip(fakes, hosts, strict=True))
        storage = served.pop("storage")
        found = {name: Source([host], {**_LISTS.get(name, {}), "gap_s": 0.0}) for name, host in served.items()}
        found["lmarena"].hosts.append(storage)
        paper, home = served["feeds"].url, served["articles"].url
        found["feeds"].keys["urls"] = [f"{paper}/rss"]
        found["articles"].keys["urls"] = [f"{home}/one", f"{home}/two"]
        served["gdelt"].fake.fake.leads["english"] = [f"{home}/one"]
        for name in found.keys() - {"feeds", "articles"}:
            found[name].keys["base_url"] = served[name].url
            if name in _SECOND:
                found[name].keys[_SECOND[name]] = served[name].url
        yield found


def configured(name: str, source: Source, **network: object) -> str:
    """Write the configuration that leads to one source, with keys of ``[network]``."""
    quick = {"gap_s": 0.0, "backoff_s": 0.01, "tries": 2, "max_wait_s": 0.1, "contact": "a@example.org"}
    tables = {
        "catalog": {"starter": False}, "network": {**quick, "allow_private": ["127.0.0.0/8"], **network},
        f"sources.{name}": source.keys,
    }  # fmt: skip
    lines = [
        f"[{table}]\n" + "\n".join(f"{key} = {json.dumps(value)}" for key, value in keys.items())
        for table, keys in tables.items()
    ]
    return "\n".join(lines) + "\n"
