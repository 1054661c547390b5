"""From the person's ``config.toml``, the program's ``settings.toml`` and the environment to one configuration."""

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import platformdirs

from ..errors import ConfigError
from ..literal import path_of, path_text, unnamed
from .keys import OPTIONS, Spec, nearest_key, specs

_FREE_TABLES = (OPTIONS.rstrip("."),)
_LONGEST = 120


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
        return self.beside(self.texts("catalog.extra"))

    def beside(self, names: Iterable[str]) -> tuple[Path, ...]:
        """Find files by name: ``~`` expanded, relative ones beside the configuration."""
        return tuple(self.path.parent / expanded(path_of(name)) for name in names)

    def missing(self, extra: object) -> list[str]:
        """Say which of the files that ``catalog.extra`` names are not there."""
        faults = []
        for name in cast("list[str]", extra):
            try:
                (path,) = self.beside([name])
                if not _is_file(path):
                    faults.append(f"catalog.extra names {path}, and there is no such file")
            except ConfigError as error:
                faults.append(f"catalog.extra: {error}")
        return faults


def default_path() -> Path:
    """Return where ``config.toml`` is looked for unless ``--config`` or ``AIMARKET_CONFIG`` says otherwise."""
    return Path(platformdirs.user_config_dir("aimarket", appauthor=False)) / "config.toml"


def default_store() -> str:
    """Return the folder of the store unless configured otherwise."""
    return path_text(Path(platformdirs.user_data_dir("aimarket", appauthor=False)) / "store")


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
        ConfigError: an unreadable file, an unknown key (with the nearest known one) or a wrong value; all of them.
    """
    configuration, faults = survey(path, store=store, environ=environ)
    if faults:
        raise ConfigError("\n".join(faults))
    return configuration


def survey(
    path: Path | None = None, *, store: str | None = None, environ: Mapping[str, str] = os.environ
) -> tuple[Configuration, list[str]]:
    """Read what can be read of the configuration, and say what is wrong with the rest, so that it can be mended.

    Raises:
        ConfigError: a file that was named is not there.
    """
    file = located(path, environ)
    if file != default_path() and not _is_file(file):
        raise ConfigError(f"{file}: no such configuration file. Write one with: aimarket --config {file} config init")
    known = specs()
    values = {name: spec.default for name, spec in known.items()} | {"store.uri": default_store()}
    sources = dict.fromkeys(values, "default")
    options, faults, extra = dict[str, str](), list[str](), ""
    settings = file.with_name("settings.toml")
    for origin, source in (("file", file), ("settings", settings)):
        told, wrong = read(source, known)
        faults += wrong
        for each in told:
            sources[each.name] = origin
            if each.name.startswith(OPTIONS):
                options[each.name.removeprefix(OPTIONS)] = str(each.value)
            else:
                values[each.name] = each.value
            extra = each.where if each.name == "catalog.extra" else extra
    named = (
        ("--store", store)
        if store is not None
        else ("AIMARKET_STORE", path_text(environ.get("AIMARKET_STORE") or "") or None)
    )
    if named[1] is not None:
        problem = known["store.uri"].problem(named[1])
        faults += [f"{named[0]} {problem}, not {unnamed(repr(named[1]))}"] if problem else []
        values["store.uri"], sources["store.uri"] = named[1], "environment"
    configuration = Configuration(file, settings, values, sources, options)
    return configuration, faults + [f"{extra}: {fault}" for fault in configuration.missing(values["catalog.extra"])]


@dataclass(frozen=True, slots=True)
class Told:
    """One key as a file has it, and where: ``file:line``."""

    name: str
    value: object
    where: str


def read(file: Path, known: Mapping[str, Spec]) -> tuple[list[Told], list[str]]:
    """Return the good keys of one file, and what is wrong with the others; nothing if there is no file."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
        tree = tomllib.loads(text)
    except (FileNotFoundError, NotADirectoryError):
        return [], []
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        return [], [f"{file}: cannot be read ({reason}). It must be a readable UTF-8 file"]
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return [], [f"{file}: not valid TOML: {error}"]
    good: list[Told] = []
    wrong: list[str] = []
    for name, value in _leaves(tree, known):
        where = f"{file}:{line_of(text, name)}"
        problem = problem_of(name, value, known)
        if problem:
            wrong.append(f"{where}: {problem}")
        else:
            good.append(Told(name, _plain(value) if name.startswith(OPTIONS) else value, where))
    return good, wrong


def problem_of(name: str, value: object, known: Mapping[str, Spec]) -> str | None:
    """Say what is wrong with a key and its value, naming the nearest key if it is none, or return ``None``."""
    if name.startswith(OPTIONS):
        if not re.fullmatch(r"[\w.-]+", name.removeprefix(OPTIONS)):
            return f"{name!r} is no name of a storage option"
        return None if isinstance(value, str | int | float) else f"{name} must be a string"
    spec = known.get(name)
    if spec is None:
        near = nearest_key(name)
        return f"unknown key {name!r}" + (f". Nearest: {near}" if near else "")
    problem = spec.problem(value)
    return f"{name} {problem}, not {unnamed(repr(value))}" if problem else None


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


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


def _is_file(path: Path) -> bool:
    return is_there(path) and path.is_file()


def is_there(path: Path) -> bool:
    """Tell whether anything is at a path; a ``ConfigError`` if nothing can be, as with a name that is too long."""
    try:
        return path.exists()
    except OSError as error:  # a name that is too long, say
        raise ConfigError(f"{shortened(str(path))}: {error.strerror or error}") from None


def shortened(text: str) -> str:
    """Cut a text to what fits into a message."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
