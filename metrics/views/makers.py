"""Who makes what is measured, where, and how open it was on a day: of entities of the catalog, and of subjects on hubs."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ..catalog import Catalog

UNKNOWN = "not recorded"


class Makers:
    """Names of makers, their countries and dated records of openness, each looked up once.

    A subject that only its platform names (``huggingface:Qwen/Qwen3-8B``) is its organisation's, if that is known.
    """

    def __init__(self, catalog: Catalog, entities: Iterable[str]) -> None:
        self._catalog = catalog
        self._known = {entity: self._holder(entity) for entity in entities}
        self.owners = {entity: self._owner(known) for entity, known in self._known.items()}
        self.countries = {entity: self._country(known) for entity, known in self._known.items()}

    def _holder(self, entity: str) -> str:
        if entity in self._catalog.entities:
            return entity
        platform, _, own = entity.partition(":")
        return self._catalog.holder(platform, own.partition("/")[0]) or entity

    def _owner(self, known: str) -> str | None:
        maker = self._catalog.entities.get(self._catalog.maker(known))
        return maker.name if maker else None

    def _country(self, known: str) -> str | None:
        chain = (self._catalog.entities.get(each) for each in self._catalog.owner_chain(known))
        return next((each.country for each in chain if each and each.country), None)

    def levels(self, day: date) -> dict[str, str | None]:
        """Say how open each was on a day."""
        return {entity: self._catalog.openness_at(known, day) for entity, known in self._known.items()}

    def told(self, row: Mapping[str, Any], day: date) -> dict[str, Any]:
        """Add to a figure its entity's name, and the record that counts on a day: openness, licence, since, note."""
        named, known = self._catalog.entities.get(row["entity"]), self._catalog.entities.get(self._known[row["entity"]])
        records = [each for each in known.openness if each.since is None or each.since <= day] if known else []
        last = max(records, key=lambda each: each.since or date.min, default=None)
        record = {"openness": str(last.level) if last else None, "licence": last.licence if last else None,
                  "since": last.since if last else None, "note": last.note if last else None}  # fmt: skip
        return {**row, "entity_name": named.name if named else row["entity"], **record}
