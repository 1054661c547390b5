"""The tables that ``sql`` reads and ``export`` writes, each made only when it is asked for."""

from collections.abc import Callable, Mapping
from functools import cached_property, partial

import polars as pl

from ..catalog import Catalog
from ..ledger import Ledger
from ..market import Asked, Market
from ..store import as_recorded
from .fields import named

Tables = Mapping[str, Callable[[], pl.LazyFrame]]

TELLINGS = ("observation", "claim", "role", "distortions", "findings")
"""The columns of the table ``tellings``."""


class Library:
    """All tables of a market as of some time; the ledger is reckoned at most once."""

    def __init__(self, market: Market, asked: Asked) -> None:
        self._market, self._asked = market, asked

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger of all that is asked."""
        return self._market.reckon(self._asked)

    def tables(self) -> Tables:
        """Name every table and how to get it."""
        store, catalog = self._market.store, self._market.catalog
        return {
            "figures": lambda: self._named(self.ledger.figures),
            "claims": lambda: self._named(self.ledger.claims),
            "tellings": lambda: self.ledger.tellings.select(TELLINGS).lazy(),
            "observations": partial(self._market.scan, self._asked),
            "documents": partial(self._market.documents, self._asked),
            "entities": lambda: entities(catalog).lazy(),
            "metrics": lambda: metrics(catalog).lazy(),
            "runs": partial(self._recorded, store.runs),
            "findings": self._findings,
            "rulings": partial(self._recorded, store.rulings),
        }

    def _recorded(self, scan: Callable[[], pl.LazyFrame]) -> pl.LazyFrame:
        moment = self._asked.recorded
        return scan() if moment is None else as_recorded(scan(), moment)

    def _findings(self) -> pl.LazyFrame:
        return self.ledger.findings.lazy()

    def _named(self, frame: pl.DataFrame) -> pl.LazyFrame:
        known = named(frame, self._market.catalog, self._market.now.date())
        first = ("entity", "entity_name", "owner", "metric")
        rest = [name for name in known.columns if name not in first and not name.startswith("_")]
        return known.select(*first, *rest).lazy()


def entities(catalog: Catalog) -> pl.DataFrame:
    """Return one row an entity: id, name, kind, owner, country, aliases, released."""
    rows = [
        {
            "id": entity.id,
            "name": entity.name,
            "kind": str(entity.kind),
            "owner": entity.owner,
            "country": entity.country,
            "aliases": [alias.name for alias in entity.aliases if not alias.misspelling],
            "released": entity.released,
        }
        for entity in catalog.entities.values()
    ]
    text = dict.fromkeys(("id", "name", "kind", "owner", "country"), pl.String())
    return pl.DataFrame(rows, schema={**text, "aliases": pl.List(pl.String), "released": pl.Date()})


def metrics(catalog: Catalog) -> pl.DataFrame:
    """Return one row a metric: id, label, unit, kind, definition, group, cadence, stale_days, traps."""
    rows = [
        {
            "id": metric.id,
            "label": metric.label,
            "unit": metric.unit,
            "kind": str(metric.kind),
            "definition": metric.definition,
            "group": metric.group,
            "cadence": metric.cadence,
            "stale_days": metric.stale_days,
            "traps": list(metric.traps),
        }
        for metric in catalog.metrics.values()
    ]
    text = dict.fromkeys(("id", "label", "unit", "kind", "definition", "group", "cadence"), pl.String())
    return pl.DataFrame(rows, schema={**text, "stale_days": pl.Int64(), "traps": pl.List(pl.String)})
