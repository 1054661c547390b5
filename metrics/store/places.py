"""Where a store is: the schemes that are understood, and the folder for what only this machine keeps beside it."""

import errno
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Self
from urllib.parse import unquote, urlsplit

import platformdirs

from ..config import REMOTE, STORE_ADDRESS, is_store, scheme_of, shortened
from ..errors import UsageError
from ..literal import path_of, path_text, unnamed

_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")


@dataclass(frozen=True, slots=True)
class Place:
    """A store's address: ``uri`` without a slash at its end, ``folder`` if it lies on this machine."""

    uri: str
    folder: Path | None
    options: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, uri: str, options: Mapping[str, str]) -> Self:
        """Read a URI; ``UsageError`` if its scheme is not known.

        >>> Place.of("s3://team/market/", {}).uri
        's3://team/market'
        """
        if not is_store(uri):
            raise UsageError(f"{unnamed(repr(uri))} is no address of a store: it must be {STORE_ADDRESS}")
        scheme = scheme_of(uri)
        if scheme in REMOTE:
            return cls(uri.rstrip("/"), None, dict(options))
        path = path_of(unquote(urlsplit(uri).path) if scheme else uri)
        folder = _absolute(path, uri)
        return cls(path_text(folder), folder, dict(options))

    def table(self, name: str) -> str:
        """Where a table lies."""
        return f"{self.uri}/{name}"

    @property
    def beside(self) -> Path:
        """The folder for the locks and the index, which may be deleted at any time while nobody writes."""
        if self.folder is not None:
            return self.folder / "_local"
        key = blake2b(self.uri.encode(), digest_size=16).hexdigest()
        return Path(platformdirs.user_cache_dir("aimarket")) / "stores" / key


def _absolute(path: Path, uri: str) -> Path:
    if _ESCAPED.search(str(path)):
        raise UsageError(
            f"{uri!r} has a % before two digits, which Delta Lake takes for another character: rename the folder"
        )
    try:
        folder = path.expanduser().absolute()
    except (RuntimeError, OSError):
        raise UsageError(f"{uri!r} names a home folder that does not exist: write the whole path") from None
    try:
        folder.exists()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise UsageError(f"{shortened(uri)!r} is no address of a store: {error.strerror}") from None
    return folder
