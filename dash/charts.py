"""Values over dates as a line chart: one rich renderable for the printed page and the screen."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

from metrics.errors import Refused

from . import axes
from .periods import day
from .plot import Drawn, Frame
from .points import Base, Point, finite, first_from, logged, power, rebased
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


def _signs(place: int, charset: str) -> tuple[str, str]:
    marks = _ASCII_MARKS if charset == "ascii" else _MARKS
    return marks[place % len(marks)]


def mark(place: int, charset: str) -> tuple[str, str]:
    """Return the sign and the colour of the line with this place."""
    return _signs(place, charset)[0], COLORS[place % len(COLORS)]


@dataclass(frozen=True, slots=True)
class Line:
    """One series: dates ascending or not, values where ``None`` is a gap, ``hollow`` where a value is an estimate.

    ``loose`` is where a value is of no known day: it stands on the day on which it was said and nothing joins it.
    Lines with the same ``of`` are rebased on one value, ``place`` chooses mark and colour (else its place among the
    lines), and a ``stepped`` line holds each value until the next.
    """

    label: str
    times: Sequence[date]
    values: Sequence[float | None]
    hollow: Sequence[bool] = ()
    joined: bool = True
    loose: Sequence[bool] = ()
    of: str = ""
    place: int | None = None
    stepped: bool = False

    def points(self, *, loose: bool = False) -> list[Point]:
        """Return the points in time that a line joins, or those that none does; what is not finite is a gap."""
        hollow, apart = ([*told, *[False] * (len(self.times) - len(told))] for told in (self.hollow, self.loose))
        known = [value if value is not None and math.isfinite(value) else None for value in self.values]
        points = zip(self.times, known, hollow, apart, strict=False)
        kept = [(when, told, estimate) for when, told, estimate, off in points if off == loose]
        return sorted(kept, key=lambda point: point[0])


@dataclass(frozen=True)
class LineChart:
    """Lines over a date axis, told apart by mark and colour; a gap, a lone point and an estimate look like one.

    ``rebase`` sets the first value from that day on to 100, one for all lines of the same thing; which value of which
    day it is stands below the chart. What lies before is not drawn, nor is a line without such a value, which is named. Raises :class:`Refused` for a log scale over values that are
    not positive and where no line has anything to rebase on.
    """

    lines: Sequence[Line]
    unit: str | None = None
    height: int | None = None
    charset: str = "braille"
    log: bool = False
    rebase: date | None = None
    _drawn: tuple["Drawn", ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        bases = self._bases()
        drawn = [self._prepare(index, line, bases.get(line.of or index)) for index, line in enumerate(self.lines)]
        if self.rebase and drawn and not any(bases.values()):
            raise Refused(f"no line has a value to set to 100 on or after {self.rebase}")
        object.__setattr__(self, "_drawn", tuple(drawn))

    def _bases(self) -> dict[object, Base | None]:
        """Find what is 100: for all lines of one thing the same, or its series would each tell another story."""
        if self.rebase is None:
            return {}
        shared: dict[object, list[Point]] = {}
        for index, line in enumerate(self.lines):
            shared.setdefault(line.of or index, []).extend(line.points())
        return {of: first_from(points, self.rebase) for of, points in shared.items()}

    def _prepare(self, index: int, line: Line, base: Base | None) -> Drawn:
        points, loose = line.points(), line.points(loose=True)
        if self.rebase:
            points, loose = (rebased(each, self.rebase, base) for each in (points, loose))
        if self.log:
            points, loose = (logged(each, line.label) for each in (points, loose))
        place = index if line.place is None else line.place
        full, hollow = _signs(place, self.charset)
        if self.charset == "ascii" and len(self.lines) == 1 and line.place is None:
            full, hollow = "*", "o"
        label, color = foreign(line.label, self.charset), COLORS[place % len(COLORS)]
        return Drawn(label, points, full, hollow, color, line.joined, base, loose, line.stepped)

    def mark(self, index: int) -> str:
        """Return the sign that marks a line, by its place among the lines; none if it is not drawn."""
        return self._drawn[index].full if self._drawn[index].all else ""

    def color(self, index: int) -> str:
        """Return the colour of a line, by its place among the lines."""
        return self._drawn[index].color

    def index(self, index: int, when: date | None, told: float | None) -> float | None:
        """Return a value as the rebased chart draws it: 100 for the first from the day on; None for what is not drawn."""
        base = self._drawn[index].base
        if base is None or told is None or when is None or self.rebase is None or when < self.rebase:
            return None
        return finite(told / base.value * 100)

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
        known = [(when, told) for line in self._drawn for when, told, _ in line.all if told is not None]
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
        frame = Frame(width - gutter - bool(gutter), rows, self.charset, axis, _stretch([when for when, _ in known]))
        return [*legend, *frame.body(self._drawn, names, gutter), *(frame.footer(gutter) if footer else ()), *notes]

    def _axis(self, told: list[float], rows: int) -> axes.Axis:
        most = min(6, max(1, rows // 2))
        if self.log:
            return axes.logarithms(min(told), max(told), most)
        return axes.values(min(told), max(told), most)

    def _notes(self, axis: axes.Axis, width: int, most: int) -> list[Text]:
        """Say what the eye would miss: what is 100, that the axis starts above zero, which lines are left out."""
        entries = self._based()
        if self.log or axis.low > 0 or axis.high < 0:
            end = axis.low if self.log or axis.low > 0 else axis.high
            way = "up to" if axis.high < 0 and not self.log else "from"
            entries.append(f"{'logarithmic axis' if self.log else 'axis'} {way} {self._tick(end)}")
        left_out = [line.label for line in self._drawn if self.rebase and not line.all]
        entries += [f"not drawn: {left_out[0]}", *left_out[1:]] if left_out else []
        apart = sum(told is not None for line in self._drawn for _, told, _ in line.loose)
        entries += [f"not joined: {apart} without a period, on the day told"] if apart else []
        return _packed([Text(entry, "dim") for entry in entries], width, most)

    def _based(self) -> list[str]:
        """Say which value of which day is 100, for each thing that has one of its own."""
        if self.rebase is None:
            return []
        each: dict[object, str] = {}
        for index, (line, drawn) in enumerate(zip(self.lines, self._drawn, strict=True)):
            if drawn.base is not None:
                told = value(drawn.base.value, self.unit, charset=self.charset)
                named = foreign(line.of, self.charset) or drawn.label
                each.setdefault(line.of or index, f"{named} {told}, {day(drawn.base.when)}".lstrip())
        first, *others = each.values()
        return [f"100 = first from {day(self.rebase)}: {first}", *others]

    def _tick(self, tick: float) -> str:
        unit = None if self.rebase else self.unit
        if self.log:
            return value(power(tick), unit, digits=1, charset=self.charset)
        return value(tick, unit, charset=self.charset)

    def _legend(self, width: int, most: int) -> list[Text]:
        """Name the marks, in as many lines as there is room for; the last line says how many names are missing."""
        entries = [
            Text.assemble((line.full, line.color), f" {line.label}") for line in self._drawn if line.all and line.label
        ]
        if any(told is not None and hollow for line in self._drawn for _, told, hollow in line.all):
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
