"""From a text to its quantities: numerals, then units, bounds, kinds, rates and ranges, in that order."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from .behind import Mirrored
from .bounds import bounds_of, take_bound
from .dates import date_spans
from .digits import narrowed
from .drafts import Draft
from .grammar import grammar_of
from .kinds import Kinds, kinds_of, take_kind
from .money import settle_currencies, take_unit, units_of
from .numerals import Numeral, find_numerals
from .packs import Pack, is_traditional, pack_of
from .patterns import folded
from .quantities import Quantity, QuantityKind
from .ranges import join_ranges, ranges_of
from .spans import masked, without_addresses

__all__ = ["Quantity", "QuantityKind", "find_quantities"]

_RATE_GAP = 24
_LARGEST = Decimal(10) ** 30
_BREAK = re.compile(r"[.;!?\n。；！？]")


def find_quantities(text: str, language: str, masks: Iterable[tuple[int, int]] | None = None) -> list[Quantity]:
    """Return the quantities of a text in order; an unknown language has none.

    ``masks`` are spans in which no number is read (names, dates); without them the dates of the text are left out.

    >>> [quantity.value for quantity in find_quantities("atteint 22,2 millions d'utilisateurs", "fr")]
    [22200000.0]
    """
    pack = pack_of(language)
    if pack is None:
        return []
    plain = without_addresses(narrowed(text))
    plain = masked(plain, date_spans(plain, language) if masks is None else masks)
    mirrored = Mirrored.of(plain)
    drafts = join_ranges(mirrored, list(_drafts(mirrored, pack)), ranges_of(pack))
    _take_rates(plain, drafts, kinds_of(pack))
    settle_currencies(plain, drafts, units_of(pack), _variant(plain, pack, language))
    return [draft.finished(text) for draft in drafts]


def _drafts(mirrored: Mirrored, pack: Pack) -> Iterator[Draft]:
    """Yield each number with its unit, bound and kind, and the words for doubling in their places."""
    units, bounds, kinds = units_of(pack), bounds_of(pack), kinds_of(pack)
    text = mirrored.text
    multiples = iter([*kinds.multiple_words.finditer(text)])
    word = next(multiples, None)
    taken = 0
    for numeral in find_numerals(text, grammar_of(pack)):
        draft = Draft.of(numeral)
        if numeral.value > _LARGEST or numeral.start < taken:
            continue
        while word and word.start() < numeral.start:
            if word.start() >= taken and word.end() <= numeral.start:
                yield _multiple(word, kinds)
            word = next(multiples, None)
        take_unit(mirrored, draft, units)
        if draft.start < taken:  # its sign is the one before's
            continue
        take_bound(mirrored, draft, bounds)
        take_kind(mirrored, draft, kinds)
        if _counts(text, draft, kinds):
            taken = draft.unit_end
            yield draft
    while word:
        if word.start() >= taken:
            yield _multiple(word, kinds)
        word = next(multiples, None)


def _multiple(word: re.Match[str], kinds: Kinds) -> Draft:
    value = Decimal(repr(kinds.multiples[folded(word[0])]))
    numeral = Numeral(start=word.start(), end=word.end(), value=value, mantissa=value, digits=1, words=True)
    draft = Draft.of(numeral)
    draft.kind = QuantityKind.MULTIPLE
    return draft


def _counts(text: str, draft: Draft, kinds: Kinds) -> bool:
    """Tell whether a number in words is one: "one" is an article, and 百 or 三 need something counted."""
    numeral = draft.numeral
    if numeral.written or numeral.fraction or numeral.rate or draft.kind is QuantityKind.MULTIPLE:
        return True
    bounded = draft.bound_start < draft.start or draft.unit_end > draft.end or draft.unit is not None
    if numeral.bare:
        return bounded or kinds.counter.match(text, draft.end) is not None
    if not kinds.boundaries and numeral.scale == 1:
        counted = numeral.value > 1 and kinds.counter.match(text, draft.end) is not None
        return draft.unit is not None or counted
    return numeral.value > 1 or draft.unit is not None


def _take_rates(text: str, drafts: Sequence[Draft], kinds: Kinds) -> None:
    """Mark the base of "3 dollars per million tokens", and tell the amount before or after it."""
    for draft in drafts:
        if draft.unit is None and draft.kind is QuantityKind.PLAIN and kinds.per_after.match(text, draft.end):
            draft.kind = QuantityKind.PER
    for first, second in pairwise(drafts):
        gap = text[first.unit_end : second.start]
        priced = first.money and first.kind in {QuantityKind.PLAIN, QuantityKind.RANGE} and len(gap) <= _RATE_GAP
        rated = second.unit is None and kinds.per_before.search(gap) is not None
        if priced and (rated or (second.numeral.determined and not gap.strip())):
            second.kind = QuantityKind.PER
        if len(gap) > _RATE_GAP or _BREAK.search(gap):
            continue
        if second.kind is QuantityKind.PER and priced:
            first.per = second.value
        elif first.kind is QuantityKind.PER and second.money and second.kind is not QuantityKind.PER:
            second.per = second.per or first.value


def _variant(text: str, pack: Pack, language: str) -> str:
    """Return the language with the script that its characters give away, where the code does not say."""
    if is_traditional(language):
        return f"{language}-hant"
    for name, characters in pack.table("variants").items():
        if any(character in text for character in characters):
            return f"{language}-{name}"
    return language
