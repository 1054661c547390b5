"""Putting a damaged store in order: what its files still hold is kept, what is lost is named, nothing is deleted.

A row is never edited, so files that a broken log, or the merging of the last hours, left in the folder give back rows
whose own file is damaged. What a killed writer left there was never acknowledged: it is taken in only where nothing
tells it from what was, and only with the documents that it names.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import polars as pl
from deltalake.transaction import AddAction

from ..errors import StoreTooNew, StoreUnreadable, StoreUnwritable, UsageError
from ..literal import path_text
from .faults import FAILURES, unwritable
from .locks import exclusive
from .migration import PROPERTY, VERSION, properties, refuse_newer
from .places import Place
from .segments import NO_KEYS, keys_of
from .shapes import DOCUMENTS_SHAPE, SHAPES
from .tables import Piece, Table
from .verify import Problem, unsound

ASIDE = "damaged"
"""The folder in the store where damaged files are put."""

_VERSION = re.compile(rf'"{re.escape(PROPERTY)}"\s*:\s*"(\d+)"')


def repair(place: Place, now: datetime) -> list[Problem]:
    """Repair the store at a place and list what was done: kinds ``log``, ``set_aside``, ``restored``, ``doubled``, ``lost``.

    Raises:
        UsageError: the store is not on this machine.
        StoreUnreadable: there is no store of ours to repair.
        StoreTooNew: a newer version wrote it; it is left untouched.
        StoreUnwritable: it cannot be written.
    """
    folder = place.folder
    if folder is None:
        raise UsageError(f"only a folder can be repaired: copy {place.uri} to this machine, and name it with --store")
    if not any((folder / shape.name).is_dir() for shape in SHAPES):
        raise StoreUnreadable(f"there is no store at {folder} to repair")
    for shape in SHAPES:
        _refuse_foreign(Table(place, shape))
    aside = folder / ASIDE / now.strftime("%Y%m%dT%H%M%S")
    with ExitStack() as held:
        held.enter_context(exclusive(place.beside / "append.lock"))
        try:
            return list(_all_repaired(place, aside))
        except FAILURES as failure:
            raise unwritable(place.uri, failure) from failure


def _all_repaired(place: Place, aside: Path) -> Iterator[Problem]:
    """Repair the tables, what is referred to before what refers."""
    documents: pl.Series | None = None
    for shape in reversed(SHAPES):
        table = Table(place, shape)
        done = list(_repaired(table, aside / shape.name, documents))
        if table.shape is DOCUMENTS_SHAPE and not done:
            documents = _keys(table)
        yield from done


def _refuse_foreign(table: Table) -> None:
    """Refuse what a newer version wrote, and what is not ours, before anything is touched."""
    try:
        if table.open():
            refuse_newer(table)
            return
    except StoreTooNew:
        raise
    except StoreUnreadable:
        if table.folder is not None and table.folder.is_file():
            raise
    told = [_VERSION.findall(_text(path)) for path in _log(table).glob("*.json")]
    versions = [int(version) for found in told for version in found]
    if versions and max(versions) > VERSION:
        raise StoreTooNew(
            f"the store at {table.place.uri} was written by a newer version (schema {max(versions)}, this program knows {VERSION}); it was left untouched. Upgrade aimarket to repair it"
        )
    files = list(_files(table))
    if files and not versions and not any(_ours(table, path) for path in files):
        raise StoreUnreadable(f"{table.uri} is no table of aimarket; it was left untouched")


def _repaired(table: Table, aside: Path, documents: pl.Series | None) -> Iterator[Problem]:
    """Repair one table; ``documents`` are the keys of all documents, if none of those is lost."""
    name, said = table.shape.name, Problem
    begun = _begin(table, aside)
    if begun:
        yield said(name, "log", begun)
    gone = list(_set_aside(table, aside))
    yield from (said(name, "set_aside", f"{piece.path} {why}") for piece, why in gone)
    restored = _restore(table, documents) if gone or begun else 0
    if restored:
        yield said(name, "restored", f"{restored} rows, from files in the folder that the log did not name")
    doubled = _undouble(table)
    if doubled:
        yield said(name, "doubled", f"{doubled} rows stood there more than once or had no id; each is there once now")
    lost = sum(piece.rows for piece, _ in gone) - restored
    if gone and lost > 0:
        yield said(name, "lost", f"{lost} rows: no file holds them any more. What named them is in {aside}")


def _begin(table: Table, aside: Path) -> str | None:
    """Open a table; begin its log anew if it cannot be opened, and say so."""
    try:
        if table.open():
            return None
        said = "it was not there; it is begun anew"
    except StoreUnreadable as broken:
        old = f"; the old one is in {aside}" if _move(_log(table), aside / "_delta_log") else ""
        said = f"its log was broken and is begun anew{old}: {broken}"
    table.create(properties())
    return said


def _set_aside(table: Table, aside: Path) -> Iterator[tuple[Piece, str]]:
    """Take files that cannot be read out of the table."""
    for piece, problem in list(unsound(table)):
        if piece is None:
            raise StoreUnreadable(f"{table.uri}: {problem.message}; columns cannot be repaired. Restore it from a copy")
        _commit(table, [], [piece])
        _move(_folder(table) / piece.path, aside / piece.path)
        yield piece, problem.message.removeprefix(f"{piece.path} ")


def _keys(table: Table) -> pl.Series:
    pieces = table.pieces()
    return keys_of(table.scan_pieces(pieces).select("id")) if pieces else NO_KEYS


def _restore(table: Table, documents: pl.Series | None) -> int:
    """Take in the rows of readable files that the table does not name and does not hold; return how many."""
    named, held, count = {piece.path for piece in table.pieces()}, _keys(table), 0
    for path in sorted(_files(table)):
        if path.name in named or not _ours(table, path):
            continue
        rows = pl.read_parquet(path_text(path), glob=False).select(table.shape.schema.names())
        rows = rows.filter(pl.col("id").is_not_null()).unique("id", keep="first", maintain_order=True)
        if documents is not None and "document" in rows.columns:
            rows = rows.filter(keys_of(rows.lazy().select(id="document")).is_in(documents.implode()))
        keys = keys_of(rows.lazy().select("id"))
        fresh = rows.filter(~keys.is_in(held.implode()))
        if fresh.height:
            _commit(table, table.write([fresh]))
            held = pl.concat([held, keys])
            count += fresh.height
    return count


def _undouble(table: Table) -> int:
    """Write the files again that hold an id twice, or none; return how many rows went."""
    pieces = table.pieces()
    if not pieces:
        return 0
    whole = table.scan_pieces(pieces)
    keys = whole.select("id", key=pl.col("id").hash())
    odd = keys.filter(pl.col("key").is_duplicated() | pl.col("id").is_null()).select("id").unique().collect()["id"]
    if not odd.len():
        return 0
    wanted = pl.col("id").is_in(odd.implode()) | pl.col("id").is_null()
    wrong = [piece for piece in pieces if table.scan_pieces([piece]).filter(wanted).head(1).collect().height]
    rows = table.scan_pieces(wrong).collect()
    kept = rows.filter(pl.col("id").is_not_null()).sort("recorded_at").unique("id", keep="first", maintain_order=True)
    if kept.height == rows.height:
        return 0
    _commit(table, table.write([kept]) if kept.height else [], wrong)
    return rows.height - kept.height


def _commit(table: Table, added: Sequence[AddAction], removed: Sequence[Piece] = ()) -> None:
    if not table.commit(added, removed):
        table.discard(added)
        raise StoreUnwritable(f"the store at {table.place.uri} is in use. Repair it while nobody writes")


def _files(table: Table) -> Iterator[Path]:
    return _folder(table).glob("*.parquet")


def _folder(table: Table) -> Path:
    assert table.folder is not None
    return table.folder


def _log(table: Table) -> Path:
    return _folder(table) / "_delta_log"


def _ours(table: Table, path: Path) -> bool:
    """Whether a file has the table's columns and can be decoded."""
    try:
        scan = pl.scan_parquet(path_text(path), glob=False)
        if scan.collect_schema() != table.shape.schema:
            return False
        scan.select(pl.all().hash().sum().name.prefix("_")).collect()
    except FAILURES:
        return False
    return True


def _move(path: Path, to: Path) -> bool:
    """Put a file or folder aside, if it is there."""
    if not path.exists():
        return False
    to.parent.mkdir(parents=True, exist_ok=True)
    path.rename(to)
    return True


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
