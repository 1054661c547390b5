"""What is known of entities, metrics and publishers, and every way to look it up by name."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from urllib.parse import urlsplit

from ..errors import UnknownName
from ..model import Entity, Metric, Publisher
from ..vocabulary import DocumentKind, EntityKind
from .names import NameIndex, Standing
from .origins import Parties

_SPEAKS = (EntityKind.COMPANY, EntityKind.HUB)


class Catalog:
    """Entities, metrics and publishers by id, and by every name they go by."""

    def __init__(
        self, entities: Iterable[Entity] = (), metrics: Iterable[Metric] = (), publishers: Iterable[Publisher] = ()
    ) -> None:
        self.entities: Mapping[str, Entity] = MappingProxyType({each.id: each for each in entities})
        self.metrics: Mapping[str, Metric] = MappingProxyType({each.id: each for each in metrics})
        self.publishers: Mapping[str, Publisher] = MappingProxyType({each.id: each for each in publishers})
        self.groups: tuple[str, ...] = tuple(dict.fromkeys(each.group for each in self.metrics.values()))
        self._entity_names, self._misspellings = index_entities(self.entities.values())
        self._metric_names = index_metrics(self.metrics.values())
        self._publisher_names = index_publishers(self.publishers.values())
        self._group_names = NameIndex("group")
        for group in self.groups:
            self._group_names.add(group, group)

    def entity(self, name: str) -> Entity:
        """Return the entity with this id, name or alias; ``UnknownName`` tells the nearest three."""
        found = self.find_entity(name)
        if found is not None:
            return found
        meant = self.misspelling(name)
        near = self._entity_names.nearest(name)
        if meant is None:
            hint = f"{name!r} is a metric: name the entity first" if self._metric_names.find(name) else ""
            raise UnknownName("entity", name, near, hint)
        near = [meant.id, *(each for each in near if each != meant.id)]
        raise UnknownName("entity", name, near, f"{name!r} is a known misspelling of {meant.name}")

    def find_entity(self, name: str) -> Entity | None:
        """Return the entity with this id, name or alias, or ``None``; a misspelling is no name."""
        found = self._entity_names.find(name)
        return None if found is None else self.entities[found]

    def misspelling(self, name: str) -> Entity | None:
        """Return the entity that this known misspelling means, or ``None``."""
        found = self._misspellings.find(name)
        return None if found is None else self.entities[found]

    def metric(self, name: str) -> Metric:
        """Return the metric with this id, label (English or French) or short form; ``UnknownName`` tells the nearest."""
        found = self._metric_names.find(name)
        if found is None:
            hint = f"{name!r} is an entity: name it first, then the metric" if self.find_entity(name) else ""
            raise UnknownName("metric", name, self._metric_names.nearest(name), hint)
        return self.metrics[found]

    def metrics_of(self, name: str) -> tuple[Metric, ...]:
        """Return the metrics of a group, or the one metric; a word that is both means the group.

        ``metric:users`` is the metric alone.
        """
        kind, colon, rest = name.partition(":")
        if colon and kind.strip().lower() == "metric":
            return (self.metric(rest),)
        group = self._group_names.find(name)
        if group is not None:
            return tuple(each for each in self.metrics.values() if each.group == group)
        if self._metric_names.find(name) is None:
            both = NameIndex("metric or group")
            both.keys = self._group_names.keys | self._metric_names.keys
            raise UnknownName("metric or group", name, both.nearest(name))
        return (self.metric(name),)

    def publisher(self, text: str) -> Publisher | None:
        """Return the publisher with this id, name, alias or host (of a URL), or ``None``.

        A company of the catalog is a publisher under its own id, found by its names and domains.
        """
        found = self._publisher_names.find(text)
        if found is not None:
            return self.publishers[found]
        entity = self.find_entity(text)
        if entity is not None:
            return self._as_publisher(entity.id)
        return next((self._as_publisher(self._hosts[host]) for host in _hosts_in(text) if host in self._hosts), None)

    def origin(self, text: str) -> str | None:
        """Return who made a figure, from the words that say so.

        A publisher's id, else the id of an entity that speaks (a product's figures are its maker's), else the text's own
        plain words; ``None`` if it names nobody.
        """
        return self._parties.origin(text)

    def holder(self, platform: str, id_: str) -> str | None:
        """Return the entity that has an id on a platform, such as ``huggingface`` and ``deepseek-ai``; case is nothing.

        >>> from metrics.catalog import load
        >>> load().holder("huggingface", "DeepSeek-AI")
        'deepseek'
        """
        return self._holders.get((platform, id_.casefold()))

    def ids_on(self, platform: str) -> dict[str, str]:
        """Return every id on a platform with the entity that has it, in the order of the catalog."""
        return {
            id_: entity.id for entity in self.entities.values() for id_ in entity.ids.get(platform, ())
        }  # fmt: skip

    def owner_chain(self, entity_id: str) -> tuple[str, ...]:
        """Return an entity's id, its owner's, the owner's owner's …; of an unknown id, only itself."""
        chain = [entity_id]
        while (entity := self.entities.get(chain[-1])) and entity.owner and entity.owner not in chain:
            chain.append(entity.owner)
        return tuple(chain)

    def openness_at(self, entity_id: str, day: date) -> str | None:
        """Return how open an entity was on a day, or ``None`` if no record says."""
        entity = self.entities.get(entity_id)
        known = [each for each in entity.openness if each.since is None or each.since <= day] if entity else []
        latest = max(known, key=lambda each: each.since or date.min, default=None)
        return None if latest is None else str(latest.level)

    def maker(self, entity_id: str) -> str:
        """Return who speaks for an entity: itself, or the first company or hub among its owners."""
        chain = self.owner_chain(entity_id)
        known = (each for each in chain if each in self.entities)
        return next((each for each in known if self.entities[each].kind in _SPEAKS), entity_id)

    def _as_publisher(self, id_: str) -> Publisher:
        party = id_ if id_ in self.publishers else self.maker(id_)
        if party in self.publishers:
            return self.publishers[party]
        entity = self.entities[party]
        return Publisher(
            id=entity.id,
            name=entity.name,
            kind=DocumentKind.PLATFORM if entity.kind is EntityKind.HUB else DocumentKind.COMPANY,
            hosts=entity.ids.get("domains", ()),
            country=entity.country,
            owner=entity.id,
            reliability="B",
            method="disclosed",
        )

    @cached_property
    def _holders(self) -> dict[tuple[str, str], str]:
        held = ((platform, id_, entity.id) for entity in self.entities.values()
                for platform, ids in entity.ids.items() for id_ in ids)  # fmt: skip
        return {(platform, id_.casefold()): entity for platform, id_, entity in reversed(list(held))}

    @cached_property
    def _hosts(self) -> dict[str, str]:
        hosts = {host: each.id for each in self.publishers.values() for host in each.hosts}
        for entity in self.entities.values():
            for host in entity.ids.get("domains", ()):
                hosts.setdefault(host, entity.id)
        return hosts

    @cached_property
    def _parties(self) -> Parties:
        ids = {each: self.maker(each) for each in self.entities} | {each: each for each in self.publishers}
        return Parties(self._party_names(), ids)

    def _party_names(self) -> Iterator[tuple[str, str]]:
        for publisher in self.publishers.values():
            for name in (publisher.name, *publisher.aliases):
                yield name, publisher.id
        speakers_first = sorted(self.entities.values(), key=lambda each: each.kind not in _SPEAKS)
        for entity in speakers_first:
            yield entity.name, self.maker(entity.id)
            for alias in entity.aliases:
                if not alias.misspelling:
                    yield alias.name, self.maker(entity.id)
        for entity in speakers_first:
            for person in entity.people:
                yield person, self.maker(entity.id)


def index_entities(entities: Iterable[Entity]) -> tuple[NameIndex, NameIndex]:
    """Return the index of names and that of known misspellings; two owners of one name raise ``Collision``."""
    names, misspellings = NameIndex("entity"), NameIndex("entity")
    for entity in entities:
        names.add(entity.id, entity.id, Standing.ID)
        names.add(entity.name, entity.id, Standing.NAME)
        for alias in entity.aliases:
            if alias.misspelling:
                misspellings.add(alias.name, entity.id)
            else:
                names.add(alias.name, entity.id, Standing.FORMER if alias.until else Standing.ALIAS)
    return names, misspellings


def index_metrics(metrics: Iterable[Metric]) -> NameIndex:
    """Return the index of ids, labels and short forms; two owners of one name raise ``Collision``."""
    names = NameIndex("metric")
    for metric in metrics:
        for name in (metric.id, metric.label, metric.label_fr, *metric.aliases):
            names.add(name, metric.id)
    return names


def index_publishers(publishers: Iterable[Publisher]) -> NameIndex:
    """Return the index of ids, names and aliases; two owners of one name raise ``Collision``."""
    names = NameIndex("publisher")
    for publisher in publishers:
        for name in (publisher.id, publisher.name, *publisher.aliases):
            names.add(name, publisher.id)
    return names


def _hosts_in(text: str) -> Iterator[str]:
    """Yield the host of a URL and its parent domains, the most precise first."""
    try:
        host = urlsplit(text if "://" in text else f"//{text}").hostname or ""
    except ValueError:
        return
    labels = host.lower().removeprefix("www.").rstrip(".").split(".")
    for first in range(len(labels) - 1):
        yield ".".join(labels[first:])
