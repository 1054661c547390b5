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
_PRICE, _PAIRED, _DEAR, _LOOK = "price_per_million_tokens", 0.8, 1000, 12
_LARGER, _LARGEST, _UNTOLD, _SHARES = 1.5, 500, 0.6, 40


def priced(turn: Turn, links: list[Link | None]) -> list[Link | None]:
    """Read "85 million at 1.5 billion" as a round and what it values: whatever else is told of one tells the other."""
    for place, (first, second) in enumerate(pairwise(turn.measures)):
        one, two = links[place], links[place + 1]
        if first.kind is not Class.MONEY or not (_is_at(turn, first, second) or _is_at_value(turn, first, second, two)):
            continue
        larger = _is_larger(first, second)
        if one is not None and one.metric == "funding_raised" and (two is None or two.word is one.word) and larger:
            links[place + 1] = replace(_scaled(one, first, second), metric="valuation", how="near, at that price")
        elif (
            two is not None
            and two.metric == "valuation"
            and (one is None or _is_behind(one, first) or one.word is two.word)
        ):
            taken = replace(_scaled(two, second, first), score=two.score * CARRIED)
            links[place] = replace(taken, metric="funding_raised", how="near, at that price")
        elif not _is_told(one) and not _is_told(two) and larger and _is_subject(turn, first):
            elided = second.kind is not Class.MONEY
            links[place] = Link("funding_raised", _UNTOLD, None, "near, at that price")
            links[place + 1] = Link("valuation", _UNTOLD, None, "near, at that price", elided=elided)
    return _paired(turn, _valued(turn, links))


def _scaled(link: Link, measure: Measure, other: Measure) -> Link:
    """Return the link of a number as another one may have it: with a scale of its own, or with that of the number."""
    scale = 1.0 if other.quantity.scale != 1.0 else measure.quantity.scale * link.scale
    return replace(link, scale=scale, elided=other.kind is not Class.MONEY)


def _paired(turn: Turn, links: list[Link | None]) -> list[Link | None]:
    """Read the two prices in the brackets of a model, "GPT-4o ($2.50/$10)", where the text speaks of prices of tokens."""
    for place, (first, second) in enumerate(pairwise(turn.measures)):
        if not (_is_price(first) and _is_price(second)) or (links[place] and links[place + 1]):
            continue
        text = turn.scene.text
        if text[first.end : second.start].strip() != "/" or text[: first.start].rstrip()[-1:] not in {"(", "（"}:
            continue
        named = any(0 <= first.start - each.end <= _VERBS for each in turn.sentence.mentions)
        if named and _speaks_of_prices(turn):
            links[place : place + 2] = [Link(_PRICE, _PAIRED, None, "near, a pair")] * 2
    return links


def _is_price(measure: Measure) -> bool:
    return measure.kind is Class.MONEY and measure.quantity.scale == 1.0 and (measure.quantity.value or _DEAR) < _DEAR


def _speaks_of_prices(turn: Turn) -> bool:
    last = turn.sentence.index
    near = turn.scene.sentences[max(0, last - _LOOK) : last + 1]
    return any(hit.payload.form == "nouns" for each in near for hit in each.of(Table.TRIGGERS, _PRICE))


def _is_larger(first: Measure, second: Measure) -> bool:
    """Tell whether an amount is as much larger than another as a company is than a round of it."""
    one, two = first.quantity.value, second.quantity.value
    return one is None or two is None or _LARGER * one <= two <= _LARGEST * one


def _is_told(link: Link | None) -> bool:
    """Tell whether a metric is told by the words of its own sentence."""
    return link is not None and not link.how.startswith(("carried", "list"))


def _is_behind(link: Link, measure: Measure) -> bool:
    return link.word is not None and link.metric == "valuation" and link.word.start >= measure.end


def _is_subject(turn: Turn, measure: Measure) -> bool:
    """Tell whether a company stands right before an amount, its verb between: "Brightfold got 300 million at"."""
    names = [each for each in turn.sentence.mentions if each.end <= measure.start]
    return bool(names) and measure.start - names[-1].end <= _VERBS and measure.quantity.scale > 1.0


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
    gap = turn.scene.text[first.end : second.start]
    shares = any(first.end <= hit.start and hit.end <= second.start for hit in turn.sentence.of(Table.LINKS, "shares"))
    rounds = sum(
        hit.end - hit.start + 1 for hit in turn.sentence.of(Table.TRIGGERS, "funding_raised")
        if hit.payload.form == "nouns" and first.end <= hit.start and hit.end <= second.start
    )  # fmt: skip
    return len(gap) <= (_SHARES if shares else _PRICED) + dates + rounds and any(
        first.end <= hit.start and hit.end <= second.start for hit in turn.sentence.of(Table.LINKS, "at")
    )
