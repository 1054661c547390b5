"""How catalog files become the catalog: read, laid over one another, and checked against each other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from ..errors import CatalogError
from ..model import Entity, Metric, Publisher
from .lines import line_of, line_of_fault
from .names import Collision, canonical, nearest
from .registry import Catalog
from .tables import SHAPES, Fault

SHIPPED = tuple(Path(__file__).with_name(name) for name in ("metrics.toml", "entities.toml", "publishers.toml"))


@dataclass(frozen=True, slots=True)
class _Row:
    """One table of one file, with what is needed to say where a fault in it is."""

    file: str
    text: str
    table: str
    index: int
    values: Mapping[str, Any]

    def error(self, reason: str, *keys: str) -> CatalogError:
        named = self.values.get("id") if isinstance(self.values, dict) else None
        owner = f"[[{self.table}]]" + (f" {named!r}" if named else f" number {self.index + 1}")
        key = f", key {'.'.join(keys)!r}" if keys else ""
        line = line_of(self.text, self.table, self.index, keys)
        return CatalogError(f"{self.file}: line {line}: {owner}{key}: {reason}")


def load(extra: Sequence[Path] = ()) -> Catalog:
    """Return the shipped catalog, with the entities, metrics and publishers of further files laid over it.

    A table whose id is known extends it: lists grow, everything else is replaced. A file that cannot be used raises
    ``CatalogError`` with file, line, key and the nearest known key.
    """
    return _shipped() if not extra else build([*SHIPPED, *extra])


@cache
def _shipped() -> Catalog:
    return build([path for path in SHIPPED if path.exists()])


def build(paths: Iterable[Path]) -> Catalog:
    """Return the catalog of these files alone, later ones laid over earlier ones."""
    rows = [row for path in paths for row in _rows(path)]
    made: dict[str, dict[str, Any]] = {table: {} for table in SHAPES}
    for row in rows:
        _lay(row, made[row.table])
    _check_references(rows, made)
    _check_owners(rows, made["entity"])
    try:
        return Catalog(made["entity"].values(), made["metric"].values(), made["publisher"].values())
    except Collision as collision:
        raise _told(collision, rows) from None


def _rows(path: Path) -> Iterator[_Row]:
    file, text = str(path), _text(path)
    try:
        # Compiled, and so three times as quick as tomllib: every command waits for it.
        document = tomli.loads(text)
    except RecursionError:
        raise CatalogError(f"{file}: nested too deeply to be a catalog") from None
    except tomli.TOMLDecodeError as error:
        raise CatalogError(f"{file}: line {line_of_fault(text, str(error))}: not TOML: {error}") from None
    seen: set[tuple[str, str]] = set()
    for table, entries in document.items():
        if table not in SHAPES or not isinstance(entries, list):
            best = table if table in SHAPES else nearest(table, SHAPES, 1)[0]
            line = line_of(text, table, 0) if isinstance(entries, list) else _line_of_top(text, table)
            raise CatalogError(f"{file}: line {line}: key {table!r}: unknown; write [[{best}]]")
        for index, values in enumerate(entries):
            row = _Row(file, text, table, index, values)
            name = values.get("id") if isinstance(values, dict) else None
            if isinstance(name, str) and (table, name) in seen:
                raise row.error("stands twice in this file", "id")
            seen.add((table, str(name)))
            yield row


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CatalogError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise CatalogError(f"{path}: line {line}: not UTF-8; save the file as UTF-8") from None


def _line_of_top(text: str, key: str) -> int:
    starts = (f"{key} ", f"{key}=", f"[{key}")
    return next((n for n, line in enumerate(text.splitlines(), 1) if line.strip().startswith(starts)), 1)


def _lay(row: _Row, made: dict[str, Any]) -> None:
    """Make the object of a row, or lay the row over the object that is there."""
    shape = SHAPES[row.table]
    try:
        values = shape.read(row.values)
        known = made.get(values.get("id", ""))
        if known is None:
            shape.demand(values)
            if row.table == "metric":
                values.setdefault("label_fr", values["label"])
            made[values["id"]] = shape.make(**values)
        else:
            made[values["id"]] = replace(known, **_grown(known, values))
        _check_sense(made[values["id"]])
    except Fault as fault:
        raise row.error(fault.reason, *fault.keys) from None


def _grown(known: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """Let lists, and lists within ``ids``, grow by what is new; everything else is replaced."""
    grown = dict(values)
    for key, value in values.items():
        held = getattr(known, key)
        if isinstance(value, tuple):
            grown[key] = _joined(held, value)
        elif isinstance(value, dict):
            grown[key] = {**held, **{name: _joined(held.get(name, ()), new) for name, new in value.items()}}
    return grown


def _joined(held: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*held, *(item for item in new if item not in held))


def _check_sense(made: Entity | Metric | Publisher) -> None:
    """Raise a ``Fault`` for values that are right each by itself, but not together."""
    if isinstance(made, Entity):
        for alias in made.aliases:
            if alias.since and alias.until and alias.since > alias.until:
                raise Fault(f"{alias.name!r} ends before it begins", "aliases")
        if made.fiscal_year_begun and made.fiscal_year_ends is None:
            raise Fault("means nothing without fiscal_year_ends", "fiscal_year_begun")
    if isinstance(made, Metric):
        if not made.units:
            raise Fault("must name at least one unit", "units")
        if made.high is not None and made.low > made.high:
            raise Fault(f"is above high ({made.high:g})", "low")
        if made.order is not None and made.comparable is None:
            raise Fault("means nothing without comparable", "order")


def _check_references(rows: Sequence[_Row], made: Mapping[str, Mapping[str, Any]]) -> None:
    entities = made["entity"]
    for row in rows:
        owner = row.values.get("owner")
        if owner is not None and owner not in entities:
            raise row.error(f"no entity {owner!r}. Nearest: {', '.join(nearest(owner, entities))}", "owner")
        for relation in row.values.get("relations", ()):
            target = relation["target"]
            if target not in entities:
                near = ", ".join(nearest(target, entities))
                raise row.error(f"no entity {target!r}. Nearest: {near}", "relations", "target")


def _check_owners(rows: Sequence[_Row], entities: Mapping[str, Entity]) -> None:
    for row in rows:
        chain = [row.values["id"]] if row.table == "entity" else []
        while chain and (owner := entities[chain[-1]].owner):
            if owner in chain:
                raise row.error(f"owns itself: {' → '.join([*chain, owner])}", "owner")
            chain.append(owner)


def _told(collision: Collision, rows: Sequence[_Row]) -> CatalogError:
    """Say where the second of two that answer to one name is."""
    second = [row for row in rows if (row.table, row.values["id"]) == (collision.what, collision.second)]
    key, row = _where_named(second, collision.name)
    return row.error(f"{collision.name!r} already means {collision.first!r}", *key)


def _where_named(rows: Sequence[_Row], name: str) -> tuple[tuple[str, ...], _Row]:
    wanted = canonical(name)
    for row in rows:
        for key in ("name", "label", "label_fr", "id"):
            if canonical(row.values.get(key, "")) == wanted:
                return (key,), row
        for alias in row.values.get("aliases", ()):
            if canonical(alias["name"] if isinstance(alias, dict) else alias) == wanted:
                return ("aliases",), row
    return (), rows[-1]
