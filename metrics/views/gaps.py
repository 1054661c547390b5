"""Why nothing is there: the reason for each entity and metric that was asked for and has no value."""

import polars as pl

from ..ledger.missing import missing
from ..ledger.registry import registry_of
from ..market import Asked, Market

_MOST = 12


def gaps(market: Market, asked: Asked) -> list[str]:
    """Return a sentence for each asked entity and metric without a value; none if not both were named, or too many."""
    entities, metrics = asked.entities or (), asked.metrics or ()
    if not 0 < len(entities) * len(metrics) <= _MOST:
        return []
    wanted = pl.DataFrame({"entity": entities}).join(pl.DataFrame({"metric": metrics}), how="cross")
    part = market.reckon(asked)
    today = asked.published or market.now.date()
    found = missing((part.figures, part.claims), registry_of(market.catalog), wanted, today)
    names = {name: entity.name for name, entity in market.catalog.entities.items()}
    labels = {name: metric.label for name, metric in market.catalog.metrics.items()}
    return [
        f"{names.get(row['entity'], row['entity'])}, {labels[row['metric']]}: {row['missing']}: {row['reason']}"
        for row in found.iter_rows(named=True)
    ]
