"""Which characters the bytes of a page are: by their mark, by what they are, by what is said of them, by a guess."""

import codecs
import re
from collections.abc import Iterator

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WEB_NAMES = {
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-16-le",
    "utf-32": "utf-8",
}
"""The supersets that browsers read instead of what is said."""
_ON_THE_WEB = re.compile(
    r"utf-(?:8|16-[lb]e)|cp(?:125\d|866|874|932|949)|iso8859-\d+|koi8-[ru]|mac-\w+|gb18030|big5hkscs|"
    r"euc_jp|iso2022_jp"
)
_SPELLINGS = {
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "ks_c_5601-1987": "cp949",
    "unicode": "utf-8",
}
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?\bcharset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,100}?\bencoding\s*=\s*["']([\w.:-]{2,40})""")
_ESCAPES = re.compile(rb"\x1b\$[@B]")
_RUN = re.compile(rb"[\x80-\xff]{4}")
"""No Latin text has so many letters in a row that are not ASCII."""
_HEAD = 4096
_SAMPLE = 1 << 16
_CERTAIN = 3
_NATURAL = 0.6
"""Binary data read as UTF-16 come to a third at most."""
_FAULTS_AT_MOST, _FAULTS_OF_UTF8 = 0.002, 0.05
"""Other charsets come to many faults where they are read as UTF-8, hence it may have some of its own."""
_GUESSES = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "cp1252")
_STRICTER = {"cp949": "euc_kr"}
"""What is guessed by: of the syllables that the superset adds, nearly none is ever written."""
_NATIONAL = frozenset(_GUESSES[:5])

_USUAL_HAN = frozenset(
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没日于起还发成事"
    "作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部"
    "正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市日個為"
    "這來時說們國過學會對後發開經頭長樣現將與進實點種聲話問機給業間門東電亿億元司报报導据據用户戶模型公司月活跃躍美元人工智能数數"
)
_USUAL_MARKS = frozenset("、。，．：；！？「」『』（）【】《》〈〉“”‘’…—·・ー～％　々〇％")


def decoded(content: bytes, charset: str | None = None) -> tuple[str, str, str | None]:
    """Return the text of bytes, the charset that it was read in, and a note if that is not the one that was said.

    A byte order mark counts first. Bytes that are UTF-8 throughout are UTF-8, whatever is said. Then what the server
    said and what the page says count, if the bytes agree; the rest is a guess between the charsets of nine languages.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace"), name, None
    said = [name for name in (codec(charset or ""), codec(declared(content) or "")) if name]
    name = _chosen(content, said)
    text = content.decode(name, "replace")
    note = None
    if said and name not in said and not text.isascii():
        note = f"the page is said to be in {said[0]}, but its bytes are {name}"
    return text, name, note


def declared(content: bytes) -> str | None:
    """Return the charset that a page says of itself, in a meta tag or its XML declaration."""
    found = _XML.search(content[:_HEAD]) or _DECLARED.search(content[:_HEAD])
    return found[1].decode("ascii", "replace") if found else None


def codec(label: str) -> str | None:
    """Return the codec that browsers use for a label, or ``None`` if nobody knows it.

    >>> codec("GB2312"), codec("iso-8859-1"), codec("x-nonsense")
    ('gb18030', 'cp1252', None)
    """
    plain = label.strip().strip("\"'").lower()
    try:
        name = codecs.lookup(_SPELLINGS.get(plain, plain))
    except (LookupError, ValueError):
        return None
    plain = _WEB_NAMES.get(name.name, name.name).removesuffix("-sig")
    return plain if _ON_THE_WEB.fullmatch(plain) else None


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _chosen(content: bytes, said: list[str]) -> str:
    wide = _wide(content[:_SAMPLE])
    if wide and not ("utf-8" in said and not content.isascii() and _is_utf8(content)):
        return wide
    sample = _cut(content)
    if content.isascii():
        return "iso2022_jp" if _ESCAPES.search(content) else "utf-8"
    if _faults(sample, "utf-8") == 0 and (not said or said[0] == "utf-8" or _multibyte(sample) >= _CERTAIN):
        return "utf-8"
    for name in said:
        # A few broken bytes do not make what was said untrue, but text that nobody would write does.
        if name == "utf-8":
            continue  # what is UTF-8 was found before
        if name.startswith("utf-16") and _plainness(sample, name) <= _NATURAL:
            continue
        if _faults(sample, name) <= _FAULTS_AT_MOST and not _is_mojibake(sample, name):
            return name
    if _faults(sample, "utf-8") <= _FAULTS_OF_UTF8:
        return "utf-8"
    return max(_GUESSES, key=lambda name: _likeness(sample, name)) if _RUN.search(sample) else "cp1252"


def _wide(head: bytes) -> str | None:
    """Tell UTF-16 without a mark: it has NUL bytes, and read in the right order it is natural text."""
    if b"\x00" not in head or len(head) < _CERTAIN:
        return None
    name = max(("utf-16-le", "utf-16-be"), key=lambda order: _plainness(head, order))
    return name if _plainness(head, name) > _NATURAL else None


def _plainness(head: bytes, name: str) -> float:
    text = codecs.getincrementaldecoder(name)("replace").decode(head)[:4000]
    return sum(
        1 if (char < "\u0250" and char.isprintable()) or char in "\r\n\t" else _weight(char) for char in text
    ) / max(1, len(text))


def _cut(content: bytes) -> bytes:
    """Take a sample around the first bytes that are not ASCII: the head of a page tells little."""
    if len(content) <= _SAMPLE:
        return content
    high = re.search(rb"[\x80-\xff]", content)
    at = max(0, high.start() - 1024) if high else 0
    while at < len(content) and content[at] & 0x80:
        at += 1
    return content[at : at + _SAMPLE]


def _faults(sample: bytes, name: str) -> float:
    """Return the share of the non-ASCII bytes that a codec cannot read; a character cut at the end is no fault."""
    if sample.isascii():
        return 0.0
    text = codecs.getincrementaldecoder(name)("replace").decode(sample)
    high = len(sample) - len(sample.translate(None, bytes(range(0x80, 0x100))))
    return text.count("�") / max(1, high)


def _multibyte(sample: bytes) -> int:
    return sum(1 for byte in sample if byte >= 0xC0)  # noqa: PLR2004 the first byte of a character in UTF-8


def _is_mojibake(sample: bytes, name: str) -> bool:
    """Tell whether another guess reads far more natural than a codec of one language does."""
    if name not in _NATIONAL and not _RUN.search(sample):
        return False
    rivals = _GUESSES if _RUN.search(sample) else ("cp1252",)
    return max(_likeness(sample, other) for other in rivals) > _likeness(sample, name) + 0.35


def _likeness(sample: bytes, name: str) -> float:
    """Say how natural the non-ASCII characters are when read so: the share of usual ones, less faults."""
    text = codecs.getincrementaldecoder(_STRICTER.get(name, name))("replace").decode(sample)
    foreign = [char for char in text if char > "\x7f"][:4000]
    if not foreign:
        return 0.0
    usual = sum(_weight(char) for char in foreign) if name in _NATIONAL else sum(_latin(text))
    broken = text.count("�")
    return usual / len(foreign) - 5 * broken / len(foreign)


def _weight(char: str) -> float:
    if char in _USUAL_MARKS or char in _USUAL_HAN or "\u3041" <= char <= "\u30ff":
        return 1.0
    if "\uac00" <= char <= "\ud7a3":
        return 0.9
    return 0.3 if "\u4e00" <= char <= "\u9fff" else -0.5


_IN_WORD = re.compile(r"(?:[A-Za-z][À-ÖØ-öø-ÿŒœ]|[À-ÖØ-öø-ÿŒœ][a-z])(?![À-ÖØ-öø-ÿ]{2})")
_BETWEEN = re.compile(r"[\s(][“‘„«–—•€£©®°…](?=\S)|(?<=\w)[’”“»…\u00a0–—°®™€%](?=[\s.,;:!?)]|\w)|[\u00a0«»–—€]")


def _latin(text: str) -> Iterator[float]:
    short = text[: 1 << 15]
    share = len(text) / max(1, len(short))
    yield share * (sum(1 for _ in _IN_WORD.finditer(short)) + sum(1 for _ in _BETWEEN.finditer(short)))
