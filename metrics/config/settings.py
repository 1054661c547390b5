"""What the program itself writes: ``settings.toml`` beside the person's file, which is never touched."""

import contextlib
import os
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import tomli_w

from ..errors import ConfigError
from .keys import Spec, nearest_key, specs
from .load import Configuration, read


def parse_value(spec: Spec, text: str) -> object:
    """Read a value as typed on a command line: TOML where it is TOML, else the text itself.

    >>> from metrics.config import specs
    >>> parse_value(specs()["network.tries"], "7"), parse_value(specs()["screen.charset"], "block")
    (7, 'block')
    """
    try:
        value: object = tomllib.loads(f"value = {text}")["value"]
    except (tomllib.TOMLDecodeError, KeyError):
        value = text
    if spec.problem(value) and not spec.problem(text):
        return text
    return value


def store_setting(configuration: Configuration, name: str, text: str) -> object:
    """Write one key to ``settings.toml``, at once or not at all, and return its value.

    Raises:
        ConfigError: an unknown key, a wrong value, or a folder that cannot be written.
    """
    known = specs()
    spec = known.get(name)
    if spec is None:
        near = nearest_key(name)
        raise ConfigError(f"unknown key {name!r}" + (f". Nearest: {near}" if near else ""))
    value = parse_value(spec, text)
    problem = spec.problem(value)
    if problem:
        raise ConfigError(f"{name} {problem}, not {text!r}")
    path = configuration.settings_path
    tree: dict[str, Any] = {}
    for key, old in [*read(path, known), (name, value)]:
        table = tree
        *parents, leaf = key.split(".")
        for parent in parents:
            table = table.setdefault(parent, {})
        table[leaf] = old
    write_atomically(path, tomli_w.dumps(tree))
    return value


def write_atomically(path: Path, text: str) -> None:
    """Write a small text file so that a reader finds the old one or the new one, never half of either."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
            raise
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written ({error.strerror or error}). Check the folder's rights") from None
