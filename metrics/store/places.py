"""Where a store is: the schemes that are understood, and the folder for what only this machine keeps beside it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Self
from urllib.parse import unquote, urlsplit

import platformdirs

from ..errors import UsageError

REMOTE = ("s3", "gs", "az", "abfss")
"""Object stores: the schemes besides plain paths and ``file``."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")


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
        match = _SCHEME.match(uri)
        scheme = match[1].lower() if match else None
        if scheme in REMOTE:
            return cls(uri.rstrip("/"), None, dict(options))
        if not uri.strip() or "\0" in uri or scheme not in {None, "file"}:
            known = ", ".join(f"{name}://" for name in REMOTE)
            raise UsageError(
                f"{uri!r} is no address of a store: write the path of a folder, or a URI with {known} or file://"
            )
        path = Path(unquote(urlsplit(uri).path)) if scheme else Path(uri)
        folder = _absolute(path, uri)
        return cls(str(folder), folder, dict(options))

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
        return path.expanduser().absolute()
    except (RuntimeError, OSError):
        raise UsageError(f"{uri!r} names a home folder that does not exist: write the whole path") from None
