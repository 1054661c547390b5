"""Killed at a random moment, every work of the program keeps its promises; ``kills.py`` does this hundreds of times."""

import os

import pytest

from tests.faults.kills import WORKS, Broken, demand, run

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9")


def test_killed_at_random_moments_nothing_acknowledged_is_lost_and_nothing_is_half_there():
    table = run(len(WORKS), seed=5)
    assert [row[0] for row in table.values()] == [1] * len(WORKS)


def test_a_broken_promise_is_told():
    with pytest.raises(Broken, match="lost"):
        demand(holds=False, otherwise="lost")
