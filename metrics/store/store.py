"""The store as the rest of the program sees it: opened by URI, appended to run by run, scanned lazily."""

import contextlib
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self, TypedDict, TypeVar

import polars as pl

from ..errors import StoreBusy, StoreError, StoreUnreadable
from ..frames import hashed, runs_frame
from ..model import Run
from .compaction import compact, tend
from .faults import reading
from .identities import Identities
from .locks import exclusive
from .migration import migrate, properties, refuse_newer
from .places import Place
from .returns import returning
from .shapes import OBSERVATIONS_SHAPE, SHAPES
from .tables import Table
from .verify import Problem, verify

_T = TypeVar("_T")
_TRIES = 60
_LONGEST_PAUSE_S = 2.0
_CORE = ("runs", "observations", "documents")
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Appended:
    """What came of an append: observations and documents that are new, and observations that were there already."""

    added: int
    unchanged: int
    documents: int


class Info(TypedDict):
    """What a store holds, as its log tells; ``version`` grows with whatever lands."""

    uri: str
    version: int
    observations: int
    documents: int
    runs: int
    files: int
    bytes: int


class Store:
    """Tables of documents, observations, runs and rulings; made by :meth:`open`.

    Its frames have the schemas of ``metrics.frames`` and keep showing the version at which they were asked for. Ask for
    runs, then observations, then documents: then whatever the first refers to is in the others.
    """

    def __init__(self, place: Place, tables: Mapping[str, Table]) -> None:
        self.place, self._tables = place, tables
        self.notes: list[str] = []
        """What went wrong beside the work: for whoever runs it to say."""
        self.is_new = False
        """Whether opening it made it."""
        self._identities = {name: Identities(table, place.beside / name) for name, table in tables.items()}

    @classmethod
    def open(cls, uri: str, options: Mapping[str, str] | None = None, *, create: bool = True) -> Self:
        """Open the store at a path or URI, creating it if nothing is there.

        Raises ``UsageError`` for an address that is none, ``StoreUnreadable`` if it is damaged or, with
        ``create=False``, missing, ``StoreUnwritable`` if it cannot be created, ``StoreTooNew`` if a newer version made it.
        """
        place = Place.of(uri, options or {})
        tables = {shape.name: Table(place, shape) for shape in SHAPES}
        there = _side_by_side(Table.open, list(tables.values()))
        missing = [table for table, found in zip(tables.values(), there, strict=True) if not found]
        for table in tables.values():
            if table not in missing:
                refuse_newer(table)
        _refuse_without_core(place, tables, missing)
        if missing and len(missing) == len(tables) and not create:
            raise StoreUnreadable(
                f"there is no store at {place.uri}. `aimarket collect` or `aimarket import` makes one; another is named with --store"
            )
        _side_by_side(lambda table: table.create(properties()), missing)
        for table in tables.values():
            migrate(table)
        with contextlib.suppress(OSError):
            place.beside.mkdir(parents=place.folder is None, exist_ok=True)
        store = cls(place, tables)
        store.is_new = len(missing) == len(tables)
        return store

    @property
    def uri(self) -> str:
        """Where the store is."""
        return self.place.uri

    @property
    def version(self) -> int:
        """A number that grows whenever anything lands."""
        return sum(_side_by_side(Table.refresh, list(self._tables.values())))

    def observations(self) -> pl.LazyFrame:
        """Scan the observations; filters on metric, entity and end skip files and parts of files."""
        return self._tables["observations"].scan()

    def documents(self) -> pl.LazyFrame:
        """Scan the documents; filters on id skip files."""
        return self._tables["documents"].scan()

    def runs(self) -> pl.LazyFrame:
        """Scan the runs."""
        return self._tables["runs"].scan()

    def rulings(self) -> pl.LazyFrame:
        """Scan the rulings."""
        return self._tables["rulings"].scan()

    def subjects(self) -> pl.LazyFrame:
        """Scan what platforms call whom: the columns of ``frames.SUBJECTS``."""
        return self._tables["subjects"].scan()

    def append(self, run: Run, documents: pl.DataFrame, observations: pl.DataFrame, *, now: datetime) -> Appended:
        """Store what one run brought, once: ids that are there already are counted as unchanged.

        Documents land before the observations that name them, and the run, with its counts, last. Killed in between,
        the store is sound and the same append completes it. Raises ``StoreUnwritable``, ``StoreUnreadable``,
        ``StoreBusy``.
        """
        done = self.land(documents, observations, now=now)
        self.log(replace(run, added=done.added, unchanged=done.unchanged), now=now)
        return done

    def land(
        self, documents: pl.DataFrame, observations: pl.DataFrame, subjects: pl.DataFrame | None = None, *,
        now: datetime,
    ) -> Appended:  # fmt: skip
        """Store a part of what a run brings, before the run itself is logged; raises as :meth:`append` does.

        ``subjects`` (frames.SUBJECTS) tell what a platform calls whom, by its own stable key.
        """
        with exclusive(self.place.beside / "append.lock"):
            if subjects is not None:
                self._land("subjects", subjects, now)
            told = self._land("documents", documents, now)
            added = self._land("observations", observations, now)
        self._tend("documents", "observations", "subjects")
        return Appended(added, observations.height - added, told)

    def log(self, run: Run, *, now: datetime) -> None:
        """Store that a run ended, with its counts; raises as :meth:`append` does."""
        with exclusive(self.place.beside / "append.lock"):
            self._log(run, now)
        self._tend("runs")

    def rule(self, rulings: pl.DataFrame, now: datetime) -> int:
        """Store judgements (columns observation, rank, reason) and return how many are new.

        The latest counts, so each is recorded later than all before it, even under a clock that stands still; one
        that only repeats what stands already is not new.
        """
        parts = ("observation", "rank", "reason")
        with exclusive(self.place.beside / "append.lock"), reading(self.uri):
            before = self.rulings().sort("recorded_at").select(*parts, "recorded_at").collect()
            standing = before.unique("observation", keep="last")
            last = before["recorded_at"].max()
            moment = max(now, last + _TICK) if isinstance(last, datetime) else now
            fresh = rulings.join(standing, on=parts, how="anti", maintain_order="left")
            known = fresh.with_columns(id=hashed(*map(pl.col, parts), pl.lit(moment).dt.timestamp("us")))
            added = self._land("rulings", known, moment)
        self._tend("rulings")
        return added

    def info(self) -> Info:
        """Tell how much there is, from the log alone."""
        version = self.version
        pieces = {name: table.pieces() for name, table in self._tables.items()}
        rows = {name: sum(piece.rows for piece in part) for name, part in pieces.items()}
        files = [piece for part in pieces.values() for piece in part]
        size = sum(piece.size for piece in files)
        return {
            "uri": self.uri,
            "version": version,
            "observations": rows["observations"],
            "documents": rows["documents"],
            "runs": rows["runs"],
            "files": len(files),
            "bytes": size,
        }

    def compact(self) -> None:
        """Rewrite each table as one sorted run; appending does so by and by."""
        for name, table in self._tables.items():
            compact(table, self._identities[name])

    def verify(self) -> list[Problem]:
        """Read everything and list what is wrong with it; an empty list is good news."""
        return verify(self._tables)

    def _land(self, name: str, frame: pl.DataFrame, now: datetime) -> int:
        """Commit the rows of a frame that a table does not hold, after the very version in which it does not."""
        table, identities = self._tables[name], self._identities[name]
        frame = table.shape.conform(frame, now)
        for _ in _tries(self.uri):
            version = table.refresh()
            fresh = identities.fresh(frame)
            if name == OBSERVATIONS_SHAPE.name and fresh.height < frame.height:
                fresh = pl.concat([fresh, identities.fresh(self._returning(frame, fresh))])
            if fresh.is_empty():
                return 0
            added = table.write([fresh])
            if table.commit(added, after=version):
                identities.record(fresh, added)
                return fresh.height
            table.discard(added)
        raise AssertionError

    def _returning(self, frame: pl.DataFrame, fresh: pl.DataFrame) -> pl.DataFrame:
        """Find the known rows whose page said otherwise since; a damaged store can be appended to without that."""
        with contextlib.suppress(StoreUnreadable), reading(self.uri):
            return returning(frame, fresh, self.observations, self.documents)
        return frame.clear()

    def _log(self, run: Run, now: datetime) -> None:
        """Write the run's row; its id tells apart even runs with the same times and counts."""
        table = self._tables["runs"]
        for _ in _tries(self.uri):
            version = table.refresh()
            row = table.shape.conform(runs_frame([run]), now)
            row = row.with_columns(id=pl.lit(run.id) if run.id else hashed(pl.col("id"), pl.lit(version + 1)))
            added = table.write([row])
            if table.commit(added, after=version):
                return
            table.discard(added)

    def _tend(self, *names: str) -> None:
        for name in names:
            try:
                tend(self._tables[name], self._identities[name])
            except StoreError as error:
                note = f"what was appended is stored, but small files of {name} could not be merged: {error}. The next append tries again"
                self.notes = [*(each for each in self.notes if each != note), note]


def _side_by_side(work: Callable[[Table], _T], tables: Sequence[Table]) -> list[_T]:
    """Do something with several tables at once, as each mostly waits for its own log."""
    with ThreadPoolExecutor(max(1, len(tables))) as pool:
        return list(pool.map(work, tables))


def _refuse_without_core(place: Place, tables: Mapping[str, Table], missing: Sequence[Table]) -> None:
    """Refuse a store with rows that has lost a table: all are made before the first row, so none was ever there without."""
    gone = [table.shape.name for table in missing if table.shape.name in _CORE]
    if gone and any(table.pieces() for table in tables.values() if table not in missing):
        raise StoreUnreadable(
            f"the store at {place.uri} is damaged: it has no {' and no '.join(gone)}. Restore the folder from a copy, or name another store with --store"
        )


def _tries(uri: str) -> Iterator[int]:
    """Count tries, pausing longer and longer between them by random times; ``StoreBusy`` when they are used up."""
    for number in range(_TRIES):
        if number:
            time.sleep(random.uniform(0, min(_LONGEST_PAUSE_S, 0.01 * 1.5**number)))  # noqa: S311  (jitter)
        yield number
    raise StoreBusy(
        f"the store at {uri} is busy: other writers won {_TRIES} times. Run it again later; nothing was lost"
    )
