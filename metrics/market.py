"""The whole at hand: catalog, store and the moment, and the ledger of the part of it that is asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Self

import polars as pl

from . import ledger, starter
from .articles.tiers import SURE
from .catalog import Catalog
from .config import Configuration
from .errors import StoreUnwritable
from .ledger import Ledger
from .ledger.plain import Bounds, Plain, pages_of, pair, period, plain_series, rows_of
from .ledger.registry import registry_of
from .model import Run
from .parts import Part, among, batches, cut, is_told, joined, narrowed, of
from .store import Store, as_published, as_recorded, reading
from .vocabulary import Rank

AT_ONCE = 100_000
"""Observations that are reckoned in one go; more are taken in parts, to bound the memory."""
SIFTED = 1_000_000
"""Narrow rows of a platform's counts that are looked at in one go."""
TOGETHER = 2
"""Times as many whose newest are reckoned in one go."""
LONG = 6
"""Observations from which on a plain series is worth being told from others."""
SHARP = 3
"""Digits from which on two equal numbers are hardly chance."""


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
    reads: list[int] = field(default_factory=list)
    """The rows of each answer of the store, for whoever wants to know what was read."""

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
            found = lazy.collect(engine="streaming")
        self.reads.append(found.height)
        return found

    def subject(self, name: str) -> str:
        """Return the entity that a source's own name for a subject stands for, whatever the subject is called today."""
        source, _, own = name.partition(":")
        named = self.store.subjects().filter(
            pl.col("source") == source, pl.col("name").str.to_lowercase() == own.lower()
        )
        found = self.collect(named.sort("recorded_at", descending=True).select("entity").head(1))
        return str(found["entity"][0]) if found.height else name

    def scan(self, asked: Asked) -> pl.LazyFrame:
        """Scan the observations as of the asked times; the columns of ``frames.OBSERVATIONS``."""
        lazy = self.store.observations()
        if asked.published is not None:
            lazy = as_published(lazy, asked.published)
        if asked.recorded is not None:
            lazy = as_recorded(lazy, asked.recorded)
        return lazy

    def heard(self, asked: Asked) -> pl.LazyFrame:
        """Scan what counts: what a reader is unsure of does once a person has ruled it preferred."""
        unsure = (pl.col("method").str.starts_with("reader/") & (pl.col("confidence") < SURE)).fill_null(value=False)
        ruled = self.ruled(asked).filter(rank=Rank.PREFERRED)
        return self.scan(asked).filter(~unsure | pl.col("id").is_in(ruled["observation"].implode()))

    def ruled(self, asked: Asked) -> pl.DataFrame:
        """Return the ruling that stands for each observation that was ruled on, the latest; as ``frames.RULINGS``."""
        return self._rulings(asked).sort("recorded_at").unique("observation", keep="last")

    def reckon(self, asked: Asked) -> Ledger:
        """Reckon the ledger of what is asked, as one."""
        return joined(list(self.ledgers(asked)))

    def ledgers(self, asked: Asked) -> Iterator[Ledger]:
        """Yield the ledger of what is asked in parts that fit into memory, each pair of entity and metric in one.

        A telling may be bent from another metric or a related entity, so told figures are reckoned together with
        those of the whole family, and with whoever else is told of with the very same value; platform measurements
        only with their own metric.
        """
        rulings = self._rulings(asked)
        for part in self._parts(asked):
            yield self._reckoned(part, rulings, asked)

    def newest(self, asked: Asked, bounds: Bounds) -> Iterator[tuple[Ledger, pl.DataFrame | None]]:
        """Yield the ledgers of what is asked, in which plain series of a large market have their newest figures only.

        With each come the whole ``lines`` of its plain series (metric, entity, series, _times), or ``None`` if it has
        none and its figures are all there are. The newest is the newest within ``bounds``.
        """
        rulings = self._rulings(asked)
        for part in self._parts(asked, bounds, rulings["observation"]):
            yield self._reckoned(part, rulings, asked), part.lines

    def weigh(self, documents: pl.DataFrame, observations: pl.DataFrame) -> Ledger:
        """Reckon observations that are not stored as if they were, beside what is told of the same families.

        What the store holds of the same pages, by address or by text, is left out: a page is no witness of itself.
        """
        everything, here = Asked(), pl.col("entity").is_in(self._kin(observations["entity"].unique().to_list()))
        told = self.collect(self.heard(everything).filter(is_told(), here))
        rows = self._with_namesakes(pl.concat([observations, told]), everything, None)
        same = [pl.col(name).is_in(documents[name].drop_nulls().implode()) for name in ("id", "url", "sha256")]
        itself = self.collect(self.store.documents().filter(pl.any_horizontal(same)).select("id"))["id"]
        mine = pl.col("id").is_in(observations["id"].implode()) & pl.col("recorded_at").is_null()
        rows = rows.filter(mine | ~pl.col("document").is_in(itself.implode()))
        named = pl.concat([self._named_documents(rows, everything), documents.select(ledger.OF_DOCUMENTS)])
        return ledger.reckon(rows, named.unique("id", keep="last"), self._rulings(everything), self.catalog)

    def _reckoned(self, part: Part, rulings: pl.DataFrame, asked: Asked) -> Ledger:
        rows = self.collect(part.scan)
        pairs = part.pairs
        if part.namesakes:
            own, rows = rows.height, self._with_namesakes(rows, asked, part.shared)
            pairs = pairs if rows.height > own else None
        documents = self._named_documents(rows, asked)
        whole = ledger.reckon(rows, documents, rulings, self.catalog)
        return narrowed(whole, asked.metrics, asked.entities, pairs)

    def _parts(self, asked: Asked, bounds: Bounds | None = None, ruled: pl.Series | None = None) -> Iterator[Part]:
        """Yield parts that can be reckoned on their own, at least one; with bounds, plain series by their newest."""
        lazy = self.heard(asked)
        if asked.entities is not None:
            lazy = lazy.filter(pl.col("entity").is_in(self._kin(asked.entities)))
        if asked.metrics is not None:
            lazy = lazy.filter(is_told() | pl.col("metric").is_in(self._akin(asked.metrics)))
        whole = Part(scan=lazy, namesakes=asked.entities is not None)
        if self.store.info()["observations"] <= AT_ONCE:
            yield whole
            return
        sizes = self.collect(lazy.group_by("entity", "metric", told=is_told()).len())
        if sizes["len"].sum() <= AT_ONCE:
            yield whole
            return
        if bounds is not None and ruled is not None:
            for found in self._plain(lazy, self._unruled_counts(lazy, sizes, ruled), asked, bounds):
                plain = pair().is_in(found.pairs.implode())
                named, sizes = sizes.filter(plain).select("entity", "metric"), sizes.filter(~plain)
                lines = named.with_columns(pair=pair()).join(found.lines, on="pair").drop("pair")
                newest = lazy.filter(*among(named), period().is_in(found.tail.implode()))
                yield Part(scan=newest, pairs=named, lines=lines)
        shared = self._shared(lazy.filter(is_told())) if asked.entities is None and sizes["told"].any() else None
        for pairs, spoken in batches(sizes, self._family, AT_ONCE):
            yield Part(scan=of(lazy, pairs), pairs=pairs, namesakes=spoken, shared=shared)

    def _unruled_counts(self, lazy: pl.LazyFrame, sizes: pl.DataFrame, ruled: pl.Series) -> pl.DataFrame:
        """Choose the pairs of entity and metric of which nothing is told or ruled, and that it is worth to look at."""
        pairs = sizes.group_by("entity", "metric").agg(pl.col("told").any(), pl.col("len").sum())
        counts = pairs.filter(~pl.col("told"), pl.col("len") >= LONG).drop("told")
        if ruled.is_empty():
            return counts
        named = self.collect(lazy.filter(pl.col("id").is_in(ruled.implode())).select("entity", "metric").unique())
        return counts.join(named, on=named.columns, how="anti")

    def _plain(self, lazy: pl.LazyFrame, pairs: pl.DataFrame, asked: Asked, bounds: Bounds) -> Iterator[Plain]:
        """Sift the plain series out of some, and gather their newest periods until it is worth to reckon them."""
        if pairs["len"].sum() <= AT_ONCE:
            return
        registry = registry_of(self.catalog)
        pages = self.collect(pages_of(self.documents(Asked(recorded=asked.recorded))))
        found: list[Plain] = []
        for batch in cut(pairs, SIFTED):
            numbers = batch.select(pair()).to_series().implode()
            named = lazy.filter(*among(batch.select("entity", "metric")), pair().is_in(numbers))
            found.append(plain_series(self.collect(rows_of(named, registry)), pages, bounds))
            if len(found) == TOGETHER or sum(len(one.tail) for one in found) >= AT_ONCE:
                yield Plain.joined(found)
                found = []
        if found:
            yield Plain.joined(found)

    def _shared(self, told: pl.LazyFrame) -> pl.DataFrame:
        """Find the numbers that are told of more than one entity."""
        numbers = told.filter(pl.col("digits") >= SHARP).group_by("metric", "unit", "value")
        several = numbers.agg(pl.col("entity").min() != pl.col("entity").max())
        return self.collect(several.filter("entity").select("metric", "unit", "value"))

    def _with_namesakes(self, rows: pl.DataFrame, asked: Asked, shared: pl.DataFrame | None) -> pl.DataFrame:
        """Add what is told of other entities with the very same number: one may have been taken for the other.

        ``shared`` are the only numbers for which there are others, if that is known.
        """
        sharp = (pl.col("digits") >= SHARP) & is_told()
        keys = rows.filter(sharp).select("metric", "unit", "value").unique()
        if shared is not None:
            keys = keys.join(shared, on=keys.columns, how="semi")
        if keys.is_empty():
            return rows
        others = self.heard(asked).filter(sharp, pl.col("value").is_in(keys["value"].implode()))
        found = self.collect(others.join(keys.lazy(), on=keys.columns, how="semi"))
        return pl.concat([rows, found.filter(~pl.col("id").is_in(rows["id"].implode()))])

    def documents(self, asked: Asked) -> pl.LazyFrame:
        """Scan the documents that the observations of the asked times name, without their texts."""
        lazy = self.store.documents().with_columns(text=pl.lit(None, pl.String))
        if asked.recorded is not None:
            lazy = as_recorded(lazy, asked.recorded)
        if asked.published is None:
            return lazy
        return lazy.join(self.scan(asked).select(id="document").unique(), on="id", how="semi")

    def _named_documents(self, observations: pl.DataFrame, asked: Asked) -> pl.DataFrame:
        """Fetch what the ledger reads of the documents that observations name."""
        known = self.documents(Asked(recorded=asked.recorded)).select(ledger.OF_DOCUMENTS)
        # A list rather than a join: then only the ids of the other documents are read.
        return self.collect(known.filter(pl.col("id").is_in(observations["document"].unique().implode())))

    def _rulings(self, asked: Asked) -> pl.DataFrame:
        lazy = self.store.rulings()
        return self.collect(lazy if asked.recorded is None else as_recorded(lazy, asked.recorded))

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
