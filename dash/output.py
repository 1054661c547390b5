"""Where a view goes: to a terminal as a table, to a pipe as plain lines, or as JSON, NDJSON, CSV or Markdown.

Only data is written here, all of it to standard output; a reader who has gone raises ``BrokenPipeError``.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any, TextIO

from rich.console import Console, RenderableType

if TYPE_CHECKING:
    import polars as pl

    from metrics.formats import Sink
    from metrics.model import Metric
    from metrics.views.why import Why

    from .options import Invocation
    from .sheet import Look

_SIGNS = "●○▲▼←⚠·—–−×≥…│┤└─┬├"
_DRAWN = {"braille": "⣿▁", "block": "▚█▁", "ascii": ""}
_BEYOND_ASCII = "é⣿文"
_PIECE = 4_096
_DUMB = frozenset({"dumb", "unknown"})


@dataclass(frozen=True, slots=True)
class Screen:
    """What the output can show: whether it is a terminal, how wide, in colour or not, with which characters."""

    terminal: bool
    width: int
    colored: bool
    charset: str


def screen(out: TextIO, color: str, charset: str, environment: Mapping[str, str] = os.environ) -> Screen:
    """Find out what an output can show; a dumb terminal, NO_COLOR and an ASCII locale are honoured."""
    terminal = out.isatty()
    quiet = bool(environment.get("NO_COLOR")) or environment.get("TERM", "").lower() in _DUMB
    colored = color == "always" or (color == "auto" and terminal and not quiet)
    able = _writes(out, _SIGNS + _DRAWN.get(charset, ""))
    return Screen(terminal, max(1, shutil.get_terminal_size().columns), colored, charset if able else "ascii")


def _writes(out: TextIO, text: str) -> bool:
    try:
        text.encode(out.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def emit(view: str, frame: "pl.DataFrame", form: str, call: "Invocation", **options: Any) -> None:
    """Write a view's frame to standard output in a format; as a table, no rows write nothing.

    ``options`` are the view's own, see ``dash.tables``. Raises ``UsageError`` for an unknown format and ``Refused``
    for what a chart cannot draw.
    """
    from metrics import formats

    out = sys.stdout
    if form == "table":
        _print_table(view, frame, call, options)
    elif form == "markdown":
        from .tables import lay_out

        lay_out(view, frame, _look(call, _screen(call), full=True), **options).markdown(out)
    else:
        formats.write(frame, form, _bytes(out) if form == "csv" else out, ascii_only=not _writes(out, _BEYOND_ASCII))
    out.flush()


def emit_object(thing: Mapping[str, Any], form: str, call: "Invocation") -> None:
    """Write one thing as one JSON object, or as a table with a name and its value a line."""
    import polars as pl

    from metrics.formats import public, texts, write_object

    frame = pl.DataFrame([dict(thing)])
    if form == "json":
        write_object(frame, sys.stdout, ascii_only=not _writes(sys.stdout, _BEYOND_ASCII))
    elif form == "table":
        from .card import Card

        row = texts(public(frame)).row(0, named=True)
        shown = _screen(call)
        _write_lines([Card("", [(name, told or "") for name, told in row.items()], shown.charset)], shown)
    else:
        emit("", frame, form, call)
    sys.stdout.flush()


def emit_tree(answer: "Why", call: "Invocation") -> None:
    """Write the echo tree on a terminal, one telling a line into a pipe."""
    emit("why", answer.tellings, "table", call, claims=answer.claims, findings=answer.findings)


def emit_proof(checked: "pl.DataFrame", call: "Invocation") -> None:
    """Write a proof-read article as a table on a terminal, as lines that an editor understands into a pipe."""
    from .proof import marks

    shown = _screen(call)
    if shown.terminal:
        emit("check", checked, "table", call)
    else:
        _write_lines(marks(checked.to_dicts(), _look(call, shown, full=True)), shown)
        sys.stdout.flush()


def emit_card(metric: "Metric", call: "Invocation") -> None:
    """Write the help card of a metric."""
    from .card import metric_card

    shown = _screen(call)
    _write_lines([metric_card(metric, shown.charset)], shown)
    sys.stdout.flush()


def emit_legend(call: "Invocation") -> None:
    """Write how to read a line."""
    from .card import legend

    shown = _screen(call)
    _write_lines([legend(shown.charset)], shown)
    sys.stdout.flush()


def plain_value(value: object) -> str:
    """Write a configured value as one would type it.

    >>> plain_value(True), plain_value("1d"), plain_value(["a", "b"]), plain_value(None)
    ('true', '1d', '["a", "b"]', '')
    """
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _screen(call: "Invocation") -> Screen:
    return screen(sys.stdout, call.color, call.configuration.text("screen.charset"))


def _look(call: "Invocation", shown: Screen, *, full: bool) -> "Look":
    from .sheet import Look

    up, down = (call.configuration.text(f"screen.{way}_color") for way in ("up", "down"))
    return Look(call.now.date(), shown.charset, up, down, full)


def _print_table(view: str, frame: "pl.DataFrame", call: "Invocation", options: dict[str, Any]) -> None:
    from .tables import VIEWS, lay_out

    if frame.is_empty():
        return
    shown = _screen(call)
    look = _look(call, shown, full=not shown.terminal)
    if shown.terminal:
        _write_lines([lay_out(view, frame, look, **options)], shown)
        return
    # A million rows of sql are aligned in pieces; a view is aligned as a whole, and drawn over one stretch of time.
    for piece in [frame] if view in VIEWS else frame.iter_slices(_PIECE):
        sheet = lay_out(view, piece, look, **options)
        if shown.colored:
            _write_lines(sheet.plain(), shown)
        else:
            sys.stdout.write("".join(f"{line}\n" for line in sheet.lines()))


def _write_lines(renderables: Iterable[RenderableType], shown: Screen) -> None:
    """Write through a buffer, because rich would end the program itself when a pipe breaks."""
    buffer = StringIO()
    console = Console(file=buffer, width=shown.width, color_system="standard" if shown.colored else None,
                      force_terminal=shown.colored, no_color=not shown.colored, legacy_windows=False,
                      highlight=False, markup=False, emoji=False, _environ={})  # fmt: skip
    for renderable in renderables:
        console.print(renderable, soft_wrap=not shown.terminal)
        text = buffer.getvalue()
        sys.stdout.write(text if _writes(sys.stdout, text) else text.encode("ascii", "backslashreplace").decode())
        buffer.seek(0)
        buffer.truncate()


def _bytes(out: TextIO) -> "Sink":
    """Return a sink for CSV, which is UTF-8 whatever the locale."""
    if _writes(out, _BEYOND_ASCII) or not hasattr(out, "buffer"):
        return out
    out.flush()
    return _Utf8(out)


@dataclass(frozen=True, slots=True)
class _Utf8:
    """A sink that writes UTF-8 past the encoding of a text stream."""

    out: TextIO

    def write(self, text: str, /) -> object:
        return self.out.buffer.write(text.encode())
