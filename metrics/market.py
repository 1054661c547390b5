"""The whole at hand: catalog, store and the moment, and the ledger of the part of it that is asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Self

import polars as pl

from . import ledger, starter
from .catalog import Catalog
from .config import Configuration
from .errors import StoreUnwritable
from .ledger import Ledger
from .model import Run
from .store import Store, as_published, as_recorded, reading

AT_ONCE = 200_000
"""Observations that are reckoned in one go; more are taken in parts, to bound the memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which part of the market, and as of when; ``None`` means all, or now."""

    metrics: tuple[str, ...] | None = None
    entities: tuple[str, ...] | None = None
    published: date | None = None
    recorded: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """Catalog and store, opened, at one moment."""

    catalog: Catalog
    store: Store
    now: datetime
    notes: list[str] = field(default_factory=list)

    @classmethod
    def open(cls, configuration: Configuration, catalog: Catalog, *, now: datetime) -> Self:
        """Open the store of a configuration and add the starter figures that it does not have yet.

        Raises:
            StoreError: the store cannot be used. A store that can only be read is no error.
        """
        store = Store.open(configuration.store_uri, configuration.store_options)
        market = cls(catalog=catalog, store=store, now=now)
        if configuration.flag("catalog.starter"):
            market.add_starter()
        return market

    def add_starter(self) -> None:
        """Store the shipped figures as a source like any other, once per release of them."""
        version = starter.fingerprint()
        done = self.store.runs().filter(pl.col("source") == starter.SOURCE, pl.col("version") == version)
        if not self.collect(done.head(1)).is_empty():
            return
        documents, observations = starter.read()
        run = Run(source=starter.SOURCE, started_at=self.now, ended_at=self.now, version=version)
        try:
            self.store.append(run, documents, observations, now=self.now)
        except StoreUnwritable as error:
            self.notes.append(f"the starter figures could not be added: {error}")

    def collect(self, lazy: pl.LazyFrame) -> pl.DataFrame:
        """Read what a scan of the store asks for; a file that cannot be read becomes a ``StoreError``."""
        with reading(self.store.uri):
            return lazy.collect(engine="streaming")

    def scan(self, asked: Asked) -> pl.LazyFrame:
        """Scan the observations as of the asked times; the columns of ``frames.OBSERVATIONS``."""
        lazy = self.store.observations()
        if asked.published is not None:
            lazy = as_published(lazy, asked.published)
        if asked.recorded is not None:
            lazy = as_recorded(lazy, asked.recorded)
        return lazy

    def reckon(self, asked: Asked) -> Ledger:
        """Reckon the ledger of what is asked, as one."""
        return joined(list(self.ledgers(asked)))

    def ledgers(self, asked: Asked) -> Iterator[Ledger]:
        """Yield the ledger of what is asked in parts that fit into memory, each pair of entity and metric in one.

        A telling may be bent from another metric or a related entity, so told figures are reckoned together with
        those of the whole family; platform measurements only with their own metric.
        """
        rulings = self._rulings(asked)
        for observations in self._observations(asked):
            documents = self._documents(observations, asked)
            yield self._narrow(ledger.reckon(observations, documents, rulings, self.catalog), asked)

    def _observations(self, asked: Asked) -> Iterator[pl.DataFrame]:
        """Yield the observations in parts that can be reckoned on their own."""
        lazy = self.scan(asked)
        told = pl.col("basis") != "measured"
        kin = pl.lit(value=True) if asked.entities is None else pl.col("entity").is_in(self._kin(asked.entities))
        wanted = kin if asked.metrics is None else kin & (told | pl.col("metric").is_in(self._akin(asked.metrics)))
        if self.store.info()["observations"] <= AT_ONCE:
            yield self.collect(lazy.filter(wanted))
            return
        sizes = lazy.filter(wanted).group_by("entity", "metric", told.alias("told")).len()
        yield from self._in_parts(lazy.filter(wanted), self.collect(sizes))

    def _in_parts(self, lazy: pl.LazyFrame, sizes: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """Cut a large market: families that are told of first, then measurements metric by metric."""
        families = {entity: self._family(entity) for entity in sizes["entity"].unique().to_list()}
        pairs = sizes.join(sizes.filter("told").select("entity", "metric"), on=["entity", "metric"], how="semi")
        sized = pairs.with_columns(family=pl.col("entity").replace_strict(families, return_dtype=pl.String))
        for batch in _batches(sized.group_by("family", maintain_order=True).agg(pl.col("len").sum()), "family"):
            members = [entity for entity, family in families.items() if family in batch]
            keys = pairs.filter(pl.col("entity").is_in(members)).select("entity", "metric").unique()
            near = lazy.filter(pl.col("entity").is_in(members))
            yield self.collect(near.join(keys.lazy(), on=["entity", "metric"], how="semi"))
        rest = sizes.join(pairs, on=["entity", "metric"], how="anti")
        for metrics in _batches(rest.group_by("metric", maintain_order=True).agg(pl.col("len").sum()), "metric"):
            keys = rest.filter(pl.col("metric").is_in(metrics)).select("entity", "metric")
            some = lazy.filter(pl.col("metric").is_in(metrics))
            yield self.collect(some.join(keys.lazy(), on=["entity", "metric"], how="semi"))

    def documents(self, asked: Asked) -> pl.LazyFrame:
        """Scan the documents as of the asked times, without their texts."""
        lazy = self.store.documents().with_columns(text=pl.lit(None, pl.String))
        if asked.published is not None:
            day = pl.coalesce(pl.col("published_on"), pl.col("retrieved_at").dt.date(), pl.col("recorded_at").dt.date())
            lazy = lazy.filter(day <= asked.published)
        return lazy if asked.recorded is None else as_recorded(lazy, asked.recorded)

    def _documents(self, observations: pl.DataFrame, asked: Asked) -> pl.DataFrame:
        """Fetch the documents that observations name, without their texts."""
        keys = observations.select(id=pl.col("document")).unique().lazy()
        lazy = self.store.documents()
        if asked.recorded is not None:
            lazy = as_recorded(lazy, asked.recorded)
        return self.collect(lazy.with_columns(text=pl.lit(None, pl.String)).join(keys, on="id", how="semi"))

    def _rulings(self, asked: Asked) -> pl.DataFrame:
        lazy = self.store.rulings()
        return self.collect(lazy if asked.recorded is None else as_recorded(lazy, asked.recorded))

    def _narrow(self, whole: Ledger, asked: Asked) -> Ledger:
        """Keep what was asked for, now that it has been compared with the rest."""
        keep = pl.lit(value=True)
        if asked.metrics is not None:
            keep = keep & pl.col("metric").is_in(asked.metrics)
        if asked.entities is not None:
            keep = keep & pl.col("entity").is_in(asked.entities)
        claims = whole.claims.filter(keep)
        mine = pl.col("claim").is_in(claims["claim"].implode())
        tellings = whole.tellings.filter(mine | keep)
        findings = whole.findings.filter(pl.col("observation").is_in(tellings["observation"].implode()))
        return Ledger(tellings=tellings, claims=claims, figures=whole.figures.filter(keep), findings=findings)

    def _family(self, entity: str) -> str:
        """Name the family of an entity: the last owner of its chain."""
        return self.catalog.owner_chain(entity)[-1] if entity in self.catalog.entities else entity

    def _kin(self, entities: Sequence[str]) -> list[str]:
        """List the entities of the same families: those a figure may have been taken from."""
        families = {self._family(entity) for entity in entities}
        known = [name for name in self.catalog.entities if self._family(name) in families]
        return sorted({*entities, *known})

    def _akin(self, metrics: Sequence[str]) -> list[str]:
        """List the metrics of the same comparable groups."""
        known = self.catalog.metrics
        groups = {known[name].comparable for name in metrics if name in known} - {None}
        return sorted({*metrics, *(name for name, metric in known.items() if metric.comparable in groups)})


def joined(parts: Sequence[Ledger]) -> Ledger:
    """Lay the ledgers of several parts of a market into one."""
    if len(parts) == 1:
        return parts[0]
    return Ledger(
        tellings=pl.concat([part.tellings for part in parts]),
        claims=pl.concat([part.claims for part in parts]),
        figures=pl.concat([part.figures for part in parts]),
        findings=pl.concat([part.findings for part in parts]),
    )


def _batches(sized: pl.DataFrame, key: str) -> Iterator[list[str]]:
    """Yield lists of keys whose ``len`` together stays below :data:`AT_ONCE`, larger ones alone."""
    batch: list[str] = []
    held = 0
    for name, size in sized.select(key, "len").iter_rows():
        if batch and held + size > AT_ONCE:
            yield batch
            batch, held = [], 0
        batch.append(name)
        held += size
    if batch:
        yield batch
