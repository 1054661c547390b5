"""Merging small sorted runs into large ones, so that there are few files however many appends there were."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import polars as pl

from ..errors import StoreUnreadable
from .faults import reading, writing
from .identities import Identities
from .locks import exclusive
from .shapes import pieces as pieces_of
from .tables import KEPT_HOURS, Piece, Table
from .tiers import overdue

SMALL = 1 << 20
"""Runs of fewer bytes than this are cheap to write again: they are merged by number, larger ones by size."""

FEW = 8
"""So many small runs may wait to be merged."""

_VACUUM_EVERY = 100
_TRIES = 20
_SAMPLES = 64
"""Rows looked at for each range of a merge."""


def plan(runs: Sequence[tuple[str, int]]) -> list[str]:
    """Choose the runs to merge into one, given each run's name and bytes; none is the usual answer.

    >>> plan([("a", 9 << 20), ("b", 100 << 20)])
    []
    >>> plan([("a", 60 << 20), ("b", 100 << 20)])
    ['a', 'b']
    """
    ascending = sorted(runs, key=lambda run: run[1])
    small = [run for run in ascending if run[1] < SMALL]
    large = ascending[len(small) :]
    gathered = sum(size for _, size in small)
    if len(small) <= FEW:
        return [name for name, _ in large[: overdue([size for _, size in large])]]
    if gathered < SMALL:
        return [name for name, _ in small]
    chosen = overdue([gathered, *(size for _, size in large)])
    return [name for name, _ in [*small, *large[: max(0, chosen - 1)]]]


def tend(table: Table, identities: Identities) -> None:
    """Merge what is due, and now and then delete what was merged long ago; skipped if another process does so."""
    if _due(table):
        with exclusive(identities.folder.with_suffix(".merge.lock"), wait=False) as held:
            table.refresh()
            due = _due(table) if held else []
            if due:
                merge(table, identities, due)
    if table.live.version() // _VACUUM_EVERY != table.swept // _VACUUM_EVERY:
        vacuum(table)


def compact(table: Table, identities: Identities) -> None:
    """Merge everything into one sorted run and delete what was merged long ago."""
    with exclusive(identities.folder.with_suffix(".merge.lock")):
        table.refresh()
        pieces = table.pieces()
        if len({piece.run for piece in pieces}) > 1:
            merge(table, identities, pieces)
    vacuum(table)


def merge(table: Table, identities: Identities, merged: Sequence[Piece]) -> bool:
    """Rewrite some files as one run; ``False`` if another process merged any of them meanwhile."""
    added = table.rewrite(_sorted_parts(table, merged))
    with exclusive(identities.folder.with_name("append.lock")):
        for _ in range(_TRIES):
            version = table.refresh()
            if not set(merged) <= set(table.pieces()):
                break
            if table.commit(added, merged, after=version):
                identities.moved(merged, added)
                return True
    table.discard(added)
    return False


def vacuum(table: Table) -> None:
    """Delete the files that no version of the last hours needs, and what killed writers left behind."""
    with writing(table.place.uri):
        table.live.vacuum(KEPT_HOURS, dry_run=False, enforce_retention_duration=False, full=True)
    table.swept = table.refresh()


def _due(table: Table) -> list[Piece]:
    runs: dict[str, list[Piece]] = {}
    for piece in table.pieces():
        runs.setdefault(piece.run, []).append(piece)
    due = plan([(name, sum(piece.size for piece in part)) for name, part in runs.items()])
    return [piece for name in due for piece in runs[name]]


def _sorted_parts(table: Table, merged: Sequence[Piece]) -> Iterator[pl.DataFrame]:
    """Read some files in ranges of the sort key, each small enough for memory; no row is missed."""
    rows = sum(piece.rows for piece in merged)
    whole, seen = table.scan_pieces(merged), 0
    for within in _ranges(table, whole, rows, pieces_of(rows, sum(piece.size for piece in merged))):
        with reading(table.place.uri):
            part = whole.filter(within).collect()
        seen += part.height
        if part.height:
            yield part
    if seen != rows:
        raise StoreUnreadable(
            f"the store at {table.place.uri} is damaged: {table.shape.name} has {seen} rows where its log counts {rows}. `aimarket store verify` lists what is damaged"
        )


def _ranges(table: Table, whole: pl.LazyFrame, rows: int, count: int) -> list[pl.Expr]:
    """Cut the sort key into about so many ranges of about as many rows, by every so-manieth row of each sorted file."""
    if count == 1:
        return [pl.lit(True)]
    first = table.shape.order[0]
    second = table.shape.order[1] if len(table.shape.order) > 1 else first
    step = max(1, rows // (count * _SAMPLES))
    with reading(table.place.uri):
        sampled = whole.select(a=first, b=second).with_row_index().filter(pl.col("index") % step == 0).select("a", "b")
        heads = sampled.collect(engine="streaming").sort("a", "b")
    bounds = heads.gather_every(max(1, heads.height // count)).unique(maintain_order=True).rows()
    lower = [
        pl.lit(True),
        *((pl.col(first) > a) | ((pl.col(first) == a) & (pl.col(second) >= b)) for a, b in bounds[1:]),
    ]
    return [low & ~high for low, high in pairwise([*lower, pl.lit(False)])]
