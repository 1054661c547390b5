"""R5 and R6: what a row's label or address says, against what the row says."""

import polars as pl

from ...vocabulary import Check, DocumentKind, Status
from ..overlap import placed
from ..registry import Registry
from .finding import findings, gathered, short, written

_UNITS = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "million": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "billion": 1e9,
    "t": 1e12,
    "trillion": 1e12,
}
_NUMBER = r"(?i)\b(\d+(?:\.\d+)?)\s?(k|thousand|m|million|b|bn|billion|t|trillion)\b"
_MONTH = r"(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (20\d\d)\b"
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_URL_DAY = r"[/_-](20\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?:[/_.?#-]|$)"
_TWICE = 2.0
_ROUNDING = 0.01
_LATE_DAYS = 31


def labels(tellings: pl.DataFrame, claims: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Find rows of databases whose label gives another value or month, and rows whose address is dated otherwise."""
    del claims, registry
    others = tellings.filter(pl.col("told") & ~pl.col("own"))
    rows = others.filter((pl.col("document_kind") == DocumentKind.DATABASE) & pl.col("title").is_not_null())
    return gathered([_value_of_label(rows), _month_of_label(rows), _day_of_address(others)])


def _value_of_label(rows: pl.DataFrame) -> pl.DataFrame:
    """R5: the label's only number speaks of the same thing (within a factor of two) and is another one."""
    found = rows.filter(pl.col("title").str.count_matches(_NUMBER) == 1)
    number, unit = (pl.col("title").str.extract(_NUMBER, group) for group in (1, 2))
    label = number.cast(pl.Float64) * unit.str.to_lowercase().replace_strict(
        _UNITS, default=None, return_dtype=pl.Float64
    )
    ratio = pl.max_horizontal("value", "_label") / pl.min_horizontal("value", "_label")
    other = found.with_columns(_label=label).filter((ratio > 1 + _ROUNDING) & (ratio < _TWICE))
    message = pl.format("the row's label says {}, its value is {}", short("_label"), short("value"))
    return findings(other, Check.LABEL, message, None)


def _month_of_label(rows: pl.DataFrame) -> pl.DataFrame:
    """R5: the label's month lies more than a month outside the row's period."""
    name, year = (pl.col("title").str.extract(_MONTH, group) for group in (1, 2))
    month = name.str.to_lowercase().replace_strict(_MONTHS, default=None, return_dtype=pl.Int32)
    said = placed(rows).with_columns(_said=pl.date(year.cast(pl.Int32), month, 1))
    before = pl.col("_said") < pl.col("_from").dt.month_start().dt.offset_by("-1mo")
    after = pl.col("_said") > pl.col("_to").dt.offset_by("1mo")
    text = "the row's label says {}, its period ends on {}"
    message = pl.format(text, pl.col("_said").dt.strftime("%B %Y"), written("_to"))
    return findings(said.filter(before | after), Check.LABEL, message, None)


def _day_of_address(rows: pl.DataFrame) -> pl.DataFrame:
    """R6: said on the same day of another year than its address, or long after the page was there, or measured so."""
    parts = [pl.col("url").str.extract(_URL_DAY, group) for group in (1, 2, 3)]
    linked = rows.filter(pl.col("url").str.contains(_URL_DAY))
    day = pl.concat_str(parts, separator="-").str.to_date("%Y-%m-%d", strict=False)
    dated = placed(linked).with_columns(_day=day, _said=pl.coalesce("stated_on", "published_on"))
    too_late = pl.col("_day").dt.offset_by(f"{_LATE_DAYS}d")
    anniversary = (pl.col("_said").dt.strftime("%m-%d") == pl.col("_day").dt.strftime("%m-%d")) & (
        pl.col("_said") != pl.col("_day")
    )
    said = (anniversary | (pl.col("_said") > too_late)).fill_null(value=False)
    ahead = ((pl.col("_from") > too_late) & (pl.col("status") != Status.FORECAST)).fill_null(value=False)
    what = (
        pl.when(said)
        .then(pl.format("it was said on {}", written("_said")))
        .otherwise(pl.format("it measures from {}", written("_from")))
    )
    message = pl.format("the address is dated {}, the row says that {}", written("_day"), what)
    return findings(dated.filter(said | ahead), Check.URL_DATE, message, None)
