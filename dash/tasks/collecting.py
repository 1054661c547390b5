"""Sources asked from the screen: one collection at a time, told of while it runs, stopped when it is to be."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from textual.timer import Timer

from metrics.errors import AimarketError

from ..aside import Aside
from ..crash import report
from ..messages import Collect, Stop, Underway
from ..running import Running
from .answering import Answering
from .voice import later

_PULSE_S = 0.2
"""How often it is told how far the sources are."""


class Collection(Protocol):
    """A run of sources."""

    def run(self) -> None:
        """Ask them, and return when all have ended or have been stopped."""

    def stop(self) -> None:
        """Stop."""

    @property
    def running(self) -> Mapping[str, Running]:
        """How far each is."""

    @property
    def aim(self) -> str:
        """What is asked for, in words, where there is more to say than the names of sources."""

    @property
    def told(self) -> str:
        """What came of it."""

    @property
    def well(self) -> bool:
        """Whether nothing failed."""


class Collecting(Answering):
    """An app that asks sources."""

    collection: Collection | None = None
    _pulse: Timer | None = None

    def collection_of(self, sources: Sequence[str], only: str | None) -> Collection | None:
        """Prepare a collection; ``None`` where nobody is there to collect."""
        raise NotImplementedError

    def begin_collecting(self) -> None:
        """Make ready."""
        self._asking = Aside("collecting")

    @property
    def collecting(self) -> bool:
        """Whether sources are being asked, or are still being left."""
        return self._asking.busy

    def on_collect(self, message: Collect) -> None:
        """Ask sources, unless some are being asked."""
        if self.collection is not None:
            busy = f"still {self.collection.aim}" if self.collection.aim else "sources are being asked already"
            self.say(f"{busy}: escape stops that", "warning")
            return
        self.collection = self.collection_of(message.sources, message.only)
        if self.collection is not None:
            self._pulse = self.set_interval(_PULSE_S, self._tell_running)
            self.run_worker(later(self._collect, self.collection), group="collect", exit_on_error=False)
            self._tell_running()
            if self.collection.aim:
                self.say(self.collection.aim)

    async def _collect(self, collection: Collection) -> None:
        told, severity = "", "information"
        try:
            await self._asking.do(collection.run, None)
            told, severity = collection.told, "information" if collection.well else "warning"
        except AimarketError as error:
            told, severity = str(error), "warning"
        except Exception as error:  # noqa: BLE001 the screen goes on, whatever has gone wrong in a source
            told, severity = f"unexpected {type(error).__name__}: {error}. A report is in {report(error)}", "error"
        self.collection = None
        if self._pulse is not None:
            self._pulse.stop()
        self._tell(collection, over=True)
        self.say(told, severity)
        self.watch_store()

    def _tell_running(self) -> None:
        if self.collection is not None:
            self._tell(self.collection, over=False)

    def _tell(self, collection: Collection, *, over: bool) -> None:
        for screen in self.screen_stack:
            screen.post_message(Underway(collection.running, over=over))

    def on_stop(self, message: Stop) -> None:
        """Stop asking, if any source is being asked."""
        del message
        self.stop_collecting()

    def stop_collecting(self) -> bool:
        """Stop asking; returns whether there was anything to stop."""
        if self.collection is None:
            return False
        self.collection.stop()
        self.say("stopping: what has been stored stays")
        return True


Prepare = Callable[[Sequence[str], str | None], Collection]
"""What prepares a collection."""
