"""A person's judgement on an observation, found by the beginning of its id."""

import polars as pl

from .errors import UsageError
from .frames import RULINGS
from .market import Market
from .model import Ruling
from .vocabulary import Rank

SHORTEST = 6


def judge(market: Market, observation: str, rank: str, reason: str) -> Ruling:
    """Store a ruling on the one observation whose id begins so, and return it.

    Raises:
        UsageError: no such observation, several of them, or no reason.
    """
    if not reason.strip():
        raise UsageError("a ruling needs a reason, since it will be read by others. Add --reason TEXT")
    if len(observation) < SHORTEST:
        raise UsageError(f"{observation!r} is too short: give at least {SHORTEST} characters of the id")
    ids = market.store.observations().filter(pl.col("id").str.starts_with(observation)).select("id")
    found = market.collect(ids.head(2))
    if found.is_empty():
        raise UsageError(f"no observation {observation!r}. Ids: aimarket why ENTITY METRIC --format json")
    if len(found) > 1:
        raise UsageError(f"several observations begin with {observation!r}: give more of the id")
    ruling = Ruling(observation=found["id"][0], rank=Rank(rank), reason=reason.strip(), recorded_at=market.now)
    row = {"observation": ruling.observation, "rank": str(ruling.rank), "reason": ruling.reason}
    market.store.rule(pl.DataFrame([row], schema_overrides=RULINGS), now=market.now)
    return ruling


def undo(market: Market, observation: str) -> Ruling:
    """Store the contrary of the last ruling on an observation: the rank that it had before, and return that.

    Nothing is taken away; undone twice, the last judgement stands again.

    Raises:
        UsageError: nothing was ever ruled on it.
    """
    mine = market.store.rulings().filter(pl.col("observation") == observation)
    rulings = market.collect(mine).sort("recorded_at")
    if rulings.is_empty():
        raise UsageError(f"nothing was ruled on {observation[:SHORTEST]}, so that there is nothing to undo")
    last = rulings.row(-1, named=True)
    before = rulings["rank"][-2] if len(rulings) > 1 else Rank.NORMAL.value
    return judge(market, observation, before, f"undone: {last['reason'].removeprefix('undone: ')}")
