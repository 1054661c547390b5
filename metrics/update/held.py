"""Up to which day the store has a source's figures, looked up metric by metric, when first asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from ..market import Market

Quantity = tuple[str, str, str | None, str | None]
"""Entity, metric, geo, platform."""


@dataclass
class Held(Mapping[Quantity, date]):
    """The last day of each quantity; asked for one, it reads its metric only, and going through it reads all."""

    market: Market
    source: str
    _found: dict[str, dict[Quantity, date]] = field(default_factory=dict)

    def __getitem__(self, quantity: Quantity) -> date:
        metric = quantity[1]
        if metric not in self._found:
            self._found[metric] = self._read(pl.col("metric") == metric)
        return self._found[metric][quantity]

    def __iter__(self) -> Iterator[Quantity]:
        return iter(self._read(pl.lit(True)))

    def __len__(self) -> int:
        return len(self._read(pl.lit(True)))

    def ends(self, entity: str | None, metric: str) -> set[date]:
        """Return the last days of all periods of which the store has a figure of an entity, or of any, from this source."""
        whose = pl.col("entity") == entity if entity else pl.lit(True)
        mine = self.market.store.observations().filter(pl.col("metric") == metric, whose, self._mine)
        return set(self.market.collect(mine.select("end").unique())["end"].drop_nulls())

    @property
    def _mine(self) -> pl.Expr:
        return pl.col("method").str.starts_with(f"{self.source}/")

    def _read(self, wanted: pl.Expr) -> dict[Quantity, date]:
        geo, platform = (pl.col("scope").struct.field(name) for name in ("geo", "platform"))
        last = (
            self.market.store.observations()
            .filter(wanted, self._mine)
            .group_by("entity", "metric", geo, platform)
            .agg(pl.col("end").max())
        )
        rows = self.market.collect(last).iter_rows()
        return {(entity, metric, geo, on): end for entity, metric, geo, on, end in rows if end}
