r"""A frame as JSON, NDJSON, CSV or Markdown text: how each kind of cell is written, the same in all of them.

Every writer goes through the frame in slices and writes text with ``\n`` line ends, so that a million rows never
stand in memory as one string. Columns whose name begins with ``_`` are for screens and are left out.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import polars as pl

from .errors import UsageError
from .literal import FORBIDDEN, escaped, escaped_expr, guard, guard_expr, one_line, visible, visible_expr

KINDS = ("json", "ndjson", "csv", "markdown")

_SLICE = 16_384
_EXACT = 1e21
_NULL = pl.lit("null")


class Sink(Protocol):
    """Anything that takes text."""

    def write(self, text: str, /) -> object:
        """Take the next piece of text."""


def write(frame: pl.DataFrame, kind: str, out: Sink, *, ascii_only: bool = False) -> None:
    """Write a frame as one of :data:`KINDS`; ``ascii_only`` escapes the rest of Unicode in JSON.

    >>> import sys
    >>> write(pl.DataFrame({"entity": ["deepseek"], "value": [22_150_000.0], "_label": ["x"]}), "ndjson", sys.stdout)
    {"entity": "deepseek", "value": 22150000}
    """
    shown = public(frame)
    if kind in {"json", "ndjson"}:
        for piece in _json(shown, lines=kind == "ndjson"):
            out.write(_ascii(piece) if ascii_only else piece)
    elif kind == "csv":
        for piece in _csv(shown):
            out.write(piece)
    elif kind == "markdown":
        rows = (row for piece in shown.iter_slices(_SLICE) for row in texts(piece).iter_rows())
        numeric = [shown.schema[name].is_numeric() for name in shown.columns]
        write_pipe_table(shown.columns, rows, out, right=numeric)
    else:
        raise UsageError(f"unknown format {kind!r}. Write one of {', '.join(KINDS)}")


def write_object(frame: pl.DataFrame, out: Sink, *, ascii_only: bool = False) -> None:
    """Write the only row of a frame as one JSON object, indented."""
    (text,) = _objects(public(frame), ",\n  ", ("{\n  ", "\n}\n")).to_list()
    out.write(_ascii(text) if ascii_only else text)


def public(frame: pl.DataFrame) -> pl.DataFrame:
    """Leave out the columns that are for screens only."""
    return frame.select(pl.exclude(r"^_.*$"))


def texts(frame: pl.DataFrame) -> pl.DataFrame:
    """Write each cell as CSV and Markdown carry it, unguarded and unquoted: a frame of strings, null where it is null.

    Numbers have full precision, no thousands separators and no exponent below 1e21; dates and times are ISO 8601;
    lists and structs are JSON text.
    """
    return _each(frame, _text)


def write_pipe_table(headers: Sequence[str], rows: Iterable[Sequence[str | None]], out: Sink, *,
                     right: Sequence[bool] = ()) -> None:  # fmt: skip
    """Write a Markdown pipe table, one line a row; nothing in a cell is taken for markup."""
    aligned = right or [False] * len(headers)
    out.write(f"| {' | '.join(map(markdown, headers))} |\n")
    out.write(f"| {' | '.join('---:' if number else '---' for number in aligned)} |\n")
    for row in rows:
        out.write(f"| {' | '.join(markdown(cell or '') for cell in row)} |\n")


_MARKUP = re.compile(r"[\\|`*\[<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")


def markdown(text: str) -> str:
    r"""Make text safe as a cell of a pipe table.

    >>> print(markdown("a|b [x](y) daily_active_users"))
    a\|b \[x](y) daily_active_users
    """
    safe = _MARKUP.sub(r"\\\g<0>", one_line(text))
    return safe.replace("~", r"\~") if safe.count("~") > 1 else safe


def _json(frame: pl.DataFrame, *, lines: bool) -> Iterator[str]:
    if lines:
        for piece in frame.iter_slices(_SLICE):
            yield _objects(piece, ", ", ("{", "}\n")).str.join("").item()
        return
    if frame.is_empty():
        yield "[]\n"
        return
    opening = "[\n"
    for piece in frame.iter_slices(_SLICE):
        yield opening + _objects(piece, ",\n    ", ("  {\n    ", "\n  }")).str.join(",\n").item()
        opening = ",\n"
    yield "\n]\n"


def _objects(frame: pl.DataFrame, between: str, around: tuple[str, str]) -> pl.Series:
    """Write each row as one JSON object."""
    cells = _each(frame, _json_text)
    parts: list[pl.Expr] = []
    for index, name in enumerate(cells.columns):
        before = around[0] if index == 0 else between
        parts += [pl.lit(f"{before}{_key(name)}: "), pl.nth(index)]
    return cells.select(pl.concat_str([*parts, pl.lit(around[1])])).to_series()


def _csv(frame: pl.DataFrame) -> Iterator[str]:
    header = {name: visible(guard(name)) for name in frame.columns}
    first = True
    for piece in frame.iter_slices(_SLICE) if frame.height else [frame]:
        cells = texts(piece).rename(header)
        strings = [name for name, old in zip(cells.columns, frame.columns, strict=True) if _wordy(frame.schema[old])]
        cells = cells.with_columns(visible_expr(guard_expr(pl.col(strings)))) if strings else cells
        # A lone null would be an empty line, which readers skip.
        cells = cells.fill_null("") if cells.width == 1 else cells
        yield cells.write_csv(None, include_header=first, null_value="", quote_style="necessary")
        first = False


def _each(frame: pl.DataFrame, write_cell: "Writer") -> pl.DataFrame:
    # Positions, because a name such as "^a$" would be taken for a pattern.
    return frame.select(write_cell(pl.nth(i), t).alias(name) for i, (name, t) in enumerate(frame.schema.items()))


class Writer(Protocol):
    """How a cell of one type becomes text."""

    def __call__(self, cell: pl.Expr, dtype: pl.DataType, /) -> pl.Expr:
        """Return a String expression."""


def _wordy(dtype: pl.DataType) -> bool:
    return isinstance(dtype, (pl.String, pl.Enum, pl.Categorical))


def _text(cell: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    if dtype.is_nested():
        return pl.when(cell.is_not_null()).then(_json_text(cell, dtype))
    if dtype.is_float():
        return _number(cell)
    if isinstance(dtype, pl.Datetime):
        utc = cell if dtype.time_zone in {None, "UTC"} else cell.dt.convert_time_zone("UTC")
        return utc.dt.strftime("%Y-%m-%dT%H:%M:%S%.fZ")
    if dtype.is_temporal():
        return cell.dt.to_string("iso")
    return cell.bin.encode("hex") if isinstance(dtype, pl.Binary) else cell.cast(pl.String)


def _number(cell: pl.Expr) -> pl.Expr:
    whole = (cell == cell.round(0)) & (cell.abs() < _EXACT)
    digits = pl.when(whole).then(cell.cast(pl.Int128, strict=False).cast(pl.String)).otherwise(cell.cast(pl.String))
    return pl.when(cell.is_finite()).then(digits)


def _json_text(cell: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    if isinstance(dtype, (pl.List, pl.Array)):
        items = cell.arr.to_list() if isinstance(dtype, pl.Array) else cell
        inner = _json_text(pl.element(), dtype.inner)  # type: ignore[arg-type]  # inner is an instance at run time
        return pl.concat_str([pl.lit("["), items.list.eval(inner).list.join(", "), pl.lit("]")]).fill_null(_NULL)
    if isinstance(dtype, pl.Struct):
        return _object(cell, dtype)
    text = _text(cell, dtype)
    if dtype.is_numeric() or isinstance(dtype, (pl.Boolean, pl.Null)):
        return text.fill_null(_NULL)
    # polars quotes strings only as part of a struct: {"s":"…"} without the first five characters and the last.
    return escaped_expr(pl.struct(text.alias("s")).struct.json_encode().str.slice(5).str.head(-1))


def _object(cell: pl.Expr, dtype: pl.Struct) -> pl.Expr:
    parts: list[pl.Expr] = []
    for index, field in enumerate(dtype.fields):
        before = "{" if index == 0 else ", "
        inner: pl.DataType = field.dtype  # type: ignore[assignment]  # an instance at run time
        parts += [pl.lit(f"{before}{_key(field.name)}: "), _json_text(cell.struct.field(field.name), inner)]
    whole = pl.concat_str([*parts, pl.lit("}")]) if parts else pl.lit("{}")
    return pl.when(cell.is_null()).then(_NULL).otherwise(whole)


_RAW = re.compile(f"[{re.escape(FORBIDDEN)}]")
_WIDE = re.compile(r"[^\x00-\x7f]")


def written(thing: object, indent: int | None = None) -> str:
    r"""Write a thing of dictionaries, lists and plain values as JSON in ASCII.

    >>> written({"file": "a\x1b\x7f.csv"})
    '{"file": "a\\u001b\\u007f.csv"}'
    """
    return json.dumps(thing, indent=indent).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return _RAW.sub(lambda match: escaped(match[0]), json.dumps(name, ensure_ascii=False))


def _ascii(text: str) -> str:
    return _WIDE.sub(lambda match: json.dumps(match[0])[1:-1], text)
