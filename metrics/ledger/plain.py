"""Which series of a platform's counts are plain: their line is their values as they stand, whatever else is known.

A plain series needs no reckoning but that of its newest period and the one before. All its rows are of one kind, from
one publisher; each period is told of by one page only, and the last reading of it stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

import polars as pl

from ..vocabulary import Status
from .change import partial
from .registry import Registry
from .scope import fields
from .series import METHOD, summed_months
from .tellings import COUNTERS, address, firm

_PERIOD = ("pair", "end")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The first and the last day of what is asked for; ``None`` means that there is none."""

    since: date | None = None
    until: date | None = None

    def hold(self) -> pl.Expr:
        """Tell whether a period lies within, by its end and its start."""
        after = pl.lit(value=True) if self.since is None else pl.col("end") >= self.since
        before = pl.lit(value=True) if self.until is None else pl.col("start") <= self.until
        return after & before


@dataclass(frozen=True, slots=True)
class Plain:
    """Plain series and what is to be reckoned of them.

    ``pairs``: the number of each series' pair. ``lines``: pair, series (values in time), _times (their days). ``tail``:
    the numbers of the periods to reckon, as :func:`period` makes them.
    """

    pairs: pl.Series
    lines: pl.DataFrame
    tail: pl.Series

    @classmethod
    def joined(cls, several: Sequence[Self]) -> Self:
        """Lay several into one."""
        pairs, tail = pl.concat([one.pairs for one in several]), pl.concat([one.tail for one in several])
        return cls(pairs, pl.concat([one.lines for one in several]), tail)


def pair() -> pl.Expr:
    """Give rows of one entity and metric the same number; good for one run."""
    return pl.struct("metric", "entity").hash()


def period(numbered: pl.Expr | None = None) -> pl.Expr:
    """Give rows of one pair and end the same number; good for one run."""
    return pl.struct((pair() if numbered is None else numbered).alias("pair"), "end").hash()


def pages_of(documents: pl.LazyFrame) -> pl.LazyFrame:
    """Take of documents what :func:`plain_series` reads: numbers for the document, its page and publisher, and who counts."""
    return documents.select(
        doc=pl.col("id").hash(),
        page=pl.struct(address("id").alias("address"), "publisher").hash(),
        publisher=pl.col("publisher").hash(),
        counter=pl.col("kind").is_in(COUNTERS).fill_null(value=False),
    )


def rows_of(observations: pl.LazyFrame, registry: Registry) -> pl.LazyFrame:
    """Take of observations what :func:`plain_series` reads: narrow rows of numbers for what need only be compared."""
    kind = pl.struct(
        "unit", "span", "basis", "origin", *fields(), firm().alias("firm"), METHOD.alias("method"),
        summed_months(registry).alias("months"),
    )  # fmt: skip
    whole = pl.all_horizontal(pl.col("value", "start", "end").is_not_null())
    dated = ~partial(registry) & (pl.col("stated_on").is_not_null() | summed_months(registry).is_null())
    return observations.select(
        "start", "end", "value", "recorded_at", pair=pair(), doc=pl.col("document").hash(), kind=kind.hash(),
        sound=whole & dated & (pl.col("status") != Status.FORECAST),
    )  # fmt: skip


def plain_series(rows: pl.DataFrame, pages: pl.DataFrame, bounds: Bounds) -> Plain:
    """Find the plain ones among whole series of counts of which nothing is told and nothing is ruled."""
    marked = _marked(rows, pages)
    judged = marked.group_by("pair").agg(_sound=pl.col("sound").all()).filter("_sound")["pair"]
    points = marked.select("pair", "start", "end", "value").filter(
        marked["last"], marked["pair"].is_in(judged.implode())
    )
    inside = points.filter(bounds.hold())
    lines = inside.group_by("pair", maintain_order=True).agg(series=pl.col("value"), _times=pl.col("end"))
    newest = lines.select("pair", _newest=pl.col("_times").list.last())
    before = points.with_columns(_before=pl.col("end").shift(1).over("pair", order_by="end"))
    tail = before.join(newest, left_on=["pair", "end"], right_on=["pair", "_newest"]).select("pair", "end", "_before")
    ends = pl.concat([tail.select("pair", "end"), tail.select("pair", end="_before").drop_nulls()])
    return Plain(judged, lines, ends.select(tail=period(pl.col("pair")))["tail"])


def _marked(rows: pl.DataFrame, pages: pl.DataFrame) -> pl.DataFrame:
    """Sort rows by series and time; ``last`` says that a row stands in its period.

    ``sound`` also says that it is of one kind and publisher with the row before, and the only page of its period.
    """
    ordered = rows.sort(*_PERIOD, "recorded_at").join(pages, on="doc", how="left", maintain_order="left")

    def same(name: str) -> pl.Expr:
        return pl.col(name) == pl.col(name).shift(1)

    again = (same("pair") & same("end")).fill_null(value=False)
    alike = ~same("pair") | (same("kind") & same("publisher").fill_null(value=False))
    replaced = same("page") & same("start") & (pl.col("recorded_at") > pl.col("recorded_at").shift(1))
    sound = pl.col("sound") & pl.col("counter") & alike.fill_null(value=True) & (~again | replaced)
    return ordered.select(
        "pair", "start", "end", "value", sound=sound.fill_null(value=False), last=~again.shift(-1, fill_value=False)
    )
