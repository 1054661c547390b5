"""The plot of a line chart: where a date and a value lie, what is joined, stepped or left apart, and the axes around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from rich.text import Text

from . import axes
from .canvas import Canvas
from .points import Base, Point


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line ready to be drawn: its points on the scale of the chart, those that it does not join, its marks and colour."""

    label: str
    points: list[Point]
    full: str
    hollow: str
    color: str
    joined: bool
    base: Base | None = None
    loose: Sequence[Point] = ()
    stepped: bool = False

    @property
    def all(self) -> list[Point]:
        """What is drawn, joined or not."""
        return [*self.points, *self.loose]


@dataclass(frozen=True, slots=True)
class Frame:
    """The plot with its axes: where a date and a value lie."""

    columns: int
    rows: int
    charset: str
    axis: axes.Axis
    stretch: tuple[date, date]

    def body(self, lines: Sequence[Drawn], names: Sequence[str], gutter: int) -> list[Text]:
        """Draw the lines, behind the value labels if there is a gutter for them."""
        canvas = Canvas(self.columns, self.rows, self.charset)
        placed = [(line, self._place(canvas, line.points), self._place(canvas, line.loose)) for line in lines]
        for line, dots, _ in placed:
            for segment in _segments(dots) if line.joined else ():
                for (start, _), (end, _) in pairwise(segment):
                    corner = (end[0], start[1]) if line.stepped else end
                    canvas.line(start, corner, line.color)
                    canvas.line(corner, end, line.color)
        for line, dots, loose in placed:
            for (x, y), hollow in [*self._marked(line, dots), *filter(None, loose)]:
                canvas.mark(x, y, line.hollow if hollow else line.full, line.color)
        rows = [canvas.row(index) for index in range(self.rows)]
        return self._labelled(rows, names, gutter) if gutter else rows

    def _place(self, canvas: Canvas, points: Sequence[Point]) -> list["_Dot | None"]:
        start, end = self.stretch
        days = (end - start).days
        dots: list[_Dot | None] = []
        for when, told, hollow in points:
            across = round((when - start).days / days * (canvas.width - 1))
            dots.append(
                None if told is None else ((across, round(self.axis.share(told) * (canvas.height - 1))), hollow)
            )
        return dots

    def _marked(self, line: Drawn, dots: list["_Dot | None"]) -> list["_Dot"]:
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
