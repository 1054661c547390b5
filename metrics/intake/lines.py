"""The physical lines of a text file, without a Python object a line."""

from collections.abc import Callable

import polars as pl

from ..errors import BadInput, BadRow
from ..literal import one_line

_BOM = b"\xef\xbb\xbf"
_PACKED = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"x\x01", b"x\x5e", b"x\x9c", b"x\xda")
"""How gzip, zstd and zlib begin."""
_UNLIKELY = bytes([*range(0x01, 0x09), *range(0x0E, 0x20)])


def without_mark(raw: bytes) -> bytes:
    """Leave out the byte order mark that some programs write before UTF-8."""
    return raw.removeprefix(_BOM)


def physical_lines(file: str, raw: bytes, column: Callable[[bytes, bytes], str]) -> pl.Series:
    r"""Return the lines without their ``\n``, as ``text``; ``column`` names a place, given the file and what precedes it.

    Raises:
        BadInput: bytes that are not UTF-8, with their line and column.
    """
    if raw.startswith(_PACKED):  # polars would unpack it, and a bomb with it
        raise BadInput(file, [BadRow(1, "file", "this is a packed file: unpack it first")])
    # polars splits fastest as a table of one column, whose separator must be a byte that the file does not hold.
    unused = next((byte for byte in _UNLIKELY if byte not in raw), None)
    if not raw or unused is None:
        return pl.Series("text", _decoded(file, raw, column).removesuffix("\n").split("\n"), pl.String)
    try:
        lines = pl.read_csv(
            raw, has_header=False, separator=chr(unused), quote_char=None, infer_schema=False, new_columns=["text"]
        )
    except pl.exceptions.PolarsError:
        _decoded(file, raw, column)
        raise BadInput(file, [BadRow(1, "file", "this is no text that can be split into lines")]) from None
    return lines["text"].fill_null("")


def _decoded(file: str, raw: bytes, column: Callable[[bytes, bytes], str]) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        reason = f"byte 0x{raw[error.start]:02x} is not UTF-8: save the file as UTF-8"
        where = one_line(column(raw, before[before.rfind(b"\n") + 1 :])) or "file"
        raise BadInput(file, [BadRow(before.count(b"\n") + 1, where, reason)]) from None
