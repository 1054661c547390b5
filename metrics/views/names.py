"""All that one may jump to: every entity and every metric, with what it is and every name that it goes by."""

import polars as pl

from ..catalog import Catalog
from ..model import Entity

NAMES = pl.Schema({name: pl.String() for name in ("what", "id", "name", "about", "group", "words")})
"""The fields of ``names``, in order: ``words`` are the other names, a line each."""


def names(catalog: Catalog) -> pl.DataFrame:
    """Return one row an entity and metric, with the fields :data:`NAMES`; a misspelling leads to what it means too."""
    rows: list[tuple[str | None, ...]] = [
        ("entity", each.id, each.name, _about(each, catalog), None, "\n".join(alias.name for alias in each.aliases))
        for each in catalog.entities.values()
    ]
    rows += [
        ("metric", each.id, each.label, each.definition, each.group, "\n".join((each.id, each.label_fr, *each.aliases)))
        for each in catalog.metrics.values()
    ]
    return pl.DataFrame(rows, schema=NAMES, orient="row")


def _about(entity: Entity, catalog: Catalog) -> str:
    """Say in a few words what an entity is.

    >>> from metrics.catalog import load
    >>> _about(load().entities["chatgpt"], load())
    'product of OpenAI, US'
    """
    owner = catalog.entities.get(entity.owner or "")
    kind = str(entity.kind).replace("_", " ")
    return f"{kind}{f' of {owner.name}' if owner else ''}{f', {entity.country}' if entity.country else ''}"
