"""The written policy: in which order one claim is preferred to another. No value is ever computed with.

Each :class:`Criterion` ranks a claim by a small whole number. :func:`score` packs the ranks, first criterion first,
into one integer, so that comparing two integers is comparing two claims criterion by criterion.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from ..vocabulary import Basis, Rank, Status
from .scope import WHOLE, fields

POLICY_ID = "lexicographic-2"
"""Names the order below; it goes into every export, and changes whenever the order does."""

BASES: tuple[tuple[Basis, ...], ...] = (
    (Basis.MEASURED, Basis.FILING),
    (Basis.COURT,),
    (Basis.DISCLOSED,),
    (Basis.PANEL,),
    (Basis.MODELLED,),
    (Basis.SURVEY,),
    (Basis.LEAKED,),
    (Basis.DERIVED,),
    (Basis.UNSTATED,),
)
"""From the firmest basis to the weakest; those on one step weigh the same."""

INPUT = r"(?i)^input\b"
"""A plan of such a text is the price or count of what goes in, which is the part that is quoted first."""

_BASIS_RANK = {basis.value: len(BASES) - step for step, bases in enumerate(BASES) for basis in bases}
_EPOCH = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One step of the order: its name, its words, how many bits its rank takes and how it is read off a claim."""

    name: str
    words: str
    bits: int
    rank: Callable[[tuple[str, ...]], pl.Expr]


def basis_rank() -> pl.Expr:
    """Rank the column ``basis`` from 1 (unstated) upwards."""
    return pl.col("basis").replace_strict(_BASIS_RANK, default=1, return_dtype=pl.Int64)


def _unless(condition: pl.Expr) -> pl.Expr:
    return (~condition.fill_null(value=False)).cast(pl.Int64)


def _method(disclosed: tuple[str, ...]) -> pl.Expr:
    counted = pl.col("basis").is_in([Basis.MEASURED.value, Basis.FILING.value])
    return (counted | pl.col("origin_id").is_in(disclosed)).fill_null(value=False).cast(pl.Int64)


def _said(_: tuple[str, ...]) -> pl.Expr:
    return (pl.col("stated_on") - pl.lit(_EPOCH)).dt.total_days().fill_null(0).clip(0, 2**18 - 1)


def _breadth(_: tuple[str, ...]) -> pl.Expr:
    return pl.sum_horizontal([field.is_null() | field.str.contains(WHOLE) for field in fields()]).cast(pl.Int64)


def _input(_: tuple[str, ...]) -> pl.Expr:
    return pl.col("scope").struct.field("plan").str.contains(INPUT).fill_null(value=False).cast(pl.Int64)


CRITERIA: tuple[Criterion, ...] = (
    Criterion("standing", "not deprecated", 1, lambda _: _unless(pl.col("rank") == Rank.DEPRECATED)),
    Criterion("preferred", "preferred by a person", 1, lambda _: (pl.col("rank") == Rank.PREFERRED).cast(pl.Int64)),
    Criterion("current", "not replaced by its own page", 1, lambda _: _unless(pl.col("superseded"))),
    Criterion(
        "actual", "tells what was, not what is promised", 1, lambda _: _unless(pl.col("status") == Status.FORECAST)
    ),
    Criterion("basis", "firmer basis", 4, lambda _: basis_rank()),
    Criterion(
        "seen",
        "the origin's own document was seen",
        1,
        lambda _: pl.col("origin_seen").fill_null(value=False).cast(pl.Int64),
    ),
    Criterion("method", "the origin discloses its method", 1, _method),
    Criterion("breadth", "names no part of the whole", 2, _breadth),
    Criterion("input", "what goes in stands before what comes out", 1, _input),
    Criterion("digits", "more digits", 5, lambda _: pl.col("digits").cast(pl.Int64).fill_null(0).clip(0, 31)),
    Criterion("stated_on", "said later", 18, _said),
)
"""The order. Period and scope asked for are matched before it: claims compete only inside one period."""


def score(disclosed: Iterable[str] = ()) -> pl.Expr:
    """Rank a claim by the whole policy: the larger integer is chosen; the smaller claim id breaks a tie.

    ``disclosed`` holds the canonical ids of origins whose method is known. Reads the columns rank, superseded,
    status, basis, origin_seen, origin_id, digits, stated_on and scope; gives Int64.
    """
    known = tuple(sorted(disclosed))
    total = pl.lit(0, dtype=pl.Int64)
    for criterion in CRITERIA:
        total = total * (1 << criterion.bits) + criterion.rank(known)
    return total


def deciding(better: int, worse: int) -> Criterion | None:
    """Return the first criterion by which one score beats another, or ``None`` if they are equal.

    >>> deciding(0b1, 0b0).name
    'stated_on'
    """
    below = sum(criterion.bits for criterion in CRITERIA)
    for criterion in CRITERIA:
        below -= criterion.bits
        if better >> below != worse >> below:
            return criterion
    return None
