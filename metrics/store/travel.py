"""The two axes of time travel, as filters in a query's plan."""

from datetime import date, datetime

import polars as pl


def as_recorded(observations: pl.LazyFrame, moment: datetime) -> pl.LazyFrame:
    """Keep what the store held at a moment; works on any of its tables, as each has ``recorded_at``."""
    return observations.filter(pl.col("recorded_at") <= moment)


def as_published(observations: pl.LazyFrame, day: date) -> pl.LazyFrame:
    """Keep what the public could know on a day: by ``stated_on``, or the day it was read or stored if nobody said."""
    said = pl.coalesce(pl.col("stated_on"), pl.col("retrieved_at").dt.date(), pl.col("recorded_at").dt.date())
    return observations.filter(said <= day)
