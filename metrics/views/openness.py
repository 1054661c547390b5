"""Open or closed: how the figures of each metric divide by openness, owner or country, now and over time.

What may be summed over entities is divided by its sums; of anything else (one person uses several chatbots) only the
entities themselves are counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

import polars as pl

from ..ledger.plain import Bounds
from ..market import Asked, Market
from ..model import Metric
from ..vocabulary import Openness, Span, Status
from .makers import UNKNOWN, Makers
from .traits import DAYS_IN_MONTH

DEFINITIONS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "source": frozenset({str(Openness.OPEN_SOURCE)}),
        "permissive": frozenset({str(Openness.OPEN_SOURCE), str(Openness.OPEN_PERMISSIVE)}),
        "restricted": frozenset({str(each) for each in Openness} - {str(Openness.API_ONLY)}),
    }
)
"""What counts as open: open source alone; weights under a permissive licence too; weights with restrictions too."""

GROUPINGS = ("openness", "level", "owner", "country")
OPEN, CLOSED = "open", "closed"

OPENNESS = pl.Schema(
    {
        "metric": pl.String(), "group": pl.String(), "at": pl.Date(), "measure": pl.String(), "entities": pl.Int64(),
        "value": pl.Float64(), "unit": pl.String(), "share": pl.Float64(), "open": pl.Float64(), "change": pl.Float64(),
        "series": pl.List(pl.Float64()), "left_out": pl.Int64(), "names": pl.List(pl.String()),
        "_times": pl.List(pl.Date()), "_stands_days": pl.Int64(),
    }
)  # fmt: skip
"""The fields of ``openness``, in order, then those of the screen that are not the catalog's."""

_MOST_POINTS, _MOST_MEMBERS = 24, 200
_QUARTER_DAYS = 92
_YEAR = timedelta(days=365)
_ADDED = ("unit", "span", "_part", "_months")
_TOLD = ("entity", "metric", "value", "comparator", "unit", "digits", "start", "end", "precision", "span")
_KIND = ("entity", "metric", *_ADDED)
_MEMBER = ("entity", "value", "comparator", "unit", "digits", "start", "end", "precision")


@dataclass(frozen=True, slots=True)
class Division:
    """By what figures are divided (of :data:`GROUPINGS`), and what counts as open (of :data:`DEFINITIONS`)."""

    by: str = "openness"
    definition: str = "permissive"


def openness(market: Market, asked: Asked, division: Division) -> pl.DataFrame:
    """Return one row a metric and group, with the fields of :data:`OPENNESS`, the largest of each metric first.

    A group that has nothing any more is listed too. A figure stands for its entity until its metric calls it stale, a quarter at the least; forecasts do not count. All is
    told of ``at``, today or else the last day on which any figure of the metric stood. ``share`` is of ``value``, the sum
    (``measure``: sum), or else of the number of entities (``measure``: entities); ``open`` is the open part of what has a
    record in the group, by the same measure. ``series`` has the shares at the ends of quarters (``_times``), ``change``
    the share less that of a year before (0.02 = 2 percentage points). ``left_out`` counts entities whose figure cannot
    be added to the others: another unit, span, length or part. For the screen there are also ``_metric_label``,
    ``_stands_days`` and ``_members``, the largest entities of the group: a list of structs.
    """
    today = asked.published or market.now.date()
    told = _figures(market, asked, today)
    makers = Makers(market.catalog, told["entity"].unique().to_list())
    rows = []
    for metric in market.catalog.metrics.values():
        own = told.filter(pl.col("metric") == metric.id)
        if own.height:
            rows.extend(_of_metric(metric, own, makers, today, division))
    if not rows:
        return pl.DataFrame(schema={**OPENNESS, "_metric_label": pl.String(), "_members": pl.List(pl.Null)})
    return pl.DataFrame(rows, schema_overrides=OPENNESS, infer_schema_length=None)


def _figures(market: Market, asked: Asked, today: date) -> pl.DataFrame:
    """Gather what counts of the figures: the last of each entity, metric and kind in every quarter, sorted by time.

    Added are ``_when``, ``_part`` (the scope, null where none is said) and ``_months``, over how many a sum is.
    """
    parts = []
    for ledger, lines in market.newest(asked, Bounds()):
        rows = _counting(ledger.figures)
        if lines is not None:
            rows = pl.concat([_before(lines, rows), rows])
        rows = rows.filter(pl.col("_when") <= today).sort("_when", "stated_on", nulls_last=False)
        parts.append(rows.unique([*_KIND, "_quarter"], keep="last", maintain_order=True))
    return pl.concat(parts).sort("_when", "stated_on", nulls_last=False)


def _counting(figures: pl.DataFrame) -> pl.DataFrame:
    actual = (pl.col("status") != Status.FORECAST) & pl.col("value").is_not_null()
    days = (pl.col("end") - pl.col("start")).dt.total_days() + 1
    months = pl.when(pl.col("span") == Span.SUM).then((days / DAYS_IN_MONTH).round(0).cast(pl.Int64))
    part = pl.concat_str([pl.col("scope").struct.field(name) for name in ("geo", "platform", "plan")], separator=" ",
                         ignore_nulls=True)  # fmt: skip
    rows = figures.filter(actual).with_columns(
        _months=months, _part=part, _when=pl.coalesce("end", "start", "stated_on")
    )
    rows = rows.filter(pl.col("_when").is_not_null())
    return rows.select(*_TOLD, *_ADDED[2:], "_when", "stated_on", _quarter=pl.col("_when").dt.truncate("1q"))


def _before(lines: pl.DataFrame, newest: pl.DataFrame) -> pl.DataFrame:
    """Give the earlier figures of plain series, which are like their newest in all but value and time."""
    alike = (
        newest.sort("_when")
        .unique(["entity", "metric"], keep="last")
        .drop("value", "start", "end", "stated_on", "_when")
    )
    past = lines.select("entity", "metric", value="series", _when="_times").explode("value", "_when")
    past = past.join(newest.select("entity", "metric", "_when"), on=["entity", "metric", "_when"], how="anti")
    past = past.with_columns(_quarter=pl.col("_when").dt.truncate("1q"))
    past = past.sort("_when").unique(["entity", "metric", "_quarter"], keep="last", maintain_order=True)
    rows = past.join(alike.drop("_quarter"), on=["entity", "metric"])
    rows = rows.with_columns(start=pl.lit(None, pl.Date), end=pl.col("_when"), stated_on=pl.lit(None, pl.Date))
    return rows.select(newest.columns)


def _of_metric(
    metric: Metric, told: pl.DataFrame, makers: Makers, today: date, division: Division
) -> list[dict[str, Any]]:
    everyone = told
    if metric.additive_entities:
        told = _addable(told)
    stands = max(metric.stale_days or 0, _QUARTER_DAYS)
    points = _points(told["_when"].min(), today)
    standing = {point: _grouped(_standing(told, point, stands), makers, point, division) for point in points}
    known = [point for point in points if standing[point].height]
    if not known:
        return []
    at, measure = known[-1], "sum" if metric.additive_entities else "entities"
    shares = {point: _shares(standing[point], measure) for point in known}
    ever = {group for point in known for group in shares[point]}
    left = _standing(everyone, at, stands)["entity"].n_unique() - standing[at].height
    shared = {"metric": metric.id, "_metric_label": metric.label, "at": at, "measure": measure, "left_out": left,
              "unit": told["unit"][-1] if measure == "sum" else None, "_stands_days": stands}  # fmt: skip
    return [
        {**shared, **_row(group, standing[at], measure, makers, at), **_over_time(group, shares, known)}
        for group in sorted(ever, key=lambda group: (-shares[at].get(group, 0.0), group))
    ]


def _addable(told: pl.DataFrame) -> pl.DataFrame:
    """Keep the figures that may be added to each other: those of the unit, span, part and length that most entities have."""
    kinds = told.group_by(_ADDED, maintain_order=True).agg(pl.col("entity").n_unique(), _last=pl.col("_when").max())
    best = kinds.sort("entity", "_last", descending=True, maintain_order=True).head(1)
    return told.join(best.select(_ADDED), on=_ADDED, how="semi", nulls_equal=True, maintain_order="left")


def _points(first: Any, today: date) -> list[date]:
    """List the ends of quarters from a day on, and today; the last of them."""
    ends, month = [today], date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    while len(ends) < _MOST_POINTS and month > first:
        ends.append(month - timedelta(days=1))
        month = (month - timedelta(days=80)).replace(day=1)
    return ends[::-1]


def _standing(told: pl.DataFrame, point: date, stands: int) -> pl.DataFrame:
    """Keep the last figure of each entity that is not too old at a day."""
    there = told.filter(pl.col("_when") <= point, pl.col("_when") > point - timedelta(days=stands))
    return there.unique("entity", keep="last", maintain_order=True)


def _grouped(rows: pl.DataFrame, makers: Makers, point: date, division: Division) -> pl.DataFrame:
    """Add ``_level``, ``_open`` (null where nothing is recorded) and ``_in``, the group that each belongs to."""
    levels = makers.levels(point)
    rows = rows.with_columns(_level=_looked_up(levels))
    rows = rows.with_columns(_open=pl.col("_level").is_in(DEFINITIONS[division.definition]))
    word = pl.when("_open").then(pl.lit(OPEN)).otherwise(pl.lit(CLOSED))
    group = {
        "openness": pl.when(pl.col("_open").is_not_null()).then(word), "level": pl.col("_level"),
        "owner": _looked_up(makers.owners), "country": _looked_up(makers.countries),
    }[division.by]  # fmt: skip
    return rows.with_columns(_in=group.fill_null(UNKNOWN))


def _looked_up(names: Mapping[str, str | None]) -> pl.Expr:
    return pl.col("entity").replace_strict(names, default=None, return_dtype=pl.String)


def _measured(measure: str) -> pl.Expr:
    return pl.col("value").sum() if measure == "sum" else pl.len().cast(pl.Float64)


def _shares(rows: pl.DataFrame, measure: str) -> dict[str, float]:
    told = rows.group_by("_in").agg(_measured(measure).alias("_of"))
    total = told["_of"].sum()
    return {group: part / total if total else 0.0 for group, part in told.select("_in", "_of").iter_rows()}


def _row(group: str, rows: pl.DataFrame, measure: str, makers: Makers, at: date) -> dict[str, Any]:
    mine = rows.filter(pl.col("_in") == group).sort("value", "entity", descending=[True, False])
    recorded = mine.filter(pl.col("_open").is_not_null())
    total = recorded.select(_measured(measure)).item() if recorded.height else 0
    part = recorded.filter("_open").select(_measured(measure)).item() if total else None
    members = [makers.told(row, at) for row in mine.head(_MOST_MEMBERS).select(_MEMBER).iter_rows(named=True)]
    return {
        "group": group, "entities": mine.height, "value": mine["value"].sum() if measure == "sum" else None,
        "open": part / total if total and part is not None else None, "_members": members,
        "names": [member["entity_name"] for member in members],
    }  # fmt: skip


def _over_time(group: str, shares: Mapping[date, Mapping[str, float]], points: Sequence[date]) -> dict[str, Any]:
    """Give the share of a group now, at each point, and what it changed by in a year."""
    now = points[-1]
    earlier = [point for point in points if point <= now - _YEAR]
    own = shares[now].get(group, 0.0)
    before = shares[earlier[-1]].get(group, 0.0) if earlier and now - earlier[-1] < 2 * _YEAR else None
    return {
        "share": own, "change": None if before is None else own - before, "_times": list(points),
        "series": [shares[point].get(group, 0.0) for point in points],
    }  # fmt: skip
