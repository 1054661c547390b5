"""What a check hands back, and how a value and its source are written in its message."""

from collections.abc import Iterable

import polars as pl

from ...vocabulary import Precision

FINDINGS = pl.Schema(
    {
        "observation": pl.String,
        "claim": pl.String,
        "kind": pl.String,
        "message": pl.String,
        "against": pl.String,
    }
)
"""A finding: the observation it speaks against, its claim, the kind, a sentence, the observation it is held against."""

_SIZES = (("k", 1e3), ("M", 1e6), ("B", 1e9), ("T", 1e12))


def findings(rows: pl.DataFrame, kind: str, message: pl.Expr, against: str | None = "observation_w") -> pl.DataFrame:
    """Turn the rows that a check caught into findings: one an observation, held against the most credible (``_credit_w``)."""
    if rows.is_empty():
        return pl.DataFrame(schema=FINDINGS)
    held = pl.lit(None, dtype=pl.String) if against is None else pl.col(against)
    weight = pl.col("_credit_w") if "_credit_w" in rows.columns else pl.lit(0)
    # polars cannot format a column whose first chunk is empty, as shifting and filtering leave it.
    whole = rows.rechunk()
    caught = whole.select("observation", "claim", kind=pl.lit(kind), message=message, against=held, _weight=weight)
    ordered = caught.sort("observation", "_weight", "against", "message", descending=[False, True, False, False])
    return ordered.unique("observation", keep="first", maintain_order=True).drop("_weight")


def gathered(parts: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Put the findings of several checks into one frame, in an order that depends on nothing but them."""
    return pl.concat([pl.DataFrame(schema=FINDINGS), *parts]).sort("observation", "kind", "against")


def short(value: str) -> pl.Expr:
    """Write a column of values as people do: ``22.15 M``, three decimals at most, ``?`` for null."""
    size, written = pl.col(value).abs(), _plain(pl.col(value))
    for sign, unit in _SIZES:
        written = pl.when(size >= unit).then(pl.format(f"{{}} {sign}", _plain(pl.col(value) / unit))).otherwise(written)
    return written.fill_null("?")


def _plain(value: pl.Expr) -> pl.Expr:
    return value.round(3).cast(pl.String).str.strip_suffix(".0")


def source(suffix: str = "_w") -> pl.Expr:
    """Write who said a value and for when, as finely as that was told: ``AICPB, 31 Jan 2025``."""
    who = pl.coalesce(f"origin{suffix}", f"publisher{suffix}", pl.lit("unattributed"))
    ended, said = pl.col(f"end{suffix}"), pl.col(f"stated_on{suffix}")
    when = pl.when(ended.is_not_null()).then(day(ended, pl.col(f"precision{suffix}"))).otherwise(written(said))
    return pl.format("{}, {}", who, when.fill_null("undated"))


def day(last: pl.Expr, precision: pl.Expr) -> pl.Expr:
    """Write the last day of a period as finely as it was told: ``31 Jan 2025``, ``Jan 2025``, ``2025``."""
    return (
        pl.when(last.is_null()).then(pl.lit("an unstated day"))
        .when(precision == Precision.YEAR).then(last.dt.strftime("%Y"))
        .when(precision == Precision.MONTH).then(last.dt.strftime("%b %Y"))
        .otherwise(written(last))
    )  # fmt: skip


def written(when: str | pl.Expr) -> pl.Expr:
    """Write a day: ``31 Jan 2025``."""
    return (pl.col(when) if isinstance(when, str) else when).dt.strftime("%-d %b %Y")
