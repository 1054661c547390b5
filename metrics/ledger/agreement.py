"""When two written values agree: they round to each other at the coarser digits."""

import polars as pl

_RELATIVE = 1e-9
_MOST_DIGITS = 17


def agree(a: pl.Expr, a_digits: pl.Expr, b: pl.Expr, b_digits: pl.Expr) -> pl.Expr:
    """Tell whether two values differ by no more than half a unit of the coarser one's last digit.

    >>> told = pl.DataFrame({"a": [22.2e6, 22.2e6, 30e6], "da": [3, 3, 1], "b": [22.15e6, 21.6e6, 40e6], "db": [4, 3, 1]})
    >>> told.select(agree(pl.col("a"), pl.col("da"), pl.col("b"), pl.col("db")))["a"].to_list()
    [True, False, False]
    """
    half = pl.max_horizontal(half_unit(a, a_digits), half_unit(b, b_digits))
    return (a - b).abs() <= half + _RELATIVE * pl.max_horizontal(a.abs(), b.abs())


def half_unit(value: pl.Expr, digits: pl.Expr) -> pl.Expr:
    """Give half a unit of the last significant digit: 50,000 for 22.2 million; 0 for 0."""
    size = value.abs()
    exponent = (size.log10() + 1e-12).floor() - digits.fill_null(_MOST_DIGITS).cast(pl.Float64) + 1
    return pl.when(size > 0).then(0.5 * pl.lit(10.0).pow(exponent)).otherwise(0.0)


def same(a: pl.Expr, b: pl.Expr) -> pl.Expr:
    """Tell whether two values are the same number, whatever their digits."""
    return (a - b).abs() <= _RELATIVE * pl.max_horizontal(a.abs(), b.abs())
