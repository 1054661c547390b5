"""Which unit a number carries: percent, points, or a currency as an ISO 4217 code, and what the text leaves open."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from .behind import Behind, Mirrored, same
from .drafts import Draft
from .grammar import NOT_BEFORE_LETTER
from .packs import Pack, subtags
from .patterns import SPACE, alternation, compiled, folded
from .quantities import BASIS_POINTS, PERCENT, POINTS

_CENT = Decimal("0.01")
OPEN = "?"
"""Ends a code that a sign usually means, but not where the text names another currency of that name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The signs and words of one language for percent and money."""

    before: Behind[str]
    after: re.Pattern[str]
    codes_after: dict[str, str]
    scaled: dict[str, str]
    minor: dict[str, str]
    percent: dict[str, float]
    points: frozenset[str]
    basis_points: frozenset[str]
    percent_before: Behind[bool]
    unless: re.Pattern[str]
    rivals: re.Pattern[str]
    rival_codes: dict[str, str]
    regional: dict[str, str]


@cache
def units_of(pack: Pack) -> Units:
    """Return the units of a pack, compiled once."""
    numbers, money = pack.table("numbers"), pack.table("money")
    ends = NOT_BEFORE_LETTER if numbers["boundaries"] else r"(?<![A-Za-z](?=[A-Za-z]))"
    points, basis = numbers["percentage_points"], numbers["basis_points"]
    after = [*numbers["percent"], *points, *basis, *money["minor"], *money["after"]]
    signs = [word for word in after if not word[-1].isalnum()]
    words = [word for word in after if word[-1].isalnum()]
    of = alternation(money["of"])
    start = rf"(?:{SPACE}|[-\u2011])?(?:{of}{SPACE}?)?"
    return Units(
        before=Behind(money["before"], spaced=True),
        after=compiled(rf"[*_]{{0,2}}{start}(?:({alternation(words)}){ends}|({alternation(signs)})(?![0-9]))"),
        codes_after=dict(money["after"]),
        scaled=dict(money["scaled"]),
        minor=dict(money["minor"]),
        percent=dict(numbers["percent"]),
        points=frozenset(points),
        basis_points=frozenset(basis),
        percent_before=Behind(same(numbers["percent_before"]), spaced=False),
        unless=compiled(alternation(numbers["percent_unless"])),
        rivals=compiled(alternation(money["rivals"])),
        rival_codes=dict(money["rivals"]),
        regional=dict(money["regional"]),
    )


def take_unit(mirrored: Mirrored, draft: Draft, units: Units) -> None:
    """Find the sign or word of a unit on either side of a number, and what it does to its value."""
    text = mirrored.text
    if before := units.before.find(mirrored, draft.start):
        _take_code(draft, before[1])
        draft.start = draft.bound_start = before[0]
    elif percent := units.percent_before.find(mirrored, draft.start):
        draft.unit, draft.start, draft.bound_start = PERCENT, percent[0], percent[0]
        return
    last = text[draft.start : draft.end].split(" ")[-1] if units.scaled else ""
    if not draft.money and (code := units.scaled.get(folded(last))):
        _take_code(draft, code)
    after = units.after.match(text, draft.end)
    if after:
        _take_after(text, draft, after, units)


def _take_after(text: str, draft: Draft, after: re.Match[str], units: Units) -> None:
    word = folded(after[1] or after[2])
    if word in units.percent and not draft.money:
        factor = Decimal(repr(units.percent[word]))
        if factor != 1 and (draft.value > 10 or units.unless.match(text, after.end())):  # noqa: PLR2004 tenths
            return
        draft.value *= factor
        draft.unit = PERCENT
    elif word in units.points:
        draft.unit = POINTS
    elif word in units.basis_points:
        draft.unit = BASIS_POINTS
    elif word in units.minor and not draft.money:
        draft.value *= _CENT
        draft.minor = True
        _take_code(draft, units.minor[word])
    elif word in units.codes_after:
        if not draft.money or draft.unit == units.codes_after[word].rstrip(OPEN):
            _take_code(draft, units.codes_after[word])
    else:
        return
    draft.unit_end = after.end()
    if after[2]:
        draft.end = after.end()


def _take_code(draft: Draft, code: str) -> None:
    draft.unit, draft.open_sign = code.rstrip(OPEN), code.endswith(OPEN)


def settle_currencies(text: str, drafts: Sequence[Draft], units: Units, language: str) -> None:
    """Narrow or widen what signs mean by the region of the text and by the other currencies it names."""
    region = subtags(language)[1:]
    regional = {code: codes for key, codes in units.regional.items() for code, at in [key.split("@")] if at in region}
    rivals = _rivals(text, drafts, units)
    sure = {draft.unit for draft in drafts if draft.unit and draft.money and not draft.open_sign} - {None}
    for draft in drafts:
        if draft.unit is None or not draft.money:
            continue
        if draft.open_sign:
            draft.unit = regional.get(draft.unit) or "|".join([draft.unit, *sorted(rivals - {draft.unit})])
        if "|" in draft.unit:
            likely = [code for code in draft.unit.split("|") if code in sure]
            draft.unit = likely[0] if len(likely) == 1 and not draft.open_sign else draft.unit
    _settle_minor(drafts)


def _rivals(text: str, drafts: Sequence[Draft], units: Units) -> set[str]:
    """Return the currencies of the same name that the text speaks of: Canadian dollars beside plain ones."""
    if not any(draft.open_sign for draft in drafts):
        return set()
    return {units.rival_codes[folded(match[0])] for match in units.rivals.finditer(text)}


def _settle_minor(drafts: Sequence[Draft]) -> None:
    """Cents are of the nearest currency before them, or the next after, that has cents."""
    known: str | None = None
    order = [*drafts, *reversed(drafts)]
    for draft in order:
        if not draft.money or draft.unit is None:
            continue
        if draft.minor and "|" in draft.unit and known in draft.unit.split("|"):
            draft.unit = known
        elif not draft.minor and "|" not in draft.unit:
            known = draft.unit
