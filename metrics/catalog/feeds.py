"""The feeds that are read unless a person configures others."""

from functools import cache
from pathlib import Path

import tomli

FILE = Path(__file__).with_name("feeds.toml")


@cache
def feeds() -> dict[str, str]:
    """Return the address of each feed with the language that it is written in."""
    return {url: language for language, urls in tomli.loads(FILE.read_text("utf-8")).items() for url in urls}
