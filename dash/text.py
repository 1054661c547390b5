"""A value as people read it: 22.15 M, Q2 2025, ▲ +4.1 %, 8 months; each with an ASCII form, none inventing a digit.

What is precise to the last digit goes out through ``metrics.formats``; what is written here is for eyes.
"""

import math
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from metrics.literal import one_line
from metrics.vocabulary import CURRENCIES, STATUS_WORDS, Missing, Status

CHARSETS = ("braille", "block", "ascii")

MOST_DIGITS = 4
ALL_DIGITS = 17
_SCALES = ((Decimal(10) ** 12, "T"), (Decimal(10) ** 9, "B"), (Decimal(10) ** 6, "M"), (Decimal(10) ** 3, "k"))
_IN_FULL_BELOW = Decimal(10_000)
_PLAIN = (Decimal(10) ** -6, Decimal(10) ** 18)
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "INR": "₹", "KRW": "₩"}
_MISSING: dict[str, str] = {
    Missing.NOT_COLLECTED: "not collected",
    Missing.NOT_YET_PUBLISHED: "not yet published",
    Missing.UNDISCLOSED: "not disclosed",
    Missing.NONE: "none",
    Missing.WITHDRAWN: "withdrawn",
    Missing.PARTIAL: "period not over",
}


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The signs that stand beside numbers, in one charset."""

    none: str = "—"
    minus: str = "−"
    dash: str = "–"
    times: str = "×"
    dot: str = "·"
    up: str = "▲"
    down: str = "▼"
    level: str = "="
    seen: str = "●"
    unseen: str = "○"
    told: str = "←"
    bent: str = "⚠"
    cut: str = "…"
    stale: str = "◷"
    quotes: str = "“”"


_UNICODE = Glyphs()
_ASCII = Glyphs(
    none="-", minus="-", dash="-", times="x", dot="-", up="^", down="v", seen="*", unseen="o", told="<-", bent="!",
    cut="~", stale="#", quotes='""',
)  # fmt: skip


def glyphs(charset: str) -> Glyphs:
    """Return the signs of a charset."""
    return _ASCII if charset == "ascii" else _UNICODE


def foreign(text: str | None, charset: str = "braille") -> str:
    r"""Write text from outside on one line, literally; in ASCII what has no likeness is spelled as an escape.

    >>> foreign("Wenxin 文\x1b[1m"), foreign("déjà – 文", "ascii")
    ('Wenxin 文␛[1m', 'deja - \\u6587')
    """
    literal = one_line(text or "")
    return ascii_likeness(literal) if charset == "ascii" and not literal.isascii() else literal


_LIKENESS = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "−": "-", "‑": "-", "…": "...",
     "≥": ">=", "≤": "<=", "×": "x", "·": "-", "•": "*", "€": "EUR ", "£": "GBP ", "⟨": "<", "⟩": ">", "œ": "oe",
     "Œ": "OE", "ß": "ss", "ø": "o", "Ø": "O", "←": "<-", "→": "->", "⚠": "!", "●": "*", "○": "o",
     **{chr(0x2400 + code): f"\\x{code:02x}" for code in range(0x20)}}
)  # fmt: skip


def ascii_likeness(text: str) -> str:
    r"""Write text in ASCII: accents fall, known signs are replaced, the rest becomes ``\uXXXX``."""
    replaced = unicodedata.normalize("NFKD", text.translate(_LIKENESS))
    bare = "".join(char for char in replaced if not unicodedata.combining(char))
    return bare.translate(_LIKENESS).encode("ascii", "backslashreplace").decode("ascii")


def number(value: float | None, digits: int | None = None, charset: str = "braille", *,
           most: int = MOST_DIGITS) -> str:  # fmt: skip
    """Write a number with at most ``most`` significant digits, and no more than its source wrote.

    >>> number(22_150_000), number(22_150_000, digits=3), number(30_000_000), number(8432), number(0.27)
    ('22.15 M', '22.2 M', '30 M', '8,432', '0.27')
    """
    signs = glyphs(charset)
    if value is None or not math.isfinite(value):
        return signs.none
    exact = Decimal(repr(float(value)))
    if not exact:
        return "0"
    own = len(exact.normalize().as_tuple().digits)
    keep = max(1, min(digits or own, most))
    rounded = exact.quantize(Decimal(1).scaleb(exact.adjusted() - keep + 1), ROUND_HALF_UP)
    if digits is None:  # what rounding left of a float's noise is not zeros to be shown
        keep = min(keep, len(rounded.normalize().as_tuple().digits))
    sign = signs.minus if rounded < 0 else ""
    return sign + _scaled(abs(rounded), keep)


def _scaled(value: Decimal, keep: int) -> str:
    if not _PLAIN[0] <= value < _PLAIN[1]:
        return f"{value:.{keep - 1}e}".replace("e+", "e")
    scale, letter = Decimal(1), ""
    if value >= _IN_FULL_BELOW:
        scale, letter = next(pair for pair in _SCALES if value >= pair[0])
    mantissa = value / scale
    decimals = max(0, keep - 1 - mantissa.adjusted())
    return f"{mantissa:,.{decimals}f}{' ' + letter if letter else ''}"


def value(  # noqa: PLR0913 five facts of one value, and the charset
    value: float | None, unit: str | None = None, comparator: str | None = "=", *, digits: int | None = None,
    charset: str = "braille", missing: str | None = None, most: int = MOST_DIGITS,
) -> str:  # fmt: skip
    """Write a value with its comparator and unit: money by its sign where that names one currency, else by its code.

    >>> value(30e6, "users", ">"), value(6.6e9, "USD"), value(4.5e9, "CNY"), value(12.5, "percent")
    ('>30 M', '$6.6 B', 'CNY 4.5 B', '12.5 %')
    """
    if value is None or not math.isfinite(value):
        return _MISSING.get(missing, glyphs(charset).none) if missing else glyphs(charset).none
    told = number(value, digits, charset, most=most)
    if unit == "percent":
        told = f"{told} %"
    elif unit in CURRENCIES:
        symbol = None if charset == "ascii" else _SYMBOLS.get(unit)
        told = f"{symbol}{told}" if symbol else f"{unit} {told}"
    return compared(comparator, charset) + told


def compared(comparator: str | None, charset: str = "braille") -> str:
    """Write a comparator as a prefix; "equals" needs none."""
    return "" if comparator in {None, "="} else foreign(comparator, charset)


def change(ratio: float | None, charset: str = "braille") -> str:
    """Write a relative change with its arrow and its sign, so that it needs no colour.

    >>> change(0.041), change(-0.02), change(0.0), change(1.5), change(None)
    ('▲ +4.1 %', '▼ −2.0 %', '= 0 %', '▲ +150 %', '—')
    """
    signs = glyphs(charset)
    if ratio is None or not math.isfinite(ratio):
        return signs.none
    if ratio == 0:
        return f"{signs.level} 0 %"
    arrow, sign = (signs.up, "+") if ratio > 0 else (signs.down, signs.minus)
    size = abs(ratio)
    if size < 0.0005:  # noqa: PLR2004 what one decimal can show
        return f"{arrow} {sign}<0.1 %"
    if size >= 100:  # noqa: PLR2004 from here on a factor reads better
        return f"{arrow} {signs.times}{number(1 + ratio, 3, charset)}"
    return f"{arrow} {sign}{size * 100:,.{1 if size < 0.9995 else 0}f} %"  # noqa: PLR2004 99.95 % rounds to 100


def age(days: float | None, charset: str = "braille", *, short: bool = False) -> str:
    """Write how old something is.

    >>> age(0), age(1), age(3), age(250), age(900), age(-5), age(900, short=True)
    ('today', '1 day', '3 days', '8 months', '2 years', 'in 5 days', '2 y')
    """
    if days is None:
        return glyphs(charset).none
    if days < 0:
        return f"in {_duration(-int(days), short=short)}"
    return _duration(int(days), short=short) if days >= 1 else "today"


_SHORT = {"year": "y", "month": "mo", "day": "d"}


def _duration(days: int, *, short: bool) -> str:
    for size, word, least in ((365.25, "year", 730), (30.4375, "month", 60), (1, "day", 0)):
        if days >= least:
            count = int(days / size)
            if short:
                return f"{count:,} {_SHORT[word]}"
            return f"{count:,} {word}{'' if count == 1 else 's'}"
    raise AssertionError(days)


def witnesses(seen: bool | None, tellings: int | None, bent: int | None, charset: str = "braille") -> str:  # noqa: FBT001
    """Write whether the origin's own document was seen, how many tell it, and how many of those bent it.

    >>> witnesses(False, 6, 2), witnesses(True, 1, 0), witnesses(False, 6, 2, "ascii")
    ('○1 ←6 ⚠2', '●1', 'o1 <-6 !2')
    """
    signs = glyphs(charset)
    if seen and tellings == 1:  # the one telling is the origin's own page
        tellings = None
    origin = [] if seen is None else [f"{signs.seen if seen else signs.unseen}1"]
    counts = [f"{sign}{count}" for sign, count in ((signs.told, tellings), (signs.bent, bent)) if count]
    return " ".join(origin + counts) or signs.none


def spread(ratio: float | None, rivals: int | None = None, charset: str = "braille") -> str:
    """Write in a word how far the rivals are apart.

    >>> spread(1.05, 2), spread(1.34, 1), spread(3.0, 3), spread(None, 0)
    ('2 agree', '1 differs ×1.3', '3 contested ×3.0', '—')
    """
    signs = glyphs(charset)
    if not rivals and ratio is None:
        return signs.none
    count = f"{rivals} " if rivals else ""
    one = rivals == 1
    if ratio is None or not math.isfinite(ratio):
        return f"{count}{'rival' if one else 'rivals'}"
    if ratio <= 1.1:  # noqa: PLR2004 the policy's own steps
        return f"{count}{'agrees' if one else 'agree'}"
    word = ("differs" if one else "differ") if ratio <= 1.5 else "contested"  # noqa: PLR2004
    return f"{count}{word} {signs.times}{number(ratio, 2, charset)}"


def status(letter: str | None) -> str:
    """Write an observation status in words; a normal value needs none."""
    return STATUS_WORDS.get(Status(letter), "") if letter in set(Status) else ""
