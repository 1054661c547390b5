"""CSV (RFC 4180, UTF-8) as rows of text: where records begin, which are ragged, and nothing of it guessed.

The file is looked at twice, both times by polars and not row by row: as lines, which tells where a record begins and
how many fields it has; and as CSV, once it is known that every record fits.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from ..errors import BadInput, BadRow
from ..literal import one_line, unguard_expr
from .columns import OURS, Rows, check_header
from .lines import physical_lines, without_mark

_MOST_ATTEMPTS = 100
_QUOTED = r'"(?:[^"]|"")*"'
_FIELD = rf'(?:[^",]*|{_QUOTED})'
_SOUND = rf"(?s)^{_FIELD}(?:,{_FIELD})*\r?$"


def read_delimited(file: str, raw: bytes) -> Rows:
    """Split CSV bytes into rows of text; ragged records and misplaced quotes come back as bad rows.

    Raises:
        BadInput: text that is not UTF-8, an empty file, a header that is another one.
    """
    raw = without_mark(raw)
    lines = (
        physical_lines(file, raw, _column_at)
        .to_frame()
        .with_columns(line=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))
    )
    header, names, records, bad = _sorted_out(file, lines, quoted=b'"' in raw)
    covered = records.select((pl.col("last") - pl.col("line") + 1).sum()).item()
    if header["last"] - header["line"] + 1 + covered < lines.height:
        raw = _only(raw, [header, *records.select("line", "last").iter_rows(named=True)])
    frame = pl.read_csv(raw, infer_schema=False, new_columns=names)
    if frame.height != records.height:
        reason = f"it has {records.height} records, of which {frame.height} can be read"
        raise BadInput(file, [BadRow(1, "file", reason)])
    # Only what we wrote has guards; anybody else's apostrophe is part of the text.
    guarded = [name for name in names if frame[name].str.starts_with("'").any()] if set(OURS) <= set(names) else []
    if guarded:
        frame = frame.with_columns(unguard_expr(pl.col(guarded)))
    return Rows(frame=frame, lines=records["line"], bad=bad, may_hold_nul=b"\0" in raw)


def _column_at(raw: bytes, before: bytes) -> str:
    """Name the column in which a place lies, given what stands before it on its line."""
    names = raw[: raw.find(b"\n")].decode("utf-8", "replace").split(",")
    place = re.sub(rb'"(?:[^"]|"")*(?:"|$)', b"", before).count(b",")
    return names[min(place, len(names) - 1)].strip('"\r')


def _sorted_out(
    file: str, lines: pl.DataFrame, *, quoted: bool
) -> tuple[dict[str, Any], list[str], pl.DataFrame, list[BadRow]]:
    """Return the header, its names, the records that fit it, and the others as bad rows.

    A quote out of place would swallow the rows after it; its line is then left out, and the rest is told apart anew.
    """
    bad: list[BadRow] = []
    for attempt in range(_MOST_ATTEMPTS):
        records = _records(lines, quoted=quoted)
        blank = records["text"].is_in(["", "\r"])
        records = records.filter(~blank) if blank.any() else records
        if records.is_empty():
            raise BadInput(file, [BadRow(1, "header", "the file is empty")])
        header = records.row(0, named=True)
        names = _header(file, header["text"], header["line"])
        counted = _counted(records.slice(1), len(names))
        broken = counted.filter(pl.col("fields").is_null() & (pl.col("last") > pl.col("line")))
        if broken.is_empty() or attempt == _MOST_ATTEMPTS - 1:
            break
        bad.append(_fault(names, broken.row(0, named=True)))
        lines = lines.filter(pl.col("line") != broken["line"][0])
    fits = pl.col("fields").eq_missing(len(names))
    bad += [_fault(names, row) for row in counted.filter(~fits).iter_rows(named=True)]
    return header, names, counted.filter(fits), sorted(bad, key=lambda row: row.line)


def _only(raw: bytes, kept: Sequence[Mapping[str, Any]]) -> bytes:
    lines = raw.split(b"\n")
    return b"\n".join([*(line for each in kept for line in lines[each["line"] - 1 : each["last"]]), b""])


def _records(lines: pl.DataFrame, *, quoted: bool) -> pl.DataFrame:
    """Join the lines of one record: ``text``, ``line`` and ``last`` (its first and last), ``quotes`` (how many)."""
    quotes = pl.col("text").str.count_matches('"', literal=True) if quoted else pl.lit(0, pl.UInt32)
    frame = lines.select("text", "line", last=pl.col("line"), quotes=quotes)
    if not quoted:
        return frame
    begins = (frame["quotes"].cum_sum() - frame["quotes"]) % 2 == 0
    if begins.all():
        return frame
    alone = begins & begins.shift(-1, fill_value=True)
    longer = (
        frame.with_columns(_record=begins.cum_sum())
        .filter(~alone)
        .group_by("_record", maintain_order=True)
        .agg(pl.col("text").str.join("\n"), pl.first("line"), pl.last("last"), pl.sum("quotes"))
    )
    return pl.concat([frame.filter(alone), longer.drop("_record")]).sort("line")


def _header(file: str, text: str, line: int) -> list[str]:
    if not re.match(_SOUND, text):
        raise BadInput(file, [BadRow(line, "header", "a quote stands where none may")])
    try:
        names = [name.strip() for name in next(csv.reader([text.removesuffix("\r")], strict=True))]
    except csv.Error:
        reason = "another header: lines must end with LF or CRLF"
        raise BadInput(file, [BadRow(line, "header", reason)]) from None
    if len(names) == 1 and re.search(r"[;\t|]", names[0]):
        raise BadInput(file, [BadRow(line, one_line(names[0]), "another header: commas separate the columns")])
    check_header(file, names, line)
    return names


def _counted(records: pl.DataFrame, width: int) -> pl.DataFrame:
    """Add ``fields``, null where quotes are misplaced; records with quotes, which cost most, are looked at apart."""
    commas = pl.col("text").str.count_matches(",", literal=True)
    plain = records.with_columns(fields=commas + 1)
    quoted = plain.filter(pl.col("quotes") > 0)
    if quoted.is_empty():
        return plain
    outside = pl.col("text").str.replace_all(_QUOTED, "").str.count_matches(",", literal=True)
    quoted = quoted.with_columns(fields=pl.when(pl.col("text").str.contains(_SOUND)).then(outside + 1))
    if (quoted["fields"] == width).fill_null(value=False).all():
        fits = pl.when(pl.col("quotes") > 0).then(pl.lit(width, pl.UInt32)).otherwise("fields")
        return plain.with_columns(fields=fits)
    return pl.concat([plain.filter(pl.col("quotes") == 0), quoted]).sort("line")


def _fault(names: Sequence[str], row: dict[str, object]) -> BadRow:
    line, fields, text = row["line"], row["fields"], str(row["text"])
    assert isinstance(line, int)
    if not isinstance(fields, int):
        sound = re.match(rf"(?s)(?:{_FIELD},)*", text)
        place = re.sub(_QUOTED, "", sound[0]).count(",") if sound else 0
        reason = 'a quote stands where none may: put the field in quotes and write " as ""'
        return BadRow(line, names[min(place, len(names) - 1)], reason)
    if fields < len(names):
        return BadRow(line, names[fields], f"the row ends before it: {fields} fields, the header has {len(names)}")
    return BadRow(line, names[-1], f"the row goes on after it: {fields} fields, the header has {len(names)}")
