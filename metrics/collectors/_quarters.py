"""One number a quarter, out of filings that tell quarters, years and sums from the start of the year, at times twice."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_QUARTER = range(80, 101)
_YEAR = range(350, 381)
_DAY = timedelta(days=1)
_PARTS = 3

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Fact:
    """What one filing says about the days from ``start`` to ``end``."""

    start: date
    end: date
    value: float
    filed: date
    filing: str
    form: str = ""
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """The value of a period as it was known since a filing; with several ``facts``, the first less the others."""

    start: date
    end: date
    facts: tuple[Fact, ...]

    @property
    def value(self) -> float:
        """The first fact less the others."""
        return self.facts[0].value - sum(fact.value for fact in self.facts[1:])

    @property
    def latest(self) -> Fact:
        """The fact that was filed last, since when this could be known."""
        return max(self.facts, key=lambda fact: (fact.filed, fact.filing))


def quarters(facts: Iterable[Fact]) -> list[Stated]:
    """Return each quarter as first filed, and again whenever a filing changed it; if there are none, the years.

    A quarter that no filing tells is a longer sum less the shorter one with the same start, or less the quarters that
    fill it from its start; a fourth quarter is never told otherwise.

    >>> q1 = Fact(date(2030, 1, 1), date(2030, 3, 31), 10.0, date(2030, 5, 1), "a")
    >>> h1 = Fact(date(2030, 1, 1), date(2030, 6, 30), 25.0, date(2030, 8, 1), "b")
    >>> [(each.end.month, each.value) for each in quarters([q1, h1])]
    [(3, 10.0), (6, 15.0)]
    """
    told = _versions(facts)
    found = [Stated(*span, (fact,)) for span, facts in told.items() if _days(span) in _QUARTER for fact in facts]
    ends = {each.end for each in found}
    for whole, parts in _differences(told):
        if whole[1] not in ends:
            ends.add(whole[1])
            found += _derived(whole, parts, told)
    if not found:
        found = [Stated(*span, (fact,)) for span, facts in told.items() if _days(span) in _YEAR for fact in facts]
    return sorted(found, key=lambda each: (each.end, each.latest.filed, each.latest.filing))


def _days(span: Span) -> int:
    return (span[1] - span[0]).days + 1


def _versions(facts: Iterable[Fact]) -> dict[Span, list[Fact]]:
    """Gather what was filed of each period, in order, without what only repeats the value before."""
    told: defaultdict[Span, list[Fact]] = defaultdict(list)
    for fact in sorted(facts, key=lambda fact: (fact.filed, fact.filing, fact.pointer)):
        known = told[fact.start, fact.end]
        if not known or known[-1].value != fact.value:
            known.append(fact)
    return dict(told)


def _differences(told: Mapping[Span, object]) -> Iterator[tuple[Span, tuple[Span, ...]]]:
    """Yield longer periods with those that fill all but their last quarter, the fewest parts first."""
    starting: defaultdict[date, list[Span]] = defaultdict(list)
    for span in told:
        starting[span[0]].append(span)
    found = [
        (whole, parts)
        for whole in told if _days(whole) <= _YEAR[-1]
        for parts in _fillings(starting, whole[0], whole[1], ())
    ]  # fmt: skip
    yield from sorted(found, key=lambda pair: (pair[0][1], len(pair[1]), pair))


def _fillings(
    starting: Mapping[date, Sequence[Span]], start: date, end: date, before: tuple[Span, ...]
) -> Iterator[tuple[Span, ...]]:
    for span in starting.get(start, ()):
        if span[1] >= end:
            continue
        parts = (*before, span)
        if (end - span[1]).days in _QUARTER:
            yield parts
        elif len(parts) < _PARTS:
            yield from _fillings(starting, span[1] + _DAY, end, parts)


def _derived(whole: Span, parts: tuple[Span, ...], told: Mapping[Span, Sequence[Fact]]) -> Iterator[Stated]:
    """Yield the difference as it could first be known, and whenever a filing changed it."""
    start = parts[-1][1] + _DAY
    last = None
    for day in sorted({fact.filed for span in (whole, *parts) for fact in told[span]}):
        known = [[fact for fact in told[span] if fact.filed <= day] for span in (whole, *parts)]
        if not all(known):
            continue
        stated = Stated(start, whole[1], tuple(facts[-1] for facts in known))
        if last is None or stated.value != last:
            yield stated
        last = stated.value
