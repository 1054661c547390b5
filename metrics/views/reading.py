"""``read``: the figures of articles, one row an observation."""

from collections.abc import Sequence

import polars as pl

from ..articles.reading import Read
from ..articles.tiers import Tier
from ..catalog import Catalog
from ..frames import SCOPE

READ = pl.Schema(
    {
        "source": pl.String(), "entity": pl.String(), "entity_name": pl.String(), "entity_as_written": pl.String(),
        "metric": pl.String(), "value": pl.Float64(), "low": pl.Float64(), "high": pl.Float64(),
        "comparator": pl.String(), "digits": pl.Int64(), "unit": pl.String(), "start": pl.Date(), "end": pl.Date(),
        "precision": pl.String(), "span": pl.String(), "scope": SCOPE, "status": pl.String(), "basis": pl.String(),
        "origin": pl.String(), "attribution": pl.String(), "as_written": pl.String(), "quote": pl.String(),
        "quote_start": pl.Int64(), "quote_end": pl.Int64(), "document": pl.String(), "stated_on": pl.Date(),
        "language": pl.String(), "confidence": pl.Float64(), "tier": pl.String(),
    }
)  # fmt: skip
"""The fields of ``read``, in order."""

_OTHERS = ("source", "entity_name", "entity_as_written", "start", "end", "precision", "scope", "language", "tier")


def read(
    articles: Sequence[tuple[str, str | None, Sequence[Read]]], catalog: Catalog, *, everything: bool = False
) -> pl.DataFrame:
    """Return the figures of articles, each given as source, language and figures; the sure ones, or all.

    For the screen each row also has ``_metric_label`` and ``_digits``.
    """
    rows = [
        _row(source, language, each, catalog)
        for source, language, figures in articles
        for each in figures
        if everything or each.tier is Tier.SURE
    ]
    return pl.DataFrame(rows, schema={**READ, "_metric_label": pl.String(), "_digits": pl.Int64()}, orient="row")


def _row(source: str, language: str | None, each: Read, catalog: Catalog) -> dict[str, object]:
    observation = each.observation
    period, scope = observation.period, observation.scope
    entity = catalog.entities.get(observation.entity)
    known = {name: getattr(observation, name) for name in READ if name not in _OTHERS}
    return {
        **{name: str(value) if hasattr(value, "name") else value for name, value in known.items()},
        "source": source,
        "entity_name": entity.name if entity else observation.entity,
        "entity_as_written": each.entity_as_written,
        "start": period.start,
        "end": period.end,
        "precision": str(period.precision) if period.precision else None,
        "scope": {"geo": scope.geo, "platform": scope.platform, "plan": scope.plan},
        "language": language,
        "tier": str(each.tier),
        "_digits": observation.digits,
        "_metric_label": catalog.metrics[observation.metric].label,
    }
