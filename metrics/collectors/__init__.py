"""The sources, one file each: a file that is dropped in here, with the name of its source, is all it takes."""

import pkgutil
from functools import cache
from importlib import import_module

from ..collector import Collector


def names() -> list[str]:
    """List the sources that can be collected, without importing them."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))


@cache
def collector_of(name: str) -> Collector:
    """Return the collector of a source: the one value of that name in its file."""
    found = getattr(import_module(f"{__name__}.{name}"), name)
    if not isinstance(found, Collector):
        raise TypeError(f"metrics/collectors/{name}.py holds no collector called {name}")
    return found
