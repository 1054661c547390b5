"""``history`` and ``compare``: figures over time, one row a period."""

from datetime import date

import polars as pl

from ..errors import Refused
from ..ledger import Ledger
from ..market import Asked, Market
from ..model import Entity
from ..vocabulary import EntityKind
from .fields import HISTORY, named, ordered


def history(market: Market, asked: Asked, *, all_claims: bool = False) -> pl.DataFrame:
    """Return one row a period with the fields of ``fields.HISTORY``, oldest first; with all claims, one row a claim."""
    part = market.reckon(asked)
    return arranged(part.claims if all_claims else part.figures, part, market)


def arranged(rows: pl.DataFrame, part: Ledger, market: Market) -> pl.DataFrame:
    """Give claims or figures the fields of ``fields.HISTORY`` and sort them by time."""
    judged = part.figures.select("claim", "grade", "rivals", _grade_why="grade_why", _change="change")
    missing = [name for name in ("grade", "rivals") if name in rows.columns]
    frame = rows.drop(*missing, "grade_why", "change", strict=False).join(
        judged, on="claim", how="left", maintain_order="left"
    )
    screen = ("digits", "origin_seen", "findings", "observation", "claim", "scope")
    frame = named(frame, market.catalog, market.now.date()).rename({name: f"_{name}" for name in screen})
    when = pl.coalesce("end", "start", "stated_on").alias("_when")
    frame = frame.with_columns(when).sort("_when", "stated_on", "value", "_claim", nulls_last=True)
    return ordered(frame, HISTORY)


def compare(market: Market, asked: Asked, *, rebase: date | None = None) -> pl.DataFrame:
    """Return the histories of the asked entities, after making sure that they may stand in one chart.

    Raises:
        Refused: with the reason, when the figures differ in unit or currency, in what they are over their period, or
            in the stated part of the world, platform or plan, or when there is nothing to compare.
    """
    frame = history(market, asked)
    entities = [market.catalog.entities.get(name) or unlisted(name) for name in asked.entities or ()]
    for entity in entities:
        if frame.filter(pl.col("entity") == entity.id).is_empty():
            raise Refused(f"there is no figure of {entity.name} to compare. See: aimarket show --entity {entity.id}")
    _same(frame, "unit", "units", "a sum in one currency says nothing beside one in another")
    frame = _common(frame, entities)
    if rebase is not None:
        _has_point_from(frame, entities, rebase)
    return frame


def unlisted(name: str) -> Entity:
    """Stand in for a subject that only its source names."""
    return Entity(id=name, name=name, kind=EntityKind.MODEL)


def _same(frame: pl.DataFrame, column: str, what: str, why: str) -> None:
    kinds = frame.group_by("entity_name", maintain_order=True).agg(pl.col(column).unique().sort())
    shared = set.intersection(*(set(values) for values in kinds[column].to_list()))
    if not shared:
        each = "; ".join(f"{name}: {', '.join(map(str, values))}" for name, values in kinds.iter_rows())
        raise Refused(f"may not be compared, their {what} differ ({each}): {why}")


_PARTS = ("span", "geo", "platform", "plan")
_WORDS = {
    "span": ("what they are over their period", "a mean, a peak and a point are three different things"),
    "geo": ("places", "one country is not another, nor the world"),
    "platform": ("platforms", "an app's users are not a site's"),
    "plan": ("plans", "a part is not the whole"),
}


def _common(frame: pl.DataFrame, entities: list[Entity]) -> pl.DataFrame:
    """Keep of each entity what agrees with the others, unstated agreeing with all; refuse if nothing is left."""
    frame = frame.with_columns(
        pl.col("_scope").struct.field("geo", "platform", "plan"),
        span=pl.col("span").replace("unstated", None),
    )
    for part in _PARTS:
        stated = [set(frame.filter(pl.col("entity") == e.id)[part].to_list()) for e in entities]
        allowed = set.intersection(*(values | ({None} if None in values else set()) for values in stated))
        open_sides = [None in values for values in stated]
        if not allowed and not any(open_sides):
            what, why = _WORDS[part]
            each = "; ".join(
                f"{e.name}: {', '.join(sorted(str(v) for v in values))}"
                for e, values in zip(entities, stated, strict=True)
            )
            raise Refused(f"may not be compared, their {what} differ ({each}): {why}")
        if allowed - {None} and not any(open_sides):
            frame = frame.filter(pl.col(part).is_in(sorted(v for v in allowed if v)) | pl.col(part).is_null())
    return frame.with_columns(pl.col("span").fill_null("unstated")).drop("geo", "platform", "plan")


def _has_point_from(frame: pl.DataFrame, entities: list[Entity], day: date) -> None:
    for entity in entities:
        days = frame.filter(pl.col("entity") == entity.id, pl.col("_when").is_not_null())["_when"]
        if days.is_empty() or days.max() < day:  # type: ignore[operator]  # polars types a maximum as anything
            raise Refused(f"cannot rebase to {day}: {entity.name} has no figure on or after that day")
