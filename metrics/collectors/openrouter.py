"""OpenRouter: what it charges for a million tokens of each model, and how many tokens of each it passes on a day."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from urllib.parse import quote

from ..catalog.names import canonical
from ..collector import Errand, Missed, Reading, Subject, Yielded, collector, counted, document_of, guarded, parts
from ..errors import Changed, Gone, SourceError
from ..model import Observation, Scope
from ..vocabulary import EntityKind, Precision
from ..web import Answer, Node
from ._openrouter_tokens import CREDIT, PLATFORM, TOKENS, is_variant, tokens

_PRICES = {
    "prompt": "input", "completion": "output", "input_cache_read": "cache_read", "input_cache_write": "cache_write",
}  # fmt: skip
_NEEDED = ("prompt", "completion")
_MILLION = Decimal(1_000_000)
_NO_PRICE = Decimal(-1)
_Models = dict[str, tuple[Subject, str]]


@collector(
    "openrouter",
    metrics=("price_per_million_tokens", "context_window_tokens", TOKENS),
    every=timedelta(days=1),
    home="https://openrouter.ai",
    publisher="OpenRouter",
    quota="not stated; answers are kept for 5 minutes",
    licence="CC-BY-4.0",
    attribution=CREDIT,
    about_since="prices are those of now; tokens are read as far back as the exports reach, with a key back to 2025",
)
async def openrouter(errand: Errand) -> AsyncIterator[Yielded]:
    """Read each model's list price and context, then the tokens that went through OpenRouter, by model and day.

    Each model must have a price for input and for output. Routers (a price of -1), aliases, ``:free`` and ``:batch``
    variants, and prices of longer input are left out; so are OpenRouter's rankings, which are sums of many days. The
    newest day of the exports is not over: it is provisional, and read again.
    """
    errand.expect(2)
    models: _Models = {}
    try:
        answer = await errand.door.get(errand.url("/api/v1/models"))
        offered = _offered(answer)
    except SourceError as error:
        yield Missed("models", str(error), gone=isinstance(error, Gone))
    else:
        for yielded in parts(offered, partial(_priced, errand, answer, models), name=_name):
            yield yielded
    errand.done += 1
    async for yielded in guarded(errand, "tokens by day", tokens(errand, models)):
        yield yielded


def _name(row: Node) -> str:
    try:
        return row["id"].text()
    except Changed:
        return row.pointer


def _offered(answer: Answer) -> list[Node]:
    """List the models, each once, by the plainest of its variants."""
    rows = [row for row in answer.json()["data"] if not is_variant(_name(row)) and row.get("alias_target") is None]
    if not rows:
        raise answer.changed("at least one model")
    rows.sort(key=lambda row: (":" in _name(row), len(_name(row))))
    plainest: dict[str, Node] = {}
    for row in rows:
        slug = row.get("canonical_slug")
        plainest.setdefault(str(slug.value) if slug else _name(row), row)
    return list(plainest.values())


def _priced(errand: Errand, answer: Answer, models: _Models, row: Node) -> Reading | None:
    name, label = row["id"].text(), row["name"].text()
    slug = row.get("canonical_slug")
    subject = Subject(slug.text() if slug else name, name)
    entity = _entity(errand, name, label)
    models[subject.key] = subject, entity
    pricing = row["pricing"]
    prices = {plan: pricing[key] for key, plan in _PRICES.items() if key in _NEEDED or pricing.get(key)}
    if any(price.decimal() == _NO_PRICE for price in prices.values()) or not errand.wants(entity):
        return None
    told = [_price(answer, entity, plan, price) for plan, price in prices.items()]
    window = row.get("context_length")
    if window is not None:
        told.append(counted(answer, window, entity, "context_window_tokens", "tokens", value=float(window.count()),
                            scope=Scope(platform=PLATFORM)))  # fmt: skip
    listed = row.get("created")
    page = document_of(
        answer, f"https://openrouter.ai/{quote(name)}", title=f"{label} on OpenRouter", publisher="OpenRouter",
        part=row.value, **({} if listed is None else _published(listed)),
    )  # fmt: skip
    return Reading(document=page, observations=tuple(told), subject=subject)


def _entity(errand: Errand, name: str, label: str) -> str:
    """Return the entity that the catalog calls exactly so, if it is the same maker's model; or OpenRouter's name."""
    catalog = errand.catalog
    owner = catalog.holder(PLATFORM, name.partition("/")[0])
    house = set(catalog.owner_chain(owner)) if owner else set()
    maker, _, called = label.rpartition(": ")
    for text in (called, f"{maker} {called}"):
        found = catalog.find_entity(text)
        alike = found and found.kind is EntityKind.MODEL and canonical(found.name) == canonical(text)
        if found and alike and house & set(catalog.owner_chain(found.id)):
            return found.id
    return catalog.holder(PLATFORM, name) or f"openrouter:{name}"


def _price(answer: Answer, entity: str, plan: str, price: Node) -> Observation:
    told = price.decimal()
    if told < 0:
        raise Changed(price.url, f"a price at {price.pointer}", repr(price.value))
    return counted(
        answer, price, entity, "price_per_million_tokens", "USD", value=float(told * _MILLION),
        scope=Scope(platform=PLATFORM, plan=plan), as_written=str(price.value),
    )  # fmt: skip


def _published(listed: Node) -> dict[str, object]:
    """Say when the model was listed, which is not when it was released."""
    try:
        day = datetime.fromtimestamp(listed.count(), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise Changed(listed.url, f"a time at {listed.pointer}", repr(listed.value)) from None
    return {"published_on": day, "published_precision": Precision.DAY, "published_from": "created"}
