"""What may be wrong with a telling, one file a family of rules; a finding opens a question and deletes nothing.

Every check is a pure function of tellings, claims and registry that returns findings. It never blames the origin's own
document, except for changing what it had said, nor the better attributed of two rows.
"""

from collections.abc import Callable

import polars as pl

from ..overlap import counted
from ..registry import Registry
from .edits import edits
from .finding import FINDINGS, gathered
from .jumps import jumps
from .labels import labels
from .order import order
from .outliers import outliers
from .parts import parts
from .release import release
from .standing import weighed
from .stickiness import stickiness

Rule = Callable[[pl.DataFrame, pl.DataFrame, Registry], pl.DataFrame]

CHECKS: tuple[Rule, ...] = (order, stickiness, parts, labels, jumps, release, outliers, edits)
"""Every check, in the order of the rules they hold."""

__all__ = ["CHECKS", "FINDINGS", "run"]


def run(tellings: pl.DataFrame, claims: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Run every check on what is told, not on a platform's own counts; returns ``observation``, ``claim``, ``kind``, ``message`` and ``against`` (observation or null)."""
    told, weighty = tellings.filter("told"), weighed(claims.filter(~counted()), registry)
    if told.is_empty() and weighty.is_empty():
        return pl.DataFrame(schema=FINDINGS)
    return gathered(check(told, weighty, registry) for check in CHECKS)
