"""An update over one small source, whose answers a test makes up."""

import asyncio
from dataclasses import replace

import httpx
import pytest

from metrics.catalog import load as load_catalog
from metrics.clock import now
from metrics.config import load as load_config
from metrics.market import Market
from metrics.update import Ears, Wanted, update

URL = "https://hub.docker.com"


class Hub:
    """A Docker Hub of a few images; every answer can be replaced by a function of the path."""

    def __init__(self):
        self.pulls = {"ollama/ollama": 1_500, "acme/bolt": 20, "acme/spark": 3}
        self.odd, self.asked, self.tagged = {}, [], False

    def __call__(self, request):
        path = request.url.path.removeprefix("/v2/repositories/").strip("/")
        self.asked.append(path)
        if path in self.odd:
            return self.odd[path](request)
        if path not in self.pulls:
            return httpx.Response(404, json={"message": "object not found"})
        tag = f'"{self.pulls[path]}"'
        if self.tagged and request.headers.get("if-none-match") == tag:
            return httpx.Response(304)
        namespace, name = path.split("/")
        told = {"namespace": namespace, "name": name, "pull_count": self.pulls[path]}
        return httpx.Response(200, json=told, headers={"etag": tag} if self.tagged else {})


@pytest.fixture
def hub():
    return Hub()


@pytest.fixture
def collect(empty, hub, monkeypatch):
    """Run an update of Docker Hub at a moment; returns its outcome, or all if more was asked."""
    config = empty / "config" / "aimarket" / "config.toml"
    config.write_text(
        "[catalog]\nstarter = false\n[network]\ngap_s = 0.0\nbackoff_s = 0.001\nmax_wait_s = 0.05\ntries = 2\n"
        '[sources.dockerhub]\nrepositories = ["ollama/ollama", "acme/bolt", "acme/spark"]\n'
    )

    def run(at="2030-01-01T12:00:00Z", *, ears=None, transport=None, every=False, **wanted):
        monkeypatch.setenv("AIMARKET_NOW", at)
        configuration = load_config()
        market = Market.open(configuration, load_catalog(), now=now())
        asked = Wanted(**{"sources": () if every else ("dockerhub",), **wanted})
        others = {key: False for key in configuration.values if key.endswith(".enabled") and "dockerhub" not in key}
        configuration = replace(configuration, values={**configuration.values, **others})
        coming = update(
            market, configuration, asked, ears or Ears(), transport=transport or httpx.MockTransport(hub)
        )  # fmt: skip
        outcomes = asyncio.run(coming)
        run.market = market
        return outcomes[0] if len(outcomes) == 1 else outcomes

    return run
