"""Which characters of foreign text may act on a terminal, a reader's eye or a spreadsheet, and what stands in for them.

Foreign text (titles, quotes, names from files) is data: it is shown, never obeyed. The expressions are the vectorised
twins of the functions and agree with them on every text that a frame can hold.
"""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import UsageError

if TYPE_CHECKING:
    import polars as pl

_PICTURES = 0x2400
_KEPT = "\n\t"

_CONTROLS = "".join(map(chr, [*range(0x20), 0x7F, *range(0x80, 0xA0)]))
_BIDI = "\u061c\u200e\u200f" + "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))

_LINE_BREAKS = "\u2028\u2029"
# Zero-width joiners are none of these: Persian and Hindi words and emoji are written with them.
_UNSEEN = "\u180e\u200b\ufeff\ufff9\ufffa\ufffb" + "".join(
    map(chr, [*range(0x2060, 0x2065), *range(0x206A, 0x2070), *range(0xE0000, 0xE0080)])
)

FORBIDDEN = "".join(c for c in _CONTROLS if c not in _KEPT) + _BIDI + _LINE_BREAKS + _UNSEEN
"""The characters that never leave as they are: C0 but newline and tab, DEL, C1, those that reorder what is read, that
break lines for some readers only, and that hide in a text: spaces of no width, tags, annotations."""

TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""A spreadsheet takes a cell that begins with one of these for a formula; the wide ones are turned into the others."""


def _stand_in(char: str) -> str:
    code = ord(char)
    if code < 0x20:  # noqa: PLR2004 the size of C0
        return chr(_PICTURES + code)
    return "␡" if char == "\x7f" else f"⟨U+{code:04X}⟩"


_STAND_INS = {char: _stand_in(char) for char in FORBIDDEN}
_VISIBLE = str.maketrans(_STAND_INS)
_ONE_LINE = {"\n": "␊", "\t": " "}
_FLAT = str.maketrans(_STAND_INS | _ONE_LINE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_OF_A_PAGE = r"(?:(?<=https://)|(?<=http://))"
_PORT = r"(?:(?:localhost|[\w-]+(?:\.[\w-]+)+):\d{1,5}|\[[\da-f:.]+\](?::\d{1,5})?)[/?#]"
_SLIPPED = "|".join(
    rf"(?<=\b{scheme}:{slash})" for scheme in ("s3", "gs", "az", "abfss", "http", "https") for slash in ("", "/")
)
_SPOKEN = re.compile(
    rf"(?<=://)(?!{_OF_A_PAGE}{_PORT})[^/?#@:]*:|(?:{_SLIPPED})(?!/)[^/?#@:]*:|{_OF_A_PAGE}[^/?#'\"@]+(?=@)",
    re.IGNORECASE,
)
"""Where a name begins that an @ may end: before a colon, whatever the password after it holds; the port of a page is none.
A slash that was forgotten changes nothing."""
_FORMULA = f"[{re.escape(''.join(TRIGGERS))}]"


def visible(text: str) -> str:
    r"""Put a visible stand-in for every character that could act instead of being read; newline and tab stay.

    >>> visible("\x1b[31mred\u202e")
    '␛[31mred⟨U+202E⟩'
    """
    return _SURROGATE.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text.translate(_VISIBLE))


def one_line(text: str) -> str:
    r"""Make text visible on exactly one line: a newline becomes a picture of itself, a tab a space.

    >>> one_line("two\nlines\tand\r")
    'two␊lines and␍'
    """
    return visible(text.translate(_FLAT))


def unspoken(text: str) -> str:
    """Hide the name and password in every address of a text that may be shown or kept; a store's account is none.

    >>> unspoken("https://me:secret@example.org/a: no connection, see abfss://files@account.example")
    'https://***@example.org/a: no connection, see abfss://files@account.example'
    """
    return re.sub(r"\S+", lambda word: unnamed(word[0]), text)


def unnamed(address: str) -> str:
    """Hide the name and password of one address, with spaces in it or not: all up to its last @.

    >>> unnamed("s3://me:a/b c@bucket/x"), unnamed("http://localhost:1200/user/@me")
    ('s3://***@bucket/x', 'http://localhost:1200/user/@me')
    """
    last = address.rfind("@")
    spoken = _SPOKEN.search(address, 0, last + 1)
    return f"{address[: spoken.start()]}***{address[last:]}" if spoken else address


def path_text(path: str | os.PathLike[str]) -> str:
    r"""Write a path as text, whatever the locale: bytes that are no UTF-8 become ``\\xNN``.

    >>> path_text("figures.csv")
    'figures.csv'
    """
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def path_of(text: str) -> Path:
    """Make a path of a text, as this system's calls take it: in an ASCII locale other letters are bytes in disguise.

    >>> path_of("figures.csv").suffix
    '.csv'

    Raises:
        UsageError: it holds NUL, which no path can.
    """
    if "\0" in text:
        raise UsageError(f"{one_line(text)}: no path can hold the character NUL")
    return Path(os.fsdecode(text.encode("utf-8", "surrogateescape")))


def guard(cell: str) -> str:
    """Put an apostrophe before a CSV text cell that a spreadsheet would take for a formula.

    >>> guard("=1+1"), guard("plain")
    ("'=1+1", 'plain')
    """
    return f"'{cell}" if cell.startswith(TRIGGERS) else cell


def unguard(cell: str) -> str:
    """Take back the apostrophe of :func:`guard`, for a CSV that comes home.

    >>> unguard("'="), unguard("'tis")
    ('=', "'tis")
    """
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(TRIGGERS) else cell


def escaped(char: str) -> str:
    r"""Write a character as JSON escapes it, beyond the first plane as two halves.

    >>> escaped("\x1b"), escaped("\U000e0041")
    ('\\u001b', '\\udb40\\udc41')
    """
    units = char.encode("utf-16-be")
    return "".join(f"\\u{high:02x}{low:02x}" for high, low in zip(units[::2], units[1::2], strict=True))


_ESCAPED = {char: escaped(char) for char in FORBIDDEN}


def visible_expr(text: "pl.Expr") -> "pl.Expr":
    """Do what :func:`visible` does, over a String expression."""
    return _replaced(text, _STAND_INS)


def escaped_expr(json: "pl.Expr") -> "pl.Expr":
    r"""Escape as ``\\uXXXX`` what JSON text still holds raw of the forbidden characters."""
    return _replaced(json, _ESCAPED)


def guard_expr(cell: "pl.Expr") -> "pl.Expr":
    """Do what :func:`guard` does, over a String expression."""
    return cell.str.replace(f"^({_FORMULA})", "'${1}")


def unguard_expr(cell: "pl.Expr") -> "pl.Expr":
    """Do what :func:`unguard` does, over a String expression."""
    return cell.str.replace(f"^'({_FORMULA})", "${1}")


def _replaced(text: "pl.Expr", stand_ins: dict[str, str]) -> "pl.Expr":
    return text.str.replace_many(list(stand_ins), list(stand_ins.values()))
