"""From the words of a command line to the part of the market that they ask for."""

from collections.abc import Iterable
from datetime import date, datetime

from metrics.market import Asked

from .options import Invocation


def asked(
    call: Invocation,
    what: str | None = None,
    entities: Iterable[str] = (),
    *,
    published: date | None = None,
    recorded: datetime | None = None,
) -> Asked:
    """Resolve a metric or group and entities; an unknown name names the nearest three.

    Names that the catalog does not know but the store does (``huggingface:Qwen/Qwen3-8B``) are taken as they are.
    """
    metrics = tuple(metric.id for metric in call.catalog.metrics_of(what)) if what else None
    chosen = tuple(entity_id(call, name) for name in entities)
    return Asked(metrics=metrics, entities=chosen or None, published=published, recorded=recorded)


def entity_id(call: Invocation, name: str) -> str:
    """Return the id of an entity by id, name or alias, or of a subject that only its source names."""
    if ":" in name and call.catalog.find_entity(name) is None:
        return name
    return call.catalog.entity(name).id
