"""R8 and R16: values some fifty times off their own series, and a panel's level that shifts at once and stays."""

import polars as pl

from ...vocabulary import Basis, Check, MetricKind, Span
from ..neighbours import Near
from ..overlap import QUANTITY
from ..registry import Registry
from ..scope import same_part
from ..series import alike, summed_months
from .finding import findings, gathered, short, source
from .standing import WITNESSES, credible, held_against

_TIMES = 50.0
_REACH_DAYS = 183
_SHIFT = 1.6
_STEADY = 1.15
_NEXT_DAYS = 100
_ESTIMATES = [Basis.PANEL.value, Basis.MODELLED.value]


def jumps(tellings: pl.DataFrame, claims: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Find claims fifty times above or below the most credible ones within half a year, and breaks in level."""
    del tellings
    usable = credible(claims, registry).filter(pl.col("value") > 0)
    return gathered([_magnitudes(usable, registry), _breaks(usable, registry)])


def _magnitudes(claims: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """R8. What accumulates may grow fifty-fold in half a year, but not shrink so; a tie is lost by the smaller value."""
    cumulative = registry.metrics.filter(pl.col("kind") == MetricKind.CUMULATIVE)["metric"].to_list()
    total = pl.col("span") == Span.CUMULATIVE
    sort = pl.when(total).then(-1).otherwise(summed_months(registry).fill_null(-2))
    keys = (*QUANTITY, "_sort")
    rows = claims.with_columns(_sort=sort, _grows=total | pl.col("metric").is_in(cumulative))
    rows = rows.with_columns(_key=pl.struct(keys).hash())
    wide = rows.filter(pl.col("value").max().over("_key") >= _TIMES * pl.col("value").min().over("_key"))
    above, below = (pl.col(a) >= _TIMES * pl.col(b) for a, b in (("value", "value_w"), ("value_w", "value")))
    since, before = pl.col("_to") >= pl.col("_to_w"), pl.col("_to") <= pl.col("_to_w")
    grown = pl.col("_grows") & ((above & since) | (below & before))
    times = (pl.max_horizontal("value", "value_w") / pl.min_horizontal("value", "value_w")).round(0)
    way = pl.when(above).then(pl.lit("above")).otherwise(pl.lit("below"))
    text = "{} is {} times {} {} ({})"
    message = pl.format(text, short("value"), times.cast(pl.Int64, strict=False), way, short("value_w"), source())
    near = Near(keys=keys, days=_REACH_DAYS, most=WITNESSES, suspect=(above | below) & ~grown)
    pairs = held_against(wide, wide, near, early=False).filter(same_part("_w"))
    return findings(pairs, Check.JUMP, message)


def _breaks(claims: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """R16: in a panel's series, one step of more than 1.6 between stretches that hardly move."""
    panel = claims.filter(pl.col("basis").is_in(_ESTIMATES) & ~pl.col("origin_seen"))
    ordered = panel.with_columns(_series=alike(registry)).sort("_series", "_to", "claim")
    soon = (pl.col("_to") - pl.col("_to").shift(1)).dt.total_days().is_between(1, _NEXT_DAYS)
    ratio = pl.col("value") / pl.col("value").shift(1)
    step = pl.when((pl.col("_series") == pl.col("_series").shift(1)) & soon).then(pl.max_horizontal(ratio, 1 / ratio))
    before = {
        f"{name}_w": pl.col(name).shift(1)
        for name in ("value", "observation", "origin", "publisher", "end", "precision", "stated_on")
    }
    stepped = ordered.with_columns(_step=step, **before)
    steady = [
        (pl.col("_step").shift(n) <= _STEADY) & (pl.col("_series") == pl.col("_series").shift(n)) for n in (1, -1)
    ]
    broken = stepped.filter((pl.col("_step") >= _SHIFT) & steady[0] & steady[1])
    text = "the series steps from {} ({}) to {} between steady stretches: a break in method?"
    return findings(broken, Check.BREAK, pl.format(text, short("value_w"), source(), short("value")))
