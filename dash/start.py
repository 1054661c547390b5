"""The first thing that runs: an interrupt while the program is still being loaded ends it quietly."""

import os
import signal
import sys

INTERRUPTED = 130


def main() -> int:
    """Load the command line and run it."""
    signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 closed by the caller
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 likewise
    from .cli import main as run

    signal.signal(signal.SIGINT, signal.default_int_handler)
    return run()
