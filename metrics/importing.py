"""From a person's file, or a typed figure, to the store: one file is one run, whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .errors import BadInput, BadRow
from .intake import Intake, parse_one, read
from .literal import path_text
from .market import Market
from .model import Run
from .store import Appended

SOURCE = "import"
_LISTED = 1_000


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of one file."""

    file: str
    rows: int
    added: int
    unchanged: int
    bad: list[BadRow]
    rejected: int
    doubtful: list[BadRow] = field(default_factory=list)

    def counts(self) -> dict[str, object]:
        """Return what scripts rely on: file, rows, added, unchanged, rejected."""
        return {
            "file": self.file,
            "rows": self.rows,
            "added": self.added,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
        }


def import_files(market: Market, files: Sequence[Path], *, skip_bad: bool = False) -> list[Imported]:
    """Read all files, then store each as one run.

    Raises:
        BadInput: rows that cannot be stored, unless they are to be skipped; then nothing of any file is.
        UsageError: a file that cannot be read.
        StoreError: the store cannot be used.
    """
    taken = [(file, read(file, market.catalog, now=market.now)) for file in files]
    if not skip_bad:
        for file, intake in taken:
            _refuse_bad(file, intake.bad)
    return [_imported(market, file, intake) for file, intake in taken]


def _refuse_bad(file: Path, bad: list[BadRow]) -> None:
    if not bad:
        return
    more = len(bad) - _LISTED
    tail = f" ({more} more not listed)" if more > 0 else ""
    hint = f"nothing was stored{tail}. Mend the rows, or store the others with --skip-bad"
    raise BadInput(path_text(file), bad[:_LISTED], hint)


def _imported(market: Market, file: Path, taken: Intake) -> Imported:
    done = _store(market, taken, path_text(file))
    unchanged = taken.rows - taken.rejected - done.added
    return Imported(path_text(file), taken.rows, done.added, unchanged, taken.bad, taken.rejected, taken.doubtful)


def add_one(market: Market, fields: Mapping[str, str | None]) -> tuple[Intake, Appended]:
    """Store one figure typed by hand, its fields named like the columns of a file."""
    taken = parse_one(fields, market.catalog, now=market.now)
    return taken, _store(market, taken, None)


def _store(market: Market, taken: Intake, file: str | None) -> Appended:
    run = Run(
        source=SOURCE,
        started_at=market.now,
        ended_at=market.now,
        failed=taken.rejected,
        version=None if file is None else Path(file).name,
    )
    return market.store.append(run, taken.documents, taken.observations, now=market.now)
