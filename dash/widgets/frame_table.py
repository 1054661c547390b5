"""A table that draws only the lines in view, straight from a frame, whether it has ten rows or a hundred thousand."""

from collections.abc import Sequence
from typing import Any, ClassVar

import polars as pl
from rich.console import Console
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ..messages import Chosen, Fitted, Headed, Marked, Pointed
from ..sheet import Column, Look, Sheet, sheet
from .picture import LOADING, Picture

Key = tuple[Any, ...]

_GUTTER = 2
_SAMPLE = 100
"""Rows at the top, and as many spread over the rest, by which the columns are measured."""
_KEPT = 2_000
"""Drawn lines that are kept."""


class FrameTable(ScrollView, can_focus=True):
    """Rows of a frame under a header that stays; cursor, scroll and marks belong to a row's key, not to its place."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"table--header", "table--cursor", "table--marked", "table--picture"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "up", show=False, id="up"),
        Binding("down,j", "move(1)", "down", show=False, id="down"),
        Binding("pageup,ctrl+b", "page(-1)", "a page up", show=False, id="page_up"),
        Binding("pagedown,ctrl+f", "page(1)", "a page down", show=False, id="page_down"),
        Binding("home,g", "first", "first row", show=False, id="first"),
        Binding("end,G", "last", "last row", show=False, id="last"),
        Binding("enter", "choose", "full view", id="full_view", tooltip="everything behind the row"),
        Binding("space", "mark", "mark", show=False, id="mark", tooltip="mark the row, to compare it"),
    ]

    def __init__(self, look: Look, keys: Sequence[str], *, id: str | None = None) -> None:  # noqa: A002 textual's name
        super().__init__(id=id)
        self.look, self.keys = look, tuple(keys)
        self.frame: pl.DataFrame | None = None
        self.cursor = 0
        self.marks: dict[Key, dict[str, Any]] = {}
        self.picture: Picture = LOADING
        self._sheet = Sheet([], [], look)
        self._columns: Sequence[Column] = ()
        self._lines: dict[int, Strip] = {}
        self._fit: tuple[int, list[int], list[int]] = (-1, [], [])

    # What is handed down.

    def tell(self, picture: Picture) -> None:
        """Show a picture in place of rows: loading, empty or failed."""
        self.frame, self.picture = None, picture
        self._changed()
        self.post_message(Pointed(None))

    def turn_to(self, keys: Sequence[str]) -> None:
        """Make ready for rows of another kind, told apart by other fields; marks of the old kind are forgotten."""
        if tuple(keys) != self.keys:
            self.marks.clear()
        self.keys, self.cursor = tuple(keys), 0
        self.tell(LOADING)

    def fill(self, frame: pl.DataFrame, columns: Sequence[Column], *, basis: pl.DataFrame | None = None,
             empty: Picture | None = None) -> None:  # fmt: skip
        """Show the rows of a frame, the cursor on the row that it was on and on the same line of the screen.

        The columns are measured over ``basis``, so that a filter moves none of them.
        """
        if frame.is_empty() and empty is not None:
            self.tell(empty)
            return
        before = self.key
        self._sheet = sheet(_sampled(frame if basis is None else basis), columns, self.look)
        self._columns, self.frame = self._sheet.columns, frame
        place = min(self.cursor, frame.height - 1) if before is None else self.place_of(before, self.cursor)
        line = self.cursor - self.scroll_offset.y
        self._fit = (-1, [], [])
        self._changed()
        self.cursor = max(0, place)
        self.scroll_to(y=max(0, self.cursor - line), animate=False, force=True)
        self._into_view()
        self.post_message(Pointed(self.row))

    def _changed(self) -> None:
        self._lines.clear()
        rows = 0 if self.frame is None else self.frame.height
        self.virtual_size = Size(self.size.width, rows + 1)
        self.refresh()

    # What can be asked.

    @property
    def row(self) -> dict[str, Any] | None:
        """The row under the cursor."""
        if self.frame is None or not 0 <= self.cursor < self.frame.height:
            return None
        return self.frame.row(self.cursor, named=True)

    @property
    def key(self) -> Key | None:
        """The key of the row under the cursor."""
        return None if self.frame is None or self.frame.is_empty() else self._key_at(self.cursor)

    def _key_at(self, place: int) -> Key:
        assert self.frame is not None
        return tuple(self.frame[name][place] for name in self.keys)

    def place_of(self, key: Key, default: int = -1) -> int:
        """Find the place of a row by its key; the default, within the frame, if it is not there."""
        if self.frame is None:
            return default
        match = [pl.col(name).eq_missing(part) for name, part in zip(self.keys, key, strict=True)]
        found = self.frame.select(pl.all_horizontal(match).arg_true()).to_series()
        return int(found[0]) if found.len() else min(default, self.frame.height - 1)

    @property
    def headers(self) -> list[str]:
        """The headers of the columns, shown or not."""
        return [column.header for column in self._columns if column.header]

    @property
    def hidden(self) -> int:
        """How many columns have no room."""
        return 0 if self.frame is None else len(self._columns) - len(self._fitted()[1])

    # The cursor.

    def point(self, place: int) -> None:
        """Put the cursor on a row and bring it into view."""
        if self.frame is None or self.frame.is_empty():
            return
        before, self.cursor = self.cursor, min(max(0, place), self.frame.height - 1)
        if before == self.cursor:
            return
        for changed in (before, self.cursor):
            self.refresh(Region(0, changed + 1 - self.scroll_offset.y, self.size.width, 1))
        self._into_view()
        self.post_message(Pointed(self.row))

    def _into_view(self) -> None:
        top, room = self.scroll_offset.y, max(1, self.size.height - 1)
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, force=True)
        elif self.cursor >= top + room:
            self.scroll_to(y=self.cursor - room + 1, animate=False, force=True)

    def action_move(self, by: int) -> None:
        """Move the cursor by rows."""
        self.point(self.cursor + by)

    def action_page(self, by: int) -> None:
        """Move the cursor by what is in view."""
        self.point(self.cursor + by * max(1, self.size.height - 2))

    def action_first(self) -> None:
        """Move the cursor to the first row."""
        self.point(0)

    def action_last(self) -> None:
        """Move the cursor to the last row."""
        self.point(self.frame.height - 1 if self.frame is not None else 0)

    def action_choose(self) -> None:
        """Tell that the row was chosen."""
        if (row := self.row) is not None:
            self.post_message(Chosen(row))

    def action_mark(self) -> None:
        """Mark the row, or take its mark away, and go to the next."""
        key, row = self.key, self.row
        if key is None or row is None:
            return
        if self.marks.pop(key, None) is None:
            self.marks[key] = row
        self.refresh()
        self.post_message(Marked(key))
        self.post_message(Pointed(row))
        self.action_move(1)

    def on_click(self, event: events.Click) -> None:
        """Sort by a header, point at a row, open the row that is pointed at."""
        at = event.get_content_offset(self)
        if at is None:
            return
        if at.y == 0:
            self._click_header(at.x)
            return
        place = at.y - 1 + self.scroll_offset.y
        if self.frame is not None and place < self.frame.height:
            self.action_choose() if place == self.cursor else self.point(place)

    def _click_header(self, x: int) -> None:
        widths, shown = self._fitted()
        right = _GUTTER
        for index in shown:
            right += widths[index] + 2
            if x < right:
                self.post_message(Headed(self._columns[index].header))
                return

    def on_resize(self) -> None:
        """Fit the columns again, keep the cursor in view, and let the screen say how many have no room."""
        self._changed()
        self._into_view()
        self.post_message(Fitted())

    def notify_style_update(self) -> None:
        """Draw everything again in the colours of another theme."""
        super().notify_style_update()
        self._lines.clear()

    # Drawing.

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in view."""
        width = self.width
        if self.frame is None:
            styled = self.get_component_rich_style("table--picture")
            line = self.picture.line(y, self.size, self.look.charset)
            return self._strip(line).extend_cell_length(width).apply_style(styled)
        self._fitted()
        if y == 0:
            line = Text(" " * _GUTTER).append_text(self._sheet.header(*self._fitted()))
            return self._full(self._strip(line), "table--header")
        place = y - 1 + self.scroll_offset.y
        if place >= self.frame.height:
            return Strip.blank(width, self.rich_style)
        return self._row_strip(place)

    def _row_strip(self, place: int) -> Strip:
        if place not in self._lines:
            if len(self._lines) > _KEPT:
                self._lines.clear()
            self._lines[place] = self._drawn(place)
        marked = bool(self.marks) and self._key_at(place) in self.marks
        pointed = place == self.cursor
        plain = self.look.charset == "ascii"
        sign = (">" if plain else "▌") if pointed else " "
        gutter = Text(sign + (("+" if plain else "◆") if marked else " "))
        strip = Strip.join([self._strip(gutter), self._lines[place]])
        return self._full(strip, "table--cursor" if pointed else "table--marked" if marked else None)

    def _drawn(self, place: int) -> Strip:
        assert self.frame is not None
        row = self.frame.row(place, named=True)
        widths, shown = self._fitted()
        blank = Text()
        cells = [column.write(row, self.look) if i in shown else blank for i, column in enumerate(self._columns)]
        return self._strip(self._sheet.line(cells, widths, shown))

    @property
    def width(self) -> int:
        """How many columns there are beside the scrollbar."""
        return int(self.scrollable_content_region.width)

    def _fitted(self) -> tuple[list[int], list[int]]:
        width = max(1, self.width - _GUTTER)
        if self._fit[0] != width:
            self._fit = (width, *self._sheet.fitted(width))
            self._lines.clear()
        return self._fit[1], self._fit[2]

    def _strip(self, line: Text) -> Strip:
        console: Console = self.app.console
        return Strip(line.render(console))

    def _full(self, strip: Strip, component: str | None) -> Strip:
        style = self.get_component_rich_style(component) if component else self.rich_style
        return strip.adjust_cell_length(self.width).apply_style(style)


def _sampled(frame: pl.DataFrame) -> list[dict[str, Any]]:
    """Take the rows by which the columns are measured: the first ones, and some all over the frame."""
    if frame.height <= 2 * _SAMPLE:
        return frame.to_dicts()
    spread = frame[_SAMPLE :: max(1, (frame.height - _SAMPLE) // _SAMPLE)]
    return pl.concat([frame.head(_SAMPLE), spread]).to_dicts()
