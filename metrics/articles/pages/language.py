"""Which language a page is written in: by its script, by what it says of itself, by its small words."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tomli

_TABLE = Path(__file__).with_name("stop_words.toml")
_SAMPLE, _SAMPLE_OF_WORDS = 20_000, 8_000
_WORD = re.compile(r"[^\W\d_]+")
_KANA = re.compile("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f]+")
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")
_HANGUL = re.compile("[\uac00-\ud7a3\u1100-\u11ff]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
_OTHER = re.compile("[\u0370-\u058f\u05d0-\u0dff\u0e00-\u10ff]+")
_LATIN_PER_HAN = 4
"""As many letters say what one Han character says."""
_KANA_SHARE = 0.08
_FEW, _MANY = 4, 40
_READ = frozenset(("en", "fr", "de", "es", "pt", "it"))
_LIKELY, _EVIDENT = 0.1, 0.2

_SIMPLIFIED = frozenset(
    "们这来时说国过学会对发开经头长样现将与进实点种声话问机给业间门东电亿报据户应该还没让从个为关产动车见贝认书写号万单"
)
_TRADITIONAL = frozenset(
    "們這來時說國過學會對發開經頭長樣現將與進實點種聲話問機給業間門東電億報據戶應該還沒讓從個為關產動車見貝認書寫號萬單"
)
_ALIASES = {
    "jp": "ja",
    "cn": "zh",
    "kr": "ko",
    "iw": "he",
    "in": "id",
    "nb": "no",
    "nn": "no",
    "yue": "zh",
    "cmn": "zh",
}
_HANT = frozenset(("hant", "tw", "hk", "mo"))


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language (ISO 639-1) as far as it is known, where that was read, and for Chinese ``Hans`` or ``Hant``."""

    language: str | None
    source: str | None = None
    script: str | None = None
    note: str | None = None


def language_of(text: str, said: str | None = None, given: str | None = None) -> Tongue:
    """Tell the language of a text. What is said of it (or given) counts unless the text plainly shows otherwise.

    >>> language_of("深度求索公司表示，日活跃用户超过两千万").language
    'zh'
    """
    sample = text[:_SAMPLE]
    declared, source = code(said), "html lang"
    if declared is None:
        declared, source = code(given), "given"
    written = _by_script(sample)
    if written == "zh":
        return Tongue("zh", "script", _han_script(sample, (said or given or "").lower()))
    if written is not None:
        return Tongue(written, "script")
    others = _count(_OTHER, sample)
    if others and others > _count(_LATIN, sample):
        # Greek, Cyrillic, Hebrew, Arabic, Indian letters …: no language that is read here, and several share each.
        return Tongue(None if declared in _languages() else declared, source if declared else None)
    return _by_words(sample, declared, source)


def code(label: str | None) -> str | None:
    """Return the ISO 639 code of a language tag, or ``None`` if it is none.

    >>> code("pt-BR"), code("zh_TW"), code("x-default")
    ('pt', 'zh', None)
    """
    plain = re.split(r"[-_]", (label or "").strip().lower())[0]
    plain = _ALIASES.get(plain, plain)
    return plain if re.fullmatch(r"[a-z]{2,3}", plain) and plain not in ("und", "mul", "zxx") else None


def _by_script(sample: str) -> str | None:
    """Tell Japanese, Korean and Chinese by their characters."""
    if sample.isascii():
        return None
    kana, han, hangul = (_count(script, sample) for script in (_KANA, _HAN, _HANGUL))
    if not kana + han + hangul:
        return None
    latin = _count(_LATIN, sample) / _LATIN_PER_HAN
    if hangul > kana and 2 * hangul > latin and hangul * 2 > han:
        return "ko"
    if kana + han <= latin / 2 or not kana + han:
        return None
    return "ja" if kana > _KANA_SHARE * (kana + han) else "zh"


def _count(script: re.Pattern[str], sample: str) -> int:
    return sum(map(len, script.findall(sample)))


def _han_script(sample: str, said: str) -> str | None:
    simplified = sum(1 for char in sample if char in _SIMPLIFIED)
    traditional = sum(1 for char in sample if char in _TRADITIONAL)
    if simplified != traditional:
        return "Hans" if simplified > traditional else "Hant"
    parts = set(re.split(r"[-_]", said)[1:])
    if parts:
        return "Hant" if parts & _HANT else "Hans"
    return None


def _by_words(sample: str, declared: str | None, source: str) -> Tongue:
    words = _WORD.findall(sample[:_SAMPLE_OF_WORDS].lower())
    scores: Counter[str] = Counter(dict.fromkeys(_languages(), 0))
    for word, count in Counter(words).items():
        for name in _small_words().get(word, ()):
            scores[name] += count
    (best, most), (_, second) = scores.most_common(2)
    share = most / max(1, len(words))
    if declared is not None:
        evident = len(words) >= _MANY and share >= _EVIDENT and most > 2 * scores.get(declared, 0)
        if not evident:
            return Tongue(declared, source)
        return Tongue(best, "stop words", note=f"the page says {declared}, but it is written in {best}")
    enough = _FEW if best in _READ else _MANY
    if len(words) >= enough and share >= _LIKELY and most >= 1.2 * second:
        return Tongue(best, "stop words")
    return Tongue(None)


@cache
def _languages() -> dict[str, str]:
    table: dict[str, str] = tomli.loads(_TABLE.read_text(encoding="utf-8"))
    return table


@cache
def _small_words() -> dict[str, tuple[str, ...]]:
    """Return the small words, each with the languages that have it."""
    known: dict[str, tuple[str, ...]] = {}
    for name, words in _languages().items():
        for word in dict.fromkeys(words.split()):
            known[word] = (*known.get(word, ()), name)
    return known
