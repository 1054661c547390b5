"""What the screen remembers from one run to the next: a small JSON file, written at once or not at all.

A file that is broken, or that somebody else wrote, is kept aside and told; it never keeps the screen from opening.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import platformdirs

from metrics.config import write_atomically
from metrics.errors import AimarketError
from metrics.literal import path_text

FORMAT = 1
PLACES = ("", "right", "below")
"""Where the preview may stand; without a word, wherever there is room."""
LEAST, MOST = 15, 85
"""The share of the screen that the preview may take, in percent."""
SHARES: Mapping[str, int] = {"right": 40, "below": 50}
_STORES = 50
"""Stores whose marks are remembered, the last used ones."""


@dataclass
class State:
    """What is remembered. Marks and the last look belong to one store, the rest to the person.

    ``sort`` and ``columns`` are by tab; ``last_look`` is the moment up to which the person has seen what moved,
    ``None`` where nobody has looked yet.
    """

    tab: str = ""
    sort: dict[str, tuple[str, bool]] = field(default_factory=dict)
    columns: dict[str, list[str]] = field(default_factory=dict)
    place: str = ""
    hidden: bool = False
    shares: dict[str, int] = field(default_factory=lambda: dict(SHARES))
    marks: list[tuple[str, str]] = field(default_factory=list)
    last_look: datetime | None = None

    def written(self) -> dict[str, Any]:
        """Return what belongs to the person, as JSON has it."""
        return {"tab": self.tab, "sort": {tab: list(by) for tab, by in self.sort.items()}, "columns": self.columns,
                "place": self.place, "hidden": self.hidden, "shares": self.shares}  # fmt: skip

    def written_of_store(self) -> dict[str, Any]:
        """Return what belongs to the store, as JSON has it."""
        return {"marks": [list(mark) for mark in self.marks],
                "last_look": self.last_look and self.last_look.isoformat()}  # fmt: skip


def default_path() -> Path:
    """Return where the state is kept."""
    return Path(platformdirs.user_state_dir("aimarket", appauthor=False)) / "screen.json"


@dataclass
class Kept:
    """The state of one store in its file; ``trouble`` says what was wrong with the file, if anything was."""

    path: Path
    store: str
    state: State = field(default_factory=State)
    trouble: str = ""
    _saved: str = ""

    @classmethod
    def at(cls, store: str, path: Path | None = None) -> "Kept":
        """Read what is remembered of a store; what cannot be read is as if it were not there."""
        kept = cls(path or default_path(), store)
        try:
            tree = _tree(kept.path)
            kept.state = _state(tree["screen"], tree["stores"].get(store, {})) if tree else State()
        except OSError as error:
            kept.trouble = f"{path_text(kept.path)} cannot be read: {error.strerror or error}"
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
            kept.trouble = f"what the screen remembered could not be read: {kept._set_aside()}"
        kept._saved = kept._text()
        return kept

    def save(self) -> str:
        """Write what has changed; returns what went wrong, or nothing. Other stores keep what is remembered of them."""
        text = self._text()
        if text == self._saved:
            return ""
        self._saved = text  # what cannot be written is not tried again until it changes
        try:
            others = _others(self.path, self.store)
            stores = {**others, self.store: self.state.written_of_store()}
            tree = {"format": FORMAT, "screen": self.state.written(), "stores": stores}
            write_atomically(self.path, json.dumps(tree, ensure_ascii=False, indent=1) + "\n")
        except (OSError, AimarketError) as error:
            return f"what the screen remembers could not be saved: {error}"
        return ""

    def _text(self) -> str:
        return json.dumps([self.state.written(), self.state.written_of_store()])

    def _set_aside(self) -> str:
        aside = self.path.with_name(f"{self.path.name}.broken")
        try:
            self.path.replace(aside)
        except OSError:
            return f"{path_text(self.path)} is passed over"
        return f"it is kept as {path_text(aside)}"


def _tree(path: Path) -> Mapping[str, Any] | None:
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    tree = json.loads(text)
    if tree["format"] != FORMAT or not isinstance(tree["stores"], dict):
        raise ValueError(tree["format"])
    return dict(tree)


def _others(path: Path, store: str) -> dict[str, Any]:
    """Return what is remembered of the other stores, the last used ones."""
    try:
        tree = _tree(path)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return {}
    found = [(name, told) for name, told in (tree or {"stores": {}})["stores"].items() if name != store]
    return dict(found[-_STORES + 1 :])


def _state(screen: Mapping[str, Any], store: Mapping[str, Any]) -> State:
    """Read a state; raises ``ValueError``, ``TypeError`` or ``KeyError`` for what none can be."""
    looked = store.get("last_look")
    return State(
        tab=_word(screen.get("tab", "")),
        sort={_word(tab): (_word(by), turned is True) for tab, (by, turned) in screen.get("sort", {}).items()},
        columns={_word(tab): [_word(name) for name in names] for tab, names in screen.get("columns", {}).items()},
        place=PLACES[PLACES.index(screen.get("place", ""))],
        hidden=screen.get("hidden") is True,
        shares={name: bounded(screen.get("shares", {}).get(name, usual)) for name, usual in SHARES.items()},
        marks=[(_word(entity), _word(metric)) for entity, metric in store.get("marks", [])],
        last_look=None if looked is None else _moment(looked),
    )  # fmt: skip


def bounded(share: int) -> int:
    """Keep a share within what leaves room for the table and for the preview.

    >>> bounded(5), bounded(40), bounded(100)
    (15, 40, 85)
    """
    return min(MOST, max(LEAST, int(share)))


def _word(told: object) -> str:
    if not isinstance(told, str):
        raise TypeError(told)
    return told


def _moment(told: str) -> datetime:
    read = datetime.fromisoformat(told)
    return read if read.tzinfo else read.replace(tzinfo=UTC)
