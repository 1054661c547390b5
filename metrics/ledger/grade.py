"""How far a figure may be trusted, in two characters after the Admiralty system: source A to F, information 1 to 6.

The two are judged apart: a reliable source can be wrong, and an unknown one can be confirmed. Every judgement is kept
with its reasons.
"""

import polars as pl

from ..vocabulary import Basis, Status
from .registry import Registry

CONTESTED = 1.5
"""Beyond this spread undisputed rivals contest a figure; up to it they differ."""

_LETTERS = dict(enumerate("ABCDEF", start=1))
_SEEN = {
    Basis.MEASURED: 1,
    Basis.FILING: 1,
    Basis.COURT: 2,
    Basis.DISCLOSED: 2,
    Basis.PANEL: 2,
    Basis.SURVEY: 2,
    Basis.MODELLED: 3,
    Basis.DERIVED: 3,
    Basis.UNSTATED: 3,
    Basis.LEAKED: 4,
}
_UNNAMED, _NOBODY = 5, 6

_REASONS = {
    "_measured": "measured or filed by who keeps the count",
    "_seen": "the origin's own document was seen",
    "_unseen": "the origin's own document was not seen",
    "_unnamed": "no origin is named",
    "_reliability": "the origin's reliability limits the source",
    "_confirmed": "an independent origin agrees",
    "_retold": "several tellings agree",
    "_single": "told once",
    "_contested": "rivals contest it",
    "_found": "a check found something",
    "_low": "marked as of low reliability",
    "_undated": "no period is stated",
}


def grade(figures: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Add ``grade`` ("C2") and ``grade_why`` (List[String]) to figures.

    Reads basis, status, origin_id, origin_seen, publisher, tellings, distorted, start, end, stated_on, spread,
    findings and ``_agreeing`` (how many other named origins give nearly the same value), which it drops.
    """
    judged = figures.with_columns(**_facts(registry)).with_columns(_source=_source(), _information=_information())
    letters = pl.col("_source").replace_strict(_LETTERS, return_dtype=pl.String)
    known = judged.with_columns(letters.alias("grade") + pl.col("_information").cast(pl.String))
    packed = pl.sum_horizontal([pl.col(name).cast(pl.UInt32) * (1 << bit) for bit, name in enumerate(_REASONS)])
    marked = known.with_columns(_facts=packed)
    added = [*_REASONS, "_limit", "_agreeing", "_questions", "_source", "_information", "_facts"]
    reasons = _reasons(marked["_facts"].unique())
    return marked.join(reasons, on="_facts", how="left", maintain_order="left").drop(added)


def _facts(registry: Registry) -> dict[str, pl.Expr]:
    limits = registry.publishers.filter(pl.col("reliability").is_not_null())
    letters = {letter: number for number, letter in _LETTERS.items()}
    by_origin = {row[0]: letters.get(row[1], 1) for row in limits.select("publisher", "reliability").iter_rows()}
    seen = pl.col("origin_seen").fill_null(value=False)
    supporting = pl.col("tellings") - pl.col("distorted")
    limit = pl.col("origin_id").replace_strict(by_origin, default=1, return_dtype=pl.Int64)
    named = pl.col("origin_id").is_not_null() | seen
    questions = pl.col("findings").list.len().fill_null(0).cast(pl.Int64)
    return {
        "_limit": limit,
        "_questions": questions,
        "_measured": pl.col("basis").is_in([Basis.MEASURED.value, Basis.FILING.value]) & seen,
        "_seen": seen,
        "_unseen": ~seen & named,
        "_unnamed": ~named,
        "_reliability": (limit > _letter(seen)).fill_null(value=False),
        "_confirmed": pl.col("_agreeing") > 0,
        "_retold": supporting > 1,
        "_single": supporting <= 1,
        "_contested": (pl.col("spread") > CONTESTED).fill_null(value=False),
        "_found": questions > 0,
        "_low": (pl.col("status") == Status.LOW_RELIABILITY).fill_null(value=False),
        "_undated": pl.col("start").is_null() & pl.col("end").is_null(),
    }


def _letter(seen: pl.Expr) -> pl.Expr:
    """Rank the source by its basis alone: a step lower where only others tell what it said."""
    steps = {basis.value: step for basis, step in _SEEN.items()}
    base = pl.col("basis").replace_strict(steps, default=3, return_dtype=pl.Int64)
    return pl.when(seen).then(base).otherwise((base + 1).clip(upper_bound=4))


def _source() -> pl.Expr:
    letter = pl.max_horizontal(_letter(pl.col("_seen")), pl.col("_limit"))
    nobody = pl.col("_unnamed") & pl.col("publisher").is_null()
    return pl.when(nobody).then(_NOBODY).when("_unnamed").then(_UNNAMED).otherwise(letter)


def _information() -> pl.Expr:
    nowhere = pl.col("_undated") & pl.col("stated_on").is_null()
    alone = pl.col("_unnamed") & pl.col("_single") & ~pl.col("_confirmed")
    doubts = pl.col("_questions") + pl.col("_contested").cast(pl.Int64)
    return (
        pl.when(nowhere | alone)
        .then(6)
        .when(doubts > 1)
        .then(5)
        .when((doubts == 1) | pl.col("_low"))
        .then(4)
        .when("_undated")
        .then(3)
        .when(pl.col("_confirmed") | pl.col("_measured"))
        .then(1)
        .when(pl.col("_seen") | pl.col("_retold"))
        .then(2)
        .otherwise(3)
    )


def _reasons(packed: pl.Series) -> pl.DataFrame:
    """Write the reasons once for each combination of facts: there are few, however many figures."""
    texts = [[text for bit, text in enumerate(_REASONS.values()) if facts >> bit & 1] for facts in packed]
    return pl.DataFrame({"_facts": packed, "grade_why": pl.Series(texts, dtype=pl.List(pl.String))})
