"""How far the sources are: bars on a terminal, a line when a source ends elsewhere; all of it narration on stderr."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from metrics.literal import one_line

from .crash import say

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from metrics.update import Outcome, Progress


class Listener(Protocol):
    """Whoever is told how far a source is."""

    def __call__(self, heard: "Progress", /) -> None:
        """Hear it."""


@contextmanager
def narrated(*, quiet: bool) -> Iterator[Listener]:
    """Tell on stderr how far each source is: with bars if that is a terminal, else a line a source."""
    if quiet or not sys.stderr.isatty():
        yield _line
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    bars = Progress(
        TextColumn("{task.description}", markup=False), BarColumn(bar_width=24),
        TextColumn("{task.fields[told]}", markup=False), TimeElapsedColumn(),
        console=Console(file=sys.stderr, markup=False, highlight=False), transient=False,
    )  # fmt: skip
    with bars:
        yield _Bars(bars).hear


class _Bars:
    def __init__(self, bars: "Bars") -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def hear(self, heard: "Progress") -> None:
        if heard.source not in self._tasks:
            self._tasks[heard.source] = self._bars.add_task(heard.source, total=None, told="")
        task = self._tasks[heard.source]
        if heard.outcome is None:
            total = max(heard.expected, heard.done) or None
            self._bars.update(task, total=total, completed=heard.done, told=so_far(heard, self._left(task)))
        else:
            total = max(heard.done, heard.expected, 1)
            self._bars.update(task, total=total, completed=total, told=one_line(ended(heard.outcome)))
            self._bars.stop_task(task)

    def _left(self, task: "TaskID") -> float | None:
        return self._bars.tasks[self._bars.task_ids.index(task)].time_remaining


def so_far(heard: "Progress", left: float | None = None) -> str:
    """Say in words how far a source is, and how many seconds are left if that is known."""
    parts = [f"{heard.done}/{heard.expected or '?'}", f"{heard.added} read", f"{heard.requests} asked"]
    if heard.quota is not None:
        parts.append(f"{heard.quota} left of the quota")
    if left:
        parts.append(f"{left:.0f} s to go")
    return ", ".join(parts)


def ended(outcome: "Outcome") -> str:
    """Say in words what came of a source.

    >>> from metrics.update import Outcome
    >>> ended(Outcome(source="github", outcome="ok", added=3, confirmed=4, revised=1, requests=9, seconds=2.5))
    'ok: 3 new (1 revised), 4 confirmed; 9 requests in 2.5 s'
    """
    if outcome.outcome == "skipped":
        return f"skipped: {outcome.error}"
    revised = f" ({outcome.revised} revised)" if outcome.revised else ""
    gone = f", {outcome.gone} gone" if outcome.gone else ""
    text = f"{outcome.outcome}: {outcome.added} new{revised}, {outcome.confirmed} confirmed{gone}"
    return f"{text}; {outcome.requests} requests in {outcome.seconds:.1f} s"


def _line(heard: "Progress") -> None:
    if heard.outcome is not None:
        say(f"{heard.source}: {one_line(ended(heard.outcome))}")


def complaints(outcomes: Sequence["Outcome"]) -> None:
    """Name what failed, a line a reason; if nothing could be reached, that is one reason."""
    from metrics.update import offline

    if offline(outcomes):
        say(
            "no source could be reached: is this machine online? What was collected before stays; run collect again "
            "later. --format json names everything that failed"
        )
        return
    for each in outcomes:
        for reason in each.brief:
            say(f"{each.source}: {one_line(reason)}")
