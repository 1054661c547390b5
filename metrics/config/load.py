"""From the person's ``config.toml``, the program's ``settings.toml`` and the environment to one configuration."""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import platformdirs

from ..errors import ConfigError
from .keys import Spec, nearest_key, specs

_FREE_TABLES = ("store.options",)


@dataclass(frozen=True, slots=True)
class Configuration:
    """All keys with their values and where each came from.

    ``values`` and ``sources`` have the dotted names of :func:`metrics.config.keys.specs`; a source is ``default``,
    ``file``, ``settings`` or ``environment``.
    """

    path: Path
    settings_path: Path
    values: Mapping[str, object]
    sources: Mapping[str, str]
    store_options: Mapping[str, str]

    def text(self, key: str) -> str:
        """Return a key that always has a text."""
        return cast("str", self.values[key])

    def flag(self, key: str) -> bool:
        """Return a key that is true or false."""
        return cast("bool", self.values[key])

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of strings; empty if it is left to its default."""
        return tuple(cast("list[str] | None", self.values[key]) or ())

    @property
    def store_uri(self) -> str:
        """Where the store is."""
        return self.text("store.uri")

    @property
    def extra_catalogs(self) -> tuple[Path, ...]:
        """The user's own catalog files, ``~`` expanded, relative ones beside the configuration."""
        return tuple(self.path.parent / expanded(Path(name)) for name in self.texts("catalog.extra"))


def default_path() -> Path:
    """Return where ``config.toml`` is looked for unless ``--config`` or ``AIMARKET_CONFIG`` says otherwise."""
    return Path(platformdirs.user_config_dir("aimarket", appauthor=False)) / "config.toml"


def default_store() -> str:
    """Return the folder of the store unless configured otherwise."""
    return str(Path(platformdirs.user_data_dir("aimarket", appauthor=False)) / "store")


def located(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Path:
    """Return the configuration file that is used, whether it is there or not."""
    named = path or (Path(environ["AIMARKET_CONFIG"]) if environ.get("AIMARKET_CONFIG") else None)
    return expanded(named) if named else default_path()


def expanded(path: Path) -> Path:
    """Replace ``~``; a ``ConfigError`` if there is no such person here."""
    try:
        return path.expanduser()
    except RuntimeError:
        raise ConfigError(f"{path}: there is no such home folder. Write the whole path") from None


def load(
    path: Path | None = None, *, store: str | None = None, environ: Mapping[str, str] = os.environ
) -> Configuration:
    """Read the configuration; a file that was named must exist, and every fault names file, line and key.

    Raises:
        ConfigError: an unreadable file, an unknown key (with the nearest known one) or a wrong type.
    """
    file = located(path, environ)
    if file != default_path() and not file.is_file():
        raise ConfigError(f"{file}: no such configuration file. Write one with: aimarket --config {file} config init")
    known = specs()
    values = {name: spec.default for name, spec in known.items()}
    values["store.uri"] = default_store()
    sources = dict.fromkeys(values, "default")
    options: dict[str, str] = {}
    settings = file.with_name("settings.toml")
    for origin, source in (("file", file), ("settings", settings)):
        for name, value in read(source, known):
            if name.startswith("store.options."):
                options[name.removeprefix("store.options.")] = str(value)
            else:
                values[name], sources[name] = value, origin
    uri = store or environ.get("AIMARKET_STORE")
    if uri:
        values["store.uri"], sources["store.uri"] = uri, "environment"
    _check_extra(file, values["catalog.extra"])
    return Configuration(file, settings, values, sources, options)


def read(file: Path, known: Mapping[str, Spec]) -> Iterator[tuple[str, object]]:
    """Yield the keys and values of one file, each checked; nothing if there is no file."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: cannot be read ({error}). It must be a readable UTF-8 file") from None
    try:
        tree = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{file}: not valid TOML: {error}") from None
    for name, value in _leaves(tree, known):
        where = f"{file}:{line_of(text, name)}: "
        if name.startswith("store.options."):
            if not isinstance(value, str | int | float):
                raise ConfigError(f"{where}{name} must be a string")
            yield name, value
            continue
        spec = known.get(name)
        if spec is None:
            near = nearest_key(name)
            raise ConfigError(f"{where}unknown key {name!r}" + (f". Nearest: {near}" if near else ""))
        problem = spec.problem(value)
        if problem:
            raise ConfigError(f"{where}{name} {problem}, not {value!r}")
        yield name, value


def _leaves(tree: Mapping[str, Any], known: Mapping[str, Spec], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Walk down the tables; an empty or unknown table is a leaf of its own so that it is not passed over."""
    for key, value in tree.items():
        name = f"{prefix}{key}"
        inside = name in _FREE_TABLES or any(other.startswith(name + ".") for other in known)
        if isinstance(value, dict) and inside:
            yield from _leaves(value, known, name + ".")
        else:
            yield name, value


def line_of(text: str, name: str) -> int:
    """Find the line of a dotted key in a TOML text (``tomllib`` tells none); the first line if it hides."""
    table = name.rpartition(".")[0]
    here = ""
    for number, line in enumerate(text.splitlines(), 1):
        header = re.fullmatch(r"\s*\[+\s*([^\]]+?)\s*\]+\s*(?:#.*)?", line)
        if header:
            here = re.sub(r"[\s\"']", "", header[1])
            if here == name:
                return number
        match = re.match(r"\s*([\w\-.\"']+)\s*=", line)
        if match:
            full = f"{here}.{match[1]}".strip(".").replace('"', "").replace("'", "")
            if full in (name, table):
                return number
    return 1


def _check_extra(file: Path, extra: object) -> None:
    for name in cast("list[str]", extra):
        path = file.parent / expanded(Path(name))
        if not path.is_file():
            raise ConfigError(f"{file}: catalog.extra names {path}, and there is no such file")
