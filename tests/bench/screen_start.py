"""How long a program takes until texts stand on a terminal of its own."""

import re
import time

from tests.dash.terminal import ESCAPES, Terminal

PATIENCE_S = 600
SIZE = (30, 100)
LOADED = r" figures( · \+\d+ columns?: C)?  "
"""How the last line ends when everything is there."""


def started(root, *wanted, **options):
    """Start, and return the seconds until each pattern had been drawn; then leave."""
    begun = time.perf_counter()
    screen = Terminal(root, size=SIZE, **options)
    try:
        seconds = []
        for text in wanted:
            while not re.search(text, ESCAPES.sub("", screen.output)):
                assert time.perf_counter() - begun < PATIENCE_S, ESCAPES.sub("", screen.output)[-2000:]
                screen.more()
            seconds.append(time.perf_counter() - begun)
        screen.press("q")
        screen.leave()
        return seconds
    finally:
        screen.close()
