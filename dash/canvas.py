"""A grid of dots drawn with characters: eight dots a cell in braille, four in blocks, one in ASCII."""

from rich.text import Text

_DOTS = {"braille": (2, 4), "block": (2, 2), "ascii": (1, 1)}
_BRAILLE = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
_QUADRANTS = " ▘▖▌▝▀▞▛▗▚▄▙▐▜▟█"


class Canvas:
    """Dots and marks on ``columns`` times ``rows`` cells; the origin is at the bottom left."""

    def __init__(self, columns: int, rows: int, charset: str = "braille") -> None:
        self.columns, self.rows, self.charset = columns, rows, charset
        self._across, self._down = _DOTS[charset]
        self.width, self.height = columns * self._across, rows * self._down
        self._dots: dict[tuple[int, int], tuple[int, str]] = {}
        self._marks: dict[tuple[int, int], tuple[str, str]] = {}

    def dot(self, x: int, y: int, style: str) -> None:
        """Set one dot; a cell takes the style of its latest dot."""
        row, below = divmod(self.height - 1 - y, self._down)
        column, right = divmod(x, self._across)
        bit = _BRAILLE[right][below] if self.charset == "braille" else 1 << (right * 2 + below)
        self._dots[row, column] = (self._dots.get((row, column), (0, ""))[0] | bit, style)

    def line(self, start: tuple[int, int], end: tuple[int, int], style: str) -> None:
        """Join two dots, both included, one dot a step along the longer way."""
        (x, y), (right, up) = start, end
        steps = max(abs(right - x), abs(up - y), 1)
        for step in range(steps + 1):
            self.dot(x + round((right - x) * step / steps), y + round((up - y) * step / steps), style)

    def mark(self, x: int, y: int, sign: str, style: str) -> None:
        """Put a sign over the whole cell of a dot."""
        self._marks[(self.height - 1 - y) // self._down, x // self._across] = (sign, style)

    def row(self, index: int) -> Text:
        """Return one row of cells, the top one first."""
        text = Text(no_wrap=True)
        for column in range(self.columns):
            bits, style = self._dots.get((index, column), (0, ""))
            sign, style = self._marks.get((index, column), (self._sign(bits), style))
            text.append(sign, style or None)
        return text

    def _sign(self, bits: int) -> str:
        if not bits:
            return " "
        if self.charset == "braille":
            return chr(0x2800 + bits)
        return _QUADRANTS[bits] if self.charset == "block" else "."
