"""An article in which one walks from figure to figure; only the lines in view are drawn."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ..messages import Looked
from ..passages import Passages, passages
from ..sheet import Look, Row
from .page import SCROLLING
from .picture import LOADING, Picture

_ABOVE = 3
"""Lines that stay in view above the figure that is looked at."""


class Passage(ScrollView, can_focus=True):
    """The lines of an article with every figure in it lit, the one that is looked at more strongly than the others."""

    BINDINGS: ClassVar[list[BindingType]] = [*SCROLLING]

    def __init__(self, look: Look, *, id: str | None = None) -> None:  # noqa: A002 textual's name
        super().__init__(id=id)
        self.look = look
        self.current: int | None = None
        self.picture: Picture | None = LOADING
        self._text, self._figures = "", list[Row]()
        self._laid, self._width = Passages(), -1

    def fill(self, text: str, figures: Sequence[Row], picture: Picture | None = None) -> None:
        """Show an article, or, where nothing of it is kept, a picture above its figures."""
        self._text, self._figures, self.picture = text, list(figures), picture
        self._lay()

    def tell(self, picture: Picture) -> None:
        """Show a picture in place of the article: it is being read, or could not be."""
        self.fill("", [], picture)

    def turn_to(self, number: int) -> None:
        """Look at a figure, and bring it into view."""
        self.current = number
        self._into_view()
        self.refresh()

    def _lay(self) -> None:
        self._width = self.scrollable_content_region.width
        self._laid = passages(self._text, self._figures, self.look, self._width)
        head = self.picture.lines(self._width, self.look.charset) if self.picture is not None else []
        above = [*head, *([] if not head else [head[0].blank_copy()])]
        self._laid.lines[:0] = above
        self._laid.places = {number: place + len(above) for number, place in self._laid.places.items()}
        self.virtual_size = Size(self._width, len(self._laid.lines))
        self.refresh()

    def _into_view(self) -> None:
        place = self._laid.places.get(self.current) if self.current is not None else None
        if place is None:
            return
        top, room = int(self.scroll_offset.y), max(1, self.size.height)
        if not top + min(_ABOVE, place) <= place < top + room - 1:
            self.scroll_to(y=max(0, place - _ABOVE), animate=False, force=True)

    def on_resize(self) -> None:
        """Lay the lines out anew where the width is another."""
        if self.scrollable_content_region.width != self._width:
            self._lay()
        self._into_view()

    def on_click(self, event: events.Click) -> None:
        """Look at the figure under the mouse."""
        at = event.get_content_offset(self)
        found = self._laid.figure_at(at.y + int(self.scroll_offset.y), at.x) if at is not None else None
        if found is not None:
            self.post_message(Looked(found))

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in view."""
        place = y + int(self.scroll_offset.y)
        width = int(self.scrollable_content_region.width)
        if place >= len(self._laid.lines):
            return Strip.blank(width, self.rich_style)
        line = self._laid.drawn(place, self.current, self.look.charset)
        return Strip(line.render(self.app.console)).adjust_cell_length(width).apply_style(self.rich_style)
