"""What ``doctor`` looks at: each part tried once, its failure kept instead of raised."""

import os
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from metrics import __version__
from metrics.errors import AimarketError, SourceError, UsageError
from metrics.literal import path_text

from .options import Invocation


@dataclass(frozen=True, slots=True)
class Checked:
    """One part: what was seen, or the error that it raised."""

    name: str
    detail: str
    error: AimarketError | None = None


def checkup(call: Invocation) -> list[Checked]:
    """Try every part, in the order in which one needs the other."""
    parts: Iterator[tuple[str, Callable[[Invocation], str]]] = iter(
        [
            ("program", _program),
            ("configuration", _configuration),
            ("catalog", _catalog),
            ("store", _store),
            ("terminal", _terminal),
        ]
    )
    return [_tried(name, look, call) for name, look in parts]


def _tried(name: str, look: Callable[[Invocation], str], call: Invocation) -> Checked:
    try:
        return Checked(name, look(call))
    except AimarketError as error:
        return Checked(name, str(error), error)


def sources(call: Invocation) -> list[Checked]:
    """Try each source that is switched on, once."""
    import asyncio

    from metrics.update import probe

    found = asyncio.run(probe(call.market, call.configuration))
    advice = "aimarket config set sources.{}.enabled false leaves it out"
    return [
        Checked(f"source {name}", "answers" if wrong is None else wrong,
                None if wrong is None else SourceError(f"{wrong}. Try again later; {advice.format(name)}"))
        for name, wrong in found.items()
    ]  # fmt: skip


def _program(call: Invocation) -> str:
    del call
    import metrics

    home = Path(metrics.__file__).resolve().parent.parent
    if Path(__file__).resolve().parent.parent != home:
        raise UsageError(
            f"dash comes from {Path(__file__).parent} and metrics from {home}: another package called dash (Plotly's) "
            "is in the way. Install aimarket into an environment of its own"
        )
    return f"aimarket {__version__}, Python {platform.python_version()}"


def _configuration(call: Invocation) -> str:
    file = call.configuration.path
    return path_text(file) if file.is_file() else f"defaults; a file would be {path_text(file)}"


def _catalog(call: Invocation) -> str:
    catalog = call.catalog
    return f"{len(catalog.entities)} entities, {len(catalog.metrics)} metrics, {len(catalog.publishers)} publishers"


def _store(call: Invocation) -> str:
    info = call.market.store.info()
    notes = "".join(f"; {note}" for note in call.market.notes)
    return f"{info['uri']}: {info['observations']} observations in {info['files']} files{notes}"


def _terminal(call: Invocation) -> str:
    del call
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower()
    kind = os.environ.get("TERM") or "no TERM"
    charts = "braille charts" if encoding.replace("-", "") == "utf8" else "plain ASCII charts"
    return f"{kind}, {encoding}: {charts}"
