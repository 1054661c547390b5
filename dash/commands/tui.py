"""``aimarket`` without a command, on a terminal: the screen."""

import os
import sys

from ..options import Invocation


def able() -> bool:
    """Say whether there is a terminal to draw on and keys to read."""
    dumb = os.environ.get("TERM", "").lower() in {"", "dumb", "unknown"}
    return sys.stdin.isatty() and sys.stdout.isatty() and not dumb


def run(call: Invocation) -> int:
    """Open the screen, and return the exit code when it is left."""
    configuration = call.configuration  # a wrong one is told before the screen is taken
    from metrics.config.keys import ACTIONS

    from ..answers import Answers
    from ..app import Aimarket
    from ..output import screen
    from ..sheet import Look

    if call.color == "never":
        os.environ["NO_COLOR"] = "1"
    shown = screen(sys.stdout, call.color, configuration.text("screen.charset"))
    up, down = (configuration.text(f"screen.{way}_color") for way in ("up", "down"))
    keys = {name: configuration.text(f"keys.{name}") for name in ACTIONS}
    changed = {name: key for name, key in keys.items() if key != ACTIONS[name]}
    app = Aimarket(Answers(call), Look(call.now.date(), shown.charset, up, down), keys=changed,
                   theme=configuration.text("screen.theme"))  # fmt: skip
    app.run()
    return app.return_code or 0
