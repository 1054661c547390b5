"""R4 and R7: a part is no larger than its whole, and the parts add up to it."""

import polars as pl

from ...vocabulary import Check, MetricKind
from ..agreement import half_unit
from ..neighbours import Near, neighbours
from ..overlap import QUANTITY, same_span
from ..registry import Registry
from ..scope import FIELDS, JOINTS, WHOLE
from ..series import summed_months
from .finding import FINDINGS, findings, gathered, short, source
from .standing import NEAR_DAYS, WITNESSES, blamed, credible, exceeds, held_against

_HALVES = {"output": "input", "completion": "prompt", "paid": "free", "international": "domestic"}
"""Words for two parts that leave nothing out; they stand in the metric's id or in the scope."""
_WORDS = "|".join((*_HALVES, *_HALVES.values()))
_HALF = rf"\b({_WORDS})\b"
_FILLERS = rf"(?:^|_)(?:{_WORDS}|total|all|processed)(?:_|$)"
_RATIOS = [MetricKind.SHARE.value, MetricKind.PRICE.value, MetricKind.SCORE.value]


def parts(tellings: pl.DataFrame, claims: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Find parts that exceed their whole, and wholes that are not the sum of their two halves.

    Shares, prices and scores have no parts in this sense.
    """
    del tellings
    usable = credible(claims, registry)
    ratios = registry.metrics.filter(pl.col("kind").is_in(_RATIOS))["metric"].to_list()
    usable = usable.filter(~pl.col("metric").is_in(ratios))
    return gathered([_over_whole(usable, registry), _not_the_sum(usable)])


def _over_whole(claims: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """R4, between claims of one entity and metric whose scopes say that one covers a part of the other."""
    somewhere = pl.any_horizontal([pl.col(f"_{name}").is_not_null() for name in FIELDS])
    scoped = claims.filter(somewhere).with_columns(_months=summed_months(registry).fill_null(-1))
    near = Near(keys=(*QUANTITY, "_months"), days=NEAR_DAYS, most=WITNESSES, among=("scope",))
    pairs = held_against(scoped, scoped, near).filter(same_span("_w"))
    inside, around = _within("", "_w"), _within("_w", "")
    wrong = (inside & exceeds("", "_w")) | (around & exceeds("_w", ""))
    verb = pl.when(inside).then(pl.lit("exceeds its whole")).otherwise(pl.lit("is below its part"))
    text = "{} for {} {}, {} for {} ({})"
    message = pl.format(text, short("value"), _scope(""), verb, short("value_w"), _scope("_w"), source())
    return findings(pairs.filter(wrong), Check.PART_OVER_WHOLE, message)


def _within(part: str, whole: str) -> pl.Expr:
    """Tell whether one scope is a part of the other: in one field or more, and at odds in none."""
    sides = [(pl.col(f"_{name}{part}"), pl.col(f"_{name}{whole}")) for name in FIELDS]
    inner = [_part_of(one, other) for one, other in sides]
    fits = [each | one.eq_missing(other) for each, (one, other) in zip(inner, sides, strict=True)]
    return pl.any_horizontal(inner) & pl.all_horizontal(fits)


def _part_of(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    named_whole = whole.str.contains(WHOLE) & ~part.str.contains(WHOLE)
    mine, its = (text.str.replace_all(JOINTS, "|").str.split("|") for text in (part, whole))
    listed = (mine.list.set_difference(its).list.len() == 0) & (mine.list.len() < its.list.len())
    return (named_whole | listed).fill_null(value=False)


def _scope(suffix: str) -> pl.Expr:
    fields = [pl.col(f"scope{suffix}").struct.field(name) for name in FIELDS]
    return pl.concat_str(fields, separator=", ", ignore_nulls=True)


def _not_the_sum(claims: pl.DataFrame) -> pl.DataFrame:
    """R7, between one origin's two halves of one period and whoever tells the whole of that time."""
    metrics = claims.select(pl.col("metric").unique()).with_columns(
        _half=pl.col("metric").str.replace_all("_", " ").str.extract(_HALF),
        _bare=pl.col("metric").str.replace_all(_FILLERS, "_").str.strip_chars("_"),
    )
    said = pl.coalesce("_half", *(pl.col(f"_{name}").str.extract(_HALF) for name in FIELDS))
    marked = claims.join(metrics, on="metric", how="left").with_columns(_half=said)
    wholes, halves = marked.filter(pl.col("_half").is_null()), marked.filter(pl.col("_half").is_not_null())
    if halves.is_empty():
        return pl.DataFrame(schema=FINDINGS)
    pairs = neighbours(wholes, _sums(halves), Near(keys=("entity", "_bare", "unit"), days=1)).filter(blamed())
    apart = (pl.col("value") - pl.col("value_w")).abs()
    off = apart > half_unit(pl.col("value"), pl.col("digits")) + pl.col("_slack_w")
    text = "{} is not the sum of its parts, {} + {} = {} ({})"
    message = pl.format(text, short("value"), short("_one_w"), short("_other_w"), short("value_w"), source())
    return findings(pairs.filter(off), Check.SUM_OF_PARTS, message)


def _sums(halves: pl.DataFrame) -> pl.DataFrame:
    """Add up the complementary halves that one origin told of one period."""
    keys = ["entity", "_bare", "unit", "start", "end", "_by", "_half"]
    slack = half_unit(pl.col("value"), pl.col("digits"))
    known = halves.sort("_credit", "claim", descending=True).with_columns(
        _slack=slack, _by=pl.coalesce("origin_id", "publisher")
    )
    firsts = known.filter(pl.col("_half").is_in(list(_HALVES.values())))
    seconds = known.filter(pl.col("_half").is_in(list(_HALVES))).with_columns(pl.col("_half").replace(_HALVES))
    first, second = (side.unique(keys, keep="first", maintain_order=True) for side in (firsts, seconds))
    both = first.join(second, on=keys, suffix="_2", nulls_equal=True)
    return both.with_columns(
        pl.col("value") + pl.col("value_2"),
        pl.col("_slack") + pl.col("_slack_2"),
        pl.min_horizontal("_credit", "_credit_2").alias("_credit"),
        _one=pl.col("value"),
        _other=pl.col("value_2"),
    )
