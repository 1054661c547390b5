"""``doctor``: each source is tried once, and one that is away is told but is no failure."""

import socket

import pytest

SOURCES = "huggingface github wikimedia apple pypistats openrouter hackernews arxiv edgar epoch lmarena modelscope gdelt feeds"


@pytest.fixture
def nobody(empty):
    """A configuration that leads to one source only, on a port where nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    off = "".join(f"[sources.{name}]\nenabled = false\n" for name in SOURCES.split())
    (empty / "config" / "aimarket" / "config.toml").write_text(
        f'[catalog]\nstarter = false\n{off}[sources.dockerhub]\nbase_url = "http://127.0.0.1:{port}"\n'
    )


def test_a_source_that_is_away_is_told_and_what_it_gave_stays(nobody, aimarket):
    printed = aimarket("doctor", "--format", "json")
    checks = {row["check"]: row for row in printed.json}
    assert printed.code == 0
    assert checks["store"]["ok"]
    assert not checks["source dockerhub"]["ok"]
    assert "no connection" in checks["source dockerhub"]["detail"]
    assert "not reached: dockerhub" in printed.err
    assert "sources.dockerhub.enabled false" in printed.err


def test_offline_leaves_the_sources_out(nobody, aimarket):
    checks = aimarket("doctor", "--offline", "--format", "json").json
    assert [row["check"] for row in checks] == ["program", "configuration", "catalog", "store", "terminal"]
