"""Open models, developers, money and prices, collected over real sockets on two days, with a kill in between."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack

import pytest

from tests.fakes.edgar import Edgar
from tests.fakes.epoch import Epoch
from tests.fakes.github import GitHub
from tests.fakes.huggingface import HuggingFace
from tests.fakes.openrouter import OpenRouter
from tests.fakes.pypistats import PyPIStats
from tests.fakes.server import serving

DAY_1, DAY_2 = "2030-01-15T12:00:00Z", "2030-01-16T12:00:00Z"
OTHERS = "wikimedia apple dockerhub hackernews arxiv lmarena modelscope gdelt feeds articles"
LISTS = {
    "huggingface": 'organizations = ["acme", "Quill-AI"]\nmodels = []',
    "github": 'organizations = ["acme", "Quill-AI"]\nrepositories = ["acme/bolt", "acme/spark"]',
    "edgar": 'companies = ["0001045810", "0000789019"]',
    "pypistats": 'packages = ["openai", "invented-kit"]',
}
FAKES = {
    "huggingface": HuggingFace, "github": GitHub, "epoch": Epoch, "openrouter": OpenRouter, "edgar": Edgar,
    "pypistats": PyPIStats,
}  # fmt: skip


@pytest.fixture
def world(empty, monkeypatch):
    """All the fakes by the names of their sources, and a configuration that leads to them and to nobody else."""
    monkeypatch.setenv("AIMARKET_NOW", DAY_1)
    with ExitStack() as stack:
        served = {name: stack.enter_context(serving(fake())) for name, fake in FAKES.items()}
        lines = [
            '[catalog]\nstarter = false\n[network]\ngap_s = 0.0\nbackoff_s = 0.01\ntries = 2\ncontact = "a@example.org"'
        ]
        for name, hub in served.items():
            lines.append(f'[sources.{name}]\nbase_url = "{hub.url}"\ngap_s = 0.0\n{LISTS.get(name, "")}')
        lines += [f"[sources.{name}]\nenabled = false" for name in OTHERS.split()]
        (empty / "config" / "aimarket" / "config.toml").write_text("\n".join(lines), encoding="utf-8")
        yield served


@pytest.fixture
def collect(world, aimarket):
    """Collect what is due; returns the outcomes by source."""

    def run(*arguments):
        printed = aimarket("collect", *arguments, "--format", "json")
        assert printed.code in {0, 3}, printed.err
        return {row["source"]: row for row in printed.json}

    return run


@pytest.fixture
def shown(aimarket):
    """Show a metric; returns the rows by entity."""
    return lambda metric: {row["entity"]: row for row in aimarket("show", metric, "--format", "json").json}


def test_one_run_fills_models_developers_money_and_prices(collect, shown, aimarket):
    outcomes = collect()
    assert {name: row["outcome"] for name, row in outcomes.items()} == dict.fromkeys(FAKES, "ok"), outcomes
    assert shown("model_repositories")["huggingface:acme"]["value"] == 5
    assert shown("github_stars")["github:acme/bolt"]["value"] == 101
    assert shown("package_downloads")["openai"]["start"] is not None
    revenue = shown("revenue")["nvidia"]
    assert (revenue["value"], revenue["unit"], revenue["start"], revenue["end"]) == (
        1.04e9,
        "USD",
        "2029-10-01",
        "2029-12-31",
    )
    assert revenue["basis"] == "derived"
    assert shown("weekly_active_users")["chatgpt"]["value"] == 901_000_000
    assert "openrouter:acme/bolt" in shown("price_per_million_tokens")
    assert aimarket("store", "verify").code == 0


def test_histories_come_where_the_source_keeps_them(collect, aimarket):
    collect()
    quarters = aimarket("history", "nvidia", "revenue", "--format", "json").json
    assert [(row["end"], row["value"]) for row in quarters] == [
        ("2029-03-31", 7.1e8), ("2029-06-30", 8.23e8), ("2029-09-30", 9.3e8), ("2029-12-31", 1.04e9)
    ]  # fmt: skip
    daily = aimarket("history", "openai", "package_downloads", "--format", "json").json
    assert len([row for row in daily if row["start"] == row["end"]]) == 180


def test_the_same_again_adds_nothing(collect):
    collect()
    again = collect(*FAKES)
    assert {name: (row["outcome"], row["added"]) for name, row in again.items()} == dict.fromkeys(
        FAKES, ("unchanged", 0)
    )
    assert all(row["confirmed"] for row in again.values())


def test_the_next_day_adds_points_and_revisions_and_a_renamed_model_keeps_its_history(
    collect, world, aimarket, monkeypatch
):
    collect()
    for hub in world.values():
        hub.fake.day = 2
    world["huggingface"].fake.rename("acme/bolt-1b", "acme/bolt-one")
    world["github"].fake.rename("acme/spark", "acme/ember")
    monkeypatch.setenv("AIMARKET_NOW", DAY_2)
    outcomes = collect()
    assert all(row["added"] for row in outcomes.values()), outcomes
    likes = aimarket("history", "huggingface:acme/bolt-1b", "model_likes", "--format", "json").json
    assert [row["end"] for row in likes] == ["2030-01-15", "2030-01-16"]
    by_new_name = aimarket("history", "huggingface:acme/bolt-one", "model_likes", "--format", "json").json
    assert by_new_name == likes
    stars = aimarket("history", "github:acme/ember", "github_stars", "--format", "json").json
    assert [row["end"] for row in stars] == ["2030-01-15", "2030-01-16"]
    tellings = aimarket("why", "nvidia", "revenue", "--on", "2029-03-31", "--format", "json").json
    assert len({row["value"] for row in tellings}) == 2


def test_a_kill_loses_at_most_what_was_in_flight_and_the_next_run_completes(collect, world, aimarket, shown):
    running = subprocess.Popen(
        [sys.executable, "-m", "dash", "collect"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ
    )
    try:
        while sum(len(hub.paths) for hub in world.values()) < 12 and running.poll() is None:
            time.sleep(0.01)
        running.send_signal(signal.SIGKILL)
    finally:
        running.wait()
    collect()
    assert aimarket("store", "verify").code == 0
    assert shown("model_repositories")["huggingface:acme"]["value"] == 5
    assert shown("github_stars")["github:acme/bolt"]["value"] == 101
    assert len(aimarket("history", "nvidia", "revenue", "--format", "json").json) == 4


def test_a_token_is_neither_stored_nor_printed_nor_told_to_another(collect, world, empty, aimarket, monkeypatch):
    monkeypatch.setenv("GITHUB_TOKEN", "token-that-nobody-sees")
    monkeypatch.setenv("HF_TOKEN", "another-such-token")
    world["github"].fake.member_quota.limit = 5_000
    printed = aimarket("collect", "--format", "json")
    assert json.loads(printed.out)
    assert any(ask.token == "token-that-nobody-sees" for ask in world["github"].asked)
    assert {ask.token for name, hub in world.items() if name not in {"github", "huggingface"} for ask in hub.asked} == {
        None
    }
    kept = [path for path in empty.rglob("*") if path.is_file()]
    assert len(kept) > 10
    for secret in ("token-that-nobody-sees", "another-such-token"):
        assert secret not in printed.out + printed.err
        assert [path.name for path in kept if secret.encode() in path.read_bytes()] == []
