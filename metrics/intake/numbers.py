"""Numbers as files write them: plain decimals, and what to write instead of anything else."""

import re

import polars as pl

from .sheet import Sheet, shown

_PLAIN = r"^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"
_NO_NUMBER = re.compile(r"[+-]?(?:nan|inf(?:inity)?)", re.IGNORECASE)
_GROUPED = re.compile(r"([+-]?[0-9]{1,3}(?:[ ,.'’_\u00a0\u202f][0-9]{3})+)(?:[.,][0-9]+)?")
_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")


def read_number(sheet: Sheet, column: str) -> pl.Series:
    """Read a column of finite numbers."""
    raw = sheet.raw(column)
    if raw.dtype.is_numeric():
        values = raw.cast(pl.Float64)
        texts = raw.cast(pl.String)
        unreadable = values.is_not_null() & ~values.is_finite()
    else:
        texts = sheet.text(column)
        values = texts.cast(pl.Float64, strict=False)
        plain = texts.str.contains(_PLAIN) & values.is_finite().fill_null(value=False)
        unreadable = texts.is_not_null() & ~plain
    sheet.fault(column, unreadable, lambda row: _why(texts[row]))
    # Zero has one sign only, or it would have two identities.
    zero = (values == 0.0).fill_null(value=False)
    return values.set(unreadable, None).set(zero, 0.0).alias(column)


def read_count(sheet: Sheet, column: str, bounds: tuple[int, int], dtype: type[pl.DataType]) -> pl.Series:
    """Read a column of whole numbers within bounds."""
    values = read_number(sheet, column)
    low, high = bounds
    odd = (values != values.floor()) | (values < low) | (values > high)
    sheet.fault(column, odd & values.is_finite(), f"is no whole number from {low} to {high}")
    return values.cast(dtype, strict=False)


def _why(text: str) -> str:
    if _NO_NUMBER.fullmatch(text):
        return f"{shown(text)} is no number"
    if re.fullmatch(_PLAIN, text):
        return f"{shown(text)} is too large to be kept"
    if grouped := _GROUPED.fullmatch(text):
        plain = re.sub(r"[^\d+-]", "", grouped[1])
        return f"{shown(text)} is no plain number: leave out thousands separators, as in {plain}"
    if _COMMA.fullmatch(text):
        return f"{shown(text)} is no plain number: write a decimal point, as in {text.replace(',', '.')}"
    return f"{shown(text)} is no plain number: write it in full, as in 22150000"
