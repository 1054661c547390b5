"""How fast the table of the screen opens, moves, sorts and filters beside Textual's own DataTable and the one of harlequin.

``pytest -m bench tests/bench/test_paint_speed.py -s``. Both run in the same process, turn by turn. Opening is the wall
time until the first paint has been written; a key press is the processor time from the key to its paint, because the
wall time holds the wait for Textual's next frame. ``AIMARKET_BENCH_ROWS`` sets the size (100,000); DataTable gets a
tenth of it, as it needs seconds a hundred thousand. ``textual-fastdatatable``, which keeps Arrow, gets all of them, but
only the plain columns: it writes cells as they are, without trend, period or marks.
"""

import asyncio
import os
import statistics
import sys
import time
from datetime import date

import polars as pl
import pytest
from textual.app import App
from textual.widgets import DataTable

from dash import sifting
from dash.columns import of_figures
from dash.sheet import Look
from dash.widgets.frame_table import FrameTable

pytestmark = pytest.mark.bench

ROWS = int(os.environ.get("AIMARKET_BENCH_ROWS", "100000"))
ROUNDS, KEYS, PATIENCE_S = 3, 40, 60
LOOK = Look(date(2026, 11, 24))
STRETCH = (date(2025, 1, 1), date(2026, 11, 24))
COLUMNS = of_figures(STRETCH)


def say(line):
    sys.stdout.write(f"{line}\n")


def made(rows):
    """Make figures of invented models; every tenth name is wide."""
    number = pl.int_range(rows, eager=True)
    return pl.DataFrame({"n": number}).select(
        entity=pl.format("model_{}", "n"),
        entity_name=pl.when(pl.col("n") % 10 == 0).then(pl.format("豆包 {}", "n")).otherwise(pl.format("Heron {}", "n")),
        metric=pl.lit("downloads"), _metric_label=pl.lit("Downloads"), _owner_name=pl.format("Owner {}", pl.col("n") % 97),
        value=((pl.col("n") * 7919) % 1_000_003).cast(pl.Float64), comparator=pl.lit("="), unit=pl.lit("downloads"),
        start=pl.lit(date(2026, 11, 1)), end=pl.lit(date(2026, 11, 1)), grade=pl.lit("A1"), tellings=pl.lit(3),
        distorted=pl.lit(0), change=(pl.col("n") % 200 - 100) / 100, age_days=pl.lit(23), stale=pl.lit(value=False),
        series=pl.concat_list(pl.lit(1.0), pl.col("n") % 7 + 1.0, pl.lit(3.0)),
        _times=pl.concat_list(pl.lit(date(2025, 2, 1)), pl.lit(date(2025, 9, 1)), pl.lit(date(2026, 11, 1))),
        _origin_seen=pl.lit(value=True),
    )  # fmt: skip


class Painted(App):
    """An app that writes what it paints into nothing and knows when it did."""

    def __init__(self, build):
        super().__init__()
        self._build, self.painted, self.count = build, 0.0, 0

    def compose(self):
        yield from self._build()

    def _display(self, screen, renderable):
        if hasattr(renderable, "render_segments"):
            renderable.render_segments(self.console)
        self.painted, self.count = time.perf_counter(), self.count + 1
        self.spent = time.process_time()
        super()._display(screen, renderable)


async def painted_after(app, act):
    """Act, and return wall and processor seconds until the last paint that came of it."""
    before, start, spent = app.count, time.perf_counter(), time.process_time()
    act()
    while app.count == before:
        assert time.perf_counter() - start < PATIENCE_S, "nothing was painted"
        await asyncio.sleep(0.001)
    for _ in range(5):
        await asyncio.sleep(0.004)
    return app.painted - start, app.spent - spent


def run(build, fill, moved):
    """Open an app, fill its table, move the cursor; return seconds to open and processor seconds a key."""

    async def measured():
        app = Painted(build)
        async with app.run_test(size=(160, 50)) as pilot:
            await pilot.pause()
            opened, _ = await painted_after(app, lambda: fill(app))
            keys = [(await painted_after(app, lambda by=by: moved(app, by)))[1] for by in (1, 1, 1, -1) * (KEYS // 4)]
        return opened, keys

    return asyncio.run(measured())


def ours(frame):
    return run(
        lambda: [FrameTable(LOOK, ("entity", "metric"))],
        lambda app: app.query_one(FrameTable).fill(frame, COLUMNS),
        lambda app, by: app.query_one(FrameTable).action_move(by),
    )


def theirs(frame):
    def fill(app):
        table = app.query_one(DataTable)
        columns = [column for column in COLUMNS if column.needs is None or column.needs in frame.columns]
        table.add_columns(*(column.header for column in columns))
        table.add_rows([column.write(row, LOOK) for column in columns] for row in frame.iter_rows(named=True))

    def move(app, by):
        table = app.query_one(DataTable)
        table.move_cursor(row=table.cursor_row + by)

    return run(lambda: [DataTable(cursor_type="row")], fill, move)


PLAIN = ("entity_name", "_metric_label", "_owner_name", "value", "unit", "start", "end", "change", "grade", "tellings",
         "age_days", "stale")  # fmt: skip


def fast(frame):
    from textual_fastdatatable import DataTable as Fast

    arrow = frame.select(PLAIN).to_arrow()

    def move(app, by):
        table = app.query_one(Fast)
        table.move_cursor(row=table.cursor_row + by)

    # Its data come when it is built, so that opening it takes in the mounting.
    return run(list, lambda app: app.mount(Fast(data=arrow, cursor_type="row", render_markup=False)), move)


def test_a_hundred_thousand_rows_open_as_fast_as_a_few_and_a_key_repaints_within_a_frame():
    small, large, tenth = made(2 * KEYS), made(ROWS), made(ROWS // 10)
    labels = {
        "few": f"ours, {2 * KEYS} rows", "large": f"ours, {ROWS:,} rows", "peer": f"DataTable, {ROWS // 10:,} rows",
        "fast": f"fastdatatable, {ROWS:,} rows",
    }  # fmt: skip
    opened, keys = ({name: [] for name in labels} for _ in range(2))
    for _ in range(ROUNDS):
        for name, took in (("few", ours(small)), ("large", ours(large)), ("peer", theirs(tenth)),
                           ("fast", fast(large))):  # fmt: skip
            opened[name].append(took[0])
            keys[name] += took[1]
    say(f"\n{'':34} {'opens, ms':>10} {'key, ms':>9} {'key p95':>9}")
    for name, label in labels.items():
        keyed = sorted(keys[name])
        p95 = keyed[int(len(keyed) * 0.95)]
        say(
            f"{label:34} {statistics.median(opened[name]) * 1000:10.1f} {statistics.median(keyed) * 1000:9.2f} {p95 * 1000:9.2f}"
        )
    assert statistics.median(opened["large"]) - statistics.median(opened["few"]) < 0.2
    assert statistics.median(keys["large"]) < 0.016


def test_sorting_and_filtering_a_hundred_thousand_rows_take_a_fraction_of_a_second():
    frame = made(ROWS)
    for name, work in {
        "sort by value": lambda: sifting.arrange(frame, "value"),
        "sort by entity": lambda: sifting.arrange(frame, "entity"),
        "filter, one word": lambda: sifting.sift(frame, "heron 12"),
        "filter, key:value": lambda: sifting.sift(frame, "owner:owner -豆包"),
    }.items():
        taken = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            work()
            taken.append(time.perf_counter() - start)
        say(f"{name:34} {statistics.median(taken) * 1000:10.1f}")
        assert statistics.median(taken) < 0.5
