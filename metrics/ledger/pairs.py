"""Which assertions are held against each other: pairs of one entity whose values are within a tenth of each other.

The join is bounded. Values fall into buckets a tenth wide, and each bucket keeps only its best founded assertions,
so a store that says one thing a hundred thousand times makes no more pairs than it has rows.
"""

import math
from collections.abc import Iterable, Iterator, Sequence

import polars as pl

from .agreement import agree, same
from .overlap import QUANTITY
from .relations import NEAR

_STEP = math.log(1.1)
_MOST_DIGITS = 17
_FINE = {3: 0.006, 5: 0.00006}
"""From so many digits on, the logarithms of values that agree differ by less than this."""
_REACH = 550
_PER_QUARTER = 3
_PER_BUCKET = 24
MANY = 20_000
"""Of so many assertions the pairs may be too many for memory; fewer are quicker without care for that."""
NEEDED = (
    "a", "entity", "metric", "unit", "value", "comparator", "digits", "first", "last", "precision", "span", "status", "basis",
    "geo", "platform", "plan", "origin_id", "own", "told", "weak", "known", "itself", "panel", "said_first", "said_last",
    "comparable", "order", "kind", "subject", "money", "group", "worth", "stem", "address", "released", "country",
    "firm",
)  # fmt: skip
"""What the rules read of an assertion; of the other one of a pair, with ``_b`` at the end."""


ACCUSED = pl.Schema({"a": pl.UInt32, "by": pl.UInt32})
"""An assertion and what it is held against."""
_FOUND = pl.Schema(
    {"a": pl.UInt32, "a_b": pl.UInt32, "gap": pl.Int64, "agrees": pl.Boolean, "exact": pl.Boolean, "shared": pl.Int8}
)


def _mantissa(count: int) -> pl.Expr:
    return ((pl.col("value").log10() % 1) * count).floor().cast(pl.Int32)


VALUES = tuple(((pl.col("value").log() / step).floor().cast(pl.Int32), None) for step in (_STEP, *_FINE.values()))
"""Buckets of a value, and of finer and finer written ones."""
MANTISSAS = tuple((_mantissa(count), count) for count in (25, *(int(math.log(10) / step) for step in _FINE.values())))
"""Buckets of a value whatever its power of ten, and of finer and finer written ones, with their number."""


def bucket(value: pl.Expr) -> pl.Expr:
    """Number the tenth-wide bucket of a positive value; null for others."""
    return pl.when(value > 0).then((value.log() / _STEP).floor().cast(pl.Int32))


def straddling(rows: pl.DataFrame, name: str = "_bucket", wrap: int | None = None) -> pl.DataFrame:
    """Put each row into the bucket before and after its own as well; ``wrap`` is where buckets begin anew."""
    steps = [rows.with_columns(pl.col(name) + step) for step in (-1, 0, 1)]
    wide = pl.concat(steps)
    return wide if wrap is None else wide.with_columns(pl.col(name) % wrap)


def anchors(assertions: pl.DataFrame, *keys: str) -> pl.DataFrame:
    """Keep, within ``keys``, the best founded assertions of each quarter, and at most a fixed number in all.

    ``assertions`` stand in their order; needs ``a`` and ``last``.
    """
    key = pl.struct(*keys).hash()
    quarter = (pl.col("last").dt.year().cast(pl.Int32) * 4 + pl.col("last").dt.quarter()).fill_null(0)
    keyed = assertions.with_columns(_key=key, _quarter=quarter)
    crowded = keyed.filter(pl.len().over("_key") > _PER_QUARTER)
    if crowded.is_empty():
        return keyed.drop("_key", "_quarter")
    turn = crowded.with_columns(_turn=pl.int_range(pl.len()).over("_key", "_quarter")).filter(
        pl.col("_turn") < _PER_QUARTER
    )
    kept = turn.sort("_turn", "a").filter(pl.int_range(pl.len()).over("_key") < _PER_BUCKET)
    loose = keyed.filter(pl.len().over("_key") <= _PER_QUARTER)
    return pl.concat([loose, kept.select(loose.columns)]).drop("_key", "_quarter")


def widened(pairs: pl.DataFrame, assertions: pl.DataFrame, columns: Sequence[str] = NEEDED) -> pl.DataFrame:
    """Give the two assertions of each pair (``a``, ``a_b``) all that the rules read of them."""
    rest = [name for name in columns if name != "a"]
    one = assertions.select(rest).select(pl.all().gather(pairs["a"]))
    other = assertions.select(rest).select(pl.all().gather(pairs["a_b"]).name.suffix("_b"))
    return pl.concat(
        [
            pairs.select(name for name in pairs.columns if name not in rest and name.removesuffix("_b") not in rest),
            one,
            other,
        ],
        how="horizontal",
    )


def matched(assertions: pl.DataFrame) -> pl.DataFrame:
    """Pair each told assertion with the anchors of its entity; columns of the anchor end in ``_b``.

    Adds agrees, exact, shared (digits of the coarser), gap (days between their periods, null if one is unsaid).
    """
    narrow = assertions.select(
        "a", "subject", "value", "digits", "first", "last", "own", "told", "money", "worth",
        *(pl.col(name).hash().alias(f"_{name}") for name in QUANTITY),
        _comparable=pl.when(pl.col("comparable").is_not_null()).then(pl.col("comparable").hash()),
        _bucket=bucket(pl.col("value")),
    ).filter(pl.col("_bucket").is_not_null())  # fmt: skip
    left = narrow.filter("told")
    near = straddling(left.select("_entity", "_bucket").unique())
    right = narrow.join(near, on=["_entity", "_bucket"], how="semi", maintain_order="left")
    right = anchors(narrow if left.height == narrow.height else right, "subject", "_bucket")
    found = [
        met.with_columns(gap(), *likeness().values()).filter(_agreeing() if level else _agreeing() | _missed())
        for level, met in meetings(left, right, ["_entity"], VALUES)
    ]
    if left.height > MANY:
        fine, own = left.filter(_fineness() > 0), right.filter(pl.col("own") & (_fineness() > 0))
        astray = fine.lazy().join(straddling(own).lazy(), on=["subject", "_bucket"], suffix="_b", coalesce=False)
        found.append(astray.with_columns(gap(), *likeness().values()).filter(_missed()))
    return widened(gathered(found, _FOUND, many=left.height > MANY).sort("a", "a_b"), assertions)


def meetings(
    left: pl.DataFrame, right: pl.DataFrame, keys: Sequence[str], places: Sequence[tuple[pl.Expr, int | None]]
) -> Iterator[tuple[int, pl.LazyFrame]]:
    """Yield the pairs, equal in ``keys``, whose values may agree; with how fine the buckets are in which they meet.

    If there are many, those of which both have more digits meet in narrower ones: :data:`VALUES` or :data:`MANTISSAS`.
    """
    finest = len(places) - 1 if left.height > MANY else 0
    left, right = (rows.with_columns(_fine=_fineness().clip(upper_bound=finest)) for rows in (left, right))
    for level, (place, wrap) in enumerate(places[: finest + 1]):
        finer, same = pl.col("_fine") > level, pl.col("_fine") == level
        for mine, others in ((same, same | finer), (finer, same)) if finest > level else ((same, same),):
            here, there = (
                rows.filter(part).with_columns(_bucket=place) for rows, part in ((left, mine), (right, others))
            )
            if not here.is_empty() and not there.is_empty():
                on = [*keys, "_bucket"]
                met = here.lazy().join(straddling(there, wrap=wrap).lazy(), on=on, suffix="_b", coalesce=False)
                yield level, met.filter(pl.col("a") != pl.col("a_b"))


def gathered(found: Iterable[pl.LazyFrame], schema: pl.Schema, *, many: bool) -> pl.DataFrame:
    """Collect some columns of pairs that were looked for in several ways; of ``many`` never all at once."""
    wanted = [each.select(schema.names()) for each in found]
    return (
        pl.concat(pl.collect_all(wanted, engine="streaming" if many else "in-memory"))
        if wanted
        else pl.DataFrame(schema=schema)
    )


def _fineness() -> pl.Expr:
    """Say how finely a value is written: 0, 1 or 2."""
    return pl.sum_horizontal([pl.col("digits").fill_null(_MOST_DIGITS) >= digits for digits in _FINE])


def likeness() -> dict[str, pl.Expr]:
    """Compare the values of a pair: agrees, exact, shared (digits of the coarser)."""
    return {
        "agrees": agree(pl.col("value"), pl.col("digits"), pl.col("value_b"), pl.col("digits_b")).alias("agrees"),
        "exact": same(pl.col("value"), pl.col("value_b")).alias("exact"),
        "shared": pl.min_horizontal("digits", "digits_b").alias("shared"),
    }


def gap() -> pl.Expr:
    """Count the days between two periods: 0 if they touch or overlap, null if one is unsaid."""
    apart = pl.max_horizontal(pl.col("first") - pl.col("last_b"), pl.col("first_b") - pl.col("last"))
    days = apart.dt.total_days().clip(lower_bound=0)
    return pl.when(pl.col("last").is_not_null() & pl.col("last_b").is_not_null()).then(days).alias("gap")


def _agreeing() -> pl.Expr:
    """What some rule could speak of: agreeing values, near in time unless they are of one metric."""
    kin = (
        (pl.col("_comparable") == pl.col("_comparable_b"))
        | (pl.col("worth") != pl.col("worth_b"))
        | (pl.col("_metric") == pl.col("_metric_b"))
        | (pl.col("money") & pl.col("money_b"))
        | (pl.col("_unit") == pl.col("_unit_b"))
    ).fill_null(value=False)
    near = (_one() & (pl.col("gap") <= _REACH)) | (kin & (pl.col("gap") <= NEAR)) | pl.col("gap").is_null()
    return (pl.col("agrees") & near).fill_null(value=False)


def _missed() -> pl.Expr:
    """What its maker's own document gives otherwise for the same days."""
    return (_one() & pl.col("own_b") & (pl.col("gap") == 0) & ~pl.col("agrees")).fill_null(value=False)


def _one() -> pl.Expr:
    return pl.col("subject") == pl.col("subject_b")
