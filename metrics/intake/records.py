"""NDJSON and Parquet as rows: fast by polars, and line by line where a line is no JSON object."""

import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl

from ..errors import BadInput, BadRow
from ..literal import one_line
from .columns import COLUMNS, Rows, check_header, unknown_column
from .lines import physical_lines, without_mark


def read_parquet(file: str, raw: bytes) -> Rows:
    """Read the rows of a Parquet file; the line of a row is its number.

    Raises:
        BadInput: a file that is no Parquet, or columns that are other ones.
    """
    try:
        frame = pl.read_parquet(io.BytesIO(raw))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
        raise BadInput(file, [BadRow(1, "file", "this is no readable Parquet file")]) from None
    check_header(file, frame.columns)
    return Rows(frame=frame, lines=pl.Series("line", range(1, frame.height + 1), pl.Int64))


def read_ndjson(file: str, raw: bytes) -> Rows:
    """Read one JSON object a line: numbers as their shortest text, objects and lists as JSON text.

    A line that is none comes back as a bad row.

    Raises:
        BadInput: text that is not UTF-8, or a key that is no column.
    """
    raw = without_mark(raw)
    frame = physical_lines(file, raw).to_frame().with_columns(line=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))
    written = frame["text"].str.contains(r"\S")
    lines = frame if written.all() else frame.filter(written)
    keys = _keys_of_first(lines)
    read = _read(raw, keys)
    if read is None or read.height != lines.height:
        return _line_by_line(file, lines)
    others = _keys(_lines_that_may_hold_others(lines, read))
    if others is None:
        return _line_by_line(file, lines)
    if not set(others) <= set(keys):
        _refuse_unknown(file, others, lines)
        read = _read(raw, [*keys, *(name for name in others if name not in keys)])
        if read is None:
            return _line_by_line(file, lines)
    nul = b"\0" in raw or b"\\u0000" in raw or b"\\ud" in raw or b"\\uD" in raw
    return Rows(frame=read, lines=lines["line"], may_hold_nul=nul)


def _read(raw: bytes, keys: Sequence[str]) -> pl.DataFrame | None:
    try:
        return pl.read_ndjson(io.BytesIO(raw), schema=dict.fromkeys(keys, pl.String)) if keys else None
    except pl.exceptions.PolarsError:
        return None


def _keys_of_first(lines: pl.DataFrame) -> list[str]:
    first = _object(lines["text"][0]) if lines.height else None
    return [] if isinstance(first, str) or first is None else [name for name in first if name in COLUMNS]


def _lines_that_may_hold_others(lines: pl.DataFrame, read: pl.DataFrame) -> pl.Series:
    """Leave out the lines that hold exactly the keys read: as many, and each null of them written as such."""
    missing = read.select(pl.sum_horizontal(pl.all().is_null())).to_series()
    nulls = pl.col("text").str.count_matches(r'":\s*null') if missing.sum() else pl.lit(0, pl.UInt32)
    counted = lines.select("text", _keys=pl.col("text").str.count_matches('":', literal=True), _nulls=nulls)
    same = (pl.col("_keys") == read.width) & (pl.col("_nulls") == missing)
    return counted.filter(~same)["text"]


def _keys(texts: pl.Series) -> list[str] | None:
    """Return every key of these lines, or ``None`` if polars finds no type that all their values have."""
    if texts.is_empty():
        return []
    joined = "\n".join(texts.to_list()).encode()
    try:
        return pl.scan_ndjson(io.BytesIO(joined), infer_schema_length=None).collect_schema().names()
    except pl.exceptions.PolarsError:
        return None


def _refuse_unknown(file: str, keys: Iterable[str], lines: pl.DataFrame) -> None:
    unknown = [name for name in keys if name not in COLUMNS]
    bad = []
    for name in unknown:
        holds = pl.col("text").str.contains(json.dumps(name), literal=True)
        numbers = lines.filter(holds | pl.col("text").str.contains(json.dumps(name, ensure_ascii=False), literal=True))
        bad.append(BadRow(numbers["line"][0] if numbers.height else 1, one_line(name), unknown_column(name)))
    if bad:
        raise BadInput(file, bad)


def _line_by_line(file: str, lines: pl.DataFrame) -> Rows:
    """Read what polars refuses as a whole, so that each bad line is named."""
    rows: list[dict[str, str | None]] = []
    numbers: list[int] = []
    bad: list[BadRow] = []
    for text, line in lines.select("text", "line").iter_rows():
        found = _object(text)
        if isinstance(found, str):
            bad.append(BadRow(line, "row", found))
            continue
        for name in found:
            if name not in COLUMNS:
                raise BadInput(file, [BadRow(line, one_line(name), unknown_column(name))])
        rows.append({name: _plain(value) for name, value in found.items()})
        numbers.append(line)
    frame = pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String))
    return Rows(frame=frame, lines=pl.Series("line", numbers, pl.Int64), bad=bad)


def _object(text: str) -> dict[str, Any] | str:
    """Read one line, or say why not."""
    try:
        found = json.loads(text)
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return "half a character (a lone surrogate)"
    except ValueError as error:
        return f"no JSON: {one_line(str(error))}"
    except RecursionError:
        return "no JSON object of plain values"
    return found if isinstance(found, dict) else "no JSON object"


def _plain(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
