"""One Delta table: opened, read at its newest version, and committed to by compare-and-swap."""

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any, cast
from urllib.parse import unquote
from uuid import uuid4

import polars as pl
from deltalake import CommitProperties, DeltaTable, Schema
from deltalake._internal import DeltaFileSystemHandler
from deltalake.exceptions import DeltaError, TableNotFoundError
from deltalake.transaction import AddAction, RemoveAction

from ..errors import StoreTooNew, StoreUnreadable
from .durable import named, settle, through
from .faults import FAILURES, reading, unwritable, writing
from .logs import refuse_broken
from .places import Place
from .shapes import Shape
from .streams import stream

KEPT_HOURS = 6
"""How long a file outlives its merging, for readers that still hold an older version."""

SETTINGS = {
    "delta.checkpointInterval": "5",
    "delta.logRetentionDuration": "interval 1 hours",
    "delta.deletedFileRetentionDuration": f"interval {KEPT_HOURS} hours",
}

_READER, _WRITER = 3, 7
_LOOKS, _BETWEEN_LOOKS_S = 6, 0.05


@dataclass(frozen=True, slots=True)
class Piece:
    """One data file of the present version."""

    path: str
    rows: int
    size: int

    @property
    def run(self) -> str:
        """The sorted run it is part of; the files of a run do not overlap."""
        return self.path.split("-", 1)[0]


class _Held(DeltaTable):
    """A version of a table on this machine whose paths are a person's, not those of a URI: with spaces, not ``%20``."""

    @property
    def table_uri(self) -> str:
        """The folder, as polars opens it."""
        return unquote(super().table_uri)

    def file_uris(self, *arguments: Any, **named: Any) -> list[str]:
        """The files, as polars opens them."""
        return [unquote(uri) for uri in super().file_uris(*arguments, **named)]


class Table:
    """One table of a store; safe to share between threads."""

    def __init__(self, place: Place, shape: Shape) -> None:
        self.place, self.shape = place, shape
        self.uri = place.table(shape.name)
        self.folder: Path | None = place.folder / shape.name if place.folder else None
        self.address = self.folder.as_uri() if self.folder else self.uri
        self._lock = threading.Lock()
        self._live: DeltaTable | None = None
        self._held: DeltaTable | None = None
        self._listed: tuple[int, list[Piece]] | None = None
        self.swept = 0

    def open(self) -> bool:
        """Open the newest version, or return ``False`` if there is no table; ``StoreUnreadable``, ``StoreTooNew``."""
        with reading(self.place.uri, opened=False):
            self._refuse_what_looks_damaged()
            live = self._found()
        if live is None:
            return False
        self._live = live
        self.swept = self._live.version()
        protocol = self._live.protocol()
        if protocol.min_reader_version > _READER or protocol.min_writer_version > _WRITER:
            raise StoreTooNew(
                f"the store at {self.place.uri} was written by a newer version (Delta protocol {protocol.min_reader_version}/{protocol.min_writer_version}); it was left untouched. Upgrade aimarket to read it"
            )
        return True

    def _found(self) -> DeltaTable | None:
        """Open what is there; a log that another process is just beginning is looked at again."""
        for left in reversed(range(_LOOKS)):
            try:
                return DeltaTable(self.address, storage_options=self.place.options)
            except (TableNotFoundError, DeltaError):
                if self._absent():
                    return None
                if not left:
                    refuse_broken(self.folder)
                    raise
                time.sleep(_BETWEEN_LOOKS_S)
        raise AssertionError

    def create(self, properties: dict[str, str]) -> None:
        """Create the table, or open it if another process was faster; ``StoreUnwritable``."""
        schema = Schema.from_arrow(self.shape.schema)
        try:
            if self.folder is not None:
                self.folder.mkdir(parents=True, exist_ok=True)
            DeltaTable.create(
                self.address,
                schema,
                configuration=SETTINGS | properties,
                storage_options=self.place.options,
                raise_if_key_not_exists=False,
            )
            if self.folder is not None:
                settle(self.folder / "_delta_log", 0)
                named(self.folder, self.folder.parent, self.folder.parent.parent)
        except FAILURES as failure:
            if self.open():
                return
            raise unwritable(self.place.uri, failure) from failure
        self.open()

    @property
    def live(self) -> DeltaTable:
        """The table as of the last :meth:`refresh`, for its writers."""
        assert self._live is not None
        return self._live

    def refresh(self) -> int:
        """Move to the newest version and return it."""
        with self._lock, reading(self.place.uri):
            try:
                self.live.update_incremental()
            except DeltaError:
                self._live = DeltaTable(self.address, storage_options=self.place.options)
            return self.live.version()

    def scan(self) -> pl.LazyFrame:
        """Scan the newest version, which the frame keeps seeing; ``StoreUnreadable`` if a file is gone or cut short."""
        version = self.refresh()
        kind = _Held if self.folder else DeltaTable
        with self._lock, reading(self.place.uri):
            if self._held is None or self._held.version() != version:
                self._held = kind(self.address, version=version, storage_options=self.place.options)
            held = self._held
        for piece, complaint in self.damaged(self.pieces()):
            raise StoreUnreadable(
                f"the store at {self.place.uri} is damaged: {self.shape.name}/{piece.path} {complaint}. `aimarket store verify` lists all of it; restore the file from a copy"
            )
        return pl.scan_delta(held, storage_options=self.place.options or None)

    def pieces(self) -> list[Piece]:
        """List the data files of the version last seen."""
        version = self.live.version()
        if self._listed is None or self._listed[0] != version:
            actions = self.live.get_add_actions()
            told = [actions.column(name).to_pylist() for name in ("path", "num_records", "size_bytes")]
            self._listed = version, [Piece(*row) for row in zip(*told, strict=True)]
        return self._listed[1]

    def damaged(self, pieces: Iterable[Piece]) -> Iterable[tuple[Piece, str]]:
        """Name the files of a local table that are missing or not as long as the log says."""
        for piece in pieces if self.folder is not None else ():
            try:
                found = (cast("Path", self.folder) / piece.path).stat().st_size
            except FileNotFoundError:
                yield piece, "is missing"
            else:
                if found != piece.size:
                    yield piece, f"has {found} bytes instead of {piece.size}"

    def scan_pieces(self, pieces: Iterable[Piece]) -> pl.LazyFrame:
        """Scan some data files."""
        paths = [f"{self.uri}/{piece.path}" for piece in pieces]
        return pl.scan_parquet(paths, glob=False, storage_options=self.place.options or None)

    def write(self, frames: Iterable[pl.DataFrame]) -> list[AddAction]:
        """Write the files of one sorted run; nobody sees them until they are committed."""
        return self._written(iter([part]) for frame in frames for part in self.shape.split(frame))

    def rewrite(self, parts: Iterator[pl.DataFrame]) -> list[AddAction]:
        """Write frames, each of which follows the one before, as :meth:`write` does, holding only a few of them."""
        return self._written(self.shape.files(parts))

    def _written(self, files: Iterable[Iterator[pl.DataFrame]]) -> list[AddAction]:
        run, added = uuid4().hex, list[AddAction]()
        try:
            with writing(self.place.uri):
                for file in files:
                    path = f"{run}-{len(added):05}.parquet"
                    size, told = self._put(path, file)
                    added.append(_addition(path, size, told))
                if self.folder is not None:
                    named(self.folder)
        except BaseException:
            self.discard(added)
            raise
        return added

    def commit(self, added: Sequence[AddAction], removed: Sequence[Piece] = (), *, after: int | None = None) -> bool:
        """Commit to the version right after one, for good, or return ``False`` if another writer was first.

        ``after`` is the version that was looked at, the one last seen if it is not said: a scan may have moved on since.
        """
        before = self.live.version() if after is None else after
        gone = [RemoveAction(piece.path, False, _present(), piece.size, {}) for piece in removed]
        for action in added:
            action.data_change = not removed
        properties = CommitProperties(max_commit_retries=0)
        schema = self.live.schema()
        try:
            with self._lock:
                if self.live.version() != before:
                    return False
                self.live.create_write_transaction([*added, *gone], "append", schema, commit_properties=properties)
        except FAILURES as failure:
            # A commit may have landed even so: its answer got lost, or what failed is the checkpoint after it.
            if self.refresh() == before:
                raise unwritable(self.place.uri, failure) from failure
            if not {action.path for action in added} <= {piece.path for piece in self.pieces()}:
                return False
        self.refresh()
        if self.folder is not None:
            with writing(self.place.uri):
                settle(self.folder / "_delta_log", before + 1)
        return True

    def discard(self, added: Iterable[AddAction]) -> None:
        """Delete files that were written and will not be committed; what stays behind is harmless."""
        for action in added if self.folder else ():
            with suppress(OSError):
                (cast("Path", self.folder) / action.path).unlink()

    def _put(self, path: str, parts: Iterator[pl.DataFrame]) -> tuple[int, str]:
        if self.folder is not None:
            target = self.folder / path
            try:
                with target.open("wb") as file:
                    told = stream(parts, self.shape.ranged, file)
                    through(file)
            except BaseException:
                target.unlink(missing_ok=True)
                raise
            return target.stat().st_size, told
        memory = BytesIO()  # polars does not say how large a remote file became, and the log must know it exactly
        told = stream(parts, self.shape.ranged, memory)
        handler = DeltaFileSystemHandler(self.uri, self.place.options)
        with closing(cast("IO[bytes]", handler.open_output_stream(path, None))) as file:
            file.write(memory.getvalue())
        return memory.tell(), told

    def _absent(self) -> bool:
        if self.folder is not None:
            # Not just anything: a process that was killed while it made the table leaves a nameless beginning of a log.
            return not any(self.folder.glob("_delta_log/*.json")) and not any(self.folder.glob("_delta_log/*.parquet"))
        return not DeltaTable.is_deltatable(self.address, self.place.options)

    def _refuse_what_looks_damaged(self) -> None:
        if self.folder is None:
            return
        for folder in (self.folder.parent, self.folder):
            if folder.exists() and not folder.is_dir():
                raise StoreUnreadable(
                    f"the store cannot be at {folder}: that is a file. Name another store with --store, or move the file away"
                )
        log = self.folder / "_delta_log"
        if self._absent() and any(self.folder.glob("*.parquet")):
            raise StoreUnreadable(
                f"the log of the store is gone: {log} is missing or empty while its data is there. Restore the folder from a copy, or begin the log anew with `aimarket store verify --repair`"
            )
        for entry in log.glob("*.json"):
            if entry.stat().st_size == 0:
                raise StoreUnreadable(
                    f"the log of the store is broken: {entry} is empty. Restore it from a copy, or begin the log anew with `aimarket store verify --repair`"
                )


def _addition(path: str, size: int, statistics: str) -> AddAction:
    return AddAction(path, size, {}, _present(), data_change=True, stats=statistics)


def _present() -> int:
    # The machine's own clock, not metrics.clock: a stand-in time must not let the vacuum take files that are in use.
    return time.time_ns() // 1_000_000
