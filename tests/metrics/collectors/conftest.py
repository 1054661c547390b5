"""A collector sent out to a source that a test makes up, without sockets."""

import asyncio
from dataclasses import dataclass, field

import httpx
import pytest

from metrics.catalog import load as load_catalog
from metrics.clock import now
from metrics.collector import Errand, Missed, Reading
from metrics.collectors import collector_of
from metrics.config import specs
from metrics.web import Cache, Door, Network, Web

NOW = "2030-01-15T12:00:00Z"
QUICK = {"gap_s": 0.0, "backoff_s": 0.001, "max_wait_s": 0.05, "timeout_s": 5.0, "tries": 2}


@dataclass
class Gathered:
    """What a collector yielded, and what it asked for."""

    readings: list = field(default_factory=list)
    missed: list = field(default_factory=list)
    asked: list = field(default_factory=list)
    errand: object = None

    @property
    def observations(self):
        return [each for reading in self.readings for each in reading.observations]

    @property
    def documents(self):
        return [reading.document for reading in self.readings]

    def values(self, metric):
        """Map each entity to its value of a metric; a list where it has several."""
        found = {}
        for each in self.observations:
            if each.metric == metric:
                found.setdefault(each.entity, []).append(each.value)
        return {entity: values[0] if len(values) == 1 else values for entity, values in found.items()}


@pytest.fixture
def gather(monkeypatch, tmp_path):
    """Run a collector: ``gather("dockerhub", handler, repositories=[...])``; the handler gets httpx requests.

    Settings are keys of the source's table; ``since``, ``only``, ``token``, ``held`` (a mapping), ``ends`` (days),
    ``at`` (the moment), ``network`` (keys of its table) and ``cache`` (a path) are the errand's. Errors that end the collector are raised.
    """

    def run(source, handler, *, at=NOW, since=None, only=None, token=None, held=None, ends=(), network=None,
            cache=None, catalog=None, revalidate=False, **settings):  # fmt: skip
        monkeypatch.setenv("AIMARKET_NOW", at)
        found, prefix = Gathered(), f"sources.{source}."
        values = {key.removeprefix(prefix): spec.default for key, spec in specs().items() if key.startswith(prefix)}
        values = {**values, **settings}

        def answer(request):
            found.asked.append(request)
            return handler(request)

        async def all_of_it():
            kept = Cache(cache) if cache else None
            transport = httpx.MockTransport(answer)
            async with Web(Network(**{**QUICK, **(network or {})}), cache=kept, transport=transport) as web:
                home = [values[key] for key in ("base_url", "charts_url", "archive_url") if values.get(key)]
                collector = collector_of(source)
                door = Door(web, home=home, token=token, manners=collector.manners, revalidate=revalidate)
                found.errand = Errand(
                    source=source, door=door, catalog=catalog or load_catalog(), now=now(), settings=values,
                    since=since, only=only, held=lambda: held or {}, ends=lambda *_: ends,
                )  # fmt: skip
                async for item in collector.read(found.errand):
                    (found.missed if isinstance(item, Missed) else found.readings).append(item)
                assert all(isinstance(each, Reading) for each in found.readings)

        asyncio.run(all_of_it())
        return found

    return run
