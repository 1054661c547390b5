"""Open or closed, drawn: columns of the groups, the shares of a metric as stacked bars over time, who is in a group."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from . import cells
from .charts import COLORS
from .periods import day
from .sheet import Column, Look, Row
from .text import foreign, glyphs, value

DEFINITIONS: Mapping[str, str] = {
    "source": "open source alone; weights that one may download do not make open",
    "permissive": "open source, and weights under a permissive licence",
    "restricted": "open source, and weights under any licence, with restrictions too",
}
"""What counts as open, by the name of each definition."""

IN_SHORT: Mapping[str, str] = {
    "source": "open source only", "permissive": "open source + permissive weights",
    "restricted": "open source + any open weights",
}  # fmt: skip
"""The same in few words."""

GROUPINGS: Mapping[str, str] = {
    "openness": "openness", "level": "level of openness", "owner": "maker", "country": "country",
}  # fmt: skip
"""By what figures are divided."""

_BAR, _STACK = 10, 40
_FILLS = {"ascii": "#=+o:."}
_BLOCKS = "█▓▒░▚·"
_LISTED = 12
_LEAST = 0.0005
"""What one decimal of a percentage can still show."""


def columns(stretch: tuple[object, object]) -> list[Column]:
    """List the columns of the groups; the trends of all are drawn over one stretch of time."""
    return [
        Column("metric", cells.label, most=28, least=16),
        Column("group", cells.words("group"), most=26, least=10),
        Column("share", _share, right=True),
        Column("bar", _bar, rank=3),
        Column("change", _change, rank=3, right=True),
        Column("trend", cells.trend(stretch), rank=2, needs="_times"),
        Column("entities", cells.words("entities"), rank=2, right=True),
        Column("sum", cells.figure, rank=3, right=True, needs="value"),
        Column("of it open", _open, rank=4, right=True, needs="open"),
        Column("at", _at, rank=1, most=24),
        Column("who", cells.words("names", "dim"), rank=5, most=60),
    ]


def _percent(ratio: float | None, look: Look) -> str:
    if ratio is not None and 0 < ratio < _LEAST:
        return "<0.1 %"
    if ratio is not None and 1 - _LEAST < ratio < 1:
        return ">99.9 %"
    return value(None if ratio is None else round(100 * ratio, 1), "percent", charset=look.charset)


def _share(row: Row, look: Look) -> Text:
    return Text(_percent(row.get("share"), look), "bold")


def _bar(row: Row, look: Look) -> Text:
    full, rest = ("#", ".") if look.charset == "ascii" else ("█", "░")
    filled = round((row.get("share") or 0.0) * _BAR)
    return Text.assemble((full * filled, "cyan"), (rest * (_BAR - filled), "dim"))


def _change(row: Row, look: Look) -> Text:
    points = row.get("change")
    if points is None:
        return Text(glyphs(look.charset).none, "dim")
    signs = glyphs(look.charset)
    told = round(100 * points, 1)
    arrow, sign = (signs.level, "") if not told else (signs.up, "+") if told > 0 else (signs.down, signs.minus)
    return Text(f"{arrow} {sign}{abs(told):.1f} points", "" if not told else look.up if told > 0 else look.down)


def _open(row: Row, look: Look) -> Text:
    return Text("not recorded", "dim") if row.get("open") is None else Text(_percent(row["open"], look))


def _at(row: Row, look: Look) -> Text:
    at = row.get("at")
    if at is None:
        return Text("")
    return Text(day(at)) if at >= look.today else Text(f"{day(at)}, {glyphs(look.charset).stale} stale", "dim italic")


def told(row: Row, rows: Sequence[Row], definition: str, look: Look) -> RenderableType:
    """Tell how a metric divides over time, what counts as open, and who is in the group that is pointed at."""
    head = f"{cells.label(row, look)}, by the end of each quarter"
    return Group(
        Text(head, "bold"), *_stacked(rows, look), Text(), *_notes(row, look), Text(f"open: {DEFINITIONS[definition]}"),
        Text(), Text(f"{foreign(row.get('group'), look.charset)} ({row.get('entities'):,})", "bold"), *_members(row, look),
    )  # fmt: skip


def _stacked(rows: Sequence[Row], look: Look) -> Iterator[Text]:
    """Draw one bar a quarter, each group in a fill of its own, the smallest groups together in the last."""
    fills = _FILLS.get(look.charset, _BLOCKS)
    named = [str(row.get("group")) for row in rows]
    legend = Text()
    for place, name in enumerate(named[: len(fills)]):
        rest = place == len(fills) - 1 and len(named) > len(fills)
        legend.append(f"{fills[place]} ", COLORS[place % len(COLORS)])
        legend.append(f"{'others' if rest else foreign(name, look.charset)}   ")
    yield legend
    times = list(rows[0].get("_times") or []) if rows else []
    for place, point in reversed(list(enumerate(times))):
        shares = [(row.get("series") or [])[place] for row in rows]
        line, drawn, sum_ = Text(f"{day(point):>11}  "), 0, 0.0
        for number, share in enumerate(shares):
            sum_ += share
            end = round(sum_ * _STACK)
            line.append(fills[min(number, len(fills) - 1)] * (end - drawn), COLORS[number % len(COLORS)])
            drawn = end
        first = f"{foreign(named[0], look.charset)} {_percent(shares[0], look)}"
        yield line.append(f"{' ' * (_STACK - drawn)}  {first}", "dim")


def _notes(row: Row, look: Look) -> Iterator[Text]:
    if row.get("measure") == "sum":
        yield Text("shares of the sum, as this metric may be summed over entities")
    else:
        yield Text("shares of the number of entities told of: this metric may not be summed over them")
    yield Text(f"a figure stands for its entity for {row.get('_stands_days')} days; forecasts do not count", "dim")
    if row.get("left_out"):
        yield Text(f"left out: {row['left_out']:,} with another unit, span, length or part", "dim")
    if row.get("at") is not None and row["at"] < look.today:
        yield Text(f"nothing newer than what stood on {day(row['at'])}", "dim italic")


def _members(row: Row, look: Look) -> Iterator[Text]:
    members = row.get("_members") or []
    for member in members[:_LISTED]:
        shown = {**member, "_digits": member.get("digits")}
        record = [
            foreign(member.get(name), look.charset) for name in ("openness", "licence", "note") if member.get(name)
        ]
        since = f"since {day(member['since'])}" if member.get("since") else ""
        about = f" {glyphs(look.charset).dot} ".join([*record, *([since] if since else [])]) or "openness not recorded"
        yield Text.assemble(cells.name(shown, look), "  ", cells.figure(shown, look), "  ", cells.when(shown, look),
                            (f"  {about}", "dim"))  # fmt: skip
    rest = (row.get("entities") or 0) - min(len(members), _LISTED)
    if rest > 0:
        yield Text(f"and {rest:,} more", "dim")


def words(row: Row, definition: str) -> str:
    """Write a share with all that it depends on, to be quoted.

    >>> from datetime import date
    >>> words({"_metric_label": "GitHub stars", "group": "open", "share": 0.836, "measure": "sum", "entities": 11,
    ...        "at": date(2026, 9, 30)}, "source")
    'GitHub stars, open: 83.6 % of the sum, 11 entities, 30 Sep 2026 (open: open source alone; weights that one may download do not make open)'
    """
    of = "the sum" if row.get("measure") == "sum" else "the entities told of"
    at = row.get("at")
    when = f", {day(at)}" if at else ""
    share = f"{100 * (row.get('share') or 0.0):.1f} %"
    told_of = f"{row.get('_metric_label') or row.get('metric')}, {row.get('group')}: {share} of {of}"
    return f"{told_of}, {row.get('entities')} entities{when} (open: {DEFINITIONS[definition]})"
