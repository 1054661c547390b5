"""The catalog as small frames, ready to be joined: metrics, entities, publishers, kin, addresses, origins."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import permutations
from types import MappingProxyType

import polars as pl

from ..catalog import Catalog
from ..model import Entity, Relation
from ..vocabulary import EntityKind

_Schema = dict[str, type[pl.DataType] | pl.DataType]
_METRICS: _Schema = {
    "metric": pl.String,
    "label": pl.String,
    "group": pl.String,
    "kind": pl.String,
    "unit": pl.String,
    "units": pl.List(pl.String),
    "money": pl.Boolean,
    "additive_time": pl.Boolean,
    "additive_entities": pl.Boolean,
    "comparable": pl.String,
    "order": pl.Int32,
    "cadence": pl.String,
    "stale_days": pl.Int64,
    "low": pl.Float64,
    "high": pl.Float64,
    "words": pl.List(pl.String),
}
_ENTITIES: _Schema = {
    "entity": pl.String,
    "name": pl.String,
    "kind": pl.String,
    "owner": pl.String,
    "country": pl.String,
    "released": pl.Date,
    "maker": pl.String,
    "family": pl.String,
    "chain": pl.List(pl.String),
    "misspellings": pl.List(pl.String),
}
_PUBLISHERS = pl.Schema(
    {
        "publisher": pl.String,
        "name": pl.String,
        "kind": pl.String,
        "owner": pl.String,
        "reliability": pl.String,
        "method": pl.String,
    }
)
_KIN = pl.Schema({"entity": pl.String, "relative": pl.String, "relation": pl.String})
_MODELS = (EntityKind.MODEL, EntityKind.MODEL_FAMILY)
_THINGS = (EntityKind.PRODUCT, EntityKind.TOOL)
_HOSTED = {"github": "github.com", "huggingface": "huggingface.co", "modelscope": "modelscope.cn"}
_MOST_SIBLINGS = 40
_KNOWN_TEXTS = 100_000


@dataclass(frozen=True, eq=False)
class Registry:
    """Frames drawn from a catalog once: what a join of millions of rows needs, and nothing else.

    ``metrics``: metric, label, group, kind, unit, units, money, additive_time, additive_entities, comparable, order,
    cadence, stale_days, low, high, words. ``entities``: entity, name, kind, owner, country, released, maker, family
    (the topmost owner), chain (itself and its owners), misspellings. ``publishers``: publisher, name, kind, owner,
    reliability, method. ``kin``: pairs (entity, relative, relation) with relation ``sibling`` (same owner and same
    sort of thing), ``derived_from``, ``powers`` or ``part_of``, each in both directions.
    """

    catalog: Catalog

    @cached_property
    def metrics(self) -> pl.DataFrame:
        """One row a metric."""
        plain = [name for name in _METRICS if name not in ("metric", "kind", "units", "words")]
        rows = [
            {name: getattr(each, name) for name in plain}
            | {"metric": each.id, "kind": str(each.kind), "units": list(each.units), "words": list(each.words)}
            for each in self.catalog.metrics.values()
        ]
        return pl.DataFrame(rows, schema=_METRICS)

    @cached_property
    def entities(self) -> pl.DataFrame:
        """One row an entity."""
        return pl.DataFrame([self._entity(each) for each in self.catalog.entities.values()], schema=_ENTITIES)

    @cached_property
    def publishers(self) -> pl.DataFrame:
        """One row a publisher, then one a company or hub that speaks for itself."""
        rows = {each.id: each for each in self.catalog.publishers.values()}
        shown = [
            {
                "publisher": each.id, "name": each.name, "kind": str(each.kind), "owner": each.owner,
                "reliability": each.reliability, "method": each.method,
            }
            for each in rows.values()
        ]  # fmt: skip
        return pl.DataFrame(shown, schema=_PUBLISHERS)

    @cached_property
    def kin(self) -> pl.DataFrame:
        """Pairs of entities whose figures are mistaken for each other's."""
        return pl.DataFrame(sorted(self._kin()), schema=_KIN, orient="row").unique(
            ("entity", "relative"), keep="first", maintain_order=True
        )

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The English name of every entity and publisher, by id."""
        entities = {each.id: each.name for each in self.catalog.entities.values()}
        return MappingProxyType(entities | {each.id: each.name for each in self.catalog.publishers.values()})

    @cached_property
    def pages(self) -> pl.DataFrame:
        """Whose pages begin so on a shared host: ``place`` ("github.com/deepseek-ai"), ``party``."""
        rows = [
            {"place": f"{host}/{org}".lower(), "party": self.catalog.maker(each.id)}
            for each in self.catalog.entities.values()
            for platform, host in _HOSTED.items()
            for org in each.ids.get(platform, ())
        ]
        return pl.DataFrame(rows, schema={"place": pl.String, "party": pl.String}).unique(
            "place", keep="first", maintain_order=True
        )

    def origins(self, written: pl.Series) -> pl.DataFrame:
        """Give the canonical party of each distinct text: ``written``, ``origin_id`` (null if it names nobody)."""
        texts = written.drop_nulls().unique()
        return pl.DataFrame(
            {"written": texts, "origin_id": [self._origin(text) for text in texts]},
            schema={"written": pl.String, "origin_id": pl.String},
        )

    def parties(self, written: pl.Series) -> pl.DataFrame:
        """Give the publisher or company that each distinct name or URL is: ``written``, ``party`` (null if unknown)."""
        texts = written.drop_nulls().unique()
        return pl.DataFrame(
            {"written": texts, "party": [self._party(text) for text in texts]},
            schema={"written": pl.String, "party": pl.String},
        )

    @cached_property
    def _origin(self) -> Callable[[str], str | None]:
        return lru_cache(_KNOWN_TEXTS)(self.catalog.origin)

    @cached_property
    def _party(self) -> Callable[[str], str | None]:
        def look_up(text: str) -> str | None:
            found = self.catalog.publisher(text)
            return None if found is None else found.id

        return lru_cache(_KNOWN_TEXTS)(look_up)

    def _entity(self, entity: Entity) -> dict[str, object]:
        chain = self.catalog.owner_chain(entity.id)
        return {
            "entity": entity.id,
            "name": entity.name,
            "kind": str(entity.kind),
            "owner": entity.owner,
            "country": entity.country,
            "released": entity.released,
            "maker": self.catalog.maker(entity.id),
            "family": chain[-1],
            "chain": list(chain),
            "misspellings": [alias.name for alias in entity.aliases if alias.misspelling],
        }

    def _kin(self) -> Iterator[tuple[str, str, str]]:
        owned: dict[tuple[str, bool], list[str]] = {}
        for entity in self.catalog.entities.values():
            for relation in entity.relations:
                yield from _both_ways(entity, relation)
            if entity.owner and entity.kind in _MODELS + _THINGS:
                owned.setdefault((entity.owner, entity.kind in _MODELS), []).append(entity.id)
        for siblings in owned.values():
            for one, other in permutations(siblings[:_MOST_SIBLINGS], 2):
                yield one, other, "sibling"


@lru_cache(maxsize=4)
def registry_of(catalog: Catalog) -> Registry:
    """Return the registry of a catalog, made once."""
    return Registry(catalog)


def _both_ways(entity: Entity, relation: Relation) -> Iterator[tuple[str, str, str]]:
    if relation.kind in ("derived_from", "powers", "part_of"):
        yield entity.id, relation.target, relation.kind
        yield relation.target, entity.id, relation.kind
