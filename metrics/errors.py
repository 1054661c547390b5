"""Everything that can go wrong, as one tree.

::

    AimarketError                     exit 1, the root; a person may read its message
    ├── UsageError                    exit 2, the request cannot be taken as it is
    │   ├── UnknownName               no such entity, metric, source, table, column or key; names the nearest
    │   ├── ConfigError               the configuration: file, line, key, what to write instead
    │   ├── CatalogError              a catalog file: file, line, key
    │   ├── BadInput                  rows of an imported file, each with line, column and reason
    │   └── Refused                   may not be compared or joined, with the reason
    ├── SourceError                   exit 4, a source of figures
    │   ├── Unreachable               no answer (transient)
    │   ├── Limited                   asked to come back later (transient)
    │   ├── Denied                    401, 403, robots.txt
    │   ├── Gone                      404, 410
    │   └── Changed                   the source answers in a shape we do not know
    └── StoreError                    exit 5, the store cannot be used
        ├── StoreUnreadable           missing, unreadable or damaged
        ├── StoreUnwritable           read-only, full or gone
        ├── StoreTooNew               written by a newer version
        └── StoreBusy                 other writers won every retry (transient)

Every error says what happened, where, and what to do next.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar


class AimarketError(Exception):
    """The root: its message is one or more lines that a person can act on."""

    exit_code: ClassVar[int] = 1
    transient: ClassVar[bool] = False


class UsageError(AimarketError):
    """The request cannot be taken as it is."""

    exit_code: ClassVar[int] = 2


class UnknownName(UsageError):
    """A name that is not known, with the nearest three that are.

    >>> print(UnknownName("metric", "dialy_active_users", ["daily_active_users", "users"]))
    unknown metric 'dialy_active_users'. Nearest: daily_active_users, users
    """

    def __init__(self, what: str, name: str, nearest: Iterable[str] = (), hint: str = "") -> None:
        self.what, self.name, self.nearest = what, name, list(nearest)[:3]
        tail = f". Nearest: {', '.join(self.nearest)}" if self.nearest else ""
        super().__init__(f"unknown {what} {name!r}{tail}{'. ' + hint if hint else ''}")


class ConfigError(UsageError):
    """A configuration file that cannot be used: file, line, key and what to write instead."""


class CatalogError(UsageError):
    """A catalog file that cannot be used: file, line, key."""


class Refused(UsageError):
    """What was asked may not be compared or joined; the message gives the reason."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """One row that cannot be stored: its line (the header is line 1), its column and the reason."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.column}: {self.reason}"


class BadInput(UsageError):
    """A file with rows that cannot be stored; nothing of it was."""

    def __init__(self, file: str, rows: Sequence[BadRow], hint: str = "") -> None:
        self.file, self.rows = file, list(rows)
        lines = [f"{file}: {row}" for row in self.rows]
        super().__init__("\n".join([*lines, *([hint] if hint else [])]))


class SourceError(AimarketError):
    """A source of figures did not give what it promised; ``status`` is HTTP's own number where it answered with one."""

    exit_code: ClassVar[int] = 4
    status: int | None = None


class Unreachable(SourceError):
    """No answer."""

    transient: ClassVar[bool] = True


class Limited(SourceError):
    """The source asks to come back later."""

    transient: ClassVar[bool] = True


class Denied(SourceError):
    """The source refuses: 401, 403 or robots.txt."""


class Gone(SourceError):
    """What was asked for is not there: 404 or 410."""


class Changed(SourceError):
    """The source answers in a shape that we do not know."""

    def __init__(self, url: str, expected: str, found: str) -> None:
        self.url, self.expected, self.found = url, expected, found
        super().__init__(f"{url}: expected {expected}, found {found}")


class StoreError(AimarketError):
    """The store cannot be used."""

    exit_code: ClassVar[int] = 5


class StoreUnreadable(StoreError):
    """The store is missing, unreadable or damaged."""


class StoreUnwritable(StoreError):
    """The store is read-only, its disk is full, or its folder is gone."""


class StoreTooNew(StoreError):
    """The store was written by a newer version; it was left untouched."""


class StoreBusy(StoreError):
    """Other writers won every retry."""

    transient: ClassVar[bool] = True
