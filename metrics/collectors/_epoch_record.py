"""What the cells of Epoch AI's records mean: whose figure, which part, how firm, told by whom and when."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from ..catalog import Catalog
from ..errors import Changed
from ..model import Observation, Period, Scope
from ..vocabulary import Basis, EntityKind, Span, Status
from ..web import OUR_AGE, Node

_ADDRESS = re.compile(r"https?://[^\s,\x00-\x20<>\"\\]+\.[^\s,\x00-\x20<>\"\\]+")
_FIRMNESS = {"confident": 0.95, "likely": 0.8, "uncertain": 0.4, "speculative": 0.3}
"""How sure Epoch is of its record, as a share of one."""
_UNSAID = 0.6
_DOUBTFUL = 0.5
_WHOLE = re.compile(r"(?i)^(?:|full company|all products|.*\(all .*\))$")
_SEVERAL = re.compile(r"(?i)\band\b|,|&")
_BASES = {"company disclosure": Basis.DISCLOSED, "media report": Basis.LEAKED}
_RANGE = re.compile(r"(\d[\d.]*)\s*(?:-|\u2013|\u2014|to)\s*(\d[\d.]*)")
_WORDS = 3


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table, with the ways to read its cells.

    ``apart`` if Epoch leaves it out of a graph that it draws of the same: then it is another thing, named by its label.
    """

    catalog: Catalog
    row: Node
    retrieved_at: datetime
    apart: bool = False

    def text(self, column: str) -> str:
        """Return a cell's text, empty if it says nothing."""
        cell = self.row.get(column)
        return cell.text().strip() if cell else ""

    def period(self, column: str) -> Period:
        """Return a cell's day, month or year; no period if it says nothing."""
        cell = self.row.get(column)
        if cell is None:
            return Period()
        try:
            read = Period.parse(cell.text())
        except (ValueError, OverflowError):
            read = Period()
        if read.end is None or read.end.year not in OUR_AGE:
            raise Changed(self.row.url, f"a date at {self.row.pointer}/{column}", repr(self.text(column))[:60])
        return read

    def day(self, column: str) -> date | None:
        """Return a cell's day, the last if it is a month or year; ``None`` if it says nothing."""
        return self.period(column).end

    def label(self) -> str:
        """Return what Epoch calls the record, or else whom it is about."""
        return self.text("Id") or self.text("Graph note") or self.text("Company")

    def excluded(self) -> bool:
        """Tell whether Epoch leaves it out of its graphs."""
        return self.text("Exclude from graph view").lower() == "true"

    def drawn(self) -> tuple[str, str]:
        """Return of whom, and of what, a graph of such records is."""
        return self.text("Company"), self.text("Product")

    def source(self) -> str | None:
        """Return the first web address of the first source, or ``None``."""
        found = _ADDRESS.search(self.text("Source 1"))
        return found[0] if found else None

    def company(self) -> str:
        """Return the company's entity, by the catalog or Epoch's own name for it."""
        name = self.row["Company"].text().strip()
        found = self.catalog.find_entity(name)
        return self.catalog.maker(found.id) if found else f"epoch:{name}"

    def product(self) -> tuple[str, str | None]:
        """Return whose users or tokens these are, and which part of those; several products are a company's part."""
        name = self.text("Product")
        if _WHOLE.match(name):
            return self.company(), None
        for text in (name, f"{self.text('Company')} {name}"):
            found = self.catalog.find_entity(text)
            if found:
                return found.id, None
        return (self.company(), name) if _SEVERAL.search(name) else (f"epoch:{name}", None)

    def part(self) -> tuple[str, str | None]:
        """Return whose revenue this is: the company's, or that of the product which its label names."""
        company, scope = self.company(), self.text("Scope")
        if _WHOLE.match(scope):
            return company, None
        words = self.text("Id").split()
        for count in range(_WORDS, 0, -1):
            for first in range(len(words) - count + 1):
                found = self.catalog.find_entity(" ".join(words[first : first + count]))
                if found and found.id != company and company in self.catalog.owner_chain(found.id):
                    return found.id, None
        return company, self.text("Graph note") or self.text("Id") or scope

    def division(self) -> tuple[str, str | None]:
        """Return whose staff this is: the company's, or that of a division, which may be a company of its own."""
        name = self.text("Division name")
        if not name or _WHOLE.match(self.text("Type") or "-"):
            return self.company(), None
        found = self.catalog.find_entity(name)
        return (found.id, None) if found and found.kind is EntityKind.COMPANY else (self.company(), name)

    def told(self, about: tuple[str, str | None], metric: str, unit: str, column: str, **more: object) -> Observation:
        """Make the observation of one cell; ``more`` are further fields of it."""
        entity, plan = about
        cell = self.row[column]
        value, low, high = _amount(cell)
        sure = _FIRMNESS.get(self.text("Confidence").lower(), _UNSAID)
        odd = Status.DEFINITION_DIFFERS if self.apart else Status.NORMAL
        usual: dict[str, object] = {
            "period": self.period("Date"), "span": Span.POINT, "status": Status.LOW_RELIABILITY if sure < _DOUBTFUL else odd,
            "confidence": sure, "stated_on": self.day("Report date"), **self._maker(),
        }  # fmt: skip
        return Observation(
            entity=f"epoch:{self.label()}" if self.apart else entity, metric=metric, unit=unit, value=value, low=low,
            high=high, as_written=cell.text().strip(), scope=Scope(plan=plan),
            pointer=cell.pointer, retrieved_at=self.retrieved_at, **{**usual, **more},  # type: ignore[arg-type]  # the fields' own types
        )  # fmt: skip

    def _maker(self) -> dict[str, object]:
        """Say who made the figure and how it came out: what media report of a company's own numbers is a leak."""
        kind, company = self.text("Source type"), self.text("Company")
        first = kind.lower().partition(",")[0].strip()
        basis = _BASES.get(first) or (Basis.DISCLOSED if not kind and self._own_page() else Basis.UNSTATED)
        return {
            "basis": basis,
            "origin": company or None if basis is not Basis.UNSTATED else None,
            "attribution": kind or None,
        }

    def _own_page(self) -> bool:
        """Tell whether the first source is a page of the company."""
        source = self.source()
        party = self.catalog.publisher(source) if source else None
        return party is not None and (party.owner or party.id) in self.catalog.owner_chain(self.company())


def _amount(cell: Node) -> tuple[float, float | None, float | None]:
    """Read a number, or a range with its lower end as the value."""
    ends = _RANGE.fullmatch(cell.text().strip())
    told = [replace(cell, value=end).decimal() for end in (ends.groups() if ends else (cell.text(),))]
    if told[0] < 0 or told != sorted(told):
        raise Changed(cell.url, f"a number, zero or more, or a range at {cell.pointer}", repr(cell.value))
    low, high = float(told[0]), float(told[-1])
    return (low, low, high) if ends else (low, None, None)
