"""``history`` and ``compare``: figures over time, one row a period."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from ..errors import Refused
from ..ledger import Ledger
from ..market import Asked, Market
from ..model import Entity
from ..vocabulary import EntityKind, Status
from .fields import HISTORY, named, ordered
from .said import finely
from .traits import DAYS_IN_MONTH, TRAITS, Trait


def history(market: Market, asked: Asked, *, all_claims: bool = False) -> pl.DataFrame:
    """Return one row a period with the fields of ``fields.HISTORY``, oldest first; with all claims, one row a claim."""
    part = market.reckon(asked)
    return arranged(part.claims if all_claims else part.figures, part, market)


def arranged(rows: pl.DataFrame, part: Ledger, market: Market) -> pl.DataFrame:
    """Give claims or figures the fields of ``fields.HISTORY`` and sort them by time."""
    judged = part.figures.select("claim", "grade", "rivals", "_before", _grade_why="grade_why", _change="change")
    missing = [name for name in ("grade", "rivals") if name in rows.columns]
    frame = rows.drop(*missing, "grade_why", "change", "_before", strict=False).join(
        judged, on="claim", how="left", maintain_order="left"
    )
    screen = ("digits", "origin_seen", "findings", "observation", "claim", "scope", "superseded")
    frame = finely(frame, part.tellings)
    frame = named(frame, market.catalog, market.now.date()).rename({name: f"_{name}" for name in screen})
    when = pl.coalesce("end", "start", "stated_on").alias("_when")
    kinds = {name: metric.kind.value for name, metric in market.catalog.metrics.items()}
    kind = pl.col("metric").replace_strict(kinds, default=None, return_dtype=pl.String).alias("_kind")
    frame = frame.with_columns(when, kind).sort("_when", "stated_on", "value", "_claim", nulls_last=True)
    return ordered(frame, HISTORY)


def compare(market: Market, asked: Asked, *, rebase: date | None = None) -> tuple[pl.DataFrame, list[str]]:
    """Return the histories of the asked entities that may stand in one chart, and what a reader must know of it.

    What may not stand beside the newest figures of the entities, those that ``show`` shows, is left out first.

    Raises:
        Refused: with the reason, when the figures differ in unit or currency, in what they are over their period, or
            in the stated part of the world, platform or plan, or when there is nothing to compare.
    """
    frame = history(market, asked)
    entities = [market.catalog.entities.get(name) or unlisted(name) for name in asked.entities or ()]
    for entity in entities:
        if frame.filter(pl.col("entity") == entity.id).is_empty():
            raise Refused(f"there is no figure of {entity.name} to compare. See: aimarket show --entity {entity.id}")
    notes: list[str] = []
    newest = _newest(frame)
    for trait in TRAITS:
        kept = _agreeing(frame, trait, entities, newest)
        notes += _left_out(frame, kept, trait, newest)
        frame = kept
    notes += _cautions(frame, entities)
    if rebase is not None:
        _has_point_from(frame, entities, rebase)
    return frame, notes


def unlisted(name: str) -> Entity:
    """Stand in for a subject that only its source names."""
    return Entity(id=name, name=name, kind=EntityKind.MODEL)


_SUMMED_MONTHS = (
    pl.when(pl.col("span") == "sum")
    .then((((pl.col("end") - pl.col("start")).dt.total_days() + 1) / DAYS_IN_MONTH).round(0).cast(pl.Int64))
    .cast(pl.String)
)
_STATED = {"unit": pl.col("unit"), "span": pl.col("span").replace("unstated", None), "months": _SUMMED_MONTHS}
"""What figures state of a trait; the others are parts of the scope."""


def _stated(trait: Trait) -> pl.Expr:
    return _STATED.get(trait.field, pl.col("_scope").struct.field(trait.field))


def _newest(frame: pl.DataFrame) -> list[str]:
    """Return the claim of each entity's newest figure: the one that ``show`` shows."""
    ranked = frame.with_columns(_firm=pl.col("status") != Status.FORECAST)
    ranked = ranked.sort("_firm", "_when", "start", "stated_on", "_claim", nulls_last=False)
    return ranked.group_by("entity").agg(pl.col("_claim").last())["_claim"].to_list()


def _agreeing(frame: pl.DataFrame, trait: Trait, entities: list[Entity], newest: list[str]) -> pl.DataFrame:
    """Keep the figures of one value of a trait, and those that do not state it.

    Of the values that all entities have it is the one that keeps the most of the newest figures, then of all.
    """
    told = frame.with_columns(_trait=_stated(trait))
    each = {entity.name: set(told.filter(pl.col("entity") == entity.id)["_trait"].to_list()) for entity in entities}
    stated = set().union(*each.values()) - {None}
    if len(stated) <= 1:
        return frame
    common = [value for value in sorted(stated) if all(value in held or None in held for held in each.values())]
    if common:
        parts = [told.filter((pl.col("_trait") == value).fill_null(value=True)) for value in common]
        return max(parts, key=lambda part: (part["_claim"].is_in(newest).sum(), len(part))).drop("_trait")
    if all(None in held for held in each.values()):
        return told.filter(pl.col("_trait").is_null()).drop("_trait")
    listed = "; ".join(
        f"{name}: {', '.join(sorted(str(value or 'not stated') for value in held))}" for name, held in each.items()
    )
    raise Refused(f"may not be compared, their {trait.many} differ ({listed}): {trait.why}")


def _left_out(frame: pl.DataFrame, kept: pl.DataFrame, trait: Trait, newest: list[str]) -> list[str]:
    """Say what a trait keeps out of the chart, and of each newest figure among it which one it is."""
    out = frame.filter(~pl.col("_claim").is_in(kept["_claim"].implode())).with_columns(_trait=_stated(trait))
    if out.is_empty():
        return []
    others = kept.select(_stated(trait)).to_series().drop_nulls().unique()
    other = f", not {others[0]}" if len(others) else "; the others state none"
    told = [
        f"left out: the newest figure of {row['entity_name']}, {_spoken(row)}, "
        f"{trait.one}: {row['_trait']}{other}: {trait.why}"
        for row in out.filter(pl.col("_claim").is_in(newest)).iter_rows(named=True)
    ]
    values = ", ".join(sorted(map(str, out["_trait"].unique())))
    count = f"{len(out)} figure{'' if len(out) == 1 else 's'}"
    return [*told, f"left out: {count} with other {trait.many} ({values})"]


def _spoken(row: Mapping[str, Any]) -> str:
    number = "a range" if row["value"] is None else f"{row['comparator'].replace('=', '')}{row['value']:,.10g}"
    return f"{number} {row['unit']} ({row['end'] or row['start'] or 'period not stated'})"


def _cautions(frame: pl.DataFrame, entities: list[Entity]) -> list[str]:
    """Say what only some of the entities state, and which methods stand beside each other."""
    cautions = []
    for trait in TRAITS:
        told = frame.with_columns(_trait=_stated(trait))
        each = {entity.name: told.filter(pl.col("entity") == entity.id)["_trait"].drop_nulls() for entity in entities}
        saying = {name: sorted(values.unique().to_list()) for name, values in each.items() if len(values)}
        silent = [name for name in each if name not in saying]
        if saying and silent:
            stated = "; ".join(f"{name}: {', '.join(values)}" for name, values in saying.items())
            cautions.append(f"mind the {trait.many}: {stated}; {', '.join(silent)}: not stated")
    methods = {
        entity.name: sorted(frame.filter(pl.col("entity") == entity.id)["basis"].unique().to_list())
        for entity in entities
    }
    if len({tuple(values) for values in methods.values()}) > 1:
        stated = "; ".join(f"{name}: {', '.join(values)}" for name, values in methods.items())
        cautions.append(f"mind the methods ({stated}): directions compare better than levels")
    return cautions


def _has_point_from(frame: pl.DataFrame, entities: list[Entity], day: date) -> None:
    """Refuse a day on or after which fewer than two have a figure: one line alone compares with nothing."""
    later = frame.filter(pl.col("_when") >= day)["entity"].unique()
    missing = [entity.name for entity in entities if entity.id not in later]
    if len(entities) - len(missing) < 2:  # noqa: PLR2004 two is what a comparison takes
        raise Refused(f"cannot rebase to {day}: no figure on or after that day of {', '.join(missing)}")
