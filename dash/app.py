"""The Textual app: it opens the screens and hands down what they show; what it does in the world is in ``tasks``."""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import polars as pl
from rich.console import RenderableType
from textual.binding import Binding, BindingType

from metrics.errors import AimarketError

from .questions import Question
from .screens.market import Market
from .sheet import Look
from .state import Kept
from .tasks.answering import POLL_S
from .tasks.collecting import Collecting, Collection, Prepare
from .tasks.judging import Judges, Judging
from .tasks.keying import Keying
from .tasks.outside import Outside

if TYPE_CHECKING:
    from textual.command import Provider

INTERRUPTED = 130


@dataclass(frozen=True, kw_only=True)
class Setup:
    """What the screen begins with.

    The ``keys`` that were changed and the ``theme``, both of the configuration; what is remembered (``kept``); the rows
    of the last run (``recalled``); who collects (``prepare``); and who keeps a theme that was chosen (``keep_theme``).
    """

    keys: Mapping[str, str] = field(default_factory=dict)
    theme: str | None = None
    kept: Kept | None = None
    recalled: Mapping[Question, pl.DataFrame] = field(default_factory=dict)
    prepare: Prepare | None = None
    keep_theme: Callable[[str], object] | None = None


def palette() -> "type[Provider]":
    """Load what the palette finds when it is opened: what is not on the first screen does not keep it waiting."""
    from .screens.palette import Palette

    return Palette


class Aimarket(Keying, Collecting, Judging, Outside):
    """Owns store and settings; its screens own nothing but what they show."""

    CSS_PATH = "app.tcss"
    TITLE = "aimarket"
    COMMANDS: ClassVar[set[Any]] = {palette}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "help", id="help"),
        Binding("ctrl+p", "command_palette", "palette", id="palette", show=False, priority=True),
        Binding("ctrl+c", "stop", "stop asking sources", id="stop", show=False),
        Binding("q", "quit", "quit", id="quit"),
    ]

    def __init__(self, answers: Judges, look: Look, setup: Setup | None = None, *, poll_s: float = POLL_S) -> None:
        super().__init__()
        self.answers, self.look, self.poll_s = answers, look, poll_s
        self.setup = setup or Setup()
        self.state = self.setup.kept.state if self.setup.kept else None
        self.failure: BaseException | None = None

    def get_default_screen(self) -> Market:
        """Begin with the market: nothing is painted before it."""
        return Market(self.look, self.state, self.setup.recalled)

    def on_mount(self) -> None:
        """Open the market, with the keys and colours that were configured and as it was left."""
        self.set_keymap(dict(self.setup.keys))
        wished = self.setup.theme
        if wished in self.available_themes:
            self.theme = wished
        elif wished:
            self.say(f"there is no theme {wished}; those there are: {', '.join(self.available_themes)}", "warning")
        self.watch(self, "theme", self.keep_theme, init=False)
        self.begin_collecting()
        self.begin_answering()
        self.begin_remembering()
        self.heed_signals()

    @property
    def busy(self) -> bool:
        """Whether anything is still being read or asked, for somebody or for nobody any more."""
        return self.reading or self.collecting

    def begin_remembering(self) -> None:
        """Save what changed now and then, and say what was wrong with what is remembered."""
        if self.setup.kept is not None:
            self.set_interval(self.poll_s, self.remember)
            if self.setup.kept.trouble:
                self.say(self.setup.kept.trouble, "warning")

    def remember(self) -> None:
        """Save the state, if it has changed."""
        if self.setup.kept is not None and (trouble := self.setup.kept.save()):
            self.say(trouble, "warning")

    def keep_theme(self, name: str) -> None:
        """Keep a theme that was chosen."""
        try:
            if self.setup.keep_theme is not None:
                self.setup.keep_theme(name)
        except AimarketError as error:
            self.say(f"the theme lasts until you leave: {error}", "warning")

    def heed_signals(self) -> None:
        """Leave as by the key where the program is told to end from outside, so that the terminal is restored."""
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                with contextlib.suppress(NotImplementedError, RuntimeError):
                    loop.add_signal_handler(number, self.exit, None, INTERRUPTED)

    def collection_of(self, sources: Sequence[str], only: str | None) -> Collection | None:
        """Prepare a collection."""
        return self.setup.prepare(sources, only) if self.setup.prepare is not None else None

    def on_unmount(self) -> None:
        """Stop what runs, and remember what is to be."""
        if self.collection is not None:
            self.collection.stop()
        if self.setup.kept is not None:
            self.setup.kept.save()

    def action_stop(self) -> None:
        """Stop asking sources, or say how to leave."""
        if not self.stop_collecting():
            self.say("q leaves")

    def action_help(self) -> None:
        """List the keys of what is open."""
        told: dict[str, list[str]] = {}
        for active in self.screen.active_bindings.values():
            ours = active.binding.id is not None or active.node is self.screen
            if active.enabled and active.binding.description and ours:
                told.setdefault(active.binding.description, []).append(self.get_key_display(active.binding))
        from .screens.help import Help

        self.push_screen(Help([(" ".join(dict.fromkeys(keys)), does) for does, keys in told.items()], self.look))

    # What goes wrong in here is told by the edge of the program, once the terminal is restored.

    def _handle_exception(self, error: Exception) -> None:
        self.failure = self.failure or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """Leave because of what cannot be mended."""
        if self.failure is None:
            with self.console.capture() as captured:
                self.console.print(*renderables)
            self.failure = RuntimeError("the screen could not go on")
            self.failure.add_note(captured.get())
        self._return_code = 1
        self._close_messages_no_wait()
