"""How failures of the disk, the log and the files beneath a store read to a person."""

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager

import polars as pl
from deltalake.exceptions import DeltaError

from ..errors import StoreError, StoreTooNew, StoreUnreadable, StoreUnwritable

FAILURES = (OSError, DeltaError, pl.exceptions.PolarsError, pl.exceptions.PanicException)
"""What polars, deltalake and the operating system raise."""

_BACKTRACE = re.compile(r"\n\s*(?:0:|stack backtrace:).*", re.DOTALL)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_NEWER = re.compile(r"unsupported.*version|reader version|reader features|unknown.*feature", re.IGNORECASE)
_FULL = re.compile(r"no space left|quota exceeded|file too large", re.IGNORECASE)
_SECRET = re.compile(r"((?:sig|signature|token|secret|password|key|credential)\w*)=[^&\s]+", re.IGNORECASE)
_OS = re.compile(
    r'(?:Could not create local directory: (\S+) Error: )?Os \{ code: \d+, kind: \w+, message: "([^"]*)" \}'
)
_LAYERS = "parquet: File out of specification: underlying IO error: "
"""What polars puts before a failure of the disk: it says nothing of the file."""
_LONGEST = 300


@contextmanager
def reading(where: str, *, opened: bool = True) -> Iterator[None]:
    """Turn what goes wrong while reading the store at ``where`` into ``StoreUnreadable`` or ``StoreTooNew``.

    ``opened`` says whether it could be opened, as only then it can be looked over.
    """
    try:
        yield
    except FAILURES as failure:
        raise unreadable(where, failure, opened=opened) from failure


@contextmanager
def writing(where: str) -> Iterator[None]:
    """Turn what goes wrong while writing to the store at ``where`` into ``StoreUnwritable``."""
    try:
        yield
    except FAILURES as failure:
        raise unwritable(where, failure) from failure


def unreadable(where: str, failure: BaseException, *, opened: bool = True) -> StoreError:
    """Say that the store cannot be read, why, and what to do."""
    reason = reason_of(failure)
    if _NEWER.search(reason):
        return StoreTooNew(
            f"the store at {where} was written by a newer version ({reason}); it was left untouched. "
            "Upgrade aimarket to read it"
        )
    advice = "`aimarket store verify` lists what is damaged; restore it from a copy"
    if not opened:
        advice = "Restore it from a copy"
    if "://" in where:
        advice = "Check the network, the address and [store.options] in the configuration"
    return StoreUnreadable(
        f"the store at {where} cannot be read: {reason}. {advice}, or name another store with --store"
    )


def unwritable(where: str, failure: BaseException) -> StoreError:
    """Say that the store cannot be written, why, and what to do."""
    reason = reason_of(failure)
    full = getattr(failure, "errno", None) in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} or _FULL.search(reason)
    advice = "free some space and run it again" if full else "check its permissions, or name another store with --store"
    return StoreUnwritable(f"the store at {where} cannot be written: {reason}. Nothing stored before is lost; {advice}")


def reason_of(failure: BaseException) -> str:
    r"""Reduce a failure to one line without colours, backtraces and the secrets of signed addresses.

    >>> reason_of(OSError(28, "No space left on device"))
    'No space left on device'
    >>> reason_of(OSError("GET https://host/x?sig=abc&v=1 failed\n   0: <unknown>"))
    'GET https://host/x?sig=…&v=1 failed'
    >>> reason_of(OSError('Os { code: 13, kind: PermissionDenied, message: "Permission denied" }'))
    'Permission denied'
    """
    text = str(failure)
    if isinstance(failure, OSError) and failure.strerror:
        text = f"{failure.strerror} ({failure.filename})" if failure.filename else failure.strerror
    line = " ".join(_COLOUR.sub("", _BACKTRACE.sub("", text)).split()).rstrip(".") or type(failure).__name__
    line = _OS.sub(lambda match: f"{match[2]} ({match[1]})" if match[1] else match[2], line)
    line = _SECRET.sub(r"\1=…", line).removeprefix(_LAYERS)
    return line if len(line) <= _LONGEST else line[:_LONGEST] + " …"
