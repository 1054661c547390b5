"""One collection behind the screen: it runs in a thread of its own, is heard of while it runs, and can be stopped."""

import asyncio
from collections.abc import Sequence

from metrics.config import SOURCES
from metrics.errors import UsageError
from metrics.update import Ears, Outcome, Progress, Wanted, due, update

from .crash import report
from .options import Invocation
from .progress import ended, so_far
from .running import Running

_ALL_WELL = frozenset({"ok", "unchanged", "skipped"})


class Collection:
    """Asks the sources that are named, or all that are due; with ``only``, all that are switched on about one entity."""

    def __init__(self, call: Invocation, sources: Sequence[str] = (), only: str | None = None) -> None:
        self._call = Invocation(told=call.told)  # a moment of its own: what is due depends on it
        self._sources, self._only = tuple(sources), only
        self._heard: dict[str, Progress] = {}
        self._outcomes: list[Outcome] | None = None
        self._stopped = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[list[Outcome]] | None = None

    def run(self) -> None:
        """Ask them, and return when all have ended or have been stopped.

        Raises:
            UsageError: what is to be asked is switched off, or nothing is due.
            StoreError: the store cannot be used; what was stored before stays.
        """
        try:
            self._outcomes = asyncio.run(self._run())
        except asyncio.CancelledError:
            self._outcomes = [heard.outcome for heard in self._heard.values() if heard.outcome is not None]

    def stop(self) -> None:
        """Stop; may be called from any thread, and more than once. What has been stored by then stays."""
        self._stopped = True
        loop, task = self._loop, self._task
        if loop is not None and task is not None and not loop.is_closed():
            loop.call_soon_threadsafe(task.cancel)

    @property
    def aim(self) -> str:
        """What is asked for, where it is one entity: of how many sources, at the most."""
        if self._only is None:
            return ""
        known = self._call.catalog.entities.get(self._only)
        enabled = sum(self._call.configuration.flag(f"sources.{name}.enabled") for name in SOURCES)
        return f"asking about {known.name if known else self._only}: {enabled} source{'' if enabled == 1 else 's'}"

    async def _run(self) -> list[Outcome]:
        for name in self._sources:
            if name not in SOURCES:
                raise UsageError(f"{name} comes with the program: there is nobody to ask")
        market, configuration = self._call.market, self._call.configuration
        wanted = Wanted(sources=self._sources, only=self._only)
        if self._only is not None:
            reasons = due(market, configuration, Wanted())
            wanted = Wanted(sources=tuple(reasons), only=self._only)
        _refuse_nothing(due(market, configuration, wanted))
        ears = Ears(progress=self._hear, crash=lambda error: str(report(error)))
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.create_task(update(market, configuration, wanted, ears))
        if self._stopped:
            self._task.cancel()
        return await self._task

    def _hear(self, progress: Progress) -> None:
        self._heard[progress.source] = progress

    @property
    def running(self) -> dict[str, Running]:
        """How far each source is that has been asked so far."""
        over = self._outcomes is not None
        return {name: _running(heard, over=over) for name, heard in tuple(self._heard.items())}

    @property
    def told(self) -> str:
        """What came of it, in words: first what is new, then what failed, a line a source."""
        ran = [each for each in self._outcomes or () if each.outcome != "skipped"]
        added, confirmed = sum(each.added for each in ran), sum(each.confirmed for each in ran)
        many = f"{len(ran)} source{'' if len(ran) == 1 else 's'}"
        told = f"{added:,} new, {confirmed:,} confirmed from {many}" if ran else "nothing was brought to an end"
        failed = [f"{each.source}: {each.brief[0]}" for each in ran if each.brief]
        return "\n".join([("stopped: " if self._stopped else "collected: ") + told, *failed])

    @property
    def well(self) -> bool:
        """Whether everything came to an end and nothing failed."""
        return not self._stopped and all(each.outcome in _ALL_WELL for each in self._outcomes or ())


def _running(heard: Progress, *, over: bool) -> Running:
    outcome = heard.outcome
    trouble = tuple(outcome.brief) if outcome is not None else ()
    told = "stopped" if over and outcome is None else so_far(heard) if outcome is None else _ended(outcome)
    return Running(heard.source, told, heard.done, heard.expected, ended=over or outcome is not None, trouble=trouble)


def _ended(outcome: Outcome) -> str:
    """Say what came of a source; of one that gave nothing, why."""
    if outcome.outcome == "failed" and outcome.brief:
        return f"failed: {outcome.brief[0]}"
    return ended(outcome)


def _refuse_nothing(reasons: dict[str, str | None]) -> None:
    if None in reasons.values():
        return
    if len(reasons) == 1:
        ((name, reason),) = reasons.items()
        raise UsageError(f"{name}: {reason}")
    raise UsageError("nothing is due; on the tab of the sources, r asks one of them anyway")
