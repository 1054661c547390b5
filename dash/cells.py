"""How each field of a view is written into a cell, once for every view that shows it.

Every writer takes a row (a mapping with the fields of the view) and a look; a field that is missing reads as unknown.
"""

import math
from collections.abc import Callable
from typing import Any

from rich.text import Text

from metrics.vocabulary import STATUS_WORDS, Span

from . import text
from .periods import NOT_STATED, day, period, stated
from .sheet import Column, Look, Row
from .spark import spark

FLAGS = {str(letter): f"{letter} {words}" for letter, words in STATUS_WORDS.items()}
"""What the letters beside a value mean (SDMX)."""

_OVER_TIME = frozenset({Span.MEAN, Span.PEAK, Span.SUM, Span.CUMULATIVE})
_LONG = 731
"""Days over which a change is told with its time."""
_FEW = 6
"""Significant digits of a number that is not whole and whose source is not known to have written so many."""


def name(row: Row, look: Look) -> Text:
    """Write the entity's name."""
    return Text(text.foreign(row.get("entity_name") or row.get("entity") or "?", look.charset))


def words(field: str, style: str = "") -> Callable[[Row, Look], Text]:
    """Write a field of text, or of several."""

    def write(row: Row, look: Look) -> Text:
        told = row.get(field)
        joined = ", ".join(map(str, told)) if isinstance(told, list) else "" if told is None else str(told)
        return Text(text.foreign(joined, look.charset), style)

    return write


def label(row: Row, look: Look) -> Text:
    """Write the metric's label."""
    return Text(text.foreign(row.get("_metric_label") or _spoken(row.get("metric")), look.charset))


def _spoken(identifier: Any) -> str:
    return str(identifier or "").replace("_", " ").capitalize()


def figure(row: Row, look: Look) -> Text:
    """Write the value with comparator and unit; a range if there is no value between its bounds."""
    low, high = row.get("low"), row.get("high")
    if row.get("value") is None and (low is not None or high is not None):
        dash = text.glyphs(look.charset).dash
        bounds = [_figure(row, look, bound, None) for bound in (low, high) if bound is not None]
        return Text(f" {dash} ".join(bounds), "bold")
    told = _figure(row, look, row.get("value"), row.get("comparator"))
    return Text(told, "bold" if row.get("value") is not None else "dim")


def _figure(row: Row, look: Look, value: float | None, comparator: str | None) -> str:
    digits = row.get("_digits")
    whole = value is not None and math.isfinite(value) and value == round(value)
    most = (text.ALL_DIGITS if digits or whole else _FEW) if look.full else text.MOST_DIGITS
    return text.value(value, row.get("unit"), comparator, digits=digits, charset=look.charset,
                      missing=row.get("_missing"), most=most)  # fmt: skip


def flag(row: Row, look: Look) -> Text:
    """Write the status: its letter beside the value on a terminal, in words in full."""
    status = row.get("status") or row.get("_status")
    return Text(text.status(status) if look.full else status if status in FLAGS else "", "italic")


def bent(row: Row, look: Look) -> Text:
    """Write the letter of the status, and the sign that somebody bent the figure."""
    sign = text.glyphs(look.charset).bent if row.get("distorted") else ""
    return Text.assemble(flag(row, look), (sign, "yellow"))


def scope(row: Row, look: Look) -> str:
    """Write which part the value covers, as far as it was said."""
    told = row.get("scope") or row.get("_scope") or {}
    return " ".join(text.foreign(part, look.charset) for part in told.values() if part)


def covers(row: Row, look: Look) -> Text:
    """Write which part the value covers, its span where that is no single level, how many other parts have a value."""
    span = row.get("_span") or row.get("span")
    others = row.get("_parts")
    parts = [scope(row, look), span if span in _OVER_TIME else "", f"+{others} other" if others else ""]
    return Text(f" {text.glyphs(look.charset).dot} ".join(part for part in parts if part))


def when(row: Row, look: Look) -> Text:
    """Write the period measured."""
    precision = row.get("precision") or row.get("_precision")
    told = period(row.get("start"), row.get("end"), precision, look.charset)
    return Text(told, "dim" if told == NOT_STATED else "")


def change(row: Row, look: Look) -> Text:
    """Write the change against the figure before."""
    ratio = row.get("change")
    style = "dim" if not ratio else look.up if ratio > 0 else look.down
    told = text.change(ratio, look.charset)
    return Text(f"{told}{_after(row, look)}" if ratio is not None else told, style)


def _after(row: Row, look: Look) -> str:
    """Write over how long a time a figure moved, where that is longer than one takes a change to be: "in 4 y"."""
    before, end = row.get("_before"), row.get("end")
    days = (end - before["end"]).days if before and end and before["end"] else 0
    return f" in {text.age(days, look.charset, short=True)}" if days > _LONG else ""


def since(row: Row, look: Look) -> Text:
    """Write the period that the change counts from."""
    before = row.get("_before") if row.get("change") is not None else None
    told = period(before["start"], before["end"], before["precision"], look.charset) if before else ""
    return Text(told, "dim")


def trend(stretch: tuple[Any, Any]) -> Callable[[Row, Look], Text]:
    """Write the series as a sparkline over a stretch of time that all rows share."""

    def write(row: Row, look: Look) -> Text:
        return Text(spark(row.get("_times"), row.get("series"), stretch, charset=look.charset), "cyan")

    return write


def witnesses(row: Row, look: Look) -> Text:
    """Write whether the origin was seen, how many tell it, how many of those bent it."""
    told = text.witnesses(row.get("_origin_seen"), row.get("tellings"), row.get("distorted"), look.charset)
    line = Text(told)
    line.highlight_regex(rf"{text.glyphs(look.charset).bent}\d+", "yellow")
    return line


def rivals(row: Row, look: Look) -> Text:
    """Write how many rivals there are and how far apart."""
    told = text.spread(row.get("spread"), row.get("rivals"), look.charset)
    return Text(told, "yellow" if "contested" in told else "")


def _running(row: Row) -> bool:
    """Tell the figures whose period has begun and is not over."""
    start, end, left = row.get("start"), row.get("end"), -(row.get("age_days") or 0)
    return bool(start and end and 0 < left <= (end - start).days)


def age(row: Row, look: Look) -> Text:
    """Write how old the figure is, and that it is stale; or that its period is not over."""
    told = text.age(row.get("age_days"), look.charset)
    return _aged(row, told, f"{told}, stale")


def short_age(row: Row, look: Look) -> Text:
    """Write in few letters how old the figure is; a stale one says so by a sign and a word."""
    told = text.age(row.get("age_days"), look.charset, short=True)
    return _aged(row, told, f"{text.glyphs(look.charset).stale} stale {told}")


def _aged(row: Row, told: str, stale: str) -> Text:
    if _running(row):
        return Text("running", "dim")
    return Text(stale, "dim italic") if row.get("stale") else Text(told)


def fading(row: Row, look: Look) -> Text:
    """Write the value as :func:`figure` does, fainter where it is stale."""
    told = figure(row, look)
    return Text(told.plain, "dim italic") if row.get("stale") else told


def date_of(field: str) -> Callable[[Row, Look], Text]:
    """Write a field that is a date or a time."""

    def write(row: Row, look: Look) -> Text:
        told = row.get(field)
        return Text(day(told) if told else text.glyphs(look.charset).none, "" if told else "dim")

    return write


def said(row: Row, look: Look) -> Text:
    """Write when it was said, as finely as that is known."""
    told = stated(row)
    return Text(told or text.glyphs(look.charset).none, "" if told else "dim")


def publisher(row: Row, look: Look) -> Text:
    """Write who published it, or that nobody knows."""
    known = row.get("publisher")
    return Text(text.foreign(known, look.charset)) if known else Text("unknown publisher", "dim")


def quote(row: Row, look: Look) -> Text:
    """Write the sentence, or that nobody may keep it."""
    signs = text.glyphs(look.charset)
    if not row.get("quote"):
        return Text("quote not archived", "dim")
    return Text(f"{signs.quotes[0]}{text.foreign(row['quote'], look.charset)}{signs.quotes[1]}", "italic")


ENTITY = Column("entity", name, most=26, least=14)
METRIC = Column("metric", label, most=28, least=11, needs="metric")
VALUE = Column("value", figure, right=True, most=24)
FLAG = Column("status", flag, most=1)
PERIOD = Column("period", when, most=27)
COVERS = Column("covers", covers, rank=1, most=32, least=8, filled=True)
GRADE = Column("grade", words("grade"), rank=2, needs="grade")
TELLINGS = Column("tellings", witnesses, rank=3, needs="tellings")
CHANGE = Column("change", change, rank=4, right=True, needs="change")
SINCE = Column("since", since, rank=10, most=27, needs="_before", filled=True)
AGE = Column("age", age, rank=6, needs="age_days")
RIVALS = Column("rivals", rivals, rank=8, needs="rivals")
ORIGIN = Column("origin", words("origin"), rank=7, most=28, needs="origin")
STATED = Column("stated", said, rank=9, needs="stated_on")
BASIS = Column("basis", words("basis"), rank=10, needs="basis")
URL = Column("url", words("url"), rank=20, most=60, needs="url")
QUOTE = Column("quote", quote, rank=21, most=60, needs="quote")
