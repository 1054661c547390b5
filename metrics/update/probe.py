"""Trying each source once, to see whether it answers and is understood."""

import asyncio
from contextlib import aclosing
from dataclasses import replace

from ..collector import Missed
from ..collectors import collector_of
from ..config import Configuration
from ..errors import SourceError
from ..market import Market
from ..web import Transport, Web
from .due import due
from .job import errand_for
from .outcome import Wanted
from .run import network_of

PATIENCE_S = 15.0


async def probe(
    market: Market, configuration: Configuration, *, transport: Transport | None = None
) -> dict[str, str | None]:
    """Ask each source that is switched on for one thing, and return what is wrong with it, or ``None``."""
    wanted = Wanted(sources=tuple(due(market, configuration, Wanted())))
    ready = [name for name, reason in due(market, configuration, wanted).items() if reason is None]
    once = replace(network_of(configuration), tries=1)
    async with Web(once, transport=transport) as web:
        found = await asyncio.gather(*(_tried(market, configuration, web, name) for name in ready))
    return dict(zip(ready, found, strict=True))


async def _tried(market: Market, configuration: Configuration, web: Web, name: str) -> str | None:
    collector = collector_of(name)
    errand = errand_for(market, configuration, web, collector, Wanted(sources=(name,)))
    try:
        async with asyncio.timeout(PATIENCE_S), aclosing(collector.read(errand)) as readings:  # type: ignore[type-var]  # an async generator has aclose
            async for item in readings:
                return item.reason if isinstance(item, Missed) else None
    except TimeoutError:
        return f"no answer within {PATIENCE_S:.0f} s"
    except SourceError as error:
        return str(error)
    return None
