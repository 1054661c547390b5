"""EDGAR: what companies filed with the American regulator of their revenue, investment and research, by quarter."""

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from ..collector import Errand, Reading, Yielded, collector, document_of, each
from ..errors import Changed, Gone, Limited
from ..model import Document, Observation, Period
from ..vocabulary import CURRENCIES, Basis, DocumentKind, Precision, Span
from ..web import Answer, Manners, Node
from ._quarters import Fact, Stated, quarters

_LISTED = "sec_cik"
_TAGS = {
    "revenue": (
        "us-gaap/RevenueFromContractWithCustomerExcludingAssessedTax", "us-gaap/Revenues", "ifrs-full/Revenue",
    ),
    "capex": (
        "us-gaap/PaymentsToAcquirePropertyPlantAndEquipment", "us-gaap/PaymentsToAcquireProductiveAssets",
        "ifrs-full/PurchaseOfPropertyPlantAndEquipmentClassifiedAsInvestingActivities",
    ),
    "research_spending": ("us-gaap/ResearchAndDevelopmentExpense", "ifrs-full/ResearchAndDevelopmentExpense"),
}  # fmt: skip
"""Under which names companies file a metric; of several that one does, the one with the newest figure is taken."""
_PUBLISHER = "SEC"
_FORBIDDEN = 403
_PENALTY_S = 600.0
_LONGEST_CIK = 10
_MOST_DIGITS = 17
_SHOWN = 80
_ACCESSION = re.compile(r"\d[\d-]{9,24}")


def _limit(answer: Answer) -> float | None:
    """Keep away for ten minutes after a page that says that one asked too often, or not by name."""
    told = answer.status == _FORBIDDEN and (b"Request Rate" in answer.body or b"Undeclared" in answer.body)
    return _PENALTY_S if told else None


@collector(
    "edgar",
    metrics=tuple(_TAGS),
    every=timedelta(days=1),
    home="https://www.sec.gov",
    publisher=_PUBLISHER,
    quota="10 requests a second, with a contact",
    manners=Manners(limit=_limit),
    licence="public domain",
    about_since="reads all that was ever filed each time; with --since, the periods that end on that day or later",
)
async def edgar(errand: Errand) -> AsyncIterator[Yielded]:
    """Read each company's quarters as filed and as amended; a quarter that is not filed is derived from longer sums.

    Every answer must be of the company and the tag that were asked for. A company that never filed its investment or
    research has none to tell; one without revenue is missed.
    """
    items = [(cik, metric) for cik in errand.listed("companies", _LISTED) for metric in _TAGS]
    async for yielded in each(errand, items, lambda item: _figures(errand, *item), name=" ".join):
        yield yielded


@dataclass(frozen=True, slots=True)
class _Concept:
    """One tag of one company: the answer, the currency, and what it says of quarters, or else of years."""

    answer: Answer
    company: str
    unit: str
    stated: list[Stated]


@dataclass(frozen=True, slots=True)
class _About:
    """Whose figures these are, and how finely those that end on a day are told."""

    entity: str
    metric: str
    company: str
    digits: dict[date, int]


async def _figures(errand: Errand, name: str, metric: str) -> AsyncIterator[Reading]:
    cik = name.upper().removeprefix("CIK").lstrip("0")
    if not (cik.isascii() and cik.isdecimal() and len(cik) <= _LONGEST_CIK):
        raise Gone(f"{name!r} is no CIK: write the number that EDGAR gives the company")
    concept = await _newest(errand, cik, _TAGS[metric])
    if concept is None:
        if metric == "revenue":
            raise Gone(f"CIK {cik}: there is no such company, or it files none of {', '.join(_TAGS[metric])}")
        return
    entity = errand.catalog.holder(_LISTED, cik) or f"edgar:{cik}"
    known = errand.catalog.entities.get(entity)
    about = _About(entity, metric, known.name if known else concept.company, _digits(concept.stated))
    wanted = [one for one in concept.stated if errand.since is None or one.end >= errand.since]
    wanted.sort(key=lambda one: (one.latest.filed, one.latest.filing))
    for filing, told in groupby(wanted, key=lambda one: one.latest.filing):
        filed = list(told)
        page = _document(errand, concept, cik, filing, filed[0].latest)
        yield Reading(document=page, observations=tuple(_observation(concept, one, about) for one in filed))


async def _newest(errand: Errand, cik: str, tags: Sequence[str]) -> _Concept | None:
    """Return the tag with the newest figure, the first of several; the international ones only if no other is there."""
    found: list[_Concept] = []
    for tag in tags:
        if found and tag.startswith("ifrs"):
            break
        try:
            found.append(await _concept(errand, cik, tag))
        except Gone:
            continue
    return max(found, key=lambda concept: concept.stated[-1].end, default=None)


async def _concept(errand: Errand, cik: str, tag: str) -> _Concept:
    path = f"/api/xbrl/companyconcept/CIK{cik.zfill(_LONGEST_CIK)}/{tag}.json"
    try:
        answer = await errand.door.get(errand.url(path))
    except Limited as error:
        known = "@" in (errand.door.web.network.contact or "")
        raise error if known else Limited(f"{error}; the SEC wants an e-mail address in network.contact") from None
    told = answer.json()
    found, asked = (str(told["cik"].value).lstrip("0"), told["tag"].value), (cik, tag.partition("/")[2])
    if found != asked:
        raise Changed(answer.request_url, f"CIK and tag {asked}", repr(found)[:_SHOWN])
    units = told["units"]
    names = units.keys()
    monies = {unit: [_fact(row) for row in units[unit] if row.get("start")] for unit in names if unit in CURRENCIES}
    unit, facts = max(monies.items(), key=lambda item: len(item[1]), default=("", []))
    stated = quarters(facts)
    if not stated:
        raise Changed(answer.request_url, "money of quarters or years", f"units {', '.join(names)}"[:_SHOWN])
    return _Concept(answer, told["entityName"].text(), unit, stated)


def _fact(row: Node) -> Fact:
    accession = row["accn"].text()
    start, end = row["start"].day(), row["end"].day()
    if not _ACCESSION.fullmatch(accession) or end < start:
        raise Changed(row.url, f"a filing's number and its period at {row.pointer}", f"{accession!r}, {start} to {end}")
    value = row["val"]
    return Fact(start, end, value.number(), row["filed"].day(), accession, row["form"].text(), value.pointer)


def _digits(stated: Sequence[Stated]) -> dict[date, int]:
    """Count the digits of the values that end on a day, at the thousands or millions in which the company files.

    Those of one quarter have the same number, so that an amended value with a zero at its end is as finely told.
    """
    whole = [abs(round(fact.value)) for one in stated for fact in one.facts if fact.value]
    step = next((step for step in (10**6, 10**3) if all(value % step == 0 for value in whole)), 1)
    most: dict[date, int] = {}
    for one in stated:
        most[one.end] = min(max(most.get(one.end, 1), len(str(abs(round(one.value)) // step))), _MOST_DIGITS)
    return most


def _observation(concept: _Concept, one: Stated, about: _About) -> Observation:
    return Observation(
        entity=about.entity, metric=about.metric, value=one.value, unit=concept.unit, digits=about.digits[one.end],
        period=_period(one), span=Span.SUM, basis=Basis.FILING if len(one.facts) == 1 else Basis.DERIVED,
        origin=about.company, pointer=" - ".join(fact.pointer for fact in one.facts), stated_on=one.latest.filed,
        retrieved_at=concept.answer.retrieved_at,
    )  # fmt: skip


def _period(one: Stated) -> Period:
    """Give the days filed; they are a quarter or year of the calendar only where they are exactly that."""
    quarter = f"{one.end.year}-Q{(one.end.month + 2) // 3}"
    exact = (Period.parse(text) for text in (quarter, str(one.end.year)))
    alike = (period for period in exact if (period.start, period.end) == (one.start, one.end))
    return next(alike, Period(one.start, one.end, Precision.DAY))


def _document(errand: Errand, concept: _Concept, cik: str, filing: str, fact: Fact) -> Document:
    """Make the document that a filing is: it never changes, whatever else is filed later."""
    path = f"/Archives/edgar/data/{cik}/{filing.replace('-', '')}/{filing}-index.htm"
    return document_of(
        concept.answer, errand.url(path, "archive_url"), title=f"{fact.form} of {concept.company}, filed {fact.filed}",
        publisher=_PUBLISHER, part=filing, kind=DocumentKind.REGULATOR, published_on=fact.filed,
        published_precision=Precision.DAY, published_from="filed", licence="public domain",
    )  # fmt: skip
