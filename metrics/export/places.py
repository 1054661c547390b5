"""Writing to where a person asked: a whole folder or file, or nothing; what is not ours is left alone."""

import ctypes
import errno
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..config import shortened
from ..errors import UsageError

DESCRIPTOR = "datapackage.json"
_HERE, _EXCHANGE = -100, 2
_SUFFIX = ".unfinished"


def write_folder(dest: Path, fill: Callable[[Path], None], names: Collection[str], mark: str) -> None:
    """Fill a new folder and put it in the place of ``dest`` once it is whole.

    An old export (files of these names only, whose descriptor has the key ``mark``) is replaced, anything else refused.

    Raises:
        UsageError: the place holds something else, or cannot be written.
    """
    dest = _resolved(dest)
    try:
        _check(dest, names, mark)
        dest.parent.mkdir(parents=True, exist_ok=True)
        with _room(dest) as room:
            new = room / "new"
            new.mkdir()
            fill(new)
            for path in (*new.iterdir(), new):
                _flush(path)
            _exchange(new, dest, room / "old")
        _sweep(dest)
        _flush(dest.parent)
    except OSError as error:
        raise _unwritable(dest, error) from None


def write_file(dest: Path, fill: Callable[[Path], None]) -> None:
    """Write a file beside ``dest`` and put it in its place once it is whole.

    Raises:
        UsageError: the place is a folder, or cannot be written.
    """
    dest = _resolved(dest)
    try:
        if dest.is_dir():
            raise UsageError(f"{dest} is a folder: name a file")
        dest.parent.mkdir(parents=True, exist_ok=True)
        with _room(dest) as room:
            new = room / "new"
            fill(new)
            _flush(new)
            new.replace(dest)
        _sweep(dest)
        _flush(dest.parent)
    except OSError as error:
        raise _unwritable(dest, error) from None


@contextmanager
def _room(dest: Path) -> Iterator[Path]:
    """Make a hidden folder beside ``dest`` to work in, locked as long as this process lives; it goes when done."""
    while True:
        room = Path(tempfile.mkdtemp(prefix=f".{dest.name}.", suffix=_SUFFIX, dir=dest.parent))
        lock = _locked(room)
        if room.exists():
            break
        _unlocked(lock)  # another export swept it before it was locked
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)
        _unlocked(lock)


def _sweep(dest: Path) -> None:
    """Delete what killed exports to the same place left behind: rooms that nobody holds."""
    if sys.platform == "win32":
        return
    pattern = re.compile(rf"\.{re.escape(dest.name)}\.[a-z0-9_]{{8}}{re.escape(_SUFFIX)}")
    for room in dest.parent.iterdir():
        if pattern.fullmatch(room.name) and room.is_dir() and not room.is_symlink():
            lock = _locked(room)
            if lock is not None:
                shutil.rmtree(room, ignore_errors=True)
                _unlocked(lock)


def _locked(room: Path) -> int | None:
    """Lock a folder until :func:`_unlocked` or the end of this process; ``None`` if it is held, or cannot be locked."""
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        handle = os.open(room, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def _unlocked(lock: int | None) -> None:
    if lock is not None:
        os.close(lock)


def _resolved(dest: Path) -> Path:
    try:
        return dest.expanduser().resolve()
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"cannot export to {shortened(str(dest))}: {reason}") from None


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
    reason = error.strerror or str(error)
    if error.errno in {errno.ENOTDIR, errno.EEXIST}:
        reason = "what stands above it is no folder"
    elif error.errno == errno.ENOENT:
        reason = "no folder can be made there"
    return UsageError(f"cannot export to {shortened(str(dest))}: {reason}. What was there before is unchanged")
