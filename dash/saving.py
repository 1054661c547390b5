"""What the screen writes into files: the rows of a view, or a drawn page as SVG or text."""

from io import StringIO
from pathlib import Path

import polars as pl
from rich.console import Console, RenderableType

from metrics import formats
from metrics.errors import UsageError
from metrics.export import export_file
from metrics.literal import path_of, path_text

_PICTURES = (".svg", ".txt")
_KINDS = {".csv": "csv", ".json": "json", ".ndjson": "ndjson", ".md": "markdown"}
_WIDTH = 110


def save(what: pl.DataFrame | RenderableType, typed: str) -> str:
    """Write rows (.csv .json .ndjson .md, figures also .parquet) or a page (.svg .txt) and return where.

    Raises:
        UsageError: a file that is there already, an ending of another kind, a place that cannot be written.
    """
    path = path_of(typed.strip()).expanduser()
    if path.exists():
        raise UsageError(f"{path_text(path)} is there already: choose another name")
    if isinstance(what, pl.DataFrame):
        _rows(what, path)
    else:
        _page(what, path)
    return path_text(path.absolute())


def _rows(frame: pl.DataFrame, path: Path) -> None:
    kind = _KINDS.get(path.suffix.lower())
    if "grade" in frame.columns:
        export_file(frame, path)
    elif kind is None:
        raise UsageError(f"{path_text(path)}: write a name that ends in {', '.join(_KINDS)}")
    else:
        out = StringIO()
        formats.write(frame, kind, out)
        _write(path, out.getvalue())


def _page(page: RenderableType, path: Path) -> None:
    if path.suffix.lower() not in _PICTURES:
        raise UsageError(f"{path_text(path)}: write a name that ends in {' or '.join(_PICTURES)}")
    console = Console(file=StringIO(), width=_WIDTH, record=True, force_terminal=True, color_system="truecolor",
                      highlight=False, markup=False, emoji=False, _environ={})  # fmt: skip
    console.print(page)
    svg = path.suffix.lower() == ".svg"
    _write(path, console.export_svg(title="aimarket") if svg else console.export_text())


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{path_text(path)} cannot be written: {error.strerror or error}") from None
