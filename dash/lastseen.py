"""The rows that the screen showed last, kept in the cache folder, so that it has something to paint before it reads.

One folder a store; in it one file a view, of the figures one a group, for one tab is painted first: an Arrow file after
its digest. Whatever cannot be read or written is as if it were not there.
"""

import contextlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

import platformdirs
import polars as pl

from metrics import __version__

from .questions import Figures, Promises, Question, Sources

_NAMES: Mapping[Question, str] = {Figures(): "figures", Promises(): "promises", Sources(): "sources"}
"""What is kept: what is known now, not what was known on some day."""

_DIGEST = 32
"""Bytes before the rows that tell whether they are as they were written: a damaged Arrow file can end the process."""


@dataclass(frozen=True, slots=True)
class LastSeen:
    """The rows of one store, as this version of the program draws them."""

    folder: Path

    @classmethod
    def of(cls, uri: str, options: Mapping[str, str], root: Path | None = None) -> "LastSeen":
        """Find the folder of a store; another address, other options or another version of the program is another."""
        told = repr((__version__, uri, sorted(options.items())))
        key = blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        return cls((root or Path(platformdirs.user_cache_dir("aimarket", appauthor=False))) / "screen" / key)

    def recall(self, question: Question, group: str | None = None) -> pl.DataFrame | None:
        """Return the rows that answered a question last, of the figures those of a group, if they are there."""
        if question not in _NAMES:
            return None
        try:
            content = self._file(question, group).read_bytes()
            told, rows = content[:_DIGEST], content[_DIGEST:]
            return pl.read_ipc(BytesIO(rows)) if told == _digest(rows) else None
        except (OSError, pl.exceptions.PolarsError):
            return None

    def keep(self, question: Question, rows: object) -> None:
        """Keep the rows that answer a question, if they are of those that are painted first."""
        if question not in _NAMES or not isinstance(rows, pl.DataFrame):
            return
        whole = question != Figures()
        parts = {(None,): rows} if whole else rows.drop_nulls("_group").partition_by("_group", as_dict=True)
        with contextlib.suppress(OSError, pl.exceptions.PolarsError):
            self.folder.mkdir(parents=True, exist_ok=True)
            written = {self._file(question, group) for (group,) in parts}
            for (group,), part in parts.items():
                self._write(self._file(question, group), part)
            for file in set(self.folder.glob(f"{_NAMES[question]}*.arrow")) - written:
                file.unlink(missing_ok=True)

    def _write(self, file: Path, rows: pl.DataFrame) -> None:
        handle, name = tempfile.mkstemp(dir=self.folder, prefix=".rows.")
        os.close(handle)
        try:
            rows.write_ipc(content := BytesIO(), compression="uncompressed")
            Path(name).write_bytes(_digest(content.getvalue()) + content.getvalue())
            Path(name).replace(file)
        finally:
            with contextlib.suppress(OSError):
                Path(name).unlink()

    def _file(self, question: Question, group: str | None) -> Path:
        return self.folder / f"{_NAMES[question]}{f'-{group}' if group else ''}.arrow"


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=_DIGEST).digest()
