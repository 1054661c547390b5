"""A judgement finds its observation by the beginning of its id, and says why."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from metrics.catalog import load as load_catalog
from metrics.clock import now
from metrics.config import load as load_config
from metrics.errors import UsageError
from metrics.importing import add_one, import_files
from metrics.judging import SHORTEST, judge, undo
from metrics.market import Asked, Market
from metrics.vocabulary import Rank


@pytest.fixture
def market(empty):
    return Market.open(load_config(), load_catalog(), now=now())


@pytest.fixture
def observation(market):
    """The id of the only figure of the market."""
    taken, _ = add_one(market, {"entity": "kimi", "metric": "users", "value": "5", "unit": "users", "end": "2025-01"})
    return taken.observations["id"][0]


def rulings(market):
    held = market.collect(market.store.rulings()).sort("recorded_at")
    return held.select("observation", "rank", "reason").rows()


def test_the_beginning_of_an_id_is_enough(market, observation):
    ruling = judge(market, observation[:SHORTEST], "deprecated", "  read wrongly ")
    assert (ruling.observation, ruling.rank, ruling.reason) == (observation, Rank.DEPRECATED, "read wrongly")
    assert rulings(market) == [(observation, "deprecated", "read wrongly")]
    assert market.reckon(Asked()).figures.is_empty()


def test_the_latest_judgement_counts_and_the_earlier_stay(market, observation):
    judge(market, observation, "deprecated", "read wrongly")
    judge(replace(market, now=market.now + timedelta(days=1)), observation, "normal", "checked again")
    assert [rank for _, rank, _ in rulings(market)] == ["deprecated", "normal"]
    assert market.reckon(Asked()).figures["value"].to_list() == [5.0]


def test_the_same_judgement_again_is_kept_once(market, observation):
    for _ in range(2):
        judge(market, observation, "preferred", "the original")
    assert len(rulings(market)) == 1


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_judgement_without_a_reason_is_refused(market, observation, reason):
    with pytest.raises(UsageError, match="needs a reason"):
        judge(market, observation, "deprecated", reason)
    assert rulings(market) == []


@pytest.mark.parametrize(
    ("named", "words"), [("", "too short"), ("abc", "too short"), ("zzzzzz", "no observation 'zzzzzz'")]
)
def test_an_id_that_fits_none_is_refused(market, observation, named, words):
    with pytest.raises(UsageError, match=words):
        judge(market, named, "deprecated", "why not")
    assert rulings(market) == []


def test_an_id_that_fits_several_is_refused(market, tmp_path):
    path = tmp_path / "many.csv"  # so many that some ids begin alike
    path.write_text("entity,metric,value,unit\n" + "".join(f"kimi,users,{n},users\n" for n in range(1, 20_001)))
    import_files(market, [path])
    ids = market.collect(market.store.observations().select("id"))["id"].sort().to_list()
    one, other = next((a, b) for a, b in pairwise(ids) if a[:SHORTEST] == b[:SHORTEST])
    with pytest.raises(UsageError, match=f"several observations begin with '{one[:SHORTEST]}'"):
        judge(market, one[:SHORTEST], "deprecated", "why not")
    assert judge(market, one, "deprecated", "why not").observation == one != other


def test_a_rank_that_is_none_is_refused(market, observation):
    with pytest.raises(ValueError, match="excellent"):
        judge(market, observation, "excellent", "why not")


def test_undone_the_rank_before_stands_again_and_nothing_is_taken_away(market, observation):
    judge(market, observation, "preferred", "the original")
    judge(market, observation, "deprecated", "read wrongly")
    assert undo(market, observation).rank == Rank.PREFERRED
    assert undo(market, observation).rank == Rank.DEPRECATED
    assert rulings(market)[-2:] == [
        (observation, "preferred", "undone: read wrongly"), (observation, "deprecated", "undone: read wrongly"),
    ]  # fmt: skip


def test_the_only_ruling_undone_leaves_the_observation_as_it_was(market, observation):
    judge(market, observation, "deprecated", "read wrongly")
    assert market.reckon(Asked()).figures.is_empty()
    assert undo(market, observation).rank == Rank.NORMAL
    assert market.reckon(Asked()).figures["value"].to_list() == [5.0]


def test_where_nothing_was_ruled_nothing_is_undone(market, observation):
    with pytest.raises(UsageError, match="nothing was ruled"):
        undo(market, observation)
