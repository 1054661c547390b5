"""The keys in the last line: those that lead out of any trouble come first, for the line is cut where it has no room."""

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Footer

_FIRST = ("help", "quit")


class KeyBar(Footer):
    """A footer whose help and quit stand first."""

    def __init__(self) -> None:
        super().__init__(compact=True, show_command_palette=False)

    def compose(self) -> ComposeResult:
        """Order the keys."""
        yield from sorted(super().compose(), key=_place)


def _place(key: Widget) -> int:
    action = str(getattr(key, "action", "")).removeprefix("app.")
    return _FIRST.index(action) if action in _FIRST else len(_FIRST)
