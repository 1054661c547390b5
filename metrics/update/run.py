"""Running the collectors: those that are due, side by side, each on its own."""

import asyncio
from collections.abc import Coroutine, Sequence

from ..collectors import collector_of
from ..config import Configuration
from ..market import Market
from ..web import Cache, Network, Transport, Web
from .due import due
from .job import Job
from .outcome import Ears, Outcome, Wanted


def network_of(configuration: Configuration) -> Network:
    """Read the ``[network]`` table."""
    values = {name.removeprefix("network."): value for name, value in configuration.values.items()
              if name.startswith("network.")}  # fmt: skip
    allowed = tuple(configuration.texts("network.allow_private"))
    return Network(**{**values, "allow_private": allowed})  # type: ignore[arg-type]  # checked by metrics.config


async def update(
    market: Market, configuration: Configuration, wanted: Wanted, ears: Ears, *,
    transport: Transport | None = None,
) -> list[Outcome]:  # fmt: skip
    """Run what is due, or what is named, and return what came of each source, in the order of the configuration.

    Raises:
        StoreError: the store cannot be used; what was stored before stays.
    """
    reasons = due(market, configuration, wanted)
    async with Web(network_of(configuration), cache=Cache.default(), transport=transport) as web:
        jobs = {
            name: Job(market, configuration, wanted, ears, web, collector_of(name))
            for name, reason in reasons.items() if reason is None
        }  # fmt: skip
        done = dict(zip(jobs, await _together([job.run() for job in jobs.values()]), strict=True))
    skipped = {name: Outcome(source=name, outcome="skipped", error=reason) for name, reason in reasons.items()}
    return [done.get(name) or skipped[name] for name in reasons]


async def _together(runs: Sequence[Coroutine[None, None, Outcome]]) -> list[Outcome]:
    """Run all; the first error that is not a source's own ends them all."""
    tasks = [asyncio.create_task(run) for run in runs]
    try:
        return list(await asyncio.gather(*tasks))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
