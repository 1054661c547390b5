"""What was fetched, kept on disk, so that an unchanged answer is confirmed instead of sent again."""

import contextlib
import json
import sqlite3
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import platformdirs

_SCHEMA = """
create table if not exists answers (
    key text primary key, url text, headers text, body blob, retrieved_at text, checked_at text, size integer
) without rowid"""
_BYTES = 512 << 20
_TOGETHER = 64
_TOGETHER_BYTES = 2 << 20
_PAGE_CACHE_KB = 4_096


@dataclass(frozen=True, slots=True)
class Stored:
    """A kept answer: where it came from, its headers, its body, when it was fetched and when last confirmed."""

    url: str
    headers: Mapping[str, str]
    body: bytes
    retrieved_at: datetime
    checked_at: datetime


class Cache:
    """Answers by request in one SQLite file; a file that cannot be used means that nothing is kept, and no failure."""

    def __init__(self, path: Path | None) -> None:
        self.problem: str | None = None
        self._database = self._opened(path) if path else None
        self._waiting: dict[str, Stored] = {}
        self._waiting_bytes = 0
        self._known = {row[0] for row in self._ask("select key from answers")}

    @classmethod
    def default(cls) -> "Cache":
        """Open the cache in the platform's cache folder."""
        return cls(Path(platformdirs.user_cache_dir("aimarket", appauthor=False)) / "answers.sqlite")

    def find(self, key: str) -> Stored | None:
        """Return what is kept of a request."""
        if key in self._waiting:
            return self._waiting[key]
        if key not in self._known:
            return None
        rows = self._ask("select url, headers, body, retrieved_at, checked_at from answers where key = ?", key)
        if not rows:
            return None
        url, headers, body, retrieved, checked = rows[0]
        try:
            return Stored(
                url, json.loads(headers), zlib.decompress(body), datetime.fromisoformat(retrieved),
                datetime.fromisoformat(checked),
            )  # fmt: skip
        except (ValueError, zlib.error):
            return None

    def keep(self, key: str, answer: Stored) -> None:
        """Keep an answer, in place of the one before; it is written with others, or at the end."""
        if self._database is None:
            return
        self._waiting[key] = answer
        self._waiting_bytes += len(answer.body)
        if len(self._waiting) >= _TOGETHER or self._waiting_bytes >= _TOGETHER_BYTES:
            self.write()

    def write(self) -> None:
        """Write what is to be kept."""
        rows = [
            (
                key, each.url, json.dumps(dict(each.headers)), packed := zlib.compress(each.body, 1),
                each.retrieved_at.isoformat(), each.checked_at.isoformat(), len(packed),
            )
            for key, each in self._waiting.items()
        ]  # fmt: skip
        self._waiting.clear()
        self._waiting_bytes = 0
        if self._database is None or not rows:
            return
        try:
            self._database.execute("begin immediate")
            self._database.executemany("insert or replace into answers values (?, ?, ?, ?, ?, ?, ?)", rows)
            self._database.execute("commit")
            self._known.update(row[0] for row in rows)
        except sqlite3.Error as error:
            self.problem = f"the kept answers cannot be used: {error}"

    def confirm(self, key: str, headers: Mapping[str, str], checked_at: datetime) -> None:
        """Note that the source confirmed an answer."""
        if key in self._waiting:
            self._waiting[key] = replace(self._waiting[key], headers=dict(headers), checked_at=checked_at)
            return
        self._ask(
            "update answers set headers = ?, checked_at = ? where key = ?",
            json.dumps(dict(headers)), checked_at.isoformat(), key,
        )  # fmt: skip

    def drop(self, key: str) -> None:
        """Forget an answer that turned out to be broken, so that no 304 brings it back."""
        self._waiting.pop(key, None)
        self._ask("delete from answers where key = ?", key)

    def close(self) -> None:
        """Drop what was asked for longest ago, if there is too much, and close the file."""
        self.write()
        self._ask(
            "delete from answers where key in (select key from (select key, sum(size) over (order by checked_at desc, "
            "key) as held from answers) where held > ?)",
            _BYTES,
        )
        if self._database is not None:
            with contextlib.suppress(sqlite3.Error):
                self._database.close()
            self._database = None

    def _opened(self, path: Path) -> sqlite3.Connection | None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
            database.execute("pragma journal_mode = wal")
            database.execute("pragma synchronous = off")
            database.execute(f"pragma cache_size = -{_PAGE_CACHE_KB}")
            database.execute(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            self.problem = f"answers are not kept in {path}: {error}"
            return None
        return database

    def _ask(self, sql: str, *values: object) -> list[Any]:
        if self._database is None:
            return []
        try:
            return self._database.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            self.problem = f"the kept answers cannot be used: {error}"
            return []


def key_of(url: str, accept: str | None, token: str | None) -> str:
    """Name a request: its address, what it accepts, and who asks; no token can be read from it."""
    return sha256("\n".join((url, accept or "", token or "")).encode()).hexdigest()
