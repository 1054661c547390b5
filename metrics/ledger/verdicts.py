"""From joins and accusations to verdicts: which claim each assertion belongs to, and what is bent about it.

An accusation stands only if the one it is held against is not itself bent, and if no better founded telling of an
undisturbed claim says the same as the accused.
"""

import polars as pl

_DEPTH = 24


def decide(count: int, kinships: pl.DataFrame, accusations: pl.DataFrame) -> pl.DataFrame:
    """Give one row an assertion: ``a``, ``root`` (the assertion that heads its claim), ``bent``, ``by``.

    ``kinships`` holds a, parent, cost, exact; ``accusations`` holds a, by, kind. ``bent`` lists the kinds of what is bent, sorted,
    null if nothing; ``by`` is the assertion it is held against.
    """
    frame = pl.DataFrame({"a": pl.int_range(count, dtype=pl.UInt32, eager=True)})
    roots = _roots(frame.join(_parents(kinships, accusations["a"].unique()), on="a", how="left", maintain_order="left"))
    standing = _standing(accusations, roots)
    chosen = _chosen(standing)
    told = frame.join(chosen, on="a", how="left", maintain_order="left").with_columns(_root=roots)
    inherited = told.select(_root="a", _bent="bent", _by="by")
    told = told.join(inherited, on="_root", how="left", maintain_order="left").with_columns(
        bent=pl.coalesce("bent", "_bent"), by=pl.coalesce("by", "_by")
    )
    head = pl.when(pl.col("by").is_not_null()).then(roots.gather(told["by"].fill_null(0))).otherwise(pl.col("_root"))
    return told.with_columns(root=head).select("a", "root", "bent", "by")


def _parents(kinships: pl.DataFrame, accused: pl.Series) -> pl.DataFrame:
    """Choose the nearest other of each; one that is accused only to repeat its very number, and if there is none beside."""
    known = kinships.with_columns(_accused=pl.col("parent").is_in(accused.implode()))
    ranked = known.filter(pl.col("exact") | ~pl.col("_accused")).sort("_accused", "cost", "parent")
    return ranked.unique("a", keep="first").select("a", "parent")


def _roots(frame: pl.DataFrame) -> pl.Series:
    """Follow parents to the top; a parent always stands before its child, so there is one."""
    up = frame.select(pl.coalesce("parent", "a"))["parent"]
    for _ in range(_DEPTH):
        higher = up.gather(up)
        if (higher == up).all():
            break
        up = higher
    return up


def _standing(accusations: pl.DataFrame, roots: pl.Series) -> pl.DataFrame:
    """Drop accusations by the accused, within one claim's own line, and against what an undisturbed claim supports."""
    accused = accusations["a"].unique()
    held = accusations.with_columns(
        _root=roots.gather(accusations["a"]), _root_by=roots.gather(accusations["by"])
    ).filter(~pl.col("by").is_in(accused.implode()), ~pl.col("_root_by").is_in(accused.implode()))
    supported = (
        (pl.col("_root") != pl.col("a"))
        & (pl.col("_root") != pl.col("_root_by"))
        & ~pl.col("_root").is_in(accused.implode())
    )
    return held.filter(~supported)


def _chosen(standing: pl.DataFrame) -> pl.DataFrame:
    """Keep, of each accused, what the best founded accuser's claim holds against it."""
    best = pl.col("_root_by") == pl.col("_root_by").min().over("a")
    kept = standing.filter(best).sort("by", "kind")
    return kept.group_by("a", maintain_order=True).agg(
        pl.col("kind").unique(maintain_order=True).sort().alias("bent"), pl.col("by").first()
    )
