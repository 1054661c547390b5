"""Epoch AI: what was published of the users, revenue, funding, staff and computing of AI companies, and where."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from functools import partial

from ..collector import Errand, Missed, Reading, Yielded, collector, document_of, parts
from ..errors import Gone, SourceError
from ..literal import one_line
from ..model import Document
from ..vocabulary import DocumentKind, Precision
from ..web import Answer, Node, records
from ._epoch_record import Record
from ._epoch_tables import TABLES, Table

_PUBLISHER = "Epoch AI"
_PAGE = "https://epoch.ai/data/ai-companies"
_LICENCE = "CC-BY-4.0"
_CREDIT = f"Epoch AI, 'Data on AI Companies'. Published online at epoch.ai. Retrieved from '{_PAGE}'. CC BY 4.0"
_SHOWN = 60


@collector(
    "epoch",
    metrics=tuple(dict.fromkeys(metric for table in TABLES for metric in table.metrics)),
    every=timedelta(days=1),
    home=_PAGE,
    publisher=_PUBLISHER,
    quota="not stated",
    licence=_LICENCE,
    attribution=_CREDIT,
    about_since="Epoch AI edits its records in place: all of them are read each time, so --since has nothing to add",
)
async def epoch(errand: Errand) -> AsyncIterator[Yielded]:
    """Read every record: each is a telling by a database, at the address of its first source.

    A table must have the columns that its figures stand in, and give at least one figure. A record that is edited is
    a revision. One that Epoch leaves out of a graph that it draws of the same is kept apart, under its own label.
    """
    errand.expect(len(TABLES))
    for table in TABLES:
        try:
            answer = await errand.door.get(errand.url(f"/data/{table.file}"))
            rows = _rows(answer, table)
        except SourceError as error:
            yield Missed(table.file, str(error), gone=isinstance(error, Gone))
        else:
            named, read = partial(_named, table), partial(_reading, errand, answer, table, _drawn(errand, answer, rows))
            for yielded in parts(rows, read, name=named):
                yield yielded
        errand.done += 1


def _rows(answer: Answer, table: Table) -> list[Node]:
    rows = records(answer, *table.needed)
    if not any(row.get(column) for row in rows for column in table.values):
        raise answer.changed(f"a table with a figure in {', '.join(table.values)}")
    return rows


def _named(table: Table, row: Node) -> str:
    label = row.get("Id")
    return f"{table.file}{row.pointer}" + (f" ({one_line(label.text())[:_SHOWN]})" if label else "")


def _drawn(errand: Errand, answer: Answer, rows: list[Node]) -> set[tuple[str, str]]:
    """List of whom and of what Epoch draws graphs."""
    told = (Record(errand.catalog, row, answer.retrieved_at) for row in rows)
    return {record.drawn() for record in told if not record.excluded()}


def _reading(errand: Errand, answer: Answer, table: Table, drawn: set[tuple[str, str]], row: Node) -> Reading | None:
    record = Record(errand.catalog, row, answer.retrieved_at)
    if record.excluded() and record.drawn() in drawn:
        record = replace(record, apart=True)
    told = tuple(each for each in table.read(record) if errand.wants(each.entity))
    return Reading(document=_document(answer, record), observations=told) if told else None


def _document(answer: Answer, record: Record) -> Document:
    """Make the document that a record is: its first source with all that Epoch says of it, the other sources too."""
    reported = record.day("Report date")
    dated = {"published_on": reported, "published_precision": Precision.DAY, "published_from": "Report date"}
    return document_of(
        answer, record.source() or _PAGE, title=f"Epoch AI: {one_line(record.label())}", publisher=_PUBLISHER,
        part=record.row.value, kind=DocumentKind.DATABASE, language="en", licence=_LICENCE, attribution=_CREDIT,
        text="\n".join(f"{name}: {cell}" for name, cell in record.row.value.items()), **(dated if reported else {}),
    )  # fmt: skip
