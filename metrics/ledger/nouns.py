"""What the words beside a number count, where one metric is read of two things: repositories told, or models."""

import polars as pl

from ..vocabulary import Distortion

_AMBIGUOUS = "model_repositories"
_REPOSITORIES = (
    "repositor", "repos", "dépôt", "référentiel", "depósito", "リポジトリ", "저장소", "리포지토리", "레포", "代码库", "代碼庫", "程式碼庫",
    "仓库", "倉庫", "儲存庫",
)  # fmt: skip
_MODELS = (
    "model", "modèle", "modell", "modelo", "モデル", "모델", "模型", "version", "versión", "versão",
)  # fmt: skip
_FAR = 10_000


def cleared(rows: pl.DataFrame) -> pl.DataFrame:
    """Take back that models are told for repositories where the noun nearest to the number is repositories.

    ``rows`` are tellings with ``bent`` and distortions.
    """
    swap = [Distortion.METRIC_SWAP.value]
    suspect = (pl.col("metric") == _AMBIGUOUS) & pl.col("bent").list.contains(Distortion.METRIC_SWAP)
    if not rows.select(suspect.any()).item():
        return rows
    honest = (suspect & (_distance(_REPOSITORIES) < _distance(_MODELS))).fill_null(value=False)
    left = pl.col("bent").list.set_difference(swap)
    return rows.with_columns(
        bent=pl.when(honest).then(pl.when(left.list.len() > 0).then(left)).otherwise("bent"),
        distortions=pl.when(honest).then(pl.col("distortions").list.set_difference(swap)).otherwise("distortions"),
    )


def _distance(nouns: tuple[str, ...]) -> pl.Expr:
    """Count the characters between the number and the nearest of some nouns in its sentence, whichever side it is on."""
    either = "|".join(nouns)
    parts = pl.col("quote").str.splitn(pl.col("as_written"), 2)
    before, after = (parts.struct.field(name).str.to_lowercase() for name in ("field_0", "field_1"))
    ahead = after.str.extract(rf"^(.*?)(?:{either})", 1).str.len_chars()
    behind = before.str.extract(rf"^.*(?:{either})(.*)$", 1).str.len_chars()
    return pl.min_horizontal(ahead, behind).fill_null(_FAR)
