"""The echo tree: one origin, all who tell it, what each of them bent, and what else is claimed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rich.text import Text

from metrics.vocabulary import MILD, Distortion, Rank, Status

from . import cells
from .findings import told_once
from .lines import when
from .periods import stated
from .sheet import Look, Row
from .text import foreign, glyphs, status
from .tree import Node, Tree

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

REPLACED = "superseded"
"""What its own page has since replaced by another value."""

_ID = 8
"""How many characters of an observation's id are enough to name it to ``rule``."""


def echo(rows: Sequence[Row], look: Look, claims: Sequence[Row] = (), findings: Sequence[Row] = (), *,
         below: str = "") -> Tree:  # fmt: skip
    """Build the tree of the first claim of the rows (the fields of ``why``) and name the other claims as its rivals.

    ``claims`` are the ledger's rows of the same claims (claim, value, unit, comparator, digits, start, end, precision,
    scope, status, basis, origin, origin_seen, grade, grade_why, tellings, distorted, rival_claims, rank and, if there
    are reasons of choice, _why_chosen), ``findings`` its rows (observation, claim, kind, message); without them the
    tree is drawn from the tellings alone. ``below`` names the section that lists what other claims there are, where
    there is one; without it the reader is told what to ask. Screen columns of a telling, all optional: ``_language``, ``_digits``,
    ``_precision``, ``_metric_label``, ``_citation``, ``_rank``, ``_ruling_reason``.
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
    reasons = [Node([], Text(foreign(reason, look.charset))) for reason in claim.get("_why_chosen") or ()]
    branches += _branch("chosen over", reasons)
    rivals = claim.get("rival_claims")
    against = [other for key, other in others if rivals is None or key in rivals]
    branches += _branch("rivals", [_rival(other, look) for other in against])
    elsewhen = [other for key, other in others if rivals is not None and key not in rivals]
    elsewhen.sort(key=lambda other: when(other) or date.min, reverse=True)
    branches += _branch("told of other times, or in other ways", _first(elsewhen, look, below))
    branches += _branch("findings", [Node([], note) for note in told_once(rows, findings, look)])
    branches += [Node([], note) for note in _closing(own, look)]
    return Tree([_head(claim, look), *_newest(claim, claims, look, below)], branches, look)


def _newest(shown: Row, claims: Sequence[Row], look: Look, below: str) -> list[Text]:
    """Name the newest figure where the claim that is shown is older, and how to ask for it."""
    graded = [row for row in claims if row.get("grade") and row.get("status") != Status.FORECAST]
    last = max(graded, key=lambda row: when(row) or date.min, default=shown)
    asked, own = when(last), when(shown)
    if asked is None or own is None or asked <= own:
        return []
    told = cells.figure({**last, "_digits": last.get("digits")}, look).plain
    period = cells.when(last, look).plain
    return [
        Text(
            f"the most told claim; the newest is {told}, {period}: {f'see {below}' if below else f'--on {asked}'}",
            "dim",
        )
    ]


def _branch(title: str, children: list[Node]) -> list[Node]:
    return [Node([], Text(title, "dim"), children)] if children else []


def _first(claims: Sequence[Row], look: Look, below: str) -> list[Node]:
    """Name the first few claims, and how many more there are."""
    nodes = [_rival(claim, look) for claim in claims[:_MOST]]
    rest = len(claims) - _MOST
    return [*nodes, Node([], Text(f"and {rest} more: see {below or 'history'}", "dim"))] if rest > 0 else nodes


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
    words += [_ruled(claim.get("rank")), REPLACED if claim.get("superseded") else ""]
    return [word for word in words if word]


def _listed(parts: Sequence[str], look: Look, style: str = "dim") -> Text:
    return Text(f" {glyphs(look.charset).dot} ".join(parts), style)


def short_id(row: Row, look: Look) -> str:
    """Write as much of a telling's id as names it to ``rule``."""
    return foreign((row.get("observation") or "")[:_ID], look.charset)


def _ruled(rank: object, reason: str = "") -> str:
    """Say what a person ruled, with the reason if there is one."""
    if rank not in {Rank.PREFERRED, Rank.DEPRECATED}:
        return ""
    return f"{rank}: {reason}" if reason else str(rank)


def _telling(row: Row, claim: Row, look: Look) -> Node:
    signs = glyphs(look.charset)
    bent = row.get("role") == "distorted"
    seen = row.get("role") == "origin"
    sign = signs.bent if bent else signs.seen if seen else " "
    named = Text.assemble((sign, "yellow" if bent else ""), f" {cells.publisher(row, look).plain}")
    language = Text(foreign(row.get("_language"), look.charset), "dim")
    ruled = _ruled(row.get("_rank"), foreign(row.get("_ruling_reason"), look.charset))
    words = [Text.assemble(f"told {stated(row)}", (first(row), "bold"))] if row.get("stated_on") else []
    words += [Text(ruled, "bold")] if ruled else []
    words += [Text(REPLACED, "bold")] if row.get("_superseded") else []
    words += [Text(_naming(row, claim, look), "dim")]
    words += distortions(row, look)
    shown = [named, cells.figure(row, look), cells.when(row, look)]
    if row.get("_rank") == Rank.DEPRECATED or row.get("_superseded"):
        for cell in shown:
            cell.stylize("dim strike")
    return Node([*shown, language, Text(short_id(row, look), "dim")], Text(f" {signs.dot} ").join(words))


def _naming(row: Row, claim: Row, look: Look) -> str:
    if row.get("role") == "origin":
        return "its own words"
    origin = row.get("origin")
    named = foreign(origin, look.charset)
    return f"names {named}" if origin else "origin not named" if claim.get("origin") else "no origin known"


def first(row: Row) -> str:
    """Write after the day of a telling that none of its claim is known to be earlier."""
    return f", {row['_first']}" if row.get("_first") else ""


def distortions(row: Row, look: Look) -> list[Text]:
    """Write each distortion of a telling in words; what is mild says so: it bends nothing and is not counted."""
    return [_distortion(kind, look) for kind in row.get("distortions") or ()]


def _distortion(kind: str, look: Look) -> Text:
    mild = kind in MILD
    meaning = f"{'mild: ' if mild else ''}{MEANING[kind]}" if kind in MEANING else ""
    told = f"{foreign(kind, look.charset)} ({meaning})" if meaning else foreign(kind, look.charset)
    return Text(told, "" if mild else "yellow")


def _rival(claim: Row, look: Look) -> Node:
    terms = [foreign(claim.get("origin"), look.charset) or "origin not stated", *_nature(claim, look)]
    grade = Text(foreign(claim.get("grade"), look.charset))
    return Node([cells.figure(claim, look), cells.when(claim, look), grade], _listed(terms, look, ""))


def _closing(rows: Sequence[Row], look: Look) -> Iterator[Text]:
    """Quote the sentence nearest to the origin, then cite."""
    order = {"origin": 0, "relay": 1, "database": 2, "unattributed": 3}
    quoted = min(rows, key=lambda row: (not row.get("quote"), order.get(str(row.get("role")), 4)))
    where = [cells.publisher(quoted, look).plain, stated(quoted)]
    where += [foreign(quoted.get("url"), look.charset)] if quoted.get("url") else []
    yield Text.assemble(cells.quote(quoted, look), "  ", _listed([part for part in where if part], look))
    citation = next((row["_citation"] for row in rows if row.get("_citation")), None)
    if citation:
        yield Text.assemble(("cite  ", "dim"), foreign(citation, look.charset))
