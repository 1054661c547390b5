"""Staying and collecting whatever is due when it is due: one watcher a store, ended by a signal."""

import signal
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from metrics.errors import UsageError

from .crash import say
from .options import Invocation

if TYPE_CHECKING:
    from types import FrameType

PAUSE_S = 60.0
"""How often it looks whether something is due: another process may collect too, and clocks are set."""


def watch(call: Invocation, collect: Callable[[Invocation], object]) -> None:
    """Collect, wait until something is due, and so on, until SIGTERM; an interrupt goes through to the caller.

    Raises:
        UsageError: another process watches this store.
    """
    from metrics.store import exclusive

    over = threading.Event()

    def stop(number: int, frame: "FrameType | None") -> None:
        del number, frame
        over.set()
        signal.raise_signal(signal.SIGINT)

    before = signal.signal(signal.SIGTERM, stop)
    store = call.market.store
    try:
        with exclusive(store.place.beside / "watch.lock", wait=False) as mine:
            if not mine:
                raise UsageError(f"another process watches the store at {store.uri} already")
            _stay(call, collect, over)
    except KeyboardInterrupt:
        if not over.is_set():
            raise
    finally:
        signal.signal(signal.SIGTERM, before)
    say("aimarket: watching ended; what was collected is stored")


def _stay(call: Invocation, collect: Callable[[Invocation], object], over: threading.Event) -> None:
    from metrics.update import Wanted, due

    while not over.is_set():
        fresh = Invocation(told=call.told)
        if None in due(fresh.market, fresh.configuration, Wanted()).values():
            collect(fresh)
        over.wait(PAUSE_S)
