"""Collecting beside bare httpx, and a whole hub in bounded memory; the peer runs in the same process, turn by turn."""

import asyncio
import os
import resource
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

pytestmark = pytest.mark.bench

MODELS, REPOSITORIES = 2_000, 500
HUB = int(os.environ.get("AIMARKET_BENCH_HUB", "200000"))
TURNS = 3
LEAST = 0.8
CONFIG = """
[catalog]
starter = false
[network]
gap_s = 0.0
[sources.huggingface]
base_url = "{hub}"
organizations = {organizations}
models = {models}
[sources.github]
base_url = "{forge}"
organizations = []
repositories = {repositories}
"""


@contextmanager
def serving(models):
    server = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("hub_server.py")), str(models)], stdout=subprocess.PIPE, text=True
    )
    try:
        yield f"http://127.0.0.1:{server.stdout.readline().strip()}"
    finally:
        server.kill()
        server.wait()
        server.stdout.close()


def collect(folder, config, *sources):
    """Run an update in a folder of its own; returns its outcomes and the seconds it took."""
    from metrics.catalog import load as load_catalog
    from metrics.clock import now
    from metrics.config import load as load_config
    from metrics.market import Market
    from metrics.update import Ears, Wanted, update

    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    path = folder / "config.toml"
    path.write_text(config)
    configuration = load_config(path, store=str(folder / "store"))
    market = Market.open(configuration, load_catalog(), now=now())
    start = time.perf_counter()
    outcomes = asyncio.run(update(market, configuration, Wanted(sources=sources), Ears()))
    return outcomes, time.perf_counter() - start, market


async def bare(urls):
    """Fetch what the sources are asked for, two at a time from each host."""
    async with httpx.AsyncClient() as client:

        async def some(mine):
            for url in mine:
                (await client.get(url)).raise_for_status().json()

        halves = [part for group in urls for part in (group[::2], group[1::2])]
        start = time.perf_counter()
        await asyncio.gather(*map(some, halves))
        return time.perf_counter() - start


def test_collecting_keeps_pace_with_bare_httpx(tmp_path):
    models, tools = ([f"acme/{kind}-{n}" for n in range(count)] for kind, count in
                     (("model", MODELS), ("tool", REPOSITORIES)))  # fmt: skip
    ours, theirs = [], []
    with serving(MODELS) as hub, serving(MODELS) as forge:
        config = CONFIG.format(hub=hub, forge=forge, organizations=[], models=models, repositories=tools)
        urls = [[f"{hub}/api/models/{name}" for name in models], [f"{forge}/repos/{name}" for name in tools]]
        for turn in range(TURNS):
            theirs.append(MODELS / asyncio.run(bare(urls[:1])))
            folder = tmp_path / str(turn)
            folder.mkdir()
            outcomes, seconds, _ = collect(folder, config, "huggingface")
            assert [each.outcome for each in outcomes] == ["ok"], outcomes
            ours.append(sum(each.requests for each in outcomes) / seconds)
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(f"\ncollect: {statistics.median(ours):,.0f} requests a second, bare httpx {statistics.median(theirs):,.0f}: "
          f"{ratio:.2f} (at least {LEAST})")  # fmt: skip
    assert ratio >= LEAST


def test_a_whole_hub_flows_into_the_store_in_bounded_memory(tmp_path):
    with serving(HUB) as hub:
        config = CONFIG.format(hub=hub, forge=hub, organizations=["acme"], models=[], repositories=[])
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        (outcome,), seconds, market = collect(tmp_path, config, "huggingface")
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert outcome.outcome == "ok", outcome
    print(f"\n{HUB:,} models: {outcome.added:,} observations in {seconds:.0f} s, {outcome.requests} requests, "
          f"{market.store.info()['bytes'] / 1e6:.0f} MB stored; memory {before:.0f} MB before, {after:.0f} MB at most")  # fmt: skip
