"""How the app tells something that belongs to no place on the screen."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from textual.app import App

from ..sheet import Look
from ..text import foreign


def later(work: Callable[..., Coroutine[Any, Any, None]], *told: Any) -> Any:
    """Make work that a worker begins, so that what is cancelled before leaves no coroutine that nobody awaited."""
    return partial(work, *told)


class Voice(App[None]):
    """An app that speaks in a corner."""

    look: Look

    def say(self, words: str, severity: Any = "information") -> None:
        """Tell something in a corner, literally, line by line."""
        told = "\n".join(foreign(line, self.look.charset) for line in words.split("\n"))
        self.notify(told, severity=severity, markup=False)
