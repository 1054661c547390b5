"""What is shown, in files that travel: a folder of linked tables with its descriptor and credits, or one file."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import polars as pl

from ..citations import citations
from ..errors import UsageError
from ..formats import public, write
from ..literal import path_text
from .credits import write_credits
from .descriptor import KEYS, MARK, describe
from .places import DESCRIPTOR, write_file, write_folder

__all__ = ["FILES", "SUFFIXES", "export", "export_file", "export_flat"]

CITATION = "CITATION.md"

FILES = (*(f"{name}.csv" for name in KEYS), DESCRIPTOR, CITATION)
"""What an export folder holds."""

_TEXTS = {".json": "json", ".ndjson": "ndjson", ".md": "markdown"}

_OTHER = {*_TEXTS, ".parquet", ".jsonl", ".tsv", ".xlsx", ".xls", ".ods", ".zip"}

SUFFIXES = (".csv", ".parquet", *_TEXTS)
"""The kinds of single files."""


def export(
    views: Mapping[str, pl.DataFrame], dest: Path, *, query: Mapping[str, object], created: datetime | None = None
) -> None:
    """Write the tables of :data:`KEYS` as linked CSVs into a folder, whole or not at all.

    The same views give the same bytes. ``created`` is the latest ``recorded_at`` unless it is given; ``query`` is what
    would make the export again. Rows that name a row which is not there are left out, texts of documents are too.

    Raises:
        UsageError: the place holds something else than an old export, or cannot be written.
    """
    tables = _linked(views)
    moment = created or _latest(tables)

    def fill(folder: Path) -> None:
        files = {name: _write_csv(tables[name], folder / f"{name}.csv") for name in KEYS}
        descriptor = json.dumps(describe(tables, files, query, moment), indent=2)
        (folder / DESCRIPTOR).write_text(f"{descriptor}\n", encoding="utf-8", newline="\n")
        with (folder / CITATION).open("w", encoding="utf-8", newline="\n") as out:
            write_credits(out, tables["figures"], tables["documents"], moment)

    write_folder(dest, fill, FILES, MARK)


def export_flat(view: pl.DataFrame, dest: Path) -> None:
    """Write the rows of ``show`` as one CSV, with a column ``citation``.

    Raises:
        UsageError: the place cannot be written, or its suffix is that of another format.
    """
    if dest.suffix.lower() in _OTHER:
        raise UsageError(
            f"{dest}: a flat export is CSV, and {dest.suffix} is another format: name a .csv, or leave out --flat"
        )
    cited = public(view).with_columns(citations(view))
    write_file(dest, lambda path: _write_text(cited, "csv", path))


def export_file(view: pl.DataFrame, dest: Path) -> None:
    """Write the rows of ``show`` as one file of the kind that its suffix names.

    Raises:
        UsageError: another suffix than :data:`SUFFIXES`, or a place that cannot be written.
    """
    suffix = dest.suffix.lower()
    if suffix == ".csv":
        export_flat(view, dest)
    elif suffix == ".parquet":
        write_file(dest, lambda path: public(view).write_parquet(path_text(path), compression="zstd"))
    elif suffix in _TEXTS:
        write_file(dest, lambda path: _write_text(view, _TEXTS[suffix], path))
    else:
        raise UsageError(f"{dest}: the suffix tells the format: {', '.join(SUFFIXES)}; a name without one is a folder")


def _linked(views: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Take the columns that are not for screens, sort by key, and keep what names only rows that are there."""
    tables = {name: public(views[name]) for name in KEYS}
    tables["documents"] = tables["documents"].drop("text", strict=False)
    for catalog, column in (("entities", "entity"), ("metrics", "metric")):
        tables[catalog] = _completed(tables[catalog], tables, column)
    for name in ("observations", "claims", "tellings", "figures"):
        for column, (other, target) in KEYS[name][1].items():
            named = tables[other].select(pl.col(target).alias(column))
            tables[name] = tables[name].join(named, on=column, how="semi", maintain_order="left")
    return {name: table.sort(_order(name, table), nulls_last=True) for name, table in tables.items()}


def _order(name: str, table: pl.DataFrame) -> list[str]:
    """Sort by subject and time where a table has them, always last by its key, which settles the order."""
    return [*(column for column in ("entity", "metric", "end", "start") if column in table.columns), KEYS[name][0]]


def _completed(known: pl.DataFrame, tables: Mapping[str, pl.DataFrame], column: str) -> pl.DataFrame:
    """Add a bare row for each subject that only its source names."""
    named = pl.concat([tables[name].select(id=pl.col(column)) for name in ("observations", "claims", "figures")])
    missing = named.unique().join(known, on="id", how="anti").drop_nulls()
    label = "name" if column == "entity" else "label"
    return pl.concat([known, missing.with_columns(pl.col("id").alias(label))], how="diagonal")


def _latest(tables: Mapping[str, pl.DataFrame]) -> datetime | None:
    times = [tables[name]["recorded_at"].max() for name in ("observations", "documents")]
    found = [time for time in times if isinstance(time, datetime)]
    return max(found, default=None)


class _Hashed:
    """A file that knows the size and the hash of what went into it."""

    def __init__(self, take: Callable[[bytes], object]) -> None:
        self._take, self.size, self.digest = take, 0, hashlib.sha256()

    def write(self, text: str, /) -> None:
        data = text.encode()
        self.size += len(data)
        self.digest.update(data)
        self._take(data)


def _write_csv(table: pl.DataFrame, path: Path) -> tuple[int, str]:
    with path.open("wb") as file:
        out = _Hashed(file.write)
        write(table, "csv", out)
    return out.size, out.digest.hexdigest()


def _write_text(view: pl.DataFrame, kind: str, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as out:
        write(view, kind, out)
