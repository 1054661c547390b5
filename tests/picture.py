"""SVG of what was printed, the same on every machine: the program's own cells and colours, in a frame of ours."""

import html
import io
import re

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment, Segments
from textual._context import visible_screen_stack

FRAME = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
 font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; white-space: pre }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
_LINE_CLIPS = re.compile(
    r' clip-path="url\(#aimarket-line-\d+\)"|<clipPath id="aimarket-line-\d+">\s*<rect [^>]*/>\s*</clipPath>\n?'
)
_TEXT = re.compile(
    r'(<text class="aimarket-r\d+" x=")([\d.]+)(" y="[\d.]+" textLength=")([\d.]+)(">)((?:&#160;)*)([^<]*?)((?:&#160;)*)</text>'
)
_SPACE = "&#160;"


def recorder(width, color_system):
    """Return a console that remembers what is printed, whatever the environment says."""
    return Console(record=True, width=width, file=io.StringIO(), force_terminal=True, color_system=color_system,
                   legacy_windows=False, _environ={})  # fmt: skip


def svg(console):
    """Export what a console has recorded."""
    return console.export_svg(title="aimarket", code_format=FRAME, unique_id="aimarket")


def _without_margins(text):
    """Move a text to where its words begin, for not every reader of SVG draws the spaces before and after them."""
    head, x, middle, length, tail, before, words, after = text.groups()
    if not words.strip():
        return ""
    shown = words.replace(_SPACE, " ")
    cells = cell_len(html.unescape(shown))
    left, right = before.count(_SPACE), after.count(_SPACE)
    width = float(length) / (left + cells + right)
    return f"{head}{round(float(x) + left * width, 2):g}{middle}{round(cells * width, 2):g}{tail}{words}</text>"


def screen(app, *, keys=True):
    """Draw the screen of an app; without its ``keys`` where nobody waits until Textual has drawn them."""
    behind = visible_screen_stack.set(app._background_screens)
    lines = app.screen._compositor.render_strips()
    visible_screen_stack.reset(behind)
    console = recorder(app.size.width, "truecolor")
    for line in lines if keys else lines[:-1]:
        console.print(Segments([*line.simplify().discard_meta(), Segment.line()]), end="")
    drawn = _TEXT.sub(_without_margins, _LINE_CLIPS.sub("", svg(console)))
    return "".join(f"{line.rstrip()}\n" for line in drawn.splitlines() if line.strip())
