"""``aimarket`` without a command, on a terminal: the screen."""

import gc
import os
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..crash import unexpected
from ..options import Invocation

if TYPE_CHECKING:
    from ..app import Aimarket
    from ..collection import Collection

PATIENCE_S = 3.0
"""How long a collection that was stopped, or a reading, may take to end when one leaves."""


def able() -> bool:
    """Say whether there is a terminal to draw on and keys to read."""
    dumb = os.environ.get("TERM", "").lower() in {"", "dumb", "unknown"}
    return sys.stdin.isatty() and sys.stdout.isatty() and not dumb


def run(call: Invocation) -> int:
    """Open the screen, and return the exit code when it is left."""
    gc.disable()  # what is loaded now stays: looking for garbage in it costs a tenth of the start
    app = built(call)
    app.call_later(app.call_after_refresh, collect_garbage)
    return finished(app)


def collect_garbage() -> None:
    """Look for garbage from now on, but not among what has been loaded."""
    gc.freeze()
    gc.enable()


def built(call: Invocation) -> "Aimarket":
    """Build the screen as it was configured and as it was left."""
    configuration = call.configuration
    from metrics.config import store_setting
    from metrics.config.keys import ACTIONS

    from ..answers import Answers
    from ..app import Aimarket, Setup
    from ..lastseen import LastSeen
    from ..output import screen
    from ..screens.sight import first_tab
    from ..sheet import Look
    from ..state import Kept

    if call.color == "never":
        os.environ["NO_COLOR"] = "1"
    shown = screen(sys.stdout, call.color, configuration.text("screen.charset"))
    up, down = (configuration.text(f"screen.{way}_color") for way in ("up", "down"))
    keys = {name: configuration.text(f"keys.{name}") for name in ACTIONS}
    changed = {name: key for name, key in keys.items() if key != ACTIONS[name]}
    kept = Kept.at(configuration.store_uri)
    seen = LastSeen.of(configuration.store_uri, configuration.store_options)
    tab = first_tab(kept.state)
    rows = seen.recall(first := tab.question(None), tab.group)
    setup = Setup(
        keys=changed, theme=configuration.text("screen.theme"), kept=kept,
        recalled={} if rows is None else {first: rows},
        prepare=lambda sources, only: prepared(call, sources, only),
        keep_theme=lambda name: store_setting(configuration, "screen.theme", name),
    )  # fmt: skip
    return Aimarket(Answers(call, seen), Look(call.now.date(), shown.charset, up, down), setup)


def finished(app: "Aimarket") -> int:
    """Run the screen to its end and return the exit code; what nobody foresaw is told in one line."""
    app.run()
    if app.failure is not None:
        unexpected(app.failure)
    return left(app)


def prepared(call: Invocation, sources: Sequence[str], only: str | None) -> "Collection":
    """Prepare a collection; what it takes is loaded when one is wanted."""
    from ..collection import Collection

    return Collection(call, sources, only)


def left(app: "Aimarket") -> int:
    """Return the exit code; what still runs is given a moment, and then left, for nobody waits for it any more."""
    code = app.return_code or 0
    end = time.monotonic() + PATIENCE_S
    while app.busy and time.monotonic() < end:
        time.sleep(0.02)
    if app.busy:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    return code
