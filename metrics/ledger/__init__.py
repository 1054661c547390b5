"""Observations → tellings → claims → figures, and what is bent about them: pure functions over frames."""

from dataclasses import dataclass

import polars as pl

from ..catalog import Catalog
from . import checks, figures
from .distortions import compare
from .registry import registry_of
from .series import identify
from .tellings import OF_DOCUMENTS, prepare

__all__ = ["OF_DOCUMENTS", "Ledger", "reckon"]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the observations come to: four frames, computed and never stored.

    ``tellings``: one row an observation, with its claim, role, distortions and findings. ``claims``: one row a claim.
    ``figures``: the claim chosen for an entity, metric and period. ``findings``: observation, claim, kind, message,
    against.
    """

    tellings: pl.DataFrame
    claims: pl.DataFrame
    figures: pl.DataFrame
    findings: pl.DataFrame


def reckon(observations: pl.DataFrame, documents: pl.DataFrame, rulings: pl.DataFrame, catalog: Catalog) -> Ledger:
    """Compute the ledger of these observations, documents and rulings; the order of their rows does not matter.

    Of the documents only the columns :data:`OF_DOCUMENTS` are read.
    """
    registry = registry_of(catalog)
    tellings, claims, bent = compare(prepare(observations, documents, rulings, registry), registry)
    found = checks.run(tellings, claims, registry)
    findings = pl.concat([bent, found])
    tellings = _with_kinds(tellings, findings, "observation")
    questions = found.join(claims.select("observation"), on="observation", how="semi")
    claims = identify(_with_kinds(claims, questions, "claim"), registry)
    return Ledger(tellings, claims, figures.choose(claims, registry), findings)


def _with_kinds(rows: pl.DataFrame, findings: pl.DataFrame, key: str) -> pl.DataFrame:
    """Add ``findings``: the kinds found against each row, sorted; an empty list if none."""
    kinds = findings.select(key, "kind").unique().sort("kind").group_by(key).agg(findings=pl.col("kind").sort())
    none = pl.lit([], dtype=pl.List(pl.String))
    return rows.join(kinds, on=key, how="left", maintain_order="left").with_columns(pl.col("findings").fill_null(none))
