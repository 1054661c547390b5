"""The echo tree: one origin, all who tell it, what each of them bent, and what else is claimed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

from metrics.vocabulary import MILD, Distortion

from . import cells
from .periods import day
from .sheet import GAP, Look, Row
from .text import foreign, glyphs, status

MEANING: Mapping[str, str] = {
    Distortion.ROUNDED: "fewer digits",
    Distortion.DATE_SHIFT: "another day",
    Distortion.YEAR_SHIFT: "another year",
    Distortion.PERIOD_UNIT: "day, week or month confused",
    Distortion.SPAN: "mean, point or sum confused",
    Distortion.METRIC_SWAP: "another quantity",
    Distortion.UNIT_SWAP: "another unit",
    Distortion.MAGNITUDE: "zeros lost or gained",
    Distortion.CURRENCY: "another currency",
    Distortion.BASIS_SWAP: "known in another way",
    Distortion.ENTITY_SWAP: "another entity",
    Distortion.SCOPE_DROPPED: "a part told as the whole",
    Distortion.ATTRIBUTION_DROPPED: "origin not named",
    Distortion.ATTRIBUTION_SWAPPED: "credited to somebody else",
    Distortion.CERTAINTY_RAISED: "more certain than its source",
    Distortion.ARITHMETIC_INVENTED: "computed by the teller",
    Distortion.STALE_REDATED: "an old value under a new date",
    Distortion.TRANSCRIBED: "miscopied",
}
"""Each distortion in the words of a reader."""

_MOST = 8
"""How many claims of other times are named."""


@dataclass
class Node:
    """One branch: cells that line up with those of its siblings, then a note that wraps, then its own branches."""

    cells: Sequence[Text]
    note: Text = field(default_factory=Text)
    children: list["Node"] = field(default_factory=list)


def echo(rows: Sequence[Row], look: Look, claims: Sequence[Row] = (), findings: Sequence[Row] = ()) -> "Tree":
    """Build the tree of the first claim of the rows (the fields of ``why``) and name the other claims as its rivals.

    ``claims`` are the ledger's rows of the same claims (claim, value, unit, comparator, digits, start, end, precision,
    scope, status, basis, origin, origin_seen, grade, grade_why, tellings, distorted, rival_claims), ``findings`` its
    rows (observation, kind, message); without them the tree is drawn from the tellings alone. Screen columns of a
    telling, all optional: ``_language``, ``_digits``, ``_precision``, ``_metric_label``, ``_citation``.
    """
    told: dict[object, list[Row]] = {}
    for row in rows:
        told.setdefault(row.get("claim"), []).append(row)
    judged = {row.get("claim"): row for row in claims}
    each = {key: _claim(tellings, judged.get(key, {})) for key, tellings in told.items()}
    (chosen, claim), *others = each.items()
    own = told[chosen]
    terms = _listed(_nature(claim, look), look)
    branches = [Node([_origin(claim, look)], terms, [_telling(row, claim, look) for row in own])]
    branches += _grade(claim, look)
    rivals = claim.get("rival_claims")
    against = [other for key, other in others if rivals is None or key in rivals]
    branches += _branch("rivals", [_rival(other, look) for other in against])
    elsewhen = [other for key, other in others if rivals is not None and key not in rivals]
    branches += _branch("told of other times, or in other ways", _first(elsewhen, look))
    branches += _branch("findings", [Node([], note) for note in _findings(rows, findings, look)])
    branches += [Node([], note) for note in _closing(own, look)]
    return Tree(_head(claim, look), branches, look)


def _branch(title: str, children: list[Node]) -> list[Node]:
    return [Node([], Text(title, "dim"), children)] if children else []


def _first(claims: Sequence[Row], look: Look) -> list[Node]:
    """Name the first few claims, and how many more there are."""
    nodes = [_rival(claim, look) for claim in claims[:_MOST]]
    rest = len(claims) - _MOST
    return [*nodes, Node([], Text(f"and {rest} more: see history", "dim"))] if rest > 0 else nodes


def _claim(rows: Sequence[Row], judged: Row) -> Row:
    """Find what is claimed: as the ledger says, else as the origin's own document, else as the first straight telling."""
    best = min(rows, key=lambda row: (row.get("role") != "origin", row.get("role") == "distorted"))
    counted = {
        "tellings": len(rows),
        "distorted": sum(row.get("role") == "distorted" for row in rows),
        "_origin_seen": any(row.get("role") == "origin" for row in rows),
    }
    known = {key: value for key, value in judged.items() if value is not None}
    screen = {f"_{key}": known[key] for key in ("digits", "origin_seen") if key in known}
    return {**best, **counted, **known, **screen}


def _head(claim: Row, look: Look) -> Text:
    dot = glyphs(look.charset).dot
    parts = [Text(f"{cells.name(claim, look)} {dot} {cells.label(claim, look)}", "bold"), cells.figure(claim, look),
             cells.when(claim, look)]  # fmt: skip
    if claim.get("grade"):
        parts.append(Text(foreign(claim["grade"], look.charset)))
    return Text("   ").join([*parts, cells.witnesses(claim, look)])


def _origin(claim: Row, look: Look) -> Text:
    named = foreign(claim.get("origin"), look.charset) or "not stated"
    seen = "own page seen" if claim.get("_origin_seen") else "own page not seen"
    return Text.assemble(("origin ", "dim"), (named, "bold"), (f" ({seen})", "dim"))


def _grade(claim: Row, look: Look) -> list[Node]:
    """Give the reasons of the grade."""
    reasons = ", ".join(foreign(reason, look.charset) for reason in claim.get("grade_why") or ())
    if not reasons:
        return []
    return [Node([], Text.assemble(("grade ", "dim"), foreign(claim.get("grade"), look.charset), f": {reasons}"))]


def _nature(claim: Row, look: Look) -> list[str]:
    """Say what the claim covers, how firm it is and how it came to be known."""
    basis, span = claim.get("basis"), claim.get("span")
    words = [cells.scope(claim, look), status(claim.get("status"))]
    words += [foreign(word, look.charset) for word in (span, basis) if word not in {None, "unstated"}]
    return [word for word in words if word]


def _listed(parts: Sequence[str], look: Look, style: str = "dim") -> Text:
    return Text(f" {glyphs(look.charset).dot} ".join(parts), style)


def _telling(row: Row, claim: Row, look: Look) -> Node:
    signs = glyphs(look.charset)
    bent = row.get("role") == "distorted"
    seen = row.get("role") == "origin"
    sign = signs.bent if bent else signs.seen if seen else " "
    publisher = foreign(row.get("publisher"), look.charset) or "unknown publisher"
    named = Text.assemble((sign, "yellow" if bent else ""), f" {publisher}")
    language = Text(foreign(row.get("_language"), look.charset), "dim")
    note = Text(f" {signs.dot} ").join(
        [Text(_naming(row, claim, look), "dim"), *(_distortion(kind, look) for kind in row.get("distortions") or ())]
    )
    return Node([named, cells.figure(row, look), cells.when(row, look), language], note)


def _naming(row: Row, claim: Row, look: Look) -> str:
    if row.get("role") == "origin":
        return "its own words"
    origin = row.get("origin")
    named = foreign(origin, look.charset)
    return f"names {named}" if origin else "origin not named" if claim.get("origin") else "no origin known"


def _distortion(kind: str, look: Look) -> Text:
    meaning = MEANING.get(kind)
    told = f"{foreign(kind, look.charset)} ({meaning})" if meaning else foreign(kind, look.charset)
    return Text(told, "" if kind in MILD else "yellow")


def _rival(claim: Row, look: Look) -> Node:
    terms = [foreign(claim.get("origin"), look.charset) or "origin not stated", *_nature(claim, look)]
    grade = Text(foreign(claim.get("grade"), look.charset))
    return Node([cells.figure(claim, look), cells.when(claim, look), grade], _listed(terms, look, ""))


def _findings(rows: Sequence[Row], findings: Sequence[Row], look: Look) -> list[Text]:
    """Name each finding once, in the words of its message if there are any."""
    publishers = {row.get("observation"): row.get("publisher") for row in rows}
    told = [(publishers.get(found.get("observation")), found.get("message")) for found in findings]
    told = told or [(row.get("publisher"), kind) for row in rows for kind in row.get("findings") or ()]
    lines = [f"{foreign(who, look.charset) or '?'}: {foreign(what, look.charset)}" for who, what in told if what]
    return [Text(line) for line in dict.fromkeys(lines)]


def _closing(rows: Sequence[Row], look: Look) -> Iterator[Text]:
    """Quote the sentence nearest to the origin, then cite."""
    order = {"origin": 0, "relay": 1, "database": 2, "unattributed": 3}
    quoted = min(rows, key=lambda row: (not row.get("quote"), order.get(str(row.get("role")), 4)))
    where = [foreign(quoted.get("publisher"), look.charset)]
    where += [day(quoted["stated_on"])] if quoted.get("stated_on") else []
    where += [foreign(quoted.get("url"), look.charset)] if quoted.get("url") else []
    yield Text.assemble(cells.quote(quoted, look), "  ", _listed([part for part in where if part], look))
    citation = next((row["_citation"] for row in rows if row.get("_citation")), None)
    if citation:
        yield Text.assemble(("cite  ", "dim"), foreign(citation, look.charset))


@dataclass
class Tree:
    """The drawn tree: a rich renderable that fits any width."""

    head: Text
    branches: list[Node]
    look: Look

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Take any width."""
        del console
        return Measurement(1, options.max_width)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw into the width of the console."""
        width = max(1, options.max_width)
        for line in self.head.wrap(console, width):
            line.rstrip()
            yield line
        for line in self._drawn(self.branches, Text(), console, width):
            line.rstrip()
            line.truncate(width)
            yield line

    def _drawn(self, nodes: Sequence[Node], lead: Text, console: Console, width: int) -> Iterator[Text]:
        fork, last, down, blank = ("|- ", "`- ", "|  ", "   ") if self.look.charset == "ascii" else (
            "├─ ", "└─ ", "│  ", "   ")  # fmt: skip
        room = max(1, width - lead.cell_len - len(fork))
        widths = _widths(nodes, room)
        for index, node in enumerate(nodes):
            end = index == len(nodes) - 1
            inner = Text.assemble(lead, (blank if end else down, "dim"))
            for number, line in enumerate(_laid(node, widths, room, console)):
                before = Text.assemble(lead, (last if end else fork, "dim")) if number == 0 else inner
                yield before + line
            yield from self._drawn(node.children, inner, console, width)


def _widths(nodes: Sequence[Node], room: int) -> list[int]:
    """Measure the columns that siblings share, as many as there is room for."""
    most = max((len(node.cells) for node in nodes), default=0)
    widths = [max((node.cells[i].cell_len for node in nodes if len(node.cells) > i), default=0) for i in range(most)]
    while widths and sum(widths) + GAP * len(widths) > room + GAP and len(widths) > 1:
        widths.pop()
    return widths


def _laid(node: Node, widths: Sequence[int], room: int, console: Console) -> list[Text]:
    """Lay out one node: its cells in line, what has no room there in the note, the note beside or below."""
    line = Text(no_wrap=True)
    for cell, width in zip(node.cells, widths, strict=False):
        line.append_text(cell).append(" " * (width - cell.cell_len + GAP))
    spilled = [cell for cell in node.cells[len(widths) :] if cell.plain]
    note = Text(", ").join([*spilled, *([node.note] if node.note.plain else [])])
    if not line.plain.strip():
        return list(note.wrap(console, room)) or [Text()]
    if line.cell_len + note.cell_len <= room:
        return [line + note]
    line.rstrip()
    indent = Text(" " * min(4, max(0, room - 1)))
    return [line, *(indent + part for part in note.wrap(console, max(1, room - indent.cell_len)))]
