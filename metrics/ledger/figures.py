"""The figure of each entity, metric and period: the claim that the policy chooses, with its rivals and their spread."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from ..vocabulary import Rank, Status
from . import policy
from .change import change
from .grade import grade
from .neighbours import Near, best, neighbours
from .overlap import QUANTITY, counted, placed, same_span
from .registry import Registry
from .scope import one_part
from .series import summed_months

AGREE = 1.1
"""Up to this ratio of the largest to the smallest, rivals agree."""
MOST_RIVALS = 64
"""Of the rivals within one month, as many as the policy ranks highest are counted."""

_PERIOD = (*QUANTITY, "start", "end", "_said")
_COMPETITOR = (
    "claim", "entity", "metric", "unit", "value", "start", "end", "_said", "_from", "_to", "_geo", "_platform", "_plan",
    "span", "basis", "origin_seen", "_origin", "_credit", "_summed",
)  # fmt: skip
_ADDED = ("rivals", "rival_claims", "spread", "grade", "grade_why", "change", "previous", "_before")


def choose(claims: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Choose one claim for each entity, metric, unit and period (without a period: for each day on which it was said).

    Sums in two currencies are two figures: neither can beat the other without arithmetic.

    Returns the columns of ``claims`` and ``rivals`` (how many other undisputed claims of another origin, agreeing or
    not, speak of the same time, part and kind of value), ``rival_claims`` (List[String], the best first), ``spread`` (largest over
    smallest value, null without rivals), ``grade``, ``grade_why`` (List[String]), ``change``, ``previous``, ``_before``.
    Deprecated claims, claims that only bent or replaced tellings tell and claims without any value are no figures.
    """
    standing = placed(competing(claims, registry)).with_columns(_summed=summed_months(registry), _origin="origin_id")
    chosen = _winners(standing)
    figures = _with_rivals(chosen, _against(chosen, _undisputed(standing)))
    figures = change(grade(figures, registry), registry)
    return figures.select(*claims.columns, *_ADDED).sort("entity", "metric", "end", "start", "claim")


def competing(claims: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Keep the claims that may become a figure, with their policy score as ``_credit``."""
    supported = (pl.col("tellings") > pl.col("distorted")) | (pl.col("superseded") & (pl.col("rank") == Rank.PREFERRED))
    valued = pl.any_horizontal(pl.col("value", "low", "high").is_not_null())
    known = registry.publishers.filter(pl.col("method").is_not_null())["publisher"].to_list()
    standing = (pl.col("rank") != Rank.DEPRECATED) & supported & valued
    unplaced = pl.col("start").is_null() & pl.col("end").is_null()
    said = pl.when(unplaced).then(pl.col("stated_on"))
    return claims.filter(standing).with_columns(policy.score(known).alias("_credit"), said.alias("_said"))


def _winners(standing: pl.DataFrame) -> pl.DataFrame:
    """Keep the best claim of each period; ``_others`` says whether it had competitors there."""
    keyed = standing.with_columns(_key=pl.struct(_PERIOD).hash())
    keyed = keyed.with_columns(_others=pl.col("_key").is_duplicated())
    ranked = keyed.filter("_others").sort("_credit", "claim", descending=[True, False])
    best_of_many = ranked.unique("_key", keep="first", maintain_order=True)
    return pl.concat([keyed.filter(~pl.col("_others")), best_of_many]).drop("_key")


def _undisputed(standing: pl.DataFrame) -> pl.DataFrame:
    actual = (pl.col("status") != Status.FORECAST) & ~pl.col("superseded").fill_null(value=False)
    disputed = pl.col("findings").list.len().fill_null(0) > 0
    return standing.filter(actual & ~disputed & pl.col("value").is_not_null())


def _against(chosen: pl.DataFrame, rivals: pl.DataFrame) -> pl.DataFrame:
    """Pair chosen claims with their rivals, once each; the rival's columns end in ``_w``.

    Told claims are searched by overlapping periods. A platform's own counts, by far the most rows, only meet what
    speaks of the very same period.
    """
    actual = chosen.filter(pl.col("status") != Status.FORECAST).select(*_COMPETITOR, "_others")
    others = rivals.select(_COMPETITOR)
    near = Near(keys=QUANTITY, most=MOST_RIVALS)
    told = neighbours(actual.filter(~counted()).drop("_others"), others.filter(~counted()), near)
    keys = list(_PERIOD)
    shortlist = best(
        others.join(actual.filter("_others").select(keys), on=keys, how="semi", nulls_equal=True),
        keys,
        "_credit",
        MOST_RIVALS,
    )
    exact = actual.filter("_others").join(shortlist, on=keys, suffix="_w", nulls_equal=True)
    exact = exact.with_columns(_from_w=pl.col("_from"), _to_w=pl.col("_to"), _said_w=pl.col("_said"))
    kept = ["claim", "value", "_origin", "claim_w", "value_w", "_origin_w", "_credit_w"]
    return pl.concat([found.filter(_rival()).select(kept) for found in (told, exact)]).unique(["claim", "claim_w"])


def _rival() -> pl.Expr:
    """Tell a pair of rivals from one that merely overlaps: other claims, not surely of one origin, of one part and span.

    Whatever names a part that the other leaves unsaid is not held against it: the two may speak of different things.
    """
    distinct = (pl.col("_origin") != pl.col("_origin_w")).fill_null(value=True)
    other = pl.col("claim") != pl.col("claim_w")
    return other & distinct & one_part("_w") & same_span("_w") & _same_length()


def _same_length() -> pl.Expr:
    """Sums are rivals only over periods of one length that share more than half of their days."""
    shared = pl.min_horizontal("_to", "_to_w") - pl.max_horizontal("_from", "_from_w")
    most = 2 * shared.dt.total_days() >= (pl.col("_to") - pl.col("_from")).dt.total_days()
    return (pl.col("_summed").is_null() & pl.col("_summed_w").is_null()) | (
        (pl.col("_summed") == pl.col("_summed_w")) & most
    )


def _with_rivals(chosen: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Add rivals, rival_claims, spread and ``_agreeing``: how many named other origins give nearly the same value."""
    larger, smaller = pl.max_horizontal("value", "value_w"), pl.min_horizontal("value", "value_w")
    independent = pl.col("_origin").is_not_null() & pl.col("_origin_w").is_not_null()
    agrees = independent & (larger <= smaller * AGREE)
    facts = (
        pairs.with_columns(_agrees=agrees, _larger=larger, _smaller=smaller)
        .sort("_credit_w", "claim_w", descending=[True, False])
        .group_by("claim")
        .agg(
            rivals=pl.len().cast(pl.Int64),
            rival_claims=pl.col("claim_w"),
            _agreeing=pl.col("_agrees").sum(),
            _larger=pl.col("_larger").max(),
            _smaller=pl.col("_smaller").min(),
        )
    )
    spread = pl.when(pl.col("_smaller") > 0).then(pl.col("_larger") / pl.col("_smaller"))
    return chosen.join(facts, on="claim", how="left").with_columns(
        pl.col("rivals").fill_null(0),
        pl.col("_agreeing").fill_null(0),
        pl.col("rival_claims").fill_null(pl.lit([], dtype=pl.List(pl.String))),
        spread.alias("spread"),
    )


def explain(figure: Mapping[str, Any], claims: pl.DataFrame, registry: Registry) -> list[str]:
    """Say why a figure's claim was chosen, one string for each claim it beat or stands beside.

    ``figure`` is one row of the figures. A competitor for the very same period is answered with the first criterion of
    the policy that decided; a rival of an overlapping period with the fact that it has a figure of its own.
    """
    scored = competing(claims, registry)
    same = pl.all_horizontal([pl.col(name).eq_missing(pl.lit(figure[name])) for name in (*QUANTITY, "start", "end")])
    beside = pl.col("claim").is_in(list(figure["rival_claims"]))
    mine = scored.filter(pl.col("claim") == figure["claim"])
    if mine.is_empty():
        return []
    rows = scored.filter((same | beside) & (pl.col("claim") != figure["claim"])).with_columns(_same=same)
    rows = rows.sort("_credit", "claim", descending=[True, False])
    return [_reason(mine["_credit"][0], row) for row in rows.iter_rows(named=True)]


def _reason(credit: int, row: Mapping[str, Any]) -> str:
    who = row["origin"] or row["publisher"] or "an unnamed origin"
    number = "a range" if row["value"] is None else f"{row['comparator'].replace('=', '')}{row['value']:,.10g}"
    what = f"{number} {row['unit']} ({who}, said {row['stated_on'] or 'on no known day'})"
    if not row["_same"]:
        return f"{what}: of another period, which has its own figure"
    step = policy.deciding(credit, row["_credit"])
    return f"{what}: {step.words if step else 'equal by every criterion; the smaller claim id stands'}"
