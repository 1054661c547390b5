"""``promises``: what was announced, when it was due, and what came."""

import polars as pl

from ..ledger.promises import promises as matched
from ..ledger.registry import registry_of
from ..market import Asked, Market
from .fields import named, ordered
from .said import finely

FIELDS = (
    "entity", "entity_name", "metric", "promised", "comparator", "unit", "due", "stated_on", "origin", "delivered",
    "delivered_comparator", "delivered_on", "kept", "url",
)  # fmt: skip
"""The fields of ``promises``, in order."""
_SCREEN = ("scope", "due_start", "due_precision", "delivered_start", "delivered_precision")


def promises(market: Market, asked: Asked) -> pl.DataFrame:
    """Return one row a promise, forecast or target, the latest due first; ``kept`` is null while nothing came.

    For the screen there are also :data:`_SCREEN` with a ``_`` in front, and ``_stated_precision`` (see ``said.finely``).
    """
    part = market.reckon(asked)
    frame = finely(matched(part.claims, registry_of(market.catalog)), part.tellings)
    frame = frame.rename({name: f"_{name}" for name in _SCREEN})
    frame = named(frame, market.catalog, market.now.date())
    return ordered(frame.sort("due", "entity", "metric", descending=[True, False, False], nulls_last=True), FIELDS)
