"""What a power cut must not take: files whose bytes, and with them their names, are on the disk before anyone relies on them."""

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import IO

_UNABLE = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS}
"""What file systems say that have no such thing for folders: those of a network, for the most part."""


def through(file: IO[bytes]) -> None:
    """Write an open file through to the disk; ``OSError`` if that fails."""
    file.flush()
    os.fsync(file.fileno())


def settle(log: Path, version: int) -> None:
    """Write what a commit left in a table's log through to the disk, its checkpoint first; ``OSError`` if that fails."""
    checkpoint = log / f"{version:020}.checkpoint.parquet"
    made = (checkpoint, log / "_last_checkpoint") if checkpoint.exists() else ()
    for path in (*made, log / f"{version:020}.json"):
        with suppress(FileNotFoundError), path.open("rb+") as file:
            through(file)
    named(log)


def named(*folders: Path) -> None:
    """Write the names of what is in some folders through to the disk, where the system can; ``OSError`` if that fails."""
    for folder in folders if hasattr(os, "O_DIRECTORY") else ():
        held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(held)
        except OSError as failure:
            if failure.errno not in _UNABLE:
                raise
        finally:
            os.close(held)
