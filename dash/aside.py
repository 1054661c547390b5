"""Work in a thread that can be given up: what it waits for, a store far away, may never answer."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")


class Late(Exception):
    """Work that has been given up because it took too long."""


class Aside:
    """One thread that does one piece of work after another; a piece that nobody waits for any more is never begun.

    The thread ends with the program, whatever it is doing.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._queue: SimpleQueue[tuple[Future[Any], Callable[[], Any]]] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._busy: set[threading.Thread] = set()

    @property
    def busy(self) -> bool:
        """Whether something is being done, given up or not."""
        return bool(self._busy)

    async def do(self, work: Callable[[], T], patience_s: float | None) -> T:
        """Do a piece of work and return what came of it; raises :class:`Late` where it takes longer than the patience.

        Cancelled, it is no longer waited for. The time in which others are done before it does not count.
        """
        future: Future[T] = Future()
        self._queue.put((future, work))
        if self._thread is None:
            self._begin()
        waited = asyncio.wrap_future(future)
        try:
            while not waited.done():
                begun = future.running()
                await asyncio.wait([waited], timeout=patience_s)
                if begun and not waited.done():
                    self._begin()
                    raise Late
            return waited.result()
        finally:
            waited.cancel()

    def _begin(self) -> None:
        """Take another thread; the one before, if there is one, ends with what it is doing."""
        self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
        self._thread.start()

    def _work(self) -> None:
        me = threading.current_thread()
        while self._thread is me:
            future, work = self._queue.get()
            if future.set_running_or_notify_cancel():
                self._busy.add(me)
                _settle(future, work)
                self._busy.discard(me)


def _settle(future: Future[T], work: Callable[[], T]) -> None:
    try:
        result = work()
    except Exception as error:  # noqa: BLE001 handed to whoever waits for it
        future.set_exception(error)
    except BaseException as error:  # noqa: BLE001 a panic of polars is no Exception, and would go unseen
        unforeseen = RuntimeError(f"{type(error).__name__}: {error}")
        unforeseen.__cause__ = error
        future.set_exception(unforeseen)
    else:
        future.set_result(result)
