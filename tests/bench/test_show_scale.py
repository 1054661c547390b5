"""How much memory ``aimarket show`` takes at scale: a store of platforms' own daily counts, and one of told figures alone.

``pytest -m bench tests/bench/test_show_scale.py -s``; AIMARKET_BENCH_ROWS sets the rows of the first store (1,000,000;
10,000,000 is what is promised), AIMARKET_BENCH_TOLD those of the second (1,000,000). Each program runs alone, so that
its peak is its own.
"""

import os
import sys

import pytest

from metrics.store import Store
from tests.bench.invented_market import alone, filled

pytestmark = pytest.mark.bench

ROWS = int(os.environ.get("AIMARKET_BENCH_ROWS", "1_000_000"))
TOLD = int(os.environ.get("AIMARKET_BENCH_TOLD", "1_000_000"))


@pytest.mark.parametrize(("kind", "rows", "most_mb"), [("platforms", ROWS, 1_200), ("told", TOLD, 1_000)])
def test_show_needs_little_memory(kind, rows, most_mb, tmp_path, capsys):
    uri, configuration = str(tmp_path / "store"), tmp_path / "config.toml"
    configuration.write_text("[catalog]\nstarter = false\n", encoding="utf-8")
    filled(uri, kind, rows)
    took = alone("--config", configuration, "--store", uri, "show", "--format", "json")
    with capsys.disabled():
        held = Store.open(uri).info()["observations"]
        sys.stdout.write(
            f"\nshow, {kind}: {held:,} rows, {took.seconds:.1f} s, {took.cpu:.1f} CPU-s, peak {took.peak:,.0f} MB\n"
        )
    assert took.peak < most_mb
