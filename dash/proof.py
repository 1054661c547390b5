"""A proof-read article: each figure with what is bent about it, as a table, or as lines that an editor can jump to."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.text import Text

from metrics.vocabulary import MILD

from . import cells
from .sheet import Column, Look, Row
from .text import foreign, glyphs

_STYLES = {"bent": "bold red", "doubtful": "yellow", "mild": "yellow", "matches": "green", "new": "cyan"}
_UNKNOWN = "nobody known tells of it"


def told(rows: Sequence[Row]) -> Iterator[Row]:
    """Repeat each row for each of its findings, with ``_kind`` and ``_message``; a row without is given once.

    Rows have the fields of ``check`` with ``_standing``, ``_known``, ``_lost``, ``_line``, ``_column``.
    """
    for row in rows:
        every = [*(row.get("findings") or ()), *(row.get("_lost") or ())]
        found = [(each["kind"], each["message"]) for each in every]
        for kind, message in found or [(row.get("_standing"), _unfound(row))]:
            yield {
                **row,
                "_digits": row.get("digits"),
                "_kind": kind,
                "_message": message,
                "_verdict": _verdict(row, kind),
            }


def columns(*, several: bool) -> list[Column]:
    """The columns of a table of :func:`told` rows; ``several`` articles are told apart by their source."""
    source = [Column("source", cells.words("source", "dim"), rank=4, most=24, needs="source")] if several else []
    return [
        *source,
        Column("line", cells.words("_line", "dim"), rank=3, right=True, needs="_line"),
        cells.ENTITY, replace(cells.METRIC, rank=1), cells.VALUE, cells.PERIOD,
        Column("verdict", _kind),
        Column("why", cells.words("_message"), most=200, least=24, wraps=True),
    ]  # fmt: skip


def marks(rows: Sequence[Row], look: Look) -> Iterator[Text]:
    """Write findings as ``path:line:column: kind: who and how much: message``, which editors understand."""
    for row in told(rows):
        place = f"{foreign(row.get('source'))}:{row.get('_line')}:{row.get('_column')}: "
        figure = cells.figure(row, look).plain
        what = f"{cells.name(row, look)} {figure} ({cells.label(row, look)}, {cells.when(row, look)})"
        message = foreign(row.get("_message"), look.charset)
        yield Text(place).append(_kind(row, look)).append(f": {what}: {message}")


def _unfound(row: Row) -> str:
    known = row.get("_known")
    if row.get("_standing") == "matches":
        return str(known)
    return f"nearest known: {known}" if known else _UNKNOWN


def _verdict(row: Row, kind: str | None) -> str:
    if not row.get("findings"):
        return str(row.get("_standing"))
    return "mild" if kind in MILD else "bent" if row.get("_standing") == "bent" else "doubtful"


def _kind(row: Row, look: Look) -> Text:
    kind, verdict = foreign(row.get("_kind"), look.charset), row.get("_verdict")
    sign = f"{glyphs(look.charset).bent} " if verdict == "bent" and not look.full else ""
    return Text(f"{sign}{kind}{' (mild)' if kind in MILD else ''}", _STYLES.get(str(verdict), ""))
