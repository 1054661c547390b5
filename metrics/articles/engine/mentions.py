"""Where a text names whom: the longest name wins, ambiguous names need their context, versions belong to the name."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ...catalog import Catalog
from ...vocabulary import EntityKind
from .names import STRANGER, Context, Name, Names, Near, names_of
from .surfaces import Hit, is_letter

_NEAR = 320
_CLOSE = 70
_VERSION = re.compile(
    r"(?:[ \u00a0-]?(?:"
    r"0[1-9]\d\d(?!\d)|[vV]?\d{1,2}(?:\.\d{1,2})?[a-z]?(?![\d,.]*\d)|[A-Z]\d{1,2}(?:\.\d)?(?!\w)|[aA]?\d{1,4}(?:\.\d+)?[BbMT](?![A-Za-z])"
    r"|Opus|Sonnet|Haiku|Fable|Mythos|Pro|Max|Mini|mini|Flash|Ultra|Nano|nano|Turbo|Plus|Lite|Large|Medium|Small|Thinking|"
    r"Instruct|Preview|Air|Heavy|Fast|Deep Think|Scout|Maverick|Behemoth|Sol|Terra|Luna|Coder|VL|Exp|Base|Next|Codex|High"
    r")(?![A-Za-z])){1,5}"
)
_GLUED = re.compile(r"\d{1,2}\.\d{1,2}(?!\d)")
_CODE = re.compile(r"[A-Z]{1,2}\d{1,2}(?:\.\d{1,2})?")
_COINED_WORD = re.compile(r"(?:Opus|Sonnet|Haiku|Fable|Mythos|Sol|Terra|Luna|Scout|Maverick)(?: \d(?:\.\d)?)?")
_GENERIC = frozenset({"Pro", "Max", "Mini", "Flash", "Ultra", "Plus"})
_PLACEHOLDER = re.compile(r"[ \u00a0]\d{1,3}$")
_FOLLOWED = re.compile(
    r"[ \u00a0\u202f]?(?:[%€$£¥‰]|[.,]\d|\d|[万亿億萬만억조년월일人名個个月日年名명회건개回件社家]|천|兆|百|千)"
)
_WORD_AFTER = re.compile(r"[ \u00a0\u202f-]?([^\W\d_]+)")
_SURNAME = re.compile(r" ([A-Z][a-zà-ÿ]{2,})(?:[ ,.'’]|$)")
_BEFORE_NAME = re.compile(r"([A-Z][a-zà-ÿ]{2,})[ -]$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: ``end`` covers the version written with it, ``name_end`` the name alone."""

    start: int
    end: int
    entity: str
    name_end: int
    misspelling: bool = False

    @property
    def stranger(self) -> bool:
        """Whether it names somebody whose figures are not ours."""
        return self.entity.startswith(STRANGER)

    @property
    def versioned(self) -> bool:
        """Whether a version stands with the name."""
        return self.end > self.name_end


class Scanner:
    """Finds the mentions of one catalog; ``scales`` are the words that make a number before them large."""

    def __init__(self, catalog: Catalog, scales: Iterable[str] = ()) -> None:
        self.catalog = catalog
        self._names: Names = names_of(catalog)
        self._scales = frozenset(word.lower() for word in scales)

    def find(self, text: str, plain: str, cues: Sequence[int] = ()) -> list[Mention]:
        """Return the mentions of a text, in order and without overlap.

        ``plain`` is the text folded; ``cues`` are the places of words that speak of figures: near one of them even a
        name that means other things too is meant.
        """
        hits = sorted(self._names.surfaces.find(text, plain), key=lambda hit: (hit.start, -hit.end))
        kept: list[Mention] = []
        seen = _Contexts(text, plain, cues)
        for hit in hits:
            if kept and hit.start < kept[-1].end:
                continue
            if self._is_meant(hit, text) and seen.allow(hit, self._names.context(hit.payload.entity)):
                kept.append(self._with_version(hit, text))
        return sorted([*kept, *self._short_forms(text, kept)], key=lambda mention: mention.start)

    def _short_forms(self, text: str, kept: Sequence[Mention]) -> Iterator[Mention]:
        """Yield what stands for a longer name of the same text: "V3" once DeepSeek is named, "Sol" after "GPT-5.6 Sol"."""
        short = self._shortened(text, kept)
        if not short:
            return
        taken = [(each.start, each.end) for each in kept]
        starts = [start for start, _ in taken]
        pattern = re.compile(
            rf"(?<![\w.-])(?:{'|'.join(map(re.escape, sorted(short, key=len, reverse=True)))})(?![A-Za-z0-9]|[.-]\d)"
        )
        for found in pattern.finditer(text):
            place = bisect_right(starts, found.start()) - 1
            if place < 0 or taken[place][1] <= found.start():
                yield Mention(found.start(), found.end(), short[found[0]], found.start())

    def _shortened(self, text: str, kept: Sequence[Mention]) -> dict[str, str]:
        short: dict[str, str] = {}
        for mention in kept:
            tail = text[mention.name_end : mention.end].strip(" -\u00a0") if mention.versioned else ""
            for word in (tail, tail.rpartition(" ")[2]):
                if _CODE.fullmatch(word) or (_COINED_WORD.fullmatch(word) and word not in _GENERIC):
                    short.setdefault(word, mention.entity)
            written = text[mention.start : mention.name_end]
            for name, entity in self._names.versions.get(mention.entity, ()):
                if name.startswith(written) and _CODE.fullmatch(code := name[len(written) :].strip(" -")):
                    short.setdefault(code, entity)
        return short

    def _is_meant(self, hit: Hit[Name], text: str) -> bool:
        name, written = hit.payload, text[hit.start : hit.end]
        if name.exact and written != name.written and not _is_variant(name.written, written):
            return False
        if self._names.context(name.entity) is None or not is_letter(written[-1]) or " " in written:
            return True
        following = _SURNAME.match(text, hit.end)
        if following and not _VERSION.fullmatch(" " + following[1]) and not self._is_name(following[1]):
            return not self._is_person(name)
        return True

    def _is_name(self, word: str) -> bool:
        return self.catalog.find_entity(word) is not None or word in {"AI", "Code", "App", "Chat", "Bot", "Team", "API"}

    def _is_person(self, name: Name) -> bool:
        return name.exact and self.catalog.entities[name.entity].kind is EntityKind.PRODUCT

    def _with_version(self, hit: Hit[Name], text: str) -> Mention:
        name = hit.payload
        mention = Mention(hit.start, hit.end, name.entity, hit.end, name.misspelling)
        if name.entity not in self._names.numbered:
            glued = _GLUED.match(text, hit.end)
            counts = glued is None or _FOLLOWED.match(text, glued.end())
            return mention if glued is None or counts else replace(mention, end=glued.end())
        version = _VERSION.match(text, hit.end)
        while version and self._counts(text, version):
            shorter = _PLACEHOLDER.sub("", version[0])
            if shorter == version[0] or not shorter:
                return mention
            version = _VERSION.fullmatch(text, hit.end, hit.end + len(shorter))
        return replace(mention, end=version.end()) if version else mention

    def _counts(self, text: str, version: re.Match[str]) -> bool:
        """Tell whether what looks like a version is a number of something: "Claude 30 Millionen"."""
        if not version[0][-1].isdigit():
            return False
        if _FOLLOWED.match(text, version.end()):
            return True
        word = _WORD_AFTER.match(text, version.end())
        return word is not None and word[1].lower() in self._scales


def _is_variant(name: str, written: str) -> bool:
    """Tell whether capitals differ only as headlines have it: "META", or "Amd" for an abbreviation."""
    return (written.isupper() and len(written) > 3) or (name.isupper() and written == name.capitalize())  # noqa: PLR2004


class _Contexts:
    """What stands around a name."""

    def __init__(self, text: str, plain: str, cues: Sequence[int]) -> None:
        self._text, self._plain, self._cues = text, plain, cues
        self._places: dict[int, int] = {}

    def allow(self, hit: Hit[Name], context: Context | None) -> bool:
        if context is None:
            return True
        if context.forbid is not None and self._is_near(context.forbid, hit, itself=True):
            return False
        if context.require is None or self._is_near(context.require, hit, itself=False):
            return True
        place = bisect_right(self._cues, hit.start - _CLOSE)
        return place < len(self._cues) and self._cues[place] <= hit.end + _CLOSE

    def _is_near(self, words: Near, hit: Hit[Name], *, itself: bool) -> bool:
        first, last = max(0, hit.start - _NEAR), hit.end + _NEAR
        known = self._places.get(id(words), -1)
        if first <= known < last and (itself or not hit.start <= known < hit.end):
            return True
        for start, end in [(first, last)] if itself else [(first, hit.start), (hit.end, last)]:
            place = words.place(self._text, self._plain, start, end)
            if place >= 0:
                self._places[id(words)] = place
                return True
        return False
