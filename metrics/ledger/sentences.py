"""What is bent, in one plain sentence that names the origin and the date held against the telling."""

from collections.abc import Mapping

import polars as pl

from ..vocabulary import STATUS_WORDS, Basis, Check, Comparator, Distortion, Status
from .checks.finding import day
from .registry import Registry

_SLIP = 0.05
_SIZES = (("T", 1e12), ("B", 1e9), ("M", 1e6))
_COMPARED = {
    Comparator.LESS.value: "less than ", Comparator.AT_MOST.value: "at most ", Comparator.MORE.value: "more than ",
    Comparator.AT_LEAST.value: "at least ", Comparator.ABOUT.value: "about ",
}  # fmt: skip
_LAUNCH, _TOTAL, _UNSURE, _KNOWN = "launch", "total", "unsure", "known"
_ARTICLES = {Status.ESTIMATED: "an ", Status.FORECAST: "a ", Status.LOW_RELIABILITY: "of "}
_FIRMNESS = {str(letter): _ARTICLES.get(letter, "") + words for letter, words in STATUS_WORDS.items()}
_BASES = {
    Basis.PANEL.value: "a panel's estimate", Basis.MODELLED.value: "a model's estimate", Basis.SURVEY.value: "a survey's estimate",
    Basis.FILING.value: "filed", Basis.UNSTATED.value: "an estimate",
}  # fmt: skip
_TEMPLATES = {
    _LAUNCH: "{told} is the launch day; {who}'s figure is for {when}",
    _TOTAL: "the parts in {who}'s own document ({when}) add up to something else than {value}",
    _UNSURE: "{who}'s {what} ({when}) is {firmness}, told here as a fact",
    _KNOWN: "{who}'s {what} ({when}) is {basis}, told here as {known}",
    Distortion.DATE_SHIFT: "{who}'s figure is for {when}, told here for {told}",
    Distortion.YEAR_SHIFT: "{who}'s figure is for {when}, told here for {told}, another year",
    Distortion.STALE_REDATED: "{who}'s {what} is for {when}, told here for {told}, when a higher one was already known",
    Distortion.PERIOD_UNIT: "{who}'s {what} ({when}) is {metric}, told here as {as}",
    Distortion.METRIC_SWAP: "{who}'s {what} ({when}) is {metric}, told here as {as}",
    Distortion.UNIT_SWAP: "{who}'s {what} ({when}) is {metric} in {unit}, told here as {as} in {units}",
    Distortion.BASIS_SWAP: "{who}'s {what} ({when}) is {metric}, told here as {as}",
    Distortion.MAGNITUDE: "{who}'s figure is {what} ({when}), told here as {value}",
    Distortion.CURRENCY: "{who}'s figure is {what} {unit} ({when}), told here as {value} {units}",
    Distortion.ENTITY_SWAP: "{who}'s {what} ({when}) is {of}'s, told here of {here}",
    Distortion.ATTRIBUTION_SWAPPED: "{what} ({when}) is {who}'s figure, told here as {by}'s",
    Distortion.CERTAINTY_RAISED: "{who} said {what} ({when}), told here as {value}",
    Distortion.ARITHMETIC_INVENTED: "{value} is nobody's statement, it is computed from figures such as {who}'s {what} ({when})",
    Distortion.TRANSCRIBED: "{who}'s own document says {what} ({when}), told here as {value}",
}
_OWN_WORDS = {
    Distortion.METRIC_SWAP: "its own words speak of {word}, told here as {as}",
    Distortion.BASIS_SWAP: "its own words speak of {word}, told here as {as}",
    Distortion.ARITHMETIC_INVENTED: "its own words speak of {word}: nobody stated {value}",
    Distortion.ENTITY_SWAP: "{word} is a known misspelling of {here}, or another company",
}


def sentences(bent: pl.DataFrame, said: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Write the findings of bent tellings: ``bent`` holds a, observation, claim, kind and by.

    Returns observation, claim, kind, message, against.
    """
    named = pl.concat([bent["a"], bent["by"]]).unique()
    described = _described(said.filter(pl.col("a").is_in(named.implode())), registry)
    here = bent.join(described, on="a", how="left").join(described, left_on="by", right_on="a", how="left", suffix="_b")
    same_metric = (pl.col("_metric") == pl.col("_metric_b")) & (pl.col("entity") == pl.col("entity_b"))
    launch = (pl.col("kind") == Distortion.DATE_SHIFT) & pl.col("released")
    total = (pl.col("kind") == Distortion.TRANSCRIBED) & (~same_metric | ~_close())
    as_sure = pl.col("_what") == pl.col("_what_b")
    unsure = (pl.col("kind") == Distortion.CERTAINTY_RAISED) & as_sure & pl.col("_firmness_b").is_not_null()
    known = (pl.col("kind") == Distortion.BASIS_SWAP) & same_metric
    how = (
        pl.when(launch).then(pl.lit(_LAUNCH)).when(total).then(pl.lit(_TOTAL))
        .when(unsure).then(pl.lit(_UNSURE)).when(known).then(pl.lit(_KNOWN)).otherwise("kind")
    )  # fmt: skip
    written = _written(here.with_columns(_how=how), _TEMPLATES, _fields())
    return written.select("observation", "claim", "kind", "message", against="observation_b")


def once(found: pl.DataFrame) -> pl.DataFrame:
    """Leave out of findings what another says of the same telling: that a shifted date is the release day."""
    shifted = (pl.col("kind") == Distortion.DATE_SHIFT).any().over("observation")
    return found.filter(~((pl.col("kind") == Check.RELEASE_DAY) & shifted))


def own_words(betrayed: pl.DataFrame, said: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Write the findings of tellings betrayed by their own words: a, observation, claim, kind, word, against."""
    named = betrayed["a"].unique()
    described = _described(said.filter(pl.col("a").is_in(named.implode())), registry)
    here = betrayed.join(described.drop("observation"), on="a", how="left")
    fields = {"word": pl.col("word"), "as": pl.col("_metric"), "value": pl.col("_what"), "here": pl.col("_entity")}
    written = _written(here.with_columns(_how=pl.col("kind")), {str(k): text for k, text in _OWN_WORDS.items()}, fields)
    return written.select("observation", "claim", "kind", "message", "against")


def _fields() -> dict[str, pl.Expr]:
    names = {
        "who": "_who_b",
        "when": "_when_b",
        "told": "_when",
        "what": "_what_b",
        "value": "_what",
        "metric": "_metric_b",
    }
    names |= {"firmness": "_firmness_b", "basis": "_basis_b", "known": "_basis"}
    names |= {"as": "_metric", "unit": "unit_b", "units": "unit", "of": "_entity_b", "here": "_entity", "by": "_who"}
    return {field: pl.col(column) for field, column in names.items()}


def _described(said: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    names = pl.DataFrame(
        {"id": list(registry.names), "_name": list(registry.names.values())},
        schema={"id": pl.String, "_name": pl.String},
    )
    labels = registry.metrics.select(
        "metric", _metric=pl.col("label").str.slice(0, 1).str.to_lowercase() + pl.col("label").str.slice(1)
    )
    return (
        said.select("a", "observation", "entity", "metric", "unit", "value", "comparator", "first", "last", "precision", "origin_id", "origin", "publisher", "itself", "released", "status", "basis")
        .join(names.rename({"id": "origin_id"}), on="origin_id", how="left")
        .join(names.rename({"id": "entity", "_name": "_entity"}), on="entity", how="left")
        .join(labels, on="metric", how="left")
        .select(
            "a", "observation", "entity", "unit", "value", "released",
            _entity=pl.coalesce("_entity", "entity"),
            _metric=pl.coalesce("_metric", "metric"),
            _who=pl.coalesce("_name", pl.when(pl.col("origin_id").is_not_null()).then("origin"), "publisher", pl.lit("an unnamed source")),
            _what=pl.col("comparator").replace_strict(_COMPARED, default="") + _short(),
            _when=day(pl.col("last"), pl.col("precision")),
            _firmness=pl.col("status").replace_strict(_FIRMNESS, default=None, return_dtype=pl.String),
            _basis=pl.col("basis").replace_strict(_BASES, default=pl.col("basis"), return_dtype=pl.String),
        )
    )  # fmt: skip


def _short() -> pl.Expr:
    value = pl.col("value")
    written = value.round(3).cast(pl.String).str.strip_suffix(".0")
    for sign, unit in reversed(_SIZES):
        scaled = (value / unit).round(3).cast(pl.String).str.strip_suffix(".0")
        written = pl.when(value.abs() >= unit).then(scaled + f" {sign}").otherwise(written)
    return written.fill_null("?")


def _close() -> pl.Expr:
    return (pl.col("value") / pl.col("value_b") - 1).abs() <= _SLIP


def _written(rows: pl.DataFrame, templates: Mapping[str, str], fields: dict[str, pl.Expr]) -> pl.DataFrame:
    """Write ``message`` by the template that ``_how`` names, one template at a time."""
    none = rows.clear().with_columns(message=pl.lit(None, pl.String))
    parts = [
        rows.filter(pl.col("_how") == how).rechunk().with_columns(message=_format(templates[how], fields))
        for how in rows["_how"].unique().sort()
        if how in templates
    ]
    return pl.concat(parts or [none])


def _format(template: str, fields: dict[str, pl.Expr]) -> pl.Expr:
    parts = template.replace("}", "{").split("{")
    return pl.concat_str([fields[part] if place % 2 else pl.lit(part) for place, part in enumerate(parts)])
