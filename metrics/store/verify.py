"""Looking over a store: what is damaged, doubled or refers to nothing. What a crash leaves behind is no problem."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from .faults import FAILURES, reason_of
from .tables import Piece, Table

_REFERENCES = (("observations", "document", "documents"), ("rulings", "observation", "observations"))
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: ``kind`` is schema, unreadable, null_key, duplicate_key or orphan."""

    table: str
    kind: str
    message: str

    def __str__(self) -> str:
        return f"{self.table}: {self.message}"


def verify(tables: Mapping[str, Table]) -> list[Problem]:
    """Read everything and list what is wrong; the tables come in the order in which they refer to each other."""
    for table in tables.values():
        table.refresh()
    sound: dict[str, list[Piece]] = {}
    problems: list[Problem] = []
    for name, table in tables.items():
        found = list(unsound(table))
        problems += (problem for _, problem in found)
        broken = {piece for piece, _ in found}
        sound[name] = [piece for piece in table.pieces() if piece not in broken]
    scans = {name: _keys(tables[name], pieces) for name, pieces in sound.items()}
    for name, scan in scans.items():
        problems += _keyed(name, scan)
    for name, column, target in _REFERENCES:
        problems += _referring(name, column, scans[name], scans[target], target)
    return problems


def unsound(table: Table) -> Iterator[tuple[Piece | None, Problem]]:
    """Yield the files of a table that cannot be read, and why; ``None`` for the table itself."""
    name = table.shape.name
    if (found := pl.Schema(table.live.schema())) != table.shape.schema:
        yield None, Problem(name, "schema", f"its columns are {found}")
    cut = dict(table.damaged(table.pieces()))
    for piece in table.pieces():
        complaint = cut.get(piece) or _unreadable(table, piece)
        if complaint:
            yield piece, Problem(name, "unreadable", f"{piece.path} {complaint}")


def _unreadable(table: Table, piece: Piece) -> str | None:
    """Decode every column of a file, as only that shows whether it can be read."""
    try:
        scan = table.scan_pieces([piece])
        found = scan.collect_schema()
        if found != table.shape.schema:
            return f"has the columns {found}"
        rows = scan.select(pl.len(), pl.all().hash().sum().name.prefix("_")).collect()["len"][0]
    except FAILURES as failure:
        return f"cannot be read: {reason_of(failure)}"
    return None if rows == piece.rows else f"has {rows} rows instead of {piece.rows}"


def _keys(table: Table, pieces: list[Piece]) -> pl.LazyFrame:
    columns = [name for name in ("id", "document", "observation") if name in table.shape.schema]
    if not pieces:
        return pl.LazyFrame(schema=dict.fromkeys(columns, pl.String))
    return table.scan_pieces(pieces).select(columns)


def _keyed(name: str, scan: pl.LazyFrame) -> Iterator[Problem]:
    ids = scan.select("id")
    nulls = ids.select(pl.col("id").null_count()).collect().item()
    if nulls:
        yield Problem(name, "null_key", f"{nulls} rows without id")
    # Hashes first: they need a fraction of the memory, and almost always there is nothing more to do.
    keys = ids.select(key=pl.col("id").hash()).filter(pl.col("key").is_duplicated()).collect()
    if keys.height:
        repeated = ids.group_by("id").len().filter(pl.col("len") > 1).sort("id").collect()
        if repeated.height:
            yield Problem(name, "duplicate_key", f"{repeated.height} ids more than once: {_some(repeated['id'])}")


def _referring(name: str, column: str, scan: pl.LazyFrame, target: pl.LazyFrame, of: str) -> Iterator[Problem]:
    wanted = scan.select(id=column).unique()
    orphans = wanted.join(target.select("id"), on="id", how="anti", nulls_equal=False).sort("id").collect()
    if orphans.height:
        yield Problem(
            name, "orphan", f"{orphans.height} values of {column} that no row of {of} has: {_some(orphans['id'])}"
        )


def _some(values: pl.Series) -> str:
    shown = ", ".join(str(value) for value in values.head(_EXAMPLES))
    return f"{shown}, …" if values.len() > _EXAMPLES else shown
