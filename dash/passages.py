"""An article laid out in lines, every figure in it lit: where each stands, and which line one must turn to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rich.console import Console
from rich.text import Span, Text

from . import cells
from .sentence import LIT
from .sheet import Look, Row
from .text import foreign, glyphs

_SENTENCE, _NUMBER = "s", "n"
GUTTER = 2
"""Columns at the left, where a sign stands beside the sentence of the figure that is looked at."""
_LITTLE = 20
"""The width below which an article is not squeezed."""


@dataclass
class Passages:
    """Lines of text whose figures are told by their number; ``places`` has the line of each figure's number."""

    lines: list[Text] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)

    def drawn(self, place: int, current: int | None, charset: str = "braille") -> Text:
        """Draw a line, the figure that is looked at lit more strongly than the others."""
        bare = self.lines[place]
        line = Text(bare.plain, bare.style, no_wrap=True, overflow="crop", end="")
        mine = False
        for span in bare.spans:
            kind, _, number = str(span.style).partition(":")
            own = number == str(current)
            mine = mine or own
            line.spans.append(Span(span.start, span.end, _STYLES[kind, own]))
        sign = (">" if charset == "ascii" else "▌") if mine else " "
        return Text.assemble(f"{sign} ", line, no_wrap=True, overflow="crop", end="")

    def figure_at(self, place: int, column: int) -> int | None:
        """Return the figure that stands at a column of a line, if one does: its number before its sentence."""
        spans = self.lines[place].spans if 0 <= place < len(self.lines) else []
        there = [str(span.style) for span in spans if span.start <= column - GUTTER < span.end]
        there.sort(key=lambda style: not style.startswith(_NUMBER))
        return int(there[0].partition(":")[2]) if there else None


_STYLES: Mapping[tuple[str, bool], str] = {
    (_SENTENCE, False): "italic", (_SENTENCE, True): "italic underline",
    (_NUMBER, False): "bold underline", (_NUMBER, True): LIT,
}  # fmt: skip


def passages(text: str, figures: Sequence[Row], look: Look, width: int) -> Passages:
    """Lay an article out in lines of a width, then what is not in it but was read from its page."""
    laid, console = Passages(), Console(width=max(_LITTLE, width - GUTTER))
    standing = [number for number, figure in enumerate(figures) if figure.get("quote_start") is not None]
    for start, end in _paragraphs(text) if text else ():
        mine = [number for number in standing if _overlaps(figures[number], start, end)]
        for number in mine:  # where its sentence begins, should its number be written in no known way
            if figures[number].get("number_start") is None:
                laid.places.setdefault(number, len(laid.lines))
        _add(laid, _paragraph(text, (start, end), mine, figures, look), console)
    elsewhere = [number for number in range(len(figures)) if number not in laid.places]
    if elsewhere:
        words = "read from this page, but not in what is archived of it" if text else "what was read there"
        _add(laid, Text(f"{chr(10) if text else ''}{words}:", "dim"), console)
        for number in elsewhere:
            _add(laid, _named(number, figures[number], look), console)
    return laid


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def _overlaps(figure: Row, start: int, end: int) -> bool:
    return bool(figure["quote_start"] < end and figure["quote_end"] > start)


def _paragraph(text: str, bounds: tuple[int, int], mine: Sequence[int], figures: Sequence[Row], look: Look) -> Text:
    """Write one paragraph literally, with a span for each sentence and each number in it."""
    marks = [
        (figures[number][f"{what}_start"], figures[number][f"{what}_end"], f"{kind}:{number}")
        for number in mine
        for what, kind in (("quote", _SENTENCE), ("number", _NUMBER))
        if figures[number].get(f"{what}_start") is not None
    ]
    first, last = bounds
    cuts = sorted({first, last, *(min(max(at, first), last) for mark in marks for at in mark[:2])})
    line, at = Text(), dict.fromkeys(cuts, 0)
    for start, end in pairwise(cuts):
        line.append(foreign(text[start:end], look.charset))
        at[end] = len(line)
    for start, end, style in marks:
        if start < last and end > first:
            line.stylize(style, at[max(start, first)], at[min(end, last)])
    return line


def _named(number: int, figure: Row, look: Look) -> Text:
    named = f"{cells.name(figure, look)} {glyphs(look.charset).dot} {cells.label(figure, look)}: "
    told = Text(cells.figure(figure, look).plain)
    told.stylize(f"{_NUMBER}:{number}")
    return Text.assemble(named, told, f"   {cells.when(figure, look)}")


def _add(laid: Passages, paragraph: Text, console: Console) -> None:
    for line in paragraph.wrap(console, console.width):
        line.rstrip()
        for span in line.spans:
            kind, _, number = str(span.style).partition(":")
            if kind == _NUMBER and number:
                laid.places.setdefault(int(number), len(laid.lines))
        laid.lines.append(line)
