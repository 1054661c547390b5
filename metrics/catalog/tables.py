"""What a table of a catalog file may hold: its keys, their types, and the object it becomes."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from ..model import Alias, Entity, Metric, OpennessRecord, Publisher, Relation
from ..vocabulary import DocumentKind, EntityKind, MetricKind, Openness
from .names import canonical, nearest

Reader = Callable[[Any], Any]

CADENCES = ("continuous", "daily", "weekly", "monthly", "quarterly", "yearly", "irregular")
RELATIONS = ("owns", "part_of", "powers", "derived_from")
PLATFORMS = (
    "huggingface", "huggingface_models", "github", "github_repositories", "wikipedia", "wikidata", "appstore", "pypi",
    "docker", "openrouter", "sec_cik", "modelscope", "domains", "lmarena", "epoch", "ollama", "terms",
    "huggingface_former", "github_former", "github_repositories_former", "wikipedia_former",
)  # fmt: skip
_ID = re.compile(r"[a-z0-9][a-z0-9_]*")
_COUNTRY = re.compile(r"[A-Z]{2}")
_TYPO = 0.8


class Fault(Exception):
    """What is wrong with a table, and under which keys, outermost first; the loader adds file and line."""

    def __init__(self, reason: str, *keys: str) -> None:
        self.reason, self.keys = reason, keys
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Shape:
    """One sort of table: what it becomes, how each key is read, which keys it cannot do without."""

    make: Callable[..., Any]
    keys: Mapping[str, Reader]
    required: tuple[str, ...]

    def read(self, table: Any) -> dict[str, Any]:
        """Read the keys that are there; a ``Fault`` names the first that is unknown or wrong."""
        if not isinstance(table, dict):
            raise Fault(f"must be a table with {', '.join(self.required)}, not {_shown(table)}")
        values: dict[str, Any] = {}
        for key, value in table.items():
            if key not in self.keys:
                raise Fault(f"unknown key. Nearest: {', '.join(nearest(key, self.keys))}", key)
            try:
                values[key] = self.keys[key](value)
            except Fault as fault:
                raise Fault(fault.reason, key, *fault.keys) from None
        return values

    def demand(self, values: Mapping[str, Any]) -> None:
        """Raise a ``Fault`` if a key that must be there is not."""
        for key in self.required:
            if key not in values:
                raise Fault(f"is missing; write {', '.join(self.required)}", key)


def text(value: Any) -> str:
    """Read a string that says something."""
    if not isinstance(value, str) or not value.strip():
        raise Fault(f"must be a text, not {_shown(value)}")
    return value


def texts(value: Any) -> tuple[str, ...]:
    """Read a list of strings."""
    if not isinstance(value, list):
        raise Fault(f"must be a list of texts, not {_shown(value)}")
    return tuple(text(item) for item in value)


def identifier(value: Any) -> str:
    """Read an id: lower-case letters, digits and underscores."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise Fault(f"must be an id of lower-case letters, digits and _, not {_shown(value)}")
    return value


def country(value: Any) -> str:
    """Read an ISO 3166 country code."""
    if not isinstance(value, str) or not _COUNTRY.fullmatch(value):
        raise Fault(f'must be a country of two capitals such as "CN", not {_shown(value)}')
    return value


def day(value: Any) -> date:
    """Read a date that TOML itself knows as one."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Fault(f"must be a date without quotes such as 2025-01-31, not {_shown(value)}")
    return value


def flag(value: Any) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise Fault(f"must be true or false, not {_shown(value)}")
    return value


def count(value: Any) -> int:
    """Read a whole number that is not negative."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Fault(f"must be a whole number from 0, not {_shown(value)}")
    return value


def month(value: Any) -> int:
    """Read a month by its number."""
    if count(value) not in range(1, 13):
        raise Fault(f"must be a month from 1 to 12, not {_shown(value)}")
    return int(value)


def number(value: Any) -> float:
    """Read a finite number."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise Fault(f"must be a number, not {_shown(value)}")
    return float(value)


def one_of(words: type[StrEnum] | tuple[str, ...]) -> Reader:
    """Read one of a closed set of words."""
    known = tuple(str(word) for word in words)

    def read(value: Any) -> str:
        if value not in known:
            raise Fault(f"must be one of {', '.join(known)}, not {_shown(value)}")
        return words(value) if isinstance(words, type) else str(value)

    return read


def several(shape: Shape) -> Reader:
    """Read a list of tables."""

    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise Fault(f"must be a list of tables, not {_shown(value)}")
        made = []
        for item in value:
            values = shape.read(item)
            shape.demand(values)
            made.append(shape.make(**values))
        return tuple(made)

    return read


def platform_ids(value: Any) -> dict[str, tuple[str, ...]]:
    """Read the ids on platforms; a platform that only looks like a known one is taken for a slip."""
    if not isinstance(value, dict):
        raise Fault(f"must be a table, not {_shown(value)}")
    ids: dict[str, tuple[str, ...]] = {}
    for key, names in value.items():
        if key not in PLATFORMS and (slip := _slip(key)):
            raise Fault(f"unknown platform. Nearest: {slip}", key)
        try:
            ids[key] = texts(names)
        except Fault as fault:
            raise Fault(fault.reason, key) from None
    return ids


def _slip(key: str) -> str | None:
    best = nearest(key, PLATFORMS, 1)[0]
    return best if SequenceMatcher(None, canonical(key), canonical(best)).ratio() > _TYPO else None


def _shown(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."  # noqa: PLR2004 - a line of a terminal


_ALIAS = Shape(
    Alias, {"name": text, "language": text, "since": day, "until": day, "misspelling": flag}, required=("name",)
)
_OPENNESS = Shape(
    OpennessRecord, {"level": one_of(Openness), "since": day, "licence": text, "note": text}, required=("level",)
)
_RELATION = Shape(
    Relation,
    {"kind": one_of(RELATIONS), "target": identifier, "since": day, "until": day},
    required=("kind", "target"),
)

ENTITY = Shape(
    Entity,
    {
        "id": identifier, "name": text, "kind": one_of(EntityKind), "owner": identifier, "country": country,
        "released": day, "aliases": several(_ALIAS), "require": texts, "forbid": texts,
        "openness": several(_OPENNESS), "relations": several(_RELATION), "ids": platform_ids, "people": texts,
        "fiscal_year_ends": month, "fiscal_year_begun": flag, "note": text,
    },
    required=("id", "name", "kind"),
)  # fmt: skip
METRIC = Shape(
    Metric,
    {
        "id": identifier, "label": text, "label_fr": text, "definition": text, "group": identifier,
        "kind": one_of(MetricKind), "units": texts, "distinct_units": flag, "cost": flag, "aliases": texts, "additive_time": flag,
        "additive_entities": flag, "comparable": identifier, "order": count, "cadence": one_of(CADENCES),
        "stale_days": count, "low": number, "high": number, "decimals": count, "traps": texts, "words": texts,
    },
    required=("id", "label", "definition", "group", "kind", "units"),
)  # fmt: skip
PUBLISHER = Shape(
    Publisher,
    {
        "id": identifier, "name": text, "kind": one_of(DocumentKind), "aliases": texts, "hosts": texts,
        "country": country, "owner": identifier, "reliability": one_of(tuple("ABCDEF")), "method": text,
    },
    required=("id", "name", "kind"),
)  # fmt: skip

SHAPES: Mapping[str, Shape] = {"entity": ENTITY, "metric": METRIC, "publisher": PUBLISHER}
