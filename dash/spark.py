"""A series in one line of text, told honestly: time goes across, a gap is a gap, the bottom is zero, one point is a dot."""

import math
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

WIDTH = 12
_LONGEST = 3 * 365
"""In days."""
_RAMPS = {"ascii": "_-=+*#"}
_BLOCKS = "▁▂▃▄▅▆▇"
_SIGNS = {"ascii": ("o", ".")}
_AT_ONCE = 2_000


def window(times: Iterable[Sequence[date | None] | None], today: date) -> tuple[date, date]:
    """Choose the stretch of time that all sparklines of a table share: up to three years, ending today.

    Shared, because a line that fills its own width hides that it stopped a year ago.
    """
    known = [when for row in times for when in row or () if when is not None]
    last, earliest = max(known, default=today), min(known, default=today)
    end = max(today, last)
    start = date.fromordinal(max(1, end.toordinal() - _LONGEST))
    return (max(start, earliest) if start <= last else earliest), end


def spark(times: Sequence[date | None] | None, values: Sequence[float | None] | None, stretch: tuple[date, date], *,
          width: int = WIDTH, charset: str = "braille") -> str:  # fmt: skip
    """Draw values over time in exactly ``width`` characters; what lies outside the stretch is left out.

    Of several values in one character's time the latest is drawn: a stated one, never a mean.

    >>> stretch = (date(2025, 1, 1), date(2025, 12, 31))
    >>> spark([date(2025, 1, 5), date(2025, 2, 5), date(2025, 7, 1)], [1.0, 2.0, 4.0], stretch)
    '▃▄···▇      '
    >>> spark([date(2025, 7, 1)], [4.0], stretch, charset="ascii")
    '     o      '
    """
    cells = _cells(times or (), values or (), stretch, width)
    if not cells:
        return " " * width
    dot, gap = _SIGNS.get(charset, ("•", "·"))
    first, last = min(cells), max(cells)
    blank = [gap if first < index < last else " " for index in range(width)]
    marks = {first: dot} if len(cells) == 1 else _bars(cells, _RAMPS.get(charset, _BLOCKS))
    return "".join(marks.get(index, blank[index]) for index in range(width))


def ends(frame: "pl.DataFrame") -> "list[list[date | None]]":
    """Give the first and the last day of each row's ``_times``: all that :func:`window` needs of them."""
    return [frame["_times"].list.min().to_list(), frame["_times"].list.max().to_list()] if _lined(frame) else []


def thinned(frame: "pl.DataFrame", stretch: tuple[date, date]) -> "pl.DataFrame":
    """Keep of each row's ``series`` and ``_times`` what :func:`spark` draws of them; long ones are slow as Python's lists."""
    import polars as pl

    if not _lined(frame):
        return frame
    start, days = stretch[0], (stretch[1] - stretch[0]).days + 1
    cell = ((pl.col("_times") - start).dt.total_days() * WIDTH // days).alias("_cell")
    drawn = [pl.col("_times").is_between(*stretch), pl.col("series").cast(pl.Float64).is_finite()]
    parts = []
    for part in frame.select("series", "_times").iter_slices(_AT_ONCE):
        rows = part.with_row_index("_row")
        points = rows.explode("series", "_times").filter(drawn).sort("_row", "_times", maintain_order=True)
        latest = points.group_by("_row", cell, maintain_order=True).last()
        lists = latest.group_by("_row", maintain_order=True).agg("series", "_times")
        parts.append(rows.select("_row").join(lists, on="_row", how="left", maintain_order="left").drop("_row"))
    return frame.with_columns(pl.concat(parts)) if parts else frame


def _lined(frame: "pl.DataFrame") -> bool:
    """Tell whether rows have a line at all; a frame of none has columns of no type."""
    import polars as pl

    return isinstance(frame.schema.get("series"), pl.List) and frame.schema.get("_times") == pl.List(pl.Date)


def _cells(times: Sequence[date | None], values: Sequence[float | None], stretch: tuple[date, date],
           width: int) -> dict[int, float]:  # fmt: skip
    start, end = stretch
    days = (end - start).days + 1
    pairs = [
        (when, value)
        for when, value in zip(times, values, strict=False)
        if when is not None and value is not None and math.isfinite(value) and start <= when <= end
    ]
    return {(when - start).days * width // days: value for when, value in sorted(pairs, key=lambda pair: pair[0])}


def _bars(cells: dict[int, float], ramp: str) -> dict[int, str]:
    size = max(abs(value) for value in cells.values()) or 1.0
    scaled = {index: value / size for index, value in cells.items()}
    low, high = min(0.0, *scaled.values()), max(0.0, *scaled.values())
    steps = len(ramp) - 1
    return {index: ramp[round((value - low) / ((high - low) or 1.0) * steps)] for index, value in scaled.items()}
