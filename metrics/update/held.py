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

    def _read(self, wanted: pl.Expr) -> dict[Quantity, date]:
        mine = pl.col("method").str.starts_with(f"{self.source}/")
        geo, platform = (pl.col("scope").struct.field(name) for name in ("geo", "platform"))
        last = (
            self.market.store.observations()
            .filter(wanted, mine)
            .group_by("entity", "metric", geo, platform)
            .agg(pl.col("end").max())
        )
        rows = self.market.collect(last).iter_rows()
        return {(entity, metric, geo, on): end for entity, metric, geo, on, end in rows if end}
