"""A long text or drawing that scrolls, with the keys of a table."""

from typing import ClassVar

from rich.console import RenderableType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from ..sheet import Look
from .picture import Picture

SCROLLING: tuple[BindingType, ...] = (
    Binding("up,k", "scroll_up", "up", show=False, id="up"),
    Binding("down,j", "scroll_down", "down", show=False, id="down"),
    Binding("pageup,ctrl+b", "page_up", "a page up", show=False, id="page_up"),
    Binding("pagedown,ctrl+f", "page_down", "a page down", show=False, id="page_down"),
    Binding("home,g", "scroll_home", "to the top", show=False, id="first"),
    Binding("end,G", "scroll_end", "to the end", show=False, id="last"),
)
"""The keys of whatever scrolls."""


class Page(VerticalScroll, can_focus=True):
    """One renderable in a scrolled area; text in it is literal."""

    BINDINGS: ClassVar[list[BindingType]] = [*SCROLLING]

    def __init__(self, look: Look, *, id: str | None = None) -> None:  # noqa: A002 textual's name
        super().__init__(id=id)
        self.look = look

    def compose(self) -> ComposeResult:
        """Lay out the one text that scrolls."""
        yield Static("", markup=False)

    def draw(self, what: RenderableType) -> None:
        """Show a renderable."""
        self.query_one(Static).update(what)

    def tell(self, picture: Picture) -> None:
        """Show a picture in place of the text."""
        self.draw(picture.drawn(self.look.charset))
