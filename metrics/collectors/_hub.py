"""What rows of the Hugging Face Hub say: one model's, and those of a whole organisation together."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote

from ..collector import Errand, Reading, Subject, counted, document_of
from ..errors import Changed
from ..model import Observation, Period, Scope
from ..vocabulary import Basis, Precision, Span
from ..web import Answer, Node

ORGANISATIONS, MODELS = "huggingface", "huggingface_models"
HUB = "Hugging Face"
HERE = Scope(platform=HUB)
_LAST_29_DAYS = timedelta(days=29)
_DATED_SINCE = (2022, 4)
"""Whatever is older bears the date 2 March 2022."""

Month = tuple[int, int]
"""A year and its month."""


@dataclass
class Organisation:
    """An account: as it was asked for, as it is called now, and how many models it counts, if it says so."""

    asked: str
    name: str
    models: int | None = 0
    gone: bool = False

    @property
    def uncounted(self) -> bool:
        """Whether the Hub gives no number of its models."""
        return self.models is None


def model_of(errand: Errand, answer: Answer, node: Node, asked: str) -> Reading:
    """Read a model's downloads, likes and derivatives; ``asked`` is the name by which it was asked for."""
    name, day = node["id"].text(), answer.retrieved_at.date()
    entity = _entity(errand, asked, name)
    month = Period(day - _LAST_29_DAYS, day, Precision.DAY)
    ever = Period(None, day, Precision.DAY)

    def told(node: Node, metric: str, unit: str, **more: object) -> Observation:
        return counted(answer, node, entity, metric, unit, **{"scope": HERE, "origin": HUB, **more})

    observations = [
        told(node["downloads"], "model_downloads", "downloads", span=Span.TRAILING, period=month),
        told(node["likes"], "model_likes", "likes"),
    ]
    total, children = node.get("downloadsAllTime"), node.get("childrenModelCount")
    if total:
        observations.append(told(total, "model_downloads", "downloads", span=Span.CUMULATIVE, period=ever))
    if children:
        observations += [
            told(children, "derivative_models", "models", value=float(count), pointer=pointer,
                 scope=Scope(platform=HUB, plan=relation))
            for relation, count, pointer in _derivatives(children)
        ]  # fmt: skip
    document = document_of(answer, page_of(name), title=f"{name} on {HUB}", publisher=HUB, part=node.value)
    return Reading(document=document, observations=tuple(observations), subject=Subject(node["_id"].text(), name))


def _derivatives(children: Node) -> Iterator[tuple[str | None, int, str]]:
    """Yield how many children there are in all, and by relation if there are any: (relation, count, pointer)."""
    if not isinstance(children.value, dict):
        yield None, children.count(), children.pointer
        return
    counts = {relation: children[relation] for relation in children.keys()}  # noqa: SIM118 a node is no dict
    if not all(relation.isidentifier() for relation in counts):
        raise Changed(children.url, f"relations at {children.pointer}", repr(list(counts))[:80])
    total = sum(node.count() for node in counts.values())
    yield None, total, children.pointer
    if total:
        yield from ((relation, node.count(), node.pointer) for relation, node in counts.items())


def _entity(errand: Errand, asked: str, name: str) -> str:
    """Return what a repository is: what the catalog says, if that has no other or bears its very name; else itself.

    A family is not one of its sizes.
    """
    holder = errand.catalog.holder(MODELS, asked) or errand.catalog.holder(MODELS, name)
    if holder is None:
        return f"huggingface:{name}"
    entity = errand.catalog.entities[holder]
    whole = len(entity.ids[MODELS]) == 1 or entity.name.casefold() == asked.rpartition("/")[2].casefold()
    return holder if whole else f"huggingface:{name}"


def page_of(name: str) -> str:
    """Return the page of a model or an account."""
    return f"https://huggingface.co/{quote(name)}"


def summary_of(errand: Errand, organisation: Organisation, answer: Answer, months: Counter[Month]) -> Reading:
    """Tell what a whole list adds up to: new models by month, and all of them where the Hub itself gives no number."""
    entity, day = errand.entity(ORGANISATIONS, organisation.asked), answer.retrieved_at.date()
    created = Node(None, answer.request_url, "/*/createdAt")

    def told(metric: str, value: float, **more: object) -> Observation:
        fixed = {"value": value, "basis": Basis.DERIVED, "scope": HERE, "origin": HUB}
        return counted(answer, created, entity, metric, "repositories", **fixed, **more)

    observations = [
        told("new_model_repositories", float(months[month]), span=Span.SUM, period=_period(month))
        for month in _closed(months, _first_month(errand, entity), day)
    ]
    if organisation.uncounted:
        observations.append(told("model_repositories", float(months.total())))
    document = document_of(
        answer, f"{page_of(organisation.name)}/models", title=f"Models of {organisation.name} on {HUB}", publisher=HUB,
        part=sorted([*month, count] for month, count in months.items()),
    )  # fmt: skip
    return Reading(document=document, observations=tuple(observations))


def _period(month: Month) -> Period:
    return Period.parse(f"{month[0]}-{month[1]:02}")


def _first_month(errand: Errand, entity: str) -> date:
    held = errand.held_until(entity, "new_model_repositories", platform=HUB)
    return errand.since or (held + timedelta(days=1) if held else date(*_DATED_SINCE, 1))


def _closed(months: Counter[Month], first: date, today: date) -> Iterator[Month]:
    """Yield the months that are over, from the first wanted one that may hold a model."""
    year, month = max(min(months, default=(today.year, today.month)), (first.year, first.month), _DATED_SINCE)
    while (year, month) < (today.year, today.month):
        yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)  # noqa: PLR2004 December
