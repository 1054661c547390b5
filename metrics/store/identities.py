"""Which ids a table already holds, answered without reading the table.

An index beside the store keeps a key of every id in sorted segments, and the data files that it covers. Files that it
does not cover, such as those of a writer elsewhere, are read (their id column alone) when they are first met. The
index is expendable: lost, damaged or foreign, it is built again from the table.
"""

import contextlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from uuid import uuid4

import polars as pl
from deltalake.transaction import AddAction

from .faults import reading
from .segments import NO_KEYS, Segment, hits, keys_of, read, write
from .tables import Piece, Table
from .tiers import overdue

_FORMAT = 1
_FACTOR = 8  # keys are small: rewriting them is cheap beside searching one segment more
_DAMAGE = (OSError, ValueError, TypeError, KeyError, pl.exceptions.PolarsError)


@dataclass(frozen=True, slots=True)
class _Manifest:
    """What the index knows; replaced atomically, so that another process sees all of it or its predecessor."""

    table: str
    files: Mapping[str, int] = field(default_factory=dict)
    segments: tuple[Segment, ...] = ()
    repeated: int = 0
    format: int = _FORMAT

    def complete(self, files: Mapping[str, int], loose: int) -> bool:
        """Whether it has a key for every row of the files, save for repeated ones."""
        held = sum(segment.size for segment in self.segments) + loose + self.repeated
        return self.files == files and held == sum(files.values())


class Identities:
    """The index of one table, in a folder that may vanish at any time."""

    def __init__(self, table: Table, folder: Path) -> None:
        self.table, self.folder = table, folder

    def fresh(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Keep the first row of each id that the table, at the version last seen, does not hold."""
        frame = frame.filter(pl.col("id").is_first_distinct())
        pieces = self.table.pieces()
        if frame.is_empty() or not pieces:
            return frame
        keys = keys_of(frame.lazy())
        try:
            known = self._known(self._load(), pieces, keys)
        except _DAMAGE:
            known = self._known(_Manifest(self._table), pieces, keys)
        return frame.filter(~keys.is_in(known.implode())) if known.len() else frame

    def record(self, frame: pl.DataFrame, added: Iterable[AddAction]) -> None:
        """Take up rows that were just committed; should this fail, they are found in their files later."""
        with contextlib.suppress(*_DAMAGE):
            manifest = self._load()
            self._save(manifest, keys_of(frame.lazy()), {**manifest.files, **_rows(added)})

    def moved(self, removed: Sequence[Piece], added: Iterable[AddAction]) -> None:
        """Take note of a merge, which changes files but no ids."""
        with contextlib.suppress(*_DAMAGE):
            manifest = self._load()
            gone = {piece.path for piece in removed}
            if gone <= manifest.files.keys():
                kept = {path: rows for path, rows in manifest.files.items() if path not in gone}
                self._save(manifest, NO_KEYS, kept | _rows(added))

    @property
    def _table(self) -> str:
        return str(self.table.live.metadata().id)

    def _known(self, manifest: _Manifest, pieces: Sequence[Piece], keys: pl.Series) -> pl.Series:
        """Say which keys the files hold, reading those that the index does not cover and taking them up."""
        files = {piece.path: piece.rows for piece in pieces}
        unseen = [piece for piece in pieces if piece.path not in manifest.files]
        added = self._added(manifest, unseen)
        current = _Manifest(manifest.table, files, manifest.segments, manifest.repeated)
        if not current.complete(files, added.len()):
            manifest = _Manifest(self._table)
            added = self._added(manifest, pieces)
            manifest = _Manifest(self._table, repeated=sum(files.values()) - added.len())
        if added.len() or manifest.files != files:
            with contextlib.suppress(*_DAMAGE):
                manifest, added = self._save(manifest, added, files), NO_KEYS
        return pl.concat([self._among(manifest, keys), keys.filter(keys.is_in(added.implode()))])

    def _added(self, manifest: _Manifest, unseen: Sequence[Piece]) -> pl.Series:
        if not unseen:
            return NO_KEYS
        with reading(self.table.place.uri):
            keys = keys_of(self.table.scan_pieces(unseen)).unique().sort()
        return keys.filter(~keys.is_in(self._among(manifest, keys).implode()))

    def _among(self, manifest: _Manifest, keys: pl.Series) -> pl.Series:
        return pl.concat([NO_KEYS, *(hits(self.folder, segment, keys) for segment in manifest.segments)])

    def _load(self) -> _Manifest:
        try:
            stored = json.loads((self.folder / "manifest.json").read_bytes())
            manifest = _Manifest(**stored | {"segments": tuple(Segment(*segment) for segment in stored["segments"])})
        except _DAMAGE:
            return _Manifest(self._table)
        foreign = (manifest.format, manifest.table) != (_FORMAT, self._table)
        return _Manifest(self._table) if foreign else manifest

    def _save(self, manifest: _Manifest, keys: pl.Series, files: Mapping[str, int]) -> _Manifest:
        """Take up keys, merging the segments that are due, and return what is kept; the old segments go last."""
        segments, due = list(manifest.segments), list[Segment]()
        if keys.len():
            segments.sort(key=lambda segment: segment.size)
            sizes = sorted([keys.len(), *(segment.size for segment in segments)])
            due = segments[: max(0, overdue(sizes, _FACTOR) - 1)]
            merged = pl.concat([keys, *(read(self.folder, segment) for segment in due)]).sort()
            segments = [*segments[len(due) :], write(self.folder, merged)]
        saved = _Manifest(manifest.table, files, tuple(segments), manifest.repeated)
        self._replace(saved)
        for segment in due:
            (self.folder / segment.name).unlink(missing_ok=True)
        return saved

    def _replace(self, manifest: _Manifest) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.folder / f"{uuid4().hex}.json"
        draft.write_text(json.dumps(asdict(manifest)), encoding="utf-8")
        draft.replace(self.folder / "manifest.json")


def _rows(added: Iterable[AddAction]) -> dict[str, int]:
    return {action.path: int(json.loads(action.stats)["numRecords"]) for action in added}
