"""Values over dates as a line chart: one rich renderable for the printed page and the screen."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

from metrics.errors import Refused

from . import axes
from .canvas import Canvas
from .periods import day
from .points import Point, finite, logged, power, rebased
from .text import foreign, value

COLORS = ("cyan", "yellow", "magenta", "green", "blue", "red")
"""The colours of the lines in their order; the marks tell them apart without colour."""

_ASCII_MARKS = tuple((letter, letter.lower()) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_MARKS = (
    ("●", "○"), ("■", "□"), ("▲", "△"), ("◆", "◇"), ("▼", "▽"), ("★", "☆"), ("▶", "▷"), ("◀", "◁"), ("⬢", "⬡"),
    ("♠", "♤"), ("♣", "♧"), ("♥", "♡"), *_ASCII_MARKS,
)  # fmt: skip
_HEIGHT = 14
_LEAST_WIDTH = 12
"""Columns of the plot below which the value labels give way to it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One series: dates ascending or not, values where ``None`` is a gap, ``hollow`` where a value is an estimate."""

    label: str
    times: Sequence[date]
    values: Sequence[float | None]
    hollow: Sequence[bool] = ()
    joined: bool = True

    def points(self) -> list[Point]:
        """Return the points in time, whatever is not a finite number a gap."""
        hollow = [*self.hollow, *[False] * (len(self.times) - len(self.hollow))]
        known = [value if value is not None and math.isfinite(value) else None for value in self.values]
        return sorted(zip(self.times, known, hollow, strict=False), key=lambda point: point[0])


@dataclass(frozen=True)
class LineChart:
    """Lines over a date axis, told apart by mark and colour; a gap, a lone point and an estimate look like one.

    ``rebase`` sets each line to 100 at its first value from that day on; what lies before is not drawn, nor is a line
    without such a value, which is named below the chart. Raises :class:`Refused` for a log scale over values that are
    not positive and where no line has anything to rebase on.
    """

    lines: Sequence[Line]
    unit: str | None = None
    height: int | None = None
    charset: str = "braille"
    log: bool = False
    rebase: date | None = None
    _drawn: tuple["_Drawn", ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        drawn = [self._prepare(index, line) for index, line in enumerate(self.lines)]
        if self.rebase and drawn and all(line.base is None for line in drawn):
            raise Refused(f"no line has a value to set to 100 on or after {self.rebase}")
        object.__setattr__(self, "_drawn", tuple(drawn))

    def _prepare(self, index: int, line: Line) -> "_Drawn":
        points, base = line.points(), None
        if self.rebase:
            points, base = rebased(points, self.rebase)
        if self.log:
            points = logged(points, line.label)
        marks = _ASCII_MARKS if self.charset == "ascii" else _MARKS
        full, hollow = marks[index % len(marks)]
        if self.charset == "ascii" and len(self.lines) == 1:
            full, hollow = "*", "o"
        color = COLORS[index % len(COLORS)]
        return _Drawn(foreign(line.label, self.charset), points, full, hollow, color, line.joined, base)

    def mark(self, index: int) -> str:
        """Return the sign that marks a line, by its place among the lines; none if it is not drawn."""
        return self._drawn[index].full if self._drawn[index].points else ""

    def index(self, index: int, when: date | None, told: float | None) -> float | None:
        """Return a value as the rebased chart draws it: 100 for the first from the day on; None for what is not drawn."""
        base = self._drawn[index].base
        if base is None or told is None or when is None or self.rebase is None or when < self.rebase:
            return None
        return finite(told / base * 100)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Take any width."""
        del console
        return Measurement(1, options.max_width)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw into the width of the console, and its height if it has one."""
        del console
        width, height = max(1, options.max_width), max(1, self.height or options.height or _HEIGHT)
        for row in self._rows(width, height):
            row.truncate(width)
            yield row

    def _rows(self, width: int, height: int) -> list[Text]:
        known = [(when, told) for line in self._drawn for when, told, _ in line.points if told is not None]
        if not known:
            return [Text("no figures to draw", style="dim", no_wrap=True)]
        legend = self._legend(width, min(len(self._drawn) + 1, height // 4))
        footer = 2 if height - len(legend) >= 4 else 0  # noqa: PLR2004 the axis takes half of that
        rows = max(1, height - len(legend) - footer)
        axis = self._axis([told for _, told in known], rows)
        notes = self._notes(axis, width, height // 4)
        if notes:
            rows = max(1, rows - len(notes))
            axis = self._axis([told for _, told in known], rows)
            notes = self._notes(axis, width, len(notes))
        names = axes.labels(axis.ticks, self._tick)
        gutter = max(map(len, names)) + 1
        gutter = 0 if width - gutter - 1 < _LEAST_WIDTH or not footer else gutter
        frame = _Frame(width - gutter - bool(gutter), rows, self.charset, axis, _stretch([when for when, _ in known]))
        return [*legend, *frame.body(self._drawn, names, gutter), *(frame.footer(gutter) if footer else ()), *notes]

    def _axis(self, told: list[float], rows: int) -> axes.Axis:
        most = min(6, max(1, rows // 2))
        if self.log:
            return axes.logarithms(min(told), max(told), most)
        return axes.values(min(told), max(told), most)

    def _notes(self, axis: axes.Axis, width: int, most: int) -> list[Text]:
        """Say what the eye would miss: what is 100, that the axis starts above zero, which lines are left out."""
        entries = [f"100 = first from {day(self.rebase)}"] if self.rebase else []
        if self.log or axis.low > 0 or axis.high < 0:
            end = axis.low if self.log or axis.low > 0 else axis.high
            way = "up to" if axis.high < 0 and not self.log else "from"
            entries.append(f"{'logarithmic axis' if self.log else 'axis'} {way} {self._tick(end)}")
        left_out = [line.label for line in self._drawn if self.rebase and line.base is None]
        entries += [f"not drawn: {left_out[0]}", *left_out[1:]] if left_out else []
        return _packed([Text(entry, "dim") for entry in entries], width, most)

    def _tick(self, tick: float) -> str:
        unit = None if self.rebase else self.unit
        if self.log:
            return value(power(tick), unit, digits=1, charset=self.charset)
        return value(tick, unit, charset=self.charset)

    def _legend(self, width: int, most: int) -> list[Text]:
        """Name the marks, in as many lines as there is room for; the last line says how many names are missing."""
        entries = [Text.assemble((line.full, line.color), f" {line.label}") for line in self._drawn if line.points]
        if any(told is not None and hollow for line in self._drawn for _, told, hollow in line.points):
            entries.append(Text("lower case: estimate" if len(self.lines) > 1 else "o estimate", "dim")
                           if self.charset == "ascii" else Text("○ estimate", "dim"))  # fmt: skip
        return _packed(entries, width, most)


def _packed(entries: Sequence[Text], width: int, most: int) -> list[Text]:
    """Put entries beside one another in at most so many rows; the last says how many have no room."""
    rows: list[Text] = []
    for index, entry in enumerate(entries):
        if rows and rows[-1].cell_len + entry.cell_len + 3 <= width:
            rows[-1].append("   ").append_text(entry)
        elif len(rows) < most:
            rows.append(entry.copy())
        else:
            rows[-1:] = [_more(rows[-1], len(entries) - index, width)] if rows else []
            break
    for row in rows:
        row.no_wrap = True
    return rows


def _more(row: Text, count: int, width: int) -> Text:
    note = f"   +{count}"
    row.truncate(max(1, width - len(note)))
    return row.append(note, "dim")


def _stretch(times: list[date]) -> tuple[date, date]:
    start, end = min(times), max(times)
    if start < end:
        return start, end
    return max(start, date.min + timedelta(15)) - timedelta(15), min(end, date.max - timedelta(15)) + timedelta(15)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A line ready to be drawn: its points on the scale of the chart, its two marks and its colour."""

    label: str
    points: list[Point]
    full: str
    hollow: str
    color: str
    joined: bool
    base: float | None


@dataclass(frozen=True, slots=True)
class _Frame:
    """The plot with its axes: where a date and a value lie."""

    columns: int
    rows: int
    charset: str
    axis: axes.Axis
    stretch: tuple[date, date]

    def body(self, lines: Sequence[_Drawn], names: Sequence[str], gutter: int) -> list[Text]:
        """Draw the lines, behind the value labels if there is a gutter for them."""
        canvas = Canvas(self.columns, self.rows, self.charset)
        placed = [(line, self._place(canvas, line)) for line in lines]
        for line, dots in placed:
            for segment in _segments(dots) if line.joined else ():
                for (start, _), (end, _) in pairwise(segment):
                    canvas.line(start, end, line.color)
        for line, dots in placed:
            for (x, y), hollow in self._marked(line, dots):
                canvas.mark(x, y, line.hollow if hollow else line.full, line.color)
        rows = [canvas.row(index) for index in range(self.rows)]
        return self._labelled(rows, names, gutter) if gutter else rows

    def _place(self, canvas: Canvas, line: _Drawn) -> list["_Dot | None"]:
        start, end = self.stretch
        days = (end - start).days
        dots: list[_Dot | None] = []
        for when, told, hollow in line.points:
            across = round((when - start).days / days * (canvas.width - 1))
            dots.append(
                None if told is None else ((across, round(self.axis.share(told) * (canvas.height - 1))), hollow)
            )
        return dots

    def _marked(self, line: _Drawn, dots: list["_Dot | None"]) -> list["_Dot"]:
        """Choose the points that get a mark: all, or, where they would hide the line, the ends and some between."""
        known = [dot for dot in dots if dot is not None]
        if not line.joined or len(known) <= max(2, self.columns // 4):
            return known
        lone = [segment[0] for segment in _segments(dots) if len(segment) == 1]
        every = max(1, len(known) // 4)
        return [*lone, *known[::every], known[-1]]

    def _labelled(self, rows: list[Text], names: Sequence[str], gutter: int) -> list[Text]:
        down = "|" if self.charset == "ascii" else "│"
        beside = {
            self.rows - 1 - round(self.axis.share(tick) * (self.rows - 1)): name
            for tick, name in zip(self.axis.ticks, names, strict=True)
        }
        ticked = "+" if self.charset == "ascii" else "┤"
        return [
            Text.assemble((f"{beside.get(i, ''):>{gutter - 1}} {ticked if i in beside else down}", "dim"), row)
            for i, row in enumerate(rows)
        ]

    def footer(self, gutter: int) -> list[Text]:
        """Draw the date axis and its labels."""
        corner, across, tick_sign = ("+", "-", "+") if self.charset == "ascii" else ("└", "─", "┬")
        start, end = self.stretch
        rule, names, free = [across] * self.columns, [" "] * self.columns, 0
        for when, name in axes.dates(start, end, max(1, self.columns // 9)):
            at = round((when - start).days / (end - start).days * (self.columns - 1))
            left = min(max(0, at - len(name) // 2), self.columns - len(name))
            if left < free:
                continue
            rule[at] = tick_sign
            names[left : left + len(name)] = name
            free = left + len(name) + 1
        lead = " " * gutter
        return [
            Text(f"{lead}{corner if gutter else ''}{''.join(rule)}", "dim", no_wrap=True),
            Text(f"{lead}{' ' if gutter else ''}{''.join(names)}".rstrip(), "dim", no_wrap=True),
        ]


_Dot = tuple[tuple[int, int], bool]


def _segments(dots: Sequence[_Dot | None]) -> list[list[_Dot]]:
    """Cut at the gaps."""
    segments: list[list[_Dot]] = [[]]
    for dot in dots:
        if dot is None:
            segments.append([])
        else:
            segments[-1].append(dot)
    return [segment for segment in segments if segment]
