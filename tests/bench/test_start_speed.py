"""How soon the screen shows figures, beside a bare Textual app that has imported polars, each on a terminal of its own.

``pytest -m bench tests/bench/test_start_speed.py -s``. Both are started turn by turn; measured is the wall time from
the start of the process until the text stands on the terminal. The first paint is that of the figures of the last run;
for how long they stand there until those of now have been read is told beside it. AIMARKET_BENCH_ROWS sets the size of
the large store (1,000,000 observations).
"""

import os
import statistics
import sys

import pytest

from tests.bench.invented_market import filled
from tests.bench.screen_start import LOADED, started

pytestmark = pytest.mark.bench

ROWS = int(os.environ.get("AIMARKET_BENCH_ROWS", "1_000_000"))
ROUNDS, MOST = 9, 1.5
BARE = """
import polars
from textual.app import App
from textual.widgets import Static

class Bare(App):
    BINDINGS = [("q", "quit", "quit")]
    def compose(self):
        yield Static("last known")

Bare().run()
"""


@pytest.mark.parametrize("rows", [0, ROWS], ids=["starter", "large"])
def test_figures_stand_there_within_one_and_a_half_times_a_bare_app(rows, home, tmp_path, request):
    root, environment = request.config.rootpath, {}
    if rows:
        environment["AIMARKET_STORE"] = str(tmp_path / "store")
        filled(environment["AIMARKET_STORE"], "platforms", rows)
    cold = started(root, "reading the store", " figures", **environment)
    bare, first, read = [], [], []
    for _ in range(ROUNDS):
        bare += started(root, "last known", script=BARE)
        painted, fresh = started(root, "last known, loading", LOADED, **environment)
        first.append(painted)
        read.append(fresh)
    ratio = statistics.median(ours / theirs for ours, theirs in zip(first, bare, strict=True))
    ms = [round(1000 * statistics.median(each)) for each in (bare, first, read)]
    held = f"{rows:,} observations" if rows else "the starter figures"
    sys.stdout.write(
        f"\n{held}: bare {ms[0]} ms, last known figures {ms[1]} ms (median of pairs {ratio:.2f}), those of now {ms[2]} ms; "
        f"the very first time {cold[0] * 1000:.0f} ms to a picture, {cold[1]:.1f} s to figures\n"
    )
    assert ratio <= MOST
