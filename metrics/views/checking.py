"""``check``: the figures of an article as ``read`` gives them, each with what the ledger says against it."""

import re
from bisect import bisect_right
from collections.abc import Sequence

import polars as pl

from ..articles.reading import Read
from ..catalog import Catalog
from ..ledger import Ledger
from ..ledger.checks.finding import day, short
from ..ledger.losses import losses
from ..ledger.registry import registry_of
from ..ledger.sentences import once
from ..vocabulary import MILD, Comparator, Distortion, Rank, Role
from .reading import READ

FINDING = pl.Struct({"kind": pl.String(), "message": pl.String(), "against": pl.String()})
"""What is said against a figure: the kind, a sentence, the observation it is held against."""

CHECK = pl.Schema({**READ, "findings": pl.List(FINDING)})
"""The fields of ``check``, in order."""

STANDINGS = ("bent", "mild", "doubtful", "matches", "new")
"""How a figure may stand: bent; true, with some detail lost; questioned by a check; as somebody tells it; not known."""

_SCREEN = {
    "_metric_label": pl.String(), "_line": pl.Int64(), "_column": pl.Int64(), "_standing": pl.String(),
    "_known": pl.String(), "_observation": pl.String(), "_lost": pl.List(FINDING),
}  # fmt: skip
_SEVERE = [kind.value for kind in Distortion if kind not in MILD]
_MILD = [kind.value for kind in MILD]
_OF_KNOWN = ("observation", "origin", "publisher", "value", "comparator", "start", "end", "precision", "stated_on")


def empty() -> pl.DataFrame:
    """Return the view of no figures."""
    return pl.DataFrame(schema={**CHECK, **_SCREEN})


def check(rows: pl.DataFrame, observations: pl.Series, part: Ledger, catalog: Catalog) -> pl.DataFrame:
    """Add to figures, given as ``read`` does with ``_line`` and ``_column``, what the ledger that knows them found.

    What is bent supports nothing, so that its findings leave out what detail it lost beside: for the screen that is in
    ``_lost``. There each row also has ``_standing`` (of :data:`STANDINGS`) and ``_known``: who else tells it, or, of
    what nobody tells, what is known of the nearest time.
    """
    rows = rows.with_columns(_observation=observations)
    mine = part.tellings.filter(pl.col("observation").is_in(observations.implode()))
    lost = _lost_throughout(losses(mine, part.claims, registry_of(catalog)), mine)
    bent = pl.col("observation").is_in(mine.filter(role=Role.DISTORTED)["observation"].implode())
    found = _found(mine, part, lost.filter(~bent))
    beside = _gathered(lost.filter(bent)).rename({"findings": "_lost"})
    known = pl.concat([_told(mine, part), _nearest(mine, part)]).unique(
        "observation", keep="first", maintain_order=True
    )
    known = known.rename({"observation": "_observation"})
    rows = rows.join(found, on="_observation", how="left", maintain_order="left")
    rows = rows.join(known, on="_observation", how="left", maintain_order="left")
    rows = rows.join(beside, on="_observation", how="left", maintain_order="left")
    rows = rows.with_columns(pl.col("findings", "_lost").fill_null(pl.lit([], dtype=pl.List(FINDING))))
    return rows.with_columns(_standing=_standing()).select(*CHECK, *_SCREEN)


def is_bent() -> pl.Expr:
    """Tell whether a finding of a row is one of the distortions, mild ones too."""
    return _kinds().list.set_intersection(_SEVERE + _MILD).list.len() > 0


def _kinds() -> pl.Expr:
    return pl.col("findings").list.eval(pl.element().struct.field("kind"))


def _standing() -> pl.Expr:
    kinds = _kinds()
    bent, mild, doubtful, matches, new = (pl.lit(standing) for standing in STANDINGS)
    return (
        pl.when(kinds.list.set_intersection(_SEVERE).list.len() > 0).then(bent)
        .when(kinds.list.set_difference(_MILD).list.len() > 0).then(doubtful)
        .when(kinds.list.len() > 0).then(mild)
        .when("_matches").then(matches)
        .otherwise(new)
    )  # fmt: skip


def _found(mine: pl.DataFrame, part: Ledger, lost: pl.DataFrame) -> pl.DataFrame:
    """Gather the findings of each observation: what is bent, what a check asks, what was lost."""
    against = part.findings.filter(pl.col("observation").is_in(mine["observation"].implode()))
    every = pl.concat([against, lost]).unique(["observation", "kind"], keep="first", maintain_order=True)
    weight = pl.when(pl.col("kind").is_in(_SEVERE)).then(0).when(pl.col("kind").is_in(_MILD)).then(2).otherwise(1)
    return _gathered(_attested(_told_once(every, mine), part).sort("observation", weight, "kind"))


def _gathered(found: pl.DataFrame) -> pl.DataFrame:
    """Put the findings of each observation into one list, in their order."""
    findings = pl.struct("kind", "message", "against").cast(FINDING)
    return found.group_by(_observation="observation", maintain_order=True).agg(findings=findings)


def _lost_throughout(lost: pl.DataFrame, mine: pl.DataFrame) -> pl.DataFrame:
    """Keep what no other sentence of the article makes good: a headline may round what the text tells exactly."""
    straight = mine.filter(pl.col("role") != Role.DISTORTED).select("claim", _lost="distortions")
    pairs = lost.join(straight, on="claim", how="left")
    repaired = pairs.filter(~pl.col("_lost").list.contains(pl.col("kind"))).select("claim", "kind").unique()
    return lost.join(repaired, on=["claim", "kind"], how="anti", maintain_order="left")


def _told_once(found: pl.DataFrame, mine: pl.DataFrame) -> pl.DataFrame:
    """Leave out what another finding says: the release day beside the shifted date, and one wrong day told again.

    A figure that is bent otherwise and shares its day with one whose day is wrong has it from there.
    """
    dated = once(found).join(
        mine.select("observation", "start", "end"), on="observation", how="left", maintain_order="left"
    )
    shifted = pl.col("kind") == Distortion.DATE_SHIFT
    severe = pl.col("kind").is_in(_SEVERE)
    elsewhere = (shifted & (severe.sum().over("observation") == 1)).any().over("start", "end")
    shared = shifted & (severe.sum().over("observation") > 1) & elsewhere
    return dated.filter(~shared).select(found.columns)


def _attested(found: pl.DataFrame, part: Ledger) -> pl.DataFrame:
    """Name whom a finding is held against, and of when that is, where its sentence does not."""
    named = part.claims.select("claim", _origin="origin")
    held = part.tellings.join(named, on="claim", how="left").select(
        pl.col("observation").alias("against"), _who=pl.coalesce("_origin", "publisher"),
        _when=day(pl.coalesce("end", "start", "stated_on"), pl.col("precision")),
    )  # fmt: skip
    known = found.join(held, on="against", how="left", maintain_order="left")
    silent = ~pl.col("message").str.contains(pl.col("_who"), literal=True)
    added = pl.format("{}; held against {}, {}", "message", "_who", "_when")
    return known.with_columns(message=pl.when(silent).then(added).otherwise("message")).select(found.columns)


def _told(mine: pl.DataFrame, part: Ledger) -> pl.DataFrame:
    """Say of observations that others tell who tells them, the best founded."""
    straight = (pl.col("role") != Role.DISTORTED) & (pl.col("rank") != Rank.DEPRECATED) & ~pl.col("superseded")
    others = part.tellings.filter(straight & ~pl.col("observation").is_in(mine["observation"].implode()))
    best = others.unique("claim", keep="first", maintain_order=True).select(
        "claim", *(pl.col(n).alias(f"_{n}") for n in _OF_KNOWN)
    )
    return _said(mine.join(best, on="claim"), matches=True)


def _nearest(mine: pl.DataFrame, part: Ledger) -> pl.DataFrame:
    """Say of observations what is known of the same entity and metric at the nearest time."""
    usable = (pl.col("tellings") > pl.col("distorted")) & (pl.col("rank") != Rank.DEPRECATED)
    others = part.claims.filter(usable & ~pl.col("observation").is_in(mine["observation"].implode()))
    named = others.select("entity", "metric", *(pl.col(name).alias(f"_{name}") for name in _OF_KNOWN))
    times = [pl.coalesce(f"{prefix}end", f"{prefix}start", f"{prefix}stated_on") for prefix in ("", "_")]
    pairs = mine.join(named, on=["entity", "metric"])
    nearest = pairs.sort((times[0] - times[1]).dt.total_days().abs(), "_observation", nulls_last=True)
    return _said(nearest.unique("observation", keep="first", maintain_order=True), matches=False)


def _said(rows: pl.DataFrame, *, matches: bool) -> pl.DataFrame:
    """Write what is known: ``>30 M, QuestMobile, 3 Feb 2025``."""
    who = pl.coalesce("_origin", "_publisher", pl.lit("an unnamed source"))
    sign = pl.when(pl.col("_comparator") != Comparator.EQUAL).then("_comparator").otherwise(pl.lit(""))
    when = day(pl.coalesce("_end", "_start"), pl.col("_precision"))
    told = pl.format("{}{}, {}, {}", sign, short("_value"), who, when)
    return rows.rechunk().select("observation", _known=told, _matches=pl.lit(matches))


def located(text: str, figures: Sequence[Read]) -> tuple[list[int], list[int]]:
    """Say in which line and column of a text the numbers of its figures stand, both counted from one."""
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    lines, columns = [], []
    for each in figures:
        place = _place(text, each)
        line = bisect_right(starts, place)
        lines.append(line)
        columns.append(place - starts[line - 1] + 1)
    return lines, columns


def _place(text: str, each: Read) -> int:
    """Find the number in its sentence: the first that is not the tail of a longer one."""
    told = each.observation
    start, end, number = told.quote_start or 0, told.quote_end or 0, told.as_written or ""
    found = re.compile(rf"(?<![\d.,]){re.escape(number)}").search(text, start, end)
    return found.start() if found else max(start, text.find(number, start, end))
