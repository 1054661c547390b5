"""What a power cut must not take: files whose bytes, and with them their names, are on the disk before anyone relies on them."""

import os
from contextlib import suppress
from pathlib import Path
from typing import IO


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


def named(folder: Path) -> None:
    """Write the names of a folder's files through to the disk, where the system knows how; ``OSError`` if that fails."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
