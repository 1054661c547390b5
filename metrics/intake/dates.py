"""Dates as people write them: their first and last day, and how precise they are."""

from datetime import datetime

import polars as pl

from ..clock import moment
from ..model import Period
from ..vocabulary import Precision
from .sheet import Sheet, one_of, shown

_PRECISION = pl.Enum([precision.value for precision in Precision])  # the finest first
_TIME = pl.Datetime("us", "UTC")


def read_dates(sheet: Sheet) -> list[pl.Series]:
    """Read ``start``, ``end``, ``precision``, ``stated_on``, ``published_on`` and ``retrieved_at``.

    A start is the first day of what is written, an end the last. ``stated_on`` is the last day, so that what was said
    "in February" is not known too early; its first day is ``_said``. ``published_on`` is the first day.
    """
    start, end = _days(sheet, "start"), _days(sheet, "end")
    stated, published = _days(sheet, "stated_on"), _days(sheet, "published_on")
    first, last = start["first"], end["last"]
    sheet.fault("end", first > last, lambda row: f"{last[row]} is before the start, {first[row]}")
    return [
        first.alias("start"),
        last.alias("end"),
        _precision(sheet, start["precision"], end["precision"]),
        stated["last"].alias("stated_on"),
        stated["first"].alias("_said"),
        stated["precision"].alias("_said_precision"),
        published["first"].alias("published_on"),
        published["precision"].alias("published_precision"),
        published["last"].alias("_published_last"),
        _moments(sheet),
    ]


def _days(sheet: Sheet, column: str) -> pl.DataFrame:
    """Return ``first``, ``last`` and ``precision`` of a column of dates."""
    schema = {"first": pl.Date(), "last": pl.Date(), "precision": _PRECISION}
    raw = sheet.raw(column)
    if isinstance(raw.dtype, (pl.Date, pl.Datetime)):
        day = raw.cast(pl.Date)
        astray = ~day.dt.year().is_between(1, 9999)
        sheet.fault(column, astray, "lies outside the calendar")
        day = day.set(astray.fill_null(value=False), None)
        written = pl.when(day.is_not_null()).then(pl.lit(str(Precision.DAY), _PRECISION))
        return pl.select(first=day, last=day, precision=written)
    texts = sheet.as_text(column)
    found = sheet.converted(texts, Period.parse)
    rows = [(text, each.start, each.end, str(each.precision)) for text, each in found.items() if each]
    table = pl.DataFrame(rows, schema={"text": pl.String(), **schema}, orient="row")
    return pl.DataFrame({"text": texts}).join(table, on="text", how="left", maintain_order="left").drop("text")


def _precision(sheet: Sheet, start: pl.Series, end: pl.Series) -> pl.Series:
    """Return the coarser of both, or the one that the file names; it may not be finer than the dates are written."""
    named = sheet.read("precision", one_of(Precision))
    known = named.cast(_PRECISION)
    written = pl.select(pl.max_horizontal(start, end)).to_series()
    sheet.fault("precision", known < written, lambda row: f"is finer than the dates are written: {named[row]}")
    return pl.select(pl.coalesce(known, written)).to_series().cast(pl.String).alias("precision")


def _moments(sheet: Sheet) -> pl.Series:
    raw = sheet.raw("retrieved_at")
    if isinstance(raw.dtype, pl.Datetime):
        zoned = raw.dt.replace_time_zone("UTC") if raw.dtype.time_zone is None else raw
        return zoned.cast(_TIME)
    return sheet.read("retrieved_at", _moment, _TIME)


def _moment(text: str) -> datetime:
    try:
        return moment(text)
    except (ValueError, OverflowError):
        raise ValueError(f"{shown(text)} is no time: write 2025-02-01T09:30:00Z") from None
