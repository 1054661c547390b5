"""What is asked of the collectors, what came of each, and who hears of it meanwhile."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of the collectors; ``sources`` named are run whether they are due or not."""

    sources: tuple[str, ...] = ()
    since: date | None = None
    only: str | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one source: ``outcome`` is ok, unchanged, partial, skipped or failed; ``error`` names what failed.

    ``brief`` says the same for people, a line a reason, with a few names where many failed for one reason.
    """

    source: str
    outcome: str
    added: int = 0
    confirmed: int = 0
    requests: int = 0
    seconds: float = 0.0
    error: str | None = None
    brief: tuple[str, ...] = ()
    revised: int = 0
    gone: int = 0
    documents: int = 0

    def counts(self) -> dict[str, object]:
        """Return what scripts rely on: source, outcome, added, confirmed, requests, seconds, error."""
        told = ("source", "outcome", "added", "confirmed", "requests", "seconds", "error")
        return {name: getattr(self, name) for name in told}


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one source is; ``outcome`` is set when it has ended."""

    source: str
    done: int = 0
    expected: int = 0
    requests: int = 0
    added: int = 0
    quota: int | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ears:
    """Who listens: ``progress`` hears how far each source is, ``crash`` writes a report and returns where it is."""

    progress: Callable[[Progress], None] = lambda _: None
    crash: Callable[[BaseException], str] = lambda error: type(error).__name__


def offline(outcomes: Sequence[Outcome]) -> bool:
    """Tell whether nothing at all could be reached."""
    asked = [each for each in outcomes if each.outcome != "skipped" and (each.requests or each.error)]
    cut = all(each.outcome == "failed" and all("no connection (" in reason for reason in each.brief) for each in asked)
    return len(asked) > 1 and cut


def exit_code(outcomes: Sequence[Outcome]) -> int:
    """Return 0 if nothing failed, 4 if every source that ran did, else 3."""
    ran = [each.outcome for each in outcomes if each.outcome != "skipped"]
    if not {"partial", "failed"} & set(ran):
        return 0
    return 4 if set(ran) == {"failed"} else 3
