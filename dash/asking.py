"""From the words of a command line to the part of the market that they ask for."""

from collections.abc import Iterable
from datetime import date, datetime

from metrics.errors import UnknownName
from metrics.market import Asked

from .crash import say
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
    metrics = _metrics(call, what) if what else None
    chosen = tuple(entity_id(call, name) for name in entities)
    return Asked(metrics=metrics, entities=chosen or None, published=published, recorded=recorded)


def _metrics(call: Invocation, what: str) -> tuple[str, ...]:
    try:
        return tuple(metric.id for metric in call.catalog.metrics_of(what))
    except UnknownName as unknown:
        named = call.catalog.find_entity(what)
        hint = (
            f"{named.name} is an entity: aimarket show --entity {named.id}"
            if named
            else "See: aimarket catalog metrics"
        )
        raise UnknownName(unknown.what, unknown.name, unknown.nearest, hint) from None


def entity_id(call: Invocation, name: str) -> str:
    """Return the id of an entity by id, name or alias, or of a subject that only its source names."""
    if ":" in name and call.catalog.find_entity(name) is None:
        return call.market.subject(name)
    return call.catalog.entity(name).id


def nothing(part: Asked, call: Invocation) -> None:
    """Say on stderr that nothing is held of what was asked, and where to look."""
    from metrics.views.gaps import gaps

    reasons = gaps(call.market, part)
    for reason in reasons:
        say(reason)
    known = call.catalog
    names = [known.entities[name].name if name in known.entities else name for name in part.entities or ()]
    labels = [known.metrics[name].label for name in part.metrics or ()]
    about = f" of {', '.join(names)}" if names else ""
    what = f": {', '.join(labels[:3])}{' …' if len(labels) > 3 else ''}" if labels else ""  # noqa: PLR2004
    near = f"aimarket show --entity {part.entities[0]}" if part.entities else "aimarket show"
    say(f"See: {near}" if reasons else f"nothing is held{about}{what}. See: {near}")
