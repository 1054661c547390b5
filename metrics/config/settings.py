"""What the program itself writes: ``settings.toml`` beside the person's file, which is never touched."""

import contextlib
import errno
import os
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import tomli_w

from ..errors import ConfigError
from .keys import OPTIONS, specs
from .load import Configuration, problem_of, shortened


def parse_value(name: str, text: str) -> object:
    """Read a value as typed on a command line: TOML where it is TOML, else the text itself.

    >>> parse_value("network.tries", "7"), parse_value("screen.charset", "block"), parse_value("store.options.A", "7")
    (7, 'block', '7')
    """
    try:
        value: object = tomllib.loads(f"value = {text}")["value"]
    except (tomllib.TOMLDecodeError, KeyError, RecursionError):
        value = text
    if name.startswith(OPTIONS):
        return value if isinstance(value, str) else text
    spec = specs().get(name)
    return text if spec and spec.problem(value) and not spec.problem(text) else value


def proposed(configuration: Configuration, name: str, text: str) -> object:
    """Return the value that a key would get.

    Raises:
        ConfigError: an unknown key, a wrong value, a file that is not there.
    """
    value = parse_value(name, text)
    problem = problem_of(name, value, specs())
    if problem:
        raise ConfigError(problem)
    missing = configuration.missing(value) if name == "catalog.extra" else []
    if missing:
        raise ConfigError("\n".join(missing))
    return value


def store_setting(configuration: Configuration, name: str, text: str) -> object:
    """Write one key to ``settings.toml``, at once or not at all, and return its value.

    The rest of that file stays as it is, whatever it is, so that a wrong one can be mended.

    Raises:
        ConfigError: what :func:`proposed` refuses, a file that is no TOML, or a folder that cannot be written.
    """
    value = proposed(configuration, name, text)
    tree = _tree(configuration.settings_path)
    table = tree
    *parents, leaf = _parts(name)
    for parent in parents:
        inner = table.get(parent)
        table[parent] = inner if isinstance(inner, dict) else {}
        table = table[parent]
    table[leaf] = value
    write_atomically(configuration.settings_path, tomli_w.dumps(tree))
    return value


def forget_setting(configuration: Configuration, name: str) -> bool:
    """Take one key out of ``settings.toml``, known or not, and return whether it was there; raises as storing does."""
    tree = _tree(configuration.settings_path)
    *parents, leaf = _parts(name)
    tables = [tree]
    for parent in parents:
        inner = tables[-1].get(parent)
        if not isinstance(inner, dict):
            return False
        tables.append(inner)
    if leaf not in tables[-1]:
        return False
    del tables[-1][leaf]
    for outer, parent, inner in reversed([*zip(tables[:-1], parents, tables[1:], strict=True)]):
        if not inner:
            del outer[parent]
    write_atomically(configuration.settings_path, tomli_w.dumps(tree))
    return True


def _parts(name: str) -> list[str]:
    """Cut a dotted key; the name of a storage option may hold dots itself."""
    head, option = name[: len(OPTIONS)], name[len(OPTIONS) :]
    return [*head.rstrip(".").split("."), option] if head == OPTIONS else name.split(".")


def _tree(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConfigError(f"{path}: cannot be read ({reason}). Mend it, or move it away") from None


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
        full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
        advice = "Free some space" if full else "Check the folder's rights"
        raise ConfigError(f"{shortened(str(path))}: cannot be written ({error.strerror or error}). {advice}") from None
