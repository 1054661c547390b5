"""Which parts of a market can be reckoned on their own, and how their ledgers become one again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from .ledger import Ledger
from .vocabulary import Basis

_BY_HAND = ("import/", "starter/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Observations that can be reckoned on their own: all of some pairs of entity and metric, or, without, all asked.

    With ``namesakes`` those that share a number with theirs belong to it; only ``shared`` numbers have any, if known.
    Of plain series only the newest are in it; ``lines`` (as in ``ledger.plain``) are the whole of them.
    """

    scan: pl.LazyFrame
    pairs: pl.DataFrame | None = None
    namesakes: bool = False
    shared: pl.DataFrame | None = None
    lines: pl.DataFrame | None = None


def batches(sizes: pl.DataFrame, family: Callable[[str], str], most: int) -> Iterator[tuple[pl.DataFrame, bool]]:
    """Cut a large market, family by family: what is told of first, then measurements metric by metric.

    ``sizes`` has entity, metric, told and len. Yields pairs of entity and metric with about ``most`` observations, and
    whether anything is told of them.
    """
    pairs = sizes.group_by("entity", "metric").agg(pl.col("told").any(), pl.col("len").sum())
    families = {entity: family(entity) for entity in pairs["entity"].unique().to_list()}
    named = pl.col("entity").replace_strict(families, return_dtype=pl.String)
    keyed = pairs.with_columns(_family=named, _metric=pl.when(~pl.col("told")).then("metric"))
    for (told,), kind in keyed.sort("told", descending=True).group_by("told", maintain_order=True):
        whole = kind.group_by("_metric", "_family").agg(pl.col("len").sum(), pl.col("entity").min())
        placed = whole.sort("_metric", "entity", "_family").with_columns(_batch=(pl.col("len").cum_sum() - 1) // most)
        keys = placed.select("_metric", "_family", "_batch")
        batched = kind.join(keys, on=["_metric", "_family"], nulls_equal=True)
        for batch in batched.sort("_batch", "metric", "entity").partition_by("_batch", maintain_order=True):
            yield batch.select("entity", "metric"), bool(told)


def cut(pairs: pl.DataFrame, most: int) -> list[pl.DataFrame]:
    """Cut pairs of entity and metric into batches of about ``most`` observations (len), in the order of the files."""
    batched = pairs.sort("metric", "entity").with_columns(_batch=(pl.col("len").cum_sum() - 1) // most)
    return batched.partition_by("_batch", maintain_order=True, include_key=False)


def joined(parts: Sequence[Ledger]) -> Ledger:
    """Lay the ledgers of several parts of a market into one; what two parts had to know of is in it once."""
    if len(parts) == 1:
        return parts[0]
    claims = pl.concat([part.claims for part in parts]).sort("tellings", descending=True, maintain_order=True)
    return Ledger(
        tellings=pl.concat([part.tellings for part in parts]).unique("observation", keep="first", maintain_order=True),
        claims=claims.unique("claim", keep="first", maintain_order=True),
        figures=pl.concat([part.figures for part in parts]),
        findings=pl.concat([part.findings for part in parts]).unique(maintain_order=True),
    )


def is_told() -> pl.Expr:
    """Tell what somebody tells from what a collector counted; a person's file may tell of a measurement too."""
    counted = pl.col("basis").is_in([Basis.MEASURED.value, Basis.FILING.value])
    return ~counted | pl.any_horizontal(pl.col("method").str.starts_with(reader) for reader in _BY_HAND)


def among(pairs: pl.DataFrame) -> list[pl.Expr]:
    """Keep the rows of the same entities and the same metrics: skips the files, and parts of files, without them."""
    return [pl.col(name).is_in(pairs[name].unique().implode()) for name in pairs.columns]


def of(lazy: pl.LazyFrame, pairs: pl.DataFrame) -> pl.LazyFrame:
    """Keep the rows of some pairs of entity and metric."""
    return lazy.filter(among(pairs)).join(pairs.lazy(), on=pairs.columns, how="semi")


def narrowed(
    whole: Ledger, metrics: Sequence[str] | None, entities: Sequence[str] | None, pairs: pl.DataFrame | None
) -> Ledger:
    """Keep what was asked for, now that it has been compared with the rest; ``None`` means everything.

    A bent telling hangs on the claim that it bends, which may be another entity's or metric's: that claim stays too,
    but its figure does not.
    """
    if metrics is None and entities is None and pairs is None:
        return whole
    keep = pl.lit(value=True)
    if metrics is not None:
        keep = keep & pl.col("metric").is_in(metrics)
    if entities is not None:
        keep = keep & pl.col("entity").is_in(entities)

    def mine(rows: pl.DataFrame) -> pl.DataFrame:
        kept = rows.filter(keep)
        return kept if pairs is None else kept.join(pairs, on=["entity", "metric"], how="semi", maintain_order="left")

    figures, claims = mine(whole.figures), mine(whole.claims)
    bent = mine(whole.tellings).select("claim")
    claims = whole.claims.filter(pl.col("claim").is_in(pl.concat([claims.select("claim"), bent])["claim"].implode()))
    tellings = whole.tellings.filter(pl.col("claim").is_in(claims["claim"].implode()))
    findings = whole.findings.filter(pl.col("observation").is_in(tellings["observation"].implode()))
    return Ledger(tellings=tellings, claims=claims, figures=figures, findings=findings)
