"""How a run of digits with separators becomes a number: which dot is a decimal point, and how many digits count."""

import re
from dataclasses import dataclass
from decimal import Decimal

_GROUP_SPACES = " \u00a0\u202f\u2009"
_APOSTROPHES = "'\u2019"

DIGITS = (
    rf"[0-9]{{1,3}}(?:[{_GROUP_SPACES}][0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?(?![0-9])"
    rf"|[0-9]+(?:[.,{_APOSTROPHES}][0-9]+)*"
)
"""A run of digits, grouped by thin or plain spaces in threes, or with dots, commas and apostrophes inside."""

_MARK = re.compile(r"[.,]")
_BLANK = re.compile(rf"[{_GROUP_SPACES}{_APOSTROPHES}]")
_LONGEST = 40
_GROUP, _PAIR = 3, 2
_ROUND = 1000

_WIDE = re.compile(
    r"[０-９Ａ-Ｚａ-ｚ％＄￥￡]|(?<=[０-９])[．，](?=[０-９])|(?<=[０-９])・(?=[０-９]+[兆億万千倍割％%ドル円ユ元])"
)
_SHIFT = 0xFF10 - 0x30
_NARROW = {chr(code + _SHIFT): chr(code) for code in (*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B))} | {
    "．": ".",
    "・": ".",
    "，": ",",
    "％": "%",
    "＄": "$",
    "￥": "¥",
    "￡": "£",
}


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of digits says: its value and how many digits of it count."""

    value: Decimal
    digits: int
    grouped: bool


def narrowed(text: str) -> str:
    """Replace full-width digits, letters and the signs between digits by plain ones, each by one: offsets stay.

    >>> narrowed("２２１５万、３．５、１・４兆、ＡＩ")
    '2215万、3.5、1.4兆、AI'
    """
    return _WIDE.sub(lambda match: _NARROW[match[0]], text)


def read_run(written: str, group: str) -> Run | None:
    """Read a run in a language whose sign between thousands is ``group``; ``None`` if it is no one number.

    >>> read_run("1.234.567,5", ",").value, read_run("2.200", ".").value, read_run("2.200", ",").value
    (Decimal('1234567.5'), Decimal('2200'), Decimal('2.200'))
    >>> read_run("192.168.1.1", ",") is None, read_run("030200", ",") is None
    (True, True)
    """
    coded = len(written) > _GROUP and written[0] == "0" and written.isdecimal()  # a stock's number, a telephone's
    if len(written) > _LONGEST or coded:
        return None
    plain, spaced = (written, False) if written.isdecimal() else _without_spaces(written)
    parts, marks = _MARK.split(plain), _MARK.findall(plain)
    if not marks:
        return _run(plain, "", grouped=spaced)
    if len(set(marks)) > 1:
        return _mixed(parts, marks)
    if len(marks) > 1:
        return _run("".join(parts), "", grouped=True) if not spaced and _grouped(parts, marks[0]) else None
    if not spaced and marks[0] == group and _grouped(parts, marks[0]):
        return _run("".join(parts), "", grouped=True)
    return _run(parts[0], parts[1], grouped=spaced)


def _without_spaces(written: str) -> tuple[str, bool]:
    plain = _BLANK.sub("", written)
    return plain, len(plain) != len(written)


def _mixed(parts: list[str], marks: list[str]) -> Run | None:
    """Read a run with dots and commas: the last sign is the decimal one and stands once."""
    if marks.count(marks[-1]) > 1 or not _grouped(parts[:-1], marks[0]):
        return None
    return _run("".join(parts[:-1]), parts[-1], grouped=True)


def _grouped(parts: list[str], sign: str) -> bool:
    """Tell whether the parts are thousands, in threes or, with commas, as in India: 12,34,567."""
    first, *rest = parts
    if not first or len(first) > _GROUP or first[0] == "0" or len(rest[-1]) != _GROUP:
        return False
    indian = sign == "," and len(first) < _GROUP and all(len(part) == _PAIR for part in rest[:-1])
    return indian or all(len(part) == _GROUP for part in rest)


def _run(whole: str, fraction: str, *, grouped: bool) -> Run:
    value = Decimal(f"{whole}.{fraction}" if fraction else whole)
    counted = (whole + fraction).lstrip("0")
    if not fraction and value >= _ROUND:
        counted = counted.rstrip("0")
    return Run(value, max(len(counted), 1), grouped)


def counted_digits(value: Decimal) -> int:
    """Count the digits of a number in words or in several parts: up to the last that is not zero.

    >>> counted_digits(Decimal("120000000"))
    2
    """
    return max(len(value.normalize().as_tuple().digits), 1)
