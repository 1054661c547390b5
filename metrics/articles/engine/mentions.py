"""Where a text names whom: the longest name wins, ambiguous names need their context, versions belong to the name."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ...catalog import Catalog
from ...vocabulary import EntityKind
from .names import STRANGER, Context, Name, Names, Near, is_mistaken, is_part_of_word, names_of
from .surfaces import Hit, is_letter

_NEAR = 320
_CLOSE = 70
_VERSION = re.compile(
    r"(?:[ \u00a0\u30fb-]?(?:"
    r"0[1-9]\d\d(?!\d)|2[3-9](?:0[1-9]|1[0-2])(?![\d.,]*\d)|[vV]?\d{1,2}(?:\.\d{1,2})?[a-z]?(?![\d,.]*\d)|[A-Z]\d{1,2}(?:\.\d)?(?!\w)|[aA]?\d{1,4}(?:\.\d+)?[BbMT](?![A-Za-z])"
    r"|Opus|Sonnet|Haiku|Fable|Mythos|Pro|Max|Mini|mini|Flash|Ultra|Nano|nano|Turbo|Plus|Lite|Large|Medium|Small|Thinking|"
    r"오퍼스|소넷|하이쿠|플래시|프로|울트라|オーパス|オプス|ソネット|ハイク|フラッシュ|プロ|ウルトラ|"
    r"Instruct|Preview|Air|Heavy|Fast|Deep Think|Scout|Maverick|Behemoth|Sol|Terra|Luna|Coder|VL|Exp|Base|Next|Codex|High"
    r")(?![A-Za-z])){1,5}"
)
_DOTTED = re.compile(r"\.\d{1,2}(?![\d.,])")
_QUOTED = re.compile(r" ?\d{1,2}(?:\.\d{1,2})?(?=[’'”\"」』》])")
_GOES_ON = re.compile(r"\.\d{1,2}(?![\d.,]*\d)")
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
            if not self._is_meant(hit, text):
                continue
            if is_mistaken(hit.payload.written) and not seen.told(hit):
                kept.append(Mention(hit.start, hit.end, STRANGER + hit.payload.written, hit.end))
            elif seen.allow(hit, self._names.context(hit.payload.entity)):
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
            named = text[mention.start : mention.name_end]
            for word in (tail, tail.rpartition(" ")[2], named.rpartition(" ")[2] if " " in named else ""):
                if _CODE.fullmatch(word) or (_COINED_WORD.fullmatch(word) and word not in _GENERIC):
                    short.setdefault(word, mention.entity)
            written = text[mention.start : mention.name_end]
            for word in self._coined(mention.entity, written):
                short.setdefault(word, mention.entity)
            for name, entity in self._names.versions.get(mention.entity, ()):
                if name.startswith(written) and _CODE.fullmatch(code := name[len(written) :].strip(" -")):
                    short.setdefault(code, entity)
        return short

    def _coined(self, entity: str, written: str) -> Iterator[str]:
        """Yield the coined ends of a name, and of the names that go on from it: "Sol" of "GPT-5.6 Sol"."""
        known = self.catalog.entities.get(entity)
        for name in (written, *(each.name for each in (known.aliases if known else ()))):
            tail = name[len(written) :] if name != written else name.partition(" ")[2]
            if name.lower().startswith(written.lower()) and _COINED_WORD.fullmatch(tail.strip(" -")):
                yield tail.strip(" -")

    def _is_meant(self, hit: Hit[Name], text: str) -> bool:
        name, written = hit.payload, text[hit.start : hit.end]
        if is_part_of_word(text, hit.start, hit.end) or _is_later_version(text, hit.end):
            return False
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
        ending = (_DOTTED if text[hit.end - 1].isdigit() else _QUOTED).match(text, hit.end)
        if ending and not _FOLLOWED.match(text, ending.end()):
            further = _VERSION.match(text, ending.end())
            return replace(mention, end=further.end() if further and not self._counts(text, further) else ending.end())
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


def _is_later_version(text: str, end: int) -> bool:
    """Tell whether a name that ends in a digit goes on as another version: GPT-4 of "GPT-4.2"."""
    return text[end - 1].isdigit() and _GOES_ON.match(text, end) is not None


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
        return self.told(hit)

    def told(self, hit: Hit[Name]) -> bool:
        """Tell whether a word that speaks of figures stands near."""
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
