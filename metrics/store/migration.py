"""The version of the tables' columns, kept in each table's properties, and the way forward from older ones."""

from collections.abc import Callable, Mapping

from ..errors import StoreTooNew, StoreUnreadable
from .faults import writing
from .tables import Table

VERSION = 1
"""The version that this program writes."""

PROPERTY = "aimarket.schema"

Step = Callable[[Table], None]
"""Takes a table from one version to the next, in place; run again after a crash, it must do no harm."""

STEPS: Mapping[int, Step] = {}
"""The step that leaves each older version."""


def properties(version: int = VERSION) -> dict[str, str]:
    """What a new table says about its version."""
    return {PROPERTY: str(version)}


def version_of(table: Table) -> int:
    """Read a table's version; ``StoreUnreadable`` if it has none, as then it is not ours."""
    stated = table.live.metadata().configuration.get(PROPERTY)
    if stated is None or not stated.isdecimal():
        raise StoreUnreadable(
            f"{table.uri} is a Delta table, but no store of aimarket. Name another store with --store"
        )
    return int(stated)


def refuse_newer(table: Table, version: int = VERSION) -> None:
    """Raise ``StoreTooNew`` for a table of a later version than ours."""
    found = version_of(table)
    if found > version:
        raise StoreTooNew(
            f"the store at {table.place.uri} was written by a newer version (schema {found}, this program knows {version}); it was left untouched. Upgrade aimarket to read it"
        )


def migrate(table: Table, steps: Mapping[int, Step] = STEPS, version: int = VERSION) -> None:
    """Take an older table to the present version, step by step; each step is marked when it is done."""
    for older in range(version_of(table), version):
        with writing(table.place.uri):
            steps[older](table)
            table.refresh()
            table.live.alter.set_table_properties(properties(older + 1), raise_if_not_exists=False)
        table.refresh()
