"""Two ``collect`` and a screen on one store; ``twins.py`` does this many times."""

from tests.faults.twins import run


def test_two_collects_at_once_store_every_figure_once_and_a_screen_sees_whole_versions_only():
    found = run(2)
    assert found["faults"] == []
    assert len(found["versions"]) > 1
    assert len(set(found["versions"])) == len(found["versions"])
