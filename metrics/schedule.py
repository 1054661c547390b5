"""When a source is due: its last run that came to an end, and how often it is to be asked."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import polars as pl

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def interval(text: str) -> timedelta:
    """Read ``30m``, ``6h`` or ``1d``.

    >>> interval("6h")
    datetime.timedelta(seconds=21600)
    """
    return timedelta(**{_UNITS[text[-1]]: int(text[:-1])})


def last_ends(runs: pl.DataFrame) -> Mapping[str, datetime]:
    """Return when the last run of each source ended that brought something; ``version`` marks those.

    ``runs`` has at least the columns source, version, ended_at.
    """
    ended = runs.filter(pl.col("version").is_not_null()).group_by("source").agg(pl.col("ended_at").max())
    return dict(ended.select("source", "ended_at").iter_rows())


def is_due(last: datetime | None, every: str, now: datetime) -> bool:
    """Tell whether a source is due; one that never came to an end always is.

    >>> from datetime import UTC
    >>> noon = datetime(2030, 1, 2, 12, tzinfo=UTC)
    >>> is_due(None, "1d", noon), is_due(noon - timedelta(hours=5), "6h", noon), is_due(noon, "0d", noon)
    (True, False, True)
    """
    return last is None or now - last >= interval(every)
