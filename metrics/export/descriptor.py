"""The Data Package descriptor (version 2): what each file holds, how the files hang together, where it all comes from."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import polars as pl

from .. import __version__
from ..literal import one_line
from ..vocabulary import Status

MARK = "_query"
"""The key that tells an export of ours, and says what would make it again."""

_SITE = re.compile(r"[a-z]+://[^/?#]+", re.IGNORECASE)

KEYS: Mapping[str, tuple[str, Mapping[str, tuple[str, str]]]] = {
    "figures": ("claim", {"claim": ("claims", "claim"), "entity": ("entities", "id"), "metric": ("metrics", "id")}),
    "observations": (
        "id",
        {"document": ("documents", "id"), "entity": ("entities", "id"), "metric": ("metrics", "id")},
    ),
    "tellings": ("observation", {"observation": ("observations", "id"), "claim": ("claims", "claim")}),
    "claims": (
        "claim",
        {"observation": ("observations", "id"), "entity": ("entities", "id"), "metric": ("metrics", "id")},
    ),
    "documents": ("id", {}),
    "entities": ("id", {}),
    "metrics": ("id", {}),
}
"""The tables of an export in order: of each its key, and which column names a row of which other table."""

_TITLES = {
    "figures": "The claim chosen for each entity, metric and period, with its rivals and grade",
    "observations": "What each document says about each quantity",
    "tellings": "Each observation as a telling of its claim: role, distortions, findings",
    "claims": "One origin's assertion about one quantity, with how often it is told and bent",
    "documents": "Where the observations stand; texts are not exported",
    "entities": "What is measured",
    "metrics": "What about it",
}
_TYPES: tuple[tuple[type[pl.DataType], str], ...] = (
    (pl.Date, "date"),
    (pl.Datetime, "datetime"),
    (pl.Boolean, "boolean"),
    (pl.List, "array"),
    (pl.Struct, "object"),
)
_LICENCES = {
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-3.0": ("Creative Commons Attribution-ShareAlike 3.0", "https://creativecommons.org/licenses/by-sa/3.0/"),
    "CC0-1.0": ("Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}
_FACTS = {
    "name": "other-open",
    "title": "Figures are facts; quotes stay their authors', each under the terms of its source",
}


def describe(
    tables: Mapping[str, pl.DataFrame],
    files: Mapping[str, tuple[int, str]],
    query: Mapping[str, object],
    created: datetime | None,
) -> dict[str, Any]:
    """Return the descriptor of tables whose files have these sizes and hashes."""
    stamp = {"created": created.strftime("%Y-%m-%dT%H:%M:%S.%fZ")} if created else {}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "aimarket",
        "title": "AI-market figures with their sentences, origins and history",
        "description": "Text cells that would begin with = + - @, a tab or a carriage return have an apostrophe before "
        "it, so that no spreadsheet takes them for a formula; lists and objects are JSON text.",
        "version": __version__,
        **stamp,
        "licenses": _licenses(tables["documents"]),
        "contributors": [{"title": f"aimarket {__version__}", "roles": ["creator"]}],
        "sources": _sources(tables["documents"]),
        "resources": [_resource(name, tables[name], *files[name]) for name in KEYS],
        MARK: {name: _plain(value) for name, value in query.items()},
    }


def _plain(value: object) -> object:
    if value is None or isinstance(value, (str, int, float)):
        return value
    return [_plain(each) for each in value] if isinstance(value, (list, tuple)) else str(value)


def _resource(name: str, table: pl.DataFrame, size: int, digest: str) -> dict[str, Any]:
    key, foreign = KEYS[name]
    return {
        "name": name,
        "title": _TITLES[name],
        "path": f"{name}.csv",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "schema": {
            "fieldsMatch": "equal",
            "fields": [_field(column, dtype) for column, dtype in table.schema.items()],
            "missingValues": [{"value": "", "label": "not stated"}],
            "primaryKey": [key],
            "foreignKeys": [
                {"fields": [column], "reference": {"resource": other, "fields": [target]}}
                for column, (other, target) in foreign.items()
            ],
        },
    }


def _field(name: str, dtype: pl.DataType) -> dict[str, Any]:
    kind = next((word for known, word in _TYPES if isinstance(dtype, known)), "string")
    if dtype.is_integer():
        kind = "integer"
    elif dtype.is_float():
        kind = "number"
    field: dict[str, Any] = {"name": name, "type": kind}
    if name == "status":
        field["categories"] = [{"value": str(each), "label": each.name.lower().replace("_", " ")} for each in Status]
    return field


def _licenses(documents: pl.DataFrame) -> list[dict[str, str]]:
    named = documents["licence"].drop_nulls().unique().sort().to_list()
    found = []
    for text in named:
        title, path = _LICENCES.get(text, (text, None))
        found.append({"name": one_line(text), "title": one_line(title), **({"path": path} if path else {})})
    return [_FACTS, *found]


def _sources(documents: pl.DataFrame) -> list[dict[str, Any]]:
    """Return one source a publisher: where it stands, and when it was read or else published last, as far as known."""
    grouped = (
        documents.group_by("publisher")
        .agg(
            pl.col("url").drop_nulls().unique().sort(),
            read=pl.col("retrieved_at").max(),
            published=pl.col("published_on").max(),
        )
        .sort("publisher", nulls_last=True)
    )
    return [_source(*row) for row in grouped.select("publisher", "url", "read", "published").iter_rows()]


def _source(
    publisher: str | None, urls: Sequence[str], read: datetime | None, published: date | None
) -> dict[str, Any]:
    sites = sorted({found[0] for found in map(_SITE.match, urls) if found})
    path = {"path": urls[0] if len(urls) == 1 else sites[0]} if len(sites) == 1 else {}
    version = f"read {read:%Y-%m-%d}" if read else f"published {published}" if published else None
    title = one_line(publisher or (sites[0].split("//")[1] if sites else "unnamed"))
    return {"title": title, **path, **({"version": version} if version else {})}
