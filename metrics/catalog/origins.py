"""Who made a figure: from the words of an attribution to one canonical party."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from .names import canonical

_TOKEN = re.compile(r"[A-Za-z\u00c0-\u024f0-9]+|\w")
_GAP = re.compile(r"[ \t._&'\u2019\u00a0\u00b7\u30fb\-\u2010\u2011]{0,2}")
_WORDS = re.compile(r"[^\W_]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_COINED = re.compile(r"\d|\w[A-Z]")
_ASIDE = re.compile(r"\([^()]*\)|（[^（）]*）")
_NOBODY = re.compile(
    r"(?:not (?:named|stated|said|given|known|attributed)|un(?:named|attributed|known|stated|specified)|anonymous|"
    r"no (?:source|origin)|non (?:nomm|attribu|précis)\w*|inconnue?|n/?a|none|null|nan|未署名|未注明|不详)\b",
    re.IGNORECASE,
)
_CITING = re.compile(
    r"\b(?:citing|quoting|citant|citando|(?:data|figures|estimates) (?:from|by|of)|(?:données|chiffres) (?:de|d['’]))\b|"
    r"援引|引用|引述",
    re.IGNORECASE,
)
_NAMELESS = """
a an the of in on by to as and or with from via per according says said reported report reports reporting earlier
previous latest recent official officials data figure figures number numbers company companys press media news platform
industry market tracker trackers traffic estimate estimates estimated estimation estimations analyst analysts analysis
public source sources insider insiders internal document documents people person familiar matter spokesperson spokesman
spokeswoman statement executive executives seen
selon d apres le la les l de des du un une et par donnees chiffres analystes presse entreprise officiel officielle
官方 官方数据 数据 公司 业内人士 媒体 媒体报道 知情人士 报告 据悉 据
"""
_GENERIC = frozenset(_NAMELESS.split())
"""The words of an attribution that name nobody; what remains without them is who is meant."""
_LONGEST_NAME = 12
"""In words; of a script without spaces, in characters: スタットカウンター has nine."""
_LONGEST_TEXT = 400
_INITIALS = 4


class Parties:
    """The parties that make figures, found by name at the leftmost place of a text, the longest name first.

    >>> parties = Parties([("Sensor Tower", "sensor_tower"), ("OpenAI", "openai"), ("Altman", "openai")])
    >>> parties.origin("OpenAI COO Lightcap to CNBC"), parties.origin("not named"), parties.origin("Dr Who, analyst")
    ('openai', None, 'dr who')
    """

    def __init__(self, names: Iterable[tuple[str, str]], ids: Mapping[str, str] | None = None) -> None:
        self._ids = dict(ids or {})
        self._parties: dict[str, tuple[str, str]] = {}
        for name, party in names:
            self._parties.setdefault(canonical(name), (party, name))
        self._parties.pop("", None)

    def origin(self, text: str) -> str | None:
        """Return the party that an attribution names, else its own words, else ``None`` if it names nobody."""
        text = text.strip()[:_LONGEST_TEXT]
        if text in self._ids:
            return self._ids[text]
        whole = self._parties.get(canonical(text))
        if whole is not None:
            return whole[0]
        if _NOBODY.match(text):
            return None
        cited = _CITING.search(text)
        party = (cited and self.first_in(text[cited.end() :])) or self.first_in(text)
        if party is not None:
            return party
        words = " ".join(_plain_words(text))
        if not words:
            return None
        return words if words == text else self.origin(words)

    def first_in(self, text: str) -> str | None:
        """Return the party named first in a text, or ``None``."""
        tokens = list(_TOKEN.finditer(text))
        for first in range(len(tokens)):
            for last in reversed(list(_run(text, tokens, first))):
                written = text[tokens[first].start() : tokens[last].end()]
                party, name = self._parties.get(canonical(written), ("", ""))
                if len(written) > 1 and party and not _is_word(written, name):
                    return party
        return None


def _is_word(written: str, name: str) -> bool:
    """Tell whether a name is here an ordinary word: "at the time", "a map of"; a coined one never is: "openai"."""
    if name.isupper() and len(name) <= _INITIALS:
        return not written.isupper()
    coined = _COINED.search(name) is not None
    return not coined and written[0].islower() and name[0].isupper()


def _run(text: str, tokens: list[re.Match[str]], first: int) -> Iterator[int]:
    """Yield how far a name that begins with a token may reach: only small gaps lie within a name."""
    yield first
    for last in range(first + 1, min(first + _LONGEST_NAME, len(tokens))):
        if not _GAP.fullmatch(text, tokens[last - 1].end(), tokens[last].start()):
            return
        yield last


def _plain_words(text: str) -> list[str]:
    bare = _ASIDE.sub(" ", text)
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", bare if _WORDS.search(bare) else text).casefold())
    words = _WORDS.findall(unicodedata.normalize("NFC", plain))
    return [word for word in words if word not in _GENERIC]
