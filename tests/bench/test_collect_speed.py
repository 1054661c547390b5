"""Collecting beside bare httpx, turn by turn in one process; and a whole hub in memory that hardly grows with it."""

# ruff: noqa: T201  (a benchmark prints its table)

import asyncio
import json
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
TURNS = 5
LEAST = 0.8
MOST_GROWTH, MOST_MB = 1.4, 500
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
    """Run an update in a folder of its own; returns its outcomes, what it took, and the market."""
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
    with timed() as took:
        outcomes = asyncio.run(update(market, configuration, Wanted(sources=sources), Ears()))
    return outcomes, took, market


@contextmanager
def timed():
    """Measure seconds by the clock and by the processor."""
    took = {}
    wall, cpu = time.perf_counter(), time.process_time()
    yield took
    took.update(wall=time.perf_counter() - wall, cpu=time.process_time() - cpu)


async def bare(hosts):
    """Fetch addresses, two at a time from each host."""
    async with httpx.AsyncClient() as client:

        async def some(mine):
            for url in mine:
                (await client.get(url)).raise_for_status()

        await asyncio.gather(*(some(part) for urls in hosts for part in (urls[::2], urls[1::2])))


def asked(*hosts):
    """The addresses that each host was asked for since it was asked last."""
    return [[host + target for target in httpx.get(f"{host}/asked").json()] for host in hosts]


def test_collecting_keeps_pace_with_bare_httpx(tmp_path):
    models, tools = ([f"acme/{kind}-{n}" for n in range(count)] for kind, count in
                     (("model", MODELS), ("tool", REPOSITORIES)))  # fmt: skip
    ours, theirs = [], []
    with serving(MODELS) as hub, serving(MODELS) as forge:
        config = CONFIG.format(hub=hub, forge=forge, organizations=[], models=models, repositories=tools)
        for turn in range(TURNS):
            folder = tmp_path / str(turn)
            folder.mkdir()
            outcomes, took, _ = collect(folder, config, "huggingface", "github")
            assert [each.outcome for each in outcomes] == ["ok", "ok"], outcomes
            urls = asked(hub, forge)
            count = sum(map(len, urls))
            assert count == sum(each.requests for each in outcomes) >= MODELS + 2 * REPOSITORIES
            ours.append({name: count / seconds for name, seconds in took.items()})
            with timed() as took:
                asyncio.run(bare(urls))
            theirs.append({name: count / seconds for name, seconds in took.items()})
            asked(hub, forge)
    ratio = {}
    for name, unit in (("wall", "second"), ("cpu", "second of processor time")):
        our, their = (statistics.median(turn[name] for turn in turns) for turns in (ours, theirs))
        ratio[name] = our / their
        print(f"\ncollect: {our:,.0f} requests a {unit}, bare httpx {their:,.0f}: {ratio[name]:.2f} (at least {LEAST})")
    print(f"load of the machine: {' '.join(f'{load:.1f}' for load in os.getloadavg())} on {os.cpu_count()} processors")
    assert ratio["wall"] >= LEAST


def test_a_whole_hub_flows_into_the_store_in_bounded_memory(tmp_path):
    """Each size in a process of its own, since a peak is never forgotten."""
    peaks = []
    for models in (HUB // 10, HUB):
        folder = tmp_path / str(models)
        folder.mkdir()
        with serving(models) as hub:
            ran = subprocess.run([sys.executable, __file__, folder, hub], stdout=subprocess.PIPE, check=True, text=True)
        told = json.loads(ran.stdout)
        peaks.append(told["peak_mb"])
        print(f"\n{models:,} models: {told['added']:,} observations in {told['wall']:.0f} s ({told['cpu']:.0f} s of processor "
              f"time), {told['requests']} requests, {told['bytes'] / 1e6:.0f} MB in {told['files']} files; "
              f"memory {told['before_mb']:.0f} MB before, {told['peak_mb']:.0f} MB at most")  # fmt: skip
    assert peaks[1] <= MOST_GROWTH * peaks[0]
    assert peaks[1] <= MOST_MB


def peak_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def flow(folder, hub):
    """Collect a whole hub organisation and tell what it took."""
    before = peak_mb()
    config = CONFIG.format(hub=hub, forge=hub, organizations=["acme"], models=[], repositories=[])
    (outcome,), took, market = collect(Path(folder), config, "huggingface")
    peak, held = peak_mb(), market.store.info()
    assert outcome.outcome == "ok", outcome
    print(json.dumps({"added": outcome.added, "requests": outcome.requests, "bytes": held["bytes"], "files": held["files"],
                      "before_mb": before, "peak_mb": peak, **took}))  # fmt: skip


if __name__ == "__main__":
    flow(*sys.argv[1:])
