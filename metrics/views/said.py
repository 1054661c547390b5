"""How finely it is known when something was said: who wrote "in February" named no day of February."""

import polars as pl

from ..vocabulary import Precision

_UNITS = {
    Precision.WEEK: "1w",
    Precision.MONTH: "1mo",
    Precision.QUARTER: "3mo",
    Precision.HALF: "6mo",
    Precision.YEAR: "1y",
}
_ORDER = [each.value for each in Precision]


def fineness() -> pl.Expr:
    """Give how finely ``stated_on`` is known: as finely as the document is dated, where it is the document's date.

    Reads stated_on, published_on and published_precision; null where the day itself was given.
    """
    finely = pl.lit(None, pl.String)
    for precision, unit in _UNITS.items():
        within = pl.col("stated_on").is_between("published_on", pl.col("published_on").dt.offset_by(unit), "left")
        coarse = within & (pl.col("published_precision") == precision.value)
        finely = pl.when(coarse).then(pl.lit(precision.value)).otherwise(finely)
    return finely


def finely(rows: pl.DataFrame, tellings: pl.DataFrame) -> pl.DataFrame:
    """Add to claims or figures ``_stated_precision``, how finely the day is known on which they were said.

    Of several tellings of that day the one that knows it best counts.
    """
    rank = pl.col("_finely").replace_strict(_ORDER, list(range(len(_ORDER))), default=0, return_dtype=pl.Int64)
    known = tellings.filter(pl.col("published_precision").is_in([each.value for each in _UNITS]))
    dated = tellings.join(known.select("claim", "stated_on").unique(), on=["claim", "stated_on"], how="semi")
    best = dated.select("claim", "stated_on", _finely=fineness()).sort(rank)
    best = best.unique(["claim", "stated_on"], keep="first", maintain_order=True).rename(
        {"_finely": "_stated_precision"}
    )
    return rows.join(best, on=["claim", "stated_on"], how="left", maintain_order="left")
