"""The observation that a figure becomes: offsets of the page's own text, its unit, scope and basis, checked."""

import re
from collections.abc import Iterator

from ...catalog import Catalog
from ...model import Document, Observation, Period, Scope
from ...vocabulary import Basis, DocumentKind, Span
from ..quantities import QuantityKind
from .candidate import Candidate
from .figures import Figure
from .measures import Class
from .periods import stated_on
from .scene import Scene
from .surfaces import Hit
from .tables import part_above
from .words import Table, Word

_PANELS = {DocumentKind.PANEL: Basis.PANEL, DocumentKind.COURT: Basis.COURT, DocumentKind.REGULATOR: Basis.FILING,
           DocumentKind.RESEARCH: Basis.MODELLED, DocumentKind.COMPANY: Basis.DISCLOSED}  # fmt: skip
_NATIVE = {"messages_daily": "day", "tokens_processed_daily": "day", "monthly_visits": "month"}
_WALL = re.compile(r"[;；。|]")
_FAR = re.compile(r"[;；。|,，(（]|\d")
_JOINED = 12
PERCENTS = "percent"
_REACH = {True: 60, False: 24}
_PARTED = frozenset({"price_per_million_tokens", "parameters"})


def observed(scene: Scene, figure: Figure, document: Document | None, method: str) -> Observation:
    """Make the observation of a figure; its quote is the very sentence of the page's text."""
    each = figure.candidate
    assert each.link is not None
    assert each.subject is not None
    start, end = scene.plain.origin(each.sentence.start, each.sentence.end)
    quantity = each.measure.quantity
    first, last = scene.plain.origin(quantity.start, quantity.end)
    text = scene.page.text
    quote = text[start:end]
    assert text[start:end] == quote
    assert start <= first < last <= end
    low, high = _scaled(quantity.low, each.scale), _scaled(quantity.high, each.scale)
    value = _scaled(quantity.value, each.scale)
    return Observation(
        entity=each.subject.mention.entity,
        metric=each.link.metric,
        value=low if value is None else value,
        low=low,
        high=high,
        unit=_unit(scene, each),
        comparator=each.comparator,
        digits=quantity.digits,
        period=each.dated.period if each.dated else Period(),
        span=_span(scene, each),
        scope=_scope(scene, each),
        status=each.status,
        basis=_basis(scene.catalog, each),
        origin=each.origin.party if each.origin else None,
        attribution=each.origin.attribution if each.origin else None,
        document=document.id if document else "",
        as_written=text[first:last],
        quote=quote,
        quote_start=start,
        quote_end=end,
        method=method,
        confidence=figure.confidence,
        stated_on=stated_on(scene, each.sentence),
        retrieved_at=document.retrieved_at if document else None,
    )


def _scaled(value: float | None, scale: float) -> float | None:
    return None if value is None else value * scale


def _unit(scene: Scene, each: Candidate) -> str:
    assert each.link is not None
    metric = scene.catalog.metrics[each.link.metric]
    if metric.money:
        assert each.currency is not None
        return each.currency
    if metric.distinct_units and each.measure.kind is Class.PERCENT and PERCENTS in metric.units:
        return PERCENTS
    return metric.unit


def _near(scene: Scene, each: Candidate, table: Table) -> Iterator[tuple[int, str]]:
    """Yield the keys of a table whose words stand near a number, with their distance."""
    reach = _REACH[scene.lexicon.spaced]
    for hit in each.sentence.of(table):
        if table is Table.PARTS and not _is_of(each, hit):
            continue
        distance = max(hit.start - each.measure.end, each.measure.start - hit.end, 0)
        lo, hi = min(hit.end, each.measure.end), max(hit.start, each.measure.start)
        wall = _FAR if table is Table.PLACES else _WALL
        if distance <= reach and not wall.search(scene.text[lo:hi]):
            yield distance, hit.payload.key


def _is_of(each: Candidate, hit: Hit[Word]) -> bool:
    """Tell whether a word stands nearer to this number than to any other; the million of a rate is its price's."""
    nearest, owner, holder = float("inf"), None, None
    for quantity in each.sentence.quantities:
        distance = max(hit.start - quantity.unit_end, quantity.bound_start - hit.end, 0)
        joined = (link for link in each.sentence.of(Table.LINKS, "clause") if hit.end <= link.start)
        if any(link.end <= quantity.bound_start for link in joined):
            distance += _JOINED  # "1.75 per million in and 14 out": what stands before "and" is of the first
        holder = quantity if quantity.kind is not QuantityKind.PER else holder
        if distance < nearest:
            nearest, owner = distance, holder
    return owner is None or owner.start == each.measure.quantity.start


def _span(scene: Scene, each: Candidate) -> Span:
    found = min(_near(scene, each, Table.SPANS), default=None)
    return Span(found[1]) if found else Span.UNSTATED


def _scope(scene: Scene, each: Candidate) -> Scope:
    """Return which part a figure covers: a country, a platform, the input or the output, or another stretch of time."""
    assert each.link is not None
    metric = each.link.metric
    places = min(((distance, key) for distance, key in _near(scene, each, Table.PLACES)), default=None)
    plan = None
    if metric in _PARTED:
        wanted = ("input", "output") if metric == "price_per_million_tokens" else ("total", "active")
        parts = [(distance, key) for distance, key in _near(scene, each, Table.PARTS) if key in wanted]
        plan = part_above(scene, each.sentence, each.measure) or (min(parts)[1] if parts else None)
    native = _NATIVE.get(metric)
    if native is not None:
        windows = [(distance, key) for distance, key in _near(scene, each, Table.WINDOWS) if key != "year"]
        window = min(windows)[1] if windows else native
        plan = f"per {window}" if window != native else plan
    return Scope(geo=places[1] if places and metric not in _PARTED else None, plan=plan)


def _basis(catalog: Catalog, each: Candidate) -> Basis:
    """Return how the value came to be known, as far as who made it tells."""
    assert each.subject is not None
    if each.origin is None:
        return Basis.UNSTATED
    party = catalog.origin(each.origin.party)
    if party is None:
        return Basis.UNSTATED
    if party in catalog.owner_chain(each.subject.mention.entity) or party == catalog.maker(each.subject.mention.entity):
        return Basis.DISCLOSED
    publisher = catalog.publishers.get(party)
    return _PANELS.get(publisher.kind, Basis.UNSTATED) if publisher else Basis.UNSTATED
