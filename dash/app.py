"""The Textual app: it has questions answered by workers, hands the answers down, and does what touches the world."""

import webbrowser
from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.worker import Worker, WorkerState, get_current_worker

from metrics.errors import AimarketError, Refused

from .answers import Answers
from .clipboard import native
from .crash import report
from .messages import Answered, Browse, Copy, Failed, Save, StoreChanged, Wanted
from .screens.help import Help
from .screens.market import Market
from .screens.palette import Palette
from .sheet import Look
from .text import foreign

POLL_S = 2.0
"""How often the store is asked whether somebody else wrote to it."""


class Aimarket(App[None]):
    """Owns store and settings; its screens own nothing but what they show."""

    CSS_PATH = "app.tcss"
    TITLE = "aimarket"
    COMMANDS: ClassVar[set[Any]] = {Palette}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "help", id="help"),
        Binding("ctrl+p", "command_palette", "palette", id="palette", show=False, priority=True),
        Binding("q", "quit", "quit", id="quit"),
    ]

    def __init__(self, answers: Answers, look: Look, *, keys: Mapping[str, str] | None = None,
                 theme: str | None = None, poll_s: float = POLL_S) -> None:  # fmt: skip
        super().__init__()
        self.answers, self.look = answers, look
        self._keys, self._wished, self._poll_s = dict(keys or {}), theme, poll_s
        self._version: int | None = None
        self._asked: dict[Worker[None], Wanted] = {}

    def on_mount(self) -> None:
        """Open the market, with the keys and colours that were configured."""
        self.set_keymap(self._keys)
        if self._wished in self.available_themes:
            self.theme = self._wished
        elif self._wished:
            self.say(
                f"there is no theme {self._wished}; those there are: {', '.join(self.available_themes)}", "warning"
            )
        self.push_screen(Market(self.look))
        self.call_after_refresh(self.watch_store)
        self.set_interval(self._poll_s, self.watch_store)

    def say(self, words: str, severity: Any = "information") -> None:
        """Tell something in a corner, literally."""
        self.notify(foreign(words, self.look.charset), severity=severity, markup=False)

    # Questions go to workers, answers come down as messages.

    def on_wanted(self, message: Wanted) -> None:
        """Have a question answered in a thread; a newer question of the same kind makes the older void."""
        group = f"{type(message.question).__name__} {id(message.asker)}"
        worker = self.run_worker(partial(self._answer, message), group=group, exclusive=True, thread=True,
                                 exit_on_error=False)  # fmt: skip
        self._asked[worker] = message

    def _answer(self, wanted: Wanted) -> None:
        back: Answered | Failed
        try:
            back = Answered(wanted.question, self.answers.answer(wanted.question))
        except Refused as refused:
            back = Failed(wanted.question, str(refused), refused=True)
        except AimarketError as error:
            back = Failed(wanted.question, str(error))
        if not get_current_worker().is_cancelled:
            wanted.asker.post_message(back)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Report what no worker should raise, to the log folder and to whoever asked."""
        if event.state in {WorkerState.SUCCESS, WorkerState.CANCELLED, WorkerState.ERROR}:
            wanted, error = self._asked.pop(event.worker, None), event.worker.error
            if event.state is WorkerState.ERROR and error is not None:
                reason = f"unexpected {type(error).__name__}: {error}. A report is in {report(error)}"
                if wanted is not None:
                    wanted.asker.post_message(Failed(wanted.question, reason))
                else:
                    self.say(reason, "error")

    def watch_store(self) -> None:
        """Look whether the store has changed, unless somebody is looking already."""
        if not any(worker.group == "watch" and worker.is_running for worker in self.workers):
            self.run_worker(self._look_at_version, group="watch", thread=True, exit_on_error=False)

    def _look_at_version(self) -> None:
        try:
            version = self.answers.version()
        except AimarketError:
            return  # whoever asks for figures is told
        before, self._version = self._version, version
        if before is not None and before != version:
            for screen in self.screen_stack:
                screen.post_message(StoreChanged())

    # What touches the world.

    def on_copy(self, message: Copy) -> None:
        """Copy by the terminal and by the system's own program, and say which of them is sure."""
        self.copy_to_clipboard(message.text)
        program = native(message.text)
        how = f"by {program}" if program else "through the terminal (OSC 52), if it allows that"
        self.say(f"copied {message.what} {how}: {message.text}")

    def on_browse(self, message: Browse) -> None:
        """Open an address in the browser, or tell it."""
        if message.url is None:
            self.say("there is no address to open: the figure came without one", "warning")
        elif webbrowser.open(message.url):
            self.say(f"opened {message.url}")
        else:
            self.say(f"no browser could be opened for {message.url}", "warning")

    def on_save(self, message: Save) -> None:
        """Write a file in a thread, and say where."""
        from .saving import save

        def write() -> None:
            try:
                self.call_from_thread(self.say, f"written: {save(message.what, message.typed)}")
            except AimarketError as error:
                self.call_from_thread(self.say, str(error), "error")

        self.run_worker(write, group="save", thread=True, exit_on_error=False)

    def action_help(self) -> None:
        """List the keys of what is open."""
        told: dict[str, list[str]] = {}
        for active in self.screen.active_bindings.values():
            ours = active.binding.id is not None or active.node is self.screen
            if active.enabled and active.binding.description and ours:
                told.setdefault(active.binding.description, []).append(self.get_key_display(active.binding))
        self.push_screen(Help([(" ".join(dict.fromkeys(keys)), does) for does, keys in told.items()], self.look))
