"""All that widgets and screens say upward, and what comes back down: one page."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
from rich.console import RenderableType
from textual.message import Message
from textual.message_pump import MessagePump

from .questions import Answer, Question
from .running import Running


class Wanted(Message):
    """Somebody wants a question answered; the answer is sent to whoever asked."""

    def __init__(self, question: Question, asker: MessagePump) -> None:
        self.question, self.asker = question, asker
        super().__init__()


class Answered(Message):
    """The answer to a question, sent down to who asked it."""

    bubble = False

    def __init__(self, question: Question, answer: Answer) -> None:
        self.question, self.answer = question, answer
        super().__init__()


class Failed(Message):
    """A question that could not be answered, with the reason and what to do, sent down to who asked it."""

    bubble = False

    def __init__(self, question: Question, reason: str, *, refused: bool = False) -> None:
        self.question, self.reason, self.refused = question, reason, refused
        super().__init__()


class StoreChanged(Message):
    """The store holds something new, sent down to the screens."""

    bubble = False


class Pointed(Message):
    """The cursor of a table stands on another row, or on none."""

    def __init__(self, row: dict[str, Any] | None) -> None:
        self.row = row
        super().__init__()


class Marked(Message):
    """A row of a table was marked, or its mark taken away."""

    def __init__(self, key: tuple[Any, ...]) -> None:
        self.key = key
        super().__init__()


class Chosen(Message):
    """A row of a table was chosen with enter or the mouse."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.row = row
        super().__init__()


class Headed(Message):
    """The header of a column was clicked."""

    def __init__(self, header: str) -> None:
        self.header = header
        super().__init__()


class Fitted(Message):
    """The columns of a table were fitted to another width."""


class Tabbed(Message):
    """A tab was chosen."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__()


class Copy(Message):
    """Put something on the clipboard."""

    def __init__(self, text: str, what: str) -> None:
        self.text, self.what = text, what
        super().__init__()


class Browse(Message):
    """Open an address in the browser; ``None`` where there is none."""

    def __init__(self, url: str | None) -> None:
        self.url = url
        super().__init__()


class Save(Message):
    """Write the rows of a view, or a drawn page, to the file that was typed."""

    def __init__(self, what: pl.DataFrame | RenderableType, typed: str) -> None:
        self.what, self.typed = what, typed
        super().__init__()


class Collect(Message):
    """Ask sources: those that are named, else all that are due; about one entity only, if one is named."""

    def __init__(self, sources: Sequence[str] = (), only: str | None = None) -> None:
        self.sources, self.only = tuple(sources), only
        super().__init__()


class Stop(Message):
    """Stop asking sources."""


class Underway(Message):
    """How far each source is, sent down while some are asked and once when all have ended (``over``)."""

    bubble = False

    def __init__(self, running: Mapping[str, Running], *, over: bool = False) -> None:
        self.running, self.over = dict(running), over
        super().__init__()


class Dragged(Message):
    """The border of the preview was pulled to a place on the screen."""

    def __init__(self, x: int, y: int) -> None:
        self.x, self.y = x, y
        super().__init__()


class Looked(Message):
    """A figure of an article was chosen with the mouse."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__()


class Judge(Message):
    """Rule on an observation for a reason, or, without a rank, undo the last ruling on it."""

    def __init__(self, observation: str, rank: str | None = None, reason: str = "") -> None:
        self.observation, self.rank, self.reason = observation, rank, reason
        super().__init__()
