"""Which scale a bare number shares with its neighbours: the millions of "148 et 107 millions"."""

from collections.abc import Sequence

from .measures import Measure

_THOUSAND, _MILLION = 1e3, 1e6
_SHARED = {True: 15, False: 5}


def scale_of(measure: Measure, measures: Sequence[Measure], *, far: bool = False) -> float:
    """Return the scale that a bare number shares with a neighbour: "148 et 107 millions", "from 75 to 85 billion"."""
    thousand = measure.quantity.scale == _THOUSAND and any(
        each.quantity.scale == _MILLION * _THOUSAND for each in measures
    )
    if thousand and far and measure.spaced and not measure.unknown and measure.quantity.as_written[-1].islower():
        return _MILLION  # "10 mil mdd … a 350 mil": the millions are told once
    if measure.quantity.currencies and measure.quantity.unit_end > measure.quantity.end:
        return 1.0  # "at 177 dollars, wiping out 160 billion": what has its own currency behind it is whole
    if measure.quantity.scale != 1.0 or measure.unknown or "." in measure.quantity.as_written[-4:-3]:
        return 1.0
    place = measures.index(measure)
    near = [*measures[place + 1 : place + 2], *measures[max(0, place - 1) : place]]
    near = [
        each
        for each in near
        if max(each.start - measure.end, measure.start - each.end) <= _SHARED[measure.spaced] * (4 if far else 1)
    ]
    alike = (each for each in near if each.kind is measure.kind or not measure.heads)
    return next((each.quantity.scale for each in alike if each.quantity.scale > 1.0), 1.0)
