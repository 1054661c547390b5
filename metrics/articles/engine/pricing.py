"""Which amount is a round and which is what it is valued at: "85 million at 1.5 billion", "OpenAI @ 300b"."""

from dataclasses import replace
from itertools import pairwise

from .carrying import CARRIED
from .fitness import is_elided_money
from .linked import Turn
from .measures import Class, Measure
from .metrics import Link
from .words import Table

_PRICED = 8
_NAMED = 4
_SHORTEST, _VERBS = 2, 30


def priced(turn: Turn, links: list[Link | None]) -> list[Link | None]:
    """Read "85 million at 1.5 billion" as a round and what it values: whatever else is told of one tells the other."""
    for place, (first, second) in enumerate(pairwise(turn.measures)):
        one, two = links[place], links[place + 1]
        if first.kind is not Class.MONEY or not (_is_at(turn, first, second) or _is_at_value(turn, first, second, two)):
            continue
        if one is not None and one.metric == "funding_raised" and two is not None and two.word is one.word:
            links[place + 1] = replace(two, metric="valuation", score=one.score, how="near, at that price")
        elif two is not None and two.metric == "valuation" and (one is None or one.word is two.word):
            links[place] = replace(two, metric="funding_raised", score=two.score * CARRIED, how="near, at that price")
    return _valued(turn, links)


def _is_at_value(turn: Turn, first: Measure, second: Measure, two: Link | None) -> bool:
    """Tell whether "at" and the word for the value stand between two amounts: "13 billion at a valuation of 183 billion"."""
    word = two.word if two is not None and two.metric == "valuation" else None
    if word is None or not first.end <= word.start < word.end <= second.start:
        return False
    return any(
        0 <= hit.start - first.end <= _NAMED and hit.end <= word.start for hit in turn.sentence.of(Table.LINKS, "at")
    )


def _valued(turn: Turn, links: list[Link | None]) -> list[Link | None]:
    """Read "raises at 6 billion", with no amount before it, as what it is valued at; so is "OpenAI @ 300b"."""
    for place, (measure, link) in enumerate(zip(turn.measures, links, strict=True)):
        sign = turn.scene.text[max(0, measure.start - 3) : measure.start].rstrip()[-1:] == "@"
        at = any(
            0 <= measure.start - hit.end <= 1 and hit.end - hit.start <= _SHORTEST
            for hit in turn.sentence.of(Table.LINKS, "at")
        )
        first = not any(each.kind is Class.MONEY for each in turn.measures[:place])
        money = measure.kind is Class.MONEY or is_elided_money(measure)
        raised = any(0 <= measure.start - hit.end <= _VERBS and hit.payload.form == "verbs"
                     for hit in turn.sentence.of(Table.TRIGGERS, "funding_raised"))  # fmt: skip
        if link is not None and link.metric == "funding_raised" and money and (sign or (at and first and raised)):
            links[place] = replace(
                link, metric="valuation", how="near, at that price", elided=measure.kind is not Class.MONEY
            )
    return links


def _is_at(turn: Turn, first: Measure, second: Measure) -> bool:
    """Tell whether no more than "at" stands between two amounts."""
    dates = sum(
        when.end - when.cue_start + 2
        for when in turn.sentence.whens
        if first.end <= when.cue_start and when.end <= second.start
    )
    return second.start - first.end <= _PRICED + dates and any(
        first.end <= hit.start and hit.end <= second.start for hit in turn.sentence.of(Table.LINKS, "at")
    )
