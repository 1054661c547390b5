"""Writers and readers at once on one store; ``crowd.py`` does this with more of them."""

from tests.faults.crowd import run


def test_every_run_of_many_writers_lands_once_and_readers_see_whole_runs_only():
    found = run(writers=3, runs=6, readers=2)
    assert (found["missing"], found["twice"], found["rows"]) == (0, 0, 0)
    assert (found["faults"], found["problems"]) == ([], [])
    assert all(len(waits) == 6 for waits in found["waits"])
    assert all(found["reads"])
