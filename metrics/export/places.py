"""Writing to where a person asked: a whole folder or file, or nothing; what is not ours is left alone."""

import ctypes
import json
import os
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path

from ..errors import UsageError

DESCRIPTOR = "datapackage.json"
_HERE, _EXCHANGE = -100, 2


def write_folder(dest: Path, fill: Callable[[Path], None], names: Collection[str], mark: str) -> None:
    """Fill a new folder and put it in the place of ``dest`` once it is whole.

    An old export (files of these names only, whose descriptor has the key ``mark``) is replaced, anything else refused.

    Raises:
        UsageError: the place holds something else, or cannot be written.
    """
    dest = _resolved(dest)
    _check(dest, names, mark)
    try:
        dest.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{dest.name}.", dir=dest.parent, ignore_cleanup_errors=True) as room:
            new = Path(room, "new")
            new.mkdir()
            fill(new)
            for path in (*new.iterdir(), new):
                _flush(path)
            _exchange(new, dest, Path(room, "old"))
        _flush(dest.parent)
    except OSError as error:
        raise _unwritable(dest, error) from None


def write_file(dest: Path, fill: Callable[[Path], None]) -> None:
    """Write a file beside ``dest`` and put it in its place once it is whole.

    Raises:
        UsageError: the place is a folder, or cannot be written.
    """
    dest = _resolved(dest)
    if dest.is_dir():
        raise UsageError(f"{dest} is a folder: name a file")
    try:
        dest.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{dest.name}.", dir=dest.parent, ignore_cleanup_errors=True) as room:
            new = Path(room, dest.name)
            fill(new)
            _flush(new)
            new.replace(dest)
        _flush(dest.parent)
    except OSError as error:
        raise _unwritable(dest, error) from None


def _resolved(dest: Path) -> Path:
    try:
        return dest.expanduser().resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise UsageError(f"cannot export to {dest}: {error}") from None


def _check(dest: Path, names: Collection[str], mark: str) -> None:
    if not dest.exists():
        return
    if not dest.is_dir():
        raise UsageError(f"{dest} is a file: an export is a folder; --flat writes one file")
    held = sorted(path.name for path in dest.iterdir())
    if held and not _is_export(dest / DESCRIPTOR, mark):
        raise UsageError(f"{dest} is a folder with other files and no export: name a new or an empty one")
    others = [name for name in held if name not in names]
    if others:
        raise UsageError(f"{dest} also holds {', '.join(others[:3])}: name another folder, or move them first")
    if Path.cwd().is_relative_to(dest):
        raise UsageError(f"{dest} is the folder you are in: run the export from outside it")


def _is_export(descriptor: Path, mark: str) -> bool:
    try:
        found = json.loads(descriptor.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and mark in found


def _exchange(new: Path, dest: Path, old: Path) -> None:
    """Put the new folder in the place of the old one; where the system can, in one step that no kill can cut."""
    if not dest.exists():
        new.rename(dest)
    elif not _swapped(new, dest):
        dest.rename(old)
        try:
            new.rename(dest)
        except BaseException:
            old.rename(dest)
            raise


def _swapped(one: Path, other: Path) -> bool:
    """Let two folders change places (Linux: renameat2 with RENAME_EXCHANGE)."""
    try:
        swap = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(swap(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def _flush(path: Path) -> None:
    """See to it that what was written outlives a power cut; folders cannot be flushed everywhere."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritable(dest: Path, error: OSError) -> UsageError:
    return UsageError(f"cannot export to {dest}: {error.strerror or error}. What was there before is unchanged")
