"""The configuration: TOML files and the environment become one ``Configuration``, each key with its source."""

from .addresses import REMOTE, STORE_ADDRESS, is_store, names_somebody, scheme_of
from .colors import COLORS
from .example import example
from .keys import OPTIONS, SOURCES, Kind, Spec, masked, nearest_key, specs
from .load import Configuration, is_there, load, located, shortened, survey
from .settings import forget_setting, proposed, store_setting, write_atomically

__all__ = [
    "COLORS",
    "OPTIONS",
    "REMOTE",
    "SOURCES",
    "STORE_ADDRESS",
    "Configuration",
    "Kind",
    "Spec",
    "example",
    "forget_setting",
    "is_store",
    "is_there",
    "load",
    "located",
    "masked",
    "names_somebody",
    "nearest_key",
    "proposed",
    "scheme_of",
    "shortened",
    "specs",
    "store_setting",
    "survey",
    "write_atomically",
]
