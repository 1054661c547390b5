"""The configuration: TOML files and the environment become one ``Configuration``, each key with its source."""

from .example import example
from .keys import SOURCES, Kind, Spec, nearest_key, specs
from .load import Configuration, load, located
from .settings import store_setting, write_atomically

__all__ = [
    "SOURCES",
    "Configuration",
    "Kind",
    "Spec",
    "example",
    "load",
    "located",
    "nearest_key",
    "specs",
    "store_setting",
    "write_atomically",
]
