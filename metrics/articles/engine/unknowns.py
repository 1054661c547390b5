"""Companies that the catalog does not know, by how a text presents them: "Brightfold, a rival from Oslo", "the start-up Brightfold"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from .mentions import Mention
from .names import STRANGER
from .surfaces import Hit, folded
from .words import Lexicon, Table, Word

_NAME = r"[A-ZÀ-Þ][\w&-]*(?:\.[A-Za-z]{2,3}\b)?(?: (?:[A-ZÀ-Þ][\w&-]*|AI)){0,2}"
_BEHIND = re.compile(rf"[ \u00a0][\"“„«*]{{0,2}}({_NAME})")
_BEFORE = re.compile(rf"(?<![\w.&-])({_NAME})[*\"”»]{{0,2}}(?: \([^()]{{1,30}}\))?,[ \u00a0]$")
_COINED = re.compile(r"\w[A-Z]|\d|\.[a-z]{2}|[a-z][a-z]x\b")
_WORD = re.compile(r"[^\W\d_]+")
_REACH, _WORDS, _LOOK, _LONGEST = 60, 4, 60, 90
_OPENS = re.compile(r"(?:^|[.!?:\n*#>|-])\s*$")
_MOST = 200


def unknowns_of(
    text: str, lexicon: Lexicon, words: Sequence[Hit[Word]], taken: Sequence[tuple[int, int]]
) -> list[Mention]:
    """Return where companies stand that only the text itself presents as such; ``taken`` is what is known already."""
    if not lexicon.spaced:
        return []
    kinds = [hit for hit in words if hit.payload.table is Table.REFERENCES and hit.payload.key == "kind"][:_MOST]
    speakers = [hit.start for hit in words if hit.payload.table is Table.REFERENCES and hit.payload.key == "speaker"]
    spans = _Spans(taken)
    names = {
        name
        for hit in kinds
        for start, name in (*_behind(text, lexicon, hit), *_before(text, lexicon, hit, speakers))
        if not spans.touch(start, start + len(name)) and not _is_word(name, lexicon)
    }
    if not names:
        return []
    pattern = re.compile(rf"(?<![\w.&-])(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?![\w&])")
    return [
        Mention(found.start(), found.end(), STRANGER + found[0], found.end())
        for found in pattern.finditer(text)
        if not spans.touch(*found.span())
    ]


class _Spans:
    """Stretches of a text that are taken."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._spans = sorted(spans)

    def touch(self, start: int, end: int) -> bool:
        place = bisect_left(self._spans, (end, -1))
        return any(first < end and start < last for first, last in self._spans[max(0, place - 3) : place])


def _is_word(name: str, lexicon: Lexicon) -> bool:
    first = folded(name.partition(" ")[0])
    return first in lexicon.function or len(name) < 3 or first in lexicon.scales  # noqa: PLR2004


def _behind(text: str, lexicon: Lexicon, hit: Hit[Word]) -> Iterator[tuple[int, str]]:
    """Yield the name right behind a word for companies: "rival start-up Brightfold"."""
    found = _BEHIND.match(text, hit.end)
    if found is None or text[hit.start].isupper() is not lexicon.nouns_capital:
        return
    if not lexicon.nouns_capital or _COINED.search(found[1]) or text[found.end() : found.end() + 2] == ", ":
        yield found.start(1), found[1]


def _before(text: str, lexicon: Lexicon, hit: Hit[Word], speakers: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield the name that a word for companies explains: "Brightfold, a smaller rival based in Oslo, said"."""
    comma = text.rfind(", ", max(0, hit.start - _REACH), hit.start)
    if comma < 0:
        return
    between = [folded(word) for word in _WORD.findall(text[comma : hit.start])]
    closed = re.compile(r"[,.;)]").search(text, hit.end, hit.end + _LONGEST)
    if not 0 < len(between) <= _WORDS or between[0] not in lexicon.determiners or closed is None:
        return
    place = bisect_left(speakers, comma)
    person = place < len(speakers) and speakers[place] < closed.start()
    if person or text[hit.end : hit.end + 1] in {"'", "\u2019"}:
        return
    found = _BEFORE.search(text, max(0, comma - _LOOK), comma + 2)
    if found is None:
        return
    name = found[1]
    first = _OPENS.search(text, max(0, found.start() - 3), found.start()) is not None
    if not first or _COINED.search(name) or _is_repeated(text, name) or closed[0] == ",":
        yield found.start(1), name


def _is_repeated(text: str, name: str) -> bool:
    """Tell whether a word is written with a capital within a sentence too."""
    return re.search(rf"(?<=[a-zà-ÿ,] ){re.escape(name)}(?!\w)", text) is not None
