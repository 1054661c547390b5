"""What may stand as an address in a configuration or on the command line: of a page, and of a store."""

import re
from urllib.parse import urlsplit

from ..literal import FORBIDDEN, unnamed

REMOTE = ("s3", "gs", "az", "abfss")
"""Object stores: the schemes of a store besides plain paths and ``file``."""

STORE_ADDRESS = f"the path of a folder, or an address with {', '.join(f'{name}://' for name in REMOTE)} or file://, without a password"

_CONTROLS = frozenset({*FORBIDDEN, "\n", "\t"})
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_CUT_SHORT = re.compile(rf"(?i:{'|'.join((*REMOTE, 'file', 'https?'))}):")


def names_somebody(address: object) -> bool:
    """Tell whether an address holds a name or a password, which are never sent, be it no address for the sake of them.

    >>> names_somebody("https://me:secret@example.org"), names_somebody("https://example.org/@me")
    (True, False)
    """
    if not isinstance(address, str):
        return False
    try:
        return unnamed(address) != address or "@" in urlsplit(address).netloc
    except ValueError:
        return False


def is_page(value: object) -> bool:
    """Say whether a value is an http or https address, without spaces and without characters that act.

    >>> is_page("https://example.org/a"), is_page("https://example.org/a b"), is_page("ftp://example.org")
    (True, False, False)
    """
    if not isinstance(value, str) or any(char.isspace() or char in FORBIDDEN or char == "\\" for char in value):
        return False
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def scheme_of(uri: str) -> str | None:
    """Return the scheme of a store's address in small letters, ``None`` for a plain path."""
    match = _SCHEME.match(uri)
    return match[1].lower() if match else None


def is_store(uri: object) -> bool:
    """Say whether a value can be the address of a store; a path that only looks like an address is none.

    >>> [is_store(uri) for uri in ("~/figures", "s3://team/market", "foo://x", "://", "=1://x", "s3:/team", "s3://k:s@a")]
    [True, True, False, False, False, False, False]
    """
    if not isinstance(uri, str) or not uri.strip() or any(char in _CONTROLS for char in uri):
        return False
    scheme = scheme_of(uri)
    if scheme is None:
        return "://" not in uri and _CUT_SHORT.match(uri) is None
    try:
        parts = urlsplit(uri)
    except ValueError:
        return False
    if scheme == "file":
        return parts.netloc.lower() in {"", "localhost"} and parts.path not in {"", "/"}
    plain = not any(char.isspace() or char in FORBIDDEN for char in uri)
    secret = unnamed(uri) != uri or parts.password is not None
    return scheme in REMOTE and plain and bool(parts.netloc.strip("@")) and not secret
