"""Every number of a text with what was made of it: a figure, or the reason why it is none."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...model import Period
from ...vocabulary import Precision, Status
from ..intervals import moved
from ..whens import WhenKind
from .bases import is_base, is_passed
from .calendars import ahead, in_own_calendar
from .candidate import Candidate
from .claims import Claim
from .continuing import carry_subject
from .conversions import is_conversion
from .denials import denied_of
from .firmness import status_of
from .gates import gate_of
from .linked import Linked
from .linking import links_of
from .measures import Measure, measures_of
from .metrics import Link
from .origins import origin_of, outlook_of
from .outsiders import outsider_of
from .owners import settled
from .periods import Dated, comparator_of, period_of
from .rows import dated_in_row
from .scene import Scene
from .sharing import together
from .standing import Spoken, carried_origin, house_of, house_origin, standing_of
from .subjects import subject_of
from .tables import date_above

_NEIGHBOURS = 8
_TIMELESS = frozenset({"parameters", "context_window_tokens"})
"""What a model has for good: a date beside it is that of its release."""
_MONEY_OF = {"TW": "TWD", "CN": "CNY", "HK": "HKD", "JP": "JPY"}
_MONEYS = frozenset({"funding_raised", "revenue", "capex", "annualized_revenue"})
_ROW, _LARGE = 12, 1e6
_BODY = "body:"


def candidates_of(scene: Scene) -> Iterator[Candidate]:
    """Yield what is made of each number, sentence by sentence."""
    earlier: Linked | None = None
    told: Candidate | None = None
    money: str | None = None
    standing, house = None, house_of(scene)
    spoken = Spoken()
    for sentence in scene.sentences:
        standing = standing_of(scene, sentence, standing)
        measures = measures_of(scene, sentence)
        if not measures:
            continue
        last: Linked | None = None
        barred: Candidate | None = None
        for place, link in enumerate(links_of(scene, sentence, measures, earlier)):
            measure = measures[place]
            near = measures[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS + 1]
            made = Candidate(sentence, measure, link)
            money = _currency(made, money)
            _judge(scene, made, near, told)
            barred = _bar(made, barred)
            if made.dropped is None and link is not None:
                last = Linked(sentence, measure, link, last)
                _settle(scene, made, near)
                _date(scene, made, told)
                assert made.subject is not None
                entity, metric = made.subject.mention.entity, made.link.metric if made.link else link.metric
                made.origin = made.origin or carried_origin(standing, sentence, metric)
                made.origin = made.origin or house_origin(scene, house, entity, metric)
                made.origin = spoken.going_on(scene, sentence, entity, made.origin)
                told = _telling(made, told)
            elif link is not None and made.subject is not None and made.subject.mention.stranger:
                last = Linked(sentence, measure, link, last)
            yield made
            yield from _others(made)
        earlier = last or earlier


def _bar(made: Candidate, barred: Candidate | None) -> Candidate | None:
    """Drop what goes on in a row about a number that is none of ours: "spent 10, 70 and 189 million"; return that number."""
    if made.link is None:
        return barred
    if barred is not None and barred.link is not None and made.link.how == "carried":
        near = made.measure.start - barred.measure.end <= _ROW
        if near and barred.link.metric == made.link.metric:
            made.dropped, made.subject = barred.dropped, None
    gated = made.dropped is not None and ":" in made.dropped
    if (
        barred is not None
        and barred.dropped is not None
        and barred.dropped.startswith(_BODY)
        and barred.link is not None
    ):
        if barred.link.metric == made.link.metric:  # "the council bought 340 seats and now uses 212"
            made.dropped, made.subject = barred.dropped, None
        return barred
    body = made.dropped is not None and made.dropped.startswith(_BODY)
    return made if gated and (body or made.link.metric in _MONEYS) else None


def _telling(made: Candidate, told: Candidate | None) -> Candidate:
    """Return a figure as the next one may go on from it: the time of a comparison does not go on."""
    when = made.dated.when if made.dated else None
    compared = when is not None and when.kind is WhenKind.OFFSET and when.shift is not None and when.shift[1] < 0
    return replace(made, dated=told.dated) if compared and told is not None else made


def _currency(made: Candidate, money: str | None) -> str | None:
    """Give a candidate its currency: its own, else that of the money told last; return the one told last."""
    codes = made.measure.quantity.currencies
    if len(codes) == 1:
        made.currency = codes[0]
        return codes[0]
    if made.link is not None and made.link.elided:
        made.currency = made.link.currency or money
    return money


def _judge(scene: Scene, made: Candidate, measures: Sequence[Measure], told: Candidate | None) -> None:
    """Give a candidate its subject, or the reason why it is dropped."""
    measure, sentence, link = made.measure, made.sentence, made.link
    if measure.foreign:
        made.dropped = f"counts {measure.foreign}"
    elif is_conversion(scene, sentence, measure, measures):
        made.dropped = "converts the amount before it"
    elif link is None:
        made.dropped = "no word of a metric near it"
    elif _is_moneyless(scene, made):
        made.dropped = "no currency is told"
    elif gate := gate_of(scene, sentence, measure, link, measures) or denied_of(scene, sentence, measure, measures):
        made.dropped = f"{gate[0]}: {scene.text[gate[1].start : gate[1].end]!r}"
    else:
        made.subject = subject_of(scene, Claim(sentence, measure, link.metric, measures))
        carry_subject(scene, made, told)
        if made.subject is None:
            made.dropped = "nobody of the catalog is named"
        elif made.subject.mention.stranger:
            made.dropped = f"is of {made.subject.mention.entity[1:]}"
        elif nobody := _nobodys(scene, made, link, measures):
            made.dropped, made.subject = nobody, None
        elif scene.catalog.metrics[link.metric].money and not _has_currency(scene, made):
            made.dropped = "no currency is told"
        else:
            claim = Claim(sentence, measure, link.metric, measures)
            made.link, made.subject = settled(scene, claim, link, made.subject)


def _nobodys(scene: Scene, made: Candidate, link: Link, measures: Sequence[Measure]) -> str | None:
    """Return why a number is of none of the catalog though a name stands beside it."""
    sentence, measure, subject = made.sentence, made.measure, made.subject
    assert subject is not None
    if link.how.startswith("carried") and is_passed(scene, sentence, measure, measures):
        return "is a mark that the number before has passed"
    if subject.how == "named" and is_base(scene, sentence, measure, measures, subject.mention):
        return "is what a share is one of"
    outsider = outsider_of(scene, sentence, measure, link, subject)
    return f"is of somebody unknown: {outsider!r}" if outsider else None


def _is_moneyless(scene: Scene, made: Candidate) -> bool:
    """Tell whether an amount has no currency, and no other of its text has the only one told there."""
    if made.link is None or not scene.catalog.metrics[made.link.metric].money:
        return False
    large = made.measure.quantity.scale >= _LARGE
    return made.currency is None and not made.measure.quantity.currencies and not (large and _spoken_of(scene))


def _has_currency(scene: Scene, made: Candidate) -> bool:
    """Give an amount in a money of several countries, 元, that of the subject's country; tell whether it has one now."""
    assert made.subject is not None
    if made.currency is None:
        house = scene.catalog.entities.get(scene.catalog.maker(made.subject.mention.entity))
        home = _MONEY_OF.get(house.country or "") if house else None
        made.currency = home if home in made.measure.quantity.currencies else None
    if made.currency is None and not made.measure.quantity.currencies:
        made.currency = _spoken_of(scene)
    return made.currency is not None


def _spoken_of(scene: Scene) -> str | None:
    """Return the money that the whole text speaks of, if it is one: that of what is elided before it is told."""
    if scene.moneys is None:
        told = (each.currencies for sentence in scene.sentences for each in sentence.quantities)
        scene.moneys = frozenset(codes[0] for codes in told if len(codes) == 1)
    return next(iter(scene.moneys)) if len(scene.moneys) == 1 else None


def _others(made: Candidate) -> Iterator[Candidate]:
    """Yield the same figure of those who share it: "Grok and Claude both have"."""
    if made.dropped is None and made.subject is not None and made.subject.how == "named":
        for mention in together(made.sentence, made.subject.mention, made.measure):
            subject = replace(made.subject, mention=mention, written=(mention.start, mention.end))
            yield replace(made, subject=subject)


def _date(scene: Scene, made: Candidate, told: Candidate | None) -> None:
    """Let a figure that is held against the one before, of somebody else, hold for the same time."""
    assert made.link is not None
    if told is None or told.dated is None or told.link is None or told.subject is None or made.subject is None:
        return
    if made.origin is None and made.link.how.startswith("carried") and _may_say(scene, made, told):
        made.origin = told.origin
    if made.dated is not None and made.dated.when is not None:
        made.dated = _counted_from(made, told) or made.dated
        return
    same = told.link.metric == made.link.metric and made.sentence.index - told.sentence.index <= 1
    undated = not made.sentence.whens and made.sentence.paragraph == told.sentence.paragraph
    held = (
        undated
        or made.link.how.startswith("carried")
        or made.link.how.endswith("as the figure before")
        or made.sentence is told.sentence
    )
    if same and held and told.subject.mention.entity != made.subject.mention.entity:
        made.dated = told.dated


def _counted_from(made: Candidate, told: Candidate) -> Dated | None:
    """Count "a year earlier" and "over the same period" from the figure before, if that is of the same metric."""
    when, base = made.dated.when if made.dated else None, told.dated.period if told.dated else None
    if when is None or when.kind is not WhenKind.OFFSET or when.shift is None or base is None or base.start is None:
        return None
    if told.link is None or made.link is None or told.link.metric != made.link.metric:
        return None
    counted = when.shift[0] in {"day", "week"} or base.precision is not Precision.DAY
    period = moved(base, *when.shift) if counted and when.shift[1] else (base if not when.shift[1] else None)
    return Dated(period, when) if period else None


def _may_say(scene: Scene, made: Candidate, told: Candidate) -> bool:
    """Tell whether who made the figure before may have made this one: a company tells its own figures only."""
    assert told.subject is not None
    assert made.subject is not None
    party = scene.catalog.origin(told.origin.party) if told.origin else None
    mine, theirs = (scene.catalog.owner_chain(each.mention.entity) for each in (made.subject, told.subject))
    return party is not None and (party not in theirs or party in mine)


def _settle(scene: Scene, made: Candidate, measures: Sequence[Measure]) -> None:
    sentence, measure = made.sentence, made.measure
    if made.subject is not None and made.link is not None and scene.catalog.metrics[made.link.metric].money:
        sentence = in_own_calendar(scene, sentence, made.subject.mention.entity)
    rowed = dated_in_row(sentence, measure, measures)
    made.dated = Dated(rowed.period, rowed) if rowed else period_of(scene, sentence, measure)
    listed = made.link is not None and made.link.how.startswith("list")
    above = date_above(scene, sentence) if made.dated.when is None and (listed or sentence.block.cells) else None
    made.dated = Dated(above.period, above) if above else made.dated
    if made.link is not None and made.link.metric in _TIMELESS:
        made.dated = Dated(Period(), None)
    made.comparator = comparator_of(scene, sentence, measure)
    made.status, made.status_word = status_of(scene, sentence, measure, made.dated, measures)
    if made.status is Status.FORECAST:
        made.dated = ahead(made.dated, scene.published, measure, measures)
    assert made.subject is not None
    made.origin = origin_of(scene, sentence, measure, made.subject.mention.entity)
    if made.origin is None and made.status is Status.FORECAST:
        made.origin = outlook_of(scene, sentence, measure, made.subject.mention.entity)
