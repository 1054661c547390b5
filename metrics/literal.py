"""Which characters of foreign text may act on a terminal, a reader's eye or a spreadsheet, and what stands in for them.

Foreign text (titles, quotes, names from files) is data: it is shown, never obeyed. The expressions are the vectorised
twins of the functions and agree with them on every text that a frame can hold.
"""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

_PICTURES = 0x2400
_LINE_BREAKS = "\u2028\u2029"
_KEPT = "\n\t"

_CONTROLS = "".join(map(chr, [*range(0x20), 0x7F, *range(0x80, 0xA0)]))
_BIDI = "\u061c\u200e\u200f" + "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))

FORBIDDEN = "".join(c for c in _CONTROLS if c not in _KEPT) + _BIDI
"""The characters that never leave as they are: C0 but newline and tab, DEL, C1, and those that reorder what is read."""

TRIGGERS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins with one of these for a formula."""


def _stand_in(char: str) -> str:
    code = ord(char)
    if code < 0x20:  # noqa: PLR2004 the size of C0
        return chr(_PICTURES + code)
    return "␡" if char == "\x7f" else f"⟨U+{code:04X}⟩"


_STAND_INS = {char: _stand_in(char) for char in FORBIDDEN}
_VISIBLE = str.maketrans(_STAND_INS)
_ONE_LINE = {"\n": "␊", "\t": " ", **{char: _stand_in(char) for char in _LINE_BREAKS}}
_FLAT = str.maketrans(_STAND_INS | _ONE_LINE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPED = {char: f"\\u{ord(char):04x}" for char in FORBIDDEN + _LINE_BREAKS}


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
    """
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


def visible_expr(text: "pl.Expr") -> "pl.Expr":
    """Do what :func:`visible` does, over a String expression."""
    return _replaced(text, _STAND_INS)


def one_line_expr(text: "pl.Expr") -> "pl.Expr":
    """Do what :func:`one_line` does, over a String expression."""
    return _replaced(text, _STAND_INS | _ONE_LINE)


def escaped_expr(json: "pl.Expr") -> "pl.Expr":
    r"""Escape as ``\\uXXXX`` what JSON text still holds raw of the forbidden characters (and of odd line breaks)."""
    return _replaced(json, _ESCAPED)


def guard_expr(cell: "pl.Expr") -> "pl.Expr":
    """Do what :func:`guard` does, over a String expression."""
    return cell.str.replace(r"^([=+\-@\t\r])", "'${1}")


def unguard_expr(cell: "pl.Expr") -> "pl.Expr":
    """Do what :func:`unguard` does, over a String expression."""
    return cell.str.replace(r"^'([=+\-@\t\r])", "${1}")


def _replaced(text: "pl.Expr", stand_ins: dict[str, str]) -> "pl.Expr":
    return text.str.replace_many(list(stand_ins), list(stand_ins.values()))
