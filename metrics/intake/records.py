"""NDJSON and Parquet as rows: fast by polars, and line by line where a line is no JSON object."""

import io
import json
import re
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
    texts = physical_lines(file, raw, _column_at).to_frame()
    frame = texts.with_columns(line=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))
    written = frame["text"].str.contains(r"\S")
    lines = frame if written.all() else frame.filter(written)
    keys = _keys_of_first(lines)
    read = _read(raw, keys)
    if read is None or read.height != lines.height:
        return _line_by_line(file, lines)
    odd = _odd(lines["text"], read)
    others = _keys(lines["text"].filter(odd))
    if others is None:
        return _line_by_line(file, lines)
    if not set(others) <= set(keys):
        _refuse_unknown(file, others, lines)
        read = _read(raw, [*keys, *(name for name in others if name not in keys)])
        if read is None:
            return _line_by_line(file, lines)
        odd = _odd(lines["text"], read)
    bad = [fault for text, line in lines.filter(odd).iter_rows() if isinstance(fault := _object(text, line), BadRow)]
    if bad:
        sound = ~lines["line"].is_in([row.line for row in bad])
        read, lines = read.filter(sound), lines.filter(sound)
    nul = b"\0" in raw or b"\\u0000" in raw
    return Rows(frame=read, lines=lines["line"], bad=bad, may_hold_nul=nul)


def _column_at(raw: bytes, before: bytes) -> str:
    """Name the key whose value a place is in, given what stands before it on its line."""
    del raw
    found = re.findall(rb'[{,]\s*"([^"\\]*)"\s*:', before)
    return found[-1].decode("utf-8", "replace") if found else "row"


def _read(raw: bytes, keys: Sequence[str]) -> pl.DataFrame | None:
    try:
        return pl.read_ndjson(io.BytesIO(raw), schema=dict.fromkeys(keys, pl.String)) if keys else None
    except pl.exceptions.PolarsError:
        return None


def _keys_of_first(lines: pl.DataFrame) -> list[str]:
    first = _object(lines["text"][0]) if lines.height else None
    return [] if isinstance(first, BadRow) or first is None else [name for name in first if name in COLUMNS]


def _odd(texts: pl.Series, read: pl.DataFrame) -> pl.Series:
    """Find the lines that hold more keys than were read of them, or half a character: those are looked at one by one.

    Each key stands before ``":``, as may a text within a value; what was read and each null that is written out account
    for all of them, unless a key is there twice or is none of those that were read.
    """
    text = pl.col("text")
    nulls = read.select(pl.any_horizontal(pl.all().is_null())).to_series()
    counted = pl.DataFrame([texts, nulls.alias("_nulls")]).select(
        colons=text.str.count_matches('":', literal=True) + text.str.count_matches(r'"\s+:'),
        halves=text.str.contains(r"\\u[dD][89a-fA-F]"),
    )
    held = [column.is_not_null() for column in read]
    if nulls.any():
        written = [texts.str.contains(rf'"{name}"\s*:\s*null') for name in read.columns]
        held = [one | other for one, other in zip(held, written, strict=True)]
    known = pl.DataFrame(held).select(pl.sum_horizontal(pl.all().cast(pl.UInt32))).to_series()
    odd = counted["colons"] != known
    if odd.any():
        within = read.filter(odd).select(pl.sum_horizontal(pl.all().str.count_matches(r'"\s*:').fill_null(0)))
        known = known.scatter(odd.arg_true(), known.filter(odd) + within.to_series())
        odd = counted["colons"] != known
    return odd | counted["halves"]


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
        found = _object(text, line)
        if isinstance(found, BadRow):
            bad.append(found)
            continue
        for name in found:
            if name not in COLUMNS:
                raise BadInput(file, [BadRow(line, one_line(name), unknown_column(name))])
        rows.append({name: _plain(value) for name, value in found.items()})
        numbers.append(line)
    frame = pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String))
    return Rows(frame=frame, lines=pl.Series("line", numbers, pl.Int64), bad=bad)


def _object(text: str, line: int = 0) -> dict[str, Any] | BadRow:
    """Read one line, or say where and why not."""
    try:
        found = json.loads(text, object_pairs_hook=once)
    except Repeated as error:
        return BadRow(line, one_line(error.args[0]), "the object has this key twice")
    except ValueError as error:
        return BadRow(line, "row", f"no JSON: {_why(error)}")
    except RecursionError:
        return BadRow(line, "row", "no JSON object of plain values")
    if not isinstance(found, dict):
        return BadRow(line, "row", "no JSON object")
    for name, value in found.items():
        try:
            json.dumps([name, value], ensure_ascii=False).encode()
        except UnicodeEncodeError:
            return BadRow(line, one_line(name), "half a character (a lone surrogate)")
    return found


def _why(error: ValueError) -> str:
    """Say what is wrong with JSON and at which character of the line, counted from 1."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.pos + 1}"
    return one_line(str(error))


class Repeated(Exception):
    """A key that is twice in one JSON object."""


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of its pairs; ``Repeated`` if a key is there twice."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Repeated(name)
        found[name] = value
    return found


def _plain(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
