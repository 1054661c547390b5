"""What stands beside a figure: which series may be compared with its own, which may not and why, and what was revised."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rich.text import Text

from metrics.views.traits import DAYS_IN_MONTH, TRAITS, Trait

from . import cells
from .charts import mark
from .lines import Key, key, when
from .periods import day
from .sheet import Look, Row
from .text import foreign, glyphs, status


def _stated(row: Row, trait: Trait) -> object:
    """Return what a figure states of a trait."""
    if trait.field == "unit":
        return row.get("unit")
    if trait.field == "span":
        return None if row.get("span") == "unstated" else row.get("span")
    if trait.field == "months":
        return _months(row)
    return (row.get("_scope") or row.get("scope") or {}).get(trait.field)


def _months(row: Row) -> object:
    """Say over how many months a sum is; other spans add up over nothing."""
    start, end = row.get("start"), row.get("end")
    if row.get("span") != "sum" or start is None or end is None:
        return None
    return round(((end - start).days + 1) / DAYS_IN_MONTH)


def by_series(rows: Sequence[Row]) -> Mapping[object, list[Row]]:
    """Gather the figures of each series."""
    series: dict[object, list[Row]] = {}
    for row in rows:
        series.setdefault(row.get("series"), []).append(row)
    return series


def differing(mine: Row, other: Row) -> tuple[str, str] | None:
    """Return what keeps two figures from being compared, and why; ``None`` where nothing does.

    >>> differing({"unit": "users", "span": "mean"}, {"unit": "users", "span": "peak"})
    ('span: peak, not mean', 'over their period a mean, a peak and a point are three different things')
    """
    for trait in TRAITS:
        ours, theirs = _stated(mine, trait), _stated(other, trait)
        if ours is not None and theirs is not None and str(ours).lower() != str(theirs).lower():
            return f"{trait.one}: {theirs}, not {ours}", trait.why
    return None


def may_be_compared(rows: Sequence[Row], reference: Row) -> list[Row]:
    """Keep the figures of the series that may stand in one chart with a figure."""
    return [row for row in rows if differing(reference, row) is None]


def astray(row: Row, telling: Row | None, reference: Row, look: Look) -> Text:
    """Say that a figure is not in its own chart, why, and what its claim says there instead."""
    shown, stands = (f"{cells.figure(each, look)}, {cells.when(each, look)}" for each in (row, reference))
    bent = ", ".join(foreign(kind, look.charset) for kind in (telling or {}).get("distortions") or ())
    if row.get("kind") == "waits":
        why = "it counts once it is ruled preferred"
    elif telling is None:
        why = "no claim that stands says it"
    else:
        why = f"it is told of {stands}{f' and bent: {bent}' if bent else ''}; see Who says so below"
    return Text(f"not in this chart: {shown}: {why}", "yellow")


def series(rows: Sequence[Row], reference: Row, look: Look, marks: Mapping[Key, int] | None = None) -> Iterator[Text]:
    """Tell of each series whose it is, how long it is, and whether it may be compared; the figure's own comes first.

    ``marks`` are the places of the lines in the chart, whose marks stand before their series.
    """
    each = sorted(
        by_series(rows).values(), key=lambda own: (own[0].get("series") != reference.get("series"), -len(own))
    )
    for own in each:
        first = own[0]
        parted = differing(reference, first)
        mine = first.get("series") == reference.get("series")
        word = "this one" if mine else "may be compared" if parted is None else "may not be compared"
        line = Text.assemble(
            _marked(first, look, marks),
            (f"{_named(first, look)}  ", "" if mine or parted is None else "dim"),
            _stretch(own, look),
        )
        line.append(f"  {word}", "bold" if mine else "" if parted is None else "yellow")
        if parted is not None:
            what, why = parted
            line.append(f" ({foreign(what, look.charset)}): {why}", "dim")
        elif not mine:
            line.append(f": {_apart(reference, first, look)}", "dim")
        yield line


def _marked(row: Row, look: Look, marks: Mapping[Key, int] | None) -> tuple[str, str]:
    place = (marks or {}).get(key(row))
    sign, color = ("", "") if place is None or len(marks or {}) == 1 else mark(place, look.charset)
    return f"{sign} " if sign else "", color


def _named(row: Row, look: Look) -> str:
    parts = [foreign(row.get("origin"), look.charset) or "origin not stated", cells.scope(row, look), row.get("unit"),
             row.get("span"), row.get("basis"), status("F") if row.get("status") == "F" else ""]  # fmt: skip
    told = [foreign(str(part), look.charset) for part in parts if part and part != "unstated"]
    return f" {glyphs(look.charset).dot} ".join(told)


def _stretch(rows: Sequence[Row], look: Look) -> str:
    count = f"{len(rows)} figure{'' if len(rows) == 1 else 's'}"
    dated = sorted((row for row in rows if when(row)), key=lambda row: when(row) or date.min)
    ends = [cells.when(row, look).plain for row in (dated[:1] + dated[-1:])]
    return ", ".join([count, " to ".join(dict.fromkeys(ends))]) if ends else count


def _apart(mine: Row, other: Row, look: Look) -> str:
    """Say what a reader has to mind where two series may be compared and are still two."""
    origin = foreign(other.get("origin"), look.charset)
    parts = [f"of another origin ({origin or 'not stated'})"] if other.get("origin") != mine.get("origin") else []
    parts += ["known in another way"] if other.get("basis") != mine.get("basis") else []
    parts += ["a forecast"] if (other.get("status") == "F") != (mine.get("status") == "F") else []
    return ", ".join(parts) or "by another method, so that no one line joins them"


def revisions(rows: Sequence[Row], look: Look) -> Iterator[Text]:
    """Tell what was said before of a period that its page has since given another value."""
    standing: dict[object, Row] = {_revised(row): row for row in rows if not row.get("_superseded")}
    arrow = "->" if look.charset == "ascii" else "→"
    for row in rows:
        if row.get("_superseded"):
            now = standing.get(_revised(row))
            shown = cells.figure(now, look).plain if now is not None else "something else"
            line = Text.assemble(cells.when(row, look), "   ", cells.figure(row, look), f" {arrow} {shown}   ")
            who = foreign(row.get("origin"), look.charset) or "origin not stated"
            yield line.append(f"{who}{_stored(row)}", "dim")


def _revised(row: Row) -> object:
    scope = row.get("_scope") or {}
    return (row.get("start"), row.get("end"), row.get("unit"), row.get("span"), row.get("origin"), *scope.values())


def _stored(row: Row) -> str:
    told = row.get("recorded_at")
    return f", stored {day(told)}" if told else ""
