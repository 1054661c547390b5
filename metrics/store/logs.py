"""What is wrong with a table's log, named by file, when Delta Lake only says that it cannot be read."""

import json
import re
from pathlib import Path

import polars as pl

from ..errors import StoreUnreadable
from ..literal import path_text

_COMMIT = re.compile(r"(\d{20})\.json")
_CHECKPOINT = re.compile(r"(\d{20})\.checkpoint(?:\..*)?\.parquet")


def fault_of(log: Path) -> str | None:
    """Name the first file of a log that is damaged or missing, or return ``None`` if none is."""
    found = sorted(log.iterdir()) if log.is_dir() else []
    commits = {int(match[1]): path for path in found if (match := _COMMIT.fullmatch(path.name))}
    checkpoints = {int(match[1]): path for path in found if (match := _CHECKPOINT.fullmatch(path.name))}
    for path in commits.values():
        if (reason := _no_commit(path)) is not None:
            return f"{path} {reason}"
    for path in checkpoints.values():
        try:
            pl.read_parquet_schema(path_text(path))
        except (OSError, pl.exceptions.PolarsError):
            return f"{path} is no readable checkpoint"
    first = max(checkpoints, default=-1) + 1
    for version in range(first, max(commits, default=-1)):
        if version not in commits:
            return f"{log / f'{version:020}.json'} is missing"
    return None


def refuse_broken(folder: Path | None) -> None:
    """Raise ``StoreUnreadable`` for the folder of a table whose log is broken; one that is not on this machine has none."""
    if folder is not None and (fault := fault_of(folder / "_delta_log")):
        raise StoreUnreadable(
            f"the log of the store is broken: {fault}. Restore that file, or the whole folder of the store, from a copy, or begin the log anew with `aimarket store verify --repair`; what it lists is in {folder} and untouched"
        )


def _no_commit(path: Path) -> str | None:
    try:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not isinstance(json.loads(line), dict):
                return f"holds something else than a commit in line {number}"
    except (ValueError, RecursionError):
        return "is no readable JSON"
    except OSError as error:
        return f"cannot be read ({error.strerror or error})"
    return None
