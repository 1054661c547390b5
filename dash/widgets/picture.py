"""What stands in place of rows: loading, empty and failed are three pictures, each with what to do next."""

import textwrap
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text
from textual.geometry import Size

from ..text import foreign

_MARGIN = 4


@dataclass(frozen=True, slots=True)
class Picture:
    """A sign, one line that says what is the case, and what to do next."""

    sign: str
    plain_sign: str
    title: str
    advice: str = ""
    style: str = ""

    def lines(self, width: int, charset: str) -> list[Text]:
        """Write the picture into a width; what it says may hold foreign words."""
        sign = self.plain_sign if charset == "ascii" else self.sign
        room = max(8, width - 2 * _MARGIN)
        told = [foreign(line, charset) for line in f"{sign}  {self.title}".split("\n")]
        wrapped = [part for line in told for part in textwrap.wrap(line, room, subsequent_indent="   ")]
        advice = [part for line in self.advice.split("\n") for part in textwrap.wrap(foreign(line, charset), room - 3)]
        left = " " * min(_MARGIN, max(0, width - room))
        return [
            *(Text(left + line, self.style, no_wrap=True) for line in wrapped),
            *([Text()] if advice else []),
            *(Text(f"{left}   {line}", "dim", no_wrap=True) for line in advice),
        ]

    def drawn(self, charset: str) -> "Drawn":
        """Return the picture as something that rich draws at whatever width there is."""
        return Drawn(self, charset)

    def line(self, y: int, size: Size, charset: str) -> Text:
        """Write one line of the picture as it stands in an area: a third of the way down."""
        lines = self.lines(size.width, charset)
        at = y - max(0, (size.height - len(lines)) // 3)
        return lines[at].copy() if 0 <= at < len(lines) else Text()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture in a charset: a renderable."""

    picture: Picture
    charset: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw into the width of the console."""
        del console
        yield from self.picture.lines(options.max_width, self.charset)


LOADING = Picture("◌", "...", "reading the store", "The first look takes a moment; you may already change tabs.")


def empty(what: str, advice: str) -> Picture:
    """Say that nothing is there, and what brings something."""
    return Picture("∅", "(0)", what, advice)


def failed(reason: str) -> Picture:
    """Say what went wrong and what to do next; the reason is an error's message, which says both."""
    return Picture(
        "✗", "(!)", "this could not be read", f"{reason}\naimarket doctor says what is well and what is not.", "bold"
    )
